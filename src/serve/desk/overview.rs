//! The first page: what needs somebody, the last build, what is to be done before the site is published, what comes,
//! and the table of all records.

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use tera::Context;

use super::table::table;
use super::{Desk, SyncedFolder, by_file, capital, faults, ready};
use crate::agenda::{
    Agenda, AttentionItem, ChangeKind, ConsentDue, ConsentPhase, EditorRecords, RecordStatus, RecordSummary,
    StillPublished, Urgency, find_still_published, instant_in_words,
};
use crate::language::format_count;
use crate::path;
use crate::publish::RecordIndex;
use crate::theme::Press;

/// Entries of a list, beyond which the rest is counted.
const MOST: usize = 12;
/// What to run when the site is to be made anew.
const RUN: &str = "commonground build --keep-going";

/// Something that is said, with the way to what it is about.
#[derive(Serialize)]
struct Said {
    mark: &'static str,
    urgent: bool,
    sentence: String,
    why: String,
    href: Option<String>,
    link: String,
}

/// A list that may be longer than is shown.
#[derive(Serialize)]
struct List<T> {
    items: Vec<T>,
    more: usize,
    more_href: Option<String>,
}

impl<T> List<T> {
    fn of(items: impl IntoIterator<Item = T>, all: usize, more_href: Option<String>) -> Self {
        let items: Vec<T> = items.into_iter().take(MOST).collect();
        Self { more: all.saturating_sub(items.len()), items, more_href }
    }
}

/// A record in a list of what comes.
#[derive(Serialize)]
struct Coming {
    title: String,
    href: Option<String>,
    when: String,
    what: String,
}

#[derive(Serialize)]
struct Consent {
    id: String,
    shown_as: String,
    sentence: String,
    records: Vec<Coming>,
    more: usize,
}

#[derive(Serialize)]
struct Built {
    sentences: Vec<String>,
    stale: bool,
    run: &'static str,
}

/// Ways to the desk's pages about records.
struct Ways<'a> {
    desk: &'a Desk<'a>,
    files: HashMap<&'a str, RecordIndex>,
    records: &'a EditorRecords<'a>,
}

impl Ways<'_> {
    fn file(&self, file: &str) -> Option<String> {
        let record = self.files.get(file).map(|ix| self.records.site().record(*ix));
        record.map(|record| self.desk.record_href(record))
    }

    fn coming(&self, subject: &RecordSummary, when: String, what: String) -> Coming {
        Coming { title: subject.title.clone(), href: self.file(&subject.file), when, what }
    }
}

pub(super) fn page(desk: &Desk<'_>, query: &dyn Fn(&str) -> Option<String>) -> String {
    let mut context = Context::new();
    let Some(press) = desk.press else {
        let shown: Vec<_> = desk.faults.iter().take(MOST).map(|fault| faults::shown(desk, fault)).collect();
        context.insert("broken", &true);
        context.insert("more", &desk.faults.len().saturating_sub(shown.len()));
        context.insert("shown", &shown);
        return desk.render("overview.html", "The desk", "overview", context);
    };
    let publication = press.publication();
    let records = EditorRecords::from_publication(publication);
    let agenda = Agenda::from_publication(publication);
    let still = take_down(desk, press);
    let ways = Ways { desk, files: by_file(&records), records: &records };
    context.insert("broken", &false);
    context.insert("attention", &attention(&ways, &agenda, &still));
    context.insert("built", &built(desk, press, still.len()));
    context.insert("synced", &synced(desk));
    context.insert("ready", &ready::list(desk, publication, &records));
    context.insert("site_changes", &publication.next_change().map(|at| instant(publication, at)));
    context.insert("events", &events(&ways, &agenda));
    context.insert("starts", &dated(&ways, &agenda.starts));
    context.insert("ends", &dated(&ways, &agenda.ends));
    context.insert("consents", &consents(&ways, &agenda));
    context.insert("reviews", &reviews(&ways, &agenda));
    context.insert("checks", &checks(&ways, &agenda));
    context.insert("table", &table(desk, &records, query));
    desk.render("overview.html", "The desk", "overview", context)
}

fn instant(publication: &crate::publish::Publication, at: jiff::Timestamp) -> String {
    instant_in_words(at, &publication.config().zone.time_zone)
}

