//! Receives the events of `markdown`, collects the text of each paragraph, heading, item or cell, and applies the rules to
//! it.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::link_text::{self, LinkTextProblem};
use super::script;
use super::text_run::{OBJECT_REPLACEMENT, TextRun};
use super::{LintFinding, LintKind, LintResults, find_capitals, find_emoji_runs, is_video_address, mentions_captions};
use crate::language::Script;
use crate::text::Span;

/// Receives the events of one body in their order.
#[derive(Debug, Default)]
pub struct Linter {
    results: LintResults,
    run: TextRun,
    /// Whether the run is from a paragraph or an item rather than a heading or a cell.
    is_prose: bool,
    /// How many block quotations are open.
    quote_depth: usize,
    /// Whether a block of code is open; its text is ignored.
    in_code: bool,
    /// The level of the last heading; 1 is the page's title.
    heading_level: u8,
    open_link: Option<OpenLink>,
    /// The picture that is open; its text is ignored.
    open_picture: Option<Range<usize>>,
    /// The header row that is open, and whether there is any text in it.
    open_header: Option<(Range<usize>, bool)>,
    /// Open elements of raw HTML that have a `lang`, each with the number of open elements of the same name within it.
    language_elements: Vec<(String, usize)>,
    video_link: Option<Range<usize>>,
    /// Whether the body may have letters that are not Latin.
    may_have_other_scripts: bool,
    /// Long runs of Latin letters; they are reported only where most of the text is in other scripts.
    latin_runs: Vec<Range<usize>>,
    /// Bytes in Latin runs and in those of other scripts.
    script_bytes: (usize, usize),
}

/// What a tag of raw HTML does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagEffect {
    /// Opens an element.
    Open,
    /// Opens an element that has a `lang`.
    OpenWithLanguage,
    /// Closes an element.
    Close,
}

#[derive(Debug)]
struct OpenLink {
    range: Range<usize>,
    /// Where its text begins in the run.
    text_start: usize,
    has_picture: bool,
}

impl Linter {
    /// A linter at the beginning of a body with this text.
    pub fn new(body: &str) -> Self {
        let may_have_other_scripts = script::may_have_other_scripts(body);
        Self { is_prose: true, heading_level: 1, may_have_other_scripts, ..Self::default() }
    }

