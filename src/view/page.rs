//! A record's page.

use schemars::JsonSchema;
use serde::Serialize;

use super::about::{AboutView, ShareView, mailto_href};
use super::date::DateView;
use super::kind_view::KindView;
use super::link::{LanguageLink, LinkView};
use super::list::kind_list_title;
use super::locale::Locale;
use super::patch::PatchView;
use super::picture::PictureView;
use crate::kind::{Kind, Role};
use crate::publish::{Calendar, Page, Publication, VisibleRecord};

/// A record's page, without its text and the cards on it: `theme` adds those.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PageView {
    /// `story`, `partner`, …
    pub kind: &'static str,
    /// `story:shared-kitchen`: never changes while the record keeps its slug.
    pub id: String,
    /// Its title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// Whether the summary was written, rather than taken from the text.
    pub has_summary: bool,
    /// Its address as it goes into `href`.
    pub href: String,
    /// With scheme and host, where they are known.
    pub url: Option<String>,
    /// Its language, for `lang`.
    pub language: String,
    /// `ltr` or `rtl`, for `dir`.
    pub direction: &'static str,
    /// Other languages it can be read in.
    pub translations: Vec<LanguageLink>,
    /// All of its languages with whole addresses, its own among them, where it has several and the address is known.
    pub alternates: Vec<AlternateLink>,
    /// The language of what the record says in its fields, when that is not the words' around it.
    pub fields_language: Option<String>,
    /// `rtl` or `ltr`, when there is such a language.
    pub fields_direction: Option<&'static str>,
    /// The way here from the front page.
    pub breadcrumbs: Vec<LinkView>,
    /// The lead picture.
    pub image: Option<PictureView>,
    /// The pattern of its place, or its own.
    pub patch: PatchView,
    /// Topics.
    pub topics: Vec<LinkView>,
    /// Where it is.
    pub places: Vec<LinkView>,
    /// Campaigns it is part of.
    pub campaigns: Vec<LinkView>,
    /// Who funds it.
    pub funders: Vec<LinkView>,
    /// Who keeps the record.
    pub looked_after_by: Option<LinkView>,
    /// Its readers may be in danger.
    pub at_risk: bool,
    /// The last change of substance.
    pub updated: Option<DateView>,
    /// What the site says of itself here, on a page of the network's own at such an address.
    pub about: Option<AboutView>,
    /// Ways to pass it on, for stories, events and campaigns; none where its address is not known.
    pub share: Option<ShareView>,
    /// A message that says what is wrong on it, for `href`.
    pub correction_mailto: String,
    /// The page that says how to subscribe to the events on it.
    pub subscribe_href: Option<String>,
    /// The event as a file for calendars.
    pub calendar_href: Option<String>,
    /// The theme's own data.
    pub extra: Option<serde_json::Value>,
    /// Which page it is, from 1, for places with much in them.
    pub page_number: u32,
    /// How many pages there are.
    pub page_count: u32,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// What is particular to its kind: a `StoryView` on a story's page, and so on; none for a page.
    pub details: KindView,
}

/// The whole address of a page in a language.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AlternateLink {
    /// For `hreflang`.
    pub language: String,
    /// With scheme and host.
    pub url: String,
}

