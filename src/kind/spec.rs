//! The table of kinds.

use std::fmt;

use super::{Facet, Role};

/// A kind of record. A record's folder below `content/` is its kind; everything else is a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// `stories/`
    Story,
    /// `partners/`
    Partner,
    /// `events/`
    Event,
    /// `places/`
    Place,
    /// `campaigns/`
    Campaign,
    /// `resources/`
    Resource,
    /// `opportunities/`
    Opportunity,
    /// `incidents/`
    Incident,
    /// Any other folder.
    Page,
}

/// What the program does with the records of a kind.
#[derive(Debug)]
pub struct KindSpec {
    /// The kind.
    pub kind: Kind,
    /// The word for one record: in addresses of the desk, in templates, in `new`.
    pub word: &'static str,
    /// The word with its article, for messages.
    pub with_article: &'static str,
    /// The folder below `content/`, the first part of addresses, and the id of the message that names its list;
    /// empty for pages.
    pub folder: &'static str,
    /// What the desk calls it.
    pub label: &'static str,
    /// Whether each record has a page.
    pub has_pages: bool,
    /// Whether there is a list of all its records.
    pub has_list: bool,
    /// Whether the list exists only when the network has a record of this kind.
    pub is_list_optional: bool,
    /// What lists do with a record that is over.
    pub when_over: WhenOver,
    /// Whether a record must name the places it is for.
    pub requires_places: bool,
    /// How a long list is divided.
    pub grouping: Grouping,
    /// The words of its field `type` that every network has.
    pub types: &'static [&'static str],
    /// The type of a record without `type:`; cards do not name it.
    pub default_type: Option<&'static str>,
    /// The start of the ids of messages that name a type: `type-` in `type-report`.
    pub type_messages: &'static str,
    /// What its list can be filtered by. With two or more facets, a script filters the list on the page itself.
    pub facets: &'static [Facet],
    /// The calendar and the news feed about each record; `None` when its records have no feeds.
    pub feeds: Option<FeedSpec>,
    /// Whether its records are entries of news feeds.
    pub is_news: bool,
    /// The position in the menu when `site.yaml` has no menu; `None` when the kind is not in that menu.
    pub menu_position: Option<u8>,
    /// The most records that the front page shows.
    pub home_cards: usize,
    /// The id of the message with which a card names a record's date, such as `from-date`; with `None` the card shows
    /// the date alone.
    pub date_message: Option<&'static str>,
    /// Whether a record's page offers ways to share it.
    pub is_shareable: bool,
    /// The schema.org type of a record, unless the record's own fields ask for a narrower one.
    pub json_ld_type: &'static str,
    /// Sections of a record's page that show other records.
    pub sections: &'static [Section],
    /// What `new` writes for fields besides the title: field and value. `{place}`, `{today}`, `{title}` and the like
    /// are filled in; a line with a placeholder that cannot be filled in is left out.
    pub new_fields: &'static [(&'static str, &'static str)],
}

/// What lists do with a record that is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenOver {
    /// It leaves all lists, the search and the feeds.
    LeavesLists,
    /// It moves to a list of past records.
    MovesToPastList,
    /// It stays in its lists, after those that are not over.
    ComesLast,
}

/// How a long list is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// Not at all.
    None,
    /// By the month of the next date; past records by the year.
    ByDate,
    /// By the first letter of the title.
    ByLetter,
}

/// A section of a record's page: other records under a heading.
#[derive(Debug)]
pub struct Section {
    /// What templates call it.
    pub name: &'static str,
    /// The id of the message that is its heading.
    pub title_message: &'static str,
    /// The kind of the records in it; `None` for records of any kind.
    pub kind: Option<Kind>,
    /// Where they come from.
    pub source: RecordSource,
    /// Whether these are the records that are over rather than the others.
    pub is_past: bool,
}

/// The calendar and the news feed about a record.
#[derive(Debug)]
pub struct FeedSpec {
    /// Where the events of the calendar come from.
    pub events: &'static [RecordSource],
    /// Where the entries of the news feed come from.
    pub news: &'static [RecordSource],
    /// The calendar's description, in English; `{title}` stands for the record's title.
    pub calendar_description: &'static str,
}

/// Where records that belong to a record come from: those of a section or of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordSource {
    /// Records that the record itself names in a role.
    Names(Role),
    /// Records that name the record in one of these roles.
    NamedBy(&'static [Role]),
    /// Records in the place, or in a place below it.
    InPlace,
}

impl KindSpec {
    /// Whether a script filters its list on the page itself: by several facets at once, which no page can.
    pub fn can_be_narrowed_on_page(&self) -> bool {
        self.facets.len() > 1
    }

