//! What search engines read of an event: schema.org `Event`, as Google's Event guidelines ask for it
//! (developers.google.com/search/docs/appearance/structured-data/event).
//!
//! It is made of the page's own view and nothing else, so that it cannot say what the page does not show. Nothing is
//! made up: what is required and not known or not to be told (a time while safety is raised, any place at all)
//! means that there is no such data. A series is one `Event` for each of its next dates, each with an address of its
//! own on the page: Google reads neither `eventSchedule` nor one long event from the first date to the last.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::event::{EventView, InstanceView, VenueView};
use super::{LinkView, NameView, PageView};
use crate::publish::Publication;

/// Dates of a series that are told.
const DATES: usize = 6;

/// Countries (ISO 3166-1 alpha-2) with their currency (ISO 4217): a price of nothing has one too.
const CURRENCIES: &[(&str, &str)] = &[
    ("AU", "AUD"),
    ("BE", "EUR"),
    ("CA", "CAD"),
    ("DE", "EUR"),
    ("ES", "EUR"),
    ("FR", "EUR"),
    ("GB", "GBP"),
    ("IE", "EUR"),
    ("IT", "EUR"),
    ("NL", "EUR"),
    ("NZ", "NZD"),
    ("PL", "PLN"),
    ("PT", "EUR"),
    ("US", "USD"),
];

/// Structured data of a page (JSON-LD 1.1).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Structured(Value);

impl Structured {
    /// Of a page; `None` where it is no event's, or where something that must be said may not be or is not known.
    pub fn of(publication: &Publication, page: &PageView) -> Option<Self> {
        let event = page.event.as_ref()?;
        let maker = Maker { publication, page, event };
        let dates: Vec<&InstanceView> = match event.dates.is_empty() {
            true => event.next.iter().collect(),
            false => event.dates.iter().take(DATES).collect(),
        };
        let mut events = dates.into_iter().map(|date| maker.event(date)).collect::<Option<Vec<_>>>()?;
        let context = ("@context".to_owned(), json!("https://schema.org"));
        let whole = match events.len() {
            0 => return None,
            1 => std::iter::once(context).chain(events.remove(0)).collect(),
            _ => Map::from_iter([context, ("@graph".to_owned(), events.into_iter().map(Value::from).collect())]),
        };
        Some(Self(Value::Object(whole)))
    }

    /// The element that holds it. What could end or leave the element is written as JSON escapes (HTML, "restrictions
    /// on the contents of raw text elements"), which mean the same.
    pub fn script(&self) -> String {
        let mut script = "<script type=\"application/ld+json\">".to_owned();
        for c in self.0.to_string().chars() {
            match c {
                '<' => script.push_str("\\u003c"),
                '>' => script.push_str("\\u003e"),
                '&' => script.push_str("\\u0026"),
                '\u{2028}' => script.push_str("\\u2028"),
                '\u{2029}' => script.push_str("\\u2029"),
                c => script.push(c),
            }
        }
        script.push_str("</script>\n");
        script
    }
}

struct Maker<'a> {
    publication: &'a Publication,
    page: &'a PageView,
    event: &'a EventView,
}

