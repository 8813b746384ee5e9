//! Lists: of a kind, a topic, a month, and the sections of pages that show several.

use schemars::JsonSchema;
use serde::Serialize;

use super::access::fact_label;
use super::choice::{ChoiceView, Choosable, LetterView, value_title};
use super::{LinkView, Tongue};
use crate::publish::{FeedScope, Page, PageKind, Publication};
use crate::record::Kind;

/// A list's page, without its entries: those are cards, which many pages share.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ListView {
    /// `story`, … for the list of a kind; `events-past`, `month`, `topics`, `topic`.
    pub what: &'static str,
    /// Its title.
    pub title: String,
    /// Its address as it goes into `href`.
    pub href: String,
    /// With scheme and host, where they are known.
    pub url: Option<String>,
    /// Which page it is, from 1.
    pub number: u32,
    /// How many pages there are.
    pub of: u32,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// The way here from the front page.
    pub trail: Vec<LinkView>,
    /// Months that have events, for lists of events.
    pub months: Vec<MonthLink>,
    /// Access facts that events state, with how many to come, for lists of events.
    pub facts: Vec<TopicLink>,
    /// What its records can be chosen by, on the first page of a kind's list.
    pub choices: Vec<ChoiceView>,
    /// Where each letter begins, for the directory when it has several pages.
    pub letters: Vec<LetterView>,
    /// What a script reads to let people choose without leaving the page.
    pub index: Option<String>,
    /// The facet by which these records are chosen: `type`, …; none for other lists.
    pub chosen: Option<&'static str>,
    /// Topics with how many records each has, for the list of topics.
    pub topics: Vec<TopicLink>,
    /// The page that says how to subscribe to its events.
    pub subscribe: Option<String>,
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
pub struct TopicLink {
    /// Its label.
    pub title: String,
    /// Its page.
    pub href: String,
    /// How many records.
    pub count: usize,
}

/// Several records under a heading; the entries are cards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Section {
    /// A word for the template: `stories`, `organises`.
    pub name: &'static str,
    /// What it says above them: the id of a message.
    pub says: &'static str,
}

/// What the list of a kind is called.
pub(crate) fn plural(kind: Kind, tongue: &Tongue) -> &str {
    let id = match kind {
        // Incidents have no pages.
        Kind::Page | Kind::Incident => "pages",
        kind => kind.folder(),
    };
    tongue.words().text(id)
}

