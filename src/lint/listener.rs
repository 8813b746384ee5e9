//! What stands between `markdown`'s pass over a body and the rules: it gathers runs of text, remembers where it is, and
//! asks each rule once.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::link::{self, Problem};
use super::run::{OBJECT, Run};
use super::script::{self, Script};
use super::{About, Remark, Review, capitals, emoji_runs, is_video, tells_of_captions};
use crate::text::Span;

/// Listens to the events of one body, in their order.
#[derive(Debug, Default)]
pub struct Listener {
    review: Review,
    run: Run,
    /// Whether the run is running text: a paragraph or an item, not a heading or a cell.
    prose: bool,
    /// Quotations that are open.
    quotes: usize,
    /// Whether code is being passed over.
    code: bool,
    /// The level of the last heading; 1 is the page's title.
    level: u8,
    link: Option<OpenLink>,
    /// A picture whose text is being passed over.
    picture: Option<Range<usize>>,
    /// The header row that is open, and whether it says anything.
    header: Option<(Range<usize>, bool)>,
    /// Elements of raw HTML that say a language, and how many of the same name are open within.
    languages: Vec<(String, usize)>,
    video: Option<Range<usize>>,
    /// Long runs of Latin letters, which are remarkable only among other scripts.
    latin: Vec<Range<usize>>,
    /// Bytes in such runs, and in those of other scripts.
    lengths: (usize, usize),
}

/// What a tag of raw HTML does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagDoes {
    /// Opens an element.
    Open,
    /// Opens an element that says its language.
    OpenWithLanguage,
    /// Closes one.
    Close,
}

#[derive(Debug)]
struct OpenLink {
    at: Range<usize>,
    /// Where its text begins in the run.
    from: usize,
    picture: bool,
}

impl Listener {
    /// Before anything was heard.
    pub fn new() -> Self {
        Self { prose: true, level: 1, ..Self::default() }
    }

