//! What search engines and other programs read of a page: schema.org in JSON-LD 1.1.
//!
//! It is made of the page's own view and nothing else, so that it cannot say what the page does not show. Nothing is
//! made up: what is not known or not to be told is not there.

mod event;
mod list;
mod record;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::partner::AddressView;
use super::{LinkView, ListView, NameView, PageView, SiteView, Tongue};
use crate::publish::Publication;

/// Structured data of a page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Structured(Vec<Value>);

impl Structured {
    /// Of a record's page: what it is, and the way to it.
    pub fn of(publication: &Publication, page: &PageView) -> Self {
        let maker = Maker { publication, page };
        let own = match &page.event {
            Some(event) => event::of(&maker, event),
            None => Some(record::of(&maker)),
        };
        Self::with(own.into_iter().chain(list::trail(publication, &page.trail, &page.title, page.url.as_deref())))
    }

    /// Of a list.
    pub fn of_list(publication: &Publication, list: &ListView) -> Self {
        Self::of_page(publication, "CollectionPage", &list.title, list.url.as_deref(), &list.trail)
    }

    /// Of a page that is neither a record nor a list: `kind` is what schema.org calls it.
    pub fn of_page(publication: &Publication, kind: &str, title: &str, url: Option<&str>, trail: &[LinkView]) -> Self {
        let trail = list::trail(publication, trail, title, url);
        Self::with([list::page(publication, kind, title, url)].into_iter().chain(trail))
    }

    /// Of the front page.
    pub fn of_home(publication: &Publication, tongue: &Tongue) -> Self {
        Self::with([list::home(publication, &SiteView::of(publication, tongue))])
    }

    /// Each is a document by itself.
    fn with(documents: impl IntoIterator<Item = Value>) -> Self {
        let with_context = |mut document: Value| {
            document["@context"] = json!("https://schema.org");
            document
        };
        Self(documents.into_iter().map(with_context).collect())
    }

    /// The elements that hold it. What could end or leave such an element is written as JSON escapes (HTML, "restrictions
    /// on the contents of raw text elements"), which mean the same.
    pub fn script(&self) -> String {
        let mut script = String::new();
        for document in &self.0 {
            script.push_str("<script type=\"application/ld+json\">");
            for c in document.to_string().chars() {
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
        }
        script
    }
}

/// Something that is said: a type, and properties as far as they are known.
struct Data(Map<String, Value>);

impl Data {
    fn of(kind: &str) -> Self {
        Self(Map::from_iter([("@type".to_owned(), json!(kind))]))
    }

    fn say(&mut self, name: &str, value: Option<Value>) {
        self.0.extend(value.map(|value| (name.to_owned(), value)));
    }

    /// Says several values; one stands alone, and none says nothing.
    fn say_all(&mut self, name: &str, mut values: Vec<Value>) {
        match values.len() {
            0 => {}
            1 => self.say(name, values.pop()),
            _ => self.say(name, Some(Value::from(values))),
        }
    }

    fn text(&mut self, name: &str, text: &str) {
        self.say(name, Some(text).filter(|text| !text.is_empty()).map(Value::from));
    }
}

impl From<Data> for Value {
    fn from(data: Data) -> Self {
        Self::Object(data.0)
    }
}

struct Maker<'a> {
    publication: &'a Publication,
    page: &'a PageView,
}

impl Maker<'_> {
    fn organisation(&self, name: &NameView) -> Value {
        let mut data = Data::of("Organization");
        data.text("name", &name.title);
        data.say("url", name.href.as_ref().and_then(|href| self.absolute(href)).map(Value::from));
        data.into()
    }

    fn linked(&self, kind: &str, link: &LinkView) -> Value {
        let mut data = Data::of(kind);
        data.text("name", &link.title);
        data.say("url", self.absolute(&link.href).map(Value::from));
        data.into()
    }

    fn all_linked(&self, kind: &str, links: &[LinkView]) -> Vec<Value> {
        links.iter().map(|link| self.linked(kind, link)).collect()
    }

    /// An address, as much of it as is there; `area` stands in for the town.
    fn postal(&self, address: Option<&AddressView>, area: Option<&str>) -> Option<Value> {
        let mut postal = Data::of("PostalAddress");
        let street = address.map(|address| address.street.join(", ")).filter(|street| !street.is_empty());
        let town = address.and_then(|address| address.town.as_deref()).or(area);
        let postcode = address.and_then(|address| address.postcode.as_deref());
        if street.is_none() && town.is_none() && postcode.is_none() {
            return None;
        }
        postal.say("streetAddress", street.map(Value::from));
        postal.say("addressLocality", town.map(Value::from));
        postal.say("postalCode", postcode.map(Value::from));
        postal.say("addressCountry", self.publication.config().country.clone().map(Value::from));
        Some(postal.into())
    }

    /// An address with scheme and host: one of the site as it stands in `href`, or another as it is.
    fn absolute(&self, href: &str) -> Option<String> {
        absolute(self.publication, href)
    }
}

fn absolute(publication: &Publication, href: &str) -> Option<String> {
    match href.starts_with('/') {
        true => publication.base_url().map(|base| format!("{}{href}", base.origin)),
        false => Some(href.to_owned()),
    }
}

fn geo(latitude: Option<f64>, longitude: Option<f64>) -> Option<Value> {
    let (latitude, longitude) = latitude.zip(longitude)?;
    Some(json!({"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}))
}

fn schema(word: &str) -> Value {
    Value::from(format!("https://schema.org/{word}"))
}