impl PageView {
    /// Of a record as its page may show it.
    pub fn new(publication: &Publication, page: &Page, record: &VisibleRecord<'_>, locale: &Locale) -> Self {
        let common = record.common();
        let links =
            |role| record.related(role).map(|record| LinkView::from_record(&record, locale)).collect::<Vec<_>>();
        let language = record.language().unwrap_or(&publication.config().language);
        let translations = record.languages();
        let alternates = translations.iter().filter(|_| translations.len() > 1 && page.id.page_number == 1).filter_map(
            |(tag, href)| {
                Some(AlternateLink { language: tag.as_str().to_owned(), url: publication.absolute_href(href)? })
            },
        );
        let alternates = alternates.collect();
        let languages = translations.into_iter().filter(|(tag, _)| tag != language).map(LanguageLink::new);
        let (fields_language, fields_direction) = fields_language_attributes(record, locale);
        let number = page.id.page_number;
        let messages = locale.messages();
        Self {
            kind: record.kind().as_str(),
            id: record.id().to_string(),
            title: record.title().to_owned(),
            summary: record.summary().to_owned(),
            has_summary: common.summary.is_some(),
            href: publication.href(&page.address),
            url: publication.absolute_url(&page.address),
            language: language.as_str().to_owned(),
            direction: language.direction(),
            translations: languages.collect(),
            alternates,
            fields_language,
            fields_direction,
            breadcrumbs: breadcrumbs(publication, record, locale),
            image: record.lead_picture().map(PictureView::from),
            patch: PatchView::from_record(record),
            topics: record.topics().map(|topic| LinkView::to_topic(publication, topic, locale)).collect(),
            places: record.places().map(|place| LinkView::from_record(&place, locale)).collect(),
            campaigns: links(Role::Campaigns),
            funders: links(Role::Funders),
            looked_after_by: links(Role::LookedAfterBy).into_iter().next(),
            at_risk: common.at_risk == Some(true),
            updated: common.updated.as_ref().map(|moment| DateView::from_moment(moment, locale)),
            about: AboutView::from_page(publication, page, locale),
            share: is_shareable(record)
                .then(|| Some(ShareView::new(&publication.absolute_url(&page.address)?, record.title())))
                .flatten(),
            correction_mailto: mailto_href(
                publication,
                &messages.format_unisolated("mistake-subject", &[("title", record.title().into())]),
                "",
            ),
            subscribe_href: publication
                .calendar_feed_for(record)
                .map(|feed| publication.href(&feed.subscribe_address())),
            calendar_href: publication
                .calendar_address(Calendar::Event(record.record_index()))
                .filter(|_| record.kind() == Kind::Event)
                .map(|address| publication.href(&address)),
            extra: common.extra.as_ref().map(|extra| extra.0.clone()),
            page_number: number,
            page_count: page.page_count,
            previous: page.previous_address().map(|address| publication.href(&address)),
            next: page.next_address().map(|address| publication.href(&address)),
            details: KindView::new(publication, record, locale),
        }
    }
}

/// Whether a page says how to pass it on: not where readers may be watched.
fn is_shareable(record: &VisibleRecord<'_>) -> bool {
    record.kind().spec().is_shareable && record.common().at_risk != Some(true)
}

/// The fields of a record are in the network's language, or in a story's own; an edition brings a title and a text.
fn fields_language_attributes(record: &VisibleRecord<'_>, locale: &Locale) -> (Option<String>, Option<&'static str>) {
    locale.language_attributes(record.clone().in_language(None).language())
}

/// From the front page to the list, and for places through the places above.
fn breadcrumbs(publication: &Publication, record: &VisibleRecord<'_>, locale: &Locale) -> Vec<LinkView> {
    let mut breadcrumbs = Vec::new();
    if record.kind() == Kind::Place {
        let mut parent = record.related(Role::Parent).next();
        // A circle is a fault that holds its places back; sixteen is more than the earth has levels.
        while let Some(place) = parent.filter(|_| breadcrumbs.len() < 16) {
            breadcrumbs.push(LinkView::from_record(&place, locale));
            parent = place.related(Role::Parent).next();
        }
    }
    if record.kind() == Kind::Page {
        let mut folder = record.id().slug.as_str();
        while let Some((above, _)) = folder.rsplit_once('/') {
            breadcrumbs
                .extend(publication.visible_introduction(above).map(|page| LinkView::from_record(&page, locale)));
            folder = above;
        }
    } else {
        let href = publication.href(&record.kind().list_address());
        breadcrumbs.push(LinkView::new(kind_list_title(record.kind(), locale).to_owned(), href));
    }
    breadcrumbs.reverse();
    breadcrumbs
}