    /// Takes one event; `at` are bytes in the body.
    pub fn event(&mut self, event: &Event<'_>, at: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(*tag, at),
            Event::Text(text) => self.text(text, at),
            Event::Code(_) => self.object(at),
            Event::SoftBreak => self.text(" ", at),
            Event::HardBreak => self.text("\n", at),
            Event::Rule => self.flush(),
            _ => {}
        }
    }

    /// Takes one tag of raw HTML, by its name in lower case.
    pub fn tag(&mut self, name: &str, does: TagDoes, at: &Range<usize>) {
        match (name, &mut self.link) {
            ("br", _) => self.text("\n", at),
            ("img", Some(link)) => link.picture = true,
            _ => {}
        }
        match (does, self.languages.last_mut()) {
            (TagDoes::OpenWithLanguage, _) => self.languages.push((name.to_owned(), 0)),
            (TagDoes::Open, Some((open, within))) if open == name => *within += 1,
            (TagDoes::Close, Some((open, within))) if open == name => match within.checked_sub(1) {
                Some(fewer) => *within = fewer,
                None => drop(self.languages.pop()),
            },
            _ => {}
        }
    }

    /// What there is to say, with places in the source: the body begins at `offset` of it, `text` is all of it.
    pub fn finish(mut self, offset: usize, text: &str) -> Review {
        self.flush();
        if let Some(at) = self.video.take().filter(|_| !tells_of_captions(text)) {
            self.remark(About::Video, at);
        }
        if self.lengths.1 > self.lengths.0 {
            for at in std::mem::take(&mut self.latin) {
                self.remark(About::Script(Script::Latin), at);
            }
        }
        let mut review = self.review;
        for remark in &mut review.remarks {
            remark.span = remark.span.shifted(offset);
        }
        review.reading = review.reading.shifted(offset);
        review.remarks.sort_by_key(|remark| remark.span);
        review
    }

    fn remark(&mut self, about: About, at: Range<usize>) {
        self.review.remarks.push(Remark { about, span: Span::new(at) });
    }

    fn start(&mut self, tag: &Tag<'_>, at: &Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => return,
            Tag::Link { dest_url, .. } => {
                if self.picture.is_some() {
                    return;
                }
                if self.video.is_none() && is_video(dest_url) {
                    self.video = Some(at.clone());
                }
                self.link = Some(OpenLink { at: at.clone(), from: self.run.text.len(), picture: false });
                return;
            }
            Tag::Image { .. } => {
                self.picture.get_or_insert_with(|| at.clone());
                return;
            }
            _ => self.flush(),
        }
        match tag {
            Tag::BlockQuote(None) => self.quotes += 1,
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => self.code = true,
            Tag::Heading { level, .. } => {
                self.prose = false;
                self.heading(*level as u8, at);
            }
            Tag::TableHead => self.header = Some((at.clone(), false)),
            Tag::TableCell | Tag::DefinitionListTitle => self.prose = false,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, at: &Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {
                return;
            }
            TagEnd::Link => {
                self.end_link();
                return;
            }
            TagEnd::Image => {
                self.end_picture(at);
                return;
            }
            _ => self.flush(),
        }
        match tag {
            TagEnd::BlockQuote(None) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => self.code = false,
            TagEnd::TableHead => {
                if let Some((at, false)) = self.header.take() {
                    self.remark(About::TableWithoutHeaders, at);
                }
            }
            _ => {}
        }
        self.prose = true;
    }

    fn text(&mut self, text: &str, at: &Range<usize>) {
        if self.picture.is_none() && !self.code {
            self.run.push(text, at.clone(), !self.languages.is_empty());
        }
    }

    /// Code, which is no running text.
    fn object(&mut self, at: &Range<usize>) {
        if self.picture.is_none() {
            self.run.push(OBJECT, at.clone(), true);
        }
    }

    /// Within a quotation the outline is somebody else's.
    fn heading(&mut self, level: u8, at: &Range<usize>) {
        if self.quotes > 0 {
            return;
        }
        if level == 1 {
            self.remark(About::TopHeading, at.clone());
        } else if level > self.level + 1 {
            self.remark(About::SkippedLevel { from: self.level, to: level }, at.clone());
        }
        self.level = level;
    }

    fn end_link(&mut self) {
        let Some(link) = self.link.take_if(|_| self.picture.is_none()).filter(|link| !link.picture) else { return };
        let text = self.run.text.get(link.from..).unwrap_or_default();
        let about = match link::problem(text) {
            Some(Problem::Empty) => About::EmptyLink,
            Some(Problem::Vague) => About::VagueLink(link::shown(text)),
            Some(Problem::Address) => About::BareAddress,
            None => return,
        };
        self.remark(about, link.at);
    }

    /// Pictures within a picture's text end before it does.
    fn end_picture(&mut self, at: &Range<usize>) {
        let Some(picture) = self.picture.take_if(|picture| picture.end <= at.end) else { return };
        if let Some(link) = &mut self.link {
            link.picture = true;
        }
        self.run.push(OBJECT, picture, true);
    }

    /// The end of a run: its words are looked at.
    fn flush(&mut self) {
        if self.run.text.is_empty() {
            return;
        }
        let run = std::mem::take(&mut self.run);
        if let Some((_, says)) = &mut self.header {
            *says |= !run.text.trim().is_empty();
        }
        for (part, script) in script::runs(&run.text, run.marked()) {
            let at = run.at(&part);
            if script == Script::Latin {
                self.lengths.0 += part.len();
                self.latin.push(at);
            } else {
                self.lengths.1 += part.len();
                self.remark(About::Script(script), at);
            }
        }
        if self.quotes == 0 {
            let apart = run.apart();
            for part in capitals(&run.text, &apart) {
                self.remark(About::Capitals, run.at(&part));
            }
            for (part, count) in emoji_runs(&run.text, &apart) {
                self.remark(About::Emoji(count), run.at(&part));
            }
            if self.prose {
                self.review.reading.add(&run, &apart);
            }
        }
        self.run = run;
        self.run.clear();
    }
}
