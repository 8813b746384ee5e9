//! The one pass over pulldown-cmark's events.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options as Extensions, Parser, Tag, TagEnd};

use super::block::{Line, Scan, scan};
use super::html::{self, CLOSE, OPEN};
use super::link::{Link, Target};
use super::{Body, Fill, Heading, Hole, Picture};
use crate::digest::Digest;
use crate::fault::{Code, Fault, Faults};
use crate::lint::{Linter, TagEffect};
use crate::path::{self, slugify};
use crate::text::{Source, SourceLocation, Span};

/// Elements may not be nested deeper than this; browsers stop at 512.
const MAX_DEPTH: usize = 128;

/// What is done to a body besides CommonMark. All on, but for comparisons with others' renderers.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Raw HTML is cleaned.
    pub sanitise: bool,
    /// Quotes and dashes become curly and long.
    pub smart: bool,
    /// Links and pictures become holes; headings get ids; blocks are read.
    pub connect: bool,
}

impl Options {
    /// As published.
    pub const ALL: Self = Self { sanitise: true, smart: true, connect: true };
    /// As CommonMark says and nothing more.
    pub const PLAIN: Self = Self { sanitise: false, smart: false, connect: false };

    /// The extensions of pulldown-cmark that are on.
    pub fn extensions(self) -> Extensions {
        let mut extensions = Extensions::empty();
        if self.connect {
            extensions = Extensions::ENABLE_TABLES
                | Extensions::ENABLE_FOOTNOTES
                | Extensions::ENABLE_STRIKETHROUGH
                | Extensions::ENABLE_TASKLISTS
                | Extensions::ENABLE_HEADING_ATTRIBUTES
                | Extensions::ENABLE_DEFINITION_LIST
                | Extensions::ENABLE_GFM;
        }
        if self.smart {
            extensions |= Extensions::ENABLE_SMART_PUNCTUATION;
        }
        extensions
    }
}

/// Renders the part of a source that is its body.
pub fn render(source: &Arc<Source>, range: Range<usize>, options: Options, out: &mut Faults) -> Body {
    let text = &source.text[range.clone()];
    if text.trim().is_empty() {
        return Body::default();
    }
    // Noncharacters mark holes; each is replaced by a character of equal length.
    // (Two searches: for a single character it is a search for bytes.)
    let text: Cow<'_, str> = match text.contains(OPEN) || text.contains(CLOSE) {
        true => Cow::Owned(text.replace([OPEN, CLOSE], "\u{fffd}")),
        false => Cow::Borrowed(text),
    };
    let scan = if options.connect { scan(source, range.start, &text, out) } else { plain(&text) };
    // Holes carry a token that a text cannot hold, for it is made of the text: not even entities can forge one.
    let token = Digest::compute(source.text.as_bytes()).to_string()[..16].to_owned();
    let mut pass = Pass::new(source, range.start, options, &scan, &token, out);
    let parser = Parser::new_ext(&scan.text, options.extensions());
    for (event, at) in parser.into_offset_iter() {
        if !pass.event(event, at) {
            return Body { blocks: scan.blocks, ..Body::default() };
        }
    }
    let (mut body, events, raw, tables) = pass.finish();
    let mut html = String::with_capacity(text.len() + text.len() / 4);
    pulldown_cmark::html::push_html(&mut html, events.into_iter());
    if tables && options.connect {
        html = without_styles(&html);
    }
    if options.sanitise && !raw.is_empty() {
        html = clean_runs(&html, &raw, &token);
    }
    body.blocks = scan.blocks;
    fill_holes(&html, &token, &mut body);
    body
}

fn plain(text: &str) -> Scan<'_> {
    Scan { text: text.into(), blocks: Vec::new(), lines: Vec::new() }
}

