//! Every record and how it stands, published or not: for the desk's table and its page about one of them.
//!
//! What safety keeps back of an event is kept back here as well: the desk can stand on a screen in the room. Of people
//! there is only what the public ledger says.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::words::{end_in_words, instant_in_words};
use super::{Source, consents};
use crate::consent::{Consent, ConsentState as Consenting};
use crate::language::{english_date, english_time, english_weekday_date};
use crate::publish::{Publication, Standing, Why};
use crate::record::{Event, KindFields, ProtectedField};
use crate::site::{Ix, Record, Role, Site};
use crate::time::{Clock, Moment};

/// How a record stands, in one word; in the order in which somebody has to look at them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Errors hold it back.
    HeldBack,
    /// A consent does not hold.
    Withheld,
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
    Off,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::HeldBack, Self::Withheld, Self::Draft, Self::Scheduled, Self::Live, Self::Past, Self::Ended, Self::Off];

    /// The word that addresses use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HeldBack => "held-back",
            Self::Withheld => "withheld",
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Live => "live",
            Self::Past => "past",
            Self::Ended => "ended",
            Self::Off => "off",
        }
    }

    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::HeldBack => "Held back",
            Self::Withheld => "Withheld",
            Self::Draft => "Draft",
            Self::Scheduled => "Scheduled",
            Self::Live => "Live",
            Self::Past => "Past",
            Self::Ended => "Ended",
            Self::Off => "Switched off",
        }
    }
}

/// A consent that a record needs. Only what the public ledger says of it, never a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AskedOf {
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
pub struct Becomes {
    /// The day; of what ends, its last.
    pub day: Date,
    /// The instant in words.
    pub when: String,
    /// What happens then.
    pub what: &'static str,
}

/// All records of a publication.
pub struct Records<'a>(Source<'a>);

impl<'a> Records<'a> {
    /// Of a publication, at its moment.
    pub fn of(publication: &'a Publication) -> Self {
        Self(Source::of(publication))
    }

