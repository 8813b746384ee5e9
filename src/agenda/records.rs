//! Every record and how it stands, published or not: for the desk's table and its page about one of them.
//!
//! What safety keeps back of an event is kept back here as well: the desk can stand on a screen in the room. Of people
//! there is only what the public ledger says.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::consents;
use super::dates::{end_in_words, instant_in_words};
use super::input::AgendaInput;
use crate::consent::{Consent, ConsentState as Consenting};
use crate::kind::Role;
use crate::language::{english_date, english_time, english_weekday_date};
use crate::publish::{Publication, PublicationState, UnpublishedReason};
use crate::record::{Event, KindFields, ProtectedField};
use crate::site::{Record, RecordIndex, Site};
use crate::time::{Clock, Moment};

/// How a record stands, in one word; in the order in which somebody has to look at them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordStatus {
    /// Errors hold it back.
    Invalid,
    /// A consent does not hold.
    WithoutConsent,
    /// It is not ready.
    Draft,
    /// It begins later.
    Scheduled,
    /// It is published.
    Live,
    /// An event that has passed.
    Past,
    /// It was shown until some day.
    Ended,
    /// A pack that is switched off.
    SwitchedOff,
}

impl RecordStatus {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Invalid,
        Self::WithoutConsent,
        Self::Draft,
        Self::Scheduled,
        Self::Live,
        Self::Past,
        Self::Ended,
        Self::SwitchedOff,
    ];

    /// The word that addresses use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invalid => "held-back",
            Self::WithoutConsent => "withheld",
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Live => "live",
            Self::Past => "past",
            Self::Ended => "ended",
            Self::SwitchedOff => "off",
        }
    }

    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Invalid => "Held back",
            Self::WithoutConsent => "Withheld",
            Self::Draft => "Draft",
            Self::Scheduled => "Scheduled",
            Self::Live => "Live",
            Self::Past => "Past",
            Self::Ended => "Ended",
            Self::SwitchedOff => "Switched off",
        }
    }
}

/// A consent that a record needs. Only what the public ledger says of it, never a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RequiredConsent {
    /// `c-0042`.
    pub id: String,
    /// What they are called in public; none where there is no such consent.
    pub shown_as: Option<String>,
    /// How it stands, in words.
    pub standing: String,
    /// Whether it holds now.
    pub holds: bool,
}

/// What a record becomes by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpcomingChange {
    /// The day; of what ends, its last.
    pub day: Date,
    /// The instant in words.
    pub when_words: String,
    /// What happens then.
    pub description: &'static str,
}

/// All records of a publication.
pub struct EditorRecords<'a>(AgendaInput<'a>);

impl<'a> EditorRecords<'a> {
    /// Of a publication, at its moment.
    pub fn from_publication(publication: &'a Publication) -> Self {
        Self(AgendaInput::from_publication(publication))
    }

