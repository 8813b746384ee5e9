//! What editors need to know about dates: what begins and ends, whom to ask again, what is not published and why.
//!
//! `commonground status` and the desk show it; the site does not. It has no name from the private folder. It is made
//! from a publication alone, and no other room asks a publication for unpublished records (`Publication::for_editors`).
//!
//! Whatever looks ahead uses its own clock, so that it does not affect the publication's `next_change`. Files that must
//! be taken down are found with the list of files in the output folder, which the caller passes to
//! `find_still_published`.

mod attention;
mod consents;
mod dates;
mod events;
mod incidents;
mod input;
mod overview;
mod raised_safety;
mod record_summary;
mod records;
mod reviews;
mod scheduled_changes;
mod still_published;
mod unpublished;
mod vanished;

pub use attention::{AttentionItem, Urgency};
pub use consents::{ConsentDue, ConsentPhase, ConsentUse};
pub use dates::{instant_in_words, maybe_text, text};
pub use events::NextEvent;
pub use incidents::{IncidentDue, IncidentState};
pub use overview::{Agenda, REBUILD_COMMAND};
pub use raised_safety::RaisedSafety;
pub use record_summary::RecordSummary;
pub use records::{EditorRecords, RecordStatus, RequiredConsent, UpcomingChange};
pub use reviews::{PartnerDue, ReviewDue, Reviews, SignpostDue, UncheckedPartners};
pub use scheduled_changes::{ChangeKind, ScheduledChange};
pub use still_published::{StillPublished, StillPublishedKind, find_still_published};
pub use unpublished::{
    UnpublishedCounts, UnpublishedRecord, draft_addresses, has_taken_anything_down, invalid_addresses,
    list_unpublished, next_change_with_invalid,
};
pub use vanished::{VanishedPage, find_vanished};
