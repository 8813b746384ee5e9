//! Builds a body from pulldown-cmark's events: the state machine of rendering.

use std::collections::{HashMap, HashSet, VecDeque};
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::block_scan::BlockLine;
use super::body::{MarkdownBody, Picture};
use super::collector::{Collector, PictureOutput};
use super::excerpt::Excerpt;
use super::heading::{Heading, HeadingOutline};
use super::options::MarkdownOptions;
use super::placeholder::PlaceholderKind;
use super::raw_html::{OpenElements, RawHtml};
use crate::fault::Code;
use crate::lint::Linter;
use crate::path::slugify;

/// Elements may not be nested deeper than this; browsers stop at 512.
const MAX_DEPTH: usize = 128;

/// The text is nested too deeply to go on; a fault was reported.
pub(super) struct TooDeep;

/// What the events of a body have become.
pub(super) struct BuiltBody {
    /// The body, still without its HTML, placeholders and blocks.
    pub body: MarkdownBody,
    /// Segments between blocks that hold raw HTML, numbered from 0.
    pub raw_segments: HashSet<usize>,
    pub has_tables: bool,
}

/// Receives the events of one body in their order.
pub(super) struct BodyBuilder<'s, 'e> {
    options: MarkdownOptions,
    block_lines: HashMap<usize, BlockLine>,
    collector: Collector<'s>,
    linter: Linter,
    outline: HeadingOutline,
    headings: Vec<Heading>,
    excerpt: Excerpt,
    word_count: u32,
    /// The events to be written as HTML.
    events: VecDeque<Event<'e>>,
    depth: usize,
    raw_segments: HashSet<usize>,
    segment: usize,
    has_tables: bool,
    /// The index of the event that opened a heading, and the heading's text.
    open_heading: Option<(usize, String)>,
    /// The picture whose alternative text is being read, and the depth of its tag.
    open_picture: Option<(Picture, usize)>,
    open_html: Option<RawHtml>,
    /// The elements of raw HTML that are open.
    html_elements: OpenElements,
    /// The numbers of open links; `None` for a link that is not published.
    open_links: Vec<Option<u32>>,
    /// References to footnotes in an open link. They are links themselves, so they are put after it.
    notes_in_link: Vec<Event<'e>>,
}

impl<'s, 'e> BodyBuilder<'s, 'e> {
    pub fn new(
        options: MarkdownOptions,
        text: &str,
        block_lines: &[(usize, BlockLine)],
        collector: Collector<'s>,
    ) -> Self {
        Self {
            options,
            block_lines: block_lines.iter().copied().collect(),
            collector,
            linter: Linter::new(text),
            outline: HeadingOutline::default(),
            headings: Vec::new(),
            excerpt: Excerpt::default(),
            word_count: 0,
            events: VecDeque::new(),
            depth: 0,
            raw_segments: HashSet::new(),
            segment: 0,
            has_tables: false,
            open_heading: None,
            open_picture: None,
            open_html: None,
            html_elements: OpenElements::default(),
            open_links: Vec::new(),
            notes_in_link: Vec::new(),
        }
    }

    /// The body after its last event. It begins at `offset` of the source, whose text is `source_text`.
    pub fn finish(self, offset: usize, source_text: &str) -> BuiltBody {
        let body = MarkdownBody {
            links: self.collector.links,
            pictures: self.collector.pictures,
            headings: self.headings,
            excerpt: self.excerpt.into_text(),
            word_count: self.word_count,
            lint_results: self.linter.finish(offset, source_text),
            ..MarkdownBody::default()
        };
        BuiltBody { body, raw_segments: self.raw_segments, has_tables: self.has_tables }
    }

