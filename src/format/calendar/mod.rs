//! Calendars (RFC 5545, RFC 7986): one to subscribe to for each feed, and one to download for each event.
//!
//! An event is written once for all calendars that contain it. No calendar contains the time of the build: an event's
//! `DTSTAMP` is the instant of the last change to what is said about it.
//!
//! This room knows lines, folding and zones. What may be shown is decided by
//! [`VisibleRecord`](crate::publish::VisibleRecord), and `publish::calendar_recurrence` decides which rule and dates
//! calendars get. `tests/judges` expands every calendar with other programs and compares the dates with those of the
//! pages.

mod content_lines;
mod event;
mod vtimezone;

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::sync::{Arc, Mutex, OnceLock};

use jiff::tz::TimeZone;

use self::content_lines::ContentLines;
use self::event::CalendarEvent;
use super::output::{FileMaker, Output};
use crate::output::{OutputFile, OutputKind};
use crate::publish::{Calendar, CalendarFeed, FeedScope, Publication, Reads, RecordIndex, note_reads, track_reads};
use crate::record::Channel;
use crate::theme::Renderer;

/// How often programs should look for changes (RFC 7986 §5.7).
const REFRESH_INTERVAL: &str = "PT6H";

/// A zone's name with the first and the last year of its rules.
type ZoneKey = (String, i16, i16);

/// The calendars of a publication. What several of them have in common is made once.
pub(super) struct Calendars<'a> {
    publication: &'a Publication,
    all: OnceLock<Vec<Calendar>>,
    events: Vec<OnceLock<SharedEvent>>,
    zones: Mutex<HashMap<ZoneKey, Arc<str>>>,
}

/// An event as calendars have it, and the records that were read for it.
type SharedEvent = (Option<Arc<CalendarEvent>>, Reads);

impl<'a> Calendars<'a> {
    /// Prepares what calendars share.
    pub(super) fn new(renderer: &'a Renderer) -> Self {
        let publication = renderer.publication();
        let events = std::iter::repeat_with(OnceLock::new).take(publication.list_ranks().len()).collect();
        Self { publication, all: OnceLock::new(), events, zones: Mutex::default() }
    }

    /// One calendar; `None` when it may not be shown.
    fn render(&self, calendar: Calendar) -> Option<Output> {
        let file = self.file(calendar)?;
        let text = match calendar {
            Calendar::Feed(scope) => self.render_feed(&self.publication.calendar_feed(scope)?),
            Calendar::Event(ix) => self.render_event_file(ix)?,
        };
        Some(Output { file, bytes: text.into_bytes() })
    }

    /// The file of a calendar; `None` when the site does not have it.
    fn file(&self, calendar: Calendar) -> Option<OutputFile> {
        let record = match calendar {
            Calendar::Feed(scope) => scope.record(),
            Calendar::Event(ix) => Some(ix),
        };
        let file = OutputFile::at(OutputKind::Calendar, &self.publication.calendar_address(calendar)?);
        Some(file.of_record(record.map(|ix| self.publication.record_id(ix))))
    }

    fn all(&self) -> &[Calendar] {
        self.all.get_or_init(|| self.publication.calendars())
    }

    fn render_feed(&self, feed: &CalendarFeed) -> String {
        let publication = self.publication;
        let config = publication.config();
        let mut lines = calendar_header();
        let name = match feed.scope {
            FeedScope::Network => config.title.clone(),
            _ => format!("{} – {}", feed.title, config.title),
        };
        lines.push_text("UID", &format!("{}@{}", feed.id, publication.network_host()));
        lines.push_text("NAME", &name);
        lines.push_text("X-WR-CALNAME", &name);
        let description = match feed.scope {
            FeedScope::Network => config.description.clone().unwrap_or_else(|| format!("Events of {}", config.title)),
            FeedScope::Topic(_) => format!("Events about {}", feed.title),
            FeedScope::Language(_) => format!("Events in this language: {}", feed.title),
            FeedScope::Record(_) => {
                let feeds = publication.feed_kind(feed.scope).and_then(|kind| kind.spec().feeds.as_ref());
                feeds.map_or("", |feeds| feeds.calendar_description).replace("{title}", &feed.title)
            }
        };
        lines.push_text("DESCRIPTION", &description);
        lines.push("REFRESH-INTERVAL;VALUE=DURATION", REFRESH_INTERVAL);
        lines.push("X-PUBLISHED-TTL", REFRESH_INTERVAL);
        if let (Some(page), Some(feed_url)) =
            (publication.absolute_url(&feed.page_address), publication.absolute_url(&feed.address()))
        {
            lines.push("URL", &page);
            lines.push("SOURCE;VALUE=URI", &feed_url);
        }
        let events = publication.calendar_feed_events(feed.scope);
        let events: Vec<Arc<CalendarEvent>> = events.into_iter().filter_map(|ix| self.calendar_event(ix)).collect();
        self.finish_with_events(lines, &events)
    }

    fn render_event_file(&self, ix: RecordIndex) -> Option<String> {
        Some(self.finish_with_events(calendar_header(), &[self.calendar_event(ix)?]))
    }

    /// Adds the zones that the events need, the events, and the end.
    fn finish_with_events(&self, mut lines: ContentLines, events: &[Arc<CalendarEvent>]) -> String {
        let mut zones: BTreeMap<&str, (&TimeZone, i16, i16)> = BTreeMap::new();
        for event in events {
            let Some((name, rules)) = &event.zone else { continue };
            let (first, last) = event.years;
            let known = zones.entry(name).or_insert((rules, first, last));
            *known = (rules, known.1.min(first), known.2.max(last));
        }
        for (name, (rules, first, last)) in zones {
            lines.push_finished(&self.vtimezone(name, rules, first, last));
        }
        events.iter().for_each(|event| lines.push_finished(&event.text));
        lines.push("END", "VCALENDAR");
        lines.into_string()
    }

    fn calendar_event(&self, ix: RecordIndex) -> Option<Arc<CalendarEvent>> {
        let write = || {
            let record = self.publication.visible(ix, Channel::Calendar)?;
            event::write_event(self.publication, &record).map(Arc::new)
        };
        let (event, reads) = self.events[ix.as_usize()].get_or_init(|| track_reads(write));
        note_reads(reads);
        event.clone()
    }

    fn vtimezone(&self, name: &str, rules: &TimeZone, first: i16, last: i16) -> Arc<str> {
        let key = (name.to_owned(), first, last);
        let mut zones = self.zones.lock().expect("nobody panics with it");
        let vtimezone = zones.entry(key).or_insert_with(|| vtimezone::write_vtimezone(name, rules, first, last).into());
        Arc::clone(vtimezone)
    }
}

impl FileMaker for Calendars<'_> {
    fn piece_count(&self) -> usize {
        self.all().len()
    }

    fn render_piece(&self, piece: usize) -> io::Result<Vec<Output>> {
        Ok(self.render(self.all()[piece]).into_iter().collect())
    }

    fn piece_files(&self, piece: usize) -> Option<Vec<OutputFile>> {
        self.file(self.all()[piece]).map(|file| vec![file])
    }

    fn render_at(&self, address: &str) -> Option<Output> {
        self.render(self.publication.calendar_at(address)?)
    }
}

/// The lines with which every calendar begins.
fn calendar_header() -> ContentLines {
    let mut lines = ContentLines::default();
    lines.push("BEGIN", "VCALENDAR");
    lines.push("VERSION", "2.0");
    lines.push("PRODID", "-//Common Ground//commonground//EN");
    lines.push("CALSCALE", "GREGORIAN");
    lines.push("METHOD", "PUBLISH");
    lines
}
