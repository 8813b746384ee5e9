//! What a script reads to let people choose from the directory and the library: `/partners/choices.json`.
//!
//! A page without a script has the same lists as pages; this saves the way from one to the next.

use super::Output;
use crate::path;
use crate::publish::Publication;
use crate::record::Kind;
use crate::view::{Choosable, Tongue};

/// The files.
pub fn choices(publication: &Publication, tongue: &Tongue) -> Vec<Output> {
    let kinds = Kind::ALL.into_iter().filter(|kind| Choosable::are(publication, *kind));
    let print = |kind| Output {
        path: path::output_path(&Choosable::address(kind)),
        bytes: serde_json::to_vec(&Choosable::all(publication, kind, tongue)).expect("texts always serialise"),
    };
    kinds.map(print).collect()
}
