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

/// Escapes for HTML text and double-quoted attributes.
pub(crate) fn escape_html(text: &str, into: &mut String) {
    for c in text.chars() {
        match c {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            c => into.push(c),
        }
    }
}
