//! What lies in the output folder and should not be there any more.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{AgendaInput, RecordSummary, consents};
use crate::kind::Kind;
use crate::path;
use crate::publish::{Publication, PublicationState, UnpublishedReason};
use crate::record::Channel;
use crate::site::{Record, ResolvedTarget, file_address};
use crate::time::Clock;

/// A published file that the next build takes down, because of what it shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StillPublished {
    /// Its address, without the base path.
    pub address: String,
    /// What it is.
    pub what: StillPublishedKind,
    /// The record, where there still is one.
    pub record: Option<RecordSummary>,
    /// Why it has to go, in a few words.
    pub why: String,
}

/// What is still published, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StillPublishedKind {
    /// A page of a record that is kept back on purpose.
    Withheld,
    /// A picture or download that no published page may show.
    File,
    /// A page of nothing that is still in the contents.
    Gone,
}

/// What has to be taken down. `left` are files of the output folder that would not be printed now. Pages of records
/// that errors alone hold back are not among them: they wait for a mistake to be mended, not for a decision to be obeyed.
pub fn find_still_published<'a>(
    publication: &Publication,
    leftover_files: impl IntoIterator<Item = &'a str>,
) -> Vec<StillPublished> {
    let source = AgendaInput::from_publication(publication);
    let output = OutputFiles::from_input(&source);
    let mut still: Vec<StillPublished> =
        leftover_files.into_iter().filter_map(|file| check_file(&source, &output, file)).collect();
    still.sort_by(|one, other| (one.what, &one.address).cmp(&(other.what, &other.address)));
    still
}

/// What the output's files can be.
struct OutputFiles<'a> {
    /// Pages of records that are kept back on purpose.
    unpublished_pages: BTreeMap<String, (&'a Record, PublicationState)>,
    /// Pages and files that are published, and those of records with errors.
    allowed: BTreeSet<String>,
    /// Files of the contents, by where they are published.
    assets: BTreeMap<String, &'a str>,
}

impl<'a> OutputFiles<'a> {
    fn from_input(source: &AgendaInput<'a>) -> Self {
        let mut output = Self { unpublished_pages: BTreeMap::new(), allowed: BTreeSet::new(), assets: BTreeMap::new() };
        for ((ix, record), standing) in source.editor_access.site.indexed_records().zip(source.editor_access.states) {
            let state_without_errors = match standing {
                PublicationState::Invalid => source.publication.state_if_valid(ix),
                other => other.clone(),
            };
            if matches!(state_without_errors, PublicationState::Unpublished(_)) {
                output
                    .unpublished_pages
                    .extend(page_files(record).map(|page| (page, (record, state_without_errors.clone()))));
            } else if !standing.is_published() || record.translations.iter().any(|translation| translation.is_invalid) {
                output.allowed.extend(page_files(record));
                output.allowed.extend(referenced_files(record).map(|file| path::output_path(&file_address(file))));
            }
        }
        let publication = source.publication;
        output.allowed.extend(publication.pages().iter().map(|page| path::output_path(&page.address)));
        output.allowed.extend(publication.files().keys().map(|address| path::output_path(address)));
        let assets = source.editor_access.site.assets.keys();
        output.assets = assets.map(|asset| (path::output_path(&file_address(asset)), asset.as_str())).collect();
        output
    }
}

fn check_file(source: &AgendaInput<'_>, output: &OutputFiles<'_>, file: &str) -> Option<StillPublished> {
    let address = format!("/{}", file.strip_suffix("index.html").unwrap_or(file));
    // Further pages of a list belong to the first.
    let first =
        address.split("/page/").next().map(|start| path::output_path(&format!("{}/", start.trim_end_matches('/'))));
    let found = first
        .as_ref()
        .and_then(|first| output.unpublished_pages.get(first))
        .or_else(|| output.unpublished_pages.get(file));
    if let Some((record, standing)) = found {
        let why = describe_reason(source, standing);
        return Some(StillPublished {
            address,
            what: StillPublishedKind::Withheld,
            record: Some(source.summarise(record)),
            why,
        });
    }
    let asset = output.assets.get(file);
    // Whatever is wrong with the records that show a picture: a consent that has ended has ended.
    if let Some(why) = asset.and_then(|asset| describe_missing_consent(source, asset)) {
        return Some(StillPublished { address, what: StillPublishedKind::File, record: None, why });
    }
    if output.allowed.contains(file) || is_list_address(&address) {
        return None;
    }
    if asset.is_some() {
        let why = "no published page shows it any more".to_owned();
        return Some(StillPublished { address, what: StillPublishedKind::File, record: None, why });
    }
    let why = "nothing in the contents has this address any more".to_owned();
    let what = if file.ends_with(".html") { StillPublishedKind::Gone } else { StillPublishedKind::File };
    (!is_technical_file(file)).then_some(StillPublished { address, what, record: None, why })
}

