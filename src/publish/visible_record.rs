//! A record as a channel may see it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::publication_state::{find_missing_consent, is_picture_visible};
use super::{Page, PageKind, Publication, PublicationState, Timetable};
use crate::config::SafetyLevel;
use crate::consent;
use crate::file_metadata::{FileMetadata, type_name};
use crate::kind::Role;
use crate::kind::{Kind, RecordId};
use crate::language::LanguageTag;
use crate::markdown;
use crate::record::{
    Address, Channel, CommonFields, Destination, Disclosure, KindFields, Lens, Organiser, PartnerOrText, ReferenceTo,
    Venue,
};
use crate::recurrence::Series;
use crate::site::{PictureUse, Record, RecordIndex, ResolvedTarget, Translation, file_address};

/// A record through a lens. Everything that is shown of a record comes from here.
#[derive(Clone, Debug)]
pub struct VisibleRecord<'a> {
    publication: &'a Publication,
    record_index: RecordIndex,
    record: &'a Record,
    common: &'a CommonFields,
    fields: &'a KindFields,
    lens: Lens,
    translation: Option<&'a Translation>,
}

/// A picture that may be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisiblePicture {
    /// Its address, as it goes into `src`.
    pub src: String,
    /// The text in its place; empty for decoration.
    pub alt: String,
    /// Width and height in pixels, where they are known.
    pub pixels: Option<(u32, u32)>,
    /// Who made it.
    pub credit: Option<String>,
}

pub(super) fn apply_visibility(
    publication: &Publication,
    ix: RecordIndex,
    channel: Channel,
) -> Option<VisibleRecord<'_>> {
    if publication.states[ix.as_usize()] != PublicationState::Published {
        return None;
    }
    let record = publication.site.record(ix);
    // A live record may be seen on the web: that is how it came to be live.
    let needs_consent_check = consent::ConsentScope::for_channel(channel) != consent::ConsentScope::Web;
    if needs_consent_check && find_missing_consent(&publication.site, record, channel, &publication.clock).is_some() {
        return None;
    }
    let common = record.parsed.common.as_ref()?;
    let fields = record.parsed.fields.as_ref()?;
    let safety = if publication.safety_raised[ix.as_usize()] { SafetyLevel::Raised } else { SafetyLevel::Normal };
    let kept_public = common.keep_public.as_ref().map(|keep| keep.fields.clone()).unwrap_or_default();
    let lens = Lens::new(channel, safety, kept_public, true);
    Some(VisibleRecord { publication, record_index: ix, record, common, fields, lens, translation: None })
}

/// Files that published records refer to and that may be seen, by address.
pub(super) fn collect_published_files(publication: &Publication) -> BTreeMap<String, String> {
    let mut files = BTreeSet::new();
    for (ix, _) in publication.site.indexed_records().filter(|(_, record)| record.kind().has_pages()) {
        let Some(visible) = publication.visible(ix, Channel::Page) else { continue };
        let record = visible.record;
        let translations = || record.translations.iter().filter(|translation| !translation.is_invalid);
        let links = record.links.iter().chain(translations().flat_map(|translation| &translation.links));
        let pictures = record.pictures.iter().chain(translations().flat_map(|translation| &translation.pictures));
        let picture_uses = pictures.flatten().chain(&record.lead_picture);
        files.extend(
            picture_uses
                .filter(|shot| publication.visible_picture(shot, &visible.lens).is_some())
                .map(|shot| shot.path.as_str()),
        );
        let references =
            record.resolved_references.iter().zip(&record.parsed.references).filter(|(_, mark)| mark.field != "image");
        for resolved in references.map(|(resolved, _)| resolved).chain(links) {
            if let ResolvedTarget::File(path) = resolved {
                files.insert(path.as_str());
            }
        }
    }
    let is_visible = |path: &&str| is_picture_visible(&publication.site, path, Channel::Page, &publication.clock);
    files.into_iter().filter(is_visible).map(|path| (file_address(path), path.to_owned())).collect()
}

impl<'a> VisibleRecord<'a> {
    /// The same record in a language, where it has such a translation.
    pub fn in_language(mut self, language: Option<&LanguageTag>) -> Self {
        self.translation = language.and_then(|language| {
            self.record
                .translations
                .iter()
                .find(|translation| translation.language == *language && !translation.is_invalid)
        });
        self
    }

    /// The record in its own language, and as each of its translations.
    pub(super) fn in_each_language(self) -> Vec<Self> {
        let translations = self.record.translations.iter().filter(|translation| !translation.is_invalid);
        let translated = translations.map(|translation| Self { translation: Some(translation), ..self.clone() });
        std::iter::once(self.clone()).chain(translated).collect()
    }

