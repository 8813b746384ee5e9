//! Records: one file a kind, each field declared once. This file reads one record's file, by itself.
//!
//! What needs another file (does the partner exist?) is noted as a mark or a link and checked by `site`.

mod campaign;
mod common;
mod event;
mod file;
mod guard;
mod incident;
mod kind;
mod partner;
mod place;
mod resource;
mod side;
mod story;
mod value;
mod waiver;

pub use campaign::{Ask, Campaign, Join, Phase};
pub use common::{Common, EditionFields, KeepPublic};
pub use event::{
    Booking, BookingNeeded, BookingState, Break, Contact as EventContact, Event, Languages, NamedPlace,
    OccurrenceEntry, Online, Repeat, Status as EventStatus, Venue,
};
pub use file::{FileRole, classify};
pub use guard::{
    BY_CONSENT, BY_VISIBILITY, CALM_ONLY, Channel, EDITORS_ONLY, Guarded, Keep, Lens, Shown, Visibility, Visible,
};
pub use incident::{EventNotice, Incident};
pub use kind::{Kind, RecordId};
pub use partner::{Contact, Partner, SeenContact, Service, Status as PartnerStatus};
pub use place::{LEVELS, Place};
pub use resource::{File, Format, Resource};
pub use side::{Observance, Signpost, observances, signposts};
pub use story::{People, Person, Story};
pub use value::{
    ACCESS, Access, Address, Answer, CharityNumber, CompanyNumber, Destination, ImageInfo, Named, Organiser,
    PartnerOrText, PeopleShown, Phone,
};
pub use waiver::LineWaiver;

/// The types of partners, resources and stories that every network has.
pub mod types {
    pub use super::partner::TYPES as PARTNERS;
    pub use super::resource::TYPES as RESOURCES;
    pub use super::story::TYPES as STORIES;
}

use std::sync::Arc;

use crate::digest::Digest;
use crate::fault::{Code, Fault, Faults};
use crate::markdown::{self, Body};
use crate::path;
use crate::text::{Source, Span};
use crate::yaml::{self, Entry, Field, FromNode, Mark, Node, Reader, Value, unknown_fields};

/// What is particular to a kind.
#[derive(Clone, Debug)]
pub enum Fields {
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
pub fn fields_of(kind: Kind) -> &'static [Field] {
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

impl Fields {
    fn read(kind: Kind, map: Span, entries: &[Entry], reader: &mut Reader<'_>) -> Option<Self> {
        Some(match kind {
            Kind::Story => Self::Story(Box::new(Story::read_entries(map, entries, reader)?)),
            Kind::Partner => Self::Partner(Box::new(Partner::read_entries(map, entries, reader)?)),
            Kind::Event => Self::Event(Box::new(Event::read_entries(map, entries, reader)?)),
            Kind::Place => Self::Place(Box::new(Place::read_entries(map, entries, reader)?)),
            Kind::Campaign => Self::Campaign(Box::new(Campaign::read_entries(map, entries, reader)?)),
            Kind::Resource => Self::Resource(Box::new(Resource::read_entries(map, entries, reader)?)),
            Kind::Incident => Self::Incident(Box::new(Incident::read_entries(map, entries, reader)?)),
            Kind::Page => Self::Page,
        })
    }
}

/// One record's file, read by itself.
#[derive(Debug)]
pub struct Parsed {
    /// The file.
    pub source: Arc<Source>,
    /// The file's fingerprint.
    pub digest: Digest,
    /// Its kind.
    pub kind: Kind,
    /// The last part of its address, from `slug:` or the file's name. For pages all of it.
    pub slug: String,
    /// What all kinds have; `None` when it cannot be read.
    pub common: Option<Common>,
    /// What its kind has; `None` when it cannot be read.
    pub fields: Option<Fields>,
    /// What its fields name.
    pub marks: Vec<Mark>,
    /// Where each field of the front matter stands, for faults that are found later.
    pub places: Vec<(String, Span, Span)>,
    /// Its text.
    pub body: Body,
    /// Faults that are accepted on a line.
    pub waivers: Vec<LineWaiver>,
    /// What is wrong with the file by itself.
    pub faults: Vec<Fault>,
    /// Whether the private folder's file about it was merged in.
    pub merged: bool,
}

impl Parsed {
    /// A record whose file could not be read: it keeps its name and nothing else.
    pub fn unreadable(path: &str, kind: Kind, slug: &str, fault: Fault) -> Self {
        Self {
            source: Arc::new(Source { path: path.to_owned(), text: String::new() }),
            digest: Digest::compute(b""),
            kind,
            slug: slug.to_owned(),
            common: None,
            fields: None,
            marks: Vec::new(),
            places: Vec::new(),
            body: Body::default(),
            waivers: Vec::new(),
            faults: vec![fault],
            merged: false,
        }
    }

