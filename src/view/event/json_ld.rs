//! Events for search engines: schema.org `Event`, as Google's guidelines for events ask for it
//! (developers.google.com/search/docs/appearance/structured-data/event).
//!
//! It is made from the page's own view, so it cannot say what the page does not show, and no value is invented. When a
//! required value is unknown or may not be shown (a time while safety is raised, or a place), there is no such data. A
//! series is one `Event` for each of its next dates, each with its own address on the page, because Google reads
//! neither `eventSchedule` nor one long event from the first date to the last.

use serde_json::{Map, Value, json};

use super::event_view::{EventView, SpeakerView};
use super::occurrence::OccurrenceView;
use super::venue::VenueView;
use crate::country::Country;
use crate::view::json_ld::{JsonLdNode, JsonLdNodeBuilder, geo_node, schema_org_url};
use crate::view::link::LinkView;

/// The most dates of a series that search engines get.
const MAX_DATES: usize = 6;

impl EventView {
    /// The next dates of the event; empty when a required value is unknown or may not be shown.
    pub(in crate::view) fn json_ld(&self, builder: &JsonLdNodeBuilder<'_>) -> Option<Value> {
        let event_builder = EventBuilder { builder, event: self };
        let dates: Vec<&OccurrenceView> = match self.next_dates.is_empty() {
            true => self.next_or_last.iter().collect(),
            false => self.next_dates.iter().take(MAX_DATES).collect(),
        };
        let mut events = dates.into_iter().map(|date| event_builder.event_node(date)).collect::<Option<Vec<_>>>()?;
        match events.len() {
            0 => None,
            1 => Some(Value::Object(events.remove(0))),
            _ => Some(json!({"@graph": events})),
        }
    }
}

struct EventBuilder<'a> {
    builder: &'a JsonLdNodeBuilder<'a>,
    event: &'a EventView,
}

impl EventBuilder<'_> {
    fn event_node(&self, date: &OccurrenceView) -> Option<Map<String, Value>> {
        let (page, event) = (&self.builder.page, self.event);
        let location = self.location(date)?;
        let mode = match &location {
            Value::Array(_) => "MixedEventAttendanceMode",
            one if one["@type"] == "VirtualLocation" => "OnlineEventAttendanceMode",
            _ => "OfflineEventAttendanceMode",
        };
        let mut node = JsonLdNode::new("Event");
        let mut set = |name: &str, value: Option<Value>| node.set(name, value);
        set("name", Some(json!(page.title)));
        set("url", self.date_url(date).map(Value::from));
        set("startDate", Some(json!(date.start.iso)));
        set("endDate", date.end.as_ref().map(|end| json!(end.iso)));
        set("previousStartDate", date.previous_start.as_ref().map(|start| json!(start.iso)));
        set("eventStatus", Some(schema_org_url(event_status_type(date.status))));
        set("eventAttendanceMode", Some(schema_org_url(mode)));
        set("location", Some(location));
        set(
            "image",
            page.image.and_then(|image| self.builder.publication.absolute_href(&image.src)).map(|src| json!([src])),
        );
        set("description", Some(page.summary).filter(|text| !text.is_empty()).map(|text| json!(text)));
        set("offers", self.offer_node(date));
        set("isAccessibleForFree", self.is_free().then_some(json!(true)));
        let organisers = event.organisers.iter().chain(&event.co_organisers);
        let organisers: Vec<Value> = organisers.map(|name| self.builder.organisation_node(name)).collect();
        set("organizer", (!organisers.is_empty()).then_some(Value::from(organisers)));
        let speakers: Vec<Value> = event.speakers.iter().map(|speaker| self.performer_node(speaker)).collect();
        set("performer", (!speakers.is_empty()).then_some(Value::from(speakers)));
        set("inLanguage", (!event.spoken_languages.is_empty()).then(|| json!(event.spoken_languages)));
        let audience = event.audience.as_ref();
        set("audience", audience.map(|text| json!({"@type": "Audience", "audienceType": text})));
        let capacity = event.booking.as_ref().and_then(|booking| booking.capacity);
        set("maximumAttendeeCapacity", capacity.map(Value::from));
        Some(node.0)
    }

    fn performer_node(&self, speaker: &SpeakerView) -> Value {
        let schema_type = if speaker.person { "Person" } else { "Organization" };
        self.builder.named_node(schema_type, &speaker.name)
    }

    /// Each date of a series has an address of its own.
    fn date_url(&self, date: &OccurrenceView) -> Option<String> {
        let url = self.builder.page.url?;
        Some(if self.event.repeats { format!("{url}#{}", date.id) } else { url.to_owned() })
    }

    /// The location: a place, an address on the internet, or both; as much as the page shows.
    fn location(&self, date: &OccurrenceView) -> Option<Value> {
        let online_only = date.status == Some("moved-online");
        let place_node = || self.place_node(date.venue.as_ref().or(self.event.venue.as_ref()));
        let is_online = self.event.online_url.is_some() || self.event.online_on_request;
        // If people must ask for the link, they ask on the page.
        let link = self
            .event
            .online_url
            .clone()
            .or_else(|| self.builder.page.url.map(str::to_owned))
            .filter(|_| is_online || online_only);
        let online = link.map(|url| json!({"@type": "VirtualLocation", "url": url}));
        let has_venue = date.venue.is_some() || self.event.venue.is_some();
        match (online, online_only || (is_online && !has_venue)) {
            (online, true) => online,
            (None, false) => place_node(),
            (Some(online), false) => Some(json!([place_node()?, online])),
        }
    }

    /// A place with its address, or with its neighbourhood when nothing more may be shown.
    fn place_node(&self, venue: Option<&VenueView>) -> Option<Value> {
        let address = venue.map(|venue| &venue.address);
        let area = address.and_then(|address| address.area.first()).or(self.builder.page.places.first());
        let area = area.map(|area: &LinkView| area.title.as_str());
        let name = venue.map(|venue| venue.name.title.as_str()).filter(|name| !name.is_empty());
        let mut place = JsonLdNode::new("Place");
        place.set("address", Some(self.builder.address_node(address, area)?));
        place.set("name", name.or(area).map(Value::from));
        place.set("geo", address.and_then(|address| geo_node(address.latitude, address.longitude)));
        Some(Value::Object(place.0))
    }

    fn is_free(&self) -> bool {
        self.event.cost.as_deref() == Some("free")
    }

    /// Only a free event has a price: any other cost is a text.
    fn offer_node(&self, date: &OccurrenceView) -> Option<Value> {
        let country = self.builder.publication.config().country.as_deref()?;
        let currency = Country::find(country)?.currency;
        let booking = self.event.booking.as_ref();
        let url = booking.and_then(|booking| booking.url.clone()).or_else(|| self.date_url(date));
        let mut offer = json!({"@type": "Offer", "price": 0, "priceCurrency": currency});
        if let Some(url) = url {
            offer["url"] = json!(url);
        }
        match booking.and_then(|booking| booking.state) {
            Some("full" | "waiting-list") => offer["availability"] = schema_org_url("SoldOut"),
            Some("open") => offer["availability"] = schema_org_url("InStock"),
            _ => {}
        }
        self.is_free().then_some(offer)
    }
}

/// The schema.org `EventStatusType` of a status.
fn event_status_type(word: Option<&str>) -> &'static str {
    match word {
        Some("cancelled") => "EventCancelled",
        Some("postponed") => "EventPostponed",
        Some("rescheduled") => "EventRescheduled",
        Some("moved-online") => "EventMovedOnline",
        _ => "EventScheduled",
    }
}
