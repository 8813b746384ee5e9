//! Places, and what lies within them.

use super::value::{DownloadFiles, Levels, Named, Places};
use crate::yaml::{Loose, Point, fields};

/// The levels that every network has, the smallest first.
pub const LEVELS: &[&str] = &[
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
    /// A place.
    pub struct Place {
        /// What sort of place it is.
        level: required Named<Levels>, always;
        /// The place it lies in; the trail follows it.
        parent: optional Named<Places>, always;
        /// Further areas it lies in, for lists and counts.
        within: many Named<Places>, always;
        /// Codes of statistics offices, the newest first.
        codes: many String, always;
        /// Its name in other languages.
        names: optional Loose<String>, always;
        /// Latitude and longitude of its middle.
        location: optional Point, always;
        /// Its outline: a GeoJSON file.
        boundary: optional Named<DownloadFiles>, always;
    }
}
