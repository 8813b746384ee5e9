//! What `status` tells, as data.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::agenda::{Agenda, AttentionItem, REBUILD_COMMAND, StillPublished, maybe_text, text};
use crate::fault::{Fault, Severity};
use crate::language::format_count;
use crate::pipeline::NextChange;

/// What `--format json` prints: this object. Instants are RFC 3339 in UTC, days `2027-06-18`; what ends in `_words` is
/// the same for people, in the site's zone. Fields may be added; none will change its meaning. Where `site.yaml` cannot
/// be used there is only `faults`.
#[derive(Debug, Serialize)]
pub(super) struct StatusReport {
    /// The network's name.
    pub title: String,
    /// The moment it is told for.
    #[serde(serialize_with = "text")]
    pub on: Timestamp,
    /// The moment in words.
    pub on_words: String,
    /// What `check` would report at that moment.
    pub faults: FaultCounts,
    /// Published files that have to go. Empty is good.
    pub take_down: Vec<StillPublished>,
    /// What needs somebody that day, the most urgent first; begins with what has to be taken down.
    pub attention: Vec<AttentionItem>,
    /// The last build on this machine; none where there was none.
    pub last_build: Option<LastBuildReport>,
    /// What is known about time.
    pub agenda: Agenda,
    /// When the site changes by itself.
    pub next_change: NextChangeReport,
}

/// Faults by severity.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct FaultCounts {
    /// They hold records back.
    pub errors: usize,
    /// They should be mended.
    pub warnings: usize,
    /// They are worth a look.
    pub advice: usize,
}

/// The last build, against now.
#[derive(Debug, Serialize)]
pub(super) struct LastBuildReport {
    /// The moment it was made for.
    #[serde(serialize_with = "text")]
    pub made_for: Timestamp,
    /// The moment in words.
    pub made_for_words: String,
    /// The output folder: as seen from the network's folder where it lies in it.
    pub folder: String,
    /// Files that are published there; 0 where the folder is gone.
    pub files: usize,
    /// Whether the contents are others now; none where an earlier version did not write it down.
    pub contents_changed: Option<bool>,
    /// Whether time alone has made the published site another than it should be.
    pub out_of_date: bool,
    /// The moment from which something may have turned, if that has passed.
    #[serde(serialize_with = "maybe_text")]
    pub due: Option<Timestamp>,
    /// That moment in words.
    pub due_words: Option<String>,
}

/// When the site changes by itself.
#[derive(Debug, Serialize)]
pub(super) struct NextChangeReport {
    /// Whether `at` is that moment, or one before which surely nothing changes; or there is none.
    pub known: Certainty,
    /// The moment.
    #[serde(serialize_with = "maybe_text")]
    pub at: Option<Timestamp>,
    /// The moment in words.
    pub at_words: Option<String>,
    /// What to run then.
    pub run: &'static str,
}

/// What is known of the next change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Certainty {
    /// It is at that second.
    Exactly,
    /// It is not before then.
    NotBefore,
    /// Nothing changes by itself.
    Never,
}

impl FaultCounts {
    pub(super) fn count(faults: &[Fault]) -> Self {
        let of = |severity| faults.iter().filter(|fault| fault.severity == severity).count();
        Self { errors: of(Severity::Error), warnings: of(Severity::Warning), advice: of(Severity::Advice) }
    }
}

impl NextChangeReport {
    pub(super) fn from_next_change(turn: NextChange, words: impl Fn(Timestamp) -> String) -> Self {
        let (known, at) = match turn {
            NextChange::At(at) => (Certainty::Exactly, Some(at)),
            NextChange::NotBefore(at) => (Certainty::NotBefore, Some(at)),
            NextChange::Never => (Certainty::Never, None),
        };
        Self { known, at, at_words: at.map(words), run: REBUILD_COMMAND }
    }

    /// How far off it is, in the largest unit that says it well.
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
