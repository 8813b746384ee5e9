//! Records: one file a kind, each field declared once. This file reads one record's file, by itself.
//!
//! What needs another file (does the partner exist?) is noted as a mark or a link and checked by `site`.

mod campaign;
mod common;
mod event;
mod file_role;
mod guard;
mod incident;
mod kind;
mod line_waiver;
mod partner;
mod place;
mod resource;
mod side_files;
mod story;
mod value;

pub use campaign::{Ask, Campaign, Join, Phase};
pub use common::{CommonFields, KeepPublic, TranslationFields};
pub use event::{
    Booking, BookingNeeded, BookingState, Break, Event, EventContact, EventLanguages, EventStatus, NamedPlace,
    OccurrenceEntry, Online, Repeat, Venue,
};
pub use file_role::{FileRole, classify};
pub use guard::{
    BY_CONSENT, BY_SAFETY, BY_VISIBILITY, Channel, Disclosure, EDITORS_ONLY, Guarded, HasVisibility, Lens,
    ProtectedField, Visibility,
};
pub use incident::{EventNotice, Incident};
pub use kind::{Kind, RecordId};
pub use line_waiver::LineWaiver;
pub use partner::{Partner, PartnerContact, PartnerStatus, Service, VisibleContact};
pub use place::{PLACE_LEVELS, Place};
pub use resource::{Download, DownloadPurpose, Resource};
pub use side_files::{Observance, Signpost, read_observances, read_signposts};
pub use story::{People, Person, Story};
pub use value::{
    ACCESS_FACTS, Access, AccessAnswer, Address, CharityNumber, CompanyNumber, Destination, Organiser, PartnerOrText,
    PeopleInPicture, Phone, PictureDetails, ReferenceTo,
};

/// The types of partners, resources and stories that every network has.
pub mod built_in_types {
    pub use super::partner::PARTNER_TYPES as PARTNERS;
    pub use super::resource::RESOURCE_TYPES as RESOURCES;
    pub use super::story::STORY_TYPES as STORIES;
}

use std::sync::Arc;

use crate::digest::Digest;
use crate::fault::{Code, Fault, Faults};
use crate::markdown::{self, MarkdownBody};
use crate::path;
use crate::text::{Source, Span};
use crate::yaml::{self, Field, FromNode, MapEntry, Node, Reader, Reference, Value, report_unknown_fields};

/// What is particular to a kind.
#[derive(Clone, Debug)]
pub enum KindFields {
    /// A story.
    Story(Box<Story>),
    /// A partner.
    Partner(Box<Partner>),
    /// An event.
    Event(Box<Event>),
    /// A place.
    Place(Box<Place>),
    /// A campaign.
    Campaign(Box<Campaign>),
    /// A resource.
    Resource(Box<Resource>),
    /// An incident.
    Incident(Box<Incident>),
    /// A page has no fields of its own.
    Page,
}

/// The declared fields of a kind, without the common ones.
pub fn declared_fields(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::Story => Story::FIELDS,
        Kind::Partner => Partner::FIELDS,
        Kind::Event => Event::FIELDS,
        Kind::Place => Place::FIELDS,
        Kind::Campaign => Campaign::FIELDS,
        Kind::Resource => Resource::FIELDS,
        Kind::Incident => Incident::FIELDS,
        Kind::Page => &[],
    }
}

impl KindFields {
    fn from_entries(kind: Kind, map: Span, entries: &[MapEntry], reader: &mut Reader<'_>) -> Option<Self> {
        Some(match kind {
            Kind::Story => Self::Story(Box::new(Story::from_entries(map, entries, reader)?)),
            Kind::Partner => Self::Partner(Box::new(Partner::from_entries(map, entries, reader)?)),
            Kind::Event => Self::Event(Box::new(Event::from_entries(map, entries, reader)?)),
            Kind::Place => Self::Place(Box::new(Place::from_entries(map, entries, reader)?)),
            Kind::Campaign => Self::Campaign(Box::new(Campaign::from_entries(map, entries, reader)?)),
            Kind::Resource => Self::Resource(Box::new(Resource::from_entries(map, entries, reader)?)),
            Kind::Incident => Self::Incident(Box::new(Incident::from_entries(map, entries, reader)?)),
            Kind::Page => Self::Page,
        })
    }
}

