//! A text as HTML for feeds: all addresses with scheme and host, and nothing that needs a style sheet to be understood.

use super::entry::absolute;
use crate::markdown::{PlaceholderWriter, escape_html};
use crate::publish::{Publication, VisibleBody, VisiblePicture, VisibleRecord};
use crate::view::{SignpostView, Tongue};

/// The text of a record with its lead picture, in an element that says its language and direction; empty without a text.
pub(super) fn of(publication: &Publication, seen: &VisibleRecord<'_>, url: &str, tongue: &Tongue) -> String {
    let body = seen.body();
    let lead = seen.lead_picture();
    if body.markdown().is_empty() && lead.is_none() {
        return String::new();
    }
    let language = seen.language().unwrap_or(&publication.config().language);
    let mut html = format!("<div lang=\"{}\" dir=\"{}\">\n", language.as_str(), language.direction());
    if let Some(lead) = lead {
        html.push_str("<p>");
        push_picture(publication, lead, &mut html);
        html.push_str("</p>\n");
    }
    let text = body.markdown().to_html(&mut InFeed { publication, body: &body, url, tongue });
    // The only links that are no holes: from a footnote's mark to the footnote. No text can hold a `<` that is no tag's.
    html.push_str(&text.replace("<a href=\"#", &format!("<a href=\"{}#", escaped(url))));
    html.push_str("</div>");
    html
}

/// Fills as a feed does.
struct InFeed<'a> {
    publication: &'a Publication,
    body: &'a VisibleBody<'a>,
    url: &'a str,
    tongue: &'a Tongue,
}

impl PlaceholderWriter for InFeed<'_> {
    fn link_href(&mut self, number: u32) -> Option<String> {
        let href = self.body.link_href(number)?;
        Some(match href.starts_with('#') {
            true => format!("{}{href}", self.url),
            false => absolute(self.publication, href),
        })
    }

    fn write_picture(&mut self, number: u32, html: &mut String) {
        if let Some(picture) = self.body.picture(number) {
            push_picture(self.publication, picture, html);
        }
    }

    /// A block as plain HTML: a link to the record it shows, a quotation, or its content.
    fn write_block(&mut self, number: u32, content: Option<&str>, html: &mut String) {
        let Some((block, record)) = self.body.block(number) else { return };
        match (block.name.as_str(), record) {
            ("signposts", _) => self.signposts(block.argument("place"), html),
            (_, Some(record)) => {
                let href = absolute(self.publication, record.href());
                push_all(html, &["<p><a href=\"", &escaped(&href), "\">", &escaped(record.title()), "</a></p>\n"]);
            }
            ("quote", None) => {
                let text = escaped(block.argument("text").unwrap_or_default());
                push_all(html, &["<blockquote><p>", &text, "</p>"]);
                if let Some(by) = block.argument("by") {
                    push_all(html, &["<p>", &escaped(by), "</p>"]);
                }
                html.push_str("</blockquote>\n");
            }
            (_, None) => {
                if let Some(title) = block.argument("title") {
                    push_all(html, &["<p><strong>", &escaped(title), "</strong></p>\n"]);
                }
                html.push_str(content.unwrap_or_default());
            }
        }
    }
}

impl InFeed<'_> {
    fn signposts(&self, place: Option<&str>, html: &mut String) {
        let signposts = SignpostView::all(self.publication, place, self.tongue);
        if signposts.is_empty() {
            return;
        }
        html.push_str("<ul>\n");
        for signpost in signposts {
            let title = escaped(&signpost.title);
            html.push_str("<li>");
            match &signpost.url {
                Some(url) => push_all(html, &["<a href=\"", &escaped(url), "\">", &title, "</a>"]),
                None => html.push_str(&title),
            }
            if let (Some(phone), Some(dial)) = (&signpost.phone, &signpost.dial) {
                push_all(html, &[", <a href=\"tel:", &escaped(dial), "\">", &escaped(phone), "</a>"]);
            }
            html.push_str("</li>\n");
        }
        html.push_str("</ul>\n");
    }
}

fn push_picture(publication: &Publication, picture: VisiblePicture, html: &mut String) {
    let src = absolute(publication, picture.src);
    push_all(html, &["<img src=\"", &escaped(&src), "\" alt=\"", &escaped(&picture.alt), "\""]);
    if let Some((width, height)) = picture.pixels {
        push_all(html, &[" width=\"", &width.to_string(), "\" height=\"", &height.to_string(), "\""]);
    }
    html.push('>');
    if let Some(credit) = &picture.credit {
        push_all(html, &[" <small>", &escaped(credit), "</small>"]);
    }
}

fn push_all(html: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| html.push_str(part));
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape_html(text, &mut html);
    html
}
