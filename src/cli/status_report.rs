//! The report of `status` as data.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::agenda::{Agenda, AttentionItem, REBUILD_COMMAND, StillPublished, maybe_text, text};
use crate::fault::{Fault, Severity};
use crate::language::format_count;
use crate::pipeline::NextChange;

/// The report of `status`, as `--format json` prints it. Instants are RFC 3339 in UTC, days are `2027-06-18`, and fields
/// whose names end in `_words` have the same for people, in the site's time zone. Fields may be added, but none will change
/// its meaning. When `site.yaml` cannot be used, only `faults` is printed.
#[derive(Debug, Serialize)]
pub(super) struct StatusReport {
    /// The network's name.
    pub title: String,
    /// The moment that the report is for.
    #[serde(serialize_with = "text")]
    pub on: Timestamp,
    /// The moment in words.
    pub on_words: String,
    /// What `check` would report at that moment.
    pub faults: FaultCounts,
    /// Published files that must be taken down.
    pub take_down: Vec<StillPublished>,
    /// What somebody must do that day, the most urgent first. It begins with what must be taken down.
    pub attention: Vec<AttentionItem>,
    /// The last build on this machine; `None` when there was none.
    pub last_build: Option<LastBuildReport>,
    /// Events, consents and reviews by date.
    pub agenda: Agenda,
    /// When the site changes by itself.
    pub next_change: NextChangeReport,
}

/// Faults by severity.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct FaultCounts {
    /// Faults because of which records are not published.
    pub errors: usize,
    /// Faults that should be corrected.
    pub warnings: usize,
    /// Suggestions.
    pub advice: usize,
}

/// The last build, compared with the present.
#[derive(Debug, Serialize)]
pub(super) struct LastBuildReport {
    /// The moment that the site was built for.
    #[serde(serialize_with = "text")]
    pub made_for: Timestamp,
    /// The moment in words.
    pub made_for_words: String,
    /// The output folder; relative to the network's folder if it is inside.
    pub folder: String,
    /// The number of files in that folder; 0 when it does not exist any more.
    pub files: usize,
    /// Whether the contents have changed since; `None` when an earlier version of the program did not store that.
    pub contents_changed: Option<bool>,
    /// Whether the site would be different now, only because time has passed.
    pub out_of_date: bool,
    /// The moment at which the site may have changed by itself, if it has passed.
    #[serde(serialize_with = "maybe_text")]
    pub due: Option<Timestamp>,
    /// That moment in words.
    pub due_words: Option<String>,
}

/// When the site changes by itself.
#[derive(Debug, Serialize)]
pub(super) struct NextChangeReport {
    /// What is known about `at`.
    pub known: Certainty,
    /// The moment of the change.
    #[serde(serialize_with = "maybe_text")]
    pub at: Option<Timestamp>,
    /// The moment in words.
    pub at_words: Option<String>,
    /// What to run then.
    pub run: &'static str,
}

/// What is known about the next change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Certainty {
    /// The site changes at exactly that second.
    Exactly,
    /// The site does not change before that second.
    NotBefore,
    /// The site does not change by itself.
    Never,
}

impl FaultCounts {
    pub(super) fn count(faults: &[Fault]) -> Self {
        let of = |severity| faults.iter().filter(|fault| fault.severity == severity).count();
        Self { errors: of(Severity::Error), warnings: of(Severity::Warning), advice: of(Severity::Advice) }
    }
}

impl NextChangeReport {
    pub(super) fn from_next_change(next_change: NextChange, words: impl Fn(Timestamp) -> String) -> Self {
        let (known, at) = match next_change {
            NextChange::At(at) => (Certainty::Exactly, Some(at)),
            NextChange::NotBefore(at) => (Certainty::NotBefore, Some(at)),
            NextChange::Never => (Certainty::Never, None),
        };
        Self { known, at, at_words: at.map(words), run: REBUILD_COMMAND }
    }

    /// The time until the change, in minutes, hours or days.
    pub(super) fn time_left(&self, now: Timestamp) -> Option<String> {
        let seconds = self.at?.duration_since(now).max(SignedDuration::ZERO).as_secs();
        let (number, one, many) = match seconds {
            0..=5_399 => ((seconds + 59) / 60, "minute", "minutes"),
            5_400..=172_799 => ((seconds + 1_800) / 3_600, "hour", "hours"),
            _ => ((seconds + 43_200) / 86_400, "day", "days"),
        };
        Some(format_count(usize::try_from(number).unwrap_or(0), one, many))
    }
}
