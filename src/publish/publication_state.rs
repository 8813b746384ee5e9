//! Whether a record is published, and why not.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::consent::ConsentState;

/// Whether a record is published at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicationState {
    /// It is published.
    Published,
    /// Its editors decided not to publish it now.
    Unpublished(UnpublishedReason),
    /// It has errors.
    Invalid,
}

/// Why a record without errors is not published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnpublishedReason {
    /// It says `draft: true`.
    Draft,
    /// It will be published then, as its `publish` says.
    Scheduled(Timestamp),
    /// It was published until then, as its `show_until` says.
    Ended(Timestamp),
    /// A consent does not allow it: the id of the consent, and its state.
    MissingConsent(String, ConsentState),
    /// It is the same as a record that is shown instead: the slug of that one.
    MergedInto(String),
    /// Who offers it is not published: the slug of the partner.
    OrganiserUnpublished(String),
}

impl PublicationState {
    /// Whether the record is published.
    pub fn is_published(&self) -> bool {
        *self == Self::Published
    }

    /// Whether another record is shown instead.
    pub fn is_merged(&self) -> bool {
        matches!(self, Self::Unpublished(UnpublishedReason::MergedInto(_)))
    }

    /// The state in a few English words, with days in the given zone.
    pub fn describe(&self, zone: &TimeZone) -> String {
        match self {
            Self::Published => "published".to_owned(),
            Self::Invalid => "held back by errors".to_owned(),
            Self::Unpublished(reason) => reason.describe(zone),
        }
    }
}

impl UnpublishedReason {
    fn describe(&self, zone: &TimeZone) -> String {
        let day = |instant: Timestamp| instant.to_zoned(zone.clone()).date();
        match self {
            Self::Draft => "a draft".to_owned(),
            Self::Scheduled(from) => format!("scheduled for {}", day(*from)),
            // The instant is the first at which the record is not shown; the day is the last on which it was.
            Self::Ended(at) => format!("ended {}", day(at.checked_sub(1.second()).unwrap_or(*at))),
            Self::MissingConsent(id, state) => match state {
                ConsentState::Withdrawn => format!("consent `{id}` was withdrawn"),
                ConsentState::Expired => format!("consent `{id}` has expired"),
                ConsentState::NotYet => format!("consent `{id}` begins later"),
                ConsentState::Given => format!("consent `{id}` is not for the web"),
            },
            Self::MergedInto(slug) => format!("the same as `{slug}`"),
            Self::OrganiserUnpublished(slug) => format!("waits for its organiser `{slug}`"),
        }
    }
}
