//! What several kinds share: references, files, access facts, addresses.

use std::marker::PhantomData;

use jiff::civil::Time;

use super::guard::{HasVisibility, ProtectedField, Visibility};
use crate::fault::{Code, Fault};
use crate::path;
use crate::recurrence::{self, DaySpec, RecurrenceRule, RepeatInterval};
use crate::text::Span;
use crate::time;
use crate::yaml::{AnyValue, Coordinates, FromNode, Node, Reader, Url, Value, fields, words};

/// What a reference can name.
pub trait ReferenceTarget {
    /// The word of the kind, or of the list it is in.
    const WORD: &'static str;
    /// With its article, for messages.
    const EXPECTED: &'static str;
}

macro_rules! reference_targets {
    ($($(#[doc = $doc:literal])+ $name:ident $word:literal $expected:literal;)+) => {
        $(
            $(#[doc = $doc])+
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub struct $name;
            impl ReferenceTarget for $name {
                const WORD: &'static str = $word;
                const EXPECTED: &'static str = $expected;
            }
        )+
    };
}

reference_targets! {
    /// A partner.
    Partners "partner" "the slug of a partner";
    /// A place.
    Places "place" "the slug of a place";
    /// An event.
    Events "event" "the slug of an event";
    /// A campaign.
    Campaigns "campaign" "the slug of a campaign";
    /// A resource.
    Resources "resource" "the slug of a resource";
    /// Any record, written `kind:slug`.
    AnyRecord "record" "a kind and a slug such as `story:shared-kitchen`";
    /// A topic of `site.yaml`.
    Topics "topic" "a topic of `site.yaml`";
    /// A consent of `consents.yaml`.
    Consents "consent" "the id of a consent such as `c-0042`";
    /// An entry of `signposts.yaml`.
    Signposts "signpost" "the id of an entry in `signposts.yaml`";
    /// A type of story.
    StoryTypes "story type" "a type of story";
    /// A type of partner.
    PartnerTypes "partner type" "a type of partner";
    /// A type of resource.
    ResourceTypes "resource type" "a type of resource";
    /// A level of place.
    Levels "level" "a level such as `town`";
    /// An access fact.
    AccessFacts "access fact" "an access fact such as `step-free`";
    /// A picture beside the record.
    PictureFiles "picture" "the file name of a picture";
    /// A download beside the record.
    DownloadFiles "file" "the name of a file";
    /// A page: an address of the site, or a file of the network.
    Pages "link" "an address, or the file of a record";
}

/// A word that names something outside the file; its number finds what it was resolved to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceTo<N> {
    /// As written.
    pub text: String,
    /// Its number among the marks of its file.
    pub index: u32,
    target: PhantomData<N>,
}

impl<N: ReferenceTarget> FromNode for ReferenceTo<N> {
    const EXPECTED: &'static str = N::EXPECTED;

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let word = reader.read_text(node, N::EXPECTED)?.trim();
        let mark = reader.add_reference(N::WORD, word, node.span);
        Some(Self { text: word.to_owned(), index: mark, target: PhantomData })
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
        /// What they are called.
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
    /// As written.
    pub text: String,
    /// Its number among the marks of its file.
    pub index: u32,
}

impl FromNode for PartnerOrText {
    const EXPECTED: &'static str = "the slug of a partner, or a name";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text = String::from_node(node, reader)?;
        let mark = reader.add_reference("partner or text", &text, node.span);
        Some(Self { text, index: mark })
    }
}

/// Where a button leads: another site, an address of this one, or the file of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A web address.
    Web(Url),
    /// Within the site; resolved like a link in Markdown.
    Internal(ReferenceTo<Pages>),
}

impl FromNode for Destination {
    const EXPECTED: &'static str = "a web address, an address of this site, or the file of a record";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.read_text(node, Self::EXPECTED)?.trim();
        let is_web = Url::scheme(text).is_some() || text.starts_with("//") || text.starts_with("www.");
        if is_web {
            Url::from_node(node, reader).map(Self::Web)
        } else {
            ReferenceTo::from_node(node, reader).map(Self::Internal)
        }
    }
}

words! {
    /// An answer to "is there …?".
    pub enum AccessAnswer ("`yes`, `no` or `ask`") {
        /// There is.
        Yes "yes" | "true",
        /// There is not.
        No "no" | "false",
        /// Ask first.
        Ask "ask",
    }
}

/// Access facts in the order written; a bare list means yes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access(pub Vec<(String, AccessAnswer)>);

impl Access {
    /// The answer for one fact.
    pub fn get(&self, fact: &str) -> Option<AccessAnswer> {
        self.0.iter().find(|(known, _)| known == fact).map(|(_, answer)| *answer)
    }
}

