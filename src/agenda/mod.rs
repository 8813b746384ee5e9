//! What is known about time, as data: what begins, what ends, who is to be asked again, what is not published and why.
//!
//! For the two places where editors look: `commonground status` and their desk. Nothing of it is published, and no
//! name from the private folder is in it. It says what a publication's records say; what lies in the output folder
//! is told to it by whoever looked there ([`still_published`]).

mod attention;
mod consents;
mod dates;
mod events;
mod incidents;
mod input;
mod overview;
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
pub use record_summary::RecordSummary;
pub use records::{EditorRecords, RecordStatus, RequiredConsent, UpcomingChange};
pub use reviews::{PartnerDue, ReviewDue, Reviews, SignpostDue, UncheckedPartners};
pub use scheduled_changes::{ChangeKind, ScheduledChange};
pub use still_published::{StillPublished, StillPublishedKind, find_still_published};
pub use unpublished::{UnpublishedCounts, UnpublishedRecord, draft_addresses, invalid_addresses, list_unpublished};
pub use vanished::{VanishedPage, find_vanished};
