//! Links and files → what they lead to.

use std::sync::Arc;

use super::ResolvedTarget;
use super::linker::Linker;
use crate::fault::{Code, Fault, Faults};
use crate::file_metadata::is_picture;
use crate::markdown::{LinkTarget, MarkdownBody};
use crate::output::reserved_folder;
use crate::path::{self, closest_match};
use crate::record;
use crate::text::{Source, SourceLocation, Span};

impl Linker<'_> {
    /// A picture or download beside the record.
    pub(super) fn resolve_file(
        &self,
        source: &Arc<Source>,
        span: Span,
        written: &str,
        folder: &str,
        must_be_picture: bool,
        out: &mut Faults,
    ) -> ResolvedTarget {
        let place = SourceLocation::new(source, span);
        let LinkTarget::File { path, .. } = LinkTarget::parse(written, folder) else {
            out.report(
                Fault::new(Code::InvalidValue, place, format!("`{written}` is not the name of a file"))
                    .with_help("save the file beside this one and write its name"),
            );
            return ResolvedTarget::Unresolved;
        };
        let Some(facts) = self.context.assets.get(&path) else {
            out.report(self.missing_file_fault(place, written, &path, folder));
            return ResolvedTarget::Unresolved;
        };
        self.referenced_files.borrow_mut().insert(path.clone());
        if reserved_folder(&super::file_address(&path)).is_some() {
            let fault =
                Fault::new(Code::ReservedName, place, "`static` is a reserved name: the theme's files are there");
            out.report(fault.with_help("keep the file in another folder"));
            return ResolvedTarget::Unresolved;
        }
        if must_be_picture && !is_picture(&path) {
            out.report(
                Fault::new(Code::InvalidValue, place, format!("`{written}` is not a picture that browsers show"))
                    .with_help("use a PNG, JPEG, WebP, GIF, AVIF or SVG file"),
            );
            return ResolvedTarget::Unresolved;
        }
        if facts.has_active_content {
            out.report(unsafe_file_fault(place, written));
            return ResolvedTarget::Unresolved;
        }
        ResolvedTarget::File(path)
    }

    fn missing_file_fault(&self, place: SourceLocation, written: &str, path: &str, folder: &str) -> Fault {
        if path::is_sync_copy(path::file_stem(path)) {
            let message = format!("`{written}` is named like a copy that a synchronising service left behind");
            let help = "rename the file, and write its new name here";
            return Fault::new(Code::MissingFile, place, message).with_help(help);
        }
        let fault = Fault::new(Code::MissingFile, place, format!("there is no file `{written}` here"));
        let folder = format!("{folder}/");
        let beside = self.context.assets.range(folder.clone()..).map_while(|(path, _)| path.strip_prefix(&folder));
        let names: Vec<&str> = beside.collect();
        let near = closest_file_name(written, &names);
        self.referenced_files.borrow_mut().extend(near.map(|near| format!("{folder}{near}")));
        if near.is_some() { fault.with_suggestion(near) } else { fault.with_help(format!("save it as `{path}`")) }
    }

    /// A link, in a body or in a field.
    pub(super) fn resolve_link(
        &self,
        source: &Arc<Source>,
        span: Span,
        target: &LinkTarget,
        own_body: Option<&MarkdownBody>,
        out: &mut Faults,
    ) -> ResolvedTarget {
        let place = || SourceLocation::new(source, span);
        match target {
            LinkTarget::External(url) => ResolvedTarget::Verbatim(url.clone()),
            LinkTarget::Anchor(anchor) => {
                if let Some(body) = own_body {
                    check_anchor(body, anchor, "this page", place(), out);
                }
                ResolvedTarget::Verbatim(format!("#{anchor}"))
            }
            LinkTarget::File { path, anchor } => self.resolve_file_link(source, span, path, anchor.as_deref(), out),
            LinkTarget::Address { address, anchor } => {
                self.resolve_address_link(address, anchor.as_deref(), place(), out)
            }
            LinkTarget::OutsideRoot => {
                out.report(
                    Fault::new(Code::BrokenLink, place(), "this leads out of the network")
                        .with_help("link to a file inside `content/`"),
                );
                ResolvedTarget::Unresolved
            }
            LinkTarget::Unsafe(scheme) => {
                let fault =
                    Fault::new(Code::UnsafeUrl, place(), format!("addresses beginning `{scheme}` are not published"));
                out.report(fault.with_help("use an address that begins with https:, http:, mailto: or tel:"));
                ResolvedTarget::Unresolved
            }
        }
    }

    fn resolve_file_link(
        &self,
        source: &Arc<Source>,
        span: Span,
        path: &str,
        anchor: Option<&str>,
        out: &mut Faults,
    ) -> ResolvedTarget {
        let place = || SourceLocation::new(source, span);
        if let Some((ix, translation)) = self.context.records_by_path.get(path) {
            let record = &self.records[ix.as_usize()];
            let body = match translation {
                Some(number) => &record.translations[*number].parsed.body,
                None => &record.parsed.body,
            };
            if !record.kind().has_pages() {
                out.report(
                    Fault::new(
                        Code::BrokenLink,
                        place(),
                        format!("{} has no page to link to", record.kind().with_article()),
                    )
                    .with_help("link to a place or a page instead"),
                );
                return ResolvedTarget::Unresolved;
            }
            if let Some(anchor) = anchor.filter(|_| !record.parsed.is_unreadable()) {
                check_anchor(body, anchor, &format!("`{}`", record.id.slug), place(), out);
            }
            return ResolvedTarget::Record(*ix, anchor.map(str::to_owned));
        }
        if let Some(facts) = self.context.assets.get(path) {
            if facts.has_active_content {
                self.referenced_files.borrow_mut().insert(path.to_owned());
                out.report(unsafe_file_fault(place(), path.strip_prefix("content/").unwrap_or(path)));
                return ResolvedTarget::Unresolved;
            }
            return ResolvedTarget::File(path.to_owned());
        }
        let folder = path.strip_prefix("content/").or((path == "content").then_some("")).unwrap_or("?");
        if let Some(address) = self.context.addresses.normalise(&format!("/{folder}/").replace("//", "/")) {
            return match self.context.addresses.record_at(&address) {
                Some(ix) => ResolvedTarget::Record(ix, anchor.map(str::to_owned)),
                None => ResolvedTarget::Address(address, anchor.map(str::to_owned)),
            };
        }
        out.report(self.broken_link_fault(place(), path));
        ResolvedTarget::Unresolved
    }

    /// A link to a file that is not there, with the record that was probably meant, as it would be written here.
    fn broken_link_fault(&self, place: SourceLocation, path: &str) -> Fault {
        let shown = path.strip_prefix("content/").unwrap_or(path);
        let folder = path::parent_folder(&place.source.path).to_owned();
        let fault = Fault::new(Code::BrokenLink, place, format!("there is no file `{shown}`"));
        let by_name = match record::classify(&format!("content/{shown}"), &self.context.config.languages) {
            record::FileRole::Record { kind, slug } => {
                self.suggestions.suggest_slug(kind, &slug).and_then(|slug| self.context.by_id.get(kind, slug))
            }
            _ => None,
        };
        let near = match by_name {
            Some(ix) => Some(self.records[ix.as_usize()].parsed.source.path.as_str()),
            None => {
                fn bare_path(path: &str) -> &str {
                    path.strip_prefix("content/").unwrap_or(path).trim_end_matches(".md")
                }
                let paths = || self.records.iter().map(|record| record.parsed.source.path.as_str());
                let near = closest_match(bare_path(path), paths().map(bare_path));
                near.and_then(|near| paths().find(|path| bare_path(path) == near))
            }
        };
        match near {
            Some(near) => fault.with_suggestion(Some(path::relative_path(&folder, near))),
            None => fault.with_help("check the path: it starts from the folder of this file"),
        }
    }

    fn resolve_address_link(
        &self,
        address: &str,
        anchor: Option<&str>,
        place: SourceLocation,
        out: &mut Faults,
    ) -> ResolvedTarget {
        let anchor_text = anchor.map(str::to_owned);
        let Some(known) = self.context.addresses.normalise(address) else {
            let fault = Fault::new(Code::BrokenLink, place, format!("nothing has the address `{address}`"));
            let near = closest_match(
                address.trim_matches('/'),
                self.context.addresses.sorted().map(|known| known.trim_matches('/')),
            );
            out.report(match near {
                Some(near) => fault.with_suggestion(Some(format!("/{near}/"))),
                None => fault.with_help("link to the file instead, such as `../stories/shared-kitchen.md`"),
            });
            return ResolvedTarget::Unresolved;
        };
        match self.context.addresses.record_at(&known) {
            Some(ix) => {
                if let Some(anchor) = anchor {
                    check_anchor(&self.records[ix.as_usize()].parsed.body, anchor, &format!("`{known}`"), place, out);
                }
                ResolvedTarget::Record(ix, anchor_text)
            }
            None => ResolvedTarget::Address(known, anchor_text),
        }
    }
}

