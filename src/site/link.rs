//! Everything that was read, file by file → one site: words resolved, relations in both directions.
//!
//! Linear in the number of references. Suggestions are looked for only where something is wrong.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::check::compute_enclosing_places;
use super::linker::Linker;
use super::relink::Dependents;
use super::{
    LinkInput, PictureUse, Record, RecordFiles, RecordIndex, RecordLookup, ResolvedTarget, Role, Site, SiteContext,
    SiteFaults, Translation,
};
use super::{address, check, cycle};
use crate::fault::{Code, Fault, Faults, Severity};
use crate::kind::{Kind, RecordId};
use crate::path;
use crate::record::{self, ParsedRecord};
use crate::text::{SourceLocation, Span};

/// Records and translations by their files: the record, and the number of its translation.
pub(super) type RecordPaths = HashMap<String, (RecordIndex, Option<usize>)>;

/// Makes a site. What is wrong with each file and between them is told by [`Site::report`].
pub fn link(input: LinkInput) -> Site {
    let mut cross_file = Faults::new();
    cross_file.extend(input.faults.iter().cloned());
    let mut records = create_records(&input, &mut cross_file);
    let by_id = RecordLookup::from_records(&records);
    attach_translations(&mut records, &by_id, &input, &mut cross_file);
    let (signposts, signpost_references) = match &input.signposts {
        Some(source) => record::read_signposts(source, &mut cross_file),
        None => Default::default(),
    };
    let observances =
        input.observances.as_ref().map(|source| record::read_observances(source, &mut cross_file)).unwrap_or_default();
    let addresses = address::KnownAddresses::collect(&records, &input.config);
    check_menu(&input, &addresses, &mut cross_file);
    let signposts_source = input.signposts;
    let mut context = SiteContext {
        topics: input.config.topics.iter().flat_map(|topics| topics.0.iter().cloned()).collect(),
        config: input.config,
        config_source: input.config_source,
        by_id,
        ledger: input.ledger,
        signposts: signposts.into_iter().map(|(signpost, _)| signpost).collect(),
        observances: observances.into_iter().map(|(observance, _)| observance).collect(),
        private_folder: input.private_folder,
        assets: input.assets,
        consents_by_picture: HashMap::new(),
        blocks: input.blocks,
        templates: input.templates,
        enclosing_places: Vec::new(),
        records_by_path: index_paths(&records),
        addresses,
    };
    let mut dependents = Dependents::default();
    let (linked, signpost_files) = {
        let linker = Linker::new(&context, &records);
        for mark in &signpost_references {
            if let Some(source) = &signposts_source {
                linker.resolve_reference(source, mark, "", &mut cross_file);
            }
        }
        let (uses_titles, named) = linker.take_used();
        dependents.signposts_on_titles = uses_titles;
        (records.iter().map(|record| linker.link_record(record)).collect::<Vec<LinkedRecord>>(), named)
    };
    let mut record_faults = Vec::with_capacity(records.len());
    let mut used_files = BTreeSet::new();
    let mut named_files = signpost_files;
    for (index, (record, linked)) in records.iter_mut().zip(linked).enumerate() {
        dependents.update(RecordIndex::new(index), record, &linked);
        used_files.extend(linked.files.published.iter().cloned());
        named_files.extend(linked.files.referenced.iter().cloned());
        for (path, ids) in &linked.files.picture_consents {
            if let Some(facts) = context.assets.get(path) {
                context.consents_by_picture.entry(facts.digest).or_default().extend(ids.iter().cloned());
            }
        }
        record_faults.push(linked.apply_to(Arc::make_mut(record)));
    }
    index_backlinks(&mut records);
    assign_places(&mut records);
    context.enclosing_places = compute_enclosing_places(&records);
    let context = Arc::new(context);
    let mut site = Site { context, records, faults: SiteFaults::default(), dependents: Arc::new(dependents) };
    cycle::check_cycles(&mut site, Role::Parent, &mut cross_file);
    cycle::check_cycles(&mut site, Role::PartOf, &mut cross_file);
    check::check_duplicate_ids(&site, &mut cross_file);
    address::check_addresses(&mut site, &used_files, &mut cross_file);
    used_files.extend(named_files);
    check::check_unused_files(&site, &used_files, &mut cross_file);
    for (index, faults) in record_faults.into_iter().enumerate() {
        let faults = check::check_record_and_leaks(&mut site, RecordIndex::new(index), faults);
        if !faults.is_empty() {
            site.faults.by_record.insert(RecordIndex::new(index), Arc::new(faults.into_iter().collect()));
        }
    }
    site.faults.cross_file = Arc::new(cross_file.into_iter().collect());
    site
}

/// Every entry of the menu leads somewhere.
fn check_menu(input: &LinkInput, addresses: &address::KnownAddresses, out: &mut Faults) {
    for item in
        input.config.menu.iter().filter(|item| item.to.starts_with('/') && addresses.normalise(&item.to).is_none())
    {
        let place = SourceLocation::new(&input.config_source, item.to.span);
        let fault = Fault::new(Code::BrokenLink, place, format!("nothing has the address `{}`", item.to.value));
        let near =
            path::closest_match(item.to.trim_matches('/'), addresses.sorted().map(|known| known.trim_matches('/')));
        out.report(match near {
            Some(near) => fault.with_suggestion(Some(format!("/{near}/"))),
            None => fault.with_help("write the address of a page or list, such as `/stories/`"),
        });
    }
}

