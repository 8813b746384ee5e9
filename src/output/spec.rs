//! The table of outputs.

use super::{
    ATOM_FILE, CALENDAR_FILE, CHOICES_FILE, EVENT_CALENDAR_FILE, FILE_LIST, ICON_FILE, JSON_FEED_FILE, NOT_FOUND_FILE,
    ROBOTS_FILE, RSS_FILE, ReservedAddress, SITEMAP_FILE, SITEMAP_PART, STATIC_FOLDER, SUBSCRIBE_FOLDER,
};
use crate::config::Config;
use crate::kind::{Kind, KindSpec};

/// What a file of the site is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OutputKind {
    /// The page of a record, in any language.
    RecordPage,
    /// An old address of a record.
    Redirect,
    /// The second or a later page of a record that lists other records.
    FurtherPage,
    /// The page of a topic.
    TopicPage,
    /// A page of a list: of a kind, of a month, of a facet's value.
    ListPage,
    /// The page that says how to follow events and news.
    SubscribePage,
    /// The front page, and the program's own pages about the site.
    SitePage,
    /// A picture or download of a record.
    RecordFile,
    /// A calendar.
    Calendar,
    /// A news feed.
    NewsFeed,
    /// What a script reads to filter a list on the page.
    Choices,
    /// A file that the search page loads.
    SearchIndex,
    /// The list of all pages for search engines.
    Sitemap,
    /// `robots.txt`.
    Robots,
    /// The site's icon.
    Icon,
    /// A file of the theme.
    ThemeFile,
    /// A file that the host reads.
    HostFile,
}

/// What all files of an output have in common.
#[derive(Debug)]
pub struct OutputSpec {
    /// The output.
    pub kind: OutputKind,
    /// The word for the output in the list of an output folder's files.
    pub word: &'static str,
    /// Whether a network has this output, by its `site.yaml`.
    pub is_wanted: fn(&Config) -> bool,
    /// Addresses that nothing else may have.
    pub reserved: &'static [ReservedAddress],
    /// Whether people link to its files. A file that people link to must not vanish without a fault.
    pub is_linkable: bool,
    /// How long browsers may keep its files; `None` when they must ask each time.
    pub caching: Option<CachingRule>,
    /// The endings of its text files, for hosts that must be told their encoding.
    pub text_endings: &'static [&'static str],
}

/// How long browsers may keep some files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CachingRule {
    /// Which files; no file of another output matches.
    pub files: FilePattern,
    /// The value of the header `Cache-Control` (RFC 9111 §5.2).
    pub cache_control: &'static str,
}