/// The name of a file that was probably meant: names are compared without their endings, which many have in common.
fn closest_file_name<'a>(written: &str, names: &[&'a str]) -> Option<&'a str> {
    fn without_ending(name: &str) -> &str {
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }
    let lower = written.to_lowercase();
    let same = names.iter().copied().find(|name| name.to_lowercase() == lower);
    same.or_else(|| {
        let stem = closest_match(without_ending(written), names.iter().copied().map(without_ending))?;
        names.iter().copied().find(|name| without_ending(name) == stem)
    })
}

fn check_anchor(body: &MarkdownBody, anchor: &str, page: &str, place: SourceLocation, out: &mut Faults) {
    if anchor.is_empty() || body.has_anchor(anchor) {
        return;
    }
    let fault = Fault::new(Code::BrokenAnchor, place, format!("{page} has no heading `#{anchor}`"));
    let near = closest_match(anchor, body.headings.iter().map(|heading| heading.id.as_str()));
    out.report(match near {
        Some(near) => fault.with_suggestion(Some(format!("#{near}"))),
        None => fault.with_help("leave out what follows `#`, or add the heading"),
    });
}

fn unsafe_file_fault(place: SourceLocation, written: &str) -> Fault {
    Fault::new(Code::UnsafeFile, place, format!("`{written}` could run code in a reader's browser"))
        .with_help("publish it as a PDF, a picture or a document; an SVG must be without scripts")
}
