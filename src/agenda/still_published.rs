//! Files in the output folder that must be taken down.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::consents;
use super::input::AgendaInput;
use super::record_summary::RecordSummary;
use crate::consent::{ConsentScope, ConsentState};
use crate::output::{OutputFile, OutputKind};
use crate::path;
use crate::publish::{Publication, PublicationState, UnpublishedReason};
use crate::record::Channel;
use crate::site::{Record, RecordIndex, ResolvedTarget, file_address};
use crate::time::Clock;

/// A published file that the next build removes because of what it shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StillPublished {
    /// Its address, without the base path.
    pub address: String,
    /// What it is.
    pub what: StillPublishedKind,
    /// The record; `None` when it no longer exists.
    pub record: Option<RecordSummary>,
    /// Why it must be taken down, in a few words.
    pub why: String,
}

/// What is still published, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StillPublishedKind {
    /// A page of a record that its editors decided not to publish.
    Withheld,
    /// A picture or download that no published page may show.
    File,
    /// A page of a record that no longer exists.
    Gone,
}

/// The files that must be taken down. `leftover_files` are files in the output folder that a build would not make now. A page
/// of a record that only has errors may stay until its file is corrected.
pub fn find_still_published(publication: &Publication, leftover_files: &[OutputFile]) -> Vec<StillPublished> {
    let source = AgendaInput::from_publication(publication);
    let expected = ExpectedFiles::from_input(&source);
    let mut files: Vec<StillPublished> =
        leftover_files.iter().filter_map(|file| check_file(&source, &expected, file)).collect();
    files.sort_by(|one, other| (one.what, &one.address).cmp(&(other.what, &other.address)));
    files
}

/// The files that may be in the output folder.
struct ExpectedFiles<'a> {
    /// Pages and files that are published, and those of records with errors.
    allowed: BTreeSet<String>,
    /// The path of each file of the contents, by the path of its published file.
    assets: BTreeMap<String, &'a str>,
}

impl<'a> ExpectedFiles<'a> {
    fn from_input(source: &AgendaInput<'a>) -> Self {
        let site = source.editor_access.site;
        let publication = source.publication;
        let pages = publication.pages().iter().map(|page| path::output_path(&page.address));
        let files = publication.files().keys().map(|address| path::output_path(address));
        let calendars = publication.calendars().into_iter();
        let calendars = calendars.filter_map(|calendar| publication.calendar_address(calendar));
        let feeds = publication.news_feeds();
        let feeds = feeds.iter().flat_map(|feed| feed.formats.iter().map(|format| feed.address(*format)));
        let beside = calendars.chain(feeds).map(|address| path::output_path(&address));
        let mut allowed: BTreeSet<String> = pages.chain(files).chain(beside).collect();
        for (ix, record) in site.indexed_records() {
            let waits_for_correction = !source.editor_access.is_published(ix) && kept_back_state(source, ix).is_none();
            if waits_for_correction || record.translations.iter().any(|translation| translation.is_invalid) {
                let translations =
                    record.translations.iter().map(|translation| path::output_path(&translation.address));
                allowed.extend(translations);
                allowed.extend(referenced_files(record).map(|file| path::output_path(&file_address(file))));
            }
        }
        let assets = site.assets.keys();
        Self {
            allowed,
            assets: assets.map(|asset| (path::output_path(&file_address(asset)), asset.as_str())).collect(),
        }
    }
}

/// The state of a record that its editors decided not to publish, whether it has errors or not; `None` for other records.
fn kept_back_state(source: &AgendaInput<'_>, ix: RecordIndex) -> Option<PublicationState> {
    let state = match source.editor_access.state(ix) {
        PublicationState::Invalid => source.publication.state_if_valid(ix),
        other => other.clone(),
    };
    matches!(state, PublicationState::Unpublished(_)).then_some(state)
}