/// One record's file, read by itself.
#[derive(Debug)]
pub struct ParsedRecord {
    /// The file.
    pub source: Arc<Source>,
    /// The file's fingerprint.
    pub digest: Digest,
    /// Its kind.
    pub kind: Kind,
    /// The last part of its address, from `slug:` or the file's name. For pages all of it.
    pub slug: String,
    /// What all kinds have; `None` when it cannot be read.
    pub common: Option<CommonFields>,
    /// What its kind has; `None` when it cannot be read.
    pub fields: Option<KindFields>,
    /// What its fields name.
    pub references: Vec<Reference>,
    /// Where each field of the front matter stands, for faults that are found later.
    pub field_spans: Vec<(String, Span, Span)>,
    /// Its text.
    pub body: MarkdownBody,
    /// Faults that are accepted on a line.
    pub waivers: Vec<LineWaiver>,
    /// What is wrong with the file by itself.
    pub faults: Vec<Fault>,
    /// Whether the private folder's file about it was merged in.
    pub has_private_file: bool,
}

impl ParsedRecord {
    /// A record whose file could not be read: it keeps its name and nothing else.
    pub fn unreadable(path: &str, kind: Kind, slug: &str, fault: Fault) -> Self {
        Self {
            source: Arc::new(Source { path: path.to_owned(), text: String::new() }),
            digest: Digest::compute(b""),
            kind,
            slug: slug.to_owned(),
            common: None,
            fields: None,
            references: Vec::new(),
            field_spans: Vec::new(),
            body: MarkdownBody::default(),
            waivers: Vec::new(),
            faults: vec![fault],
            has_private_file: false,
        }
    }

    /// Whether it was read from this text and nothing else.
    pub fn is_parsed_from(&self, source: &Source) -> bool {
        !self.has_private_file && !self.is_unreadable() && *self.source == *source
    }

    /// Where a field's value stands, else where the front matter begins.
    pub fn field_span(&self, field: &str) -> Span {
        self.field_spans.iter().find(|(name, ..)| name == field).map_or(self.first_line_span(), |(_, _, value)| *value)
    }

    /// Where a value inside a field's value stands: by its name, in the nth of so many items where the field is a list
    /// (`name` is empty for the item itself). Else the field's value.
    ///
    /// The front matter is read again for it, which costs something, but only where a fault is found.
    pub fn nested_span(&self, field: &str, item: Option<(usize, usize)>, name: &str) -> Span {
        self.find_nested_span(field, item, name).unwrap_or_else(|| self.field_span(field))
    }

    /// Whether a group of fields says something under a name, readable or not.
    pub fn has_nested_value(&self, field: &str, name: &str) -> bool {
        let front = self.reparse_front_matter();
        let node = front.as_ref().and_then(|front| front.get(field)?.get(name));
        node.is_some_and(|node| node.value != Value::Null)
    }

    /// The front matter, read again; its faults are known.
    fn reparse_front_matter(&self) -> Option<Node> {
        let mut known = Faults::new();
        let front = yaml::split_front_matter(&self.source, &mut known).front_matter?;
        Some(yaml::parse(&self.source, front, &mut known).0)
    }

    /// Where the text below the front matter stands.
    pub fn body_span(&self) -> Span {
        Span::from_range(yaml::split_front_matter(&self.source, &mut Faults::new()).body)
    }

    fn find_nested_span(&self, field: &str, item: Option<(usize, usize)>, name: &str) -> Option<Span> {
        let front = self.reparse_front_matter()?;
        let mut node = front.get(field)?;
        if let (Some((number, item_count)), Value::List(items)) = (item, &node.value) {
            // Items that could not be read are not counted: then nobody knows which one it is.
            node = items.get(number).filter(|_| items.len() == item_count)?;
        }
        if name.is_empty() { Some(node.span) } else { Some(node.get(name).unwrap_or(node).span) }
    }