    /// Whether each record has a calendar and a news feed.
    pub fn has_feeds(&self) -> bool {
        self.feeds.is_some()
    }
}

impl Section {
    const fn names(name: &'static str, title_message: &'static str, kind: Kind, role: Role) -> Self {
        Self { name, title_message, kind: Some(kind), source: RecordSource::Names(role), is_past: false }
    }

    const fn named_by(name: &'static str, title_message: &'static str, kind: Kind, roles: &'static [Role]) -> Self {
        Self { name, title_message, kind: Some(kind), source: RecordSource::NamedBy(roles), is_past: false }
    }

    const fn of_any_kind(name: &'static str, title_message: &'static str, roles: &'static [Role]) -> Self {
        Self { name, title_message, kind: None, source: RecordSource::NamedBy(roles), is_past: false }
    }

    const fn in_place(name: &'static str, title_message: &'static str, kind: Kind) -> Self {
        Self { name, title_message, kind: Some(kind), source: RecordSource::InPlace, is_past: false }
    }

    /// The same section, for records that are over.
    const fn past(self) -> Self {
        Self { is_past: true, ..self }
    }
}

/// What most kinds have in common.
const DEFAULT: KindSpec = KindSpec {
    kind: Kind::Page,
    word: "page",
    with_article: "a page",
    folder: "",
    label: "Page",
    has_pages: true,
    has_list: true,
    is_list_optional: false,
    when_over: WhenOver::LeavesLists,
    requires_places: false,
    grouping: Grouping::None,
    types: &[],
    default_type: None,
    type_messages: "type",
    facets: &[],
    feeds: None,
    is_news: false,
    menu_position: None,
    home_cards: 0,
    date_message: None,
    is_shareable: false,
    json_ld_type: "WebPage",
    sections: &[],
    new_fields: &[],
};

