//! What lies in the output folder and should not be there any more.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Source, Subject, consents};
use crate::path;
use crate::publish::{Publication, Standing, Why};
use crate::record::{Channel, Kind};
use crate::site::{Record, Resolved, of_file};
use crate::time::Clock;

/// A published file that the next build takes down, because of what it shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StillPublished {
    /// Its address, without the base path.
    pub address: String,
    /// What it is.
    pub what: What,
    /// The record, where there still is one.
    pub record: Option<Subject>,
    /// Why it has to go, in a few words.
    pub why: String,
}

/// What is still published, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// A page of a record that is kept back on purpose.
    Withheld,
    /// A picture or download that no published page may show.
    File,
    /// A page of nothing that is still in the contents.
    Gone,
}

/// What has to be taken down. `left` are files of the output folder that would not be printed now. Pages of records
/// that errors alone hold back are not among them: they wait for a mistake to be mended, not for a decision to be obeyed.
pub fn still_published<'a>(publication: &Publication, left: impl IntoIterator<Item = &'a str>) -> Vec<StillPublished> {
    let source = Source::of(publication);
    let known = Known::of(&source);
    let mut still: Vec<StillPublished> = left.into_iter().filter_map(|file| one(&source, &known, file)).collect();
    still.sort_by(|one, other| (one.what, &one.address).cmp(&(other.what, &other.address)));
    still
}

/// What the output's files can be.
struct Known<'a> {
    /// Pages of records that are kept back on purpose.
    withheld: BTreeMap<String, (&'a Record, Standing)>,
    /// Pages and files that are published, and those of records with errors.
    waiting: BTreeSet<String>,
    /// Files of the contents, by where they are published.
    assets: BTreeMap<String, &'a str>,
}

impl<'a> Known<'a> {
    fn of(source: &Source<'a>) -> Self {
        let mut known = Self { withheld: BTreeMap::new(), waiting: BTreeSet::new(), assets: BTreeMap::new() };
        for ((ix, record), standing) in source.all.site.iter().zip(source.all.standing) {
            let on_purpose = match standing {
                Standing::HeldBack => source.publication.but_for_errors(ix),
                other => other.clone(),
            };
            if matches!(on_purpose, Standing::Withheld(_)) {
                known.withheld.extend(pages(record).map(|page| (page, (record, on_purpose.clone()))));
            } else if !standing.is_live() || record.translations.iter().any(|translation| translation.held_back) {
                known.waiting.extend(pages(record));
                known.waiting.extend(files(record).map(|file| path::output_path(&of_file(file))));
            }
        }
        let publication = source.publication;
        known.waiting.extend(publication.pages().iter().map(|page| path::output_path(&page.address)));
        known.waiting.extend(publication.files().keys().map(|address| path::output_path(address)));
        let assets = source.all.site.assets.keys();
        known.assets = assets.map(|asset| (path::output_path(&of_file(asset)), asset.as_str())).collect();
        known
    }
}

fn one(source: &Source<'_>, known: &Known<'_>, file: &str) -> Option<StillPublished> {
    let address = format!("/{}", file.strip_suffix("index.html").unwrap_or(file));
    // Further pages of a list belong to the first.
    let first =
        address.split("/page/").next().map(|start| path::output_path(&format!("{}/", start.trim_end_matches('/'))));
    let found = first.as_ref().and_then(|first| known.withheld.get(first)).or_else(|| known.withheld.get(file));
    if let Some((record, standing)) = found {
        let why = why(source, standing);
        return Some(StillPublished { address, what: What::Withheld, record: Some(source.subject(record)), why });
    }
    let asset = known.assets.get(file);
    // Whatever is wrong with the records that show a picture: a consent that has ended has ended.
    if let Some(why) = asset.and_then(|asset| missing_consent(source, asset)) {
        return Some(StillPublished { address, what: What::File, record: None, why });
    }
    if known.waiting.contains(file) || is_list(&address) {
        return None;
    }
    if asset.is_some() {
        let why = "no published page shows it any more".to_owned();
        return Some(StillPublished { address, what: What::File, record: None, why });
    }
    let why = "nothing in the contents has this address any more".to_owned();
    let what = if file.ends_with(".html") { What::Gone } else { What::File };
    (!is_machinery(file)).then_some(StillPublished { address, what, record: None, why })
}

/// Why it has to go. A consent that nobody finds is none, whether its entry is gone or cannot be read.
fn why(source: &Source<'_>, standing: &Standing) -> String {
    let ledger = &source.all.site.ledger;
    match standing {
        Standing::Withheld(Why::Consent(id, _)) if ledger.get(id).is_none() && ledger.is_incomplete => {
            format!("consent `{id}` cannot be found: part of `consents.yaml` cannot be read")
        }
        Standing::Withheld(Why::Consent(id, _)) if ledger.get(id).is_none() => {
            format!("there is no consent `{id}` in `consents.yaml`")
        }
        _ => standing.words(source.zone),
    }
}

/// What says nothing of anybody and has another name or is gone whenever the theme or the host changes.
fn is_machinery(file: &str) -> bool {
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
fn is_list(address: &str) -> bool {
    address.contains("/page/") || address.starts_with("/events/2") || address.starts_with("/topics/")
}

/// The consent that keeps a picture back, in words.
fn missing_consent(source: &Source<'_>, asset: &str) -> Option<String> {
    let site = source.all.site;
    let clock = Clock::new(source.now);
    let needed = site.picture_consents.get(&site.assets.get(asset)?.digest)?;
    needed.iter().find_map(|id| {
        let consent = site.ledger.get(id);
        let standing = consent.map(|consent| consent.state(&clock, source.zone));
        let web = crate::consent::ConsentScope::for_channel(Channel::Page);
        let holds = standing == Some(crate::consent::ConsentState::Given)
            && consent.is_some_and(|consent| consent.scope.contains(&web));
        let standing = standing.unwrap_or(crate::consent::ConsentState::Given);
        (!holds).then(|| why(source, &Standing::Withheld(Why::Consent(id.clone(), standing))))
    })
}

/// The files in which a record's pages lie: its own with its calendar, its translations', and those of its old addresses.
fn pages(record: &Record) -> impl Iterator<Item = String> {
    let aliases = record.parsed.common.iter().flat_map(|common| &common.aliases);
    let aliases = aliases.map(|alias| path::output_path(&path::to_page_address(alias)));
    let translations = record.translations.iter().map(|translation| path::output_path(&translation.address));
    let own = record.kind().has_pages().then(|| path::output_path(&record.address));
    let beside = match record.kind() {
        Kind::Event => &["event.ics"][..],
        Kind::Place | Kind::Partner | Kind::Campaign => &["calendar.ics", "feed.xml", "subscribe/"],
        _ => &[],
    };
    let beside = beside.iter().map(|file| path::output_path(&format!("{}{file}", record.address)));
    own.into_iter().chain(beside).chain(translations).chain(aliases)
}

/// The files that a record refers to.
fn files(record: &Record) -> impl Iterator<Item = &str> {
    let links = record.translations.iter().flat_map(|translation| &translation.links).chain(&record.links);
    let named = record.resolved.iter().chain(links).filter_map(|resolved| match resolved {
        Resolved::File(path) => Some(path.as_str()),
        _ => None,
    });
    named.chain(consents::pictures(record))
}
