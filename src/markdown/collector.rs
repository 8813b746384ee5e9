//! Collects the links and pictures of a body while it is rendered.

use std::ops::Range;
use std::sync::Arc;

use super::body::Picture;
use super::html::link_card;
use super::link::{Link, LinkTarget};
use super::placeholder::PlaceholderKind;
use crate::fault::{Code, Fault, Faults};
use crate::path::parent_folder;
use crate::text::{Source, SourceLocation, Span};
use crate::yaml::{AddressMistake, Url};

/// The links and pictures found so far, and the faults of the body.
pub(super) struct Collector<'s> {
    source: &'s Arc<Source>,
    /// Where the body begins in the source.
    offset: usize,
    token: &'s str,
    out: &'s mut Faults,
    pub links: Vec<Link>,
    pub pictures: Vec<Picture>,
    /// Whether a link of raw HTML has begun and not ended.
    pub raw_link_is_open: bool,
}

/// What is written where a picture was.
pub(super) enum PictureOutput {
    /// The marker of a placeholder, or a link card.
    Html(String),
    /// The picture's alternative text.
    Text(String),
    /// Nothing.
    Nothing,
}

impl<'s> Collector<'s> {
    /// A collector for the body that begins at `offset` of a source.
    pub fn new(source: &'s Arc<Source>, offset: usize, token: &'s str, out: &'s mut Faults) -> Self {
        Self { source, offset, token, out, links: Vec::new(), pictures: Vec::new(), raw_link_is_open: false }
    }

    /// The span in the source of some bytes of the body.
    pub fn span(&self, at: &Range<usize>) -> Span {
        Span::from_range(at.clone()).offset_by(self.offset)
    }

    /// The marker of a placeholder.
    pub fn marker(&self, kind: PlaceholderKind) -> String {
        kind.to_marker(self.token)
    }

    /// Reports a fault at some bytes of the body.
    pub fn report(&mut self, code: Code, at: &Range<usize>, message: impl Into<String>, help: &str) {
        let location = SourceLocation::new(self.source, self.span(at));
        self.out.report(Fault::new(code, location, message).with_help(help));
    }

    fn parse_target(&self, written: &str) -> LinkTarget {
        LinkTarget::parse(written, parent_folder(&self.source.path))
    }

    /// Adds a link and gives its number; `None` when it is not published and only its text remains.
    pub fn add_link(&mut self, written: &str, title: &str, at: &Range<usize>) -> Option<u32> {
        if let Some(AddressMistake { message, help, code }) = Url::find_mistake(written) {
            self.report(code, at, message, &help);
            if code == Code::UnsafeUrl {
                return None;
            }
        }
        let target = self.parse_target(&Url::with_one_fragment(written));
        match &target {
            LinkTarget::Unsafe(scheme) => {
                let message = match scheme.as_str() {
                    "//" => "a link that begins with `//` has no scheme".to_owned(),
                    scheme => format!("links beginning `{scheme}:` are not published"),
                };
                let help = "use an address that begins with https:, http:, mailto: or tel:";
                self.report(Code::UnsafeUrl, at, message, help);
                return None;
            }
            LinkTarget::OutsideRoot => {
                let message = format!("`{written}` leads out of the network");
                self.report(Code::BrokenLink, at, message, "link to a file inside `content/`");
                return None;
            }
            _ => {}
        }
        let number = u32::try_from(self.links.len()).ok()?;
        self.links.push(Link { target, title: title.to_owned(), span: self.span(at) });
        Some(number)
    }

    /// Reports a link inside another one, which browsers take apart in different ways (HTML §4.5.1). Either it is text
    /// without its address, or the link around it ends where it begins.
    pub fn report_nested_link(&mut self, at: &Range<usize>, is_published: bool) {
        let message = match is_published {
            true => "a link begins within another one, which ends here",
            false => "a link within a link is published as text, without its address",
        };
        self.report(Code::RemovedHtml, at, message, "end the first link before the second one begins");
    }

    /// Adds a picture, if it is published.
    pub fn add_picture(&mut self, picture: Picture, at: &Range<usize>, is_in_link: bool) -> PictureOutput {
        let (code, message) = match self.parse_target(&picture.written) {
            LinkTarget::File { .. } => return self.add_picture_file(picture),
            LinkTarget::External(url) => {
                let help = "save the picture beside this file; readers see a link for now";
                self.report(Code::RemovedHtml, at, "a picture from another site is not shown", help);
                // A link cannot contain another one.
                return match is_in_link {
                    false => PictureOutput::Html(link_card(&url, Some(&picture.alt))),
                    true => PictureOutput::Text(picture.alt),
                };
            }
            LinkTarget::Unsafe(scheme) => {
                (Code::UnsafeUrl, format!("pictures beginning `{scheme}:` are not published"))
            }
            LinkTarget::OutsideRoot => (Code::BrokenLink, format!("`{}` leads out of the network", picture.written)),
            LinkTarget::Anchor(_) | LinkTarget::Address { .. } => {
                (Code::MissingFile, format!("`{}` is not a picture's file", picture.written))
            }
        };
        self.report(code, at, message, "save the picture beside this file");
        PictureOutput::Nothing
    }

    fn add_picture_file(&mut self, picture: Picture) -> PictureOutput {
        let Ok(number) = u32::try_from(self.pictures.len()) else { return PictureOutput::Nothing };
        self.pictures.push(picture);
        PictureOutput::Html(self.marker(PlaceholderKind::Picture(number)))
    }
}
