//! `status` for people: sections of plain sentences, at most a hundred columns wide.

use super::status::{Built, Known, RUN, Status};
use crate::agenda::{
    AttentionItem, ChangeKind, ConsentDue, ConsentPhase, ConsentUse, NextEvent, ScheduledChange, StillPublished,
    StillWhat, Urgency,
};
use crate::language::format_count;

const WIDTH: usize = 100;
/// Lines of a section, beyond which the rest is counted.
const MOST: usize = 10;

/// All of it; with `quiet` only what is wrong. `tally` is what `check` would say at its end.
pub(super) fn human(status: &Status, tally: &str, quiet: bool) -> String {
    let mut page = Page::default();
    take_down(&mut page, &status.take_down);
    if quiet {
        if status.faults.errors > 0 {
            page.line(0, &format!("{tally}: see `commonground check`"));
        }
        return page.0;
    }
    let head = format!("{}: {} ({})", status.title, status.on_words, status.agenda.zone);
    let mut whole = Page::default();
    whole.line(0, &head);
    whole.0.push_str(&page.0);
    attention(&mut whole, status, tally);
    last_build(&mut whole, status);
    events(&mut whole, &status.agenda.next_events);
    coming(&mut whole, &status.agenda.starts, &status.agenda.ends);
    consents(&mut whole, &status.agenda.consents);
    reviews(&mut whole, status);
    withheld(&mut whole, status);
    next_change(&mut whole, status);
    whole.0
}

/// Lines of text, folded at the width.
#[derive(Default)]
struct Page(String);

impl Page {
    fn section(&mut self, title: &str) {
        self.0.push('\n');
        self.line(0, title);
    }

    /// A sentence, folded with its further lines set in. A title may hold anything: what would move the cursor does not
    /// reach the terminal.
    fn line(&mut self, indent: usize, text: &str) {
        let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let mut column = indent;
        self.0.push_str(&" ".repeat(indent));
        for (number, word) in clean.split_whitespace().enumerate() {
            let length = word.chars().count();
            if number > 0 && column + 1 + length > WIDTH {
                self.0.push('\n');
                self.0.push_str(&" ".repeat(indent + 2));
                column = indent + 2;
            } else if number > 0 {
                self.0.push(' ');
                column += 1;
            }
            self.0.push_str(word);
            column += length;
        }
        self.0.push('\n');
    }

    /// Up to ten lines, and how many more there are.
    fn lines<T>(&mut self, items: &[T], line: impl Fn(&T) -> String) {
        for item in items.iter().take(MOST) {
            self.line(2, &line(item));
        }
        if items.len() > MOST {
            let more = items.len() - MOST;
            self.line(2, &format!("… and {more} more; `commonground status --format json` lists all"));
        }
    }
}

fn take_down(page: &mut Page, still: &[StillPublished]) {
    if still.is_empty() {
        return;
    }
    let what = format_count(still.len(), "published file has to go", "published files have to go");
    page.section(&format!("TAKE DOWN NOW: {what}"));
    // Each of them: this is no list to be cut short.
    for still in still {
        let what = match (&still.record, still.what) {
            (Some(record), _) => format!("“{}”, {}", record.title, still.address),
            (None, StillWhat::File) => format!("the file {}", still.address),
            (None, _) => still.address.clone(),
        };
        page.line(2, &format!("{what}: {}", still.why));
    }
    page.line(2, &format!("Run `{RUN}` and publish what it makes; it leaves out records with errors."));
}

fn attention(page: &mut Page, status: &Status, tally: &str) {
    let urgencies = [Urgency::HeldBack, Urgency::Consent, Urgency::Incident, Urgency::Review, Urgency::Today];
    let of = |urgency: Urgency| {
        status.attention.iter().filter(move |attention| attention.urgency == urgency).collect::<Vec<&AttentionItem>>()
    };
    page.section("Needs attention today");
    for urgency in urgencies {
        page.lines(&of(urgency), |attention| {
            let place = attention.file.as_ref().map(|file| format!(" ({file})")).unwrap_or_default();
            match attention.why.as_str() {
                "" => format!("{}{place}", attention.sentence),
                why => format!("{} {}.{place}", attention.sentence, sentence_start(why)),
            }
        });
    }
    if urgencies.into_iter().all(|urgency| of(urgency).is_empty()) {
        page.line(2, if status.take_down.is_empty() { "Nothing." } else { "Nothing else." });
    }
    if status.faults.errors > 0 {
        page.line(2, &format!("The contents have {tally}: see `commonground check`."));
    }
}

fn first(text: &str) -> &str {
    text.chars().next().map_or("", |c| &text[..c.len_utf8()])
}

fn capital(text: &str) -> String {
    first(text).to_uppercase()
}

fn last_build(page: &mut Page, status: &Status) {
    page.section("Last build");
    let Some(built) = &status.last_build else {
        return page.line(2, "Never built here. Run `commonground build`.");
    };
    let Built { made_for_words, folder, .. } = built;
    page.line(2, &format!("Made for {made_for_words}, into `{folder}`."));
    if built.files == 0 {
        page.line(2, "There is no site of ours in that folder now.");
    }
    match built.contents_changed {
        Some(true) => page.line(2, "The contents have changed since; `commonground build` publishes that."),
        Some(false) => page.line(2, "The contents have not changed since."),
        None => page.line(2, "An earlier version made it, so whether the contents have changed is not known."),
    }
    if let (true, Some(due)) = (built.out_of_date, &built.due_words) {
        page.line(2, &format!("It is out of date by time alone: something was due at {due}. Run `{RUN}`."));
    }
}

