//! The theme's own files.

use super::output::Output;
use crate::output::{OutputFile, OutputKind};
use crate::theme::Renderer;

/// The files below `static/`.
pub(super) fn render(renderer: &Renderer) -> Vec<Output> {
    let files = renderer.theme().static_files();
    files
        .map(|(address, bytes)| Output { file: OutputFile::at(OutputKind::ThemeFile, address), bytes: bytes.to_vec() })
        .collect()
}
