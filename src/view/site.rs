//! What every template gets about the network.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::link::{LanguageLink, LinkView};
use super::locale::Locale;
use super::patch::PatchView;
use super::subscribe::subscribe_href;
use crate::config::{Config, MenuItem};
use crate::kind::{Kind, PAST_EVENTS_ADDRESS, TOPICS_ADDRESS};
use crate::output::ICON_FILE;
use crate::path::slugify;
use crate::publish::{BuiltInPage, FeedScope, Publication, SEARCH_ADDRESS};
use crate::yaml::Url;

/// The network.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SiteView {
    /// Its name.
    pub title: String,
    /// One or two sentences about it.
    pub description: Option<String>,
    /// Its language, for `lang`.
    pub language: String,
    /// `ltr` or `rtl`, for `dir`.
    pub direction: &'static str,
    /// Whether the interface words are in another language than the network's texts.
    pub needs_lang: bool,
    /// The address of the front page; of the start page in the page's language, if there is one.
    pub home: String,
    /// What addresses on the site begin with: `/`, or `/network/` where the site is below its host's root.
    pub base_path: String,
    /// Scheme, host and base path; `None` when the site has no `base_url`.
    pub url: Option<String>,
    /// Its pattern.
    pub patch: PatchView,
    /// The main menu.
    pub menu: Vec<LinkView>,
    /// The addresses in the main menu and that of the search page: where a page with one of them is, the menu says so.
    pub menu_hrefs: Vec<String>,
    /// Its lists by folder name: `stories`, `events`, …; and `past_events` and `topics`.
    pub lists: BTreeMap<&'static str, String>,
    /// Links to the lists of all kinds, in the order of the menu that a network without `menu:` gets.
    pub list_links: Vec<LinkView>,
    /// The search page.
    pub search: Option<String>,
    /// Its icon, for tabs and bookmarks.
    pub icon: String,
    /// The accessibility statement.
    pub accessibility: String,
    /// The privacy page.
    pub privacy: String,
    /// The page that says how to send an event.
    pub send_event: String,
    /// The page that says how to follow the network; `None` when it has neither calendars nor feeds.
    pub follow: Option<String>,
    /// Its topics.
    pub topics: Vec<LinkView>,
    /// The start pages in other languages than the page's.
    pub languages: Vec<LanguageLink>,
    /// How to reach it.
    pub contact: SiteContactView,
    /// The theme's own data from `site.yaml`.
    pub extra: Option<serde_json::Value>,
}

/// How to reach the network.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SiteContactView {
    /// An e-mail address.
    pub email: String,
    /// A telephone number as people write it.
    pub phone: Option<String>,
    /// A sentence about when and how to get in touch.
    pub text: Option<String>,
    /// A postal address.
    pub post: Option<String>,
}

impl SiteView {
    /// The pattern of the whole network.
    pub fn network_patch(publication: &Publication) -> PatchView {
        PatchView::from_slug(&slugify(&publication.config().title))
    }

    /// The view of a publication's network.
    pub fn new(publication: &Publication, locale: &Locale) -> Self {
        let config = publication.config();
        let topics = publication.topics().iter();
        let listed_kinds = publication.listed_kinds();
        let menu = menu(publication, locale);
        let search = config.has_search().then(|| publication.href(SEARCH_ADDRESS));
        Self {
            title: config.title.clone(),
            description: config.description.clone(),
            language: config.language.as_str().to_owned(),
            direction: config.language.direction(),
            needs_lang: locale.language_attributes(None).0.is_some(),
            home: home_href(publication, locale),
            base_path: publication.href("/"),
            url: publication.absolute_url("/"),
            patch: Self::network_patch(publication),
            icon: publication.href(&format!("/{ICON_FILE}")),
            menu_hrefs: menu.iter().map(|item| item.href.clone()).chain(search.clone()).collect(),
            menu,
            lists: list_hrefs(publication, locale),
            list_links: links_to_lists(publication, locale, |kind| listed_kinds.contains(&kind)),
            search,
            accessibility: publication.href(BuiltInPage::Accessibility.address()),
            privacy: publication.href(BuiltInPage::Privacy.address()),
            send_event: publication.href(BuiltInPage::SendEvent.address()),
            follow: subscribe_href(publication, FeedScope::Network),
            topics: topics.map(|topic| LinkView::to_topic(publication, topic, locale)).collect(),
            languages: LanguageLink::to_start_pages(publication, locale),
            contact: SiteContactView::from_config(config),
            extra: config.extra.as_ref().map(|extra| extra.0.clone()),
        }
    }
}

impl SiteContactView {
    fn from_config(config: &Config) -> Self {
        let contact = &config.contact;
        Self {
            email: contact.email.clone(),
            phone: contact.phone.clone(),
            text: contact.text.clone(),
            post: contact.post.clone(),
        }
    }
}

/// The address of the front page in the language of the pages, if it is translated.
pub(super) fn home_href(publication: &Publication, locale: &Locale) -> String {
    let start = publication.visible_introduction("");
    start.map_or_else(|| publication.href("/"), |start| locale.translate(&start).href())
}

/// The menu in `site.yaml`; without one, the lists that have records.
fn menu(publication: &Publication, locale: &Locale) -> Vec<LinkView> {
    let config = publication.config();
    if config.menu.is_empty() {
        return links_to_lists(publication, locale, |kind| publication.count_published(kind) > 0);
    }
    let item_link = |item: &MenuItem| {
        Some(LinkView::in_site_language(item.title.clone(), menu_href(publication, &item.to, locale)?, locale))
    };
    config.menu.iter().filter_map(item_link).collect()
}

/// The kinds in the menu when `site.yaml` has none, in order.
fn menu_kinds() -> Vec<Kind> {
    let mut kinds: Vec<(u8, Kind)> = Kind::all().filter_map(|kind| Some((kind.spec().menu_position?, kind))).collect();
    kinds.sort_unstable();
    kinds.into_iter().map(|(_, kind)| kind).collect()
}

/// The address of a menu item; `None` for a page that is not published. `site` reports a page that does not exist.
fn menu_href(publication: &Publication, to: &str, locale: &Locale) -> Option<String> {
    if !to.starts_with('/') {
        return Url::has_published_scheme(to).then(|| to.to_owned());
    }
    if let Some(href) = publication.file_href(to) {
        return Some(href);
    }
    let with_slash = format!("{}/", to.trim_end_matches('/'));
    let page = publication.page_at(to).or_else(|| publication.page_at(&with_slash))?;
    Some(LinkView::list_href(publication, &page.address, locale))
}

/// Links to the lists of some kinds, in the order of the menu.
fn links_to_lists(publication: &Publication, locale: &Locale, is_wanted: impl Fn(Kind) -> bool) -> Vec<LinkView> {
    let kinds = menu_kinds().into_iter().filter(|kind| is_wanted(*kind));
    kinds.map(|kind| LinkView::to_list(publication, kind.folder(), &kind.list_address(), locale)).collect()
}

/// The `href` of each list, by the folder of its kind, and of the list of topics.
fn list_hrefs(publication: &Publication, locale: &Locale) -> BTreeMap<&'static str, String> {
    let kinds = Kind::all().filter(|kind| kind.spec().has_list);
    let lists = kinds.map(|kind| (kind.folder(), LinkView::list_href(publication, &kind.list_address(), locale)));
    let others = [("past_events", PAST_EVENTS_ADDRESS), ("topics", TOPICS_ADDRESS)];
    lists.chain(others.map(|(name, address)| (name, publication.href(address)))).collect()
}