fn events(page: &mut Page, events: &[NextEvent]) {
    page.section("Next events");
    if events.is_empty() {
        page.line(2, "No event is to come. `commonground new event TITLE` makes one.");
    }
    for event in events {
        let when = match (&event.start_words, event.under_way) {
            (Some(start), true) => format!("Since {start}"),
            (Some(start), false) => start.clone(),
            (None, _) => "Its time is kept back".to_owned(),
        };
        let place = event.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
        let repeats = if event.repeats { " (repeats)" } else { "" };
        let state = event.status.map(|status| format!(" ({status})")).unwrap_or_default();
        page.line(2, &format!("{when}: {}{place}{repeats}{state}", event.record.title));
    }
}

fn coming(page: &mut Page, starts: &[ScheduledChange], ends: &[ScheduledChange]) {
    page.section("Comes and goes");
    if starts.is_empty() && ends.is_empty() {
        return page.line(2, "Nothing waits to be published, and nothing will be taken down soon.");
    }
    let line = |dated: &ScheduledChange| {
        let what = match dated.what {
            ChangeKind::Published => "is published",
            ChangeKind::TakenDown => "is taken down",
            ChangeKind::Passes => "goes to the past events",
        };
        format!("{}: “{}” {what}", sentence_start(&dated.at_words), dated.record.title)
    };
    page.lines(starts, line);
    page.lines(ends, line);
}

fn sentence_start(text: &str) -> String {
    format!("{}{}", capital(text), &text[first(text).len()..])
}

fn consents(page: &mut Page, consents: &[ConsentDue]) {
    page.section("Consents");
    if consents.is_empty() {
        return page.line(2, "None ends within ninety days, and none that records name has ended.");
    }
    page.lines(consents, |due| {
        let day = &due.day_words;
        let what = match due.state {
            ConsentPhase::Withdrawn => format!("was withdrawn on {day}"),
            ConsentPhase::Expired => format!("ended after {day}"),
            ConsentPhase::Ending => format!("is withdrawn on {day}"),
            ConsentPhase::Expiring => format!("ends after {day}"),
            ConsentPhase::Later => format!("begins on {day}"),
        };
        let name = |naming: &ConsentUse| match naming.published {
            true => naming.record.id.clone(),
            false => format!("{} (not published)", naming.record.id),
        };
        let records: Vec<String> = due.records.iter().map(name).collect();
        let records = if records.is_empty() { "no record names it".to_owned() } else { records.join(", ") };
        format!("`{}` ({}) {what}: {records}", due.id, due.shown_as)
    });
}

fn reviews(page: &mut Page, status: &Status) {
    let reviews = &status.agenda.reviews;
    let ahead: Vec<_> = reviews.records.iter().filter(|due| due.days > 0).collect();
    page.section("To look at again");
    if ahead.is_empty() && reviews.signposts.is_empty() && reviews.partners.count == 0 {
        return page.line(2, "Nothing in the next thirty days, and nothing was checked too long ago.");
    }
    page.lines(&ahead, |due| format!("{}: “{}” ({})", due.day_words, due.record.title, due.record.file));
    page.lines(&reviews.signposts, |due| {
        format!("The signpost “{}” was last tried on {}; try it and set `checked`", due.title, due.checked_words)
    });
    if reviews.partners.count > 0 {
        let partners = format_count(reviews.partners.count, "partner was", "partners were");
        page.line(2, &format!("{partners} last checked more than a year ago:"));
        for due in &reviews.partners.first {
            page.line(4, &format!("{} ({}): {}", due.record.title, due.record.file, due.checked_words));
        }
        if reviews.partners.count > reviews.partners.first.len() {
            page.line(4, "… and others");
        }
    }
}

fn withheld(page: &mut Page, status: &Status) {
    let counts = &status.agenda.counts;
    let parts = [
        (counts.drafts, "draft", "drafts"),
        (counts.scheduled, "scheduled for later", "scheduled for later"),
        (counts.ended, "past its time", "past their time"),
        (counts.consent, "without a consent that holds", "without a consent that holds"),
        (counts.errors, "held back by errors", "held back by errors"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many)| format_count(number, one, many))
        .collect();
    page.section("Not published");
    match parts.is_empty() {
        true => page.line(2, "Every record is published."),
        false => page.line(2, &format!("{}.", parts.join(", "))),
    }
}

fn next_change(page: &mut Page, status: &Status) {
    page.section("Next change");
    let next = &status.next_change;
    let Some(at) = &next.at_words else {
        return page.line(2, "Nothing changes by itself any more. Build when the contents change.");
    };
    let far = next.from(status.on).unwrap_or_default();
    match next.known {
        Known::Exactly => page.line(2, &format!("The site changes by itself in {far}: {at}.")),
        _ => page.line(2, &format!("Not for {far}: not before {at}.")),
    }
    page.line(2, &format!("Run `{}` then.", next.run));
}
