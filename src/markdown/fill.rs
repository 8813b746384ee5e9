//! A body's holes filled, by whoever knows what belongs into them: a page does it in one way, a feed in another.

use super::{Body, Fill, Piece, escape};

/// What is written into the holes of a body.
pub trait Filler {
    /// Where a link leads; `None` when it becomes plain text.
    fn link(&mut self, number: u32) -> Option<String>;
    /// A picture.
    fn picture(&mut self, number: u32, html: &mut String);
    /// A block, with its content where it holds any.
    fn block(&mut self, number: u32, content: Option<&str>, html: &mut String);
}

impl Body {
    /// The HTML of it. Links to what is not to be seen become plain text.
    pub fn fill(&self, filler: &mut dyn Filler) -> String {
        let mut html = String::with_capacity(self.html.len() + self.html.len() / 8);
        let mut open: Vec<(String, u32)> = Vec::new();
        let mut unquoted = false;
        let mut linked = vec![false; self.links.len()];
        for piece in self.pieces() {
            match piece {
                // The quotation mark of an attribute that was taken out.
                Piece::Html(part) => html.push_str(match std::mem::take(&mut unquoted) {
                    true => part.strip_prefix('"').unwrap_or(part),
                    false => part,
                }),
                Piece::Fill(Fill::LinkOpen(number)) => {
                    if let Some(href) = filler.link(number) {
                        push_link(&href, &self.links[number as usize].title, &mut html);
                        linked[number as usize] = true;
                    }
                }
                Piece::Fill(Fill::LinkClose(number)) => {
                    if linked.get(number as usize) == Some(&true) {
                        html.push_str("</a>");
                    }
                }
                Piece::Fill(Fill::Href(number)) => match filler.link(number) {
                    Some(href) => escape(&href, &mut html),
                    None => unquoted = remove_attribute(&mut html),
                },
                Piece::Fill(Fill::Picture(number)) => filler.picture(number, &mut html),
                Piece::Fill(Fill::BlockOpen(number)) => {
                    if self.blocks.get(number as usize).is_some_and(|block| block.content) {
                        open.push((std::mem::take(&mut html), number));
                    } else {
                        filler.block(number, None, &mut html);
                    }
                }
                Piece::Fill(Fill::BlockClose(_)) => {
                    if let Some((outer, number)) = open.pop() {
                        let inner = std::mem::replace(&mut html, outer);
                        filler.block(number, Some(&inner), &mut html);
                    }
                }
            }
        }
        // A block that is never closed holds its record back; what was gathered is kept all the same.
        while let Some((outer, _)) = open.pop() {
            let inner = std::mem::replace(&mut html, outer);
            html.push_str(&inner);
        }
        html
    }
}

/// Takes the beginning of an `href` back: the text stays without a link. Tells whether there was one.
fn remove_attribute(html: &mut String) -> bool {
    let begun = html.ends_with(" href=\"");
    if begun {
        html.truncate(html.len() - " href=\"".len());
    }
    begun
}

fn push_link(href: &str, title: &str, html: &mut String) {
    html.push_str("<a href=\"");
    escape(href, html);
    if !title.is_empty() {
        html.push_str("\" title=\"");
        escape(title, html);
    }
    html.push_str("\">");
}
