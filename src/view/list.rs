//! Lists: of a kind, a topic, a month, and the sections of pages that show several.

use schemars::JsonSchema;
use serde::Serialize;

use super::access_fact::fact_label;
use super::facets::{
    ChoiceRecord, FacetValueView, FacetView, LetterView, facet_title, facet_value_title, facet_values,
};
use super::link::{AlternateLink, CountedLink, LanguageLink, LinkView};
use super::locale::Locale;
use super::subscribe::{calendar_subscribe_href, follow_href};
use crate::kind::{Facet, Kind, TOPICS_ADDRESS, VALUES_PER_PAGE, access_address, month_address};
use crate::language::LanguageCode;
use crate::publish::{FeedScope, MonthEvents, Page, PageKind, Publication, RecordIndex};

/// A list's page, without its entries: those are cards, which many pages share.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ListView {
    /// `story`, … for the list of a kind; `events-past`, `month`, `topics`, `topic`, `values`.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// Its address as it goes into `href`.
    pub href: String,
    /// Its address with scheme and host; `None` when the site has no `base_url`.
    pub url: Option<String>,
    /// Its language, for `lang`.
    pub language: String,
    /// `ltr` or `rtl`, for `dir`.
    pub direction: &'static str,
    /// The same list in other languages, for readers; for the list of a kind.
    pub translations: Vec<LanguageLink>,
    /// The addresses of the list in all its languages; empty when there is only one, or the site has no `base_url`.
    pub alternates: Vec<AlternateLink>,
    /// Which page it is, from 1.
    pub page_number: u32,
    /// How many pages there are.
    pub page_count: u32,
    /// The address of the previous page.
    pub previous: Option<String>,
    /// The address of the next page.
    pub next: Option<String>,
    /// The links that lead here from the front page.
    pub breadcrumbs: Vec<LinkView>,
    /// Months that have events, for lists of events.
    pub months: Vec<MonthLink>,
    /// For lists of events: access facts that events state, each with the number of events to come.
    pub access_facts: Vec<CountedLink>,
    /// The facets of a kind, on the first page of its list.
    pub facets: Vec<FacetView>,
    /// Where each letter begins, for the directory when it has several pages.
    pub letters: Vec<LetterView>,
    /// The address of the file with which a script filters the list on the page.
    pub choices_json: Option<String>,
    /// The facet whose value this list is of: `type`, …; `None` for other lists.
    pub chosen_facet: Option<&'static str>,
    /// Where a reader of a list that was chosen by a facet can choose something else.
    pub other_choice_href: Option<String>,
    /// For the list of topics: each topic, with its number of records; for the list of a facet's values: these.
    pub topics: Vec<CountedLink>,
    /// The page that says how to subscribe to its events.
    pub subscribe_href: Option<String>,
    /// The part of that page that says how to follow the news in it.
    pub follow_href: Option<String>,
}

/// A month that has events.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MonthLink {
    /// `June 2027`.
    pub title: String,
    /// The address of its page.
    pub href: String,
    /// The number of events.
    pub count: usize,
}

/// The title of the list of a kind; for a kind without a list, the word for pages.
pub(crate) fn kind_list_title(kind: Kind, locale: &Locale) -> &str {
    locale.messages().text(if kind.spec().has_list { kind.folder() } else { "pages" })
}

/// The title and the address of a list.
struct ListHeading {
    /// The value of `ListView::kind`.
    kind: &'static str,
    title: String,
    breadcrumbs: Vec<LinkView>,
}

