//! Raw HTML in a body: what is published, what becomes a link card, what is removed.
//!
//! `sanitise` does the removing. Here the tags are looked at one by one before it, so that editors are told what will be
//! missing and where, and so that links and pictures in raw HTML are checked like all others.

use std::ops::Range;

use html_escape::decode_html_entities;

use super::body::Picture;
use super::collector::{Collector, PictureOutput};
use super::html::{escape_html, link_card};
use super::placeholder::PlaceholderKind;
use super::sanitise::{becomes_link_card, is_allowed_attribute, is_allowed_tag};
use super::tag::{HtmlTag, parse_tags};
use crate::fault::Code;
use crate::lint::{Linter, TagEffect};
use crate::yaml::Url;

/// A piece of raw HTML, joined from its lines.
#[derive(Debug, Default)]
pub(super) struct RawHtml {
    text: String,
    /// Where each line begins: its byte in the text and its byte in the body. Only the body has the signs of a quotation
    /// before a line and `\r` at its end.
    lines: Vec<(usize, usize)>,
}

impl RawHtml {
    /// A piece in one line, which begins at a byte of the body.
    pub fn from_line(line: &str, offset: usize) -> Self {
        Self { text: line.to_owned(), lines: vec![(0, offset)] }
    }

    /// Adds a line, which begins at a byte of the body.
    pub fn push_line(&mut self, line: &str, offset: usize) {
        self.lines.push((self.text.len(), offset));
        self.text.push_str(line);
    }

    /// The bytes of the body that some bytes of the text come from.
    fn body_range(&self, range: &Range<usize>) -> Range<usize> {
        self.body_offset(range.start)..self.body_offset(range.end - 1) + 1
    }

    fn body_offset(&self, offset: usize) -> usize {
        let line = self.lines.partition_point(|(in_text, _)| *in_text <= offset).saturating_sub(1);
        self.lines.get(line).map_or(offset, |(in_text, in_body)| in_body + offset - in_text)
    }

    /// The HTML to be sanitised, with markers for its links and pictures. `None` where it is nothing but comments.
    pub fn rewrite(&self, is_in_link: bool, collector: &mut Collector<'_>, linter: &mut Linter) -> Option<String> {
        let (tags, unfinished) = parse_tags(&self.text);
        if tags.is_empty() && strip_comments(&self.text).trim().is_empty() {
            return None;
        }
        let lower_case = self.text.to_ascii_lowercase();
        let output = String::with_capacity(self.text.len());
        let mut rewriter = Rewriter { text: &self.text, is_in_link, collector, output };
        let mut copied_to = 0;
        for tag in &tags {
            if tag.range.start < copied_to {
                continue;
            }
            let at = self.body_range(&tag.range);
            linter.handle_html_tag(&tag.name, tag_effect(tag), &at);
            rewriter.output.push_str(&self.text[copied_to..tag.range.start]);
            rewriter.rewrite_tag(tag, &at);
            copied_to = find_content_end(&lower_case, tag).unwrap_or(tag.range.end);
        }
        let end = unfinished.unwrap_or(self.text.len()).max(copied_to);
        rewriter.output.push_str(&self.text[copied_to..end]);
        if let Some(start) = unfinished.filter(|start| *start >= copied_to) {
            let at = self.body_range(&(start..start + 1));
            let message = "this tag has no `>`, so it and what follows it is not published";
            rewriter.collector.report(Code::RemovedHtml, &at, message, "write `>` at its end");
        }
        Some(rewriter.output)
    }
}

/// Elements that have no end, or whose end may be left out because the next one ends them.
const UNCOUNTED_ELEMENTS: [&str; 23] = [
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
    "source", "td", "th", "tr", "track", "wbr", "rt", "rp",
];

/// The elements of raw HTML that are open. Browsers and the sanitiser take very long over thousands of open elements.
#[derive(Debug, Default)]
pub(super) struct OpenElements(Vec<String>);

impl OpenElements {
    pub fn depth(&self) -> usize {
        self.0.len()
    }

    /// Opens and closes what the tags of a piece say, until there are more than `limit`.
    pub fn follow(&mut self, html: &RawHtml, limit: usize) {
        for tag in parse_tags(&html.text).0 {
            let is_foreign = self.0.iter().any(|name| matches!(name.as_str(), "svg" | "math"));
            if tag.is_closing {
                // Only this element: what is open within it may stay open.
                self.0.iter().rposition(|name| *name == tag.name).map(|at| self.0.remove(at));
            } else if is_foreign || !UNCOUNTED_ELEMENTS.contains(&tag.name.as_str()) {
                self.0.push(tag.name);
            }
            if self.0.len() > limit {
                return;
            }
        }
    }
}

/// The most attributes of a tag. The sanitiser takes very long over thousands.
const MAX_ATTRIBUTES: usize = 100;

struct Rewriter<'a, 'c, 's> {
    text: &'a str,
    is_in_link: bool,
    collector: &'c mut Collector<'s>,
    output: String,
}