    /// The next event to be written. A heading waits for its end, because its id is made from its text.
    pub fn take_event(&mut self) -> Option<Event<'e>> {
        if self.open_heading.is_some() { None } else { self.events.pop_front() }
    }

    /// Receives one event; `at` are its bytes in the body.
    pub fn handle_event(&mut self, event: Event<'e>, at: Range<usize>) -> Result<(), TooDeep> {
        self.track_depth(&event, &at)?;
        let at_start = at.start;
        if !self.options.extended {
            self.events.push_back(event);
            return Ok(());
        }
        self.linter.handle_event(&event, &at);
        if self.open_picture.is_some() {
            self.handle_picture_event(event, at);
            return Ok(());
        }
        self.collect_text(&event);
        match event {
            Event::Rule => self.handle_thematic_break(at),
            Event::Start(Tag::HtmlBlock) => self.open_html = Some(RawHtml::default()),
            Event::End(TagEnd::HtmlBlock) => self.end_html_block(),
            Event::Html(text) => self.handle_html_line(&text, at),
            Event::InlineHtml(text) => {
                self.push_raw_html(&RawHtml::from_line(&text, at.start), Event::InlineHtml);
            }
            Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                self.open_heading = Some((self.events.len(), String::new()));
                let level = self.outline.published_level(level);
                self.events.push_back(Event::Start(Tag::Heading { level, id, classes, attrs }));
            }
            Event::End(TagEnd::Heading(_)) => self.end_heading(),
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                self.start_link(link_type, &dest_url, &title, at)
            }
            Event::End(TagEnd::Link) => self.end_link(),
            Event::FootnoteReference(_) if !self.open_links.is_empty() => self.notes_in_link.push(event),
            Event::Start(Tag::Image { dest_url, title, .. }) => self.start_picture(&dest_url, &title, at),
            Event::TaskListMarker(is_done) => self.push_task_marker(is_done),
            Event::Start(Tag::Table(_)) => {
                self.has_tables = true;
                self.events.push_back(event);
            }
            event => self.events.push_back(event),
        }
        if self.html_elements.depth() > MAX_DEPTH {
            let at = at_start..at_start + 1;
            self.collector.report(
                Code::TooDeep,
                &at,
                "HTML is nested too deeply",
                "close each element, or make it flatter",
            );
            return Err(TooDeep);
        }
        Ok(())
    }

    fn track_depth(&mut self, event: &Event<'_>, at: &Range<usize>) -> Result<(), TooDeep> {
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth -= 1,
            _ => {}
        }
        if self.depth <= MAX_DEPTH {
            return Ok(());
        }
        let at = at.start..at.end.min(at.start + 40);
        self.collector.report(Code::TooDeep, &at, "quotes or lists are nested too deeply", "make it flatter");
        Err(TooDeep)
    }

    /// Collects words, the excerpt and the text of headings.
    fn collect_text(&mut self, event: &Event<'_>) {
        let text = match event {
            Event::Text(text) | Event::Code(text) => text.as_ref(),
            Event::SoftBreak | Event::HardBreak => " ",
            Event::Start(Tag::Paragraph) => {
                self.excerpt.start_paragraph(self.depth == 1);
                return;
            }
            Event::End(TagEnd::Paragraph) => {
                self.excerpt.end_paragraph();
                return;
            }
            _ => return,
        };
        self.word_count += u32::try_from(count_words(text)).unwrap_or(0);
        if let Some((_, heading)) = &mut self.open_heading {
            heading.push_str(text);
        }
        self.excerpt.push_text(text);
    }

    fn push_inline_html(&mut self, html: String) {
        self.events.push_back(Event::InlineHtml(CowStr::from(html)));
    }

    /// A thematic break: one that the editor wrote, or the line of a block.
    fn handle_thematic_break(&mut self, at: Range<usize>) {
        let kind = match self.block_lines.get(&at.start) {
            None => {
                self.events.push_back(Event::Rule);
                return;
            }
            Some(BlockLine::Open(number)) => PlaceholderKind::BlockOpen(*number),
            Some(BlockLine::Close(number)) => PlaceholderKind::BlockClose(*number),
        };
        self.segment += 1;
        self.collector.raw_link_is_open = false;
        self.events.push_back(Event::Html(CowStr::from(self.collector.marker(kind) + "\n")));
    }

    fn handle_html_line(&mut self, line: &str, at: Range<usize>) {
        match &mut self.open_html {
            Some(html) => html.push_line(line, at.start),
            None => self.push_raw_html(&RawHtml::from_line(line, at.start), Event::Html),
        }
    }

    fn end_html_block(&mut self) {
        if let Some(html) = self.open_html.take() {
            self.push_raw_html(&html, Event::Html);
        }
    }

    fn push_raw_html(&mut self, html: &RawHtml, to_event: fn(CowStr<'e>) -> Event<'e>) {
        let is_in_link = !self.open_links.is_empty();
        self.html_elements.follow(html, MAX_DEPTH);
        if self.html_elements.depth() > MAX_DEPTH {
            return;
        }
        if let Some(rewritten) = html.rewrite(is_in_link, &mut self.collector, &mut self.linter) {
            self.raw_segments.insert(self.segment);
            self.events.push_back(to_event(CowStr::from(rewritten)));
        }
    }

    fn end_heading(&mut self) {
        let Some((start, text)) = self.open_heading.take() else { return };
        let Some(Event::Start(Tag::Heading { level, id, classes, attrs })) = self.events.get_mut(start) else { return };
        let level: HeadingLevel = *level;
        // Editors choose the id and nothing else: any other attribute could be an event handler.
        classes.clear();
        attrs.clear();
        let preferred = id.as_deref().map_or_else(|| slugify(&text), str::to_owned);
        let unique = self.outline.unique_id(preferred);
        *id = Some(CowStr::from(unique.clone()));
        self.events.push_back(Event::End(TagEnd::Heading(level)));
        self.headings.push(Heading { level: level as u8, id: unique, text });
    }

    fn start_link(&mut self, link_type: LinkType, written: &str, title: &str, at: Range<usize>) {
        let destination = if link_type == LinkType::Email { format!("mailto:{written}") } else { written.to_owned() };
        let number = match self.collector.raw_link_is_open {
            true => {
                self.collector.report_nested_link(&at, false);
                None
            }
            false => self.collector.add_link(&destination, title, &at),
        };
        self.open_links.push(number);
        if let Some(number) = number {
            self.push_inline_html(self.collector.marker(PlaceholderKind::LinkOpen(number)));
        }
    }

    fn end_link(&mut self) {
        if let Some(Some(number)) = self.open_links.pop() {
            self.push_inline_html(self.collector.marker(PlaceholderKind::LinkClose(number)));
        }
        self.events.extend(self.notes_in_link.drain(..));
    }

    /// The text of a task is not a label of its box. So the box has a sign for its name, which every language can read.
    fn push_task_marker(&mut self, is_done: bool) {
        let state = if is_done { " checked aria-label=\"✓\"" } else { " aria-label=\"☐\"" };
        self.push_inline_html(format!("<input disabled type=\"checkbox\"{state}> "));
    }

    fn start_picture(&mut self, written: &str, title: &str, at: Range<usize>) {
        let picture = Picture {
            written: written.to_owned(),
            alt: String::new(),
            title: title.to_owned(),
            span: self.collector.span(&at),
        };
        self.open_picture = Some((picture, self.depth));
    }

    /// What is between the brackets of a picture is its alternative text.
    fn handle_picture_event(&mut self, event: Event<'e>, at: Range<usize>) {
        let Some((picture, depth)) = &mut self.open_picture else { return };
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => picture.alt.push_str(&text),
            Event::SoftBreak | Event::HardBreak => picture.alt.push(' '),
            Event::End(TagEnd::Image) if self.depth + 1 == *depth => self.end_picture(&at),
            _ => {}
        }
    }

    fn end_picture(&mut self, at: &Range<usize>) {
        let Some((picture, _)) = self.open_picture.take() else { return };
        let is_in_link = !self.open_links.is_empty() || self.collector.raw_link_is_open;
        match self.collector.add_picture(picture, at, is_in_link) {
            PictureOutput::Html(html) => self.push_inline_html(html),
            PictureOutput::Text(text) => self.events.push_back(Event::Text(CowStr::from(text))),
            PictureOutput::Nothing => {}
        }
    }
}