impl ListHeading {
    /// The heading of a page that is a list; `None` for another page.
    fn from_page_kind(publication: &Publication, page_kind: &PageKind, locale: &Locale) -> Option<Self> {
        let messages = locale.messages();
        let link_to =
            |message_id: &str, address: &str| vec![LinkView::to_list(publication, message_id, address, locale)];
        let below_events = |kind, title| Self { kind, title, breadcrumbs: link_to("events", "/events/") };
        let top_level = |kind, title: &str| Self { kind, title: title.to_owned(), breadcrumbs: Vec::new() };
        Some(match page_kind {
            PageKind::List(kind) => top_level(kind.as_str(), kind_list_title(*kind, locale)),
            PageKind::PastEvents => below_events("events-past", messages.text("past-events").to_owned()),
            PageKind::Month(year, month) => below_events("month", messages.format_month_year(*year, *month)),
            PageKind::EventsByAccess(fact) => {
                let fact = fact_label(fact, publication.config(), locale);
                below_events("access", messages.format("events-that-say", &[("fact", (&fact).into())]))
            }
            PageKind::FacetList(kind, facet, value) => {
                let list = kind_list_title(*kind, locale);
                let value = facet_value_title(publication, *kind, *facet, value, locale);
                let title = messages.format("list-chosen", &[("list", list.into()), ("value", (&value).into())]);
                Self { kind: kind.as_str(), title, breadcrumbs: link_to(kind.folder(), &kind.list_address()) }
            }
            PageKind::FacetValues(kind, facet) => {
                let (list, value) = (kind_list_title(*kind, locale), facet_title(*facet, locale));
                let title = messages.format("list-chosen", &[("list", list.into()), ("value", value.into())]);
                Self { kind: "values", title, breadcrumbs: link_to(kind.folder(), &kind.list_address()) }
            }
            PageKind::Topics => top_level("topics", messages.text("topics")),
            PageKind::Topic(number) => {
                let topic = publication.topics().get(*number as usize);
                let title = topic.map(|topic| LinkView::to_topic(publication, topic, locale).title).unwrap_or_default();
                Self { kind: "topic", title, breadcrumbs: link_to("topics", TOPICS_ADDRESS) }
            }
            PageKind::Home
            | PageKind::Record(_)
            | PageKind::Subscribe(_)
            | PageKind::Search
            | PageKind::BuiltIn(_)
            | PageKind::NotFound
            | PageKind::Redirect(_) => return None,
        })
    }
}

impl ListView {
    /// The view of a page that is a list; `None` for another page.
    pub fn from_page(publication: &Publication, page: &Page, locale: &Locale) -> Option<Self> {
        let page_kind = &page.id.kind;
        let heading = ListHeading::from_page_kind(publication, page_kind, locale)?;
        let kind = if let PageKind::List(kind) = page_kind { Some(*kind) } else { None };
        let language = page.id.language.as_ref().unwrap_or(&publication.config().language);
        let versions = kind.map(|kind| publication.list_versions(kind)).filter(|versions| versions.len() > 1);
        let versions = versions.unwrap_or_default();
        // Lists by facet and by letter are in the network's language alone.
        let kind = kind.filter(|_| page.id.language.is_none());
        let kind_on_first_page = kind.filter(|_| page.id.page_number == 1);
        let facets = kind_on_first_page.map(|kind| FacetView::for_kind(publication, kind, locale));
        let letters = kind.map(|kind| LetterView::for_kind(publication, kind));
        let is_event_list = *page_kind == PageKind::List(Kind::Event);
        let has_months = is_event_list || matches!(page_kind, PageKind::PastEvents | PageKind::Month(..));
        let has_access_facts = is_event_list || matches!(page_kind, PageKind::EventsByAccess(_));
        Some(Self {
            kind: heading.kind,
            title: heading.title,
            href: publication.href(&page.address),
            url: publication.absolute_url(&page.address),
            language: language.as_str().to_owned(),
            direction: language.direction(),
            translations: LanguageLink::to_list_versions(publication, &versions, language),
            alternates: AlternateLink::to_list_versions(publication, page, &versions),
            page_number: page.id.page_number,
            page_count: page.page_count,
            previous: page.previous_address().map(|address| publication.href(&address)),
            next: page.next_address().map(|address| publication.href(&address)),
            breadcrumbs: heading.breadcrumbs,
            months: if has_months { month_links(publication, locale) } else { Vec::new() },
            access_facts: if has_access_facts { access_fact_links(publication, locale) } else { Vec::new() },
            choices_json: kind_on_first_page
                .filter(|kind| ChoiceRecord::has_choices(publication, *kind))
                .map(|kind| publication.href(&ChoiceRecord::file_address(kind))),
            facets: facets.unwrap_or_default(),
            letters: letters.unwrap_or_default(),
            chosen_facet: if let PageKind::FacetList(_, facet, _) = page_kind { Some(facet.as_str()) } else { None },
            other_choice_href: other_choice_href(publication, page_kind),
            topics: match page_kind {
                PageKind::Topics => topic_links(publication, locale),
                PageKind::FacetValues(kind, facet) => value_links(publication, *kind, *facet, page, locale),
                _ => Vec::new(),
            },
            subscribe_href: calendar_scope(page_kind).and_then(|scope| calendar_subscribe_href(publication, scope)),
            follow_href: news_scope(page_kind).and_then(|scope| follow_href(publication, scope)),
        })
    }
}

