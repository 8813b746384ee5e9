//! Records that will be published or taken down by themselves.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::dates::{end_in_words, instant_in_words, text};
use super::input::AgendaInput;
use super::record_summary::RecordSummary;
use crate::kind::{Kind, WhenOver};
use crate::publish::{PublicationState, UnpublishedReason};
use crate::record::{Channel, KindFields};
use crate::site::Record;
use crate::time::start_of_day;

/// How many days before its end an event or a way to take part is listed.
const END_NOTICE_DAYS: i64 = 30;

/// A record, and when it will change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScheduledChange {
    /// The record.
    #[serde(flatten)]
    pub record: RecordSummary,
    /// The instant.
    #[serde(serialize_with = "text")]
    pub at: Timestamp,
    /// The instant in words.
    pub at_words: String,
    /// What happens then.
    pub what: ChangeKind,
    /// The step that a campaign reaches then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
}

impl ScheduledChange {
    /// What happens then, in words that follow the title of the record.
    pub fn sentence(&self) -> String {
        let what = match self.what {
            ChangeKind::Published => "is published",
            ChangeKind::Begins => "begins",
            ChangeKind::Reaches => return format!("reaches “{}”", self.step.as_deref().unwrap_or_default()),
            ChangeKind::TakenDown => "is taken down",
            ChangeKind::Passes => "moves to the past events",
            ChangeKind::Closes => "closes and leaves the lists",
            ChangeKind::Ends => "ends, and asks for nothing more",
        };
        what.to_owned()
    }
}

/// What happens to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// It is published.
    Published,
    /// It begins, for a campaign.
    Begins,
    /// It reaches its next step, for a campaign.
    Reaches,
    /// It is taken down: its `show_until` is over.
    TakenDown,
    /// It moves to the past events.
    Passes,
    /// It closes: it leaves the lists, and its page says so.
    Closes,
    /// It ends: it stays in the lists, and asks for nothing more.
    Ends,
}

pub(super) fn list_starts(source: &AgendaInput<'_>) -> Vec<ScheduledChange> {
    let scheduled_start = |(record, state): (&Record, &PublicationState)| match state {
        PublicationState::Unpublished(UnpublishedReason::Scheduled(at)) if *at < Timestamp::MAX => {
            Some(ScheduledChange {
                record: RecordSummary::from_record(record),
                at: *at,
                at_words: instant_in_words(*at, source.zone),
                what: ChangeKind::Published,
                step: None,
            })
        }
        _ => None,
    };
    let editor_access = &source.editor_access;
    let with_state = editor_access.site.indexed_records().map(|(ix, record)| (record, editor_access.state(ix)));
    let campaigns = editor_access.published_records().flat_map(|(_, record)| list_steps(source, record));
    sort_by_time(with_state.filter_map(scheduled_start).chain(campaigns).collect())
}

/// The days to come on which a campaign begins or reaches a step.
fn list_steps(source: &AgendaInput<'_>, record: &Record) -> Vec<ScheduledChange> {
    let Some(KindFields::Campaign(campaign)) = &record.parsed.fields else { return Vec::new() };
    let steps = campaign.phases.iter().map(|phase| (phase.from, Some(phase.title.clone())));
    let on_day = |(day, step): (Date, Option<String>)| {
        let at = start_of_day(day, source.zone).filter(|at| *at > source.now)?;
        Some(ScheduledChange {
            record: RecordSummary::from_record(record),
            at,
            at_words: instant_in_words(at, source.zone),
            what: if step.is_some() { ChangeKind::Reaches } else { ChangeKind::Begins },
            step,
        })
    };
    std::iter::once((campaign.start, None)).chain(steps).filter_map(on_day).collect()
}

pub(super) fn list_ends(source: &AgendaInput<'_>) -> Vec<ScheduledChange> {
    let mut ends = Vec::new();
    for (ix, record) in source.editor_access.published_records() {
        let mut add_end = |at: Timestamp, what: ChangeKind| {
            let at_words = end_in_words(at, source.zone);
            ends.push(ScheduledChange { record: RecordSummary::from_record(record), at, at_words, what, step: None });
        };
        let until = record.parsed.common.as_ref().and_then(|common| common.show_until);
        if let Some(at) = until.and_then(|until| until.end_instant(source.zone)).filter(|at| *at > source.now) {
            add_end(at, ChangeKind::TakenDown);
        }
        let is_soon = |at: &Timestamp| {
            record.kind() == Kind::Campaign || source.days_until(source.last_day(*at)) <= END_NOTICE_DAYS
        };
        // A screen in a public room can show this list, so the end of an event with hidden times is left out.
        let may_show_times = record.kind() != Kind::Event
            || source.publication.visible(ix, Channel::List).is_some_and(|event| event.start_and_end().is_some());
        if let Some(at) = source.publication.becomes_past_at(ix).filter(is_soon).filter(|_| may_show_times) {
            add_end(
                at,
                match record.kind().spec().when_over {
                    WhenOver::MovesToPastList => ChangeKind::Passes,
                    WhenOver::LeavesLists => ChangeKind::Closes,
                    WhenOver::ComesLast => ChangeKind::Ends,
                },
            );
        }
    }
    sort_by_time(ends)
}

fn sort_by_time(mut changes: Vec<ScheduledChange>) -> Vec<ScheduledChange> {
    changes.sort_by_key(|dated| dated.at);
    changes
}
