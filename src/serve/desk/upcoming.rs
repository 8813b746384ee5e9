//! What happens next: events, changes by date, consents and reviews.

use serde::Serialize;

use super::record_lists::{MAX_ITEMS, RecordItem, RecordLinks, ShortList};
use crate::agenda::{Agenda, ConsentDue, ConsentPhase, ScheduledChange};

/// A consent, and the records that name it.
#[derive(Serialize)]
pub(super) struct ConsentItem {
    id: String,
    shown_as: String,
    sentence: String,
    records: Vec<RecordItem>,
    more_count: usize,
}

/// The next events.
pub(super) fn list_events(links: &RecordLinks<'_>, agenda: &Agenda) -> ShortList<RecordItem> {
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

/// Records that are published, are taken down or become past events soon.
pub(super) fn list_scheduled_changes(links: &RecordLinks<'_>, changes: &[ScheduledChange]) -> ShortList<RecordItem> {
    let items =
        changes.iter().map(|change| links.record_item(&change.record, change.at_words.clone(), change.sentence()));
    ShortList::new(items, changes.len(), Some(format!("{}/?sort=next#records", links.desk.base_path)))
}

/// Consents that end soon or have ended.
pub(super) fn list_consents(links: &RecordLinks<'_>, agenda: &Agenda) -> ShortList<ConsentItem> {
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

/// Records that somebody should review.
pub(super) fn list_reviews(links: &RecordLinks<'_>, agenda: &Agenda) -> ShortList<RecordItem> {
    let due = &agenda.reviews.records;
    let items = due.iter().map(|due| {
        let what = if due.days <= 0 { "is due" } else { "" };
        links.record_item(&due.record, due.day_words.clone(), what.to_owned())
    });
    ShortList::new(items, due.len(), None)
}

/// Signposts and partners that nobody has checked for a year.
pub(super) fn list_unchecked(links: &RecordLinks<'_>, agenda: &Agenda) -> ShortList<RecordItem> {
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
