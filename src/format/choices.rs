//! What a script reads to let people choose from the directory and the library: `/partners/choices.json`.
//!
//! A page without a script has the same lists as pages; this saves the way from one to the next.

use super::output::Output;
use crate::kind::Kind;
use crate::output::{OutputFile, OutputKind};
use crate::theme::Renderer;
use crate::view::ChoiceRecord;

/// The files.
pub(super) fn render(renderer: &Renderer) -> Vec<Output> {
    let (publication, locale) = (renderer.publication(), renderer.locale());
    let kinds = Kind::all().filter(|kind| ChoiceRecord::has_choices(publication, *kind));
    let to_output = |kind| Output {
        file: OutputFile::at(OutputKind::Choices, &ChoiceRecord::file_address(kind)),
        bytes: serde_json::to_vec(&ChoiceRecord::for_kind(publication, kind, locale)).expect("texts always serialise"),
    };
    kinds.map(to_output).collect()
}
