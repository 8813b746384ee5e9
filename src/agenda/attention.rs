//! What editors have to do today, in one sentence each.

use serde::Serialize;

use super::consents::{ConsentDue, ConsentPhase};
use super::dates::relative_day;
use super::events::NextEvent;
use super::incidents::{IncidentDue, IncidentState};
use super::overview::Agenda;
use super::raised_safety::RaisedSafety;
use super::record_summary::RecordSummary;
use super::reviews::ReviewDue;
use super::still_published::{StillPublished, StillPublishedKind};
use crate::config::SITE_FILE;
use crate::language::format_count;

/// How many days before its end a consent is urgent.
const CONSENT_URGENT_DAYS: i64 = 14;
/// How many days before its end an incident pack is shown.
const INCIDENT_URGENT_DAYS: i64 = 3;

/// Something that editors have to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AttentionItem {
    /// How urgent it is.
    pub urgency: Urgency,
    /// The sentence.
    pub sentence: String,
    /// What has to be done.
    pub why: String,
    /// The address of the page, without the base path.
    pub address: Option<String>,
    /// The path of the file to look at, from the network's root.
    pub file: Option<String>,
}

/// How urgent something is, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// It is published and must not be.
    TakeDown,
    /// A record has errors and is held back.
    HeldBack,
    /// Safety is raised.
    Safety,
    /// A consent ends soon.
    Consent,
    /// An incident pack is switched on, or ends.
    Incident,
    /// A record is due for review.
    Review,
    /// An event is on today.
    Today,
}

impl Agenda {
    /// What editors have to do today, the most urgent first. `still_published` is the result of
    /// [`find_still_published`](super::find_still_published), or empty if the output folder was not searched.
    pub fn attention_items(&self, still_published: &[StillPublished]) -> Vec<AttentionItem> {
        let mut items: Vec<AttentionItem> = still_published.iter().map(take_down_attention).collect();
        items.extend(self.held_back.iter().map(invalid_attention));
        items.extend(self.raised_safety.iter().map(safety_attention));
        items.extend(self.consents.iter().filter_map(consent_attention));
        items.extend(self.incidents.iter().filter_map(incident_attention));
        items.extend(self.reviews.records.iter().filter(|due| due.days <= 0).map(review_attention));
        items.extend(self.next_events.iter().filter(|event| event.today).map(|event| event_attention(self, event)));
        items
    }
}

fn record_attention(urgency: Urgency, record: &RecordSummary, sentence: String, why: String) -> AttentionItem {
    AttentionItem { urgency, sentence, why, address: record.address.clone(), file: Some(record.file.clone()) }
}

fn take_down_attention(still: &StillPublished) -> AttentionItem {
    let sentence = match (&still.record, still.what) {
        (Some(record), _) => format!("“{}” is still published and must be taken down.", record.title),
        (None, StillPublishedKind::File) => {
            format!("The file `{}` is still published and must be taken down.", still.address)
        }
        (None, _) => format!("The page `{}` is still published and must be taken down.", still.address),
    };
    let (address, file) = (Some(still.address.clone()), still.record.as_ref().map(|record| record.file.clone()));
    AttentionItem { urgency: Urgency::TakeDown, sentence, why: still.why.clone(), address, file }
}

fn invalid_attention(record: &RecordSummary) -> AttentionItem {
    let why = "`commonground check` says what is wrong".to_owned();
    record_attention(Urgency::HeldBack, record, format!("“{}” has errors and is held back.", record.title), why)
}

fn safety_attention(raised: &RaisedSafety) -> AttentionItem {
    let whose = raised.record.as_ref().map_or("the whole network".to_owned(), |record| format!("“{}”", record.title));
    let since = raised.since_words.as_ref().map(|day| format!(" since {day}")).unwrap_or_default();
    AttentionItem {
        urgency: Urgency::Safety,
        sentence: format!("Safety is raised for {whose}{since}."),
        why: "addresses, times and telephone numbers are hidden; write `level: normal` when the danger is over"
            .to_owned(),
        address: raised.record.as_ref().and_then(|record| record.address.clone()),
        file: Some(raised.record.as_ref().map_or(SITE_FILE.to_owned(), |record| record.file.clone())),
    }
}

fn consent_attention(due: &ConsentDue) -> Option<AttentionItem> {
    let ends = matches!(due.state, ConsentPhase::Ending | ConsentPhase::Expiring) && due.days <= CONSENT_URGENT_DAYS;
    let published = due.records.iter().filter(|naming| naming.published).count();
    if !ends || published == 0 {
        return None;
    }
    let when = match due.state {
        ConsentPhase::Ending => format!("is taken back on {}", due.day_words),
        _ => format!("ends after {}", due.day_words),
    };
    Some(AttentionItem {
        urgency: Urgency::Consent,
        sentence: format!("Consent `{}` ({}) {when}, {}.", due.id, due.shown_as, relative_day(due.days)),
        why: format!(
            "{} it; what shows this person is taken down then",
            format_count(published, "published record needs", "published records need")
        ),
        address: due.records.iter().find(|naming| naming.published).and_then(|naming| naming.record.address.clone()),
        file: Some("content/consents.yaml".to_owned()),
    })
}

fn incident_attention(due: &IncidentDue) -> Option<AttentionItem> {
    let title = &due.record.title;
    let until = due.until_words.as_deref().unwrap_or_default();
    let sentence = match (due.state, due.days) {
        (IncidentState::Ahead, _) => return None,
        (IncidentState::Over, _) => format!("The pack “{title}” is switched on, but its time is over."),
        (_, Some(days)) if days <= INCIDENT_URGENT_DAYS => {
            format!("The pack “{title}” is on and ends {}.", relative_day(days))
        }
        _ => format!("The pack “{title}” is on."),
    };
    let why = match (due.state, until) {
        (IncidentState::Over, until) => format!("it was for until {until}; set `active: false`, or a new `until`"),
        (_, "") => "it says no end; set `active: false` when it is over".to_owned(),
        (_, until) => format!("until {until}"),
    };
    Some(record_attention(Urgency::Incident, &due.record, sentence, why))
}

fn review_attention(due: &ReviewDue) -> AttentionItem {
    let sentence = format!("“{}” is to be looked at again.", due.record.title);
    record_attention(Urgency::Review, &due.record, sentence, format!("its `review` day is {}", due.day_words))
}

fn event_attention(agenda: &Agenda, event: &NextEvent) -> AttentionItem {
    let title = &event.record.title;
    let state = event.status.map(|status| format!(" ({status})")).unwrap_or_default();
    let place = event.place.as_ref().map(|place| format!(" at {place}")).unwrap_or_default();
    let begins = if event.start_at.is_some_and(|start| start <= agenda.now) { "began" } else { "begins" };
    let why = event.start_words.as_ref().map(|start| format!("it {begins} {start}")).unwrap_or_default();
    record_attention(Urgency::Today, &event.record, format!("“{title}” is on today{place}{state}."), why)
}
