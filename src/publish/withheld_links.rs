//! Finds links and references to records that are not published now. Pages leave them out, and the editor is told.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::file_owners::FileOwners;
use super::publication::{Publication, WithheldLinks};
use super::publication_state::{PublicationState, UnpublishedReason};
use crate::fault::{Code, Fault, Faults};
use crate::kind::{Kind, Role};
use crate::markdown::MarkdownBody;
use crate::path::path_in_content;
use crate::site::{PictureUse, Record, RecordIndex, ResolvedTarget};
use crate::text::{Source, SourceLocation, Span};

/// The faults of all records.
pub(super) fn find_withheld_links(publication: &Publication) -> WithheldLinks {
    let is_unpublished = |state: &PublicationState| matches!(state, PublicationState::Unpublished(_));
    if !publication.records.iter().any(|status| is_unpublished(&status.state)) {
        return WithheldLinks::new();
    }
    let owners = FileOwnersCell::new(publication);
    let with_faults =
        publication.site.indexed_records().map(|(ix, _)| (ix, find_withheld_links_in(publication, ix, &owners)));
    with_faults.filter(|(_, faults)| !faults.is_empty()).collect()
}

/// The faults of one record and its translations.
pub(super) fn find_withheld_links_in(
    publication: &Publication,
    ix: RecordIndex,
    owners: &FileOwnersCell<'_>,
) -> Vec<Fault> {
    let record = publication.site.record(ix);
    match publication.state(ix) {
        PublicationState::Published => {}
        PublicationState::Unpublished(UnpublishedReason::OrganiserUnpublished(slug)) => {
            return vec![unpublished_organiser_fault(record, slug)];
        }
        PublicationState::Unpublished(UnpublishedReason::MergedInto(_)) => {
            return unpublished_twin_fault(publication, record).into_iter().collect();
        }
        _ => return Vec::new(),
    }
    let mut finder = Finder { publication, owners, record, reported: BTreeSet::new(), faults: Faults::new() };
    let parsed = &record.parsed;
    let references = parsed.references.iter().zip(&record.resolved_references);
    finder.check(&parsed.source, references.map(|(reference, target)| (reference.span, target)));
    let links = parsed.body.links.iter().zip(&record.links);
    finder.check(&parsed.source, links.map(|(link, target)| (link.span, target)));
    for (block, target) in parsed.body.blocks.iter().zip(&record.block_records) {
        if let Some(ix) = *target {
            finder.check(&parsed.source, [(block.span, &ResolvedTarget::Record(ix, None))].into_iter());
        }
    }
    finder.check_pictures(&parsed.source, &parsed.body, &record.pictures);
    for translation in &record.translations {
        finder.check_pictures(&translation.parsed.source, &translation.parsed.body, &translation.pictures);
        let links = translation.parsed.body.links.iter().zip(&translation.links);
        finder.check(&translation.parsed.source, links.map(|(link, target)| (link.span, target)));
    }
    finder.faults.into_iter().collect()
}

fn unpublished_organiser_fault(record: &Record, slug: &str) -> Fault {
    let message = format!("its organiser `{slug}` is not published now, so neither is this");
    let fault = Fault::new(Code::LinksToWithheld, record.parsed.locations.of_field("organiser"), message);
    fault.with_help("nothing needs doing if that is meant: both show as soon as the organiser is published")
}

/// The fault of a record that is shown as another, which is not published.
fn unpublished_twin_fault(publication: &Publication, record: &Record) -> Option<Fault> {
    let (_, shown) = record.relations.iter().find(|(role, _)| *role == Role::SameAs)?;
    let state = publication.state(*shown);
    if state.is_published() {
        return None;
    }
    let why = state.describe(&publication.site.config.zone.time_zone);
    let slug = &publication.site.record(*shown).id.slug;
    let message = format!("`{slug}` is not published now ({why}), so neither of the two has a page");
    let fault = Fault::new(Code::LinksToWithheld, record.parsed.locations.of_field("same_as"), message);
    Some(fault.with_help(format!("nothing needs doing if that is meant: `{slug}` shows as soon as it is published")))
}

/// The owners of files, found when a record links to a file.
pub(super) struct FileOwnersCell<'a> {
    publication: &'a Publication,
    owners: OnceCell<FileOwners<'a>>,
}

impl<'a> FileOwnersCell<'a> {
    pub(super) fn new(publication: &'a Publication) -> Self {
        Self { publication, owners: OnceCell::new() }
    }

    fn withholding_record(&self, path: &str, from: &Record) -> Option<RecordIndex> {
        self.owners.get_or_init(|| FileOwners::new(self.publication)).withholding_record(path, from)
    }
}

struct Finder<'a, 'o> {
    publication: &'a Publication,
    owners: &'a FileOwnersCell<'o>,
    record: &'a Record,
    /// The file and span of each fault: one is reported once, however often a record is named there.
    reported: BTreeSet<(String, Span)>,
    faults: Faults,
}

impl Finder<'_, '_> {
    fn check_pictures(&mut self, source: &Arc<Source>, body: &MarkdownBody, pictures: &[Option<PictureUse>]) {
        for (picture, shown) in body.pictures.iter().zip(pictures) {
            let target = shown.as_ref().map(|shown| ResolvedTarget::File(shown.path.clone()));
            self.check(source, target.iter().map(|target| (picture.span, target)));
        }
    }

    fn check<'t>(&mut self, source: &Arc<Source>, links: impl Iterator<Item = (Span, &'t ResolvedTarget)>) {
        for (span, resolved) in links {
            let file = resolved.file();
            let owner = file.and_then(|path| self.owners.withholding_record(path, self.record));
            let Some(ix) = resolved.record().or(owner) else { continue };
            let state = self.publication.state(ix);
            let target = self.publication.site.record(ix);
            if !matches!(state, PublicationState::Unpublished(_))
                || target.kind() == Kind::Incident
                || !self.reported.insert((source.path.clone(), span))
            {
                continue;
            }
            let why = state.describe(&self.publication.site.config.zone.time_zone);
            let message = match file {
                Some(path) => format!(
                    "`{}` belongs to `{}`, which is not published now ({why}), so this is left out",
                    path_in_content(path),
                    target.id.slug
                ),
                None => format!("`{}` is not published now ({why}), so this is left out", target.id.slug),
            };
            let fault = Fault::new(Code::LinksToWithheld, SourceLocation::new(source, span), message);
            let help = "nothing needs doing if that is meant: it shows as soon as the record is published";
            self.faults.report(fault.with_help(help));
        }
    }
}