    /// Where an item of a field's list stands, else the field's value.
    pub fn item_span(&self, field: &str, item: &str) -> Span {
        let span = self.field_span(field);
        let text = &self.source.text[span.to_range()];
        // The item as a whole word of the list, not as a part of a longer one.
        let is_boundary =
            |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, ',' | ']' | '[' | '"' | '\''));
        let is_whole_item = |at: &usize| {
            is_boundary(text[..*at].chars().next_back()) && is_boundary(text[at + item.len()..].chars().next())
        };
        let found = text.match_indices(item).map(|(at, _)| at).find(is_whole_item);
        found.map_or(span, |at| Span::from_range(at..at + item.len()).offset_by(span.start as usize))
    }

    /// Whether the front matter says something in a field, readable or not.
    pub fn has_value(&self, field: &str) -> bool {
        let is_filled = |span: &Span| !matches!(self.source.text[span.to_range()].trim(), "" | "~" | "null");
        self.field_spans.iter().any(|(name, _, value)| name == field && is_filled(value))
    }

    /// Whether its file could not be read at all.
    pub fn is_unreadable(&self) -> bool {
        self.source.text.is_empty() && !self.faults.is_empty()
    }

    /// The first line of the file.
    pub fn first_line_span(&self) -> Span {
        let text = &self.source.text;
        let start = text.len() - text.trim_start_matches(['\u{feff}', '\r', '\n']).len();
        let end = text[start..].find(['\r', '\n']).map_or(text.len(), |end| start + end);
        Span::from_range(start..end)
    }

    /// The title, or the slug where there is none.
    pub fn title(&self) -> &str {
        self.common.as_ref().map_or(&self.slug, |common| &common.title)
    }
}

/// A translation's file, read by itself.
#[derive(Debug)]
pub struct ParsedTranslation {
    /// The file.
    pub source: Arc<Source>,
    /// The file's fingerprint.
    pub digest: Digest,
    /// What it sets; `None` when it cannot be read.
    pub fields: Option<TranslationFields>,
    /// Its text.
    pub body: MarkdownBody,
    /// Faults that are accepted on a line.
    pub waivers: Vec<LineWaiver>,
    /// What is wrong with the file by itself.
    pub faults: Vec<Fault>,
}

/// Reads a record's file. `slug` is what the file's name says.
pub fn parse(source: &Arc<Source>, kind: Kind, slug: &str) -> ParsedRecord {
    let mut out = Faults::new();
    let split = yaml::split_front_matter(source, &mut out);
    let mut parsed = ParsedRecord {
        source: Arc::clone(source),
        digest: Digest::compute(source.text.as_bytes()),
        kind,
        slug: slug.to_owned(),
        common: None,
        fields: None,
        references: Vec::new(),
        field_spans: Vec::new(),
        body: MarkdownBody::default(),
        waivers: line_waiver::find_line_waivers(source, &mut out),
        faults: Vec::new(),
        has_private_file: false,
    };
    if let Some(front) = split.front_matter.clone() {
        let (node, is_complete) = yaml::parse(source, front.clone(), &mut out);
        read_front_matter(source, kind, &node, is_complete, &mut parsed, &mut out);
        if parsed.common.is_none()
            && let Some(written) = yaml::find_slug(&source.text[front]).filter(|slug| path::is_slug(slug))
        {
            parsed.slug = replace_last_segment(&parsed.slug, written);
        }
    }
    parsed.body = markdown::render(source, split.body, markdown::MarkdownOptions::ALL, &mut out);
    parsed.faults = out.into_iter().collect();
    parsed
}

