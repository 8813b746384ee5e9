//! A record's text as HTML for feeds: all addresses have scheme and host, and nothing needs a style sheet to be
//! understood.

use crate::markdown::{PictureHtml, PlaceholderWriter, escape_html};
use crate::publish::{Publication, VisibleBody, VisiblePicture, VisibleRecord};
use crate::view::{Locale, SignpostView};

/// The text of a record with its lead picture, in an element that has its language and direction; empty when the record
/// has no text.
pub(super) fn content_html(
    publication: &Publication,
    record: &VisibleRecord<'_>,
    page_url: &str,
    locale: &Locale,
) -> String {
    let body = record.body();
    let lead_picture = record.lead_picture();
    if body.markdown().is_empty() && lead_picture.is_none() {
        return String::new();
    }
    let language = record.language().unwrap_or(&publication.config().language);
    let mut html = format!("<div lang=\"{}\" dir=\"{}\">\n", language.as_str(), language.direction());
    if let Some(lead_picture) = lead_picture {
        html.push_str("<p>");
        push_picture(publication, &lead_picture, &mut html);
        html.push_str("</p>\n");
    }
    let text = body.markdown().to_html(&mut FeedPlaceholders { publication, body: &body, page_url, locale });
    // Links to footnotes are the only links without a placeholder. A `<` in a text is escaped, so this matches tags
    // only.
    html.push_str(&text.replace("<a href=\"#", &format!("<a href=\"{}#", escape_to_string(page_url))));
    html.push_str("</div>");
    html
}

/// Fills placeholders for a feed.
struct FeedPlaceholders<'a> {
    publication: &'a Publication,
    body: &'a VisibleBody<'a>,
    page_url: &'a str,
    locale: &'a Locale,
}

impl PlaceholderWriter for FeedPlaceholders<'_> {
    fn link_href(&mut self, number: u32) -> Option<String> {
        let href = self.body.link_href(number)?;
        Some(match href.starts_with('#') {
            true => format!("{}{href}", self.page_url),
            false => absolute(self.publication, &href),
        })
    }

    fn write_picture(&mut self, number: u32, html: &mut String) {
        if let Some(picture) = self.body.picture(number) {
            push_picture(self.publication, &picture, html);
        }
    }

    /// A block as plain HTML: a link to the record it shows, a quotation, or its content.
    fn write_block(&mut self, number: u32, content: Option<&str>, html: &mut String) {
        let Some((block, record)) = self.body.block(number) else { return };
        match (block.name.as_str(), record) {
            ("signposts", _) => self.push_signposts(block.argument("place"), html),
            (_, Some(record)) => {
                let href = absolute(self.publication, &record.href());
                push_all(
                    html,
                    &[
                        "<p><a href=\"",
                        &escape_to_string(&href),
                        "\">",
                        &escape_to_string(record.title()),
                        "</a></p>\n",
                    ],
                );
            }
            ("quote", None) => {
                let text = escape_to_string(block.argument("text").unwrap_or_default());
                push_all(html, &["<blockquote><p>", &text, "</p>"]);
                if let Some(by) = block.argument("by") {
                    push_all(html, &["<p>", &escape_to_string(by), "</p>"]);
                }
                html.push_str("</blockquote>\n");
            }
            (_, None) => {
                if let Some(title) = block.argument("title") {
                    push_all(html, &["<p><strong>", &escape_to_string(title), "</strong></p>\n"]);
                }
                html.push_str(content.unwrap_or_default());
            }
        }
    }
}

impl FeedPlaceholders<'_> {
    fn push_signposts(&self, place: Option<&str>, html: &mut String) {
        let signposts = SignpostView::for_place(self.publication, place, self.locale);
        if signposts.is_empty() {
            return;
        }
        html.push_str("<ul>\n");
        for signpost in signposts {
            let title = escape_to_string(&signpost.title);
            html.push_str("<li>");
            match &signpost.url {
                Some(url) => push_all(html, &["<a href=\"", &escape_to_string(url), "\">", &title, "</a>"]),
                None => html.push_str(&title),
            }
            if let (Some(phone), Some(dial)) = (&signpost.phone, &signpost.dial) {
                push_all(html, &[", <a href=\"tel:", &escape_to_string(dial), "\">", &escape_to_string(phone), "</a>"]);
            }
            html.push_str("</li>\n");
        }
        html.push_str("</ul>\n");
    }
}

fn push_picture(publication: &Publication, picture: &VisiblePicture, html: &mut String) {
    let (src, credit) = (absolute(publication, &picture.src), picture.credit.as_deref());
    PictureHtml { src: &src, alt: &picture.alt, pixels: picture.pixels, credit, is_on_page: false }.write(html);
}

/// An address with scheme and host. Without a `base_url` there are no feeds.
fn absolute(publication: &Publication, href: &str) -> String {
    publication.absolute_href(href).unwrap_or_default()
}

fn push_all(html: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| html.push_str(part));
}

fn escape_to_string(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape_html(text, &mut html);
    html
}
