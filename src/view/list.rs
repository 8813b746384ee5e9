//! Lists: of a kind, a topic, a month, and the sections of pages that show several.

use schemars::JsonSchema;
use serde::Serialize;

use super::access_fact::fact_label;
use super::facets::{ChoiceRecord, FacetView, LetterView, facet_value_title};
use super::link::LinkView;
use super::locale::Locale;
use crate::kind::Kind;
use crate::publish::{FeedScope, Page, PageKind, Publication};

/// A list's page, without its entries: those are cards, which many pages share.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ListView {
    /// `story`, … for the list of a kind; `events-past`, `month`, `topics`, `topic`.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// Its address as it goes into `href`.
    pub href: String,
    /// With scheme and host, where they are known.
    pub url: Option<String>,
    /// Which page it is, from 1.
    pub page_number: u32,
    /// How many pages there are.
    pub page_count: u32,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// The way here from the front page.
    pub breadcrumbs: Vec<LinkView>,
    /// Months that have events, for lists of events.
    pub months: Vec<MonthLink>,
    /// Access facts that events state, with how many to come, for lists of events.
    pub access_facts: Vec<CountedLink>,
    /// What its records can be chosen by, on the first page of a kind's list.
    pub facets: Vec<FacetView>,
    /// Where each letter begins, for the directory when it has several pages.
    pub letters: Vec<LetterView>,
    /// What a script reads to let people choose without leaving the page.
    pub choices_json: Option<String>,
    /// The facet by which these records are chosen: `type`, …; none for other lists.
    pub chosen_facet: Option<&'static str>,
    /// Topics with how many records each has, for the list of topics.
    pub topics: Vec<CountedLink>,
    /// The page that says how to subscribe to its events.
    pub subscribe_href: Option<String>,
}

/// A month that has events.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MonthLink {
    /// `June 2027`.
    pub title: String,
    /// Its page.
    pub href: String,
    /// How many.
    pub count: usize,
}

/// A topic.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CountedLink {
    /// Its label.
    pub title: String,
    /// Its page.
    pub href: String,
    /// How many records.
    pub count: usize,
}

/// What the list of a kind is called.
pub(crate) fn kind_list_title(kind: Kind, locale: &Locale) -> &str {
    let id = match kind {
        // Incidents have no pages.
        Kind::Page | Kind::Incident => "pages",
        kind => kind.folder(),
    };
    locale.messages().text(id)
}

