//! Makes a site of everything that was read.

use std::collections::{BTreeSet, HashMap};
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

/// Makes a site. [`Site::report_faults`] reports what is wrong with each file and between them.
pub fn link(input: LinkInput) -> Site {
    let mut cross_file = Faults::new();
    cross_file.extend(input.faults.iter().cloned());
    let mut records = create_records(&input.records, &mut cross_file);
    let by_id = RecordLookup::from_records(&records);
    attach_translations(&mut records, &by_id, &input, &mut cross_file);
    let signposts = SignpostFile::read(input.signposts.as_ref(), &mut cross_file);
    let mut context = create_context(input, by_id, signposts.entries, &records, &mut cross_file);

    let mut dependents = Dependents::default();
    let linker = Linker::new(&context, &records);
    for (source, reference) in &signposts.references {
        linker.resolve_reference(source, reference, "", &mut cross_file);
    }
    let (uses_titles, signpost_files) = linker.take_used();
    dependents.signposts_on_titles = uses_titles;
    let link = |(index, record): (usize, &Arc<Record>)| (RecordIndex::new(index), linker.link_record(record));
    let linked: Vec<(RecordIndex, LinkedRecord)> = records.iter().enumerate().map(link).collect();

    let mut published_files = BTreeSet::new();
    let mut referenced_files = signpost_files;
    for (_, linked) in &linked {
        published_files.extend(linked.files.published.iter().cloned());
        referenced_files.extend(linked.files.referenced.iter().cloned());
        add_picture_consents(linked, &mut context);
    }
    let record_faults = apply_linked_records(linked, &mut records, &mut dependents);
    derive_relations(&mut context, &mut records);

    let context = Arc::new(context);
    let mut site = Site { context, records, faults: SiteFaults::default(), dependents: Arc::new(dependents) };
    check_cross_file(&mut site, &published_files, &referenced_files, &mut cross_file);
    for (ix, faults) in record_faults {
        let faults = check_record(&mut site, ix, faults);
        site.faults.set_record_faults(ix, faults);
    }
    site.faults.cross_file = Arc::new(cross_file.into_iter().collect());
    site
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
