//! Makes a site of everything that was read.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use super::backlinks::index_backlinks;
use super::create_records::{create_records, index_paths};
use super::input::LinkInput;
use super::linked_record::{LinkedRecord, apply_linked_records};
use super::linker::Linker;
use super::places::{assign_places, compute_enclosing_places};
use super::translations::attach_translations;
use crate::config::Config;
use crate::fault::Faults;
use crate::path::is_too_long;
use crate::record::{self, Signpost};
use crate::site::address::KnownAddresses;
use crate::site::check::{check_cross_file, check_menu, check_pins, check_record};
use crate::site::context::SiteContext;
use crate::site::dependents::Dependents;
use crate::site::linked_site::Site;
use crate::site::record::Record;
use crate::site::record_index::RecordIndex;
use crate::site::record_lookup::RecordLookup;
use crate::site::same_as::MergedRecords;
use crate::site::site_faults::SiteFaults;
use crate::text::Source;
use crate::yaml::Reference;

/// A site whose records are known, and not yet what they name.
pub struct UnlinkedSite {
    records: Vec<Arc<Record>>,
    context: SiteContext,
    dependents: Dependents,
    /// The files that `signposts.yaml` names.
    referenced_files: BTreeSet<String>,
    /// The faults that are not those of one record.
    faults: Faults,
}

/// What some records of a site name.
pub struct LinkedRecords(Vec<(RecordIndex, LinkedRecord)>);

impl UnlinkedSite {
    /// The records of everything that was read.
    pub fn new(input: LinkInput) -> Self {
        let mut faults = Faults::new();
        faults.extend(input.faults.iter().cloned());
        let mut records = create_records(&input.records, &mut faults);
        let by_id = RecordLookup::from_records(&records);
        attach_translations(&mut records, &by_id, &input, &mut faults);
        let signposts = SignpostFile::read(input.signposts.as_ref(), &mut faults);
        let context = create_context(input, by_id, signposts.entries, &records, &mut faults);

        let mut dependents = Dependents::default();
        let linker = Linker::new(&context, &records);
        for (source, reference) in &signposts.references {
            linker.resolve_reference(source, reference, "", &mut faults);
        }
        let (uses_titles, referenced_files) = linker.take_used();
        dependents.signposts_on_titles = uses_titles;
        Self { records, context, dependents, referenced_files, faults }
    }

    /// How many records there are.
    pub fn record_count(&self) -> usize {
        self.records.len()
    }

    /// Links some records, by their positions. Each is linked by itself, so parts can be linked at the same time.
    pub fn link_records(&self, positions: Range<usize>) -> LinkedRecords {
        let linker = Linker::new(&self.context, &self.records);
        let link = |index: usize| (RecordIndex::new(index), linker.link_record(&self.records[index]));
        LinkedRecords(positions.map(link).collect())
    }

    /// The site, when all records are linked; the parts are in their order. [`Site::report_faults`] reports what is wrong with
    /// each file and between them.
    pub fn into_site(self, parts: Vec<LinkedRecords>) -> Site {
        let Self { mut records, mut context, mut dependents, mut referenced_files, mut faults } = self;
        let mut published_files = BTreeSet::new();
        let mut record_faults = Vec::with_capacity(records.len());
        for LinkedRecords(linked) in parts {
            for (_, linked) in &linked {
                published_files.extend(linked.files.published.iter().cloned());
                referenced_files.extend(linked.files.referenced.iter().cloned());
                add_picture_consents(linked, &mut context);
            }
            record_faults.extend(apply_linked_records(linked, &mut records, &mut dependents));
        }
        derive_relations(&mut context, &mut records);

        let context = Arc::new(context);
        let mut site = Site { context, records, faults: SiteFaults::default(), dependents: Arc::new(dependents) };
        check_cross_file(&mut site, &published_files, &referenced_files, &mut faults);
        for (ix, faults) in record_faults {
            let faults = check_record(&mut site, ix, faults);
            site.faults.set_record_faults(ix, faults);
        }
        site.faults.cross_file = Arc::new(faults.into_iter().collect());
        site
    }
}

/// Derives what follows from the relations that all records name.
fn derive_relations(context: &mut SiteContext, records: &mut [Arc<Record>]) {
    context.merged.move_relations(records);
    index_backlinks(records);
    assign_places(records);
    context.enclosing_places = compute_enclosing_places(records);
}

impl Site {
    /// The same site, in which some records are not shown as another but stand for themselves. Its faults are the same.
    #[must_use]
    pub fn without_merging(&self, withheld: &BTreeSet<RecordIndex>) -> Self {
        let mut context = SiteContext::clone(&self.context);
        context.merged = context.merged.without(withheld);
        let mut records = self.records.clone();
        let linker = Linker::new(&context, &self.records);
        let link = |(ix, record): (RecordIndex, &Record)| (ix, linker.link_record(record));
        let linked = self.indexed_records().map(link).collect();
        apply_linked_records(linked, &mut records, &mut Dependents::default());
        for (record, checked) in records.iter_mut().zip(&self.records) {
            Arc::make_mut(record).take_validity_from(checked);
        }
        derive_relations(&mut context, &mut records);
        Self {
            context: Arc::new(context),
            records,
            faults: self.faults.clone(),
            dependents: Arc::clone(&self.dependents),
        }
    }
}

/// `signposts.yaml`.
#[derive(Default)]
struct SignpostFile {
    entries: Vec<Signpost>,
    /// The references of the file, each with the text it is in.
    references: Vec<(Arc<Source>, Reference)>,
}

impl SignpostFile {
    fn read(source: Option<&Arc<Source>>, out: &mut Faults) -> Self {
        let Some(source) = source else { return Self::default() };
        let (entries, references) = record::read_signposts(source, out);
        Self { entries, references: references.into_iter().map(|reference| (Arc::clone(source), reference)).collect() }
    }
}

fn create_context(
    input: LinkInput,
    by_id: RecordLookup,
    signposts: Vec<Signpost>,
    records: &[Arc<Record>],
    out: &mut Faults,
) -> SiteContext {
    let observances = input.observances.as_ref().map(|source| record::read_observances(source, out));
    let addresses = KnownAddresses::collect(records, &input.config);
    check_menu(&input.config, &input.config_source, &addresses, out);
    check_pins(&input.config, &input.config_source, &addresses, out);
    SiteContext {
        topics: topics_with_pages(&input.config),
        config: input.config,
        config_source: input.config_source,
        merged: MergedRecords::find(records, &by_id),
        by_id,
        ledger: input.ledger,
        signposts,
        signposts_source: input.signposts,
        observances: observances.unwrap_or_default(),
        assets: input.assets,
        consents_by_picture: HashMap::new(),
        blocks: input.blocks,
        templates: input.templates,
        enclosing_places: Vec::new(),
        records_by_path: index_paths(records),
        addresses,
    }
}

/// The topics of `site.yaml`, without those whose page no disk could hold.
fn topics_with_pages(config: &Config) -> Vec<(String, String)> {
    let topics = config.topics.iter().flat_map(|topics| &topics.0);
    topics.filter(|(slug, _)| !is_too_long(slug)).cloned().collect()
}

fn add_picture_consents(linked: &LinkedRecord, context: &mut SiteContext) {
    for (path, ids) in &linked.files.picture_consents {
        if let Some(metadata) = context.assets.get(path) {
            context.consents_by_picture.entry(metadata.digest).or_default().extend(ids.iter().cloned());
        }
    }
}
