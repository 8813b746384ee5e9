//! The first page of the desk: what needs attention, the last build, what to do before the site is published, what happens
//! next, and the table of all records.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use serde::Serialize;
use tera::Context;

use super::context::Desk;
use super::environment::{FolderRole, SyncedLocation};
use super::record_facts::index_by_file;
use super::table::build_table;
use super::{checklist, faults};
use crate::agenda::{
    Agenda, AttentionItem, ChangeKind, ConsentDue, ConsentPhase, EditorRecords, REBUILD_COMMAND, RecordStatus,
    RecordSummary, ScheduledChange, StillPublished, Urgency, find_still_published, instant_in_words,
};
use crate::language::{capitalise, format_count};
use crate::path;
use crate::publish::{Publication, RecordIndex};
use crate::theme::Renderer;

/// How many entries of a list are shown; the rest are counted.
const MAX_ITEMS: usize = 12;

/// Something that needs attention, with a link to what it is about.
#[derive(Serialize)]
struct AttentionRow {
    label: &'static str,
    is_urgent: bool,
    sentence: String,
    why: String,
    href: Option<String>,
    link_text: String,
}

/// The beginning of a list, and how much more there is.
#[derive(Serialize)]
struct ShortList<T> {
    items: Vec<T>,
    more_count: usize,
    more_href: Option<String>,
}

impl<T> ShortList<T> {
    fn new(items: impl IntoIterator<Item = T>, total: usize, more_href: Option<String>) -> Self {
        let items: Vec<T> = items.into_iter().take(MAX_ITEMS).collect();
        Self { more_count: total.saturating_sub(items.len()), items, more_href }
    }
}

/// A record in one of the lists of what happens next.
#[derive(Serialize)]
struct RecordItem {
    title: String,
    href: Option<String>,
    when: String,
    detail: String,
}

#[derive(Serialize)]
struct ConsentItem {
    id: String,
    shown_as: String,
    sentence: String,
    records: Vec<RecordItem>,
    more_count: usize,
}

#[derive(Serialize)]
struct BuildSection {
    sentences: Vec<String>,
    is_outdated: bool,
    command: &'static str,
}

/// Finds the desk's pages about records.
struct RecordLinks<'a> {
    desk: &'a Desk<'a>,
    by_file: HashMap<&'a str, RecordIndex>,
    records: &'a EditorRecords<'a>,
}

impl RecordLinks<'_> {
    fn href_for_file(&self, file: &str) -> Option<String> {
        let record = self.by_file.get(file).map(|ix| self.records.site().record(*ix));
        record.map(|record| self.desk.record_href(record))
    }

    fn record_item(&self, subject: &RecordSummary, when: String, detail: String) -> RecordItem {
        RecordItem { title: subject.title.clone(), href: self.href_for_file(&subject.file), when, detail }
    }
}

pub(super) fn render_page(desk: &Desk<'_>, query: &dyn Fn(&str) -> Option<String>) -> String {
    let mut context = Context::new();
    let Some(renderer) = desk.renderer else {
        let rows: Vec<_> =
            desk.faults.iter().take(MAX_ITEMS).map(|fault| faults::describe_fault(desk, fault)).collect();
        context.insert("is_unusable", &true);
        context.insert("more_count", &desk.faults.len().saturating_sub(rows.len()));
        context.insert("faults", &rows);
        return desk.render("overview.html", "The desk", "overview", context);
    };
    let publication = renderer.publication();
    let records = EditorRecords::from_publication(publication);
    let agenda = Agenda::from_publication(publication);
    let still_published = list_still_published(desk, renderer);
    let links = RecordLinks { desk, by_file: index_by_file(&records), records: &records };
    context.insert("is_unusable", &false);
    context.insert("attention", &list_attention(&links, &agenda, &still_published));
    context.insert("last_build", &describe_last_build(desk, renderer, still_published.len()));
    context.insert("sync_warnings", &list_sync_warnings(desk));
    context.insert("checklist", &checklist::build_checklist(desk, publication, &records));
    context.insert("next_change", &publication.next_change().map(|at| format_instant(publication, at)));
    context.insert("events", &list_events(&links, &agenda));
    context.insert("starts", &list_dated(&links, &agenda.starts));
    context.insert("ends", &list_dated(&links, &agenda.ends));
    context.insert("consents", &list_consents(&links, &agenda));
    context.insert("reviews", &list_reviews(&links, &agenda));
    context.insert("unchecked", &list_unchecked(&links, &agenda));
    context.insert("table", &build_table(desk, &records, query));
    desk.render("overview.html", "The desk", "overview", context)
}

