//! Pictures and downloads of records that may be shown.

use std::collections::{BTreeMap, BTreeSet};

use super::consents::is_picture_visible;
use super::file_owners::FileOwners;
use super::publication::{Publication, PublishedFile};
use super::translations::valid_translations;
use super::visible_record::VisibleRecord;
use crate::file_metadata::{FileMetadata, type_name};
use crate::record::{Channel, ReferenceTo, SafetyField};
use crate::site::{PictureUse, ResolvedTarget, file_address};

/// A picture that may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisiblePicture {
    /// Its address, as `src` needs it.
    pub src: String,
    /// The text that replaces it for people who do not see it; empty for a decoration.
    pub alt: String,
    /// Width and height in pixels; `None` when they could not be read.
    pub pixels: Option<(u32, u32)>,
    /// The credit: who made it.
    pub credit: Option<String>,
}

/// A file that a record offers.
#[derive(Clone, Debug)]
pub struct VisibleFile<'a> {
    /// Its address, as `href` needs it.
    pub href: String,
    /// What is known about its contents.
    pub metadata: &'a FileMetadata,
    /// Its type in words: `PDF`; `None` for an unknown type.
    pub type_name: Option<&'static str>,
}

impl<'a> VisibleRecord<'a> {
    /// The file that one of the record's fields names.
    pub fn referenced_file<N>(&self, reference: &ReferenceTo<N>) -> Option<VisibleFile<'a>> {
        let ResolvedTarget::File(path) = self.resolved_target(reference.index)? else { return None };
        let publication = self.publication;
        let is_withheld = publication.owner_that_withholds(path, self.record).is_some();
        if is_withheld || !is_picture_visible(&publication.site, path, self.lens().channel(), &publication.clock) {
            return None;
        }
        let metadata = publication.site.assets.get(path)?;
        Some(VisibleFile { href: publication.href(&file_address(path)), metadata, type_name: type_name(path) })
    }

    /// The lead picture, if it may be shown.
    pub fn lead_picture(&self) -> Option<VisiblePicture> {
        let picture = self.visible_picture(self.record.lead_picture.as_ref()?)?;
        Some(VisiblePicture { alt: self.translated_lead_alt().unwrap_or(picture.alt), ..picture })
    }

    /// What the translation that is shown says of the lead picture.
    fn translated_lead_alt(&self) -> Option<String> {
        let file = &self.common().image.as_ref()?.text;
        let images = self.translation?.parsed.fields.as_ref()?.images.as_ref()?;
        images.iter().find(|(name, _)| name == file).map(|(_, picture)| picture.alt.clone())
    }

    /// A picture, if it may be shown. While safety is raised, and on cards for shared links always, the record must say
    /// which people are in it.
    pub(super) fn visible_picture(&self, picture: &PictureUse) -> Option<VisiblePicture> {
        let publication = self.publication;
        let channel = self.lens().channel();
        let may_show_people =
            picture.people_stated || (channel != Channel::Card && self.lens().discloses(SafetyField::Address));
        let is_withheld = publication.owner_that_withholds(&picture.path, self.record).is_some();
        if !may_show_people
            || is_withheld
            || !is_picture_visible(&publication.site, &picture.path, channel, &publication.clock)
        {
            return None;
        }
        Some(VisiblePicture {
            src: publication.href(&file_address(&picture.path)),
            alt: picture.alt.clone(),
            pixels: publication.site.assets.get(&picture.path).and_then(|metadata| metadata.dimensions),
            credit: picture.credit.clone(),
        })
    }
}

/// The files that published records refer to and that may be shown, by address.
pub(super) fn collect_published_files(publication: &Publication) -> BTreeMap<String, PublishedFile> {
    let (mut paths, mut linked) = (BTreeSet::new(), Vec::new());
    for (ix, _) in publication.published_pages() {
        let Some(record) = publication.visible(ix, Channel::Page) else { continue };
        paths.extend(picture_paths(&record));
        paths.extend(referenced_paths(&record));
        linked.extend(linked_paths(&record).map(|path| (path, record.record)));
    }
    if !linked.is_empty() {
        let owners = FileOwners::new(publication);
        let published = linked.into_iter().filter(|(path, from)| owners.withholding_record(path, from).is_none());
        paths.extend(published.map(|(path, _)| path));
    }
    let is_visible = |path: &&str| is_picture_visible(&publication.site, path, Channel::Page, &publication.clock);
    let published_file = |path: &str| {
        let digest = publication.site.assets.get(path)?.digest;
        Some((file_address(path), PublishedFile { source: path.to_owned(), digest }))
    };
    paths.into_iter().filter(is_visible).filter_map(published_file).collect()
}

/// The pictures in a record's text and translations, and its lead picture.
fn picture_paths<'a>(visible: &VisibleRecord<'a>) -> impl Iterator<Item = &'a str> {
    let (record, visible) = (visible.record, visible.clone());
    let in_translations = valid_translations(record).flat_map(|translation| &translation.pictures);
    let uses = record.pictures.iter().chain(in_translations).flatten().chain(&record.lead_picture);
    uses.filter(move |picture| visible.visible_picture(picture).is_some()).map(|picture| picture.path.as_str())
}

/// The files that a record's fields name; the field `image` names a picture.
fn referenced_paths<'a>(visible: &VisibleRecord<'a>) -> impl Iterator<Item = &'a str> {
    let (record, publication) = (visible.record, visible.publication);
    let references = record.resolved_references.iter().zip(&record.parsed.references);
    let files =
        references.filter(|(_, reference)| reference.field != "image").filter_map(|(resolved, _)| resolved.file());
    files.filter(move |path| publication.owner_that_withholds(path, record).is_none())
}

/// The files that the links of a record's texts lead to.
fn linked_paths<'a>(visible: &VisibleRecord<'a>) -> impl Iterator<Item = &'a str> {
    let in_translations = valid_translations(visible.record).flat_map(|translation| &translation.links);
    visible.record.links.iter().chain(in_translations).filter_map(ResolvedTarget::file)
}
