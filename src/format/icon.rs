//! The site's icon in tabs and bookmarks: the network's pattern, in the theme's light and dark colours.

use super::output::Output;
use crate::output::{ICON_FILE, OutputFile, OutputKind};
use crate::theme::Renderer;
use crate::view::SiteView;

/// The file: `icon.svg`.
pub(super) fn render(renderer: &Renderer) -> Vec<Output> {
    let patch = SiteView::network_patch(renderer.publication());
    let mut svg = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 4\"><style>");
    svg.push_str(&renderer.theme().token_css().replace('&', "&amp;"));
    svg.push_str("</style>");
    svg.push_str(&format!("<path style=\"fill:var(--{})\" d=\"M0 0h4v4H0z\"/>", patch.ground));
    for shape in &patch.shapes {
        svg.push_str(&format!("<path style=\"fill:var(--{})\" d=\"{}\"/>", shape.colour, shape.path));
    }
    svg.push_str("</svg>\n");
    vec![Output { file: OutputFile::at(OutputKind::Icon, ICON_FILE), bytes: svg.into_bytes() }]
}
