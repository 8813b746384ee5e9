//! How events repeat, and the dates that differ.

use jiff::civil::{Date, Time};

use super::event_status::EventStatus;
use super::time_values::RawRule;
use super::venue::Venue;
use crate::recurrence::{DaySpec, RecurrenceRule, RepeatInterval, RuleError, RuleFields};
use crate::time::Moment;
use crate::yaml::fields;

fields! {
    /// How an event repeats.
    pub struct Repeat {
        /// The step: `week`, `2 weeks`, `month`.
        every: optional RepeatInterval, always;
        /// The days: `tue`, `second thursday`, `last friday`.
        days: many DaySpec, always;
        /// The last day, included.
        until: optional Date, always;
        /// How many times, including dates that are left out.
        count: optional u32, always;
        /// A rule as RFC 5545 writes it (`RRULE`), instead of the other fields.
        rrule: optional RawRule, always;
    }
}

fields! {
    /// A period without the event.
    pub struct Break {
        /// The first day.
        from: required Date, always;
        /// The last day.
        to: required Date, always;
        /// The reason.
        reason: optional String, always;
    }
}

fields! {
    /// A single date that differs from the rule.
    pub struct OccurrenceEntry {
        /// The date, as the rule gives it.
        date: required Date, always;
        /// The start on this date, if it differs.
        start: optional Time, always;
        /// The end on this date, if it differs.
        end: optional Time, always;
        /// The venue on this date, if it differs.
        venue: optional Venue, visibility;
        /// A sentence about this date.
        note: optional String, always;
        /// Whether the event goes ahead on this date.
        status: optional EventStatus, always;
        /// Why the date has this status.
        reason: optional String, always;
        /// When the date got this status.
        status_since: optional Moment, always;
        /// Whether the date is additional: the rule does not give it.
        added: optional bool, always;
    }
}

impl Repeat {
    /// The recurrence rule, written as `rrule:` or in words; `None` when neither says how often the event repeats.
    pub(crate) fn to_rule(&self, start: Date) -> Option<Result<RecurrenceRule, RuleError>> {
        if let Some(raw) = &self.rrule {
            return Some(Ok(raw.0.clone()));
        }
        let words = RuleFields { every: self.every?, days: &self.days, until: self.until, count: self.count };
        Some(RecurrenceRule::from_fields(&words, start))
    }
}
