//! Places and their levels.

use super::record_fields::RecordFields;
use super::reference::{DownloadFiles, Levels, Places, ReferenceTo};
use crate::yaml::{ByLanguage, Coordinates, fields};

/// The levels that every network has, the smallest first.
pub const PLACE_LEVELS: &[&str] = &[
    "neighbourhood",
    "estate",
    "ward",
    "parish",
    "village",
    "town",
    "city",
    "borough",
    "district",
    "county",
    "combined-authority",
    "region",
    "nation",
];

fields! {
    /// A place, from a neighbourhood to a country.
    pub struct Place {
        /// What sort of place it is.
        level: required ReferenceTo<Levels>, always;
        /// The place it lies in. The breadcrumbs of its page follow this field.
        parent: optional ReferenceTo<Places>, always;
        /// Further areas it lies in, for lists and counts.
        within: many ReferenceTo<Places>, always;
        /// Codes of statistics offices, such as ONS, the newest first.
        codes: many String, always;
        /// Its name in other languages.
        names: optional ByLanguage<String>, always;
        /// The latitude and longitude of its middle, in degrees.
        location: optional Coordinates, always;
        /// Its outline: a GeoJSON file (RFC 7946).
        boundary: optional ReferenceTo<DownloadFiles>, always;
    }
}

impl RecordFields for Place {
    fn type_word(&self) -> Option<&str> {
        Some(&self.level.text)
    }

    fn unique_ids(&self) -> Vec<(&'static str, &str)> {
        self.codes.iter().map(|code| ("codes", code.as_str())).collect()
    }

    fn coordinates(&self) -> Option<(&'static str, &'static str, Coordinates)> {
        self.location.map(|point| ("location", "", point))
    }
}