fn read_front_matter(
    source: &Arc<Source>,
    kind: Kind,
    node: &Node,
    is_complete: bool,
    parsed: &mut ParsedRecord,
    out: &mut Faults,
) {
    let mut reader = Reader::new(source, out);
    let no_entries = Vec::new();
    let entries = match &node.value {
        Value::Map(entries) => entries,
        Value::Null => &no_entries,
        _ => {
            let whole = || {
                Fault::new(
                    Code::YamlSyntax,
                    reader.location(node.span),
                    format!("the front matter is {}, not fields", node.description()),
                )
            };
            let fault = match node.text() {
                Some(_) => yaml::diagnose_non_field(source, node.span.to_range(), node.span),
                None => whole().with_help("write fields: a name, a colon, a space and a value"),
            };
            reader.report(fault);
            return;
        }
    };
    report_unknown_fields(entries, &[CommonFields::FIELDS, declared_fields(kind)], &mut reader);
    // Where a field could not be read as YAML, "missing" would only say the same twice.
    let ignore_missing = !is_complete;
    let mut ignored = Faults::new();
    let mut reader = if ignore_missing { Reader::new(source, &mut ignored) } else { reader };
    parsed.common = CommonFields::from_entries(node.span, entries, &mut reader);
    parsed.fields = KindFields::from_entries(kind, node.span, entries, &mut reader);
    if kind == Kind::Incident && parsed.common.as_ref().is_some_and(|common| common.places.is_empty()) {
        reader.required::<value::ReferenceTo<value::Places>>("places", node.span, &[]);
        parsed.fields = None;
    }
    if let Some(common) = &parsed.common {
        check_slug_and_aliases(common, entries, &mut reader);
        if let Some(written) = &common.slug {
            parsed.slug = replace_last_segment(&parsed.slug, written);
        }
    }
    parsed.references = reader.into_references();
    if ignore_missing {
        let missing = |fault: &Fault| fault.code == Code::MissingField;
        out.extend(ignored.into_iter().filter(|fault| !missing(fault)));
        parsed.fields = None;
    }
    parsed.field_spans = entries.iter().map(|entry| (entry.name.clone(), entry.span, entry.node.span)).collect();
}

fn check_slug_and_aliases(common: &CommonFields, entries: &[MapEntry], reader: &mut Reader<'_>) {
    let span =
        |name: &str| entries.iter().find(|entry| entry.name == name).map_or(Span::default(), |entry| entry.node.span);
    if let Some(slug) = &common.slug {
        value::check_slug(reader, slug, span("slug"));
    }
    let alias_node = entries.iter().find(|entry| entry.name == "aliases").map(|entry| &entry.node);
    for alias in &common.aliases {
        let place = alias_node.and_then(|node| node.item_span(alias)).unwrap_or_else(|| span("aliases"));
        if !path::is_valid_old_address(alias) {
            let fault =
                Fault::new(Code::InvalidValue, reader.location(place), format!("`{alias}` is not an old address"));
            reader.report(fault.with_help("write the whole path, such as `/stories/old-name/`"));
        } else if path::is_reserved_address(alias) || alias.split('/').any(path::is_reserved_name) {
            let fault = Fault::new(Code::ReservedName, reader.location(place), format!("`{alias}` is a reserved name"));
            reader.report(fault.with_help("choose another address"));
        }
    }
}

/// `guide/pictures` with `photos` as its last part.
fn replace_last_segment(slug: &str, last: &str) -> String {
    match slug.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{last}"),
        None => last.to_owned(),
    }
}

/// Reads a translation's file.
pub fn parse_translation(source: &Arc<Source>, kind: Kind) -> ParsedTranslation {
    let mut out = Faults::new();
    let split = yaml::split_front_matter(source, &mut out);
    let mut fields = None;
    if let Some(front) = split.front_matter {
        let (node, _) = yaml::parse(source, front, &mut out);
        let mut reader = Reader::new(source, &mut out);
        let node = if node.value == Value::Null { Node { value: Value::Map(Vec::new()), ..node } } else { node };
        if let Some(entries) = reader.read_map(&node) {
            check_translation_fields(kind, entries, &mut reader);
            fields = TranslationFields::from_entries(node.span, entries, &mut reader);
            let slug = entries.iter().find(|entry| entry.name == "slug");
            if let Some((slug, written)) = slug.zip(fields.as_ref().and_then(|fields| fields.slug.clone()))
                && !value::check_slug(&mut reader, &written, slug.node.span)
            {
                fields = None;
            }
        }
    }
    let waivers = line_waiver::find_line_waivers(source, &mut out);
    let body = markdown::render(source, split.body, markdown::MarkdownOptions::ALL, &mut out);
    let digest = Digest::compute(source.text.as_bytes());
    ParsedTranslation { source: Arc::clone(source), digest, fields, body, waivers, faults: out.into_iter().collect() }
}

