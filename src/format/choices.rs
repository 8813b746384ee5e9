//! What a script reads to filter the directory and the library on the page: `/partners/choices.json`.
//!
//! There is a page for each single value, so readers without scripts get the same lists; the script combines values. It
//! reads this file only when a reader first chooses something. The file says what cards say and nothing else.

use super::output::Output;
use crate::kind::Kind;
use crate::output::{OutputFile, OutputKind};
use crate::theme::Renderer;
use crate::view::ChoiceRecord;

/// One file for each list that can be filtered on the page.
pub(super) fn render(renderer: &Renderer) -> Vec<Output> {
    let (publication, locale) = (renderer.publication(), renderer.locale());
    let kinds = Kind::all().filter(|kind| ChoiceRecord::has_choices(publication, *kind));
    let to_output = |kind| Output {
        file: OutputFile::at(OutputKind::Choices, &ChoiceRecord::file_address(kind)),
        bytes: serde_json::to_vec(&ChoiceRecord::for_kind(publication, kind, locale)).expect("texts always serialise"),
    };
    kinds.map(to_output).collect()
}