    /// Receives one event; `range` are bytes of the body.
    pub fn handle_event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.handle_start(tag, range),
            Event::End(tag) => self.handle_end(*tag, range),
            Event::Text(text) => self.push_text(text, range),
            Event::Code(_) => self.push_object(range),
            Event::SoftBreak => self.push_text(" ", range),
            Event::HardBreak => self.push_text("\n", range),
            Event::Rule => self.finish_run(),
            _ => {}
        }
    }

    /// Receives one tag of raw HTML; `name` is in lower case.
    pub fn handle_html_tag(&mut self, name: &str, effect: TagEffect, range: &Range<usize>) {
        match (name, &mut self.open_link) {
            ("br", _) => self.push_text("\n", range),
            ("img", Some(link)) => link.has_picture = true,
            _ => {}
        }
        match (effect, self.language_elements.last_mut()) {
            (TagEffect::OpenWithLanguage, _) => self.language_elements.push((name.to_owned(), 0)),
            (TagEffect::Open, Some((open, within))) if open == name => *within += 1,
            (TagEffect::Close, Some((open, within))) if open == name => match within.checked_sub(1) {
                Some(fewer) => *within = fewer,
                None => drop(self.language_elements.pop()),
            },
            _ => {}
        }
    }

    /// The findings, with spans in the source. `text` is the whole source, and the body begins at `offset`.
    pub fn finish(mut self, offset: usize, text: &str) -> LintResults {
        self.finish_run();
        if let Some(at) = self.video_link.take().filter(|_| !mentions_captions(text)) {
            self.add_finding(LintKind::VideoWithoutCaptions, at);
        }
        if self.script_bytes.1 > self.script_bytes.0 {
            for at in std::mem::take(&mut self.latin_runs) {
                self.add_finding(LintKind::UnmarkedScript(Script::Latin), at);
            }
        }
        let mut results = self.results;
        for finding in &mut results.findings {
            finding.span = finding.span.offset_by(offset);
        }
        results.readability = results.readability.offset_by(offset);
        results.findings.sort_by_key(|finding| finding.span);
        results
    }

    fn add_finding(&mut self, kind: LintKind, range: Range<usize>) {
        self.results.findings.push(LintFinding { kind, span: Span::from_range(range) });
    }

    fn handle_start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => return,
            Tag::Link { dest_url, .. } => {
                if self.open_picture.is_some() {
                    return;
                }
                if self.video_link.is_none() && is_video_address(dest_url) {
                    self.video_link = Some(range.clone());
                }
                self.open_link =
                    Some(OpenLink { range: range.clone(), text_start: self.run.text.len(), has_picture: false });
                return;
            }
            Tag::Image { .. } => {
                self.open_picture.get_or_insert_with(|| range.clone());
                return;
            }
            _ => self.finish_run(),
        }
        match tag {
            Tag::BlockQuote(None) => self.quote_depth += 1,
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => self.in_code = true,
            Tag::Heading { level, .. } => {
                self.is_prose = false;
                self.check_heading(*level as u8, range);
            }
            Tag::TableHead => self.open_header = Some((range.clone(), false)),
            Tag::TableCell | Tag::DefinitionListTitle => self.is_prose = false,
            _ => {}
        }
    }

    fn handle_end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {
                return;
            }
            TagEnd::Link => {
                self.finish_link();
                return;
            }
            TagEnd::Image => {
                self.finish_picture(range);
                return;
            }
            _ => self.finish_run(),
        }
        match tag {
            TagEnd::BlockQuote(None) => self.quote_depth = self.quote_depth.saturating_sub(1),
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => self.in_code = false,
            TagEnd::TableHead => {
                if let Some((at, false)) = self.open_header.take() {
                    self.add_finding(LintKind::TableWithoutHeaders, at);
                }
            }
            _ => {}
        }
        self.is_prose = true;
    }

    fn push_text(&mut self, text: &str, range: &Range<usize>) {
        if self.open_picture.is_none() && !self.in_code {
            self.run.push(text, range.clone(), !self.language_elements.is_empty());
        }
    }

    /// Code is not running text.
    fn push_object(&mut self, range: &Range<usize>) {
        if self.open_picture.is_none() {
            self.run.push(OBJECT_REPLACEMENT, range.clone(), true);
        }
    }

    /// Checks the level of a heading. Within a quotation it is somebody else's.
    fn check_heading(&mut self, level: u8, range: &Range<usize>) {
        if self.quote_depth > 0 {
            return;
        }
        if level == 1 {
            self.add_finding(LintKind::TopHeading, range.clone());
        } else if level > self.heading_level + 1 {
            self.add_finding(LintKind::SkippedLevel { from: self.heading_level, to: level }, range.clone());
        }
        self.heading_level = level;
    }

    fn finish_link(&mut self) {
        let Some(link) = self.open_link.take_if(|_| self.open_picture.is_none()).filter(|link| !link.has_picture)
        else {
            return;
        };
        let text = self.run.text.get(link.text_start..).unwrap_or_default();
        let kind = match link_text::check_link_text(text) {
            Some(LinkTextProblem::Empty) => LintKind::EmptyLink,
            Some(LinkTextProblem::Vague) => LintKind::VagueLink(link_text::collapse_whitespace(text)),
            Some(LinkTextProblem::LongAddress) => LintKind::BareAddress,
            None => return,
        };
        self.add_finding(kind, link.range);
    }

    /// The end of a picture. One within the text of another picture ends before that.
    fn finish_picture(&mut self, range: &Range<usize>) {
        let Some(picture) = self.open_picture.take_if(|picture| picture.end <= range.end) else { return };
        if let Some(link) = &mut self.open_link {
            link.has_picture = true;
        }
        self.run.push(OBJECT_REPLACEMENT, picture, true);
    }

    /// The end of a run: the rules are applied to its text.
    fn finish_run(&mut self) {
        if self.run.text.is_empty() {
            return;
        }
        let run = std::mem::take(&mut self.run);
        if let Some((_, has_text)) = &mut self.open_header {
            *has_text |= !run.text.trim().is_empty();
        }
        if self.may_have_other_scripts {
            self.check_scripts(&run);
        }
        if self.quote_depth == 0 {
            let excluded = run.excluded_parts();
            for part in find_capitals(&run.text, &excluded) {
                self.add_finding(LintKind::AllCapitals, run.body_range(&part));
            }
            for (part, count) in find_emoji_runs(&run.text, &excluded) {
                self.add_finding(LintKind::EmojiRun(count), run.body_range(&part));
            }
            if self.is_prose {
                self.results.readability.add_run(&run, &excluded);
            }
        }
        self.run = run;
        self.run.clear();
    }

    fn check_scripts(&mut self, run: &TextRun) {
        for (part, script) in script::find_script_runs(&run.text, run.language_parts()) {
            let range = run.body_range(&part);
            if script == Script::Latin {
                self.script_bytes.0 += part.len();
                self.latin_runs.push(range);
            } else {
                self.script_bytes.1 += part.len();
                self.add_finding(LintKind::UnmarkedScript(script), range);
            }
        }
    }
}
