//! References from a field to something outside the file.

use std::marker::PhantomData;

use crate::kind::{Kind, ReferenceTarget, Vocabulary};
use crate::yaml::{FromNode, Node, Reader, Url, Value, fields};

/// What a field's reference must name, as a type: `ReferenceTo<Partners>`.
pub trait Target {
    /// What the reference must name.
    const TARGET: ReferenceTarget;
    /// What it must name, with its article, for messages.
    const EXPECTED: &'static str;
}

macro_rules! targets {
    ($($(#[doc = $doc:literal])+ $name:ident $target:expr, $expected:literal;)+) => {
        $(
            $(#[doc = $doc])+
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub struct $name;
            impl Target for $name {
                const TARGET: ReferenceTarget = $target;
                const EXPECTED: &'static str = $expected;
            }
        )+
    };
}

targets! {
    /// A partner.
    Partners ReferenceTarget::Record(Kind::Partner), "the slug of a partner";
    /// A place.
    Places ReferenceTarget::Record(Kind::Place), "the slug of a place";
    /// An event.
    Events ReferenceTarget::Record(Kind::Event), "the slug of an event";
    /// A campaign.
    Campaigns ReferenceTarget::Record(Kind::Campaign), "the slug of a campaign";
    /// A resource.
    Resources ReferenceTarget::Record(Kind::Resource), "the slug of a resource";
    /// Any record, written `kind:slug`.
    AnyRecord ReferenceTarget::AnyRecord, "a kind and a slug such as `story:shared-kitchen`";
    /// A topic of `site.yaml`.
    Topics ReferenceTarget::Topic, "a topic of `site.yaml`";
    /// A consent of `consents.yaml`.
    Consents ReferenceTarget::Consent, "the id of a consent such as `c-0042`";
    /// An entry of `signposts.yaml`.
    Signposts ReferenceTarget::Signpost, "the id of an entry in `signposts.yaml`";
    /// A type of story.
    StoryTypes ReferenceTarget::Word(Vocabulary::Types(Kind::Story)), "a type of story";
    /// A type of partner.
    PartnerTypes ReferenceTarget::Word(Vocabulary::Types(Kind::Partner)), "a type of partner";
    /// A type of resource.
    ResourceTypes ReferenceTarget::Word(Vocabulary::Types(Kind::Resource)), "a type of resource";
    /// A level of place.
    Levels ReferenceTarget::Word(Vocabulary::Levels), "a level such as `town`";
    /// An access fact.
    AccessFacts ReferenceTarget::Word(Vocabulary::AccessFacts), "an access fact such as `step-free`";
    /// A picture beside the record.
    PictureFiles ReferenceTarget::Picture, "the file name of a picture";
    /// A download beside the record.
    DownloadFiles ReferenceTarget::File, "the name of a file";
    /// A page: an address of the site, or a file of the network.
    Pages ReferenceTarget::Link, "an address, or the file of a record";
}

/// A word that names something outside the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceTo<T> {
    /// The text as it was written.
    pub text: String,
    /// Its index among the references of its file. With it, `site` finds what the reference names.
    pub index: u32,
    target: PhantomData<T>,
}

impl<T: Target> FromNode for ReferenceTo<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.read_text(node, T::EXPECTED)?.trim();
        let index = reader.add_reference(T::TARGET, text, node.span);
        Some(Self { text: text.to_owned(), index, target: PhantomData })
    }
}

/// A partner, or a name for somebody without a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Organiser {
    /// A partner.
    Partner(ReferenceTo<Partners>),
    /// `{name: …}`.
    Name(String),
}

fields! {
    /// Somebody without a record.
    pub struct NameOnly {
        /// The name.
        name: required String, always;
    }
}

impl FromNode for Organiser {
    const EXPECTED: &'static str = "the slug of a partner, or `{name: …}`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::Map(_) => NameOnly::from_node(node, reader).map(|read| Self::Name(read.name)),
            _ => ReferenceTo::from_node(node, reader).map(Self::Partner),
        }
    }
}

/// A partner's slug, or any text. Which one is known when all partners are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerOrText {
    /// The text as it was written.
    pub text: String,
    /// Its index among the references of its file.
    pub index: u32,
}

impl FromNode for PartnerOrText {
    const EXPECTED: &'static str = "the slug of a partner, or a name";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text = String::from_node(node, reader)?;
        let index = reader.add_reference(ReferenceTarget::PartnerOrText, &text, node.span);
        Some(Self { text, index })
    }
}

/// Where a button leads: another site, an address of this one, or the file of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A web address.
    Web(Url),
    /// An address or file of this site, resolved like a link in Markdown.
    Internal(ReferenceTo<Pages>),
}

impl FromNode for Destination {
    const EXPECTED: &'static str = "a web address, an address of this site, or the file of a record";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.read_text(node, Self::EXPECTED)?.trim();
        let is_web = Url::scheme(text).is_some() || text.starts_with("//") || text.starts_with("www.");
        if is_web {
            let url = Url::from_node(node, reader)?;
            // One of this network is checked like a link.
            reader.add_reference(ReferenceTarget::Link, url.as_str(), node.span);
            Some(Self::Web(url))
        } else {
            ReferenceTo::from_node(node, reader).map(Self::Internal)
        }
    }
}