    /// Where they are.
    pub fn site(&self) -> &'a Site {
        self.0.editor_access.site
    }

    /// How a record stands.
    pub fn status(&self, ix: RecordIndex) -> RecordStatus {
        let parsed = &self.site().record(ix).parsed;
        let is_draft = || parsed.common.as_ref().is_some_and(|common| common.draft == Some(true));
        match self.0.editor_access.state(ix) {
            PublicationState::Invalid => RecordStatus::Invalid,
            PublicationState::Unpublished(UnpublishedReason::Draft) => RecordStatus::Draft,
            PublicationState::Unpublished(UnpublishedReason::Scheduled(_)) => RecordStatus::Scheduled,
            PublicationState::Unpublished(UnpublishedReason::Ended(_)) => RecordStatus::Ended,
            PublicationState::Unpublished(UnpublishedReason::MissingConsent(..)) => RecordStatus::WithoutConsent,
            // A preview can show drafts: they are drafts all the same.
            PublicationState::Published if is_draft() => RecordStatus::Draft,
            PublicationState::Published => match &parsed.fields {
                Some(KindFields::Incident(incident)) if incident.active != Some(true) => RecordStatus::SwitchedOff,
                _ if self.0.publication.is_past(ix) => RecordStatus::Past,
                _ => RecordStatus::Live,
            },
        }
    }

    /// Why it stands as it does, in a few words; nothing where the word says it all.
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

    /// When it next changes by itself, or may; none where safety keeps its times back.
    pub fn next_change(&self, ix: RecordIndex) -> Option<Timestamp> {
        self.0.publication.next_change_of(ix).filter(|_| self.may_show(ix, ProtectedField::Times))
    }

    /// When it next changes by itself, and what happens then.
    pub fn upcoming_change(&self, ix: RecordIndex) -> Option<UpcomingChange> {
        let change = self.0.publication.next_state_change(ix).filter(|_| self.may_show(ix, ProtectedField::Times))?;
        let (at, state, is_past) = (change.at, change.state, change.is_past);
        let has_past_list = self.site().record(ix).kind().spec().has_past_list;
        let description = match state {
            PublicationState::Published if is_past && !has_past_list => "leaves the lists",
            PublicationState::Published if is_past => "moves to past events",
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

    /// The day an instant is on.
    pub fn local_date(&self, at: Timestamp) -> Date {
        at.to_zoned(self.0.zone.clone()).date()
    }

    /// The day of its last change of substance, as far as it says so.
    pub fn last_updated(&self, ix: RecordIndex) -> Option<Date> {
        let parsed = &self.site().record(ix).parsed;
        let updated = parsed.common.as_ref().and_then(|common| common.updated).map(|updated| updated.date);
        updated.or_else(|| parsed.fields.as_ref().filter(|_| parsed.kind.spec().is_news)?.date())
    }

    /// Its dates, with what each is.
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
        if !self.may_show(ix, ProtectedField::Times) {
            return vec![("Begins", "kept back while safety is raised".to_owned())];
        }
        let mut times = vec![("Begins", moment_in_words(*event.start.unguarded()))];
        times.extend(event.end_moment().map(|end| ("Ends", moment_in_words(end))));
        if event.repeat.unguarded().is_some() {
            times.push(("Repeats", "yes; the day above is its first".to_owned()));
        }
        times
    }

    /// Whether safety is raised for it.
    pub fn is_safety_raised(&self, ix: RecordIndex) -> bool {
        self.0.editor_access.is_safety_raised(ix)
    }

    /// What it names, and what names it. Where an event is stays unsaid while safety keeps that back.
    pub fn relations(&self, ix: RecordIndex) -> [Vec<(Role, RecordIndex)>; 2] {
        let record = self.site().record(ix);
        let may_show =
            |event: RecordIndex, role: Role| !role.is_venue() || self.may_show(event, ProtectedField::Address);
        let relations = record.relations.iter().filter(|(role, _)| may_show(ix, *role)).copied().collect();
        let backlinks = record.backlinks.iter().filter(|(role, from)| may_show(*from, *role)).copied().collect();
        [relations, backlinks]
    }

    /// Consents that it needs: of the people in it and in its pictures.
    pub fn required_consents(&self, ix: RecordIndex) -> Vec<RequiredConsent> {
        let site = self.site();
        let record = site.record(ix);
        let mut ids = BTreeSet::new();
        if let Some(KindFields::Story(story)) = &record.parsed.fields {
            let persons = story.people.unguarded().iter().flat_map(|people| people.persons());
            ids.extend(persons.map(|person| person.consent.text.as_str()));
        }
        for path in consents::picture_paths(record) {
            let digest = site.assets.get(path).map(|facts| &facts.digest);
            let needed = digest.and_then(|digest| site.consents_by_picture.get(digest));
            ids.extend(needed.into_iter().flatten().map(String::as_str));
        }
        ids.into_iter().map(|id| self.required_consent(id)).collect()
    }

    fn required_consent(&self, id: &str) -> RequiredConsent {
        let Some(consent) = self.site().ledger.get(id) else {
            let standing = "there is no such consent in `consents.yaml`".to_owned();
            return RequiredConsent { id: id.to_owned(), shown_as: None, standing, holds: false };
        };
        // A clock of its own: what is asked here must not count as a turn of the site.
        let state = consent.state(&Clock::new(self.0.now), self.0.zone);
        RequiredConsent {
            id: id.to_owned(),
            shown_as: Some(consent.shown_as.clone()),
            standing: consent_in_words(consent, state),
            holds: state == Consenting::Given,
        }
    }

    fn may_show(&self, ix: RecordIndex, detail: ProtectedField) -> bool {
        let record: &Record = self.site().record(ix);
        let keeps_public = |record: &Record| {
            let keep = record.parsed.common.as_ref().and_then(|common| common.keep_public.as_ref());
            keep.is_some_and(|keep| keep.fields.contains(&detail))
        };
        record.kind() != crate::kind::Kind::Event || !self.is_safety_raised(ix) || keeps_public(record)
    }
}

fn consent_in_words(consent: &Consent, state: Consenting) -> String {
    let withdrawn = consent.withdrawn.map(english_date);
    match (state, withdrawn) {
        (Consenting::Withdrawn, Some(day)) => format!("withdrawn on {day}"),
        (Consenting::Withdrawn, None) => "withdrawn".to_owned(),
        (Consenting::Expired, _) => format!("expired: its last day was {}", english_date(consent.expires)),
        (Consenting::NotYet, _) => format!("begins on {}", english_date(consent.given)),
        (Consenting::Given, Some(day)) => format!("holds, and will be withdrawn on {day}"),
        (Consenting::Given, None) => format!("holds until {}", english_date(consent.expires)),
    }
}

fn moment_in_words(moment: Moment) -> String {
    let day = english_weekday_date(moment.date);
    moment.time.map_or_else(|| day.clone(), |time| format!("{day}, {}", english_time(time)))
}
