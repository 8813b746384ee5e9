//! A record's page.

use schemars::JsonSchema;
use serde::Serialize;

use super::about::{AboutView, ShareView, mailto_href};
use super::date::DateView;
use super::kind_view::KindView;
use super::link::{AlternateLink, LanguageLink, LinkView};
use super::list::kind_list_title;
use super::locale::Locale;
use super::patch::PatchView;
use super::picture::PictureView;
use super::resource::WebVersionOfView;
use super::subscribe::{calendar_subscribe_href, follow_href};
use crate::kind::{Kind, Role};
use crate::language::LanguageTag;
use crate::publish::{Calendar, Page, Publication, VisibleRecord};

/// A record's page, without its text and the cards on it: `theme` adds those.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PageView {
    /// `story`, `partner`, …
    pub kind: &'static str,
    /// `story:shared-kitchen`. It does not change while the record keeps its slug.
    pub id: String,
    /// Its title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// Whether the summary was written, rather than taken from the text.
    pub has_summary: bool,
    /// Its address as it goes into `href`.
    pub href: String,
    /// Its address with scheme and host; `None` when the site has no `base_url`.
    pub url: Option<String>,
    /// Its language, for `lang`.
    pub language: String,
    /// `ltr` or `rtl`, for `dir`.
    pub direction: &'static str,
    /// Other languages it can be read in.
    pub translations: Vec<LanguageLink>,
    /// The page's addresses in all its languages, its own included; empty when there is one language or the site has no
    /// `base_url`.
    pub alternates: Vec<AlternateLink>,
    /// The language of the record's fields, when it differs from that of the words around them.
    pub fields_language: Option<String>,
    /// The direction of the fields, `rtl` or `ltr`, when there is a `fields_language`.
    pub fields_direction: Option<&'static str>,
    /// The links that lead here from the front page.
    pub breadcrumbs: Vec<LinkView>,
    /// The lead picture.
    pub image: Option<PictureView>,
    /// The pattern of its place, or its own.
    pub patch: PatchView,
    /// Its topics.
    pub topics: Vec<LinkView>,
    /// The places it belongs to.
    pub places: Vec<LinkView>,
    /// Campaigns it is part of.
    pub campaigns: Vec<LinkView>,
    /// Who funds it.
    pub funders: Vec<LinkView>,
    /// Who keeps the record.
    pub looked_after_by: Option<LinkView>,
    /// Whether its readers may be in danger.
    pub at_risk: bool,
    /// The resources whose contents this page has, with their downloads.
    pub web_version_of: Vec<WebVersionOfView>,
    /// The last change of substance.
    pub updated: Option<DateView>,
    /// When somebody who speaks the language last read the translation; `None` for a record in its own language.
    pub translation_read: Option<DateView>,
    /// Facts about the site itself, on a network's own page that replaces one of the program's.
    pub about: Option<AboutView>,
    /// Links to share it, for stories, events and campaigns; `None` when its address is not known.
    pub share: Option<ShareView>,
    /// A `mailto:` link for a message about a mistake on the page.
    pub correction_mailto: String,
    /// The page that says how to subscribe to the events on it.
    pub subscribe_href: Option<String>,
    /// The part of that page that says how to follow the news about it.
    pub follow_href: Option<String>,
    /// The address of the event's calendar file.
    pub calendar_href: Option<String>,
    /// The theme's own data.
    pub extra: Option<serde_json::Value>,
    /// The number of this page, from 1; a place with many records has several.
    pub page_number: u32,
    /// How many pages there are.
    pub page_count: u32,
    /// The address of the previous page.
    pub previous: Option<String>,
    /// The address of the next page.
    pub next: Option<String>,
    /// The fields of its kind: a `StoryView` on a story's page, and so on; `null` for a page.
    pub details: KindView,
}

impl PageView {
    /// The view of a record's page.
    pub fn new(publication: &Publication, page: &Page, record: &VisibleRecord<'_>, locale: &Locale) -> Self {
        let common = record.common();
        let links = |role| LinkView::to_related(record, role, locale);
        let language = record.language().unwrap_or(&publication.config().language);
        let other_languages = record.languages().into_iter().filter(|(tag, _)| tag != language);
        let (fields_language, fields_direction) = fields_language_attributes(record, locale);
        let scope = record.feed_scope();
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
            translations: other_languages.map(LanguageLink::new).collect(),
            alternates: alternates(publication, page, record),
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
            translation_read: record.translation_read_on().map(|day| DateView::from_date(day, locale)),
            web_version_of: WebVersionOfView::for_record(record, locale),
            about: AboutView::from_page(publication, page, locale),
            share: share(publication, page, record),
            correction_mailto: correction_mailto(publication, record, locale),
            subscribe_href: subscribe_href(publication, record),
            follow_href: scope.and_then(|scope| follow_href(publication, scope)),
            calendar_href: event_calendar_href(publication, record),
            extra: common.extra.as_ref().map(|extra| extra.0.clone()),
            page_number: page.id.page_number,
            page_count: page.page_count,
            previous: page.previous_address().map(|address| publication.href(&address)),
            next: page.next_address().map(|address| publication.href(&address)),
            details: KindView::new(publication, record, locale),
        }
    }
}