    /// Whether it was read from this text and nothing else.
    pub fn is_of(&self, source: &Source) -> bool {
        !self.merged && !self.is_unreadable() && *self.source == *source
    }

    /// Where a field's value stands, else where the front matter begins.
    pub fn span_of(&self, field: &str) -> Span {
        self.places.iter().find(|(name, ..)| name == field).map_or(self.head(), |(_, _, value)| *value)
    }

    /// Where a value inside a field's value stands: by its name, in the nth of so many items where the field is a list
    /// (`name` is empty for the item itself). Else the field's value.
    ///
    /// The front matter is read again for it, which costs something, but only where a fault is found.
    pub fn span_within(&self, field: &str, item: Option<(usize, usize)>, name: &str) -> Span {
        self.node_within(field, item, name).unwrap_or_else(|| self.span_of(field))
    }

    /// Whether a group of fields says something under a name, readable or not.
    pub fn states_within(&self, field: &str, name: &str) -> bool {
        let front = self.front();
        let node = front.as_ref().and_then(|front| front.get(field)?.get(name));
        node.is_some_and(|node| node.value != Value::Null)
    }

    /// The front matter, read again; its faults are known.
    fn front(&self) -> Option<Node> {
        let mut known = Faults::new();
        let front = yaml::cut(&self.source, &mut known).front?;
        Some(yaml::parse(&self.source, front, &mut known).0)
    }

    /// Where the text below the front matter stands.
    pub fn body_span(&self) -> Span {
        Span::from_range(yaml::cut(&self.source, &mut Faults::new()).body)
    }

    fn node_within(&self, field: &str, item: Option<(usize, usize)>, name: &str) -> Option<Span> {
        let front = self.front()?;
        let mut node = front.get(field)?;
        if let (Some((number, of)), Value::List(items)) = (item, &node.value) {
            // Items that could not be read are not counted: then nobody knows which one it is.
            node = items.get(number).filter(|_| items.len() == of)?;
        }
        if name.is_empty() { Some(node.span) } else { Some(node.get(name).unwrap_or(node).span) }
    }