    /// What it is seen in.
    pub(super) fn publication(&self) -> &'a Publication {
        self.publication
    }

    /// What names it.
    pub fn id(&self) -> &'a RecordId {
        &self.record.id
    }

    /// Its number.
    pub fn record_index(&self) -> RecordIndex {
        self.record_index
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        self.record.kind()
    }

    /// What opens its guarded values.
    pub fn lens(&self) -> &Lens {
        &self.lens
    }

    /// The fields that all kinds have.
    pub fn common(&self) -> &'a CommonFields {
        self.common
    }

    /// The fields of its kind.
    pub fn fields(&self) -> &'a KindFields {
        self.fields
    }

    /// Its title, in the language it is seen in.
    pub fn title(&self) -> &'a str {
        let translated = self
            .translation
            .and_then(|translation| translation.parsed.fields.as_ref())
            .and_then(|fields| fields.title.as_deref());
        translated.unwrap_or(&self.common.title)
    }

    /// Its summary; where there is none, how its text begins.
    pub fn summary(&self) -> &'a str {
        if let Some(translation) = self.translation {
            let summary = translation.parsed.fields.as_ref().and_then(|fields| fields.summary.as_deref());
            return summary.unwrap_or(&translation.parsed.body.excerpt);
        }
        self.common.summary.as_deref().unwrap_or(&self.record.parsed.body.excerpt)
    }

    /// Its language: the translation's, a story's own, or none for the site's.
    pub fn language(&self) -> Option<&'a LanguageTag> {
        match (self.translation, self.fields) {
            (Some(translation), _) => Some(&translation.language),
            (None, KindFields::Story(story)) => story.language.as_ref(),
            _ => None,
        }
    }

    /// Its address as it goes into `href`.
    pub fn href(&self) -> String {
        self.publication.href(self.translation.map_or(&self.record.address, |translation| &translation.address))
    }

    /// Languages it can be read in, with the address of each; the site's own first.
    pub fn languages(&self) -> Vec<(LanguageTag, String)> {
        let original = (self.publication.site.config.language.clone(), self.publication.href(&self.record.address));
        let translations = self.record.translations.iter().filter(|translation| !translation.is_invalid);
        let others =
            translations.map(|translation| (translation.language.clone(), self.publication.href(&translation.address)));
        std::iter::once(original).chain(others).collect()
    }

    /// Its text.
    pub fn body(&self) -> VisibleBody<'a> {
        match self.translation {
            Some(translation) => VisibleBody {
                record: self.clone(),
                body: &translation.parsed.body,
                links: &translation.links,
                pictures: &translation.pictures,
                block_records: &translation.block_records,
            },
            None => VisibleBody {
                record: self.clone(),
                body: &self.record.parsed.body,
                links: &self.record.links,
                pictures: &self.record.pictures,
                block_records: &self.record.block_records,
            },
        }
    }

    /// Its topics: slug and label.
    pub fn topics(&self) -> impl Iterator<Item = &'a (String, String)> {
        let publication = self.publication;
        self.record.topics.iter().map(move |number| &publication.site.topics[*number as usize])
    }

    /// Where it is, and may be seen to be.
    pub fn places(&self) -> impl Iterator<Item = VisibleRecord<'a>> {
        let publication = self.publication;
        self.record.in_places.iter().filter_map(move |place| publication.visible(*place, Channel::List))
    }

    /// Records that it names in a role.
    pub fn related(&self, role: Role) -> impl Iterator<Item = VisibleRecord<'a>> {
        let publication = self.publication;
        self.record
            .relations
            .iter()
            .filter(move |(stated_role, _)| *stated_role == role)
            .filter_map(move |(_, to)| publication.visible(*to, Channel::List))
    }

    /// Relations to it that may be seen: role, and the record that names it, in the order of kind and slug.
    pub fn backlinks(&self) -> impl Iterator<Item = (Role, VisibleRecord<'a>)> {
        let publication = self.publication;
        self.record
            .backlinks
            .iter()
            .filter_map(move |(role, from)| Some((*role, publication.visible(*from, Channel::List)?)))
            .filter(|(_, from)| from.kind().has_pages())
    }

    /// What a word of its fields names, if that may be seen.
    pub fn resolve_reference<N>(&self, reference: &ReferenceTo<N>) -> Option<VisibleRecord<'a>> {
        self.resolve_reference_id(reference.index)
    }

    fn resolve_reference_id(&self, reference_id: u32) -> Option<VisibleRecord<'a>> {
        let ix = self.record.resolved_references.get(reference_id as usize)?.record()?;
        self.publication.visible(ix, Channel::List)
    }

    /// An organiser: the partner if it may be seen, or the name.
    pub fn resolve_organiser<'o>(&self, organiser: &'o Organiser) -> Option<Result<VisibleRecord<'a>, &'o str>> {
        match organiser {
            Organiser::Partner(named) => self.resolve_reference(named).map(Ok),
            Organiser::Name(name) => Some(Err(name)),
        }
    }

    /// Who wrote it: the partner if it is one, or the text.
    pub fn resolve_partner_or_text<'o>(&self, author: &'o PartnerOrText) -> Option<Result<VisibleRecord<'a>, &'o str>> {
        match self.record.resolved_references.get(author.index as usize) {
            Some(ResolvedTarget::Record(ix, _)) => self.publication.visible(*ix, Channel::List).map(Ok),
            _ => Some(Err(&author.text)),
        }
    }

    /// The partner that a venue is at, if it may be seen.
    pub fn resolve_venue(&self, venue: &Venue) -> Option<VisibleRecord<'a>> {
        match venue {
            Venue::Partner(named) => self.resolve_reference(named),
            Venue::Place(_) => None,
        }
    }

    /// A partner's address as it may be seen.
    pub fn postal_address(&self) -> Option<Disclosure<&'a Address>> {
        match self.fields {
            KindFields::Partner(partner) => partner.address.disclose(&self.lens),
            _ => None,
        }
    }

    /// Where a destination leads, as it goes into `href`.
    pub fn destination_href(&self, destination: &Destination) -> Option<String> {
        match destination {
            Destination::Web(url) => Some(url.as_str().to_owned()),
            Destination::Internal(named) => {
                self.publication.resolved_href(self.record.resolved_references.get(named.index as usize)?)
            }
        }
    }

    /// A file that a word of its fields names: its address, and what is known of it.
    pub fn referenced_file<N>(
        &self,
        reference: &ReferenceTo<N>,
    ) -> Option<(String, &'a FileMetadata, Option<&'static str>)> {
        let ResolvedTarget::File(path) = self.record.resolved_references.get(reference.index as usize)? else {
            return None;
        };
        if !is_picture_visible(&self.publication.site, path, self.lens.channel(), &self.publication.clock) {
            return None;
        }
        let facts = self.publication.site.assets.get(path)?;
        Some((self.publication.href(&file_address(path)), facts, type_name(path)))
    }

    /// The lead picture, if it may be seen.
    pub fn lead_picture(&self) -> Option<VisiblePicture> {
        self.publication.visible_picture(self.record.lead_picture.as_ref()?, &self.lens)
    }

    /// What the people in it are called, with their roles.
    pub fn people(&self) -> Vec<(&'a str, Option<&'a str>)> {
        let KindFields::Story(story) = self.fields else { return Vec::new() };
        let Some(Some(people)) = story.people.disclose(&self.lens) else { return Vec::new() };
        let name_and_role = |person: &'a crate::record::Person| {
            let consent = self.publication.site.ledger.get(&person.consent.text)?;
            Some((consent.shown_as.as_str(), person.role.as_deref()))
        };
        people.persons().iter().filter_map(name_and_role).collect()
    }

    /// Whether an event has passed.
    pub fn is_past(&self) -> bool {
        self.publication.is_past(self.record_index)
    }

    /// When an event starts and ends, if that may be seen.
    pub fn start_and_end(&self) -> Option<(crate::time::Moment, Option<crate::time::Moment>)> {
        match self.fields {
            KindFields::Event(event) => event.start.disclose(&self.lens).map(|start| (*start, event.end_moment())),
            _ => None,
        }
    }

    /// When an event takes place, date by date, if that may be seen.
    pub fn timetable(&self) -> Option<&'a Timetable> {
        match self.fields {
            KindFields::Event(event) => {
                event.start.disclose(&self.lens).and_then(|_| self.publication.timetable(self.record_index))
            }
            _ => None,
        }
    }

    /// The rule of an event that repeats, with its dates, if that may be seen.
    pub fn series(&self) -> Option<Series> {
        match self.fields {
            KindFields::Event(event) => event.start.disclose(&self.lens).and_then(|_| event.to_series(self.zone().0)),
            _ => None,
        }
    }

    /// The rules of the zone that an event's times are in, and its name where that is not the site's.
    pub fn zone(&self) -> (&'a TimeZone, Option<&'a str>) {
        let config = &self.publication.site.config;
        match self.fields {
            KindFields::Event(event) => {
                let zone = event.effective_zone(config);
                (&zone.time_zone, Some(zone.name.as_str()).filter(|name| *name != config.zone.name))
            }
            _ => (&config.zone.time_zone, None),
        }
    }

    /// The day of its last change that is known: `updated`, its date, the day on which its status became another.
    pub fn last_modified(&self) -> Option<Date> {
        let kind_date = match self.fields {
            KindFields::Story(story) => Some(story.date),
            KindFields::Resource(resource) => resource.date,
            KindFields::Event(event) => event.status_since.map(|moment| moment.date),
            _ => None,
        };
        self.common.updated.map(|moment| moment.date).into_iter().chain(kind_date).max()
    }

    /// Whether safety is raised for it.
    pub fn is_safety_raised(&self) -> bool {
        self.publication.safety_raised[self.record_index.as_usize()]
    }
}

