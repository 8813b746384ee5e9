//! The ledger of consents (`consents.yaml`): who has agreed to be shown, where, and until when.
//!
//! The ledger has no real names. It says what to call somebody (`shown_as`) and which records and pictures a consent covers;
//! the names are in the private folder.

mod ledger;
mod private_folder;

pub use ledger::{Approval, Consent, ConsentScope, ConsentState, Ledger};
pub use private_folder::{AllowedText, PrivatePerson, check_allowed, check_people, report_minors_without_people};
