//! What a script reads to let people choose from the directory and the library: `/partners/choices.json`.
//!
//! A page without a script has the same lists as pages; this saves the way from one to the next.

use super::Output;
use crate::kind::Kind;
use crate::path;
use crate::publish::Publication;
use crate::view::{ChoiceRecord, Locale};

/// The files.
pub fn choices_files(publication: &Publication, locale: &Locale) -> Vec<Output> {
    let kinds = Kind::all().filter(|kind| ChoiceRecord::has_choices(publication, *kind));
    let to_output = |kind| Output {
        path: path::output_path(&ChoiceRecord::file_address(kind)),
        bytes: serde_json::to_vec(&ChoiceRecord::for_kind(publication, kind, locale)).expect("texts always serialise"),
    };
    kinds.map(to_output).collect()
}
