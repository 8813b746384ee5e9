//! Pages, and the theme's own files.

use super::Output;
use crate::fault::Faults;
use crate::path;
use crate::publish::Page;
use crate::theme::{Renderer, Theme};

/// One page; `None` after a fault was reported.
pub fn render_page(renderer: &Renderer, page: &Page, out: &mut Faults) -> Option<Output> {
    let bytes = renderer.render(page, out)?;
    Some(Output { path: path::output_path(&page.address), bytes })
}

/// The theme's static files.
pub fn static_files(theme: &Theme) -> Vec<Output> {
    theme
        .static_files()
        .map(|(address, bytes)| Output { path: path::output_path(address), bytes: bytes.to_vec() })
        .collect()
}
