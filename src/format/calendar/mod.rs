//! Calendars (RFC 5545, RFC 7986): one for each feed, to subscribe to, and one for each event, to keep.
//!
//! An event is written once for all calendars that have it. Nothing in them tells when they were made: an event's stamp
//! is the instant at which what is said of it last changed.

mod event;
mod lines;
mod zone;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock};

use jiff::tz::TimeZone;

use self::event::Written;
use self::lines::Lines;
use super::Output;
use crate::path;
use crate::publish::{Calendar, CalendarFeed, FeedScope, Publication, RecordIndex};
use crate::record::Channel;

/// How often programs should look for changes (RFC 7986 §5.7).
const REFRESH: &str = "PT6H";

/// A zone's name with the first and the last year of its rules.
type ZoneKey = (String, i16, i16);

/// The calendars of a publication; what several of them have in common is made once.
pub struct Calendars<'a> {
    publication: &'a Publication,
    events: Vec<OnceLock<Option<Arc<Written>>>>,
    zones: Mutex<HashMap<ZoneKey, Arc<str>>>,
}

impl<'a> Calendars<'a> {
    /// Makes ready.
    pub fn of(publication: &'a Publication) -> Self {
        let events = std::iter::repeat_with(OnceLock::new).take(publication.list_ranks().len()).collect();
        Self { publication, events, zones: Mutex::default() }
    }

    /// One calendar; none where it may not be told.
    pub fn print(&self, calendar: Calendar) -> Option<Output> {
        let (address, text) = match calendar {
            Calendar::Feed(scope) => {
                let feed = self.publication.calendar_feed(scope)?;
                (feed.address(), self.feed(&feed))
            }
            Calendar::Event(ix) => (self.publication.calendar_address(calendar)?, self.single(ix)?),
        };
        Some(Output { path: path::output_path(&address), bytes: text.into_bytes() })
    }

    fn feed(&self, feed: &CalendarFeed) -> String {
        let publication = self.publication;
        let config = publication.config();
        let mut lines = head();
        let name = match feed.scope {
            FeedScope::Network => config.title.clone(),
            _ => format!("{} – {}", feed.title, config.title),
        };
        lines.text("UID", &format!("{}@{}", feed.id, publication.network_host()));
        lines.text("NAME", &name);
        lines.text("X-WR-CALNAME", &name);
        let about = match feed.scope {
            FeedScope::Network => config.description.clone().unwrap_or_else(|| format!("Events of {}", config.title)),
            FeedScope::Place(_) => format!("Events in {}", feed.title),
            FeedScope::Partner(_) => format!("Events that {} runs or hosts", feed.title),
            FeedScope::Campaign(_) => format!("Events of the campaign {}", feed.title),
            FeedScope::Topic(_) => format!("Events about {}", feed.title),
        };
        lines.text("DESCRIPTION", &about);
        lines.put("REFRESH-INTERVAL;VALUE=DURATION", REFRESH);
        lines.put("X-PUBLISHED-TTL", REFRESH);
        if let (Some(page), Some(own)) =
            (publication.absolute_url(&feed.page_address), publication.absolute_url(&feed.address()))
        {
            lines.put("URL", &page);
            lines.put("SOURCE;VALUE=URI", &own);
        }
        let events = publication.calendar_feed_events(feed.scope);
        let events: Vec<Arc<Written>> = events.into_iter().filter_map(|ix| self.event(ix)).collect();
        self.with_events(lines, &events)
    }

    fn single(&self, ix: RecordIndex) -> Option<String> {
        Some(self.with_events(head(), &[self.event(ix)?]))
    }

    /// The zones that the events need, the events, and the end.
    fn with_events(&self, mut lines: Lines, events: &[Arc<Written>]) -> String {
        let mut zones: BTreeMap<&str, (&TimeZone, i16, i16)> = BTreeMap::new();
        for event in events {
            let Some((name, rules)) = &event.zone else { continue };
            let (first, last) = event.years;
            let known = zones.entry(name).or_insert((rules, first, last));
            *known = (rules, known.1.min(first), known.2.max(last));
        }
        for (name, (rules, first, last)) in zones {
            lines.lines(&self.zone(name, rules, first, last));
        }
        events.iter().for_each(|event| lines.lines(&event.text));
        lines.put("END", "VCALENDAR");
        lines.into_text()
    }

    fn event(&self, ix: RecordIndex) -> Option<Arc<Written>> {
        let write = || {
            let seen = self.publication.visible(ix, Channel::Calendar)?;
            event::write(self.publication, &seen).map(Arc::new)
        };
        self.events[ix.as_usize()].get_or_init(write).clone()
    }

    fn zone(&self, name: &str, rules: &TimeZone, first: i16, last: i16) -> Arc<str> {
        let key = (name.to_owned(), first, last);
        let mut zones = self.zones.lock().expect("nobody panics with it");
        let made = zones.entry(key).or_insert_with(|| zone::vtimezone(name, rules, first, last).into());
        Arc::clone(made)
    }
}

/// What every calendar begins with.
fn head() -> Lines {
    let mut lines = Lines::default();
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", "-//Common Ground//commonground//EN");
    lines.put("CALSCALE", "GREGORIAN");
    lines.put("METHOD", "PUBLISH");
    lines
}