impl FromNode for Access {
    const EXPECTED: &'static str = "access facts such as `[step-free, hearing-loop]` or `{step-free: yes, lift: no}`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let mut facts = Vec::new();
        match &node.value {
            Value::List(items) => {
                for item in items {
                    if let Some(fact) = reader.read_text(item, AccessFacts::EXPECTED) {
                        reader.add_reference(AccessFacts::WORD, fact, item.span);
                        facts.push((fact.to_owned(), AccessAnswer::Yes));
                    }
                }
            }
            Value::Map(entries) => {
                for entry in entries {
                    reader.add_reference(AccessFacts::WORD, &entry.name, entry.span);
                    if let Some(answer) = AccessAnswer::from_node(&entry.node, reader) {
                        facts.push((entry.name.clone(), answer));
                    }
                }
            }
            _ => {
                reader.report_invalid_value(node, Self::EXPECTED);
                return None;
            }
        }
        Some(Self(facts))
    }
}

/// The access facts that every network has.
pub const ACCESS_FACTS: &[(&str, &str)] = &[
    ("step-free", "Step-free"),
    ("level-route", "Level route from the stop"),
    ("lift", "Lift"),
    ("accessible-toilet", "Accessible toilet"),
    ("changing-places", "Changing Places toilet"),
    ("blue-badge-bays", "Blue Badge bays"),
    ("parking", "Parking"),
    ("hearing-loop", "Hearing loop"),
    ("bsl", "British Sign Language"),
    ("live-captions", "Live captions"),
    ("captions", "Captions"),
    ("quiet-space", "Quiet space"),
    ("prayer-room", "Prayer room"),
    ("women-only", "Women only"),
    ("halal", "Halal"),
    ("vegetarian", "Vegetarian"),
    ("food", "Food"),
    ("childcare", "Childcare"),
    ("assistance-dogs", "Assistance dogs welcome"),
    ("pushchairs", "Room for pushchairs"),
];

fields! {
    /// A postal address.
    pub struct Address {
        /// Lines before the town.
        lines: many String, always;
        /// The town.
        town: optional String, always;
        /// The postcode.
        postcode: optional String, always;
        /// Latitude and longitude.
        location: optional Coordinates, always;
        /// Who may see it; public unless it says otherwise.
        visibility: optional Visibility, always;
    }
}

impl HasVisibility for Address {
    const PROTECTED_FIELD: ProtectedField = ProtectedField::Address;

    fn visibility(&self) -> Visibility {
        self.visibility.unwrap_or(Visibility::Public)
    }
}

/// A mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(pub String);

impl FromNode for Email {
    const EXPECTED: &'static str = "an e-mail address";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.read_text(node, Self::EXPECTED)?.trim();
        let (name, host) = text.split_once('@').unwrap_or(("", ""));
        let is_clean = !text
            .contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '?' | '&' | ':'));
        if name.is_empty() || !host.contains('.') || host.contains('@') || host.ends_with('.') || !is_clean {
            reader.report_invalid_value(node, Self::EXPECTED);
            return None;
        }
        Some(Self(text.to_owned()))
    }
}

/// A telephone number as people write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone(pub String);

impl Phone {
    /// Digits and a leading `+`, for `tel:`.
    pub fn tel_number(&self) -> String {
        self.0.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
    }

    /// Whether it is a mobile in the United Kingdom (Ofcom: 07, but not 070 and 076).
    pub fn is_mobile(&self) -> bool {
        let dial = self.tel_number().replace("+44", "0").replace("0044", "0");
        dial.starts_with("07") && !dial.starts_with("070") && !dial.starts_with("076")
    }
}

impl FromNode for Phone {
    const EXPECTED: &'static str = "a telephone number in quotes";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.read_text(node, Self::EXPECTED)?.trim();
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let is_clean = text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')' | '.' | 'x' | 'e' | 't'));
        if !(3..=18).contains(&digits) || !is_clean {
            reader.report_invalid_value(node, Self::EXPECTED);
            return None;
        }
        Some(Self(text.to_owned()))
    }
}

/// A charity number of England and Wales, Scotland (`SC`) or Northern Ireland (`NIC`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CharityNumber(pub String);

impl CharityNumber {
    /// The register it is in, as org-id.guide names it.
    pub fn register(&self) -> &'static str {
        if self.0.starts_with("SC") {
            "GB-SC"
        } else if self.0.starts_with("NIC") {
            "GB-NIC"
        } else {
            "GB-CHC"
        }
    }
}