/// Why it has to go. A consent that nobody finds is none, whether its entry is gone or cannot be read.
fn describe_reason(source: &AgendaInput<'_>, standing: &PublicationState) -> String {
    let ledger = &source.editor_access.site.ledger;
    match standing {
        PublicationState::Unpublished(UnpublishedReason::MissingConsent(id, _))
            if ledger.get(id).is_none() && ledger.is_incomplete =>
        {
            format!("consent `{id}` cannot be found: part of `consents.yaml` cannot be read")
        }
        PublicationState::Unpublished(UnpublishedReason::MissingConsent(id, _)) if ledger.get(id).is_none() => {
            format!("there is no consent `{id}` in `consents.yaml`")
        }
        _ => standing.describe(source.zone),
    }
}

/// What says nothing of anybody and has another name or is gone whenever the theme or the host changes.
fn is_technical_file(file: &str) -> bool {
    let of_host =
        ["_headers", "_redirects", ".htaccess", ".nojekyll", "robots.txt", "feed.xml", "feed.json", "icon.svg"];
    // The index of the search goes with the pages that it was made from.
    let of_search = ["index.html", "fragment/", "index/", "filter/", "pagefind", "wasm."];
    if file.strip_prefix("search/").is_some_and(|rest| of_search.iter().any(|start| rest.starts_with(start))) {
        return true;
    }
    ["sitemap", "static/", ".nginx/"].iter().any(|start| file.starts_with(start)) || of_host.contains(&file)
}

/// Lists come and go by themselves, with what is in them.
fn is_list_address(address: &str) -> bool {
    address.contains("/page/") || address.starts_with("/events/2") || address.starts_with("/topics/")
}

/// The consent that keeps a picture back, in words.
fn describe_missing_consent(source: &AgendaInput<'_>, asset: &str) -> Option<String> {
    let site = source.editor_access.site;
    let clock = Clock::new(source.now);
    let consents = site.consents_by_picture.get(&site.assets.get(asset)?.digest)?;
    consents.iter().find_map(|id| {
        let consent = site.ledger.get(id);
        let standing = consent.map(|consent| consent.state(&clock, source.zone));
        let web = crate::consent::ConsentScope::for_channel(Channel::Page);
        let holds = standing == Some(crate::consent::ConsentState::Given)
            && consent.is_some_and(|consent| consent.scope.contains(&web));
        let standing = standing.unwrap_or(crate::consent::ConsentState::Given);
        (!holds).then(|| {
            describe_reason(
                source,
                &PublicationState::Unpublished(UnpublishedReason::MissingConsent(id.clone(), standing)),
            )
        })
    })
}

/// The files in which a record's pages lie: its own with its calendar, its translations', and those of its old addresses.
fn page_files(record: &Record) -> impl Iterator<Item = String> {
    let aliases = record.parsed.common.iter().flat_map(|common| &common.aliases);
    let aliases = aliases.map(|alias| path::output_path(&path::to_page_address(alias)));
    let translations = record.translations.iter().map(|translation| path::output_path(&translation.address));
    let page = record.kind().has_pages().then(|| path::output_path(&record.address));
    let companions = match record.kind() {
        Kind::Event => &["event.ics"][..],
        Kind::Place | Kind::Partner | Kind::Campaign => &["calendar.ics", "feed.xml", "subscribe/"],
        _ => &[],
    };
    let beside = companions.iter().map(|file| path::output_path(&format!("{}{file}", record.address)));
    page.into_iter().chain(beside).chain(translations).chain(aliases)
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
