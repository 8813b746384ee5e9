//! Links to parts of pages that the program makes: lists, the front page and the like. Templates decide which parts these
//! have, so only the finished page tells whether a part is there.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::publication::Publication;
use crate::markdown::{Link, LinkTarget, MarkdownBody};
use crate::site::{Record, RecordIndex, ResolvedTarget};
use crate::text::{Source, SourceLocation, Span};

/// A link to a part of a page.
#[derive(Clone, Debug)]
pub struct AnchoredLink {
    /// The id of the part.
    pub anchor: String,
    /// Where the link is.
    pub location: SourceLocation,
}

/// Links to parts of pages, by the addresses of the pages.
pub type AnchoredLinks<'a> = BTreeMap<&'a str, Vec<AnchoredLink>>;

impl Publication {
    /// The links to parts of pages that the program makes.
    pub fn anchored_links(&self) -> AnchoredLinks<'_> {
        let mut finder = Finder { publication: self, found: BTreeMap::new() };
        self.site.indexed_records().for_each(|(ix, record)| finder.add_record(ix, record));
        finder.found
    }
}

struct Finder<'a> {
    publication: &'a Publication,
    found: AnchoredLinks<'a>,
}

impl<'a> Finder<'a> {
    fn add_record(&mut self, ix: RecordIndex, record: &'a Record) {
        let parsed = &record.parsed;
        for (reference, target) in parsed.references.iter().zip(&record.resolved_references) {
            self.add_target(&parsed.source, reference.span, target);
        }
        let is_on_shared_page = record.shares_its_page() && self.publication.is_published(ix);
        let own_address = |address: &'a str| Some(address).filter(|_| is_on_shared_page);
        self.add_body(&parsed.source, &parsed.body, &record.links, own_address(&record.address));
        for translation in &record.translations {
            let parsed = &translation.parsed;
            self.add_body(&parsed.source, &parsed.body, &translation.links, own_address(&translation.address));
        }
    }

    /// Adds the links of a body. With `own_address`, that of a page that has more parts than the body, also those to the
    /// same page.
    fn add_body(
        &mut self,
        source: &Arc<Source>,
        body: &'a MarkdownBody,
        targets: &'a [ResolvedTarget],
        own_address: Option<&'a str>,
    ) {
        for (Link { span, target, .. }, resolved) in body.links.iter().zip(targets) {
            match (target, own_address) {
                (LinkTarget::Anchor(anchor), Some(address)) => self.add(source, *span, address, anchor),
                _ => self.add_target(source, *span, resolved),
            }
        }
    }

    fn add_target(&mut self, source: &Arc<Source>, span: Span, target: &'a ResolvedTarget) {
        match target {
            ResolvedTarget::Address(address, Some(anchor)) => self.add(source, span, address, anchor),
            ResolvedTarget::Record(ix, Some(anchor)) if self.publication.is_published(*ix) => {
                let record = self.publication.site.record(*ix);
                if record.shares_its_page() {
                    self.add(source, span, &record.address, anchor);
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, source: &Arc<Source>, span: Span, address: &'a str, anchor: &str) {
        let link = AnchoredLink { anchor: anchor.to_owned(), location: SourceLocation::new(source, span) };
        self.found.entry(address).or_default().push(link);
    }
}
