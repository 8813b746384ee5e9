//! Files that are not records: `signposts.yaml` and `observances.yaml`.

use std::sync::Arc;

use jiff::civil::Date;

use super::contact_details::Phone;
use super::list_file::ListFile;
use super::reference::{Places, ReferenceTo};
use crate::fault::Faults;
use crate::text::Source;
use crate::yaml::{Reference, Spanned, Url, fields};

fields! {
    /// Where to report hate, and where to find help.
    pub struct Signpost {
        /// The id by which other files refer to it.
        id: required String, always;
        /// The name.
        title: required String, always;
        /// `report` or `support`.
        kind: optional String, always;
        /// The nation that it serves.
        nation: optional String, always;
        /// The place that it serves.
        place: optional ReferenceTo<Places>, always;
        /// A telephone number.
        phone: optional Phone, always;
        /// Its website.
        url: optional Url, always;
        /// A sentence about it.
        text: optional String, always;
        /// When people can reach it.
        hours: optional String, always;
        /// When somebody last checked that it can be reached.
        checked: required Spanned<Date>, always;
    }
}

fields! {
    /// A festival or holiday.
    pub struct Observance {
        /// The id by which other files refer to it.
        id: required String, always;
        /// The name.
        title: required String, always;
        /// The first day.
        from: required Date, always;
        /// The last day.
        to: optional Date, always;
        /// Whether the date may still change, for example because it depends on the sighting of the moon.
        provisional: optional bool, always;
        /// Where the date comes from.
        source: optional String, always;
    }
}

/// Reads `signposts.yaml`: the entries, and the references to places in them.
pub fn read_signposts(source: &Arc<Source>, out: &mut Faults) -> (Vec<Signpost>, Vec<Reference>) {
    let list = ListFile::read(source, &[], out);
    (list.items.into_iter().map(|(signpost, _)| signpost).collect(), list.references)
}

/// Reads `observances.yaml`.
pub fn read_observances(source: &Arc<Source>, out: &mut Faults) -> Vec<Observance> {
    ListFile::read(source, &[], out).items.into_iter().map(|(observance, _)| observance).collect()
}
