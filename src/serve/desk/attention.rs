//! What needs attention today.

use serde::Serialize;

use super::record_lists::{MAX_ITEMS, RecordLinks, ShortList};
use crate::agenda::{Agenda, AttentionItem, RecordStatus, StillPublished, Urgency};
use crate::language::capitalise;

/// Something that needs attention, with a link to what it is about.
#[derive(Serialize)]
pub(super) struct AttentionRow {
    label: &'static str,
    is_urgent: bool,
    sentence: String,
    why: String,
    href: Option<String>,
    link_text: String,
}

/// The list, the most urgent first.
pub(super) fn list_attention(
    links: &RecordLinks<'_>,
    agenda: &Agenda,
    still_published: &[StillPublished],
) -> ShortList<AttentionRow> {
    let list = agenda.attention_items(still_published);
    // Thousands of records may have errors, so they are not all listed. What must be taken down is listed in full.
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
    // The link leads to the faults, so the hint that `check` reports them is not needed.
    let why = if attention.urgency == Urgency::HeldBack { "" } else { attention.why.as_str() };
    let link_text = if attention.urgency == Urgency::HeldBack { "See what is wrong" } else { "Open the record" };
    AttentionRow {
        label: match attention.urgency {
            Urgency::TakeDown => "Take down",
            Urgency::HeldBack => "Fix",
            Urgency::Safety => "Safety",
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

/// A reason as a sentence of its own.
fn to_sentence(text: &str) -> String {
    if text.is_empty() { String::new() } else { capitalise(text.trim_end_matches('.')) + "." }
}
