//! Everything that was read, file by file → one site: words resolved, relations in both directions.
//!
//! Linear in the number of references. Suggestions are looked for only where something is wrong.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::check::places_above;
use super::relink::Concerned;
use super::resolve::Linker;
use super::{Findings, Frame, Index, Ix, Parts, Reach, Record, Resolved, Role, Shot, Site, Translation};
use super::{address, check, cycle};
use crate::fault::{Code, Fault, Faults, Severity};
use crate::path;
use crate::record::{self, Kind, ParsedRecord, RecordId};
use crate::text::{SourceLocation, Span};

/// Records and translations by their files: the record, and the number of its translation.
pub(super) type Paths = HashMap<String, (Ix, Option<usize>)>;

/// Makes a site. What is wrong with each file and between them is told by [`Site::report`].
pub fn link(parts: Parts) -> Site {
    let mut between = Faults::new();
    between.extend(parts.faults.iter().cloned());
    let mut records = gather(&parts, &mut between);
    let by_id = Index::of(&records);
    attach_translations(&mut records, &by_id, &parts, &mut between);
    let (signposts, signpost_marks) = match &parts.signposts {
        Some(source) => record::read_signposts(source, &mut between),
        None => Default::default(),
    };
    let observances =
        parts.observances.as_ref().map(|source| record::read_observances(source, &mut between)).unwrap_or_default();
    let addresses = address::Addresses::collect(&records, &parts.config);
    check_menu(&parts, &addresses, &mut between);
    let signposts_source = parts.signposts;
    let mut frame = Frame {
        topics: parts.config.topics.iter().flat_map(|topics| topics.0.iter().cloned()).collect(),
        config: parts.config,
        config_source: parts.config_source,
        by_id,
        ledger: parts.ledger,
        signposts: signposts.into_iter().map(|(signpost, _)| signpost).collect(),
        observances: observances.into_iter().map(|(observance, _)| observance).collect(),
        private: parts.private,
        assets: parts.assets,
        picture_consents: HashMap::new(),
        blocks: parts.blocks,
        templates: parts.templates,
        above: Vec::new(),
        by_path: paths(&records),
        addresses,
    };
    let mut concerned = Concerned::default();
    let (linked, named) = {
        let linker = Linker::new(&frame, &records);
        for mark in &signpost_marks {
            if let Some(source) = &signposts_source {
                linker.mark(source, mark, "", &mut between);
            }
        }
        let (asked, named) = linker.asked();
        concerned.titles_elsewhere = asked;
        (records.iter().map(|record| linker.record(record)).collect::<Vec<Linked>>(), named)
    };
    let mut own = Vec::with_capacity(records.len());
    let mut used_files = BTreeSet::new();
    let mut named_files = named;
    for (index, (record, linked)) in records.iter_mut().zip(linked).enumerate() {
        concerned.note(Ix::new(index), record, &linked);
        used_files.extend(linked.reach.used.iter().cloned());
        named_files.extend(linked.reach.named.iter().cloned());
        for (path, ids) in &linked.reach.consents {
            if let Some(facts) = frame.assets.get(path) {
                frame.picture_consents.entry(facts.digest).or_default().extend(ids.iter().cloned());
            }
        }
        own.push(linked.settle_into(Arc::make_mut(record)));
    }
    turn_relations(&mut records);
    settle_places(&mut records);
    frame.above = places_above(&records);
    let frame = Arc::new(frame);
    let mut site = Site { frame, records, faults: Findings::default(), concerned: Arc::new(concerned) };
    cycle::check(&mut site, "parent", &mut between);
    cycle::check(&mut site, "part_of", &mut between);
    check::same_ids(&site, &mut between);
    address::check(&mut site, &used_files, &mut between);
    used_files.extend(named_files);
    check::unused_files(&site, &used_files, &mut between);
    for (index, faults) in own.into_iter().enumerate() {
        let faults = check::check(&mut site, Ix::new(index), faults);
        if !faults.is_empty() {
            site.faults.of_record.insert(Ix::new(index), Arc::new(faults.into_iter().collect()));
        }
    }
    site.faults.between = Arc::new(between.into_iter().collect());
    site
}

/// Every entry of the menu leads somewhere.
fn check_menu(parts: &Parts, addresses: &address::Addresses, out: &mut Faults) {
    for item in parts.config.menu.iter().filter(|item| item.to.starts_with('/') && addresses.normal(&item.to).is_none())
    {
        let place = SourceLocation::new(&parts.config_source, item.to.span);
        let fault = Fault::new(Code::BrokenLink, place, format!("nothing has the address `{}`", item.to.value));
        let near = path::closest_match(item.to.trim_matches('/'), addresses.all().map(|known| known.trim_matches('/')));
        out.report(match near {
            Some(near) => fault.with_suggestion(Some(format!("/{near}/"))),
            None => fault.with_help("write the address of a page or list, such as `/stories/`"),
        });
    }
}

