//! All records and their status, published or not, for the desk.
//!
//! A screen in a public room can show the desk, so times and places that safety hides are hidden here too. About people
//! it has only what the public ledger says.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::consents;
use super::dates::{end_in_words, instant_in_words};
use super::input::AgendaInput;
use crate::consent::{Consent, ConsentState};
use crate::kind::{Kind, Role, WhenOver};
use crate::language::{english_date, english_time, english_weekday_date};
use crate::publish::{Publication, PublicationState, UnpublishedReason};
use crate::record::{Event, KindFields, SafetyField};
use crate::site::{Record, RecordIndex, Site};
use crate::time::{Clock, Moment};

/// The status of a record, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordStatus {
    /// It has errors.
    Invalid,
    /// A consent is missing or not valid, or who offers it is not published.
    Withheld,
    /// It is a draft.
    Draft,
    /// It will be published later.
    Scheduled,
    /// It is published.
    Live,
    /// It is over.
    Past,
    /// Its `show_until` has passed, or another record of the same thing is shown instead.
    Ended,
    /// It is an incident pack that is switched off.
    SwitchedOff,
}

impl RecordStatus {
    /// All statuses.
    pub const ALL: [Self; 8] = [
        Self::Invalid,
        Self::Withheld,
        Self::Draft,
        Self::Scheduled,
        Self::Live,
        Self::Past,
        Self::Ended,
        Self::SwitchedOff,
    ];

    /// The word in addresses of the desk.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invalid => "held-back",
            Self::Withheld => "withheld",
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Live => "live",
            Self::Past => "past",
            Self::Ended => "ended",
            Self::SwitchedOff => "off",
        }
    }

    /// The label for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Invalid => "Held back",
            Self::Withheld => "Withheld",
            Self::Draft => "Draft",
            Self::Scheduled => "Scheduled",
            Self::Live => "Live",
            Self::Past => "Past",
            Self::Ended => "Ended",
            Self::SwitchedOff => "Switched off",
        }
    }
}

/// A consent that a record needs, with what the public ledger says: never a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RequiredConsent {
    /// `c-0042`.
    pub id: String,
    /// The name under which the person agreed to be shown; `None` when there is no such consent.
    pub shown_as: Option<String>,
    /// The state of the consent in words.
    pub state_words: String,
    /// Whether it is valid now.
    pub holds: bool,
}

/// The next change of a record by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpcomingChange {
    /// The day of the change; for an end, the last day before it.
    pub day: Date,
    /// The instant in words.
    pub when_words: String,
    /// What happens then.
    pub description: &'static str,
}

/// All records of a publication.
pub struct EditorRecords<'a>(AgendaInput<'a>);

impl<'a> EditorRecords<'a> {
    /// The records of a publication.
    pub fn from_publication(publication: &'a Publication) -> Self {
        Self(AgendaInput::from_publication(publication))
    }