fn check_translation_fields(kind: Kind, entries: &[MapEntry], reader: &mut Reader<'_>) {
    let known = |fields: &[Field], name: &str| fields.iter().any(|field| field.name == name);
    for entry in entries {
        if known(TranslationFields::FIELDS, &entry.name) {
            continue;
        }
        if known(CommonFields::FIELDS, &entry.name) || known(declared_fields(kind), &entry.name) {
            let fault = Fault::new(
                Code::EditionField,
                reader.location(entry.span),
                format!("a translation cannot set `{}`", entry.name),
            );
            reader.report(fault.with_help("it comes from the record itself: remove it here"));
        } else {
            report_unknown_fields(std::slice::from_ref(entry), &[TranslationFields::FIELDS], reader);
        }
    }
}

/// What the private folder says of a record: values that carry a visibility are merged in, hidden unless they
/// say otherwise; all others are for editors and never leave the folder.
pub fn merge_private_file(record: &mut ParsedRecord, source: &Arc<Source>, out: &mut Faults) {
    let (node, _) = yaml::parse(source, 0..source.text.len(), out);
    let mut reader = Reader::private(source, out);
    let entries = match &node.value {
        Value::Map(entries) => entries,
        Value::Null => return,
        _ => {
            let message = format!("the file is {}, not fields", node.description());
            let fault = Fault::new(Code::YamlSyntax, reader.location(node.span), message);
            reader.report(fault.with_help("write fields: a name, a colon, a space and a value"));
            return;
        }
    };
    report_unknown_fields(entries, &[CommonFields::FIELDS, declared_fields(record.kind)], &mut reader);
    let is_in_record = |name: &str| record.field_spans.iter().any(|(known, ..)| known == name);
    for entry in entries.iter().filter(|entry| entry.name != "contacts" && is_in_record(&entry.name)) {
        let fault = Fault::new(
            Code::PrivateOverlap,
            reader.location(entry.span),
            format!("`{}` is already in the record itself", entry.name),
        );
        reader.report(fault.with_help("the record's own is published; keep one of the two"));
    }
    let entries: Vec<MapEntry> =
        entries.iter().filter(|entry| entry.name == "contacts" || !is_in_record(&entry.name)).cloned().collect();
    match &mut record.fields {
        Some(KindFields::Partner(partner)) => partner::merge_private(partner, &entries, &mut reader),
        Some(KindFields::Event(event)) => event::merge_private(event, &entries, &mut reader),
        _ => {}
    }
}

/// Reads a whole YAML file as a list of items of one shape; for the side files.
pub(crate) fn read_list<T: FromNode>(
    source: &Arc<Source>,
    private: bool,
    out: &mut Faults,
) -> (Vec<(T, Span)>, Vec<Reference>, bool) {
    let errors_before = out.count(crate::fault::Severity::Error);
    let start = if source.text.starts_with('\u{feff}') { 3 } else { 0 };
    let (node, is_complete) = yaml::parse(source, start..source.text.len(), out);
    let mut reader = if private { Reader::private(source, out) } else { Reader::new(source, out) };
    let items = match &node.value {
        Value::Null => Vec::new(),
        Value::List(items) => {
            items.iter().filter_map(|item| T::from_node(item, &mut reader).map(|read| (read, item.span))).collect()
        }
        // A list with a mistake in it was reported as that.
        _ if !is_complete => Vec::new(),
        _ => {
            reader.in_field("the file", |reader| {
                reader.report_invalid_value(&node, "a list: each entry begins with `- `")
            });
            Vec::new()
        }
    };
    let marks = reader.into_references();
    let is_sound = is_complete && out.count(crate::fault::Severity::Error) == errors_before;
    (items, marks, is_sound)
}