/// One record for each file; of two with the same name the first in the order of paths stays.
fn gather(parts: &Parts, out: &mut Faults) -> Vec<Arc<Record>> {
    let mut files: Vec<&Arc<ParsedRecord>> = parts.records.iter().collect();
    // Stable, so that files of one name stay in the order of their paths.
    files.sort_by(|one, other| (one.kind, &one.slug).cmp(&(other.kind, &other.slug)));
    let mut records: Vec<Arc<Record>> = Vec::with_capacity(files.len());
    for parsed in files {
        let first = records
            .last()
            .map(|record| &record.parsed)
            .filter(|last| (last.kind, &last.slug) == (parsed.kind, &parsed.slug));
        if let Some(first) = first {
            out.extend(parsed.faults.iter().cloned());
            let place = SourceLocation::new(&parsed.source, parsed.field_span("slug"));
            out.report(
                Fault::new(
                    Code::DuplicateAddress,
                    place,
                    format!("{} `{}` exists twice", parsed.kind.word_with_article(), parsed.slug),
                )
                .with_note_at(SourceLocation::new(&first.source, first.field_span("slug")), "the other one is here")
                .with_help("give one of them another `slug:`, or remove one"),
            );
            continue;
        }
        records.push(Arc::new(record_of(RecordId::local(parsed.kind, parsed.slug.clone()), parsed)));
    }
    records
}

fn record_of(id: RecordId, parsed: &Arc<ParsedRecord>) -> Record {
    let address = address::of_record(&id);
    Record {
        id,
        parsed: Arc::clone(parsed),
        translations: Vec::new(),
        resolved: Vec::new(),
        links: Vec::new(),
        pictures: Vec::new(),
        block_records: Vec::new(),
        image: None,
        topics: Vec::new(),
        in_places: Vec::new(),
        forward: Vec::new(),
        backward: Vec::new(),
        held_back: false,
        barred: false,
        address,
        sort_title: path::sort_key(parsed.title()),
        reach: Reach::default(),
    }
}

/// What is wrong with a record's files by themselves, and with its name.
pub(super) fn of_files(record: &Record, out: &mut Faults) {
    let (id, parsed) = (&record.id, &record.parsed);
    out.extend(parsed.faults.iter().cloned());
    for translation in &record.translations {
        out.extend(translation.parsed.faults.iter().cloned());
    }
    let (reserved, fits) = name_is(id);
    // A `slug:` that does not fit was reported where it stands.
    if (reserved || !fits) && !parsed.has_value("slug") {
        let last = id.slug.rsplit('/').next().unwrap_or(&id.slug);
        let part = id.slug.split('/').find(|part| path::is_reserved_name(part)).unwrap_or(last);
        let (code, message) = match reserved {
            true => (Code::ReservedName, format!("`{part}` is a reserved name")),
            false => (Code::InvalidValue, "this file's name gives no address".to_owned()),
        };
        let help = if part == last { "rename the file, or add a `slug:`" } else { "rename the folder" };
        out.report(
            Fault::new(code, SourceLocation::new(&parsed.source, parsed.first_line_span()), message).with_help(help),
        );
    }
}

/// Whether a name is reserved, and whether it gives an address.
fn name_is(id: &RecordId) -> (bool, bool) {
    let home = id.kind == Kind::Page && id.slug.is_empty();
    let reserved = id.slug.split('/').any(path::is_reserved_name)
        || (id.kind == Kind::Page && path::is_reserved_address(&id.slug));
    (reserved, home || id.slug.split('/').all(path::is_slug))
}

/// Whether a record's own file or name holds it back.
fn holds_itself_back(record: &Record) -> bool {
    let (reserved, fits) = name_is(&record.id);
    let parsed = &record.parsed;
    let unread = parsed.common.is_none() || parsed.fields.is_none();
    unread || reserved || !fits || parsed.faults.iter().any(|fault| fault.severity == Severity::Error)
}

/// Translations are found by the record's file name, which its `slug:` may have changed.
fn attach_translations(records: &mut [Arc<Record>], by_id: &Index, parts: &Parts, out: &mut Faults) {
    if parts.translations.is_empty() {
        return;
    }
    let mut by_file: HashMap<(Kind, String), Ix> = HashMap::new();
    for (index, record) in records.iter().enumerate() {
        if let record::FileRole::Record { kind, slug } = record::classify(&record.parsed.source.path, &[]) {
            by_file.insert((kind, slug), Ix::new(index));
        }
    }
    for (kind, slug, language, parsed) in &parts.translations {
        let found = by_file.get(&(*kind, slug.clone())).copied().or_else(|| by_id.get(*kind, slug));
        let Some(ix) = found else {
            out.extend(parsed.faults.iter().cloned());
            let message = format!("there is no {kind} `{slug}` that this could be a translation of");
            let head = Span::from_range(0..parsed.source.text.lines().next().map_or(0, str::len));
            out.report(
                Fault::new(Code::UnknownReference, SourceLocation::new(&parsed.source, head), message)
                    .with_help("name the file like the record, with the language before `.md`"),
            );
            continue;
        };
        let record = Arc::make_mut(&mut records[ix.at()]);
        let own_slug = parsed.fields.as_ref().and_then(|fields| fields.slug.clone());
        let address = address::of_edition(&record.id, language.as_str(), own_slug.as_deref());
        record.translations.push(Translation {
            language: language.clone(),
            parsed: Arc::clone(parsed),
            links: Vec::new(),
            pictures: Vec::new(),
            block_records: Vec::new(),
            held_back: false,
            barred: false,
            address,
        });
    }
    for record in records.iter_mut().filter(|record| record.translations.len() > 1) {
        Arc::make_mut(record).translations.sort_by(|one, other| one.language.cmp(&other.language));
    }
}