/// One record for each file; of two with the same name the first in the order of paths stays.
fn create_records(input: &LinkInput, out: &mut Faults) -> Vec<Arc<Record>> {
    let mut files: Vec<&Arc<ParsedRecord>> = input.records.iter().collect();
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
            let place = parsed.locations.of_field("slug");
            out.report(
                Fault::new(
                    Code::DuplicateAddress,
                    place,
                    format!("{} `{}` exists twice", parsed.kind.with_article(), parsed.slug),
                )
                .with_note_at(first.locations.of_field("slug"), "the other one is here")
                .with_help("give one of them another `slug:`, or remove one"),
            );
            continue;
        }
        records.push(Arc::new(create_record(RecordId::new(parsed.kind, parsed.slug.clone()), parsed)));
    }
    records
}

fn create_record(id: RecordId, parsed: &Arc<ParsedRecord>) -> Record {
    let address = address::record_address(&id);
    Record {
        id,
        parsed: Arc::clone(parsed),
        translations: Vec::new(),
        resolved_references: Vec::new(),
        links: Vec::new(),
        pictures: Vec::new(),
        block_records: Vec::new(),
        lead_picture: None,
        topics: Vec::new(),
        in_places: Vec::new(),
        relations: Vec::new(),
        backlinks: Vec::new(),
        is_invalid: false,
        has_cross_file_error: false,
        address,
        sort_title: path::sort_key(parsed.title()),
        files: RecordFiles::default(),
    }
}

/// What is wrong with a record's files by themselves, and with its name.
pub(super) fn report_file_faults(record: &Record, out: &mut Faults) {
    let (id, parsed) = (&record.id, &record.parsed);
    out.extend(parsed.faults.iter().cloned());
    for translation in &record.translations {
        out.extend(translation.parsed.faults.iter().cloned());
    }
    let (reserved, is_valid) = check_name(id);
    // A `slug:` that does not fit was reported where it stands.
    if (reserved || !is_valid) && !parsed.locations.has_value("slug") {
        let last = id.slug.rsplit('/').next().unwrap_or(&id.slug);
        let part = id.slug.split('/').find(|part| path::is_reserved_name(part)).unwrap_or(last);
        let (code, message) = match reserved {
            true => (Code::ReservedName, format!("`{part}` is a reserved name")),
            false => (Code::InvalidValue, "this file's name gives no address".to_owned()),
        };
        let help = if part == last { "rename the file, or add a `slug:`" } else { "rename the folder" };
        out.report(Fault::new(code, parsed.locations.of_first_line(), message).with_help(help));
    }
}

/// Whether a name is reserved, and whether it gives an address.
fn check_name(id: &RecordId) -> (bool, bool) {
    let home = id.kind == Kind::Page && id.slug.is_empty();
    let reserved = id.slug.split('/').any(path::is_reserved_name)
        || (id.kind == Kind::Page && path::is_reserved_address(&id.slug));
    (reserved, home || id.slug.split('/').all(path::is_slug))
}

/// Whether a record's own file or name holds it back.
fn has_own_errors(record: &Record) -> bool {
    let (reserved, is_valid) = check_name(&record.id);
    let parsed = &record.parsed;
    let is_unreadable = parsed.common.is_none() || parsed.fields.is_none();
    is_unreadable || reserved || !is_valid || parsed.faults.iter().any(|fault| fault.severity == Severity::Error)
}

/// Translations are found by the record's file name, which its `slug:` may have changed.
fn attach_translations(records: &mut [Arc<Record>], by_id: &RecordLookup, input: &LinkInput, out: &mut Faults) {
    if input.translations.is_empty() {
        return;
    }
    let mut by_file: HashMap<(Kind, String), RecordIndex> = HashMap::new();
    for (index, record) in records.iter().enumerate() {
        if let record::FileRole::Record { kind, slug } = record::classify(&record.parsed.source.path, &[]) {
            by_file.insert((kind, slug), RecordIndex::new(index));
        }
    }
    for (kind, slug, language, parsed) in &input.translations {
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
        let record = Arc::make_mut(&mut records[ix.as_usize()]);
        let own_slug = parsed.fields.as_ref().and_then(|fields| fields.slug.clone());
        let address = address::translation_address(&record.id, language.as_str(), own_slug.as_deref());
        record.translations.push(Translation {
            language: language.clone(),
            parsed: Arc::clone(parsed),
            links: Vec::new(),
            pictures: Vec::new(),
            block_records: Vec::new(),
            is_invalid: false,
            has_cross_file_error: false,
            address,
        });
    }
    for record in records.iter_mut().filter(|record| record.translations.len() > 1) {
        Arc::make_mut(record).translations.sort_by(|one, other| one.language.cmp(&other.language));
    }
}

