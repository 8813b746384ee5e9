//! Names of files that the program makes.

use super::NumberedFile;

/// The list of the files in an output folder. A folder with this file is known to be an output folder.
pub const FILE_LIST: &str = ".commonground";
/// The calendar of several events, beside the page that lists them.
pub const CALENDAR_FILE: &str = "calendar.ics";
/// The calendar of an event, beside its page.
pub const EVENT_CALENDAR_FILE: &str = "event.ics";
/// The Atom feed of what a page lists, beside the page.
pub const ATOM_FILE: &str = "feed.xml";
/// The JSON Feed of what a page lists, beside the page.
pub const JSON_FEED_FILE: &str = "feed.json";
/// The RSS feed of what a page lists, beside the page.
pub const RSS_FILE: &str = "rss.xml";
/// The page on how to follow the events and the news of a page, below that page.
pub const SUBSCRIBE_FOLDER: &str = "subscribe/";
/// What a script reads to filter a list on the page, beside the list.
pub const CHOICES_FILE: &str = "choices.json";
/// The page for addresses that do not exist.
pub const NOT_FOUND_FILE: &str = "404.html";
/// The site's icon.
pub const ICON_FILE: &str = "icon.svg";
/// Rules for crawlers (RFC 9309).
pub const ROBOTS_FILE: &str = "robots.txt";
/// The list of all pages.
pub const SITEMAP_FILE: &str = "sitemap.xml";
/// The parts of a long list of all pages.
pub const SITEMAP_PART: NumberedFile = NumberedFile { prefix: "sitemap-", ending: ".xml" };
/// The words that the search knows, beside the page to search on.
pub const SEARCH_WORDS_FILE: &str = "words.txt";
/// The folder of the theme's files, whose names change with their bytes.
pub const STATIC_FOLDER: &str = "static/";