    /// The site with all records.
    pub fn site(&self) -> &'a Site {
        self.0.editor_access.site
    }

    /// The status of a record.
    pub fn status(&self, ix: RecordIndex) -> RecordStatus {
        let parsed = &self.site().record(ix).parsed;
        let is_draft = || parsed.common.as_ref().is_some_and(|common| common.draft == Some(true));
        match self.0.editor_access.state(ix) {
            PublicationState::Invalid => RecordStatus::Invalid,
            PublicationState::Unpublished(UnpublishedReason::Draft) => RecordStatus::Draft,
            PublicationState::Unpublished(UnpublishedReason::Scheduled(_)) => RecordStatus::Scheduled,
            PublicationState::Unpublished(UnpublishedReason::Ended(_) | UnpublishedReason::MergedInto(_)) => {
                RecordStatus::Ended
            }
            PublicationState::Unpublished(
                UnpublishedReason::MissingConsent(..) | UnpublishedReason::OrganiserUnpublished(_),
            ) => RecordStatus::Withheld,
            // A preview publishes drafts, but they are still drafts.
            PublicationState::Published if is_draft() => RecordStatus::Draft,
            PublicationState::Published => match &parsed.fields {
                Some(KindFields::Incident(incident)) if incident.active != Some(true) => RecordStatus::SwitchedOff,
                _ if self.0.publication.is_past(ix) => RecordStatus::Past,
                _ => RecordStatus::Live,
            },
        }
    }

    /// The reason for the status, in a few words; `None` when the status needs none.
    pub fn status_reason(&self, ix: RecordIndex) -> Option<String> {
        match self.0.editor_access.state(ix) {
            PublicationState::Unpublished(UnpublishedReason::Draft) => None,
            PublicationState::Published if self.status(ix) == RecordStatus::Draft => {
                Some("shown in this preview only".to_owned())
            }
            PublicationState::Published => None,
            PublicationState::Invalid => Some("it has errors".to_owned()),
            PublicationState::Unpublished(UnpublishedReason::Scheduled(at)) if *at < Timestamp::MAX => {
                Some(format!("from {}", instant_in_words(*at, self.0.zone)))
            }
            PublicationState::Unpublished(UnpublishedReason::Ended(at)) => {
                Some(format!("shown until {}", end_in_words(*at, self.0.zone)))
            }
            other => Some(other.describe(self.0.zone)),
        }
    }

    /// The earliest time at which a record could change by itself; `None` while safety hides its times.
    pub fn next_change(&self, ix: RecordIndex) -> Option<Timestamp> {
        self.0.publication.next_change_of(ix).filter(|_| self.may_show(ix, SafetyField::Times))
    }

    /// The next change of a record by itself; `None` while safety hides its times.
    pub fn upcoming_change(&self, ix: RecordIndex) -> Option<UpcomingChange> {
        let change = self.0.publication.next_state_change(ix).filter(|_| self.may_show(ix, SafetyField::Times))?;
        let (at, state, is_past) = (change.at, change.state, change.is_past);
        let when_over = self.site().record(ix).kind().spec().when_over;
        let description = match state {
            PublicationState::Published if is_past => match when_over {
                WhenOver::LeavesLists => "leaves the lists",
                WhenOver::MovesToPastList => "moves to past events",
                WhenOver::ComesLast => "ends",
            },
            PublicationState::Published => "is published",
            PublicationState::Unpublished(UnpublishedReason::Ended(_)) => "is taken down, its time is over",
            PublicationState::Unpublished(UnpublishedReason::MissingConsent(..)) => "is taken down, a consent ends",
            PublicationState::Unpublished(_) | PublicationState::Invalid => "is taken down",
        };
        let ends = is_past
            || matches!(
                state,
                PublicationState::Unpublished(UnpublishedReason::Ended(_) | UnpublishedReason::MissingConsent(..))
            );
        let (day, when_words) = match ends {
            true => (self.0.last_day(at), end_in_words(at, self.0.zone)),
            false => (self.local_date(at), instant_in_words(at, self.0.zone)),
        };
        Some(UpcomingChange { day, when_words, description })
    }

    /// The day of an instant in the site's zone.
    pub fn local_date(&self, at: Timestamp) -> Date {
        at.to_zoned(self.0.zone.clone()).date()
    }

    /// The day of its last change, from `updated` or, for news, from its date.
    pub fn last_updated(&self, ix: RecordIndex) -> Option<Date> {
        let parsed = &self.site().record(ix).parsed;
        let updated = parsed.common.as_ref().and_then(|common| common.updated).map(|updated| updated.date);
        updated.or_else(|| parsed.fields.as_ref().filter(|_| parsed.kind.spec().is_news)?.date())
    }

    /// Its dates, each with a label.
    pub fn labelled_dates(&self, ix: RecordIndex) -> Vec<(&'static str, String)> {
        let record = self.site().record(ix);
        let mut dates = Vec::new();
        match &record.parsed.fields {
            Some(KindFields::Event(event)) => dates.extend(self.event_times(ix, event)),
            Some(fields) => {
                let stated = fields.labelled_dates().into_iter();
                dates.extend(stated.filter_map(|(label, moment)| Some((label, moment_in_words(moment?)))));
            }
            None => {}
        }
        if let Some(common) = &record.parsed.common {
            dates.extend(common.publish.map(|publish| ("Published from", moment_in_words(publish))));
            dates.extend(common.show_until.map(|until| ("Shown until", moment_in_words(until))));
            dates.extend(common.updated.map(|updated| ("Updated", moment_in_words(updated))));
            dates.extend(common.review.map(|review| ("To be looked at again", english_weekday_date(review))));
        }
        dates
    }

    fn event_times(&self, ix: RecordIndex, event: &Event) -> Vec<(&'static str, String)> {
        if !self.may_show(ix, SafetyField::Times) {
            return vec![("Begins", "kept back while safety is raised".to_owned())];
        }
        let mut times = vec![("Begins", moment_in_words(*event.start.unguarded()))];
        times.extend(event.end_moment().map(|end| ("Ends", moment_in_words(end))));
        if event.repeat.unguarded().is_some() {
            times.push(("Repeats", "yes; the day above is its first".to_owned()));
        }
        times
    }

    /// Whether safety is raised for a record.
    pub fn is_safety_raised(&self, ix: RecordIndex) -> bool {
        self.0.editor_access.is_safety_raised(ix)
    }

    /// The records that it names, and those that name it. Venues are left out while safety hides where an event is.
    pub fn relations(&self, ix: RecordIndex) -> [Vec<(Role, RecordIndex)>; 2] {
        let record = self.site().record(ix);
        let may_show = |event: RecordIndex, role: Role| !role.is_venue() || self.may_show(event, SafetyField::Address);
        let relations = record.relations.iter().filter(|(role, _)| may_show(ix, *role)).copied().collect();
        let backlinks = record.backlinks.iter().filter(|(role, from)| may_show(*from, *role)).copied().collect();
        [relations, backlinks]
    }

    /// The consents of the people in a record and in its pictures.
    pub fn required_consents(&self, ix: RecordIndex) -> Vec<RequiredConsent> {
        let site = self.site();
        let record = site.record(ix);
        let mut ids = BTreeSet::new();
        ids.extend(record.parsed.fields.iter().flat_map(|fields| fields.consent_ids()));
        for path in consents::picture_paths(record) {
            let digest = site.assets.get(path).map(|metadata| &metadata.digest);
            let needed = digest.and_then(|digest| site.consents_by_picture.get(digest));
            ids.extend(needed.into_iter().flatten().map(String::as_str));
        }
        ids.into_iter().map(|id| self.required_consent(id)).collect()
    }

    fn required_consent(&self, id: &str) -> RequiredConsent {
        let Some(consent) = self.site().ledger.get(id) else {
            let state_words = "there is no such consent in `consents.yaml`".to_owned();
            return RequiredConsent { id: id.to_owned(), shown_as: None, state_words, holds: false };
        };
        // It has its own clock, so looking ahead does not affect `next_change`.
        let state = consent.state(&Clock::new(self.0.now), self.0.zone);
        RequiredConsent {
            id: id.to_owned(),
            shown_as: Some(consent.shown_as.clone()),
            state_words: consent_in_words(consent, state),
            holds: state == ConsentState::Given,
        }
    }

    fn may_show(&self, ix: RecordIndex, detail: SafetyField) -> bool {
        let record: &Record = self.site().record(ix);
        let keeps_public = |record: &Record| {
            let keep = record.parsed.common.as_ref().and_then(|common| common.keep_public.as_ref());
            keep.is_some_and(|keep| keep.fields.contains(&detail))
        };
        record.kind() != Kind::Event || !self.is_safety_raised(ix) || keeps_public(record)
    }
}

fn consent_in_words(consent: &Consent, state: ConsentState) -> String {
    let withdrawn = consent.withdrawn.map(english_date);
    match (state, withdrawn) {
        (ConsentState::Withdrawn, Some(day)) => format!("withdrawn on {day}"),
        (ConsentState::Withdrawn, None) => "withdrawn".to_owned(),
        (ConsentState::Expired, _) => format!("expired: its last day was {}", english_date(consent.expires)),
        (ConsentState::NotYet, _) => format!("begins on {}", english_date(consent.given)),
        (ConsentState::Given, Some(day)) => format!("holds, and will be withdrawn on {day}"),
        (ConsentState::Given, None) => format!("holds until {}", english_date(consent.expires)),
    }
}

fn moment_in_words(moment: Moment) -> String {
    let day = english_weekday_date(moment.date);
    moment.time.map_or_else(|| day.clone(), |time| format!("{day}, {}", english_time(time)))
}