/// What lies in the output folder and must go.
fn take_down(desk: &Desk<'_>, press: &Press) -> Vec<StillPublished> {
    let publication = press.publication();
    let pages = publication.pages().iter().map(|page| path::output_path(&page.address));
    let files = publication.files().keys().map(|address| path::output_path(address));
    let own = press.theme().static_files().map(|(address, _)| path::output_path(address));
    let made: HashSet<String> = pages.chain(files).chain(own).collect();
    let left = desk.surroundings.left(&|file| made.contains(file));
    if left.is_empty() {
        return Vec::new();
    }
    find_still_published(publication, left.iter().map(String::as_str))
}

fn attention(ways: &Ways<'_>, agenda: &Agenda, still: &[StillPublished]) -> List<Said> {
    let list = agenda.attention_items(still);
    // Of what is held back there can be thousands; what must be taken down is never cut short.
    let all = list.len();
    let urgent = list.iter().filter(|attention| attention.urgency == Urgency::TakeDown).count();
    let items: Vec<Said> = list.iter().take(urgent + MOST).map(|attention| said(ways, attention)).collect();
    let more_href = format!("{}/?status={}#records", ways.desk.base, RecordStatus::Invalid.as_str());
    List { more: all - items.len(), items, more_href: (!agenda.held_back.is_empty()).then_some(more_href) }
}

fn said(ways: &Ways<'_>, attention: &AttentionItem) -> Said {
    let record = attention.file.as_deref().and_then(|file| ways.file(file));
    let file = attention.file.as_deref().filter(|_| record.is_none());
    // Its way leads to what is wrong; `check` need not be run for it.
    let why = if attention.urgency == Urgency::HeldBack { "" } else { attention.why.as_str() };
    let open = if attention.urgency == Urgency::HeldBack { "See what is wrong" } else { "Open the record" };
    Said {
        mark: match attention.urgency {
            Urgency::TakeDown => "Take down",
            Urgency::HeldBack => "Mend",
            Urgency::Consent => "Ask",
            Urgency::Incident => "Incident",
            Urgency::Review => "Look again",
            Urgency::Today => "Today",
        },
        urgent: matches!(attention.urgency, Urgency::TakeDown | Urgency::HeldBack | Urgency::Consent),
        sentence: attention.sentence.clone(),
        why: start_of_sentence(why),
        link: if record.is_some() { open } else { file.unwrap_or_default() }.to_owned(),
        href: record.or_else(|| file.and_then(|file| ways.desk.editor(file, None))),
    }
}

fn start_of_sentence(text: &str) -> String {
    if text.is_empty() { String::new() } else { capital(text.trim_end_matches('.')) + "." }
}

fn built(desk: &Desk<'_>, press: &Press, take_down: usize) -> Built {
    let publication = press.publication();
    let Some(last) = desk.surroundings.last_build() else {
        let sentences = vec!["The site has not been built on this computer yet.".to_owned()];
        return Built { sentences, stale: true, run: "commonground build" };
    };
    let files = format_count(last.files, "file is", "files are");
    let made = instant(publication, last.made_for);
    let mut sentences = vec![format!("Made for {made}, in `{}`, where {files} published.", last.folder)];
    if take_down > 0 {
        sentences.push(format!(
            "Since then {} to be taken down; see “Needs attention today”.",
            format_count(take_down, "published file has", "published files have")
        ));
    }
    let sources = desk.loaded.filter(|_| last.sources.is_some()).map(|loaded| loaded.source_digest().to_string());
    let changed = sources.is_some() && sources != last.sources;
    match (&sources, changed) {
        (_, true) => sentences.push("The contents have changed since.".to_owned()),
        (Some(_), false) => sentences.push("The contents are the same now.".to_owned()),
        (None, _) => {}
    }
    let due = last.next_change.filter(|turn| *turn <= publication.now());
    if let Some(due) = due {
        let due = instant(publication, due);
        sentences.push(format!("Time alone may have changed the site since {due}."));
    }
    Built { sentences, stale: take_down > 0 || changed || due.is_some(), run: RUN }
}