    /// Where an item of a field's list stands, else the field's value.
    pub fn span_of_item(&self, field: &str, item: &str) -> Span {
        let span = self.span_of(field);
        let text = &self.source.text[span.to_range()];
        // The item as a whole word of the list, not as a part of a longer one.
        let ends = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, ',' | ']' | '[' | '"' | '\''));
        let whole = |at: &usize| ends(text[..*at].chars().next_back()) && ends(text[at + item.len()..].chars().next());
        let found = text.match_indices(item).map(|(at, _)| at).find(whole);
        found.map_or(span, |at| Span::from_range(at..at + item.len()).offset_by(span.start as usize))
    }

    /// Whether the front matter says something in a field, readable or not.
    pub fn states(&self, field: &str) -> bool {
        let says = |span: &Span| !matches!(self.source.text[span.to_range()].trim(), "" | "~" | "null");
        self.places.iter().any(|(name, _, value)| name == field && says(value))
    }

    /// Whether its file could not be read at all.
    pub fn is_unreadable(&self) -> bool {
        self.source.text.is_empty() && !self.faults.is_empty()
    }

    /// The first line of the file.
    pub fn head(&self) -> Span {
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
pub struct ParsedEdition {
    /// The file.
    pub source: Arc<Source>,
    /// The file's fingerprint.
    pub digest: Digest,
    /// What it sets; `None` when it cannot be read.
    pub fields: Option<EditionFields>,
    /// Its text.
    pub body: Body,
    /// Faults that are accepted on a line.
    pub waivers: Vec<LineWaiver>,
    /// What is wrong with the file by itself.
    pub faults: Vec<Fault>,
}

/// Reads a record's file. `slug` is what the file's name says.
pub fn parse(source: &Arc<Source>, kind: Kind, slug: &str) -> Parsed {
    let mut out = Faults::new();
    let cut = yaml::cut(source, &mut out);
    let mut parsed = Parsed {
        source: Arc::clone(source),
        digest: Digest::compute(source.text.as_bytes()),
        kind,
        slug: slug.to_owned(),
        common: None,
        fields: None,
        marks: Vec::new(),
        places: Vec::new(),
        body: Body::default(),
        waivers: waiver::on_lines(source, &mut out),
        faults: Vec::new(),
        merged: false,
    };
    if let Some(front) = cut.front.clone() {
        let (node, whole) = yaml::parse(source, front.clone(), &mut out);
        read_front(source, kind, &node, whole, &mut parsed, &mut out);
        if parsed.common.is_none()
            && let Some(written) = yaml::slug_line(&source.text[front]).filter(|slug| path::is_slug(slug))
        {
            parsed.slug = with_last(&parsed.slug, written);
        }
    }
    parsed.body = markdown::render(source, cut.body, markdown::Options::ALL, &mut out);
    parsed.faults = out.into_iter().collect();
    parsed
}

fn read_front(source: &Arc<Source>, kind: Kind, node: &Node, whole: bool, parsed: &mut Parsed, out: &mut Faults) {
    let mut reader = Reader::new(source, out);
    let none = Vec::new();
    let entries = match &node.value {
        Value::Map(entries) => entries,
        Value::Null => &none,
        _ => {
            let whole = || {
                Fault::new(
                    Code::YamlSyntax,
                    reader.place(node.span),
                    format!("the front matter is {}, not fields", node.what()),
                )
            };
            let fault = match node.text() {
                Some(_) => yaml::not_a_field(source, node.span.to_range(), node.span),
                None => whole().help("write fields: a name, a colon, a space and a value"),
            };
            reader.report(fault);
            return;
        }
    };
    unknown_fields(entries, &[Common::FIELDS, fields_of(kind)], &mut reader);
    // Where a field could not be read as YAML, "missing" would only say the same twice.
    let quiet = !whole;
    let mut ignored = Faults::new();
    let mut reader = if quiet { Reader::new(source, &mut ignored) } else { reader };
    parsed.common = Common::read_entries(node.span, entries, &mut reader);
    parsed.fields = Fields::read(kind, node.span, entries, &mut reader);
    if kind == Kind::Incident && parsed.common.as_ref().is_some_and(|common| common.places.is_empty()) {
        reader.required::<value::Named<value::Places>>("places", node.span, &[]);
        parsed.fields = None;
    }
    if let Some(common) = &parsed.common {
        check_addresses(common, entries, &mut reader);
        if let Some(written) = &common.slug {
            parsed.slug = with_last(&parsed.slug, written);
        }
    }
    parsed.marks = reader.into_marks();
    if quiet {
        let missing = |fault: &Fault| fault.code == Code::MissingField;
        out.extend(ignored.into_iter().filter(|fault| !missing(fault)));
        parsed.fields = None;
    }
    parsed.places = entries.iter().map(|entry| (entry.name.clone(), entry.span, entry.node.span)).collect();
}

fn check_addresses(common: &Common, entries: &[Entry], reader: &mut Reader<'_>) {
    let span =
        |name: &str| entries.iter().find(|entry| entry.name == name).map_or(Span::default(), |entry| entry.node.span);
    if let Some(slug) = &common.slug {
        value::check_slug(reader, slug, span("slug"));
    }
    let written = entries.iter().find(|entry| entry.name == "aliases").map(|entry| &entry.node);
    for alias in &common.aliases {
        let place = written.and_then(|node| node.item(alias)).unwrap_or_else(|| span("aliases"));
        if !path::is_valid_old_address(alias) {
            let fault = Fault::new(Code::InvalidValue, reader.place(place), format!("`{alias}` is not an old address"));
            reader.report(fault.help("write the whole path, such as `/stories/old-name/`"));
        } else if path::is_reserved_address(alias) || alias.split('/').any(path::is_reserved_name) {
            let fault = Fault::new(Code::ReservedName, reader.place(place), format!("`{alias}` is a reserved name"));
            reader.report(fault.help("choose another address"));
        }
    }
}

/// `guide/pictures` with `photos` as its last part.
fn with_last(slug: &str, last: &str) -> String {
    match slug.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{last}"),
        None => last.to_owned(),
    }
}

