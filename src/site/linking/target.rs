//! Links: to files, to addresses of the site, and to other sites.

use std::sync::Arc;

use super::file::file_fault;
use super::linker::Linker;
use crate::fault::{Code, Fault, Faults};
use crate::markdown::{LinkTarget, MarkdownBody};
use crate::output::RSS_FILE;
use crate::path::{self, closest_match, path_in_content};
use crate::record::{self, FileRole};
use crate::site::record::Record;
use crate::site::record_index::RecordIndex;
use crate::site::resolved_target::ResolvedTarget;
use crate::text::{Source, SourceLocation, Span};

/// After so many faults of a file, nothing is suggested for a link that leads nowhere: it takes time, and nobody sees it.
const MAX_SUGGESTIONS: usize = 200;

impl Linker<'_> {
    /// Resolves a link in a body or in a field. `own_body` is the body that the link is in, unless only the finished page
    /// tells which parts it has.
    pub(super) fn resolve_link(
        &self,
        source: &Arc<Source>,
        span: Span,
        target: &LinkTarget,
        own_body: Option<&MarkdownBody>,
        out: &mut Faults,
    ) -> ResolvedTarget {
        let location = SourceLocation::new(source, span);
        match target {
            LinkTarget::External(url) => self.resolve_web_link(url, location, out),
            LinkTarget::Anchor(anchor) => {
                if let Some(body) = own_body {
                    check_anchor(body, anchor, "this page", location, out);
                }
                ResolvedTarget::Verbatim(format!("#{anchor}"))
            }
            LinkTarget::File { path, anchor } => self.resolve_file_link(path, anchor.as_deref(), location, out),
            LinkTarget::Address { address, anchor } => {
                self.resolve_address_link(address, anchor.as_deref(), location, out)
            }
            LinkTarget::OutsideRoot => {
                let fault = Fault::new(Code::BrokenLink, location, "this leads out of the network");
                out.report(fault.with_help("link to a file inside `content/`"));
                ResolvedTarget::Unresolved
            }
            LinkTarget::Unsafe(scheme) => {
                let message = format!("addresses beginning `{scheme}` are not published");
                let fault = Fault::new(Code::UnsafeUrl, location, message);
                out.report(fault.with_help("use an address that begins with https:, http:, mailto: or tel:"));
                ResolvedTarget::Unresolved
            }
        }
    }

    /// Resolves a web address. One of a page of this network is checked like a link within the site. The same host may have
    /// other things too, so an address that the site does not have is left as it is.
    fn resolve_web_link(&self, url: &str, location: SourceLocation, out: &mut Faults) -> ResolvedTarget {
        let base = self.context.config.base_url.as_ref();
        let verbatim = ResolvedTarget::Verbatim(url.to_owned());
        let Some(below) = base.and_then(|base| base.strip_from(url)) else { return verbatim };
        let below = below.trim_start_matches('/');
        let LinkTarget::Address { address, anchor } = LinkTarget::parse(&format!("/{below}"), "") else {
            return verbatim;
        };
        if self.context.addresses.normalise(&address).is_none() {
            return verbatim;
        }
        match self.resolve_address_link(&address, anchor.as_deref(), location, out) {
            // An address of the site has no room for what follows `?`.
            ResolvedTarget::Address(..) if below.contains('?') => verbatim,
            target => target,
        }
    }

    /// Resolves a link to the file of a record or translation, to another file, or to a folder with a list.
    fn resolve_file_link(
        &self,
        path: &str,
        anchor: Option<&str>,
        location: SourceLocation,
        out: &mut Faults,
    ) -> ResolvedTarget {
        if let Some((ix, translation)) = self.context.records_by_path.get(path) {
            return self.resolve_page_link(*ix, *translation, anchor, location, out);
        }
        if let Some(metadata) = self.context.assets.get(path) {
            if let Some(fault) = file_fault(metadata, location.clone(), path_in_content(path)) {
                self.add_referenced_file(path.to_owned());
                out.report(fault);
                return ResolvedTarget::Unresolved;
            }
            return ResolvedTarget::File(path.to_owned());
        }
        let folder = path.strip_prefix("content/").or((path == "content").then_some("")).unwrap_or("?");
        if self.context.addresses.has_file(&format!("/{folder}")) {
            return ResolvedTarget::Address(format!("/{folder}"), None);
        }
        match self.context.addresses.normalise(&format!("/{folder}/").replace("//", "/")) {
            Some(address) => self.known_address_target(address, anchor),
            None => {
                out.report(self.broken_link_fault(location, path, out.len() < MAX_SUGGESTIONS));
                ResolvedTarget::Unresolved
            }
        }
    }

    /// Resolves a link to the file of a record, or of the translation at a position.
    fn resolve_page_link(
        &self,
        ix: RecordIndex,
        translation: Option<usize>,
        anchor: Option<&str>,
        location: SourceLocation,
        out: &mut Faults,
    ) -> ResolvedTarget {
        let record = &self.records[ix.as_usize()];
        if !record.kind().has_pages() {
            let message = format!("{} has no page to link to", record.kind().with_article());
            let fault = Fault::new(Code::BrokenLink, location, message);
            out.report(fault.with_help("link to a place or a page instead"));
            return ResolvedTarget::Unresolved;
        }
        let body = match translation {
            Some(number) => &record.translations[number].parsed.body,
            None => &record.parsed.body,
        };
        if let Some(anchor) = anchor.filter(|_| !record.parsed.is_unreadable() && !record.shares_its_page()) {
            check_anchor(body, anchor, &format!("`{}`", record.id.slug), location, out);
        }
        ResolvedTarget::Record(ix, anchor.map(str::to_owned))
    }

    /// A link to a file that does not exist, with the record that was probably meant as a relative link.
    fn broken_link_fault(&self, location: SourceLocation, path: &str, suggest: bool) -> Fault {
        let folder = path::parent_folder(&location.source.path).to_owned();
        let meant = if suggest { self.find_meant_record(path) } else { None };
        let nearest = meant.map(|record| path::relative_path(&folder, &record.parsed.source.path));
        let message = format!("there is no file `{}`", path_in_content(path));
        Fault::new(Code::BrokenLink, location, message)
            .with_suggestion_or_help(nearest, "check the path: it starts from the folder of this file")
    }

    /// The record whose slug, title or path is closest to a path that does not exist.
    fn find_meant_record(&self, path: &str) -> Option<&Record> {
        let role = record::classify(&format!("content/{}", path_in_content(path)), &self.context.config.languages);
        let by_name = match role {
            FileRole::Record { kind, slug } => {
                self.suggestions.suggest_slug(kind, &slug).and_then(|slug| self.context.by_id.get(kind, slug))
            }
            _ => None,
        };
        if let Some(ix) = by_name {
            return Some(&self.records[ix.as_usize()]);
        }
        let bare_paths = || self.records.iter().map(|record| bare_path(&record.parsed.source.path));
        let nearest = closest_match(bare_path(path), bare_paths())?;
        bare_paths().position(|path| path == nearest).map(|index| &*self.records[index])
    }

    fn resolve_address_link(
        &self,
        address: &str,
        anchor: Option<&str>,
        location: SourceLocation,
        out: &mut Faults,
    ) -> ResolvedTarget {
        let addresses = &self.context.addresses;
        if addresses.has_file(address) {
            return ResolvedTarget::Address(address.to_owned(), None);
        }
        let file = format!("content{address}");
        if self.context.assets.contains_key(&file) {
            return self.resolve_file_link(&file, None, location, out);
        }
        let Some(known) = addresses.normalise(address) else {
            let fault = Fault::new(Code::BrokenLink, location, format!("nothing has the address `{address}`"));
            let help = match address.ends_with(RSS_FILE) && !self.context.config.has_rss() {
                true => "link to `feed.xml` instead, or add `outputs: {rss: true}` to `content/site.yaml`",
                false => "link to the file instead, such as `../stories/shared-kitchen.md`",
            };
            let nearest = if out.len() < MAX_SUGGESTIONS { addresses.nearest(address) } else { None };
            out.report(fault.with_suggestion_or_help(nearest, help));
            return ResolvedTarget::Unresolved;
        };
        let record = addresses.record_at(&known).map(|ix| &self.records[ix.as_usize()]);
        if let (Some(record), Some(anchor)) = (record.filter(|record| !record.shares_its_page()), anchor) {
            check_anchor(&record.parsed.body, anchor, &format!("`{known}`"), location, out);
        }
        self.known_address_target(known, anchor)
    }

    /// What an address of the site leads to: a record, or a list or feed.
    fn known_address_target(&self, address: String, anchor: Option<&str>) -> ResolvedTarget {
        let anchor = anchor.map(str::to_owned);
        match self.context.addresses.record_at(&address) {
            Some(ix) => ResolvedTarget::Record(ix, anchor),
            None => ResolvedTarget::Address(address, anchor),
        }
    }
}

/// A source path without `content/` and `.md`.
fn bare_path(path: &str) -> &str {
    path_in_content(path).trim_end_matches(".md")
}

/// Reports a link to a heading that the page does not have.
fn check_anchor(body: &MarkdownBody, anchor: &str, page: &str, location: SourceLocation, out: &mut Faults) {
    if anchor.is_empty() || body.has_anchor(anchor) {
        return;
    }
    let nearest = closest_match(anchor, body.headings.iter().map(|heading| heading.id.as_str()));
    let fault = Fault::new(Code::BrokenAnchor, location, format!("{page} has no heading `#{anchor}`"))
        .with_suggestion_or_help(nearest.map(|id| format!("#{id}")), "leave out what follows `#`, or add the heading");
    out.report(fault);
}