/// The choices of the list that a list was chosen from; the list itself when it offers none.
fn other_choice_href(publication: &Publication, page_kind: &PageKind) -> Option<String> {
    let PageKind::FacetList(kind, ..) = page_kind else { return None };
    let anchor = if FacetView::is_any_offered(publication, *kind) { "#choose" } else { "" };
    Some(publication.href(&kind.list_address()) + anchor)
}

/// The scope of the calendar beside a list.
fn calendar_scope(page_kind: &PageKind) -> Option<FeedScope> {
    match page_kind {
        PageKind::List(Kind::Event) | PageKind::PastEvents | PageKind::Month(..) => Some(FeedScope::Network),
        PageKind::Topic(number) => Some(FeedScope::Topic(*number)),
        PageKind::FacetList(Kind::Event, Facet::Language, tag) => LanguageCode::parse(tag).map(FeedScope::Language),
        _ => None,
    }
}

/// The scope of the news feed beside a list.
fn news_scope(page_kind: &PageKind) -> Option<FeedScope> {
    match page_kind {
        PageKind::List(kind) if kind.spec().is_news => Some(FeedScope::Network),
        PageKind::Topic(number) => Some(FeedScope::Topic(*number)),
        _ => None,
    }
}

fn month_links(publication: &Publication, locale: &Locale) -> Vec<MonthLink> {
    let months = publication.lists().months.iter();
    let link = |((year, month), month_events): (&(i16, i8), &MonthEvents)| MonthLink {
        title: locale.messages().format_month_year(*year, *month),
        href: publication.href(&month_address(*year, *month)),
        count: month_events.events.len(),
    };
    months.map(link).collect()
}

fn access_fact_links(publication: &Publication, locale: &Locale) -> Vec<CountedLink> {
    let link = |(fact, events): (&String, &Vec<RecordIndex>)| CountedLink {
        title: fact_label(fact, publication.config(), locale),
        href: publication.href(&access_address(fact)),
        count: events.len(),
    };
    publication.lists().events_by_access.iter().map(link).collect()
}

/// The values of a facet on a page of their list.
fn value_links(publication: &Publication, kind: Kind, facet: Facet, page: &Page, locale: &Locale) -> Vec<CountedLink> {
    let values = facet_values(publication, kind, facet, locale).unwrap_or_default();
    let before = (page.id.page_number as usize - 1) * VALUES_PER_PAGE;
    let link = |FacetValueView { title, href, count, .. }| CountedLink { title, href, count };
    values.into_iter().skip(before).take(VALUES_PER_PAGE).map(link).collect()
}

fn topic_links(publication: &Publication, locale: &Locale) -> Vec<CountedLink> {
    let link = |(number, topic): (u32, &(String, String))| {
        let LinkView { title, href, .. } = LinkView::to_topic(publication, topic, locale);
        CountedLink { title, href, count: publication.lists().records_about(number).len() }
    };
    (0..).zip(publication.topics()).map(link).collect()
}
