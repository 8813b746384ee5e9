//! Writes HTML.

/// A link card: a plain link to what another site would have shown here.
pub(super) fn link_card(url: &str, title: Option<&str>) -> String {
    let host = url.split("://").nth(1).and_then(|rest| rest.split(['/', '?']).next()).unwrap_or(url);
    let text = title.filter(|title| !title.trim().is_empty()).unwrap_or(host);
    let mut card = String::from("<a class=\"link-card\" href=\"");
    escape_html(url, &mut card);
    card.push_str("\">");
    escape_html(text, &mut card);
    card.push_str("</a>");
    card
}

/// A picture within a text.
pub(crate) struct PictureHtml<'a> {
    /// Its address, as it goes into `src`.
    pub src: &'a str,
    /// The text alternative (WCAG 2.2 SC 1.1.1); empty for decoration.
    pub alt: &'a str,
    /// Width and height, where they are known.
    pub pixels: Option<(u32, u32)>,
    /// Who made it.
    pub credit: Option<&'a str>,
    /// Whether it is on a page, which has a style sheet and loads pictures when they come into sight; else in a feed.
    pub is_on_page: bool,
}

impl PictureHtml<'_> {
    /// Writes it, with its credit.
    pub(crate) fn write(&self, html: &mut String) {
        let (loading, class) = if self.is_on_page { (" loading=\"lazy\"", " class=\"credit\"") } else { ("", "") };
        html.push_str("<img src=\"");
        escape_html(self.src, html);
        html.push_str("\" alt=\"");
        escape_html(self.alt, html);
        html.push('"');
        if let Some((width, height)) = self.pixels {
            html.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        html.push_str(loading);
        html.push('>');
        if let Some(credit) = self.credit {
            html.push_str(&format!(" <small{class}>"));
            escape_html(credit, html);
            html.push_str("</small>");
        }
    }
}

/// Escapes for HTML text and double-quoted attributes.
pub(crate) fn escape_html(text: &str, into: &mut String) {
    html_escape::encode_double_quoted_attribute_to_string(text, into);
}