impl FromNode for CharityNumber {
    const EXPECTED: &'static str = "a charity number such as `1234567`, `SC012345` or `NIC100123`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let number = reader.read_text(node, Self::EXPECTED)?.trim().to_uppercase().replace(' ', "");
        let has_digits = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
            lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
        };
        let (main, branch) = number.split_once('-').unwrap_or((&number, "1"));
        let is_valid = match (main.strip_prefix("SC"), main.strip_prefix("NIC")) {
            (Some(rest), _) => has_digits(rest, 6..=6),
            (_, Some(rest)) => has_digits(rest, 6..=6),
            _ => has_digits(main, 6..=7) && has_digits(branch, 1..=3),
        };
        if !is_valid {
            reader.report_invalid_value(node, Self::EXPECTED);
            return None;
        }
        Some(Self(number))
    }
}

/// A company number: eight characters, the first two digits or letters (Companies House).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanyNumber(pub String);

impl FromNode for CompanyNumber {
    const EXPECTED: &'static str = "a company number of eight characters such as `01234567` or `SC123456`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let number = reader.read_text(node, Self::EXPECTED)?.trim().to_uppercase().replace(' ', "");
        let is_valid = number.is_ascii()
            && number.len() == 8
            && number[..2].bytes().all(|b| b.is_ascii_alphanumeric())
            && number[2..].bytes().all(|b| b.is_ascii_digit());
        if !is_valid {
            reader.report_invalid_value(node, Self::EXPECTED);
            return None;
        }
        Some(Self(number))
    }
}

macro_rules! impl_from_node {
    ($type:ty, $expected:literal, $parse:expr) => {
        impl FromNode for $type {
            const EXPECTED: &'static str = $expected;

            fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
                let parsed = $parse(reader.read_text(node, Self::EXPECTED)?);
                if parsed.is_none() {
                    reader.report_invalid_value(node, Self::EXPECTED);
                }
                parsed
            }
        }
    };
}

/// A length of time in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minutes(pub u32);

impl_from_node!(RepeatInterval, "a step such as `week`, `2 weeks` or `month`", recurrence::parse_interval);
impl_from_node!(DaySpec, "a day such as `tue`, `second thursday`, `last friday` or `15`", recurrence::parse_day_spec);
impl_from_node!(Minutes, "a length of time such as `90 minutes` or `2 hours`", |text: &str| time::parse_duration(text)
    .map(Minutes));
impl_from_node!(Time, "a time such as `12:30`", |text: &str| time::parse_time(text.trim()).ok());

/// A raw `RRULE` (RFC 5545 §3.3.10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawRule(pub RecurrenceRule);

impl FromNode for RawRule {
    const EXPECTED: &'static str = "a rule such as `FREQ=WEEKLY;BYDAY=TU`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match RecurrenceRule::parse(reader.read_text(node, Self::EXPECTED)?) {
            Ok(rule) => Some(Self(rule)),
            Err(refusal) => {
                let (message, help) = refusal.message_and_help();
                reader.report(Fault::new(Code::InvalidValue, reader.location(node.span), message).with_help(help));
                None
            }
        }
    }
}

fields! {
    /// What is known of a picture.
    pub struct PictureDetails {
        /// A text for those who cannot see it (WCAG 2.2 SC 1.1.1).
        alt: optional String, always;
        /// It shows nothing that matters: no text is needed.
        decorative: optional bool, always;
        /// Who is in it: consents, `none` or `crowd`.
        people: optional PeopleInPicture, always;
        /// Who made it.
        credit: optional String, always;
        /// The point that must stay in view when it is cut.
        focus: optional AnyValue, always;
    }
}

/// Who is in a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeopleInPicture {
    /// Nobody.
    Nobody,
    /// Nobody who could be recognised.
    Crowd,
    /// These.
    Consents(Vec<ReferenceTo<Consents>>),
}

impl FromNode for PeopleInPicture {
    const EXPECTED: &'static str = "consents such as `[c-0042]`, `none` or `crowd`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match node.text() {
            Some("none") => Some(Self::Nobody),
            Some("crowd") => Some(Self::Crowd),
            _ => Vec::from_node(node, reader).map(Self::Consents),
        }
    }
}

/// Reports a slug or alias that cannot stand in an address.
pub(super) fn check_slug(reader: &mut Reader<'_>, slug: &str, span: Span) -> bool {
    if !slug.split('/').all(path::is_slug) {
        let fault =
            Fault::new(Code::InvalidValue, reader.location(span), format!("`{slug}` cannot stand in an address"));
        reader.report(
            fault.with_help(format!("write `{}`", slug.split('/').map(path::slugify).collect::<Vec<_>>().join("/"))),
        );
        return false;
    }
    if path::is_reserved_name(slug) || slug.split('/').any(path::is_reserved_name) {
        let fault = Fault::new(Code::ReservedName, reader.location(span), format!("`{slug}` is a reserved name"));
        reader.report(fault.with_help("choose another slug"));
        return false;
    }
    true
}