struct Pass<'s, 'e> {
    source: &'s Arc<Source>,
    offset: usize,
    token: &'s str,
    folder: &'s str,
    options: Options,
    lines: HashMap<usize, Line>,
    out: &'s mut Faults,
    body: Body,
    events: Vec<Event<'e>>,
    ids: HashMap<String, u32>,
    /// The levels, as written, of the heading that was read last and of those it stands below.
    levels: Vec<HeadingLevel>,
    depth: usize,
    /// Runs between blocks that hold raw HTML.
    raw: HashSet<usize>,
    run: usize,
    tables: bool,
    heading: Option<(usize, String)>,
    picture: Option<(Picture, usize)>,
    /// The lines of a block of raw HTML: gathered, and where each stands in it and in the body.
    html_block: Option<(String, Lines)>,
    links: Vec<Option<u32>>,
    excerpt_open: bool,
    listener: Linter,
}

impl<'s, 'e> Pass<'s, 'e> {
    fn new(
        source: &'s Arc<Source>,
        offset: usize,
        options: Options,
        scan: &Scan<'_>,
        token: &'s str,
        out: &'s mut Faults,
    ) -> Self {
        Self {
            source,
            offset,
            token,
            folder: path::parent_folder(&source.path),
            options,
            lines: scan.lines.iter().copied().collect(),
            out,
            body: Body::default(),
            events: Vec::new(),
            ids: HashMap::new(),
            levels: Vec::new(),
            depth: 0,
            raw: HashSet::new(),
            run: 0,
            tables: false,
            heading: None,
            picture: None,
            html_block: None,
            links: Vec::new(),
            excerpt_open: false,
            listener: Linter::new(),
        }
    }

    fn finish(mut self) -> (Body, Vec<Event<'e>>, HashSet<usize>, bool) {
        self.body.review = self.listener.finish(self.offset, &self.source.text);
        (self.body, self.events, self.raw, self.tables)
    }

    fn span(&self, at: &Range<usize>) -> Span {
        Span::from_range(at.start + self.offset..at.end + self.offset)
    }

    fn report(&mut self, code: Code, at: &Range<usize>, message: String, help: &str) {
        let place = SourceLocation::new(self.source, self.span(at));
        self.out.report(Fault::new(code, place, message).help(help));
    }