/// The text of a record with what its holes are filled with.
#[derive(Clone, Debug)]
pub struct VisibleBody<'a> {
    record: VisibleRecord<'a>,
    body: &'a markdown::MarkdownBody,
    links: &'a [ResolvedTarget],
    pictures: &'a [Option<PictureUse>],
    block_records: &'a [Option<RecordIndex>],
}

impl<'a> VisibleBody<'a> {
    /// The text itself.
    pub fn markdown(&self) -> &'a markdown::MarkdownBody {
        self.body
    }

    /// Where a link leads; `None` when it becomes plain text.
    pub fn link_href(&self, number: u32) -> Option<String> {
        self.record.publication.resolved_href(self.links.get(number as usize)?)
    }

    /// A picture; `None` when it is left out.
    pub fn picture(&self, number: u32) -> Option<VisiblePicture> {
        let shot = self.pictures.get(number as usize)?.as_ref()?;
        self.record.publication.visible_picture(shot, &self.record.lens)
    }

    /// A block, and the record it refers to; `None` when that is not to be seen, and the block shows nothing.
    pub fn block(&self, number: u32) -> Option<(&'a markdown::Block, Option<VisibleRecord<'a>>)> {
        let block = self.body.blocks.get(number as usize)?;
        match self.block_records.get(number as usize).copied().flatten() {
            None => Some((block, None)),
            Some(ix) => Some((block, Some(self.record.publication.visible(ix, Channel::List)?))),
        }
    }
}

