//! The sign of the site in tabs and lists of bookmarks: its pattern, in the theme's colours of day and night.

use super::Output;
use crate::theme::Theme;
use crate::view::{PatchView, SiteView};

/// The file: `icon.svg`.
pub fn icon_file(patch: &PatchView, theme: &Theme) -> Output {
    let mut svg = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 4\"><style>");
    svg.push_str(&theme.token_css().replace('&', "&amp;"));
    svg.push_str("</style>");
    svg.push_str(&format!("<path style=\"fill:var(--{})\" d=\"M0 0h4v4H0z\"/>", patch.ground));
    for shape in &patch.shapes {
        svg.push_str(&format!("<path style=\"fill:var(--{})\" d=\"{}\"/>", shape.colour, shape.path));
    }
    svg.push_str("</svg>\n");
    Output { path: SiteView::ICON_ADDRESS.trim_start_matches('/').to_owned(), bytes: svg.into_bytes() }
}