fn synced(desk: &Desk<'_>) -> Vec<String> {
    let one = |synced: super::Synced| match synced.folder {
        SyncedFolder::Output => format!(
            "The site is written to `{}`, a folder that {} watches. Half-written sites and copies of files can reach \
             it: build to a folder outside it with `commonground build --out DIR`.",
            synced.path, synced.service
        ),
        SyncedFolder::Network => format!(
            "The network lies in `{}`, a folder that {} watches. Two people who edit one file at once get a second copy \
             of it, which is reported as a fault; and what is private there is copied too.",
            synced.path, synced.service
        ),
    };
    desk.surroundings.synced().into_iter().map(one).collect()
}

fn events(ways: &Ways<'_>, agenda: &Agenda) -> List<Coming> {
    let coming = agenda.next_events.iter().map(|event| {
        let when = event.start_words.clone().unwrap_or_else(|| "its times are kept back".to_owned());
        let place = event.place.as_ref().map(|place| format!("at {place}"));
        let repeats = match (event.under_way, event.repeats) {
            (true, _) => Some("on now".to_owned()),
            (false, true) => Some("repeats".to_owned()),
            _ => None,
        };
        let status = event.status.map(str::to_owned);
        let what = [status, repeats, place].into_iter().flatten().collect::<Vec<_>>().join(", ");
        ways.coming(&event.record, when, what)
    });
    let more = format!("{}/?kind=event&status=live&sort=next#records", ways.desk.base);
    List { items: coming.collect(), more: 0, more_href: Some(more) }
}

fn dated(ways: &Ways<'_>, list: &[crate::agenda::ScheduledChange]) -> List<Coming> {
    let coming = list.iter().map(|dated| {
        let what = match dated.what {
            ChangeKind::Published => "is published",
            ChangeKind::TakenDown => "is taken down",
            ChangeKind::Passes => "moves to past events",
        };
        ways.coming(&dated.record, dated.at_words.clone(), what.to_owned())
    });
    List::of(coming, list.len(), Some(format!("{}/?sort=next#records", ways.desk.base)))
}

fn consents(ways: &Ways<'_>, agenda: &Agenda) -> List<Consent> {
    let one = |due: &ConsentDue| {
        let sentence = match due.state {
            ConsentPhase::Withdrawn => format!("was withdrawn on {}, and records still name it", due.day_words),
            ConsentPhase::Expired => format!("ended after {}, and records still name it", due.day_words),
            ConsentPhase::Ending => format!("is taken back on {}", due.day_words),
            ConsentPhase::Expiring => format!("ends after {}", due.day_words),
            ConsentPhase::Later => format!("begins on {}", due.day_words),
        };
        let records = due.records.iter().take(MOST).map(|naming| {
            let what = if naming.published { "published" } else { "not published" };
            ways.coming(&naming.record, String::new(), what.to_owned())
        });
        Consent {
            id: due.id.clone(),
            shown_as: due.shown_as.clone(),
            sentence,
            records: records.collect(),
            more: due.records.len().saturating_sub(MOST),
        }
    };
    List::of(agenda.consents.iter().map(one), agenda.consents.len(), None)
}

fn reviews(ways: &Ways<'_>, agenda: &Agenda) -> List<Coming> {
    let due = &agenda.reviews.records;
    let coming = due.iter().map(|due| {
        let what = if due.days <= 0 { "is due" } else { "" };
        ways.coming(&due.record, due.day_words.clone(), what.to_owned())
    });
    List::of(coming, due.len(), None)
}

/// Signposts and partners that nobody has checked for a year.
fn checks(ways: &Ways<'_>, agenda: &Agenda) -> List<Coming> {
    let editor = || ways.desk.editor("content/signposts.yaml", None);
    let signposts = agenda.reviews.signposts.iter().map(|due| Coming {
        title: due.title.clone(),
        href: editor(),
        when: due.checked_words.clone(),
        what: "a signpost".to_owned(),
    });
    let partners = agenda.reviews.partners.first.iter();
    let partners = partners.map(|due| ways.coming(&due.record, due.checked_words.clone(), "a partner".to_owned()));
    let all = agenda.reviews.signposts.len() + agenda.reviews.partners.count;
    List::of(signposts.chain(partners), all, None)
}