fn paths(records: &[Arc<Record>]) -> Paths {
    let mut paths = HashMap::with_capacity(records.len());
    for (index, record) in records.iter().enumerate() {
        paths.insert(record.parsed.source.path.clone(), (Ix::new(index), None));
        for (number, translation) in record.translations.iter().enumerate() {
            paths.insert(translation.parsed.source.path.clone(), (Ix::new(index), Some(number)));
        }
    }
    paths
}

/// What linking found out about one record.
#[derive(Default)]
pub(super) struct Linked {
    pub(super) resolved: Vec<Resolved>,
    pub(super) body: LinkedBody,
    pub(super) translations: Vec<LinkedBody>,
    pub(super) image: Option<Shot>,
    pub(super) topics: Vec<u32>,
    pub(super) forward: Vec<(Role, Ix)>,
    pub(super) reach: Reach,
    pub(super) held_back: bool,
    /// What is wrong with its files and what they refer to.
    pub(super) faults: Faults,
    /// Whether titles of other records were asked for.
    pub(super) asked_titles: bool,
}

#[derive(Default)]
pub(super) struct LinkedBody {
    pub(super) links: Vec<Resolved>,
    pub(super) pictures: Vec<Option<Shot>>,
    pub(super) blocks: Vec<Option<Ix>>,
    pub(super) held_back: bool,
}

impl Linked {
    /// What is resolved, everything that was found: links of words and bodies.
    pub(super) fn links(&self) -> impl Iterator<Item = &Resolved> {
        let bodies = std::iter::once(&self.body).chain(&self.translations);
        self.resolved.iter().chain(bodies.flat_map(|body| &body.links))
    }

    /// Completes the files that are used: those that links and pictures lead to.
    pub(super) fn reach_files(&mut self) {
        let mut used = BTreeSet::new();
        for resolved in self.links() {
            if let Resolved::File(path) = resolved {
                used.insert(path.clone());
            }
        }
        let bodies = std::iter::once(&self.body).chain(&self.translations);
        used.extend(bodies.flat_map(|body| &body.pictures).flatten().chain(&self.image).map(|shot| shot.path.clone()));
        self.reach.used = used;
    }

    /// Makes it the record's; gives back what is wrong.
    pub(super) fn settle_into(self, record: &mut Record) -> Faults {
        record.held_back = holds_itself_back(record) || self.held_back || record.barred;
        record.resolved = self.resolved;
        record.image = self.image;
        record.topics = self.topics;
        record.forward = self.forward;
        record.links = self.body.links;
        record.pictures = self.body.pictures;
        record.block_records = self.body.blocks;
        record.reach = self.reach;
        for (translation, body) in record.translations.iter_mut().zip(self.translations) {
            let parsed = &translation.parsed;
            let unread = parsed.fields.is_none() || parsed.faults.iter().any(|fault| fault.severity == Severity::Error);
            translation.held_back = unread || body.held_back || translation.barred;
            translation.links = body.links;
            translation.pictures = body.pictures;
            translation.block_records = body.blocks;
        }
        self.faults
    }
}

/// Every relation also where it leads to.
fn turn_relations(records: &mut [Arc<Record>]) {
    let mut backward: Vec<Vec<(Role, Ix)>> = vec![Vec::new(); records.len()];
    for (index, record) in records.iter().enumerate() {
        for (role, to) in &record.forward {
            backward[to.at()].push((role, Ix::new(index)));
        }
    }
    for (record, backward) in records.iter_mut().zip(backward) {
        Arc::make_mut(record).backward = backward;
    }
}

fn settle_places(records: &mut [Arc<Record>]) {
    let all: Vec<Vec<Ix>> = records.iter().map(|record| places_of(record, records)).collect();
    for (record, places) in records.iter_mut().zip(all) {
        Arc::make_mut(record).in_places = places;
    }
}

/// The places that a record names, for itself or as an area it serves.
fn stated_places(record: &Record) -> impl Iterator<Item = Ix> {
    record.forward.iter().filter(|(role, _)| matches!(*role, "places" | "serves")).map(|(_, to)| *to)
}

/// Where a record is: its own places, else its venue's, else its organisers'. A partner is where it serves too.
pub(super) fn places_of(record: &Record, records: &[Arc<Record>]) -> Vec<Ix> {
    let mut places: Vec<Ix> = stated_places(record).collect();
    for role in ["venue", "organisers"] {
        if places.is_empty() && record.kind() == Kind::Event {
            let through = record.forward.iter().filter(|(known, _)| *known == role);
            places = through.flat_map(|(_, to)| stated_places(&records[to.at()])).collect();
        }
    }
    places.sort_unstable();
    places.dedup();
    places
}