    /// Where they are.
    pub fn site(&self) -> &'a Site {
        self.0.all.site
    }

    /// How a record stands.
    pub fn status(&self, ix: Ix) -> Status {
        let parsed = &self.site().record(ix).parsed;
        let is_draft = || parsed.common.as_ref().is_some_and(|common| common.draft == Some(true));
        match &self.0.all.standing[ix.at()] {
            Standing::HeldBack => Status::HeldBack,
            Standing::Withheld(Why::Draft) => Status::Draft,
            Standing::Withheld(Why::Scheduled(_)) => Status::Scheduled,
            Standing::Withheld(Why::Ended(_)) => Status::Ended,
            Standing::Withheld(Why::Consent(..)) => Status::Withheld,
            // A preview can show drafts: they are drafts all the same.
            Standing::Live if is_draft() => Status::Draft,
            Standing::Live => match &parsed.fields {
                Some(KindFields::Incident(incident)) if incident.active != Some(true) => Status::Off,
                _ if self.0.publication.is_past(ix) => Status::Past,
                _ => Status::Live,
            },
        }
    }

    /// Why it stands as it does, in a few words; nothing where the word says it all.
    pub fn why(&self, ix: Ix) -> Option<String> {
        match &self.0.all.standing[ix.at()] {
            Standing::Withheld(Why::Draft) => None,
            Standing::Live if self.status(ix) == Status::Draft => Some("shown in this preview only".to_owned()),
            Standing::Live => None,
            Standing::HeldBack => Some("it has errors".to_owned()),
            Standing::Withheld(Why::Scheduled(at)) if *at < Timestamp::MAX => {
                Some(format!("from {}", instant_in_words(*at, self.0.zone)))
            }
            Standing::Withheld(Why::Ended(at)) => Some(format!("shown until {}", end_in_words(*at, self.0.zone))),
            other => Some(other.words(self.0.zone)),
        }
    }

    /// When it next changes by itself, or may; none where safety keeps its times back.
    pub fn next(&self, ix: Ix) -> Option<Timestamp> {
        self.0.publication.turn_of(ix).filter(|_| self.tells(ix, ProtectedField::Times))
    }

    /// When it next changes by itself, and what happens then.
    pub fn becomes(&self, ix: Ix) -> Option<Becomes> {
        let (at, then, past) = self.0.publication.becomes(ix).filter(|_| self.tells(ix, ProtectedField::Times))?;
        let what = match then {
            Standing::Live if past => "moves to past events",
            Standing::Live => "is published",
            Standing::Withheld(Why::Ended(_)) => "is taken down, its time is over",
            Standing::Withheld(Why::Consent(..)) => "is taken down, a consent ends",
            Standing::Withheld(_) | Standing::HeldBack => "is taken down",
        };
        let ends = past || matches!(then, Standing::Withheld(Why::Ended(_) | Why::Consent(..)));
        Some(match ends {
            true => Becomes { day: self.0.last_day(at), when: end_in_words(at, self.0.zone), what },
            false => Becomes { day: self.day(at), when: instant_in_words(at, self.0.zone), what },
        })
    }

    /// The day an instant is on.
    pub fn day(&self, at: Timestamp) -> Date {
        at.to_zoned(self.0.zone.clone()).date()
    }

    /// The day of its last change of substance, as far as it says so.
    pub fn updated(&self, ix: Ix) -> Option<Date> {
        let parsed = &self.site().record(ix).parsed;
        let updated = parsed.common.as_ref().and_then(|common| common.updated).map(|updated| updated.date);
        updated.or_else(|| match &parsed.fields {
            Some(KindFields::Story(story)) => Some(story.date),
            Some(KindFields::Resource(resource)) => resource.date,
            _ => None,
        })
    }

    /// Its dates, with what each is.
    pub fn dates(&self, ix: Ix) -> Vec<(&'static str, String)> {
        let record = self.site().record(ix);
        let mut dates = Vec::new();
        let mut day = |what, day: Option<Date>| dates.extend(day.map(|day| (what, english_weekday_date(day))));
        match &record.parsed.fields {
            Some(KindFields::Story(story)) => day("Date", Some(story.date)),
            Some(KindFields::Resource(resource)) => day("Date", resource.date),
            Some(KindFields::Partner(partner)) => {
                day("Joined", partner.joined);
                day("Left", partner.left);
                day("Facts checked", partner.checked.as_ref().map(|checked| checked.date));
            }
            Some(KindFields::Campaign(campaign)) => {
                day("Begins", Some(campaign.start));
                day("Ends", campaign.end);
            }
            Some(KindFields::Incident(incident)) => {
                dates.extend(incident.from.map(|from| ("Shows from", moment(from))));
                dates.extend(incident.until.map(|until| ("Shows until", moment(until))));
            }
            Some(KindFields::Event(event)) => dates.extend(self.times(ix, event)),
            Some(KindFields::Place(_) | KindFields::Page) | None => {}
        }
        if let Some(common) = &record.parsed.common {
            dates.extend(common.publish.map(|publish| ("Published from", moment(publish))));
            dates.extend(common.show_until.map(|until| ("Shown until", moment(until))));
            dates.extend(common.updated.map(|updated| ("Updated", moment(updated))));
            dates.extend(common.review.map(|review| ("To be looked at again", english_weekday_date(review))));
        }
        dates
    }

    fn times(&self, ix: Ix, event: &Event) -> Vec<(&'static str, String)> {
        if !self.tells(ix, ProtectedField::Times) {
            return vec![("Begins", "kept back while safety is raised".to_owned())];
        }
        let mut times = vec![("Begins", moment(*event.start.unguarded()))];
        times.extend(event.end_moment().map(|end| ("Ends", moment(end))));
        if event.repeat.unguarded().is_some() {
            times.push(("Repeats", "yes; the day above is its first".to_owned()));
        }
        times
    }

    /// Whether safety is raised for it.
    pub fn is_raised(&self, ix: Ix) -> bool {
        self.0.all.raised[ix.at()]
    }

    /// What it names, and what names it. Where an event is stays unsaid while safety keeps that back.
    pub fn relations(&self, ix: Ix) -> [Vec<(Role, Ix)>; 2] {
        let record = self.site().record(ix);
        let told =
            |event: Ix, role: Role| !matches!(role, "venue" | "hosts") || self.tells(event, ProtectedField::Address);
        let forward = record.forward.iter().filter(|(role, _)| told(ix, role)).copied().collect();
        let backward = record.backward.iter().filter(|(role, from)| told(*from, role)).copied().collect();
        [forward, backward]
    }

    /// Consents that it needs: of the people in it and in its pictures.
    pub fn consents(&self, ix: Ix) -> Vec<AskedOf> {
        let site = self.site();
        let record = site.record(ix);
        let mut ids = BTreeSet::new();
        if let Some(KindFields::Story(story)) = &record.parsed.fields {
            let persons = story.people.unguarded().iter().flat_map(|people| people.persons());
            ids.extend(persons.map(|person| person.consent.text.as_str()));
        }
        for path in consents::pictures(record) {
            let digest = site.assets.get(path).map(|facts| &facts.digest);
            let needed = digest.and_then(|digest| site.picture_consents.get(digest));
            ids.extend(needed.into_iter().flatten().map(String::as_str));
        }
        ids.into_iter().map(|id| self.asked_of(id)).collect()
    }

    fn asked_of(&self, id: &str) -> AskedOf {
        let Some(consent) = self.site().ledger.get(id) else {
            let standing = "there is no such consent in `consents.yaml`".to_owned();
            return AskedOf { id: id.to_owned(), shown_as: None, standing, holds: false };
        };
        // A clock of its own: what is asked here must not count as a turn of the site.
        let now = consent.state(&Clock::new(self.0.now), self.0.zone);
        AskedOf {
            id: id.to_owned(),
            shown_as: Some(consent.shown_as.clone()),
            standing: in_words(consent, now),
            holds: now == Consenting::Given,
        }
    }

    fn tells(&self, ix: Ix, what: ProtectedField) -> bool {
        let record: &Record = self.site().record(ix);
        let keeps = |record: &Record| {
            let keep = record.parsed.common.as_ref().and_then(|common| common.keep_public.as_ref());
            keep.is_some_and(|keep| keep.fields.contains(&what))
        };
        record.kind() != crate::record::Kind::Event || !self.is_raised(ix) || keeps(record)
    }
}

fn in_words(consent: &Consent, standing: Consenting) -> String {
    let withdrawn = consent.withdrawn.map(english_date);
    match (standing, withdrawn) {
        (Consenting::Withdrawn, Some(day)) => format!("withdrawn on {day}"),
        (Consenting::Withdrawn, None) => "withdrawn".to_owned(),
        (Consenting::Expired, _) => format!("expired: its last day was {}", english_date(consent.expires)),
        (Consenting::NotYet, _) => format!("begins on {}", english_date(consent.given)),
        (Consenting::Given, Some(day)) => format!("holds, and will be withdrawn on {day}"),
        (Consenting::Given, None) => format!("holds until {}", english_date(consent.expires)),
    }
}

fn moment(moment: Moment) -> String {
    let day = english_weekday_date(moment.date);
    moment.time.map_or_else(|| day.clone(), |time| format!("{day}, {}", english_time(time)))
}