fn format_instant(publication: &Publication, at: Timestamp) -> String {
    instant_in_words(at, &publication.config().zone.time_zone)
}

/// What is still in the output folder and must be taken down.
fn list_still_published(desk: &Desk<'_>, renderer: &Renderer) -> Vec<StillPublished> {
    let publication = renderer.publication();
    let pages = publication.pages().iter().map(|page| path::output_path(&page.address));
    let files = publication.files().keys().map(|address| path::output_path(address));
    let static_files = renderer.theme().static_files().map(|(address, _)| path::output_path(address));
    let current_files: HashSet<String> = pages.chain(files).chain(static_files).collect();
    let leftover = desk.environment.leftover_files(&|file| current_files.contains(file));
    if leftover.is_empty() {
        return Vec::new();
    }
    find_still_published(publication, &leftover)
}

fn list_attention(
    links: &RecordLinks<'_>,
    agenda: &Agenda,
    still_published: &[StillPublished],
) -> ShortList<AttentionRow> {
    let list = agenda.attention_items(still_published);
    // Thousands of records may be held back, so that list is cut short; what must be taken down is listed in full.
    let total = list.len();
    let urgent_count = list.iter().filter(|attention| attention.urgency == Urgency::TakeDown).count();
    let items: Vec<AttentionRow> =
        list.iter().take(urgent_count + MAX_ITEMS).map(|attention| describe_attention(links, attention)).collect();
    let more_href = format!("{}/?status={}#records", links.desk.base_path, RecordStatus::Invalid.as_str());
    ShortList { more_count: total - items.len(), items, more_href: (!agenda.held_back.is_empty()).then_some(more_href) }
}

fn describe_attention(links: &RecordLinks<'_>, attention: &AttentionItem) -> AttentionRow {
    let record = attention.file.as_deref().and_then(|file| links.href_for_file(file));
    let file = attention.file.as_deref().filter(|_| record.is_none());
    // Its link leads to what is wrong, so there is no need to say that `check` tells it.
    let why = if attention.urgency == Urgency::HeldBack { "" } else { attention.why.as_str() };
    let link_text = if attention.urgency == Urgency::HeldBack { "See what is wrong" } else { "Open the record" };
    AttentionRow {
        label: match attention.urgency {
            Urgency::TakeDown => "Take down",
            Urgency::HeldBack => "Fix",
            Urgency::Consent => "Ask",
            Urgency::Incident => "Incident",
            Urgency::Review => "Review",
            Urgency::Today => "Today",
        },
        is_urgent: matches!(attention.urgency, Urgency::TakeDown | Urgency::HeldBack | Urgency::Consent),
        sentence: attention.sentence.clone(),
        why: to_sentence(why),
        link_text: if record.is_some() { link_text } else { file.unwrap_or_default() }.to_owned(),
        href: record.or_else(|| file.and_then(|file| links.desk.editor_href(file, None))),
    }
}

fn to_sentence(text: &str) -> String {
    if text.is_empty() { String::new() } else { capitalise(text.trim_end_matches('.')) + "." }
}

fn describe_last_build(desk: &Desk<'_>, renderer: &Renderer, take_down_count: usize) -> BuildSection {
    let publication = renderer.publication();
    let Some(last) = desk.environment.last_build() else {
        let sentences = vec!["The site has not been built on this computer yet.".to_owned()];
        return BuildSection { sentences, is_outdated: true, command: "commonground build" };
    };
    let files = format_count(last.file_count, "file is", "files are");
    let made = format_instant(publication, last.made_for);
    let mut sentences = vec![format!("Made for {made}, in `{}`, where {files} published.", last.output_folder)];
    if take_down_count > 0 {
        sentences.push(format!(
            "{} to be taken down since then; see “Needs attention today”.",
            format_count(take_down_count, "published file has", "published files have")
        ));
    }
    let sources =
        desk.loaded.filter(|_| last.sources_digest.is_some()).map(|loaded| loaded.source_digest().to_string());
    let changed = sources.is_some() && sources != last.sources_digest;
    match (&sources, changed) {
        (_, true) => sentences.push("The contents have changed since.".to_owned()),
        (Some(_), false) => sentences.push("The contents are the same now.".to_owned()),
        (None, _) => {}
    }
    let due = last.next_change.filter(|next_change| *next_change <= publication.now());
    if let Some(due) = due {
        let due = format_instant(publication, due);
        sentences.push(format!("Time alone may have changed the site since {due}."));
    }
    BuildSection { sentences, is_outdated: take_down_count > 0 || changed || due.is_some(), command: REBUILD_COMMAND }
}