impl ListView {
    /// Of a page that is a list; `None` for one that is not.
    pub fn from_page(publication: &Publication, page: &Page, locale: &Locale) -> Option<Self> {
        let messages = locale.messages();
        let top_level = |list_kind, title: &str| (list_kind, title.to_owned(), Vec::new());
        let below_events = || vec![LinkView::to_list(publication, "events", "/events/", locale)];
        let (list_kind, title, breadcrumbs) = match &page.id.kind {
            PageKind::List(kind) => top_level(kind.as_str(), kind_list_title(*kind, locale)),
            PageKind::PastEvents => ("events-past", messages.text("past-events").to_owned(), below_events()),
            PageKind::Month(year, month) => ("month", messages.format_month_year(*year, *month), below_events()),
            PageKind::EventsByAccess(fact) => {
                let fact = fact_label(fact, publication.config(), locale);
                ("access", messages.format("events-that-say", &[("fact", (&fact).into())]), below_events())
            }
            PageKind::FacetList(kind, facet, value) => {
                let (list, value) =
                    (kind_list_title(*kind, locale), facet_value_title(publication, *facet, value, locale));
                let title = messages.format("list-chosen", &[("list", list.into()), ("value", (&value).into())]);
                (
                    kind.as_str(),
                    title,
                    vec![LinkView::to_list(publication, kind.folder(), &kind.list_address(), locale)],
                )
            }
            PageKind::Topics => top_level("topics", messages.text("topics")),
            PageKind::Topic(number) => {
                let topic = publication.topics().get(*number as usize);
                let title = topic.map(|topic| LinkView::to_topic(publication, topic, locale).title).unwrap_or_default();
                ("topic", title, vec![LinkView::to_list(publication, "topics", "/topics/", locale)])
            }
            PageKind::Home
            | PageKind::Record(_)
            | PageKind::Subscribe(_)
            | PageKind::Search
            | PageKind::BuiltIn(_)
            | PageKind::NotFound
            | PageKind::Redirect(_) => return None,
        };
        let number = page.id.page_number;
        let kind = if let PageKind::List(kind) = page.id.kind { Some(kind) } else { None };
        let facets = kind.filter(|_| number == 1).map(|kind| FacetView::for_kind(publication, kind, locale));
        let has_access_facts = matches!(page.id.kind, PageKind::List(Kind::Event) | PageKind::EventsByAccess(_));
        let has_months =
            matches!(page.id.kind, PageKind::List(Kind::Event) | PageKind::PastEvents | PageKind::Month(..));
        Some(Self {
            kind: list_kind,
            title,
            href: publication.href(&page.address),
            url: publication.absolute_url(&page.address),
            page_number: number,
            page_count: page.page_count,
            previous: page.previous_address().map(|address| publication.href(&address)),
            next: page.next_address().map(|address| publication.href(&address)),
            breadcrumbs,
            months: if has_months { month_links(publication, locale) } else { Vec::new() },
            access_facts: if has_access_facts { access_fact_links(publication, locale) } else { Vec::new() },
            choices_json: kind
                .filter(|kind| number == 1 && ChoiceRecord::has_choices(publication, *kind))
                .map(|kind| publication.href(&ChoiceRecord::file_address(kind))),
            facets: facets.unwrap_or_default(),
            letters: kind.map(|kind| LetterView::for_kind(publication, kind)).unwrap_or_default(),
            chosen_facet: if let PageKind::FacetList(_, facet, _) = &page.id.kind {
                Some(facet.as_str())
            } else {
                None
            },
            topics: if page.id.kind == PageKind::Topics { topic_links(publication, locale) } else { Vec::new() },
            subscribe_href: feed_scope(&page.id.kind)
                .and_then(|scope| publication.calendar_feed(scope))
                .map(|feed| publication.href(&feed.subscribe_address())),
        })
    }
}

/// What the feed beside a list is of.
fn feed_scope(page_kind: &PageKind) -> Option<FeedScope> {
    match page_kind {
        PageKind::List(Kind::Event) | PageKind::PastEvents | PageKind::Month(..) => Some(FeedScope::Network),
        PageKind::Topic(number) => Some(FeedScope::Topic(*number)),
        _ => None,
    }
}

fn month_links(publication: &Publication, locale: &Locale) -> Vec<MonthLink> {
    let months = publication.lists().months.iter();
    let link = |((year, month), month_events): (&(i16, i8), &crate::publish::MonthEvents)| MonthLink {
        title: locale.messages().format_month_year(*year, *month),
        href: publication.href(&format!("/events/{year:04}/{month:02}/")),
        count: month_events.events.len(),
    };
    months.map(link).collect()
}

fn access_fact_links(publication: &Publication, locale: &Locale) -> Vec<CountedLink> {
    let link = |(fact, events): (&String, &Vec<crate::publish::RecordIndex>)| CountedLink {
        title: fact_label(fact, publication.config(), locale),
        href: publication.href(&format!("/events/access/{fact}/")),
        count: events.len(),
    };
    publication.lists().events_by_access.iter().map(link).collect()
}

fn topic_links(publication: &Publication, locale: &Locale) -> Vec<CountedLink> {
    let topics = publication.topics().iter().zip(&publication.lists().by_topic);
    let link = |(topic, records): (&(String, String), &Vec<crate::publish::RecordIndex>)| {
        let LinkView { title, href, .. } = LinkView::to_topic(publication, topic, locale);
        CountedLink { title, href, count: records.len() }
    };
    topics.map(link).collect()
}
