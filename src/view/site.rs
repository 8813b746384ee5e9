//! What every template sees of the network.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::link::{LanguageLink, LinkView};
use super::locale::Locale;
use super::patch::PatchView;
use crate::kind::Kind;
use crate::publish::{BuiltInPage, Publication, SEARCH_ADDRESS};

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
    /// Whether its language is not that of the words around what it says.
    pub needs_lang: bool,
    /// Where it begins: the base path with a `/`.
    pub home: String,
    /// Scheme, host and base path, where they are known.
    pub url: Option<String>,
    /// Its pattern.
    pub patch: PatchView,
    /// The main menu.
    pub menu: Vec<LinkView>,
    /// Its lists by folder name: `stories`, `events`, …
    pub lists: BTreeMap<&'static str, String>,
    /// The page to search it on.
    pub search: Option<String>,
    /// Its sign, for tabs and bookmarks.
    pub icon: String,
    /// The page that says how far everybody can use it.
    pub accessibility: String,
    /// The page that says what it learns of its readers.
    pub privacy: String,
    /// The page that says how to send an event.
    pub send_event: String,
    /// Its topics.
    pub topics: Vec<LinkView>,
    /// Its start pages in other languages than that of the page.
    pub languages: Vec<LanguageLink>,
    /// How to reach it.
    pub contact: SiteContactView,
    /// The theme's own data from `site.yaml`.
    pub extra: Option<serde_json::Value>,
}

/// How to reach the network.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SiteContactView {
    /// A mailbox.
    pub email: String,
    /// A number as people write it.
    pub phone: Option<String>,
    /// A sentence.
    pub text: Option<String>,
    /// A postal address.
    pub post: Option<String>,
}

/// The kinds in the order of the menu of a network that writes none.
fn menu_kinds() -> Vec<Kind> {
    let mut kinds: Vec<(u8, Kind)> = Kind::all().filter_map(|kind| Some((kind.spec().menu_position?, kind))).collect();
    kinds.sort_unstable();
    kinds.into_iter().map(|(_, kind)| kind).collect()
}

impl SiteView {
    /// Where the sign of the site is, for tabs and bookmarks.
    pub const ICON_ADDRESS: &str = "/icon.svg";

    /// The pattern of the whole network.
    pub fn network_patch(publication: &Publication) -> PatchView {
        PatchView::from_slug(&crate::path::slugify(&publication.config().title))
    }

    /// Of a publication.
    pub fn new(publication: &Publication, locale: &Locale) -> Self {
        let config = publication.config();
        // `site` reports what leads nowhere; what is not published now is left out.
        let resolve_href = |to: &str| match to.starts_with('/') {
            true => {
                let slashed = format!("{}/", to.trim_end_matches('/'));
                publication
                    .page_at(to)
                    .or_else(|| publication.page_at(&slashed))
                    .map(|page| publication.href(&page.address))
            }
            false => crate::yaml::Url::has_published_scheme(to).then(|| to.to_owned()),
        };
        let list_href = |kind: Kind| publication.href(&kind.list_address());
        let menu = if config.menu.is_empty() {
            menu_kinds()
                .into_iter()
                .filter(|kind| publication.count_published(*kind) > 0)
                .map(|kind| LinkView::new(locale.messages().text(kind.folder()).to_owned(), list_href(kind)))
                .collect()
        } else {
            config
                .menu
                .iter()
                .filter_map(|item| {
                    Some(LinkView::in_site_language(item.title.clone(), resolve_href(&item.to)?, locale))
                })
                .collect()
        };
        let topics = publication.topics().iter();
        Self {
            title: config.title.clone(),
            description: config.description.clone(),
            language: config.language.as_str().to_owned(),
            direction: config.language.direction(),
            needs_lang: locale.language_attributes(None).0.is_some(),
            home: publication.href("/"),
            url: publication.absolute_url("/"),
            patch: Self::network_patch(publication),
            icon: publication.href(Self::ICON_ADDRESS),
            menu,
            lists: Kind::all()
                .filter(|kind| kind.spec().has_list)
                .map(|kind| (kind.folder(), list_href(kind)))
                .chain([("topics", publication.href("/topics/"))])
                .collect(),
            search: config.has_search().then(|| publication.href(SEARCH_ADDRESS)),
            accessibility: publication.href(BuiltInPage::Accessibility.address()),
            privacy: publication.href(BuiltInPage::Privacy.address()),
            send_event: publication.href(BuiltInPage::SendEvent.address()),
            topics: topics.map(|topic| LinkView::to_topic(publication, topic, locale)).collect(),
            languages: LanguageLink::to_start_pages(publication, locale),
            contact: SiteContactView {
                email: config.contact.email.clone(),
                phone: config.contact.phone.clone(),
                text: config.contact.text.clone(),
                post: config.contact.post.clone(),
            },
            extra: config.extra.as_ref().map(|extra| extra.0.clone()),
        }
    }
}

/// Where to report or find help.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SignpostView {
    /// What it is called.
    pub title: String,
    /// `report` or `support`.
    pub kind: Option<String>,
    /// The nation it is for.
    pub nation: Option<String>,
    /// A number as people write it.
    pub phone: Option<String>,
    /// The number for `tel:`.
    pub dial: Option<String>,
    /// An address on the web.
    pub url: Option<String>,
    /// A sentence.
    pub text: Option<String>,
    /// When it answers.
    pub hours: Option<String>,
    /// When somebody last tried it.
    pub checked: super::DateView,
}

impl SignpostView {
    /// Signposts for a place: its own, and those for no place in particular. All of them without a place.
    pub fn for_place(publication: &Publication, place: Option<&str>, locale: &Locale) -> Vec<Self> {
        let fits = |signpost: &&crate::record::Signpost| match (&signpost.place, place) {
            (Some(signpost_place), Some(wanted)) => signpost_place.text == wanted,
            _ => true,
        };
        let view = |signpost: &crate::record::Signpost| Self {
            title: signpost.title.clone(),
            kind: signpost.kind.clone(),
            nation: signpost.nation.clone(),
            phone: signpost.phone.as_ref().map(|phone| phone.0.clone()),
            dial: signpost.phone.as_ref().map(crate::record::Phone::tel_number),
            url: signpost.url.as_ref().map(|url| url.as_str().to_owned()),
            text: signpost.text.clone(),
            hours: signpost.hours.clone(),
            checked: super::DateView::from_date(signpost.checked, locale),
        };
        publication.signposts().iter().filter(fits).map(view).collect()
    }
}