/// The kinds, in the order of their variants: lists show them in this order.
static SPECS: &[KindSpec] = &[
    KindSpec {
        kind: Kind::Story,
        word: "story",
        with_article: "a story",
        folder: "stories",
        label: "Story",
        types: &["story", "case-study", "news", "view", "statement"],
        default_type: Some("story"),
        facets: &[Facet::Type],
        is_news: true,
        menu_position: Some(0),
        home_cards: 6,
        is_shareable: true,
        json_ld_type: "Article",
        new_fields: &[("people", "none              # or their consents: [{consent: c-0001}]")],
        ..DEFAULT
    },
    KindSpec {
        kind: Kind::Partner,
        word: "partner",
        with_article: "a partner",
        folder: "partners",
        label: "Partner",
        grouping: Grouping::ByLetter,
        types: &[
            "organisation",
            "group",
            "partnership",
            "infrastructure",
            "faith",
            "school",
            "statutory",
            "funder",
            "business",
        ],
        facets: &[Facet::Type, Facet::Place, Facet::Topic, Facet::Language, Facet::Access],
        feeds: Some(FeedSpec {
            events: &[
                RecordSource::NamedBy(Role::ORGANISERS),
                RecordSource::NamedBy(Role::VENUES),
                RecordSource::NamedBy(&[Role::Speakers]),
                RecordSource::NamedBy(&[Role::Funders]),
            ],
            news: &[RecordSource::NamedBy(&[Role::Partners, Role::By, Role::Publisher, Role::Organiser])],
            calendar_description: "Events that {title} runs, hosts, speaks at or funds",
        }),
        menu_position: Some(2),
        json_ld_type: "Organization",
        sections: &[
            Section::named_by("organises", "they-run", Kind::Event, Role::ORGANISERS),
            Section::named_by("hosts", "held-here", Kind::Event, Role::VENUES),
            Section::named_by("speaks", "they-speak", Kind::Event, &[Role::Speakers]),
            Section::named_by("opportunities", "opportunities", Kind::Opportunity, &[Role::Organiser]),
            Section::named_by("stories", "stories", Kind::Story, &[Role::Partners, Role::By]),
            Section::named_by("campaigns", "campaigns", Kind::Campaign, &[Role::Partners, Role::LedBy]),
            Section::named_by("resources", "resources", Kind::Resource, &[Role::Publisher]),
            Section::named_by("parts", "parts", Kind::Partner, &[Role::PartOf]),
            Section::named_by("members", "members", Kind::Partner, &[Role::MemberOf]),
            Section::named_by("funds-stories", "funds-stories", Kind::Story, &[Role::Funders]),
            Section::named_by("funds-events", "funds-events", Kind::Event, &[Role::Funders]),
            Section::named_by("funds-campaigns", "funds-campaigns", Kind::Campaign, &[Role::Funders]),
            Section::named_by("funds-partners", "funds-partners", Kind::Partner, &[Role::Funders]),
            Section::named_by("funds-resources", "funds-resources", Kind::Resource, &[Role::Funders]),
            Section::named_by("funds-opportunities", "funds-opportunities", Kind::Opportunity, &[Role::Funders]),
            Section::named_by("funds-places", "funds-places", Kind::Place, &[Role::Funders]),
            Section::named_by("funds-pages", "funds-pages", Kind::Page, &[Role::Funders]),
            Section::of_any_kind("looks-after", "looks-after", &[Role::LookedAfterBy]),
            Section::named_by("organised", "they-ran", Kind::Event, Role::ORGANISERS).past(),
            Section::named_by("hosted", "were-held-here", Kind::Event, Role::VENUES).past(),
            Section::named_by("spoke", "they-spoke", Kind::Event, &[Role::Speakers]).past(),
            Section::named_by("funded-events", "funded-events", Kind::Event, &[Role::Funders]).past(),
        ],
        new_fields: &[("type", "organisation        # or group, faith, school, business …"), ("serves", "[{place}]")],
        ..DEFAULT
    },
    KindSpec {
        kind: Kind::Event,
        word: "event",
        with_article: "an event",
        folder: "events",
        label: "Event",
        when_over: WhenOver::MovesToPastList,
        grouping: Grouping::ByDate,
        facets: &[Facet::Language],
        menu_position: Some(1),
        home_cards: 6,
        is_shareable: true,
        json_ld_type: "Event",
        sections: &[Section::named_by("stories", "grown-stories", Kind::Story, &[Role::Event])],
        new_fields: &[("start", "{start}"), ("places", "[{place}]")],
        ..DEFAULT
    },
    KindSpec {
        kind: Kind::Place,
        word: "place",
        with_article: "a place",
        folder: "places",
        label: "Place",
        type_messages: "level",
        feeds: Some(FeedSpec {
            events: &[RecordSource::InPlace],
            news: &[RecordSource::InPlace],
            calendar_description: "Events in {title}",
        }),
        menu_position: Some(3),
        home_cards: 24,
        json_ld_type: "Place",
        sections: &[
            Section::in_place("places", "places-within", Kind::Place),
            Section::in_place("campaigns", "campaigns", Kind::Campaign),
            Section::in_place("events", "events", Kind::Event),
            Section::in_place("opportunities", "opportunities", Kind::Opportunity),
            Section::in_place("stories", "stories", Kind::Story),
            Section::in_place("partners", "partners", Kind::Partner),
            Section::in_place("resources", "resources", Kind::Resource),
            Section::in_place("pages", "pages", Kind::Page),
            Section::in_place("past-events", "past-events", Kind::Event).past(),
        ],
        new_fields: &[("level", "neighbourhood       # or village, town, district …")],
        ..DEFAULT
    },
    KindSpec {
        kind: Kind::Campaign,
        word: "campaign",
        with_article: "a campaign",
        folder: "campaigns",
        label: "Campaign",
        when_over: WhenOver::ComesLast,
        feeds: Some(FeedSpec {
            events: &[RecordSource::NamedBy(&[Role::Campaigns])],
            news: &[RecordSource::NamedBy(&[Role::Campaigns]), RecordSource::Names(Role::Toolkit)],
            calendar_description: "Events of the campaign {title}",
        }),
        menu_position: Some(4),
        home_cards: 3,
        date_message: Some("from-date"),
        is_shareable: true,
        json_ld_type: "Project",
        sections: &[
            Section::names("partners", "who-takes-part", Kind::Partner, Role::Partners),
            Section::names("toolkit", "toolkit", Kind::Resource, Role::Toolkit),
            Section::named_by("events", "events", Kind::Event, &[Role::Campaigns]),
            Section::named_by("opportunities", "opportunities", Kind::Opportunity, &[Role::Campaigns]),
            Section::named_by("stories", "stories", Kind::Story, &[Role::Campaigns]),
            Section::named_by("resources", "resources", Kind::Resource, &[Role::Campaigns]),
            Section::named_by("partner-records", "partners-in-it", Kind::Partner, &[Role::Campaigns]),
            Section::named_by("places", "places-in-it", Kind::Place, &[Role::Campaigns]),
            Section::named_by("pages", "pages", Kind::Page, &[Role::Campaigns]),
            Section::named_by("campaigns", "campaigns-in-it", Kind::Campaign, &[Role::Campaigns]),
            Section::named_by("past-events", "past-events", Kind::Event, &[Role::Campaigns]).past(),
        ],
        ..DEFAULT
    },
    KindSpec {
        kind: Kind::Resource,
        word: "resource",
        with_article: "a resource",
        folder: "resources",
        label: "Resource",
        types: &["report", "toolkit", "guide", "dialogue", "poster", "video"],
        facets: &[
            Facet::Type,
            Facet::Topic,
            Facet::Place,
            Facet::Language,
            Facet::Year,
            Facet::Audience,
            Facet::Author,
            Facet::Publisher,
            Facet::Licence,
        ],
        is_news: true,
        menu_position: Some(5),
        json_ld_type: "CreativeWork",
        sections: &[
            Section::names("supersedes", "supersedes", Kind::Resource, Role::Supersedes),
            Section::named_by("campaigns", "used-in", Kind::Campaign, &[Role::Toolkit]),
            Section::named_by("superseded-by", "superseded-by", Kind::Resource, &[Role::Supersedes]),
        ],
        new_fields: &[("type", "guide               # or report, toolkit, dialogue, poster, video")],
        ..DEFAULT
    },
    KindSpec {
        kind: Kind::Opportunity,
        word: "opportunity",
        with_article: "an opportunity",
        folder: "opportunities",
        label: "Opportunity",
        is_list_optional: true,
        type_messages: "commitment",
        facets: &[Facet::Type, Facet::Place, Facet::Topic, Facet::Access],
        is_news: true,
        menu_position: Some(6),
        home_cards: 3,
        is_shareable: true,
        json_ld_type: "JobPosting",
        new_fields: &[
            ("organiser", "{name: Your group} # or the slug of a partner"),
            ("commitment", "flexible            # or one-off, regular"),
            ("places", "[{place}]"),
            ("apply", "{text: Tell us that you would like to help.}  # or url, email, phone"),
            ("updated", "{today}"),
        ],
        ..DEFAULT
    },
    KindSpec {
        kind: Kind::Incident,
        word: "incident",
        with_article: "an incident",
        folder: "incidents",
        label: "Incident pack",
        has_pages: false,
        has_list: false,
        requires_places: true,
        new_fields: &[
            ("banner", "{{language}: {title}}"),
            ("places", "[{place}]"),
            ("until", "{next-week}         # the last day it would show"),
        ],
        ..DEFAULT
    },
    KindSpec { has_list: false, ..DEFAULT },
];