impl Maker<'_> {
    fn event(&self, date: &InstanceView) -> Option<Map<String, Value>> {
        let (page, event) = (self.page, self.event);
        let location = self.location(date)?;
        let mode = match &location {
            Value::Array(_) => "MixedEventAttendanceMode",
            one if one["@type"] == "VirtualLocation" => "OnlineEventAttendanceMode",
            _ => "OfflineEventAttendanceMode",
        };
        let mut data = Map::new();
        let mut say = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                data.insert(name.to_owned(), value);
            }
        };
        say("@type", Some(json!("Event")));
        say("name", Some(json!(page.title)));
        say("url", self.url(date).map(Value::from));
        say("startDate", Some(json!(date.start.iso)));
        say("endDate", date.end.as_ref().map(|end| json!(end.iso)));
        say("previousStartDate", date.previous.as_ref().map(|start| json!(start.iso)));
        say("eventStatus", Some(schema(status(date.status))));
        say("eventAttendanceMode", Some(schema(mode)));
        say("location", Some(location));
        say("image", page.image.as_ref().and_then(|image| self.absolute(&image.src)).map(|src| json!([src])));
        say("description", Some(&page.summary).filter(|text| !text.is_empty()).map(|text| json!(text)));
        say("offers", self.offers(date));
        say("isAccessibleForFree", self.is_free().then_some(json!(true)));
        let organisers = event.organisers.iter().chain(&event.co_organisers);
        let organisers: Vec<Value> = organisers.map(|name| self.organisation(name)).collect();
        say("organizer", (!organisers.is_empty()).then_some(Value::from(organisers)));
        say("inLanguage", (!event.spoken.is_empty()).then(|| json!(event.spoken)));
        let audience = event.audience.as_ref();
        say("audience", audience.map(|text| json!({"@type": "Audience", "audienceType": text})));
        let capacity = event.booking.as_ref().and_then(|booking| booking.capacity);
        say("maximumAttendeeCapacity", capacity.map(Value::from));
        Some(data)
    }

    /// Each date of a series has an address of its own.
    fn url(&self, date: &InstanceView) -> Option<String> {
        let url = self.page.url.as_ref()?;
        Some(if self.event.repeats { format!("{url}#{}", date.id) } else { url.clone() })
    }

    /// Where it is: a place, an address on the internet, or both; as much as the page shows.
    fn location(&self, date: &InstanceView) -> Option<Value> {
        let online_only = date.status == Some("moved-online");
        let place = || self.place(date.venue.as_ref().or(self.event.venue.as_ref()));
        let is_online = self.event.online.is_some() || self.event.online_on_request;
        // Who has to ask for the link does so on the page.
        let link = self.event.online.clone().or_else(|| self.page.url.clone()).filter(|_| is_online || online_only);
        let online = link.map(|url| json!({"@type": "VirtualLocation", "url": url}));
        let has_venue = date.venue.is_some() || self.event.venue.is_some();
        match (online, online_only || (is_online && !has_venue)) {
            (online, true) => online,
            (None, false) => place(),
            (Some(online), false) => Some(json!([place()?, online])),
        }
    }

    /// A place with its address; where only the neighbourhood may be seen, that.
    fn place(&self, venue: Option<&VenueView>) -> Option<Value> {
        let address = venue.map(|venue| &venue.address);
        let area = address.and_then(|address| address.area.first()).or(self.page.places.first());
        let mut postal = Map::from_iter([("@type".to_owned(), json!("PostalAddress"))]);
        let mut say = |name: &str, value: Option<String>| {
            postal.extend(value.map(|value| (name.to_owned(), Value::from(value))));
        };
        let street = address.map(|address| address.street.join(", ")).filter(|street| !street.is_empty());
        let town = address.and_then(|address| address.town.clone()).or_else(|| area.map(|area| area.title.clone()));
        let postcode = address.and_then(|address| address.postcode.clone());
        if street.is_none() && town.is_none() && postcode.is_none() {
            return None;
        }
        say("streetAddress", street);
        say("addressLocality", town);
        say("postalCode", postcode);
        say("addressCountry", self.publication.config().country.clone());
        let name = venue.map(|venue| venue.name.title.as_str()).filter(|name| !name.is_empty());
        let name = name.or_else(|| area.map(|area: &LinkView| area.title.as_str()));
        let mut place = json!({"@type": "Place", "address": postal});
        if let Some(name) = name {
            place["name"] = json!(name);
        }
        if let Some((latitude, longitude)) = address.and_then(|address| address.latitude.zip(address.longitude)) {
            place["geo"] = json!({"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude});
        }
        Some(place)
    }

    fn is_free(&self) -> bool {
        self.event.cost.as_deref() == Some("free")
    }

    /// What a place costs is known only where it costs nothing: any other cost is a text for people.
    fn offers(&self, date: &InstanceView) -> Option<Value> {
        let country = self.publication.config().country.as_deref()?;
        let (_, currency) = CURRENCIES.iter().find(|(known, _)| *known == country)?;
        let booking = self.event.booking.as_ref();
        let url = booking.and_then(|booking| booking.url.clone()).or_else(|| self.url(date));
        let mut offer = json!({"@type": "Offer", "price": 0, "priceCurrency": currency});
        if let Some(url) = url {
            offer["url"] = json!(url);
        }
        match booking.and_then(|booking| booking.state) {
            Some("full" | "waiting-list") => offer["availability"] = schema("SoldOut"),
            Some("open") => offer["availability"] = schema("InStock"),
            _ => {}
        }
        self.is_free().then_some(offer)
    }

    fn organisation(&self, name: &NameView) -> Value {
        let mut data = json!({"@type": "Organization", "name": name.title});
        if let Some(url) = name.href.as_ref().and_then(|href| self.absolute(href)) {
            data["url"] = json!(url);
        }
        data
    }

    /// An address as it stands in `href`, with scheme and host.
    fn absolute(&self, href: &str) -> Option<String> {
        self.publication.base_url().map(|base| format!("{}{href}", base.origin))
    }
}

/// `EventStatusType` of a status.
fn status(word: Option<&str>) -> &'static str {
    match word {
        Some("cancelled") => "EventCancelled",
        Some("postponed") => "EventPostponed",
        Some("rescheduled") => "EventRescheduled",
        Some("moved-online") => "EventMovedOnline",
        _ => "EventScheduled",
    }
}

fn schema(word: &str) -> Value {
    Value::from(format!("https://schema.org/{word}"))
}