    /// Takes one event; `false` when the text is nested too deeply to go on.
    fn event(&mut self, event: Event<'e>, at: Range<usize>) -> bool {
        match &event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth -= 1,
            _ => {}
        }
        if self.depth > MAX_DEPTH {
            let end = at.end.min(at.start + 40);
            self.report(
                Code::TooDeep,
                &(at.start..end),
                "quotes or lists are nested too deeply".into(),
                "make it flatter",
            );
            return false;
        }
        if !self.options.connect {
            self.events.push(event);
            return true;
        }
        self.listener.handle_event(&event, &at);
        if self.picture.is_some() {
            self.inside_picture(event, at);
            return true;
        }
        self.gather(&event);
        match event {
            Event::Rule => self.rule(at),
            Event::Start(Tag::HtmlBlock) => self.html_block = Some((String::new(), Lines::new())),
            Event::End(TagEnd::HtmlBlock) => {
                if let Some((text, lines)) = self.html_block.take() {
                    self.raw_html(&text, &lines, true);
                }
            }
            Event::Html(text) => match &mut self.html_block {
                Some((gathered, lines)) => {
                    lines.push((gathered.len(), at.start));
                    gathered.push_str(&text);
                }
                None => self.raw_html(&text, &[(0, at.start)], true),
            },
            Event::InlineHtml(text) => self.raw_html(&text, &[(0, at.start)], false),
            Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                self.heading = Some((self.events.len(), String::new()));
                let level = self.published_level(level);
                self.events.push(Event::Start(Tag::Heading { level, id, classes, attrs }));
            }
            Event::End(TagEnd::Heading(_)) => self.end_heading(),
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                self.start_link(link_type, &dest_url, &title, at)
            }
            Event::End(TagEnd::Link) => {
                if let Some(Some(number)) = self.links.pop() {
                    self.inline(&format!("{OPEN}{}l{number}{CLOSE}", self.token));
                }
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => self.start_picture(&dest_url, &title, at),
            // The words after a box are no label of it: what it says is said by a sign, which needs no language.
            Event::TaskListMarker(done) => {
                let state = if done { " checked aria-label=\"✓\"" } else { " aria-label=\"☐\"" };
                self.inline(&format!("<input disabled type=\"checkbox\"{state}> "));
            }
            Event::Start(Tag::Table(_)) => {
                self.tables = true;
                self.events.push(event);
            }
            event => self.events.push(event),
        }
        true
    }

    /// Words, the excerpt and the text of headings.
    fn gather(&mut self, event: &Event<'_>) {
        let text = match event {
            Event::Text(text) | Event::Code(text) => text.as_ref(),
            Event::SoftBreak | Event::HardBreak => " ",
            Event::Start(Tag::Paragraph) => {
                self.excerpt_open = self.body.excerpt.is_empty() && self.depth == 1;
                return;
            }
            Event::End(TagEnd::Paragraph) => {
                self.excerpt_open = false;
                return;
            }
            _ => return,
        };
        self.body.words += u32::try_from(text.split_whitespace().count()).unwrap_or(0);
        if let Some((_, heading)) = &mut self.heading {
            heading.push_str(text);
        }
        if self.excerpt_open && self.body.excerpt.len() < 240 {
            let room =
                text.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= 240).last().unwrap_or(0);
            self.body.excerpt.push_str(&text[..room]);
            if room < text.len() {
                let cut = self.body.excerpt.rfind(' ').unwrap_or(self.body.excerpt.len());
                self.body.excerpt.truncate(cut);
                self.body.excerpt.push('…');
                self.excerpt_open = false;
            }
        }
    }

    fn inline(&mut self, placeholder: &str) {
        self.events.push(Event::InlineHtml(CowStr::from(placeholder.to_owned())));
    }

    /// A thematic break: one that the editor wrote, or the line of a block.
    fn rule(&mut self, at: Range<usize>) {
        let line = self.lines.get(&at.start).copied();
        let Some(line) = line else {
            self.events.push(Event::Rule);
            return;
        };
        self.run += 1;
        let placeholder = match line {
            Line::Open(number) => format!("{OPEN}{}B{number}{CLOSE}\n", self.token),
            Line::Close(number) => format!("{OPEN}{}b{number}{CLOSE}\n", self.token),
        };
        self.events.push(Event::Html(CowStr::from(placeholder)));
    }

    /// The level at which a heading is published: one below the heading that it stands under, or below the page's title. So
    /// no page skips one, whatever was written; that something was skipped is said to editors by `heading-order`.
    fn published_level(&mut self, written: HeadingLevel) -> HeadingLevel {
        while self.levels.last().is_some_and(|above| *above >= written) {
            self.levels.pop();
        }
        self.levels.push(written);
        HeadingLevel::try_from(self.levels.len() + 1).unwrap_or(HeadingLevel::H6)
    }

    fn end_heading(&mut self) {
        let Some((start, text)) = self.heading.take() else { return };
        let Some(Event::Start(Tag::Heading { level, id, classes, attrs })) = self.events.get_mut(start) else { return };
        let level = *level;
        // Only the anchor is the editor's; any other attribute could be an event handler.
        classes.clear();
        attrs.clear();
        let wanted = match id.as_deref() {
            Some(written) => written.to_owned(),
            None => slugify(&text),
        };
        let wanted = if wanted.is_empty() { "section".to_owned() } else { wanted };
        let count = self.ids.get(&wanted).map_or(1, |count| count + 1);
        let mut unique = if count == 1 { wanted.clone() } else { format!("{wanted}-{count}") };
        while count > 1 && self.ids.contains_key(&unique) {
            unique.push('x');
        }
        self.ids.insert(wanted, count);
        self.ids.entry(unique.clone()).or_insert(1);
        *id = Some(CowStr::from(unique.clone()));
        self.events.push(Event::End(TagEnd::Heading(level)));
        self.body.headings.push(Heading { level: level as u8, id: unique, text });
    }

    fn start_link(&mut self, link_type: LinkType, written: &str, title: &str, at: Range<usize>) {
        let mail = if link_type == LinkType::Email { format!("mailto:{written}") } else { written.to_owned() };
        let number = self.link(&mail, title, &at);
        self.links.push(number);
        if let Some(number) = number {
            self.inline(&format!("{OPEN}{}L{number}{CLOSE}", self.token));
        }
    }

    /// Keeps a link; `None` when it is not published (its text stays).
    fn link(&mut self, written: &str, title: &str, at: &Range<usize>) -> Option<u32> {
        let target = Target::read(written, self.folder);
        match &target {
            Target::Unsafe(scheme) => {
                let message = if scheme == "//" {
                    "a link that begins with `//` has no scheme".to_owned()
                } else {
                    format!("links beginning `{scheme}:` are not published")
                };
                self.report(
                    Code::UnsafeUrl,
                    at,
                    message,
                    "use an address that begins with https:, http:, mailto: or tel:",
                );
                return None;
            }
            Target::OutOfRoot => {
                self.report(
                    Code::BrokenLink,
                    at,
                    format!("`{written}` leads out of the network"),
                    "link to a file inside `content/`",
                );
                return None;
            }
            _ => {}
        }
        let number = u32::try_from(self.body.links.len()).ok()?;
        self.body.links.push(Link { target, title: title.to_owned(), span: self.span(at) });
        Some(number)
    }

    fn start_picture(&mut self, written: &str, title: &str, at: Range<usize>) {
        let picture = Picture {
            path: None,
            written: written.to_owned(),
            alt: String::new(),
            title: title.to_owned(),
            span: self.span(&at),
        };
        self.picture = Some((picture, self.depth));
    }

    /// What stands between a picture's brackets is its alternative text.
    fn inside_picture(&mut self, event: Event<'e>, at: Range<usize>) {
        let Some((picture, depth)) = &mut self.picture else { return };
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => picture.alt.push_str(&text),
            Event::SoftBreak | Event::HardBreak => picture.alt.push(' '),
            Event::End(TagEnd::Image) if self.depth + 1 == *depth => {
                if let Some((picture, _)) = self.picture.take() {
                    self.end_picture(picture, &at);
                }
            }
            _ => {}
        }
    }

    fn end_picture(&mut self, mut picture: Picture, at: &Range<usize>) {
        match Target::read(&picture.written, self.folder) {
            Target::File { path, .. } => picture.path = Some(path),
            Target::Outside(url) => {
                let message = "a picture from another site is not shown".to_owned();
                self.report(
                    Code::RemovedHtml,
                    at,
                    message,
                    "save the picture beside this file; readers see a link for now",
                );
                // Within a link the picture's text takes its place: a link cannot hold another one.
                if self.links.is_empty() {
                    let card = html::card(&url, Some(&picture.alt));
                    self.inline(&card);
                } else {
                    self.events.push(Event::Text(CowStr::from(picture.alt.clone())));
                }
                return;
            }
            Target::Unsafe(scheme) => {
                self.report(
                    Code::UnsafeUrl,
                    at,
                    format!("pictures beginning `{scheme}:` are not published"),
                    "save the picture beside this file",
                );
                return;
            }
            Target::OutOfRoot => {
                self.report(
                    Code::BrokenLink,
                    at,
                    format!("`{}` leads out of the network", picture.written),
                    "save the picture beside this file",
                );
                return;
            }
            Target::Anchor(_) | Target::Address { .. } => {
                self.report(
                    Code::MissingFile,
                    at,
                    format!("`{}` is not a picture's file", picture.written),
                    "save the picture beside this file",
                );
                return;
            }
        }
        let Ok(number) = u32::try_from(self.body.pictures.len()) else { return };
        self.body.pictures.push(picture);
        self.inline(&format!("{OPEN}{}P{number}{CLOSE}", self.token));
    }

    /// Raw HTML: a comment vanishes, links and pictures become holes, what is not published is reported.
    fn raw_html(&mut self, text: &str, lines: &[(usize, usize)], block: bool) {
        let tags = html::tags(text);
        if tags.is_empty() && without_comments(text).trim().is_empty() {
            return;
        }
        self.raw.insert(self.run);
        let mut written = String::with_capacity(text.len());
        let mut copied = 0;
        for tag in &tags {
            if tag.range.start < copied {
                continue;
            }
            let at = in_body(lines, tag.range.start)..in_body(lines, tag.range.end - 1) + 1;
            self.listener.handle_html_tag(&tag.name, does(tag), &at);
            written.push_str(&text[copied..tag.range.start]);
            copied = tag.range.end;
            if html::becomes_card(&tag.name) {
                if tag.closing {
                    continue;
                }
                let help = match tag.name.as_str() {
                    "video" | "audio" => "link to the recording; readers see a link for now",
                    _ => "readers see a plain link instead; remove it to be rid of this warning",
                };
                self.report(Code::RemovedHtml, &at, format!("`<{}>` is not published", tag.name), help);
                if let Some(url) = tag.attribute("src").filter(|url| crate::yaml::Url::is_safe(url)) {
                    written.push_str(&html::card(&html_escape::decode_html_entities(url), tag.attribute("title")));
                }
                if let Some(end) = content_end(text, tag) {
                    copied = end;
                }
            } else if tag.name == "img" {
                self.raw_picture(tag, &at, &mut written);
            } else {
                self.raw_tag(text, tag, &at, &mut written);
            }
        }
        written.push_str(&text[copied..]);
        let event = CowStr::from(written);
        self.events.push(if block { Event::Html(event) } else { Event::InlineHtml(event) });
    }

    fn raw_picture(&mut self, tag: &html::Tag<'_>, at: &Range<usize>, written: &mut String) {
        let decoded = |name| html_escape::decode_html_entities(tag.attribute(name).unwrap_or_default()).into_owned();
        let picture = Picture {
            path: None,
            written: decoded("src"),
            alt: decoded("alt"),
            title: decoded("title"),
            span: self.span(at),
        };
        let before = self.events.len();
        self.end_picture(picture, at);
        for event in self.events.drain(before..) {
            match event {
                Event::InlineHtml(html) => written.push_str(&html),
                Event::Text(text) => html::escape(&text, written),
                _ => {}
            }
        }
    }

    /// Any other tag: reported if it is not published; the address of a link becomes a hole.
    fn raw_tag(&mut self, text: &str, tag: &html::Tag<'_>, at: &Range<usize>, written: &mut String) {
        if !html::is_published(&tag.name) {
            if !tag.closing {
                self.report(
                    Code::RemovedHtml,
                    at,
                    format!("`<{}>` is not published", tag.name),
                    "write it in Markdown",
                );
            }
            written.push_str(&text[tag.range.clone()]);
            return;
        }
        let gone = tag.attributes.iter().find(|(name, ..)| !html::is_published_attribute(&tag.name, name));
        if let Some((name, ..)) = gone {
            let message = format!("`{name}` of `<{}>` is not published", tag.name);
            self.report(Code::RemovedHtml, at, message, "remove it: how things look is the theme's");
        }
        let href = tag.attributes.iter().find(|(name, ..)| name == "href" && tag.name == "a");
        let Some((_, value, range)) = href else {
            written.push_str(&text[tag.range.clone()]);
            return;
        };
        written.push_str(&text[tag.range.start..range.start]);
        let value = html_escape::decode_html_entities(*value);
        if let Some(number) = self.link(&value, "", at) {
            let quoted = text[..range.start].ends_with(['"', '\'']);
            let quote = if quoted { "" } else { "\"" };
            written.push_str(&format!("{quote}{OPEN}{}H{number}{CLOSE}{quote}", self.token));
        }
        written.push_str(&text[range.end..tag.range.end]);
    }
}