/// The addresses of the page in all its languages; empty when there is only one, or the site has no `base_url`.
fn alternates(publication: &Publication, page: &Page, record: &VisibleRecord<'_>) -> Vec<AlternateLink> {
    let languages = record.languages();
    if languages.len() == 1 || page.id.page_number > 1 {
        return Vec::new();
    }
    let alternate = |(tag, href): &(LanguageTag, String)| {
        Some(AlternateLink { language: tag.as_str().to_owned(), url: publication.absolute_href(href)? })
    };
    languages.iter().filter_map(alternate).collect()
}

/// Links to share the page; `None` when its readers may be watched.
fn share(publication: &Publication, page: &Page, record: &VisibleRecord<'_>) -> Option<ShareView> {
    let is_shareable = record.kind().spec().is_shareable && record.common().at_risk != Some(true);
    let url = publication.absolute_url(&page.address).filter(|_| is_shareable)?;
    Some(ShareView::new(&url, record.title()))
}

fn correction_mailto(publication: &Publication, record: &VisibleRecord<'_>, locale: &Locale) -> String {
    let subject = locale.messages().format_unisolated("mistake-subject", &[("title", record.title().into())]);
    mailto_href(publication, &subject, "")
}

/// The page that says how to subscribe to the record's events; `None` for a campaign that has none to come.
fn subscribe_href(publication: &Publication, record: &VisibleRecord<'_>) -> Option<String> {
    let scope = record.feed_scope()?;
    let has_events = || publication.listed_events(scope).iter().any(|event| !publication.is_past(*event));
    let offers_calendar = record.kind() != Kind::Campaign || (!record.is_past() && has_events());
    calendar_subscribe_href(publication, scope).filter(|_| offers_calendar)
}

fn event_calendar_href(publication: &Publication, record: &VisibleRecord<'_>) -> Option<String> {
    if record.kind() != Kind::Event {
        return None;
    }
    let address = publication.calendar_address(Calendar::Event(record.record_index()))?;
    Some(publication.href(&address))
}

/// `lang` and `dir` for what the record says in its fields. A translation has a title and a text only, so the fields are in
/// the record's own language.
fn fields_language_attributes(record: &VisibleRecord<'_>, locale: &Locale) -> (Option<String>, Option<&'static str>) {
    locale.language_attributes(record.clone().in_language(None).language())
}

/// The breadcrumbs: the list of the kind, for a place the places above it, for a page the folders above it, or the resource
/// whose contents it has.
fn breadcrumbs(publication: &Publication, record: &VisibleRecord<'_>, locale: &Locale) -> Vec<LinkView> {
    let mut breadcrumbs = Vec::new();
    if record.kind() == Kind::Place {
        let mut parent = record.related(Role::Parent).next();
        // The limit ends a circle of places that contain one another.
        while let Some(place) = parent.filter(|_| breadcrumbs.len() < 16) {
            breadcrumbs.push(LinkView::from_record(&place, locale));
            parent = place.related(Role::Parent).next();
        }
    }
    if record.kind() == Kind::Page {
        let original = record.named_by(Role::WebVersion).next();
        let mut folder = record.id().slug.as_str();
        while let Some((above, _)) = folder.rsplit_once('/') {
            breadcrumbs
                .extend(publication.visible_introduction(above).map(|page| LinkView::from_record(&page, locale)));
            folder = above;
        }
        if let Some(original) = original.filter(|_| breadcrumbs.is_empty()) {
            breadcrumbs.push(LinkView::from_record(&original, locale));
            breadcrumbs.push(list_link(publication, original.kind(), locale));
        }
    } else {
        breadcrumbs.push(list_link(publication, record.kind(), locale));
    }
    breadcrumbs.reverse();
    breadcrumbs
}

fn list_link(publication: &Publication, kind: Kind, locale: &Locale) -> LinkView {
    let href = LinkView::list_href(publication, &kind.list_address(), locale);
    LinkView::new(kind_list_title(kind, locale).to_owned(), href)
}