impl Rewriter<'_, '_, '_> {
    fn is_in_any_link(&self) -> bool {
        self.is_in_link || self.collector.raw_link_is_open
    }

    /// Notes that a link begins or ends. Returns whether it is inside another link of the Markdown, so that its tags are
    /// left out. A link inside another one of the HTML is taken apart by `sanitise`.
    fn track_link(&mut self, tag: &HtmlTag<'_>, at: &Range<usize>) -> bool {
        if !tag.is_closing && self.is_in_any_link() {
            self.collector.report_nested_link(at, !self.is_in_link);
        }
        if !self.is_in_link {
            self.collector.raw_link_is_open = !tag.is_closing;
        }
        self.is_in_link
    }

    /// Writes what is published of a tag; `at` are its bytes in the body.
    fn rewrite_tag(&mut self, tag: &HtmlTag<'_>, at: &Range<usize>) {
        if tag.attributes.len() > MAX_ATTRIBUTES {
            let message = format!("`<{}>` has more than {MAX_ATTRIBUTES} attributes, so it is not published", tag.name);
            self.collector.report(Code::RemovedHtml, at, message, "write it in Markdown");
        } else if becomes_link_card(&tag.name) {
            self.write_link_card(tag, at);
        } else if tag.name == "img" {
            self.write_picture(tag, at);
        } else if is_allowed_tag(&tag.name) {
            self.write_allowed_tag(tag, at);
        } else {
            if !tag.is_closing {
                let message = format!("`<{}>` is not published", tag.name);
                self.collector.report(Code::RemovedHtml, at, message, "write it in Markdown");
            }
            self.output.push_str(&self.text[tag.range.clone()]);
        }
    }

    fn write_link_card(&mut self, tag: &HtmlTag<'_>, at: &Range<usize>) {
        if tag.is_closing {
            return;
        }
        let help = match tag.name.as_str() {
            "video" | "audio" => "link to the recording; readers see a link for now",
            _ => "readers see a plain link instead; remove it to be rid of this warning",
        };
        self.collector.report(Code::RemovedHtml, at, format!("`<{}>` is not published", tag.name), help);
        let Some(url) = tag.attribute("src").filter(|url| Url::has_published_scheme(url)) else { return };
        if self.is_in_any_link() {
            escape_html(tag.attribute("title").unwrap_or_default(), &mut self.output);
        } else {
            self.output.push_str(&link_card(&decode_html_entities(url), tag.attribute("title")));
        }
    }

    fn write_picture(&mut self, tag: &HtmlTag<'_>, at: &Range<usize>) {
        let decode_attribute = |name| decode_html_entities(tag.attribute(name).unwrap_or_default()).into_owned();
        let picture = Picture {
            written: decode_attribute("src"),
            alt: decode_attribute("alt"),
            title: decode_attribute("title"),
            span: self.collector.span(at),
        };
        match self.collector.add_picture(picture, at, self.is_in_any_link()) {
            PictureOutput::Html(html) => self.output.push_str(&html),
            PictureOutput::Text(text) => escape_html(&text, &mut self.output),
            PictureOutput::Nothing => {}
        }
    }

    /// Writes a tag; the address of a link becomes a marker.
    fn write_allowed_tag(&mut self, tag: &HtmlTag<'_>, at: &Range<usize>) {
        if tag.name == "a" && self.track_link(tag, at) {
            return;
        }
        let removed = tag.attributes.iter().find(|attribute| !is_allowed_attribute(&tag.name, &attribute.name));
        if let Some(attribute) = removed {
            let message = format!("`{}` of `<{}>` is not published", attribute.name, tag.name);
            self.collector.report(Code::RemovedHtml, at, message, "remove it: how things look is the theme's");
        }
        let href = tag.attributes.iter().find(|attribute| attribute.name == "href" && tag.name == "a");
        let Some(href) = href else {
            self.output.push_str(&self.text[tag.range.clone()]);
            return;
        };
        let before = &self.text[tag.range.start..href.range.start];
        self.output.push_str(before);
        if let Some(number) = self.collector.add_link(&decode_html_entities(href.value), "", at) {
            let quote = if before.ends_with(['"', '\'']) { "" } else { "\"" };
            let marker = self.collector.marker(PlaceholderKind::Href(number));
            self.output.push_str(&format!("{quote}{marker}{quote}"));
        }
        self.output.push_str(&self.text[href.range.end..tag.range.end]);
    }
}

fn tag_effect(tag: &HtmlTag<'_>) -> TagEffect {
    match tag.attribute("lang") {
        _ if tag.is_closing => TagEffect::Close,
        Some(_) => TagEffect::OpenWithLanguage,
        None => TagEffect::Open,
    }
}

/// A text without its HTML comments.
fn strip_comments(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    kept + rest
}

/// Where the element of a tag ends, if its content must not be shown as text, as that of a script. `html` is in lower case.
fn find_content_end(html: &str, tag: &HtmlTag<'_>) -> Option<usize> {
    let has_content = !tag.is_closing && !UNCOUNTED_ELEMENTS.contains(&tag.name.as_str());
    if !has_content || !becomes_link_card(&tag.name) {
        return None;
    }
    let rest = &html[tag.range.end..];
    let found = rest.find(&format!("</{}", tag.name))?;
    let end = rest[found..].find('>').map_or(rest.len(), |end| found + end + 1);
    Some(tag.range.end + end)
}
