//! Pages as HTML files.

use super::output::Output;
use crate::fault::Faults;
use crate::publish::Page;
use crate::theme::Renderer;

/// One page; `None` after a fault was reported.
pub fn render_page(renderer: &Renderer, page: &Page, out: &mut Faults) -> Option<Output> {
    let bytes = renderer.render(page, out)?;
    Some(Output { file: renderer.publication().output_file(page), bytes })
}