impl ListView {
    /// Of a page that is a list; `None` for one that is not.
    pub fn of(publication: &Publication, page: &Page, tongue: &Tongue) -> Option<Self> {
        let words = tongue.words();
        let root = |what, title: &str| (what, title.to_owned(), Vec::new());
        let events = || vec![tongue.list(publication, "events", "/events/")];
        let (what, title, trail) = match &page.id.kind {
            PageKind::List(kind) => root(kind.as_str(), plural(*kind, tongue)),
            PageKind::PastEvents => ("events-past", words.text("past-events").to_owned(), events()),
            PageKind::Month(year, month) => ("month", words.format_month_year(*year, *month), events()),
            PageKind::EventsByAccess(fact) => {
                let fact = fact_label(fact, publication.config(), tongue);
                ("access", words.format("events-that-say", &[("fact", (&fact).into())]), events())
            }
            PageKind::FacetList(kind, facet, value) => {
                let (list, value) = (plural(*kind, tongue), value_title(publication, *facet, value, tongue));
                let title = words.format("list-chosen", &[("list", list.into()), ("value", (&value).into())]);
                (kind.as_str(), title, vec![tongue.list(publication, kind.folder(), &format!("/{}/", kind.folder()))])
            }
            PageKind::Topics => root("topics", words.text("topics")),
            PageKind::Topic(number) => {
                let topic = publication.topics().get(*number as usize);
                let title = topic.map(|topic| tongue.topic(publication, topic).title).unwrap_or_default();
                ("topic", title, vec![tongue.list(publication, "topics", "/topics/")])
            }
            PageKind::Home
            | PageKind::Record(_)
            | PageKind::Subscribe(_)
            | PageKind::Search
            | PageKind::BuiltIn(_)
            | PageKind::NotFound
            | PageKind::Redirect(_) => return None,
        };
        let base = page.address.split("page/").next().unwrap_or(&page.address);
        let at = |number: u32| {
            publication.href(&if number == 1 { base.to_owned() } else { format!("{base}page/{number}/") })
        };
        let number = page.id.page_number;
        let kind = if let PageKind::List(kind) = page.id.kind { Some(kind) } else { None };
        let choices = kind.filter(|_| number == 1).map(|kind| ChoiceView::all(publication, kind, tongue));
        let facts = matches!(page.id.kind, PageKind::List(Kind::Event) | PageKind::EventsByAccess(_));
        let months = matches!(page.id.kind, PageKind::List(Kind::Event) | PageKind::PastEvents | PageKind::Month(..));
        Some(Self {
            what,
            title,
            href: publication.href(&page.address),
            url: publication.absolute_url(&page.address),
            number,
            of: page.page_count,
            previous: (number > 1).then(|| at(number - 1)),
            next: (number < page.page_count).then(|| at(number + 1)),
            trail,
            months: if months { months_of(publication, tongue) } else { Vec::new() },
            facts: if facts { facts_of(publication, tongue) } else { Vec::new() },
            index: kind
                .filter(|kind| number == 1 && Choosable::are(publication, *kind))
                .map(|kind| publication.href(&Choosable::address(kind))),
            choices: choices.unwrap_or_default(),
            letters: if kind == Some(Kind::Partner) { LetterView::all(publication) } else { Vec::new() },
            chosen: if let PageKind::FacetList(_, facet, _) = &page.id.kind { Some(facet.as_str()) } else { None },
            topics: if page.id.kind == PageKind::Topics { topics_of(publication, tongue) } else { Vec::new() },
            subscribe: feed_of(&page.id.kind)
                .and_then(|scope| publication.calendar_feed(scope))
                .map(|feed| publication.href(&feed.subscribe_address())),
        })
    }
}

/// What the feed beside a list is of.
fn feed_of(what: &PageKind) -> Option<FeedScope> {
    match what {
        PageKind::List(Kind::Event) | PageKind::PastEvents | PageKind::Month(..) => Some(FeedScope::Network),
        PageKind::Topic(number) => Some(FeedScope::Topic(*number)),
        _ => None,
    }
}

fn months_of(publication: &Publication, tongue: &Tongue) -> Vec<MonthLink> {
    let months = publication.lists().months.iter();
    let link = |((year, month), starts): (&(i16, i8), &crate::publish::MonthEvents)| MonthLink {
        title: tongue.words().format_month_year(*year, *month),
        href: publication.href(&format!("/events/{year:04}/{month:02}/")),
        count: starts.events.len(),
    };
    months.map(link).collect()
}

fn facts_of(publication: &Publication, tongue: &Tongue) -> Vec<TopicLink> {
    let link = |(fact, events): (&String, &Vec<crate::publish::RecordIndex>)| TopicLink {
        title: fact_label(fact, publication.config(), tongue),
        href: publication.href(&format!("/events/access/{fact}/")),
        count: events.len(),
    };
    publication.lists().events_by_access.iter().map(link).collect()
}

fn topics_of(publication: &Publication, tongue: &Tongue) -> Vec<TopicLink> {
    let topics = publication.topics().iter().zip(&publication.lists().by_topic);
    let link = |(topic, records): (&(String, String), &Vec<crate::publish::RecordIndex>)| {
        let LinkView { title, href, .. } = tongue.topic(publication, topic);
        TopicLink { title, href, count: records.len() }
    };
    topics.map(link).collect()
}
