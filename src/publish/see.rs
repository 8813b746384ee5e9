//! A record as a channel may see it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::standing::{missing_consent, picture_is_seen};
use super::{Page, Publication, Standing, Timetable, What};
use crate::config::SafetyLevel;
use crate::consent;
use crate::image::{FileMetadata, type_name};
use crate::language::LanguageTag;
use crate::markdown;
use crate::record::{
    Address, Channel, CommonFields, Destination, Disclosure, Kind, KindFields, Lens, Organiser, PartnerOrText,
    RecordId, ReferenceTo, Venue,
};
use crate::repeat::Series;
use crate::site::{Ix, Record, Resolved, Role, Shot, Translation, of_file};

/// A record through a lens. Everything that is shown of a record comes from here.
#[derive(Clone, Debug)]
pub struct Seen<'a> {
    publication: &'a Publication,
    ix: Ix,
    record: &'a Record,
    common: &'a CommonFields,
    fields: &'a KindFields,
    lens: Lens,
    translation: Option<&'a Translation>,
}

/// A picture that may be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureSeen {
    /// Its address, as it goes into `src`.
    pub src: String,
    /// The text in its place; empty for decoration.
    pub alt: String,
    /// Width and height in pixels, where they are known.
    pub pixels: Option<(u32, u32)>,
    /// Who made it.
    pub credit: Option<String>,
}

pub(super) fn see(publication: &Publication, ix: Ix, channel: Channel) -> Option<Seen<'_>> {
    if publication.standing[ix.at()] != Standing::Live {
        return None;
    }
    let record = publication.site.record(ix);
    // A live record may be seen on the web: that is how it came to be live.
    let asks = consent::ConsentScope::for_channel(channel) != consent::ConsentScope::Web;
    if asks && missing_consent(&publication.site, record, channel, &publication.clock).is_some() {
        return None;
    }
    let common = record.parsed.common.as_ref()?;
    let fields = record.parsed.fields.as_ref()?;
    let safety = if publication.raised[ix.at()] { SafetyLevel::Raised } else { SafetyLevel::Normal };
    let keep = common.keep_public.as_ref().map(|keep| keep.fields.clone()).unwrap_or_default();
    let lens = Lens::new(channel, safety, keep, true);
    Some(Seen { publication, ix, record, common, fields, lens, translation: None })
}

/// Files that published records refer to and that may be seen, by address.
pub(super) fn files(publication: &Publication) -> BTreeMap<String, String> {
    let mut files = BTreeSet::new();
    for (ix, _) in publication.site.iter().filter(|(_, record)| record.kind().has_pages()) {
        let Some(seen) = publication.see(ix, Channel::Page) else { continue };
        let record = seen.record;
        let translations = || record.translations.iter().filter(|translation| !translation.held_back);
        let links = record.links.iter().chain(translations().flat_map(|translation| &translation.links));
        let pictures = record.pictures.iter().chain(translations().flat_map(|translation| &translation.pictures));
        let shots = pictures.flatten().chain(&record.image);
        files.extend(
            shots.filter(|shot| publication.picture(shot, &seen.lens).is_some()).map(|shot| shot.path.as_str()),
        );
        let words = record.resolved.iter().zip(&record.parsed.references).filter(|(_, mark)| mark.field != "image");
        for resolved in words.map(|(resolved, _)| resolved).chain(links) {
            if let Resolved::File(path) = resolved {
                files.insert(path.as_str());
            }
        }
    }
    let seen = |path: &&str| picture_is_seen(&publication.site, path, Channel::Page, &publication.clock);
    files.into_iter().filter(seen).map(|path| (of_file(path), path.to_owned())).collect()
}

impl<'a> Seen<'a> {
    /// The same record in a language, where it has such a translation.
    pub fn in_language(mut self, language: Option<&LanguageTag>) -> Self {
        self.translation = language.and_then(|language| {
            self.record
                .translations
                .iter()
                .find(|translation| translation.language == *language && !translation.held_back)
        });
        self
    }

    /// The record in its own language, and as each of its translations.
    pub(super) fn in_each_language(self) -> Vec<Self> {
        let translations = self.record.translations.iter().filter(|translation| !translation.held_back);
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
    pub fn ix(&self) -> Ix {
        self.ix
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
        let own = (self.publication.site.config.language.clone(), self.publication.href(&self.record.address));
        let others = self.record.translations.iter().filter(|translation| !translation.held_back);
        let others =
            others.map(|translation| (translation.language.clone(), self.publication.href(&translation.address)));
        std::iter::once(own).chain(others).collect()
    }

    /// Its text.
    pub fn body(&self) -> Body<'a> {
        match self.translation {
            Some(translation) => Body {
                seen: self.clone(),
                body: &translation.parsed.body,
                links: &translation.links,
                pictures: &translation.pictures,
                blocks: &translation.block_records,
            },
            None => Body {
                seen: self.clone(),
                body: &self.record.parsed.body,
                links: &self.record.links,
                pictures: &self.record.pictures,
                blocks: &self.record.block_records,
            },
        }
    }