fn list_sync_warnings(desk: &Desk<'_>) -> Vec<String> {
    let warning = |synced: SyncedLocation| match synced.role {
        FolderRole::Output => format!(
            "The site is written to `{}`, a folder that {} synchronises. Half-written sites and copies of files can get \
             into it: build into another folder with `commonground build --out DIR`.",
            synced.path, synced.service
        ),
        FolderRole::Network => format!(
            "The network is in `{}`, a folder that {} synchronises. If two people edit a file at once, there will be a second \
             copy of it, which is reported as a fault; and whatever is private in the folder is copied too.",
            synced.path, synced.service
        ),
    };
    desk.environment.synced_locations().into_iter().map(warning).collect()
}

fn list_events(links: &RecordLinks<'_>, agenda: &Agenda) -> ShortList<RecordItem> {
    let items = agenda.next_events.iter().map(|event| {
        let when = event.start_words.clone().unwrap_or_else(|| "its times are withheld for safety".to_owned());
        let place = event.place.as_ref().map(|place| format!("at {place}"));
        let repeats = match (event.under_way, event.repeats) {
            (true, _) => Some("on now".to_owned()),
            (false, true) => Some("repeats".to_owned()),
            _ => None,
        };
        let status = event.status.map(str::to_owned);
        let what = [status, repeats, place].into_iter().flatten().collect::<Vec<_>>().join(", ");
        links.record_item(&event.record, when, what)
    });
    let more_href = format!("{}/?kind=event&status=live&sort=next#records", links.desk.base_path);
    ShortList { items: items.collect(), more_count: 0, more_href: Some(more_href) }
}

fn list_dated(links: &RecordLinks<'_>, list: &[ScheduledChange]) -> ShortList<RecordItem> {
    let items = list.iter().map(|dated| {
        let what = match dated.what {
            ChangeKind::Published => "is published",
            ChangeKind::TakenDown => "is taken down",
            ChangeKind::Passes => "moves to past events",
        };
        links.record_item(&dated.record, dated.at_words.clone(), what.to_owned())
    });
    ShortList::new(items, list.len(), Some(format!("{}/?sort=next#records", links.desk.base_path)))
}

fn list_consents(links: &RecordLinks<'_>, agenda: &Agenda) -> ShortList<ConsentItem> {
    let consent_item = |due: &ConsentDue| {
        let sentence = match due.state {
            ConsentPhase::Withdrawn => format!("was withdrawn on {}, and records still name it", due.day_words),
            ConsentPhase::Expired => format!("ended after {}, and records still name it", due.day_words),
            ConsentPhase::Ending => format!("is withdrawn on {}", due.day_words),
            ConsentPhase::Expiring => format!("ends after {}", due.day_words),
            ConsentPhase::Later => format!("begins on {}", due.day_words),
        };
        let records = due.records.iter().take(MAX_ITEMS).map(|naming| {
            let what = if naming.published { "published" } else { "not published" };
            links.record_item(&naming.record, String::new(), what.to_owned())
        });
        ConsentItem {
            id: due.id.clone(),
            shown_as: due.shown_as.clone(),
            sentence,
            records: records.collect(),
            more_count: due.records.len().saturating_sub(MAX_ITEMS),
        }
    };
    ShortList::new(agenda.consents.iter().map(consent_item), agenda.consents.len(), None)
}

fn list_reviews(links: &RecordLinks<'_>, agenda: &Agenda) -> ShortList<RecordItem> {
    let due = &agenda.reviews.records;
    let items = due.iter().map(|due| {
        let what = if due.days <= 0 { "is due" } else { "" };
        links.record_item(&due.record, due.day_words.clone(), what.to_owned())
    });
    ShortList::new(items, due.len(), None)
}

/// Signposts and partners that nobody has checked for a year.
fn list_unchecked(links: &RecordLinks<'_>, agenda: &Agenda) -> ShortList<RecordItem> {
    let editor = || links.desk.editor_href("content/signposts.yaml", None);
    let signposts = agenda.reviews.signposts.iter().map(|due| RecordItem {
        title: due.title.clone(),
        href: editor(),
        when: due.checked_words.clone(),
        detail: "a signpost".to_owned(),
    });
    let partners = agenda.reviews.partners.first.iter();
    let partners =
        partners.map(|due| links.record_item(&due.record, due.checked_words.clone(), "a partner".to_owned()));
    let total = agenda.reviews.signposts.len() + agenda.reviews.partners.count;
    ShortList::new(signposts.chain(partners), total, None)
}
