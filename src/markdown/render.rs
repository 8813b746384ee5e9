//! The one pass over pulldown-cmark's events.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options as Extensions, Parser, Tag, TagEnd};

use super::block::{BlockLine, BlockScan, scan_blocks};
use super::html::{self, PLACEHOLDER_END, PLACEHOLDER_START};
use super::link::{Link, LinkTarget};
use super::{Heading, MarkdownBody, Picture, Placeholder, PlaceholderKind};
use crate::digest::Digest;
use crate::fault::{Code, Fault, Faults};
use crate::lint::{Linter, TagEffect};
use crate::path::{self, slugify};
use crate::text::{Source, SourceLocation, Span};

/// Elements may not be nested deeper than this; browsers stop at 512.
const MAX_DEPTH: usize = 128;

/// What is done to a body besides CommonMark. All on, but for comparisons with others' renderers.
#[derive(Clone, Copy, Debug)]
pub struct MarkdownOptions {
    /// Raw HTML is cleaned.
    pub sanitise: bool,
    /// Quotes and dashes become curly and long.
    pub smart_punctuation: bool,
    /// Links and pictures become holes; headings get ids; blocks are read.
    pub extended: bool,
}

impl MarkdownOptions {
    /// As published.
    pub const ALL: Self = Self { sanitise: true, smart_punctuation: true, extended: true };
    /// As CommonMark says and nothing more.
    pub const COMMONMARK: Self = Self { sanitise: false, smart_punctuation: false, extended: false };

    /// The extensions of pulldown-cmark that are on.
    pub fn parser_extensions(self) -> Extensions {
        let mut extensions = Extensions::empty();
        if self.extended {
            extensions = Extensions::ENABLE_TABLES
                | Extensions::ENABLE_FOOTNOTES
                | Extensions::ENABLE_STRIKETHROUGH
                | Extensions::ENABLE_TASKLISTS
                | Extensions::ENABLE_HEADING_ATTRIBUTES
                | Extensions::ENABLE_DEFINITION_LIST
                | Extensions::ENABLE_GFM;
        }
        if self.smart_punctuation {
            extensions |= Extensions::ENABLE_SMART_PUNCTUATION;
        }
        extensions
    }
}

/// Renders the part of a source that is its body.
pub fn render(source: &Arc<Source>, range: Range<usize>, options: MarkdownOptions, out: &mut Faults) -> MarkdownBody {
    let text = &source.text[range.clone()];
    if text.trim().is_empty() {
        return MarkdownBody::default();
    }
    // Noncharacters mark holes; each is replaced by a character of equal length.
    // (Two searches: for a single character it is a search for bytes.)
    let text: Cow<'_, str> = match text.contains(PLACEHOLDER_START) || text.contains(PLACEHOLDER_END) {
        true => Cow::Owned(text.replace([PLACEHOLDER_START, PLACEHOLDER_END], "\u{fffd}")),
        false => Cow::Borrowed(text),
    };
    let scan = if options.extended { scan_blocks(source, range.start, &text, out) } else { scan_without_blocks(&text) };
    // Holes carry a token that a text cannot hold, for it is made of the text: not even entities can forge one.
    let token = Digest::compute(source.text.as_bytes()).to_string()[..16].to_owned();
    let mut builder = BodyBuilder::new(source, range.start, options, &scan, &token, out);
    let parser = Parser::new_ext(&scan.masked_text, options.parser_extensions());
    for (event, at) in parser.into_offset_iter() {
        if !builder.handle_event(event, at) {
            return MarkdownBody { blocks: scan.blocks, ..MarkdownBody::default() };
        }
    }
    let (mut body, events, raw, tables) = builder.finish();
    let mut html = String::with_capacity(text.len() + text.len() / 4);
    pulldown_cmark::html::push_html(&mut html, events.into_iter());
    if tables && options.extended {
        html = replace_table_styles(&html);
    }
    if options.sanitise && !raw.is_empty() {
        html = sanitise_segments(&html, &raw, &token);
    }
    body.blocks = scan.blocks;
    extract_placeholders(&html, &token, &mut body);
    body
}

