//! Records that will be published or taken down by themselves.

use jiff::Timestamp;
use serde::Serialize;

use super::dates::{end_in_words, instant_in_words, text};
use super::input::AgendaInput;
use super::record_summary::RecordSummary;
use crate::kind::{Kind, WhenOver};
use crate::publish::{PublicationState, UnpublishedReason};
use crate::record::Channel;
use crate::site::Record;

/// How many days before its end an event is listed.
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
}

/// What happens to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// It is published.
    Published,
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
            })
        }
        _ => None,
    };
    sort_by_time(
        source
            .editor_access
            .site
            .indexed_records()
            .map(|(ix, record)| (record, source.editor_access.state(ix)))
            .filter_map(scheduled_start)
            .collect(),
    )
}

pub(super) fn list_ends(source: &AgendaInput<'_>) -> Vec<ScheduledChange> {
    let mut ends = Vec::new();
    for (ix, record) in source.editor_access.published_records() {
        let mut add_end = |at: Timestamp, what: ChangeKind| {
            let at_words = end_in_words(at, source.zone);
            ends.push(ScheduledChange { record: RecordSummary::from_record(record), at, at_words, what });
        };
        let until = record.parsed.common.as_ref().and_then(|common| common.show_until);
        if let Some(at) = until.and_then(|until| until.end_instant(source.zone)).filter(|at| *at > source.now) {
            add_end(at, ChangeKind::TakenDown);
        }
        let is_soon = |at: &Timestamp| source.days_until(source.last_day(*at)) <= END_NOTICE_DAYS;
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