impl Publication {
    fn resolved_href(&self, resolved: &ResolvedTarget) -> Option<String> {
        let with_anchor = |href: String, anchor: &Option<String>| match anchor {
            Some(anchor) => format!("{href}#{}", crate::path::percent_encode_path(anchor)),
            None => href,
        };
        match resolved {
            ResolvedTarget::Record(ix, anchor) => {
                let record = self.visible(*ix, Channel::List).filter(|seen| seen.kind().has_pages())?;
                Some(with_anchor(record.href(), anchor))
            }
            ResolvedTarget::File(path) => {
                let address = file_address(path);
                self.files().contains_key(&address).then(|| self.href(&address))
            }
            ResolvedTarget::Address(address, anchor) => {
                self.page_at(address).map(|page| with_anchor(self.href(&page.address), anchor))
            }
            ResolvedTarget::Verbatim(url) => Some(url.clone()),
            ResolvedTarget::KnownWord | ResolvedTarget::Unresolved => None,
        }
    }

    fn visible_picture(&self, picture: &PictureUse, lens: &Lens) -> Option<VisiblePicture> {
        let channel = lens.channel();
        let may_show_people = picture.people_stated
            || (channel != Channel::Card && lens.discloses(crate::record::ProtectedField::Address));
        if !may_show_people || !is_picture_visible(&self.site, &picture.path, channel, &self.clock) {
            return None;
        }
        let pixels = self.site.assets.get(&picture.path).and_then(|facts| facts.dimensions);
        Some(VisiblePicture {
            src: self.href(&file_address(&picture.path)),
            alt: picture.alt.clone(),
            pixels,
            credit: picture.credit.clone(),
        })
    }

    /// The record that a page shows, in the page's language.
    pub fn record_on_page(&self, page: &Page) -> Option<VisibleRecord<'_>> {
        match &page.id.kind {
            PageKind::Record(ix) | PageKind::Redirect(ix) => {
                self.visible(*ix, Channel::Page).map(|seen| seen.in_language(page.id.language.as_ref()))
            }
            _ => None,
        }
    }
}
