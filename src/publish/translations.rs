//! Which translations of a record are published.

use crate::site::{Record, Translation};

/// The translations of a record that have no errors.
pub(super) fn valid_translations(record: &Record) -> impl Iterator<Item = &Translation> {
    record.translations.iter().filter(|translation| !translation.is_invalid)
}