fn scan_without_blocks(text: &str) -> BlockScan<'_> {
    BlockScan { masked_text: text.into(), blocks: Vec::new(), block_lines: Vec::new() }
}

struct BodyBuilder<'s, 'e> {
    source: &'s Arc<Source>,
    offset: usize,
    placeholder_token: &'s str,
    folder: &'s str,
    options: MarkdownOptions,
    block_lines: HashMap<usize, BlockLine>,
    out: &'s mut Faults,
    body: MarkdownBody,
    events: Vec<Event<'e>>,
    heading_ids: HashMap<String, u32>,
    /// The levels, as written, of the heading that was read last and of those it stands below.
    heading_levels: Vec<HeadingLevel>,
    depth: usize,
    /// Runs between blocks that hold raw HTML.
    raw_segments: HashSet<usize>,
    segment: usize,
    has_tables: bool,
    open_heading: Option<(usize, String)>,
    open_picture: Option<(Picture, usize)>,
    /// The lines of a block of raw HTML: gathered, and where each stands in it and in the body.
    html_block: Option<(String, LineOffsets)>,
    open_links: Vec<Option<u32>>,
    in_excerpt: bool,
    listener: Linter,
}

impl<'s, 'e> BodyBuilder<'s, 'e> {
    fn new(
        source: &'s Arc<Source>,
        offset: usize,
        options: MarkdownOptions,
        scan: &BlockScan<'_>,
        placeholder_token: &'s str,
        out: &'s mut Faults,
    ) -> Self {
        Self {
            source,
            offset,
            placeholder_token,
            folder: path::parent_folder(&source.path),
            options,
            block_lines: scan.block_lines.iter().copied().collect(),
            out,
            body: MarkdownBody::default(),
            events: Vec::new(),
            heading_ids: HashMap::new(),
            heading_levels: Vec::new(),
            depth: 0,
            raw_segments: HashSet::new(),
            segment: 0,
            has_tables: false,
            open_heading: None,
            open_picture: None,
            html_block: None,
            open_links: Vec::new(),
            in_excerpt: false,
            listener: Linter::new(),
        }
    }

    fn finish(mut self) -> (MarkdownBody, Vec<Event<'e>>, HashSet<usize>, bool) {
        self.body.lint_results = self.listener.finish(self.offset, &self.source.text);
        (self.body, self.events, self.raw_segments, self.has_tables)
    }

    fn span(&self, at: &Range<usize>) -> Span {
        Span::from_range(at.start + self.offset..at.end + self.offset)
    }

    fn report(&mut self, code: Code, at: &Range<usize>, message: String, help: &str) {
        let place = SourceLocation::new(self.source, self.span(at));
        self.out.report(Fault::new(code, place, message).with_help(help));
    }