    /// Its topics: slug and label.
    pub fn topics(&self) -> impl Iterator<Item = &'a (String, String)> {
        let publication = self.publication;
        self.record.topics.iter().map(move |number| &publication.site.topics[*number as usize])
    }

    /// Where it is, and may be seen to be.
    pub fn places(&self) -> impl Iterator<Item = Seen<'a>> {
        let publication = self.publication;
        self.record.in_places.iter().filter_map(move |place| publication.see(*place, Channel::List))
    }

    /// Records that it names in a role.
    pub fn forward(&self, role: Role) -> impl Iterator<Item = Seen<'a>> {
        let publication = self.publication;
        self.record
            .forward
            .iter()
            .filter(move |(known, _)| *known == role)
            .filter_map(move |(_, to)| publication.see(*to, Channel::List))
    }

    /// Relations to it that may be seen: role, and the record that names it, in the order of kind and slug.
    pub fn backward(&self) -> impl Iterator<Item = (Role, Seen<'a>)> {
        let publication = self.publication;
        self.record
            .backward
            .iter()
            .filter_map(move |(role, from)| Some((*role, publication.see(*from, Channel::List)?)))
            .filter(|(_, from)| from.kind().has_pages())
    }

    /// What a word of its fields names, if that may be seen.
    pub fn named<N>(&self, named: &ReferenceTo<N>) -> Option<Seen<'a>> {
        self.by_mark(named.index)
    }

    fn by_mark(&self, mark: u32) -> Option<Seen<'a>> {
        let ix = self.record.resolved.get(mark as usize)?.record()?;
        self.publication.see(ix, Channel::List)
    }

    /// An organiser: the partner if it may be seen, or the name.
    pub fn organiser<'o>(&self, organiser: &'o Organiser) -> Option<Result<Seen<'a>, &'o str>> {
        match organiser {
            Organiser::Partner(named) => self.named(named).map(Ok),
            Organiser::Name(name) => Some(Err(name)),
        }
    }

    /// Who wrote it: the partner if it is one, or the text.
    pub fn partner_or_text<'o>(&self, by: &'o PartnerOrText) -> Option<Result<Seen<'a>, &'o str>> {
        match self.record.resolved.get(by.index as usize) {
            Some(Resolved::Record(ix, _)) => self.publication.see(*ix, Channel::List).map(Ok),
            _ => Some(Err(&by.text)),
        }
    }

    /// The partner that a venue is at, if it may be seen.
    pub fn venue_partner(&self, venue: &Venue) -> Option<Seen<'a>> {
        match venue {
            Venue::Partner(named) => self.named(named),
            Venue::Place(_) => None,
        }
    }

    /// A partner's address as it may be seen.
    pub fn address(&self) -> Option<Disclosure<&'a Address>> {
        match self.fields {
            KindFields::Partner(partner) => partner.address.disclose(&self.lens),
            _ => None,
        }
    }

    /// Where a destination leads, as it goes into `href`.
    pub fn destination(&self, destination: &Destination) -> Option<String> {
        match destination {
            Destination::Web(url) => Some(url.as_str().to_owned()),
            Destination::Internal(named) => {
                self.publication.resolved_href(self.record.resolved.get(named.index as usize)?)
            }
        }
    }

    /// A file that a word of its fields names: its address, and what is known of it.
    pub fn file<N>(&self, named: &ReferenceTo<N>) -> Option<(String, &'a FileMetadata, Option<&'static str>)> {
        let Resolved::File(path) = self.record.resolved.get(named.index as usize)? else { return None };
        if !picture_is_seen(&self.publication.site, path, self.lens.channel(), &self.publication.clock) {
            return None;
        }
        let facts = self.publication.site.assets.get(path)?;
        Some((self.publication.href(&of_file(path)), facts, type_name(path)))
    }

    /// The lead picture, if it may be seen.
    pub fn image(&self) -> Option<PictureSeen> {
        self.publication.picture(self.record.image.as_ref()?, &self.lens)
    }

    /// What the people in it are called, with their roles.
    pub fn people(&self) -> Vec<(&'a str, Option<&'a str>)> {
        let KindFields::Story(story) = self.fields else { return Vec::new() };
        let Some(Some(people)) = story.people.disclose(&self.lens) else { return Vec::new() };
        let shown = |person: &'a crate::record::Person| {
            let consent = self.publication.site.ledger.get(&person.consent.text)?;
            Some((consent.shown_as.as_str(), person.role.as_deref()))
        };
        people.persons().iter().filter_map(shown).collect()
    }

    /// Whether an event has passed.
    pub fn is_past(&self) -> bool {
        self.publication.is_past(self.ix)
    }

    /// When an event starts and ends, if that may be seen.
    pub fn times(&self) -> Option<(crate::time::Moment, Option<crate::time::Moment>)> {
        match self.fields {
            KindFields::Event(event) => event.start.disclose(&self.lens).map(|start| (*start, event.end_moment())),
            _ => None,
        }
    }

    /// When an event takes place, date by date, if that may be seen.
    pub fn timetable(&self) -> Option<&'a Timetable> {
        match self.fields {
            KindFields::Event(event) => {
                event.start.disclose(&self.lens).and_then(|_| self.publication.timetable(self.ix))
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
    pub fn changed(&self) -> Option<Date> {
        let own = match self.fields {
            KindFields::Story(story) => Some(story.date),
            KindFields::Resource(resource) => resource.date,
            KindFields::Event(event) => event.status_since.map(|moment| moment.date),
            _ => None,
        };
        self.common.updated.map(|moment| moment.date).into_iter().chain(own).max()
    }

    /// Whether safety is raised for it.
    pub fn is_raised(&self) -> bool {
        self.publication.raised[self.ix.at()]
    }
}

/// The text of a record with what its holes are filled with.
#[derive(Clone, Debug)]
pub struct Body<'a> {
    seen: Seen<'a>,
    body: &'a markdown::MarkdownBody,
    links: &'a [Resolved],
    pictures: &'a [Option<Shot>],
    blocks: &'a [Option<Ix>],
}

