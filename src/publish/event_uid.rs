//! The ids and zones of events in calendars.

use std::collections::HashMap;

use jiff::tz::TimeZone;

use super::publication::Publication;
use super::visible_record::VisibleRecord;
use crate::path::slugify;
use crate::record::{Event, KindFields};
use crate::site::{RecordIndex, note_reads};

impl Publication {
    /// The `UID` of an event (RFC 5545 §3.8.4.7): its own `uid`, else its slug at the network's host, wherever the site is
    /// published. Of two events with the same `uid` the first has it.
    pub fn event_uid(&self, record: &VisibleRecord<'_>) -> String {
        if let KindFields::Event(event) = record.fields()
            && let Some(uid) = stated_uid(event)
            && self.read_events_by_uid().get(uid) == Some(&record.record_index())
        {
            return uid.to_owned();
        }
        format!("{}@{}", record.id().slug, self.network_host())
    }

    /// The events by their `uid`. Any event may state one, so each counts as read.
    fn read_events_by_uid(&self) -> &HashMap<String, RecordIndex> {
        note_reads(&None);
        self.events_by_uid()
    }

    fn events_by_uid(&self) -> &HashMap<String, RecordIndex> {
        self.events_by_uid.get_or_init(|| {
            let mut events = HashMap::new();
            for (ix, record) in self.site.indexed_records() {
                if let Some(KindFields::Event(event)) = &record.parsed.fields
                    && let Some(uid) = stated_uid(event)
                {
                    events.entry(uid.to_owned()).or_insert(ix);
                }
            }
            events
        })
    }

    /// The host of `base_url` in `site.yaml`; without one, a name made from the network's title.
    pub fn network_host(&self) -> String {
        let host = self.site.config.base_url.as_ref().and_then(|base| base.origin.split("://").nth(1));
        host.map_or_else(|| format!("{}.invalid", slugify(&self.site.config.title)), str::to_owned)
    }

    /// The name and the rules of the zone of an event's times.
    pub fn event_zone<'a>(&'a self, record: &VisibleRecord<'a>) -> (&'a str, &'a TimeZone) {
        let (rules, name) = record.zone();
        (name.unwrap_or(&self.site.config.zone.name), rules)
    }
}

fn stated_uid(event: &Event) -> Option<&str> {
    event.uid.as_deref().map(str::trim).filter(|uid| !uid.is_empty())
}