fn index_paths(records: &[Arc<Record>]) -> RecordPaths {
    let mut paths = HashMap::with_capacity(records.len());
    for (index, record) in records.iter().enumerate() {
        paths.insert(record.parsed.source.path.clone(), (RecordIndex::new(index), None));
        for (number, translation) in record.translations.iter().enumerate() {
            paths.insert(translation.parsed.source.path.clone(), (RecordIndex::new(index), Some(number)));
        }
    }
    paths
}

/// What linking found out about one record.
#[derive(Default)]
pub(super) struct LinkedRecord {
    pub(super) resolved_references: Vec<ResolvedTarget>,
    pub(super) body: LinkedBody,
    pub(super) translations: Vec<LinkedBody>,
    pub(super) lead_picture: Option<PictureUse>,
    pub(super) topics: Vec<u32>,
    pub(super) relations: Vec<(Role, RecordIndex)>,
    pub(super) files: RecordFiles,
    pub(super) has_errors: bool,
    /// What is wrong with its files and what they refer to.
    pub(super) faults: Faults,
    /// Whether titles of other records were asked for.
    pub(super) uses_titles: bool,
}

#[derive(Default)]
pub(super) struct LinkedBody {
    pub(super) links: Vec<ResolvedTarget>,
    pub(super) pictures: Vec<Option<PictureUse>>,
    pub(super) block_records: Vec<Option<RecordIndex>>,
    pub(super) has_errors: bool,
}

impl LinkedRecord {
    /// What is resolved, everything that was found: links of words and bodies.
    pub(super) fn all_targets(&self) -> impl Iterator<Item = &ResolvedTarget> {
        let bodies = std::iter::once(&self.body).chain(&self.translations);
        self.resolved_references.iter().chain(bodies.flat_map(|body| &body.links))
    }

    /// Completes the files that are used: those that links and pictures lead to.
    pub(super) fn collect_published_files(&mut self) {
        let mut used = BTreeSet::new();
        for resolved in self.all_targets() {
            if let ResolvedTarget::File(path) = resolved {
                used.insert(path.clone());
            }
        }
        let bodies = std::iter::once(&self.body).chain(&self.translations);
        used.extend(
            bodies.flat_map(|body| &body.pictures).flatten().chain(&self.lead_picture).map(|shot| shot.path.clone()),
        );
        self.files.published = used;
    }

    /// Makes it the record's; gives back what is wrong.
    pub(super) fn apply_to(self, record: &mut Record) -> Faults {
        record.is_invalid = has_own_errors(record) || self.has_errors || record.has_cross_file_error;
        record.resolved_references = self.resolved_references;
        record.lead_picture = self.lead_picture;
        record.topics = self.topics;
        record.relations = self.relations;
        record.links = self.body.links;
        record.pictures = self.body.pictures;
        record.block_records = self.body.block_records;
        record.files = self.files;
        for (translation, body) in record.translations.iter_mut().zip(self.translations) {
            let parsed = &translation.parsed;
            let is_unreadable =
                parsed.fields.is_none() || parsed.faults.iter().any(|fault| fault.severity == Severity::Error);
            translation.is_invalid = is_unreadable || body.has_errors || translation.has_cross_file_error;
            translation.links = body.links;
            translation.pictures = body.pictures;
            translation.block_records = body.block_records;
        }
        self.faults
    }
}

/// Every relation also where it leads to.
fn index_backlinks(records: &mut [Arc<Record>]) {
    let mut backward: Vec<Vec<(Role, RecordIndex)>> = vec![Vec::new(); records.len()];
    for (index, record) in records.iter().enumerate() {
        for (role, to) in &record.relations {
            backward[to.as_usize()].push((*role, RecordIndex::new(index)));
        }
    }
    for (record, backward) in records.iter_mut().zip(backward) {
        Arc::make_mut(record).backlinks = backward;
    }
}

fn assign_places(records: &mut [Arc<Record>]) {
    let all: Vec<Vec<RecordIndex>> = records.iter().map(|record| derive_places(record, records)).collect();
    for (record, places) in records.iter_mut().zip(all) {
        Arc::make_mut(record).in_places = places;
    }
}

/// The places that a record names, for itself or as an area it serves.
fn stated_places(record: &Record) -> impl Iterator<Item = RecordIndex> {
    record.relations.iter().filter(|(role, _)| matches!(role, Role::Places | Role::Serves)).map(|(_, to)| *to)
}

/// Where a record is: its own places, else its venue's, else its organisers'. A partner is where it serves too.
pub(super) fn derive_places(record: &Record, records: &[Arc<Record>]) -> Vec<RecordIndex> {
    let mut places: Vec<RecordIndex> = stated_places(record).collect();
    for role in [Role::Venue, Role::Organisers] {
        if places.is_empty() && record.kind() == Kind::Event {
            let related = record.relations.iter().filter(|(known, _)| *known == role);
            places = related.flat_map(|(_, to)| stated_places(&records[to.as_usize()])).collect();
        }
    }
    places.sort_unstable();
    places.dedup();
    places
}
