//! Makes a publication of a site, from nothing or from the previous publication.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use super::advice::collect_advice;
use super::build_lists::build_lists;
use super::collect_pages::collect_pages;
use super::options::PublishOptions;
use super::publication::{Advice, Publication, PublishedFiles, StatusAtMoment};
use super::reuse::Reuse;
use super::routes::Routes;
use super::safety::find_raised_safety;
use super::visible_files::collect_published_files;
use super::withheld_links::find_withheld_links;
use crate::fault::Faults;
use crate::kind::Role;
use crate::site::{Record, RecordIndex, Site};
use crate::time::Clock;

/// Makes a publication, and reports its faults as [`Publication::report_faults`] does.
pub fn publish(site: &Arc<Site>, options: &PublishOptions, out: &mut Faults) -> Publication {
    let (merged_site, records) = withhold_merged_records(site, options);
    let publication = Publication { base: Arc::clone(site), ..build_publication(&merged_site, options, records, None) };
    publication.report_faults(out);
    publication
}

/// The states of all records, and the site in which a record that may not be seen is not shown as another: it gives its
/// relations and addresses to nothing.
fn withhold_merged_records(site: &Arc<Site>, options: &PublishOptions) -> (Arc<Site>, Vec<StatusAtMoment>) {
    let mut site = Arc::clone(site);
    loop {
        let determine = |record: &Arc<Record>| StatusAtMoment::determine(&site, record, options);
        let records: Vec<StatusAtMoment> = site.records.iter().map(determine).collect();
        let withheld: BTreeSet<RecordIndex> =
            site.merged_records().filter(|ix| !records[ix.as_usize()].state.is_merged()).collect();
        if withheld.is_empty() {
            return (site, records);
        }
        site = Arc::new(site.without_merging(&withheld));
    }
}

/// Makes the same publication as [`publish`], and reuses the parts of the previous one that the changed records do not
/// affect. All other records must be the same as in the previous publication.
pub fn republish(
    site: &Arc<Site>,
    options: &PublishOptions,
    previous: &Publication,
    changed: &[RecordIndex],
    out: &mut Faults,
) -> Publication {
    if !can_reuse(site, options, previous) {
        return publish(site, options, out);
    }
    let changed = &with_offered_records(site, changed);
    if changed.iter().any(|ix| site.is_merged_or_shown_instead(*ix)) {
        return publish(site, options, out);
    }
    let mut records = previous.records.clone();
    let mut reuse = Reuse::new(site, previous, changed);
    for ix in changed {
        let status = StatusAtMoment::determine(site, site.record(*ix), options);
        reuse.note_change(*ix, &status);
        records[ix.as_usize()] = status;
    }
    let publication = build_publication(site, options, records, Some((previous, &reuse)));
    publication.report_faults(out);
    publication
}

/// Some records, and those that they offer: these are published only together.
fn with_offered_records(site: &Site, records: &[RecordIndex]) -> Vec<RecordIndex> {
    let is_offered = |(role, _): &&(Role, RecordIndex)| *role == Role::Organiser;
    let offered = records.iter().flat_map(|ix| site.record(*ix).backlinks.iter().filter(is_offered).map(|(_, ix)| *ix));
    records.iter().copied().chain(offered).collect::<BTreeSet<RecordIndex>>().into_iter().collect()
}

/// Whether nothing but some records has changed since the previous publication: neither the rest of the site, nor the
/// options, nor anything that depends on the moment.
fn can_reuse(site: &Site, options: &PublishOptions, previous: &Publication) -> bool {
    site.shares_context(&previous.site)
        && (previous.options.include_drafts, &previous.options.base_url) == (options.include_drafts, &options.base_url)
        && previous.options.now <= options.now
        && previous.next_change().is_none_or(|next_change| options.now < next_change)
}

fn build_publication(
    site: &Arc<Site>,
    options: &PublishOptions,
    records: Vec<StatusAtMoment>,
    previous: Option<(&Publication, &Reuse<'_>)>,
) -> Publication {
    let reuse = previous.map(|(_, reuse)| reuse);
    let mut publication = empty_publication(site, options, records);
    publication.safety_raised =
        reuse.and_then(Reuse::safety_raised).unwrap_or_else(|| Arc::new(find_raised_safety(site)));
    publication.lists = reuse
        .and_then(Reuse::lists)
        .unwrap_or_else(|| Arc::new(build_lists(&publication, previous.map(|(previous, _)| &*previous.lists))));
    publication.routes = reuse
        .and_then(|reuse| reuse.routes(&publication.lists))
        .unwrap_or_else(|| Arc::new(Routes::from_pages(collect_pages(&publication))));
    publication.files = reuse.and_then(Reuse::files).unwrap_or_else(|| {
        let by_address = collect_published_files(&publication);
        Arc::new(PublishedFiles { by_address, change_point: publication.clock.change_point() })
    });
    publication.withheld_links = reuse
        .and_then(|reuse| reuse.withheld_links(&publication))
        .unwrap_or_else(|| Arc::new(find_withheld_links(&publication)));
    publication.advice =
        reuse.and_then(|reuse| reuse.advice(options.now)).unwrap_or_else(|| Arc::new(collect_advice(&publication)));
    publication.clock.include(publication.files.change_point);
    publication.records.iter().for_each(|status| publication.clock.include(status.change_point));
    publication
}

/// A publication whose parts are not made yet. Each part is made from the parts before it.
fn empty_publication(site: &Arc<Site>, options: &PublishOptions, records: Vec<StatusAtMoment>) -> Publication {
    let clock = Clock::new(options.now);
    let change_point = clock.change_point();
    Publication {
        base: Arc::clone(site),
        site: Arc::clone(site),
        options: options.clone(),
        clock,
        records,
        safety_raised: Arc::default(),
        lists: Arc::default(),
        routes: Arc::default(),
        files: Arc::new(PublishedFiles { by_address: Default::default(), change_point }),
        withheld_links: Arc::default(),
        advice: Arc::new(Advice { faults: Vec::new(), change_point }),
        events_by_uid: OnceLock::new(),
    }
}
