//! Fills the placeholders of a body. A page and a feed do it in different ways.

use super::body::{MarkdownBody, Piece};
use super::html::escape_html;
use super::placeholder::PlaceholderKind;

/// Writes what belongs in the placeholders of a body. Numbers are indices into its links, pictures or blocks.
pub trait PlaceholderWriter {
    /// Where a link leads; `None` to make it plain text.
    fn link_href(&mut self, number: u32) -> Option<String>;
    /// Writes a picture.
    fn write_picture(&mut self, number: u32, html: &mut String);
    /// Writes a block, with its content if it has any.
    fn write_block(&mut self, number: u32, content: Option<&str>, html: &mut String);
}

impl MarkdownBody {
    /// The HTML of the body with its placeholders filled.
    pub fn to_html(&self, writer: &mut dyn PlaceholderWriter) -> String {
        let mut html = String::with_capacity(self.html.len() + self.html.len() / 8);
        let mut open_blocks: Vec<(String, u32)> = Vec::new();
        let mut skip_quote = false;
        let mut linked = vec![false; self.links.len()];
        for piece in self.pieces() {
            match piece {
                // The quotation mark after an `href` that was removed.
                Piece::Html(part) => html.push_str(match std::mem::take(&mut skip_quote) {
                    true => part.strip_prefix('"').unwrap_or(part),
                    false => part,
                }),
                Piece::Placeholder(PlaceholderKind::LinkOpen(number)) => {
                    if let Some(href) = writer.link_href(number) {
                        push_link_start(&href, &self.links[number as usize].title, &mut html);
                        linked[number as usize] = true;
                    }
                }
                Piece::Placeholder(PlaceholderKind::LinkClose(number)) => {
                    if linked.get(number as usize) == Some(&true) {
                        html.push_str("</a>");
                    }
                }
                Piece::Placeholder(PlaceholderKind::Href(number)) => match writer.link_href(number) {
                    Some(href) => escape_html(&href, &mut html),
                    None => skip_quote = remove_href_start(&mut html),
                },
                Piece::Placeholder(PlaceholderKind::Picture(number)) => writer.write_picture(number, &mut html),
                Piece::Placeholder(PlaceholderKind::BlockOpen(number)) => {
                    if self.blocks.get(number as usize).is_some_and(|block| block.has_content) {
                        open_blocks.push((std::mem::take(&mut html), number));
                    } else {
                        writer.write_block(number, None, &mut html);
                    }
                }
                Piece::Placeholder(PlaceholderKind::BlockClose(_)) => {
                    if let Some((outer, number)) = open_blocks.pop() {
                        let inner = std::mem::replace(&mut html, outer);
                        writer.write_block(number, Some(&inner), &mut html);
                    }
                }
            }
        }
        // The record of a block that is never closed is not published, but an editor may still see the text.
        while let Some((outer, _)) = open_blocks.pop() {
            let inner = std::mem::replace(&mut html, outer);
            html.push_str(&inner);
        }
        html
    }
}

/// Removes the beginning of an `href` at the end, so that the text is no link. Returns whether there was one.
fn remove_href_start(html: &mut String) -> bool {
    let had_href = html.ends_with(" href=\"");
    if had_href {
        html.truncate(html.len() - " href=\"".len());
    }
    had_href
}

fn push_link_start(href: &str, title: &str, html: &mut String) {
    html.push_str("<a href=\"");
    escape_html(href, html);
    if !title.is_empty() {
        html.push_str("\" title=\"");
        escape_html(title, html);
    }
    html.push_str("\">");
}