impl Kind {
    /// All kinds, in the order in which lists show them.
    pub fn all() -> impl ExactSizeIterator<Item = Self> + Clone {
        SPECS.iter().map(|spec| spec.kind)
    }

    /// The row of this kind in the table.
    pub fn spec(self) -> &'static KindSpec {
        &SPECS[self as usize]
    }

    /// The word for one record, such as `story`.
    pub fn as_str(self) -> &'static str {
        self.spec().word
    }

    /// The word for one record, with its article.
    pub fn with_article(self) -> &'static str {
        self.spec().with_article
    }

    /// Its folder below `content/`, which is also the first part of its addresses; empty for pages.
    pub fn folder(self) -> &'static str {
        self.spec().folder
    }

    /// The address of its list.
    pub fn list_address(self) -> String {
        format!("/{}/", self.folder())
    }

    /// Whether its records have pages.
    pub fn has_pages(self) -> bool {
        self.spec().has_pages
    }

    /// The kind whose folder this is.
    pub fn from_folder(folder: &str) -> Option<Self> {
        Self::all().find(|kind| !kind.folder().is_empty() && kind.folder() == folder)
    }

    /// The kind with this word, such as `story`; the folder's name is understood too.
    pub fn parse(word: &str) -> Option<Self> {
        Self::all().find(|kind| kind.as_str() == word).or_else(|| Self::from_folder(word))
    }

    /// The address of the page with all values of a facet, for facets with many.
    pub fn facet_values_address(self, facet: Facet) -> String {
        format!("/{}/{}/", self.folder(), facet.as_str())
    }

    /// The address of the list of its records that have a value of a facet.
    pub fn facet_address(self, facet: Facet, value: &str) -> String {
        format!("/{}/{}/{value}/", self.folder(), facet.as_str())
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calendars_have_the_events_of_the_sections_beside_them() {
        for spec in SPECS {
            let Some(feeds) = &spec.feeds else { continue };
            for section in spec.sections.iter().filter(|section| section.kind == Some(Kind::Event)) {
                assert!(feeds.events.contains(&section.source), "{}: {}", spec.word, section.name);
            }
        }
    }

    #[test]
    fn each_row_of_the_table_is_at_its_kind() {
        for (index, spec) in SPECS.iter().enumerate() {
            assert_eq!(spec.kind as usize, index, "{}", spec.word);
            assert_eq!(Kind::parse(spec.word), Some(spec.kind));
            assert!(spec.with_article.ends_with(spec.word));
        }
        assert_eq!(Kind::Page as usize + 1, SPECS.len());
    }
}