/// Files by their addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilePattern {
    /// All with an ending, such as `ics`.
    Ending(&'static str),
    /// All in a folder at the root, such as `static/`.
    Folder(&'static str),
}

const DEFAULT: OutputSpec = OutputSpec {
    kind: OutputKind::ListPage,
    word: "list-page",
    is_wanted: |_| true,
    reserved: &[],
    is_linkable: false,
    caching: None,
    text_endings: &[],
};

/// The outputs, in the order of their variants.
static SPECS: &[OutputSpec] = &[
    OutputSpec { kind: OutputKind::RecordPage, word: "record-page", is_linkable: true, ..DEFAULT },
    OutputSpec { kind: OutputKind::Redirect, word: "redirect", is_linkable: true, ..DEFAULT },
    OutputSpec { kind: OutputKind::FurtherPage, word: "further-page", ..DEFAULT },
    OutputSpec { kind: OutputKind::TopicPage, word: "topic-page", is_linkable: true, ..DEFAULT },
    DEFAULT,
    OutputSpec {
        kind: OutputKind::SubscribePage,
        word: "subscribe-page",
        is_wanted: |config| config.has_calendars() || config.has_feeds(),
        reserved: &[
            ReservedAddress::BesideList(|spec| spec.kind == Kind::Event, SUBSCRIBE_FOLDER),
            ReservedAddress::BesideTopic(SUBSCRIBE_FOLDER),
            ReservedAddress::BesideEventLanguage(SUBSCRIBE_FOLDER),
            ReservedAddress::BesideRecord(KindSpec::has_feeds, SUBSCRIBE_FOLDER),
        ],
        ..DEFAULT
    },
    OutputSpec {
        kind: OutputKind::SitePage,
        word: "site-page",
        reserved: &[ReservedAddress::File(NOT_FOUND_FILE)],
        ..DEFAULT
    },
    OutputSpec { kind: OutputKind::RecordFile, word: "record-file", ..DEFAULT },
    OutputSpec {
        kind: OutputKind::Calendar,
        word: "calendar",
        is_wanted: Config::has_calendars,
        reserved: &[
            ReservedAddress::BesideList(|spec| spec.kind == Kind::Event, CALENDAR_FILE),
            ReservedAddress::BesideTopic(CALENDAR_FILE),
            ReservedAddress::BesideEventLanguage(CALENDAR_FILE),
            ReservedAddress::BesideRecord(KindSpec::has_feeds, CALENDAR_FILE),
            ReservedAddress::BesideRecord(|spec| spec.kind == Kind::Event, EVENT_CALENDAR_FILE),
        ],
        // Programs ask for calendars often, and a cancelled event must soon be shown as cancelled.
        caching: Some(CachingRule { files: FilePattern::Ending("ics"), cache_control: "public, max-age=900" }),
        text_endings: &["ics"],
        ..DEFAULT
    },
    OutputSpec {
        kind: OutputKind::NewsFeed,
        word: "news-feed",
        is_wanted: Config::has_feeds,
        reserved: &[
            ReservedAddress::File(ATOM_FILE),
            ReservedAddress::File(JSON_FEED_FILE),
            ReservedAddress::BesideTopic(ATOM_FILE),
            ReservedAddress::BesideRecord(KindSpec::has_feeds, ATOM_FILE),
            ReservedAddress::BesideTopic(JSON_FEED_FILE),
            ReservedAddress::BesideRecord(KindSpec::has_feeds, JSON_FEED_FILE),
            ReservedAddress::File(RSS_FILE),
            ReservedAddress::BesideTopic(RSS_FILE),
            ReservedAddress::BesideRecord(KindSpec::has_feeds, RSS_FILE),
        ],
        ..DEFAULT
    },
    OutputSpec {
        kind: OutputKind::Choices,
        word: "choices",
        reserved: &[ReservedAddress::BesideList(|spec| spec.can_be_narrowed_on_page(), CHOICES_FILE)],
        ..DEFAULT
    },
    OutputSpec {
        kind: OutputKind::SearchIndex,
        word: "search-index",
        is_wanted: Config::has_search,
        // All others have fingerprints in their names.
        reserved: &[
            ReservedAddress::File("search/words.txt"),
            ReservedAddress::File("search/pagefind.js"),
            ReservedAddress::File("search/pagefind-entry.json"),
            ReservedAddress::File("search/wasm.unknown.pagefind"),
            ReservedAddress::File("search/wasm.{language}.pagefind"),
        ],
        ..DEFAULT
    },
    OutputSpec {
        kind: OutputKind::Sitemap,
        word: "sitemap",
        reserved: &[ReservedAddress::File(SITEMAP_FILE), ReservedAddress::Numbered(SITEMAP_PART)],
        ..DEFAULT
    },
    OutputSpec { kind: OutputKind::Robots, word: "robots", reserved: &[ReservedAddress::File(ROBOTS_FILE)], ..DEFAULT },
    OutputSpec { kind: OutputKind::Icon, word: "icon", reserved: &[ReservedAddress::File(ICON_FILE)], ..DEFAULT },
    OutputSpec {
        kind: OutputKind::ThemeFile,
        word: "theme-file",
        reserved: &[ReservedAddress::Folder(STATIC_FOLDER)],
        caching: Some(CachingRule {
            files: FilePattern::Folder(STATIC_FOLDER),
            cache_control: "public, max-age=31536000, immutable",
        }),
        text_endings: &["css", "js"],
        ..DEFAULT
    },
    OutputSpec {
        kind: OutputKind::HostFile,
        word: "host-file",
        reserved: &[
            ReservedAddress::File("_headers"),
            ReservedAddress::File("_redirects"),
            ReservedAddress::File("_worker.js"),
            ReservedAddress::File("CNAME"),
            ReservedAddress::File(FILE_LIST),
        ],
        ..DEFAULT
    },
];

impl OutputKind {
    /// All outputs.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        SPECS.iter().map(|spec| spec.kind)
    }

    /// What its files have in common.
    pub fn spec(self) -> &'static OutputSpec {
        &SPECS[self as usize]
    }

    /// The word for it, such as `calendar`.
    pub fn as_str(self) -> &'static str {
        self.spec().word
    }

    /// The output with this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::all().find(|kind| kind.as_str() == word)
    }

    /// The rules of all outputs on how long files may be kept.
    pub fn caching_rules() -> impl Iterator<Item = CachingRule> {
        Self::all().filter_map(|kind| kind.spec().caching)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_of_the_table_is_at_its_output() {
        for (index, spec) in SPECS.iter().enumerate() {
            assert_eq!(spec.kind as usize, index, "{}", spec.word);
            assert_eq!(OutputKind::parse(spec.word), Some(spec.kind));
        }
        assert_eq!(OutputKind::HostFile as usize + 1, SPECS.len());
    }
}