/// Reads a translation's file.
pub fn parse_edition(source: &Arc<Source>, kind: Kind) -> ParsedEdition {
    let mut out = Faults::new();
    let cut = yaml::cut(source, &mut out);
    let mut fields = None;
    if let Some(front) = cut.front {
        let (node, _) = yaml::parse(source, front, &mut out);
        let mut reader = Reader::new(source, &mut out);
        let node = if node.value == Value::Null { Node { value: Value::Map(Vec::new()), ..node } } else { node };
        if let Some(entries) = reader.map(&node) {
            check_edition_fields(kind, entries, &mut reader);
            fields = EditionFields::read_entries(node.span, entries, &mut reader);
            let slug = entries.iter().find(|entry| entry.name == "slug");
            if let Some((slug, written)) = slug.zip(fields.as_ref().and_then(|fields| fields.slug.clone()))
                && !value::check_slug(&mut reader, &written, slug.node.span)
            {
                fields = None;
            }
        }
    }
    let waivers = waiver::on_lines(source, &mut out);
    let body = markdown::render(source, cut.body, markdown::Options::ALL, &mut out);
    let digest = Digest::compute(source.text.as_bytes());
    ParsedEdition { source: Arc::clone(source), digest, fields, body, waivers, faults: out.into_iter().collect() }
}

fn check_edition_fields(kind: Kind, entries: &[Entry], reader: &mut Reader<'_>) {
    let known = |fields: &[Field], name: &str| fields.iter().any(|field| field.name == name);
    for entry in entries {
        if known(EditionFields::FIELDS, &entry.name) {
            continue;
        }
        if known(Common::FIELDS, &entry.name) || known(fields_of(kind), &entry.name) {
            let fault = Fault::new(
                Code::EditionField,
                reader.place(entry.span),
                format!("a translation cannot set `{}`", entry.name),
            );
            reader.report(fault.help("it comes from the record itself: remove it here"));
        } else {
            unknown_fields(std::slice::from_ref(entry), &[EditionFields::FIELDS], reader);
        }
    }
}

/// What the private folder says of a record: values that carry a visibility are merged in, hidden unless they
/// say otherwise; all others are for editors and never leave the folder.
pub fn merge_private(record: &mut Parsed, source: &Arc<Source>, out: &mut Faults) {
    let (node, _) = yaml::parse(source, 0..source.text.len(), out);
    let mut reader = Reader::private(source, out);
    let entries = match &node.value {
        Value::Map(entries) => entries,
        Value::Null => return,
        _ => {
            let message = format!("the file is {}, not fields", node.what());
            let fault = Fault::new(Code::YamlSyntax, reader.place(node.span), message);
            reader.report(fault.help("write fields: a name, a colon, a space and a value"));
            return;
        }
    };
    unknown_fields(entries, &[Common::FIELDS, fields_of(record.kind)], &mut reader);
    let stated = |name: &str| record.places.iter().any(|(known, ..)| known == name);
    for entry in entries.iter().filter(|entry| entry.name != "contacts" && stated(&entry.name)) {
        let fault = Fault::new(
            Code::PrivateOverlap,
            reader.place(entry.span),
            format!("`{}` is already in the record itself", entry.name),
        );
        reader.report(fault.help("the record's own is published; keep one of the two"));
    }
    let entries: Vec<Entry> =
        entries.iter().filter(|entry| entry.name == "contacts" || !stated(&entry.name)).cloned().collect();
    match &mut record.fields {
        Some(Fields::Partner(partner)) => partner::merge_private(partner, &entries, &mut reader),
        Some(Fields::Event(event)) => event::merge_private(event, &entries, &mut reader),
        _ => {}
    }
}

/// Reads a whole YAML file as a list of items of one shape; for the side files.
pub(crate) fn read_list<T: FromNode>(
    source: &Arc<Source>,
    private: bool,
    out: &mut Faults,
) -> (Vec<(T, Span)>, Vec<Mark>, bool) {
    let before = out.count(crate::fault::Severity::Error);
    let start = if source.text.starts_with('\u{feff}') { 3 } else { 0 };
    let (node, whole) = yaml::parse(source, start..source.text.len(), out);
    let mut reader = if private { Reader::private(source, out) } else { Reader::new(source, out) };
    let items = match &node.value {
        Value::Null => Vec::new(),
        Value::List(items) => {
            items.iter().filter_map(|item| T::read(item, &mut reader).map(|read| (read, item.span))).collect()
        }
        // A list with a mistake in it was reported as that.
        _ if !whole => Vec::new(),
        _ => {
            reader.within("the file", |reader| reader.wrong(&node, "a list: each entry begins with `- `"));
            Vec::new()
        }
    };
    let marks = reader.into_marks();
    let sound = whole && out.count(crate::fault::Severity::Error) == before;
    (items, marks, sound)
}