impl<'a> Body<'a> {
    /// The text itself.
    pub fn text(&self) -> &'a markdown::MarkdownBody {
        self.body
    }

    /// Where a link leads; `None` when it becomes plain text.
    pub fn link(&self, number: u32) -> Option<String> {
        self.seen.publication.resolved_href(self.links.get(number as usize)?)
    }

    /// A picture; `None` when it is left out.
    pub fn picture(&self, number: u32) -> Option<PictureSeen> {
        let shot = self.pictures.get(number as usize)?.as_ref()?;
        self.seen.publication.picture(shot, &self.seen.lens)
    }

    /// A block, and the record it refers to; `None` when that is not to be seen, and the block shows nothing.
    pub fn block(&self, number: u32) -> Option<(&'a markdown::Block, Option<Seen<'a>>)> {
        let block = self.body.blocks.get(number as usize)?;
        match self.blocks.get(number as usize).copied().flatten() {
            None => Some((block, None)),
            Some(ix) => Some((block, Some(self.seen.publication.see(ix, Channel::List)?))),
        }
    }
}

impl Publication {
    fn resolved_href(&self, resolved: &Resolved) -> Option<String> {
        let with = |href: String, anchor: &Option<String>| match anchor {
            Some(anchor) => format!("{href}#{}", crate::path::percent_encode_path(anchor)),
            None => href,
        };
        match resolved {
            Resolved::Record(ix, anchor) => {
                let seen = self.see(*ix, Channel::List).filter(|seen| seen.kind().has_pages())?;
                Some(with(seen.href(), anchor))
            }
            Resolved::File(path) => {
                let address = of_file(path);
                self.files().contains_key(&address).then(|| self.href(&address))
            }
            Resolved::Address(address, anchor) => {
                self.page_at(address).map(|page| with(self.href(&page.address), anchor))
            }
            Resolved::Verbatim(url) => Some(url.clone()),
            Resolved::Known | Resolved::Nothing => None,
        }
    }

    fn picture(&self, shot: &Shot, lens: &Lens) -> Option<PictureSeen> {
        let channel = lens.channel();
        let stated =
            shot.people_stated || (channel != Channel::Card && lens.discloses(crate::record::ProtectedField::Address));
        if !stated || !picture_is_seen(&self.site, &shot.path, channel, &self.clock) {
            return None;
        }
        let pixels = self.site.assets.get(&shot.path).and_then(|facts| facts.dimensions);
        Some(PictureSeen {
            src: self.href(&of_file(&shot.path)),
            alt: shot.alt.clone(),
            pixels,
            credit: shot.credit.clone(),
        })
    }

    /// The record that a page shows, in the page's language.
    pub fn seen_on(&self, page: &Page) -> Option<Seen<'_>> {
        match &page.id.what {
            What::Record(ix) | What::Redirect(ix) => {
                self.see(*ix, Channel::Page).map(|seen| seen.in_language(page.id.language.as_ref()))
            }
            _ => None,
        }
    }
}
