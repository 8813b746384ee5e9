//! Links and files → what they lead to.

use std::sync::Arc;

use super::Resolved;
use super::resolve::Linker;
use crate::fault::{Code, Fault, Faults};
use crate::image::is_picture;
use crate::markdown::{LinkTarget, MarkdownBody};
use crate::path::{self, closest_match};
use crate::record;
use crate::text::{Source, SourceLocation, Span};

impl Linker<'_> {
    /// A picture or download beside the record.
    pub(super) fn file(
        &self,
        source: &Arc<Source>,
        span: Span,
        written: &str,
        folder: &str,
        picture: bool,
        out: &mut Faults,
    ) -> Resolved {
        let place = SourceLocation::new(source, span);
        let LinkTarget::File { path, .. } = LinkTarget::parse(written, folder) else {
            out.report(
                Fault::new(Code::InvalidValue, place, format!("`{written}` is not the name of a file"))
                    .with_help("save the file beside this one and write its name"),
            );
            return Resolved::Nothing;
        };
        let Some(facts) = self.frame.assets.get(&path) else {
            out.report(self.missing_file(place, written, &path, folder));
            return Resolved::Nothing;
        };
        self.named.borrow_mut().insert(path.clone());
        if path.starts_with("content/static/") {
            let fault =
                Fault::new(Code::ReservedName, place, "`static` is a reserved name: the theme's files are there");
            out.report(fault.with_help("keep the file in another folder"));
            return Resolved::Nothing;
        }
        if picture && !is_picture(&path) {
            out.report(
                Fault::new(Code::InvalidValue, place, format!("`{written}` is not a picture that browsers show"))
                    .with_help("use a PNG, JPEG, WebP, GIF, AVIF or SVG file"),
            );
            return Resolved::Nothing;
        }
        if facts.has_active_content {
            out.report(unsafe_file(place, written));
            return Resolved::Nothing;
        }
        Resolved::File(path)
    }

    fn missing_file(&self, place: SourceLocation, written: &str, path: &str, folder: &str) -> Fault {
        let fault = Fault::new(Code::MissingFile, place, format!("there is no file `{written}` here"));
        let beside = self
            .frame
            .assets
            .range(format!("{folder}/")..)
            .map(|(path, _)| path.as_str())
            .take_while(|path| path.starts_with(folder));
        let names: Vec<&str> = beside.map(|path| &path[folder.len() + 1..]).collect();
        let lower = written.to_lowercase();
        let near =
            names.iter().copied().find(|name| name.to_lowercase() == lower).or_else(|| closest_match(written, names));
        self.named.borrow_mut().extend(near.map(|near| format!("{folder}/{near}")));
        if near.is_some() { fault.with_suggestion(near) } else { fault.with_help(format!("save it as `{path}`")) }
    }

    /// A link, in a body or in a field.
    pub(super) fn target(
        &self,
        source: &Arc<Source>,
        span: Span,
        target: &LinkTarget,
        own: Option<&MarkdownBody>,
        out: &mut Faults,
    ) -> Resolved {
        let place = || SourceLocation::new(source, span);
        match target {
            LinkTarget::External(url) => Resolved::Verbatim(url.clone()),
            LinkTarget::Anchor(anchor) => {
                if let Some(body) = own {
                    anchor_fault(body, anchor, "this page", place(), out);
                }
                Resolved::Verbatim(format!("#{anchor}"))
            }
            LinkTarget::File { path, anchor } => self.linked_file(source, span, path, anchor.as_deref(), out),
            LinkTarget::Address { address, anchor } => self.linked_address(address, anchor.as_deref(), place(), out),
            LinkTarget::OutsideRoot => {
                out.report(
                    Fault::new(Code::BrokenLink, place(), "this leads out of the network")
                        .with_help("link to a file inside `content/`"),
                );
                Resolved::Nothing
            }
            LinkTarget::Unsafe(scheme) => {
                let fault =
                    Fault::new(Code::UnsafeUrl, place(), format!("addresses beginning `{scheme}` are not published"));
                out.report(fault.with_help("use an address that begins with https:, http:, mailto: or tel:"));
                Resolved::Nothing
            }
        }
    }

    fn linked_file(
        &self,
        source: &Arc<Source>,
        span: Span,
        path: &str,
        anchor: Option<&str>,
        out: &mut Faults,
    ) -> Resolved {
        let place = || SourceLocation::new(source, span);
        if let Some((ix, translation)) = self.frame.by_path.get(path) {
            let record = &self.records[ix.at()];
            let body = match translation {
                Some(number) => &record.translations[*number].parsed.body,
                None => &record.parsed.body,
            };
            if !record.kind().has_pages() {
                out.report(
                    Fault::new(
                        Code::BrokenLink,
                        place(),
                        format!("{} has no page to link to", record.kind().word_with_article()),
                    )
                    .with_help("link to a place or a page instead"),
                );
                return Resolved::Nothing;
            }
            if let Some(anchor) = anchor.filter(|_| !record.parsed.is_unreadable()) {
                anchor_fault(body, anchor, &format!("`{}`", record.id.slug), place(), out);
            }
            return Resolved::Record(*ix, anchor.map(str::to_owned));
        }
        if let Some(facts) = self.frame.assets.get(path) {
            if facts.has_active_content {
                self.named.borrow_mut().insert(path.to_owned());
                out.report(unsafe_file(place(), path.strip_prefix("content/").unwrap_or(path)));
                return Resolved::Nothing;
            }
            return Resolved::File(path.to_owned());
        }
        let folder = path.strip_prefix("content/").or((path == "content").then_some("")).unwrap_or("?");
        if let Some(known) = self.frame.addresses.normal(&format!("/{folder}/").replace("//", "/")) {
            return match self.frame.addresses.record(&known) {
                Some(ix) => Resolved::Record(ix, anchor.map(str::to_owned)),
                None => Resolved::Address(known, anchor.map(str::to_owned)),
            };
        }
        out.report(self.broken(place(), path));
        Resolved::Nothing
    }

    /// A link to a file that is not there, with the record that was probably meant, as it would be written here.
    fn broken(&self, place: SourceLocation, path: &str) -> Fault {
        let shown = path.strip_prefix("content/").unwrap_or(path);
        let folder = path::parent_folder(&place.source.path).to_owned();
        let fault = Fault::new(Code::BrokenLink, place, format!("there is no file `{shown}`"));
        let by_name = match record::classify(&format!("content/{shown}"), &self.frame.config.languages) {
            record::FileRole::Record { kind, slug } => {
                self.meant.slug(kind, &slug).and_then(|slug| self.frame.by_id.get(kind, slug))
            }
            _ => None,
        };
        let near = match by_name {
            Some(ix) => Some(self.records[ix.at()].parsed.source.path.as_str()),
            None => {
                fn bare(path: &str) -> &str {
                    path.strip_prefix("content/").unwrap_or(path).trim_end_matches(".md")
                }
                let paths = || self.records.iter().map(|record| record.parsed.source.path.as_str());
                let near = closest_match(bare(path), paths().map(bare));
                near.and_then(|near| paths().find(|path| bare(path) == near))
            }
        };
        match near {
            Some(near) => fault.with_suggestion(Some(path::relative_path(&folder, near))),
            None => fault.with_help("check the path: it starts from the folder of this file"),
        }
    }

    fn linked_address(&self, address: &str, anchor: Option<&str>, place: SourceLocation, out: &mut Faults) -> Resolved {
        let anchor_text = anchor.map(str::to_owned);
        let Some(known) = self.frame.addresses.normal(address) else {
            let fault = Fault::new(Code::BrokenLink, place, format!("nothing has the address `{address}`"));
            let near = closest_match(
                address.trim_matches('/'),
                self.frame.addresses.all().map(|known| known.trim_matches('/')),
            );
            out.report(match near {
                Some(near) => fault.with_suggestion(Some(format!("/{near}/"))),
                None => fault.with_help("link to the file instead, such as `../stories/shared-kitchen.md`"),
            });
            return Resolved::Nothing;
        };
        match self.frame.addresses.record(&known) {
            Some(ix) => {
                if let Some(anchor) = anchor {
                    anchor_fault(&self.records[ix.at()].parsed.body, anchor, &format!("`{known}`"), place, out);
                }
                Resolved::Record(ix, anchor_text)
            }
            None => Resolved::Address(known, anchor_text),
        }
    }
}

fn anchor_fault(body: &MarkdownBody, anchor: &str, page: &str, place: SourceLocation, out: &mut Faults) {
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

fn unsafe_file(place: SourceLocation, written: &str) -> Fault {
    Fault::new(Code::UnsafeFile, place, format!("`{written}` could run code in a reader's browser"))
        .with_help("publish it as a PDF, a picture or a document; an SVG must be without scripts")
}