    /// Takes one event; `false` when the text is nested too deeply to go on.
    fn handle_event(&mut self, event: Event<'e>, at: Range<usize>) -> bool {
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
        if !self.options.extended {
            self.events.push(event);
            return true;
        }
        self.listener.handle_event(&event, &at);
        if self.open_picture.is_some() {
            self.handle_picture_event(event, at);
            return true;
        }
        self.collect_text(&event);
        match event {
            Event::Rule => self.handle_thematic_break(at),
            Event::Start(Tag::HtmlBlock) => self.html_block = Some((String::new(), LineOffsets::new())),
            Event::End(TagEnd::HtmlBlock) => {
                if let Some((text, lines)) = self.html_block.take() {
                    self.handle_raw_html(&text, &lines, true);
                }
            }
            Event::Html(text) => match &mut self.html_block {
                Some((gathered, lines)) => {
                    lines.push((gathered.len(), at.start));
                    gathered.push_str(&text);
                }
                None => self.handle_raw_html(&text, &[(0, at.start)], true),
            },
            Event::InlineHtml(text) => self.handle_raw_html(&text, &[(0, at.start)], false),
            Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                self.open_heading = Some((self.events.len(), String::new()));
                let level = self.adjust_heading_level(level);
                self.events.push(Event::Start(Tag::Heading { level, id, classes, attrs }));
            }
            Event::End(TagEnd::Heading(_)) => self.end_heading(),
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                self.start_link(link_type, &dest_url, &title, at)
            }
            Event::End(TagEnd::Link) => {
                if let Some(Some(number)) = self.open_links.pop() {
                    self.push_inline_html(&format!(
                        "{PLACEHOLDER_START}{}l{number}{PLACEHOLDER_END}",
                        self.placeholder_token
                    ));
                }
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => self.start_picture(&dest_url, &title, at),
            // The words after a box are no label of it: what it says is said by a sign, which needs no language.
            Event::TaskListMarker(done) => {
                let state = if done { " checked aria-label=\"✓\"" } else { " aria-label=\"☐\"" };
                self.push_inline_html(&format!("<input disabled type=\"checkbox\"{state}> "));
            }
            Event::Start(Tag::Table(_)) => {
                self.has_tables = true;
                self.events.push(event);
            }
            event => self.events.push(event),
        }
        true
    }

    /// Words, the excerpt and the text of headings.
    fn collect_text(&mut self, event: &Event<'_>) {
        let text = match event {
            Event::Text(text) | Event::Code(text) => text.as_ref(),
            Event::SoftBreak | Event::HardBreak => " ",
            Event::Start(Tag::Paragraph) => {
                self.in_excerpt = self.body.excerpt.is_empty() && self.depth == 1;
                return;
            }
            Event::End(TagEnd::Paragraph) => {
                self.in_excerpt = false;
                return;
            }
            _ => return,
        };
        self.body.word_count += u32::try_from(text.split_whitespace().count()).unwrap_or(0);
        if let Some((_, heading)) = &mut self.open_heading {
            heading.push_str(text);
        }
        if self.in_excerpt && self.body.excerpt.len() < 240 {
            let fitting_len =
                text.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= 240).last().unwrap_or(0);
            self.body.excerpt.push_str(&text[..fitting_len]);
            if fitting_len < text.len() {
                let word_end = self.body.excerpt.rfind(' ').unwrap_or(self.body.excerpt.len());
                self.body.excerpt.truncate(word_end);
                self.body.excerpt.push('…');
                self.in_excerpt = false;
            }
        }
    }

    fn push_inline_html(&mut self, placeholder: &str) {
        self.events.push(Event::InlineHtml(CowStr::from(placeholder.to_owned())));
    }

    /// A thematic break: one that the editor wrote, or the line of a block.
    fn handle_thematic_break(&mut self, at: Range<usize>) {
        let line = self.block_lines.get(&at.start).copied();
        let Some(line) = line else {
            self.events.push(Event::Rule);
            return;
        };
        self.segment += 1;
        let placeholder = match line {
            BlockLine::Open(number) => {
                format!("{PLACEHOLDER_START}{}B{number}{PLACEHOLDER_END}\n", self.placeholder_token)
            }
            BlockLine::Close(number) => {
                format!("{PLACEHOLDER_START}{}b{number}{PLACEHOLDER_END}\n", self.placeholder_token)
            }
        };
        self.events.push(Event::Html(CowStr::from(placeholder)));
    }

    /// The level at which a heading is published: one below the heading that it stands under, or below the page's title. So
    /// no page skips one, whatever was written; that something was skipped is said to editors by `heading-order`.
    fn adjust_heading_level(&mut self, written: HeadingLevel) -> HeadingLevel {
        while self.heading_levels.last().is_some_and(|above| *above >= written) {
            self.heading_levels.pop();
        }
        self.heading_levels.push(written);
        HeadingLevel::try_from(self.heading_levels.len() + 1).unwrap_or(HeadingLevel::H6)
    }

    fn end_heading(&mut self) {
        let Some((start, text)) = self.open_heading.take() else { return };
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
        let count = self.heading_ids.get(&wanted).map_or(1, |count| count + 1);
        let mut unique = if count == 1 { wanted.clone() } else { format!("{wanted}-{count}") };
        while count > 1 && self.heading_ids.contains_key(&unique) {
            unique.push('x');
        }
        self.heading_ids.insert(wanted, count);
        self.heading_ids.entry(unique.clone()).or_insert(1);
        *id = Some(CowStr::from(unique.clone()));
        self.events.push(Event::End(TagEnd::Heading(level)));
        self.body.headings.push(Heading { level: level as u8, id: unique, text });
    }

    fn start_link(&mut self, link_type: LinkType, written: &str, title: &str, at: Range<usize>) {
        let destination = if link_type == LinkType::Email { format!("mailto:{written}") } else { written.to_owned() };
        let number = self.add_link(&destination, title, &at);
        self.open_links.push(number);
        if let Some(number) = number {
            self.push_inline_html(&format!("{PLACEHOLDER_START}{}L{number}{PLACEHOLDER_END}", self.placeholder_token));
        }
    }

    /// Keeps a link; `None` when it is not published (its text stays).
    fn add_link(&mut self, written: &str, title: &str, at: &Range<usize>) -> Option<u32> {
        let target = LinkTarget::parse(written, self.folder);
        match &target {
            LinkTarget::Unsafe(scheme) => {
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
            LinkTarget::OutsideRoot => {
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
        self.open_picture = Some((picture, self.depth));
    }

    /// What stands between a picture's brackets is its alternative text.
    fn handle_picture_event(&mut self, event: Event<'e>, at: Range<usize>) {
        let Some((picture, depth)) = &mut self.open_picture else { return };
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => picture.alt.push_str(&text),
            Event::SoftBreak | Event::HardBreak => picture.alt.push(' '),
            Event::End(TagEnd::Image) if self.depth + 1 == *depth => {
                if let Some((picture, _)) = self.open_picture.take() {
                    self.end_picture(picture, &at);
                }
            }
            _ => {}
        }
    }

    fn end_picture(&mut self, mut picture: Picture, at: &Range<usize>) {
        match LinkTarget::parse(&picture.written, self.folder) {
            LinkTarget::File { path, .. } => picture.path = Some(path),
            LinkTarget::External(url) => {
                let message = "a picture from another site is not shown".to_owned();
                self.report(
                    Code::RemovedHtml,
                    at,
                    message,
                    "save the picture beside this file; readers see a link for now",
                );
                // Within a link the picture's text takes its place: a link cannot hold another one.
                if self.open_links.is_empty() {
                    let card = html::link_card(&url, Some(&picture.alt));
                    self.push_inline_html(&card);
                } else {
                    self.events.push(Event::Text(CowStr::from(picture.alt.clone())));
                }
                return;
            }
            LinkTarget::Unsafe(scheme) => {
                self.report(
                    Code::UnsafeUrl,
                    at,
                    format!("pictures beginning `{scheme}:` are not published"),
                    "save the picture beside this file",
                );
                return;
            }
            LinkTarget::OutsideRoot => {
                self.report(
                    Code::BrokenLink,
                    at,
                    format!("`{}` leads out of the network", picture.written),
                    "save the picture beside this file",
                );
                return;
            }
            LinkTarget::Anchor(_) | LinkTarget::Address { .. } => {
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
        self.push_inline_html(&format!("{PLACEHOLDER_START}{}P{number}{PLACEHOLDER_END}", self.placeholder_token));
    }

    /// Raw HTML: a comment vanishes, links and pictures become holes, what is not published is reported.
    fn handle_raw_html(&mut self, text: &str, lines: &[(usize, usize)], block: bool) {
        let tags = html::parse_tags(text);
        if tags.is_empty() && strip_comments(text).trim().is_empty() {
            return;
        }
        self.raw_segments.insert(self.segment);
        let mut output = String::with_capacity(text.len());
        let mut copied_to = 0;
        for tag in &tags {
            if tag.range.start < copied_to {
                continue;
            }
            let at = body_offset(lines, tag.range.start)..body_offset(lines, tag.range.end - 1) + 1;
            self.listener.handle_html_tag(&tag.name, tag_effect(tag), &at);
            output.push_str(&text[copied_to..tag.range.start]);
            copied_to = tag.range.end;
            if html::becomes_link_card(&tag.name) {
                if tag.is_closing {
                    continue;
                }
                let help = match tag.name.as_str() {
                    "video" | "audio" => "link to the recording; readers see a link for now",
                    _ => "readers see a plain link instead; remove it to be rid of this warning",
                };
                self.report(Code::RemovedHtml, &at, format!("`<{}>` is not published", tag.name), help);
                if let Some(url) = tag.attribute("src").filter(|url| crate::yaml::Url::has_published_scheme(url)) {
                    output.push_str(&html::link_card(&html_escape::decode_html_entities(url), tag.attribute("title")));
                }
                if let Some(end) = find_content_end(text, tag) {
                    copied_to = end;
                }
            } else if tag.name == "img" {
                self.handle_raw_picture(tag, &at, &mut output);
            } else {
                self.handle_raw_tag(text, tag, &at, &mut output);
            }
        }
        output.push_str(&text[copied_to..]);
        let event = CowStr::from(output);
        self.events.push(if block { Event::Html(event) } else { Event::InlineHtml(event) });
    }

    fn handle_raw_picture(&mut self, tag: &html::HtmlTag<'_>, at: &Range<usize>, written: &mut String) {
        let decode_attribute =
            |name| html_escape::decode_html_entities(tag.attribute(name).unwrap_or_default()).into_owned();
        let picture = Picture {
            path: None,
            written: decode_attribute("src"),
            alt: decode_attribute("alt"),
            title: decode_attribute("title"),
            span: self.span(at),
        };
        let event_count = self.events.len();
        self.end_picture(picture, at);
        for event in self.events.drain(event_count..) {
            match event {
                Event::InlineHtml(html) => written.push_str(&html),
                Event::Text(text) => html::escape_html(&text, written),
                _ => {}
            }
        }
    }

    /// Any other tag: reported if it is not published; the address of a link becomes a hole.
    fn handle_raw_tag(&mut self, text: &str, tag: &html::HtmlTag<'_>, at: &Range<usize>, written: &mut String) {
        if !html::is_allowed_tag(&tag.name) {
            if !tag.is_closing {
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
        let removed = tag.attributes.iter().find(|(name, ..)| !html::is_allowed_attribute(&tag.name, name));
        if let Some((name, ..)) = removed {
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
        if let Some(number) = self.add_link(&value, "", at) {
            let quoted = text[..range.start].ends_with(['"', '\'']);
            let quote = if quoted { "" } else { "\"" };
            written.push_str(&format!(
                "{quote}{PLACEHOLDER_START}{}H{number}{PLACEHOLDER_END}{quote}",
                self.placeholder_token
            ));
        }
        written.push_str(&text[range.end..tag.range.end]);
    }
}

fn tag_effect(tag: &html::HtmlTag<'_>) -> TagEffect {
    match tag.attribute("lang") {
        _ if tag.is_closing => TagEffect::Close,
        Some(_) => TagEffect::OpenWithLanguage,
        None => TagEffect::Open,
    }
}

/// Where the lines of gathered text stand: byte in it, byte in the body. The signs of a quote before a line and the
/// `\r` behind it are in the body only.
type LineOffsets = Vec<(usize, usize)>;

/// The byte in the body of a byte in gathered text.
fn body_offset(lines: &[(usize, usize)], offset: usize) -> usize {
    let line = lines.partition_point(|(gathered, _)| *gathered <= offset).saturating_sub(1);
    lines.get(line).map_or(offset, |(gathered, body)| body + offset - gathered)
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

/// Where the content of a script or style ends, so that it is not shown as text.
fn find_content_end(text: &str, tag: &html::HtmlTag<'_>) -> Option<usize> {
    let close = format!("</{}", tag.name);
    let rest = &text[tag.range.end..];
    let found = rest.to_ascii_lowercase().find(&close)?;
    let end = rest[found..].find('>').map_or(rest.len(), |end| found + end + 1);
    Some(tag.range.end + end)
}

/// Alignment in tables as classes: a Content-Security-Policy forbids style attributes. The corner that heads nothing is no
/// heading.
fn replace_table_styles(html: &str) -> String {
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
fn sanitise_segments(html: &str, raw_segments: &HashSet<usize>, token: &str) -> String {
    let mut cleaned = String::with_capacity(html.len());
    let mut segment = 0;
    let mut rest = html;
    loop {
        let next = find_block_placeholder(rest, token);
        let (before, after) = next.map_or((rest, None), |(start, end)| (&rest[..start], Some((start, end))));
        if raw_segments.contains(&segment) {
            cleaned.push_str(&html::sanitise(before));
        } else {
            cleaned.push_str(before);
        }
        let Some((start, end)) = after else { return cleaned };
        cleaned.push_str(&rest[start..end]);
        rest = &rest[end..];
        segment += 1;
    }
}

/// The next placeholder of a block.
fn find_block_placeholder(html: &str, token: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(found) = html[from..].find(PLACEHOLDER_START) {
        let start = from + found;
        let inner = start + PLACEHOLDER_START.len_utf8();
        if !html[inner..].starts_with(token) {
            from = inner;
            continue;
        }
        let inner = inner + token.len();
        let end = inner + html[inner..].find(PLACEHOLDER_END)? + PLACEHOLDER_END.len_utf8();
        if html[inner..].starts_with(['B', 'b']) {
            return Some((start, end));
        }
        from = end;
    }
    None
}

/// Takes the placeholders out and notes where they stood.
fn extract_placeholders(html: &str, token: &str, body: &mut MarkdownBody) {
    let mut output = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find(PLACEHOLDER_START) {
        output.push_str(&rest[..start]);
        let inner = &rest[start + PLACEHOLDER_START.len_utf8()..];
        let Some(inner) = inner.strip_prefix(token) else {
            output.push('\u{fffd}');
            rest = inner;
            continue;
        };
        let Some(end) = inner.find(PLACEHOLDER_END) else { break };
        let (kind, number) = inner[..end].split_at(1.min(end));
        if let Ok(number) = number.parse() {
            let fill = match kind {
                "L" => Some(PlaceholderKind::LinkOpen(number)),
                "l" => Some(PlaceholderKind::LinkClose(number)),
                "H" => Some(PlaceholderKind::Href(number)),
                "P" => Some(PlaceholderKind::Picture(number)),
                "B" => Some(PlaceholderKind::BlockOpen(number)),
                "b" => Some(PlaceholderKind::BlockClose(number)),
                _ => None,
            };
            let at = u32::try_from(output.len()).unwrap_or(u32::MAX);
            body.placeholders.extend(fill.map(|fill| Placeholder { offset: at, kind: fill }));
        }
        rest = &inner[end + PLACEHOLDER_END.len_utf8()..];
    }
    output.push_str(rest);
    output.shrink_to_fit();
    body.html = output;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::format_short;

    fn render_text(text: &str) -> (MarkdownBody, String) {
        let source = Arc::new(Source { path: "content/stories/a.md".into(), text: text.into() });
        let mut out = Faults::new();
        let body = render(&source, 0..text.len(), MarkdownOptions::ALL, &mut out);
        (body, format_short(&out.into_sorted()))
    }

    #[test]
    fn headings_get_ids_that_stay_and_no_attributes_of_the_editors() {
        let (body, faults) =
            render_text("## The kettle\n\n## The kettle\n\n### Tea {#tea onclick=alert(1) .big}\n\n## ***\n");
        let ids: Vec<&str> = body.headings.iter().map(|heading| heading.id.as_str()).collect();
        assert_eq!(ids, ["the-kettle", "the-kettle-2", "tea", "section"]);
        assert!(!body.html.contains("onclick") && !body.html.contains("big"), "{}", body.html);
        assert_eq!(faults, "");
    }

    #[test]
    fn a_generated_id_never_meets_a_written_one() {
        let (body, _) = render_text("## A\n\n## B {#a-2}\n\n## A\n\n## A\n");
        let mut ids: Vec<&str> = body.headings.iter().map(|heading| heading.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 4, "{:?}", body.headings);
    }

    #[test]
    fn no_level_of_headings_is_skipped() {
        let (body, _) =
            render_text("### a\n\n### b\n\n##### c\n\n#### d\n\n## e\n\n#### f\n\n#### g\n\n# h\n\n### i\n");
        let levels: Vec<u8> = body.headings.iter().map(|heading| heading.level).collect();
        assert_eq!(levels, [2, 2, 3, 3, 2, 3, 3, 2, 3]);
        assert!(body.html.contains("<h3 id=\"c\">c</h3>") && !body.html.contains("h5"), "{}", body.html);
        let (deep, _) = render_text("# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f\n");
        let levels: Vec<u8> = deep.headings.iter().map(|heading| heading.level).collect();
        assert_eq!(levels, [2, 3, 4, 5, 6, 6]);
    }

    #[test]
    fn what_loads_from_elsewhere_becomes_a_link() {
        let (body, faults) = render_text(
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
            let (body, faults) = render_text(text);
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
        let (body, faults) = render_text("a <kbd>Ctrl</kbd> <a href=\"../partners/x.md\" title=\"t\">x</a> b\n");
        assert!(body.html.contains("<kbd>Ctrl</kbd>"), "{}", body.html);
        assert_eq!(body.links.len(), 1);
        assert!(matches!(&body.links[0].target, LinkTarget::File { path, .. } if path == "content/partners/x.md"));
        assert_eq!(faults, "");
    }

    #[test]
    fn tables_are_aligned_by_class_and_comments_vanish() {
        let (body, _) =
            render_text("<!-- allow missing-alt until 2027-01-01: soon -->\n\n| a | b |\n|--:|:-:|\n| 1 | 2 |\n");
        assert!(
            body.html.contains("<td class=\"align-right\">1</td><td class=\"align-center\">2</td>"),
            "{}",
            body.html
        );
        assert!(!body.html.contains("style=") && !body.html.contains("<!--"), "{}", body.html);
    }

    #[test]
    fn boxes_of_tasks_and_empty_corners_can_be_heard() {
        let (body, _) = render_text("- [x] soup\n- [ ] bread\n\n| | a |\n|-|-|\n| b | c |\n");
        assert!(
            body.html.contains("<input disabled type=\"checkbox\" checked aria-label=\"✓\"> soup"),
            "{}",
            body.html
        );
        assert!(body.html.contains("<input disabled type=\"checkbox\" aria-label=\"☐\"> bread"), "{}", body.html);
        assert!(body.html.contains("<td></td><th>a</th>"), "{}", body.html);
        let (body, _) = render_text("- [x] soup <b>hot</b>\n");
        assert!(body.html.contains("aria-label=\"✓\""), "{}", body.html);
    }

    #[test]
    fn blocks_keep_footnotes_definitions_and_places_whole() {
        let (body, faults) = render_text(
            "One[^1] [two][d].\n\n:::callout kind=\"ask\"\n- item[^1]\n:::\n\n::event slug=\"x\"\n\n[^1]: Note.\n\n[d]: https://example.org/\n",
        );
        assert_eq!((body.blocks.len(), body.links.len()), (2, 1));
        let fills: Vec<PlaceholderKind> = body
            .placeholders
            .iter()
            .map(|hole| hole.kind)
            .filter(|fill| !matches!(fill, PlaceholderKind::LinkOpen(_) | PlaceholderKind::LinkClose(_)))
            .collect();
        assert_eq!(
            fills,
            [PlaceholderKind::BlockOpen(0), PlaceholderKind::BlockClose(0), PlaceholderKind::BlockOpen(1)]
        );
        assert_eq!(body.html.matches("class=\"footnote-reference\"").count(), 2);
        assert_eq!(faults, "");
    }

    #[test]
    fn noncharacters_of_a_text_cannot_pass_for_holes() {
        let (body, _) = render_text("a \u{fdd0}L0\u{fdd1} b");
        assert!(body.placeholders.is_empty() && body.html.contains("\u{fffd}L0\u{fffd}"), "{}", body.html);
    }

    #[test]
    fn the_first_paragraph_is_the_excerpt() {
        let (body, _) = render_text("## Title\n\nOne *two* [three](https://example.org/).\n\nFour.\n");
        assert_eq!(body.excerpt, "One two three.");
        let (long, _) = render_text(&"many words ".repeat(60));
        assert!(long.excerpt.ends_with('…') && long.excerpt.len() < 250, "{}", long.excerpt);
    }
}
