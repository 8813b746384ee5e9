//! Files that are not records: `signposts.yaml` and `observances.yaml`.

use std::sync::Arc;

use jiff::civil::Date;

use super::contact_details::Phone;
use super::list_file::ListFile;
use super::reference::{Places, ReferenceTo};
use crate::fault::Faults;
use crate::text::Source;
use crate::yaml::{Reference, Url, fields};

fields! {
    /// Where to report hate, and where to find help.
    pub struct Signpost {
        /// What other files name it by.
        id: required String, always;
        /// What it is called.
        title: required String, always;
        /// `report` or `support`.
        kind: optional String, always;
        /// The nation it is for.
        nation: optional String, always;
        /// The place it is for.
        place: optional ReferenceTo<Places>, always;
        /// A number.
        phone: optional Phone, always;
        /// An address on the web.
        url: optional Url, always;
        /// A sentence.
        text: optional String, always;
        /// When it answers.
        hours: optional String, always;
        /// When somebody last tried it.
        checked: required Date, always;
    }
}

fields! {
    /// A festival or holiday.
    pub struct Observance {
        /// What other files name it by.
        id: required String, always;
        /// What it is called.
        title: required String, always;
        /// The first day.
        from: required Date, always;
        /// The last day.
        to: optional Date, always;
        /// The day may still move, as with the sighting of the moon.
        provisional: optional bool, always;
        /// Where the date comes from.
        source: optional String, always;
    }
}

/// Reads `signposts.yaml`: the entries, and the references to places in them.
pub fn read_signposts(source: &Arc<Source>, out: &mut Faults) -> (Vec<Signpost>, Vec<Reference>) {
    let list = ListFile::read(source, out);
    (list.items.into_iter().map(|(signpost, _)| signpost).collect(), list.references)
}

/// Reads `observances.yaml`.
pub fn read_observances(source: &Arc<Source>, out: &mut Faults) -> Vec<Observance> {
    ListFile::read(source, out).items.into_iter().map(|(observance, _)| observance).collect()
}