fn check_file(source: &AgendaInput<'_>, expected: &ExpectedFiles<'_>, file: &OutputFile) -> Option<StillPublished> {
    let site = source.editor_access.site;
    let address = file.address();
    if let Some(ix) = file.record.as_ref().and_then(|id| site.find(id.kind, &id.slug)) {
        if let Some(state) = kept_back_state(source, ix) {
            let (record, why) = (Some(RecordSummary::from_record(site.record(ix))), describe_reason(source, &state));
            return Some(StillPublished { address, what: StillPublishedKind::Withheld, record, why });
        }
        if !source.editor_access.is_published(ix) {
            return None;
        }
    }
    if file.kind == OutputKind::RecordFile {
        let why = why_file_must_go(source, expected, file)?;
        return Some(StillPublished { address, what: StillPublishedKind::File, record: None, why });
    }
    // Further pages of lists come and go. A file that belongs to no record shows nothing about one.
    let comes_and_goes = file.record.is_none() || file.kind == OutputKind::FurtherPage;
    if comes_and_goes || expected.allowed.contains(&file.path) {
        return None;
    }
    let what = if file.path.ends_with(".html") { StillPublishedKind::Gone } else { StillPublishedKind::File };
    let why = "nothing in the contents has this address any more".to_owned();
    Some(StillPublished { address, what, record: None, why })
}

/// Why a picture or download must be taken down; `None` when it may stay. A consent that has ended counts even if the
/// records that show the picture have errors.
fn why_file_must_go(source: &AgendaInput<'_>, expected: &ExpectedFiles<'_>, file: &OutputFile) -> Option<String> {
    let asset = expected.assets.get(&file.path);
    if let Some(why) = asset.and_then(|asset| describe_missing_consent(source, asset)) {
        return Some(why);
    }
    let why = match asset {
        _ if expected.allowed.contains(&file.path) => return None,
        Some(_) => "no published page shows it any more",
        None => "nothing in the contents has this address any more",
    };
    Some(why.to_owned())
}

/// The reason in words. A consent that cannot be found is not given, whether its entry is gone or cannot be read.
fn describe_reason(source: &AgendaInput<'_>, state: &PublicationState) -> String {
    let ledger = &source.editor_access.site.ledger;
    match state {
        PublicationState::Unpublished(UnpublishedReason::MissingConsent(id, _))
            if ledger.get(id).is_none() && ledger.is_incomplete =>
        {
            format!("consent `{id}` cannot be found: part of `consents.yaml` cannot be read")
        }
        PublicationState::Unpublished(UnpublishedReason::MissingConsent(id, _)) if ledger.get(id).is_none() => {
            format!("there is no consent `{id}` in `consents.yaml`")
        }
        _ => state.describe(source.zone),
    }
}

/// The consent that a picture needs and does not have, in words.
fn describe_missing_consent(source: &AgendaInput<'_>, asset: &str) -> Option<String> {
    let site = source.editor_access.site;
    let clock = Clock::new(source.now);
    let consents = site.consents_by_picture.get(&site.assets.get(asset)?.digest)?;
    consents.iter().find_map(|id| {
        let consent = site.ledger.get(id);
        let state = consent.map(|consent| consent.state(&clock, source.zone));
        let web = ConsentScope::for_channel(Channel::Page);
        let is_valid =
            state == Some(ConsentState::Given) && consent.is_some_and(|consent| consent.scope.contains(&web));
        let state = state.unwrap_or(ConsentState::Given);
        (!is_valid).then(|| {
            describe_reason(
                source,
                &PublicationState::Unpublished(UnpublishedReason::MissingConsent(id.clone(), state)),
            )
        })
    })
}

/// The files that a record refers to.
fn referenced_files(record: &Record) -> impl Iterator<Item = &str> {
    let links = record.translations.iter().flat_map(|translation| &translation.links).chain(&record.links);
    let named = record.resolved_references.iter().chain(links).filter_map(|resolved| match resolved {
        ResolvedTarget::File(path) => Some(path.as_str()),
        _ => None,
    });
    named.chain(consents::picture_paths(record))
}