fn does(tag: &html::Tag<'_>) -> TagEffect {
    match tag.attribute("lang") {
        _ if tag.closing => TagEffect::Close,
        Some(_) => TagEffect::OpenWithLanguage,
        None => TagEffect::Open,
    }
}

/// Where the lines of gathered text stand: byte in it, byte in the body. The signs of a quote before a line and the
/// `\r` behind it are in the body only.
type Lines = Vec<(usize, usize)>;

/// The byte in the body of a byte in gathered text.
fn in_body(lines: &[(usize, usize)], offset: usize) -> usize {
    let line = lines.partition_point(|(gathered, _)| *gathered <= offset).saturating_sub(1);
    lines.get(line).map_or(offset, |(gathered, body)| body + offset - gathered)
}

/// A text without its HTML comments.
fn without_comments(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    kept + rest
}

/// Where the content of a script or style ends, so that it is not shown as text.
fn content_end(text: &str, tag: &html::Tag<'_>) -> Option<usize> {
    let close = format!("</{}", tag.name);
    let rest = &text[tag.range.end..];
    let found = rest.to_ascii_lowercase().find(&close)?;
    let end = rest[found..].find('>').map_or(rest.len(), |end| found + end + 1);
    Some(tag.range.end + end)
}

/// Alignment in tables as classes: a Content-Security-Policy forbids style attributes. The corner that heads nothing is no
/// heading.
fn without_styles(html: &str) -> String {
    let mut html = html.to_owned();
    for side in ["left", "center", "right"] {
        for cell in ["td", "th"] {
            let style = format!("<{cell} style=\"text-align: {side}\">");
            if html.contains(&style) {
                html = html.replace(&style, &format!("<{cell} class=\"align-{side}\">"));
            }
        }
    }
    html.replace("<th></th>", "<td></td>")
}

