//! The report of `status` as sections of plain sentences.

use super::status_report::{Certainty, LastBuildReport, StatusReport};
use super::text_report::TextReport;
use crate::agenda::{
    AttentionItem, ConsentDue, ConsentPhase, ConsentUse, NextEvent, REBUILD_COMMAND, ScheduledChange, StillPublished,
    StillPublishedKind, Urgency,
};
use crate::language::{capitalise, format_count};

/// The whole report; with `quiet` only what is wrong. `fault_summary` is the last line of `check`.
pub(super) fn format_report(status: &StatusReport, fault_summary: &str, quiet: bool) -> String {
    let mut urgent = TextReport::default();
    write_take_down(&mut urgent, &status.take_down);
    if quiet {
        if status.faults.errors > 0 {
            urgent.push_line(0, &format!("{fault_summary}: see `commonground check`"));
        }
        return urgent.into_string();
    }
    let head = format!("{}: {} ({})", status.title, status.on_words, status.agenda.zone);
    let mut report = TextReport::default();
    report.push_line(0, &head);
    report.append(urgent);
    write_attention(&mut report, status, fault_summary);
    write_last_build(&mut report, status);
    write_events(&mut report, &status.agenda.next_events);
    write_starts_and_ends(&mut report, &status.agenda.starts, &status.agenda.ends);
    write_consents(&mut report, &status.agenda.consents);
    write_reviews(&mut report, status);
    write_withheld(&mut report, status);
    write_next_change(&mut report, status);
    report.into_string()
}

fn write_take_down(page: &mut TextReport, files: &[StillPublished]) {
    if files.is_empty() {
        return;
    }
    let what = format_count(files.len(), "published file has to go", "published files have to go");
    page.start_section(&format!("TAKE DOWN NOW: {what}"));
    // All files are listed, because each of them must go.
    for still in files {
        let what = match (&still.record, still.what) {
            (Some(record), _) => format!("“{}”, {}", record.title, still.address),
            (None, StillPublishedKind::File) => format!("the file {}", still.address),
            (None, _) => still.address.clone(),
        };
        page.push_line(2, &format!("{what}: {}", still.why));
    }
    page.push_line(
        2,
        &format!("Run `{REBUILD_COMMAND}` and publish what it makes; it leaves out records with errors."),
    );
}

fn write_attention(page: &mut TextReport, status: &StatusReport, fault_summary: &str) {
    let urgencies =
        [Urgency::HeldBack, Urgency::Safety, Urgency::Consent, Urgency::Incident, Urgency::Review, Urgency::Today];
    let with_urgency = |urgency: Urgency| {
        status.attention.iter().filter(move |attention| attention.urgency == urgency).collect::<Vec<&AttentionItem>>()
    };
    page.start_section("Needs attention today");
    for urgency in urgencies {
        page.push_lines(&with_urgency(urgency), |attention| {
            let file_note = attention.file.as_ref().map(|file| format!(" ({file})")).unwrap_or_default();
            match attention.why.as_str() {
                "" => format!("{}{file_note}", attention.sentence),
                why => format!("{} {}.{file_note}", attention.sentence, capitalise(why)),
            }
        });
    }
    if urgencies.into_iter().all(|urgency| with_urgency(urgency).is_empty()) {
        page.push_line(2, if status.take_down.is_empty() { "Nothing." } else { "Nothing else." });
    }
    if status.faults.errors > 0 {
        page.push_line(2, &format!("The contents have {fault_summary}: see `commonground check`."));
    }
}

fn write_last_build(page: &mut TextReport, status: &StatusReport) {
    page.start_section("Last build");
    let Some(built) = &status.last_build else {
        return page.push_line(2, "Never built here. Run `commonground build`.");
    };
    let LastBuildReport { made_for_words, folder, .. } = built;
    page.push_line(2, &format!("Made for {made_for_words}, into `{folder}`."));
    if built.files == 0 {
        page.push_line(2, "There is no site of ours in that folder now.");
    }
    match built.contents_changed {
        Some(true) => page.push_line(2, "The contents have changed since; `commonground build` publishes that."),
        Some(false) => page.push_line(2, "The contents have not changed since."),
        None => page.push_line(2, "An earlier version made it, so whether the contents have changed is not known."),
    }
    if let (true, Some(due)) = (built.out_of_date, &built.due_words) {
        page.push_line(
            2,
            &format!("It is out of date by time alone: something was due at {due}. Run `{REBUILD_COMMAND}`."),
        );
    }
}