/// How many words there are between spaces.
fn count_words(text: &str) -> usize {
    let bytes = text.as_bytes();
    let pairs = || bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    // Spaces that are not ASCII end in one of these bytes. Curly quotes and dashes, which are frequent, do not.
    let may_end_space = |one: u8, next: u8| {
        matches!((one, next), (0xc2 | 0x80, 0x80..=0x8a | 0xa0 | 0xa8 | 0xa9 | 0xaf) | (0x81, 0x9f) | (0x9a, 0x80))
    };
    if pairs().fold(0, |found, (one, next)| found | u8::from(may_end_space(*one, *next))) != 0 {
        return text.split_whitespace().count();
    }
    // Counts their beginnings, with no branch for any byte.
    let is_space = |byte: u8| matches!(byte, b'\t'..=b'\r' | b' ');
    let begins_with_word = bytes.first().is_some_and(|first| !is_space(*first));
    let begin = pairs().map(|(one, next)| usize::from(is_space(*one) & !is_space(*next)));
    usize::from(begins_with_word) + begin.sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::count_words;

    #[test]
    fn words_are_what_is_between_spaces() {
        for text in ["", " ", "tea", " tea\tand\u{b}cake ", "a  b\r\nc", "“tea” – for two", "Tŷ’r bobl", "茶 茶"]
        {
            assert_eq!(count_words(text), text.split_whitespace().count(), "{text:?}");
        }
        for space in ('\0'..='\u{ffff}').filter(|c| c.is_whitespace()) {
            assert_eq!(count_words(&format!("tea{space}for{space}")), 2, "{space:?}");
        }
    }
}