/// Cleans the runs between blocks that hold raw HTML; the others are pulldown-cmark's own and safe.
fn clean_runs(html: &str, raw: &HashSet<usize>, token: &str) -> String {
    let mut cleaned = String::with_capacity(html.len());
    let mut run = 0;
    let mut rest = html;
    loop {
        let next = block_marker(rest, token);
        let (before, after) = next.map_or((rest, None), |(start, end)| (&rest[..start], Some((start, end))));
        if raw.contains(&run) {
            cleaned.push_str(&html::clean(before));
        } else {
            cleaned.push_str(before);
        }
        let Some((start, end)) = after else { return cleaned };
        cleaned.push_str(&rest[start..end]);
        rest = &rest[end..];
        run += 1;
    }
}

/// The next placeholder of a block.
fn block_marker(html: &str, token: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(found) = html[from..].find(OPEN) {
        let start = from + found;
        let inner = start + OPEN.len_utf8();
        if !html[inner..].starts_with(token) {
            from = inner;
            continue;
        }
        let inner = inner + token.len();
        let end = inner + html[inner..].find(CLOSE)? + CLOSE.len_utf8();
        if html[inner..].starts_with(['B', 'b']) {
            return Some((start, end));
        }
        from = end;
    }
    None
}

/// Takes the placeholders out and notes where they stood.
fn fill_holes(html: &str, token: &str, body: &mut Body) {
    let mut clean = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find(OPEN) {
        clean.push_str(&rest[..start]);
        let inner = &rest[start + OPEN.len_utf8()..];
        let Some(inner) = inner.strip_prefix(token) else {
            clean.push('\u{fffd}');
            rest = inner;
            continue;
        };
        let Some(end) = inner.find(CLOSE) else { break };
        let (kind, number) = inner[..end].split_at(1.min(end));
        if let Ok(number) = number.parse() {
            let fill = match kind {
                "L" => Some(Fill::LinkOpen(number)),
                "l" => Some(Fill::LinkClose(number)),
                "H" => Some(Fill::Href(number)),
                "P" => Some(Fill::Picture(number)),
                "B" => Some(Fill::BlockOpen(number)),
                "b" => Some(Fill::BlockClose(number)),
                _ => None,
            };
            let at = u32::try_from(clean.len()).unwrap_or(u32::MAX);
            body.holes.extend(fill.map(|fill| Hole { at, fill }));
        }
        rest = &inner[end + CLOSE.len_utf8()..];
    }
    clean.push_str(rest);
    clean.shrink_to_fit();
    body.html = clean;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::format_short;

    fn rendered(text: &str) -> (Body, String) {
        let source = Arc::new(Source { path: "content/stories/a.md".into(), text: text.into() });
        let mut out = Faults::new();
        let body = render(&source, 0..text.len(), Options::ALL, &mut out);
        (body, format_short(&out.into_sorted()))
    }

    #[test]
    fn headings_get_ids_that_stay_and_no_attributes_of_the_editors() {
        let (body, faults) =
            rendered("## The kettle\n\n## The kettle\n\n### Tea {#tea onclick=alert(1) .big}\n\n## ***\n");
        let ids: Vec<&str> = body.headings.iter().map(|heading| heading.id.as_str()).collect();
        assert_eq!(ids, ["the-kettle", "the-kettle-2", "tea", "section"]);
        assert!(!body.html.contains("onclick") && !body.html.contains("big"), "{}", body.html);
        assert_eq!(faults, "");
    }

    #[test]
    fn a_generated_id_never_meets_a_written_one() {
        let (body, _) = rendered("## A\n\n## B {#a-2}\n\n## A\n\n## A\n");
        let mut ids: Vec<&str> = body.headings.iter().map(|heading| heading.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 4, "{:?}", body.headings);
    }

    #[test]
    fn no_level_of_headings_is_skipped() {
        let (body, _) = rendered("### a\n\n### b\n\n##### c\n\n#### d\n\n## e\n\n#### f\n\n#### g\n\n# h\n\n### i\n");
        let levels: Vec<u8> = body.headings.iter().map(|heading| heading.level).collect();
        assert_eq!(levels, [2, 2, 3, 3, 2, 3, 3, 2, 3]);
        assert!(body.html.contains("<h3 id=\"c\">c</h3>") && !body.html.contains("h5"), "{}", body.html);
        let (deep, _) = rendered("# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f\n");
        let levels: Vec<u8> = deep.headings.iter().map(|heading| heading.level).collect();
        assert_eq!(levels, [2, 3, 4, 5, 6, 6]);
    }

    #[test]
    fn what_loads_from_elsewhere_becomes_a_link() {
        let (body, faults) = rendered(
            "<iframe src=\"https://maps.example.org/x\" title=\"The map\"></iframe>\n\n![Bunting](https://example.org/b.png)\n",
        );
        assert!(
            body.html.contains("<a class=\"link-card\" href=\"https://maps.example.org/x\">The map</a>"),
            "{}",
            body.html
        );
        assert!(
            body.html.contains("href=\"https://example.org/b.png\">Bunting</a>") && !body.html.contains("<img"),
            "{}",
            body.html
        );
        assert_eq!(faults.matches("[removed-html]").count(), 2, "{faults}");
    }

    #[test]
    fn scripts_and_handlers_do_not_survive() {
        for text in [
            "<script>alert(1)</script>",
            "a <b onclick=\"x()\">b</b>",
            "<svg><script>1</script></svg>",
            "<a href=\"javascript:x\">a</a>",
            "<img src=x onerror=alert(1)>",
            "<style>p{}</style>",
            "<form action=\"https://example.org\"><button>b</button></form>",
            "<div\n  onmouseover='x()'>a</div>",
        ] {
            let (body, faults) = rendered(text);
            for bad in [
                "<script",
                "onclick",
                "onerror",
                "javascript:",
                "<style",
                "<form",
                "<button",
                "onmouseover",
                "alert(1)",
            ] {
                assert!(!body.html.contains(bad), "{text}: {}", body.html);
            }
            // A picture becomes a hole; that there is no such file is said when all files are known.
            assert!(!faults.is_empty() || body.pictures.len() == 1, "{text} is not reported");
        }
    }

    #[test]
    fn clean_html_stays_and_its_links_are_checked() {
        let (body, faults) = rendered("a <kbd>Ctrl</kbd> <a href=\"../partners/x.md\" title=\"t\">x</a> b\n");
        assert!(body.html.contains("<kbd>Ctrl</kbd>"), "{}", body.html);
        assert_eq!(body.links.len(), 1);
        assert!(matches!(&body.links[0].target, Target::File { path, .. } if path == "content/partners/x.md"));
        assert_eq!(faults, "");
    }

    #[test]
    fn tables_are_aligned_by_class_and_comments_vanish() {
        let (body, _) =
            rendered("<!-- allow missing-alt until 2027-01-01: soon -->\n\n| a | b |\n|--:|:-:|\n| 1 | 2 |\n");
        assert!(
            body.html.contains("<td class=\"align-right\">1</td><td class=\"align-center\">2</td>"),
            "{}",
            body.html
        );
        assert!(!body.html.contains("style=") && !body.html.contains("<!--"), "{}", body.html);
    }

    #[test]
    fn boxes_of_tasks_and_empty_corners_can_be_heard() {
        let (body, _) = rendered("- [x] soup\n- [ ] bread\n\n| | a |\n|-|-|\n| b | c |\n");
        assert!(
            body.html.contains("<input disabled type=\"checkbox\" checked aria-label=\"✓\"> soup"),
            "{}",
            body.html
        );
        assert!(body.html.contains("<input disabled type=\"checkbox\" aria-label=\"☐\"> bread"), "{}", body.html);
        assert!(body.html.contains("<td></td><th>a</th>"), "{}", body.html);
        let (body, _) = rendered("- [x] soup <b>hot</b>\n");
        assert!(body.html.contains("aria-label=\"✓\""), "{}", body.html);
    }

    #[test]
    fn blocks_keep_footnotes_definitions_and_places_whole() {
        let (body, faults) = rendered(
            "One[^1] [two][d].\n\n:::callout kind=\"ask\"\n- item[^1]\n:::\n\n::event slug=\"x\"\n\n[^1]: Note.\n\n[d]: https://example.org/\n",
        );
        assert_eq!((body.blocks.len(), body.links.len()), (2, 1));
        let fills: Vec<Fill> = body
            .holes
            .iter()
            .map(|hole| hole.fill)
            .filter(|fill| !matches!(fill, Fill::LinkOpen(_) | Fill::LinkClose(_)))
            .collect();
        assert_eq!(fills, [Fill::BlockOpen(0), Fill::BlockClose(0), Fill::BlockOpen(1)]);
        assert_eq!(body.html.matches("class=\"footnote-reference\"").count(), 2);
        assert_eq!(faults, "");
    }

    #[test]
    fn noncharacters_of_a_text_cannot_pass_for_holes() {
        let (body, _) = rendered("a \u{fdd0}L0\u{fdd1} b");
        assert!(body.holes.is_empty() && body.html.contains("\u{fffd}L0\u{fffd}"), "{}", body.html);
    }

    #[test]
    fn the_first_paragraph_is_the_excerpt() {
        let (body, _) = rendered("## Title\n\nOne *two* [three](https://example.org/).\n\nFour.\n");
        assert_eq!(body.excerpt, "One two three.");
        let (long, _) = rendered(&"many words ".repeat(60));
        assert!(long.excerpt.ends_with('…') && long.excerpt.len() < 250, "{}", long.excerpt);
    }
}