fn write_events(page: &mut TextReport, events: &[NextEvent]) {
    page.start_section("Next events");
    if events.is_empty() {
        page.push_line(2, "No event is to come. `commonground new event TITLE` makes one.");
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
        page.push_line(2, &format!("{when}: {}{place}{repeats}{state}", event.record.title));
    }
}

fn write_starts_and_ends(page: &mut TextReport, starts: &[ScheduledChange], ends: &[ScheduledChange]) {
    page.start_section("Comes and goes");
    if starts.is_empty() && ends.is_empty() {
        return page.push_line(2, "Nothing waits to be published, and nothing will be taken down soon.");
    }
    let line = |change: &ScheduledChange| {
        format!("{}: “{}” {}", capitalise(&change.at_words), change.record.title, change.sentence())
    };
    page.push_lines(starts, line);
    page.push_lines(ends, line);
}

fn write_consents(page: &mut TextReport, consents: &[ConsentDue]) {
    page.start_section("Consents");
    if consents.is_empty() {
        return page.push_line(2, "None ends within ninety days, and none that records name has ended.");
    }
    page.push_lines(consents, |due| {
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

fn write_reviews(page: &mut TextReport, status: &StatusReport) {
    let reviews = &status.agenda.reviews;
    let upcoming: Vec<_> = reviews.records.iter().filter(|due| due.days > 0).collect();
    page.start_section("To look at again");
    if upcoming.is_empty() && reviews.signposts.is_empty() && reviews.partners.count == 0 {
        return page.push_line(2, "Nothing in the next thirty days, and nothing was checked too long ago.");
    }
    page.push_lines(&upcoming, |due| format!("{}: “{}” ({})", due.day_words, due.record.title, due.record.file));
    page.push_lines(&reviews.signposts, |due| {
        format!("The signpost “{}” was last tried on {}; try it and set `checked`", due.title, due.checked_words)
    });
    if reviews.partners.count > 0 {
        let partners = format_count(reviews.partners.count, "partner was", "partners were");
        page.push_line(2, &format!("{partners} last checked more than a year ago:"));
        for due in &reviews.partners.first {
            page.push_line(4, &format!("{} ({}): {}", due.record.title, due.record.file, due.checked_words));
        }
        if reviews.partners.count > reviews.partners.first.len() {
            page.push_line(4, "… and others");
        }
    }
}

fn write_withheld(page: &mut TextReport, status: &StatusReport) {
    let counts = &status.agenda.counts;
    let parts = [
        (counts.drafts, "draft", "drafts"),
        (counts.scheduled, "scheduled for later", "scheduled for later"),
        (counts.ended, "past its time", "past their time"),
        (counts.consent, "without a consent that holds", "without a consent that holds"),
        (counts.waiting, "waiting for another record", "waiting for other records"),
        (counts.errors, "held back by errors", "held back by errors"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many)| format_count(number, one, many))
        .collect();
    page.start_section("Not published");
    match parts.is_empty() {
        true => page.push_line(2, "Every record is published."),
        false => page.push_line(2, &format!("{}.", parts.join(", "))),
    }
}

fn write_next_change(page: &mut TextReport, status: &StatusReport) {
    page.start_section("Next change");
    let next = &status.next_change;
    let Some(at) = &next.at_words else {
        return page.push_line(2, "Nothing changes by itself any more. Build when the contents change.");
    };
    let time_left = next.time_left(status.on).unwrap_or_default();
    match next.known {
        Certainty::Exactly => page.push_line(2, &format!("The site changes by itself in {time_left}: {at}.")),
        _ => page.push_line(2, &format!("Not for {time_left}: not before {at}.")),
    }
    page.push_line(2, &format!("Run `{}` then.", next.run));
}
