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
use super::{LinkView, ListView, Locale, NameView, PageView, SiteView};
use crate::publish::Publication;

/// Structured data of a page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JsonLd(Vec<Value>);

impl JsonLd {
    /// Of a record's page: what it is, and the way to it.
    pub fn for_record(publication: &Publication, page: &PageView) -> Self {
        let builder = NodeBuilder { publication, page };
        let record_document = match &page.event {
            Some(event) => event::event_document(&builder, event),
            None => Some(record::record_node(&builder)),
        };
        Self::from_documents(record_document.into_iter().chain(list::breadcrumb_list(
            publication,
            &page.breadcrumbs,
            &page.title,
            page.url.as_deref(),
        )))
    }

    /// Of a list.
    pub fn for_list(publication: &Publication, list: &ListView) -> Self {
        Self::for_page(publication, "CollectionPage", &list.title, list.url.as_deref(), &list.breadcrumbs)
    }

    /// Of a page that is neither a record nor a list: `kind` is what schema.org calls it.
    pub fn for_page(
        publication: &Publication,
        schema_type: &str,
        title: &str,
        url: Option<&str>,
        breadcrumbs: &[LinkView],
    ) -> Self {
        let breadcrumbs = list::breadcrumb_list(publication, breadcrumbs, title, url);
        Self::from_documents([list::page_document(publication, schema_type, title, url)].into_iter().chain(breadcrumbs))
    }

    /// Of the front page.
    pub fn for_home(publication: &Publication, locale: &Locale) -> Self {
        Self::from_documents([list::website_document(publication, &SiteView::new(publication, locale))])
    }

    /// Each is a document by itself.
    fn from_documents(documents: impl IntoIterator<Item = Value>) -> Self {
        let with_context = |mut document: Value| {
            document["@context"] = json!("https://schema.org");
            document
        };
        Self(documents.into_iter().map(with_context).collect())
    }

    /// The elements that hold it. What could end or leave such an element is written as JSON escapes (HTML, "restrictions
    /// on the contents of raw text elements"), which mean the same.
    pub fn to_script_elements(&self) -> String {
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
struct JsonLdNode(Map<String, Value>);

impl JsonLdNode {
    fn new(schema_type: &str) -> Self {
        Self(Map::from_iter([("@type".to_owned(), json!(schema_type))]))
    }

    fn set(&mut self, name: &str, value: Option<Value>) {
        self.0.extend(value.map(|value| (name.to_owned(), value)));
    }

    /// Says several values; one stands alone, and none says nothing.
    fn set_all(&mut self, name: &str, mut values: Vec<Value>) {
        match values.len() {
            0 => {}
            1 => self.set(name, values.pop()),
            _ => self.set(name, Some(Value::from(values))),
        }
    }

    fn set_text(&mut self, name: &str, text: &str) {
        self.set(name, Some(text).filter(|text| !text.is_empty()).map(Value::from));
    }
}

impl From<JsonLdNode> for Value {
    fn from(data: JsonLdNode) -> Self {
        Self::Object(data.0)
    }
}

struct NodeBuilder<'a> {
    publication: &'a Publication,
    page: &'a PageView,
}

impl NodeBuilder<'_> {
    fn organisation_node(&self, name: &NameView) -> Value {
        let mut node = JsonLdNode::new("Organization");
        node.set_text("name", &name.title);
        node.set("url", name.href.as_ref().and_then(|href| self.absolute_href(href)).map(Value::from));
        node.into()
    }

    fn link_node(&self, schema_type: &str, link: &LinkView) -> Value {
        let mut node = JsonLdNode::new(schema_type);
        node.set_text("name", &link.title);
        node.set("url", self.absolute_href(&link.href).map(Value::from));
        node.into()
    }

    fn link_nodes(&self, schema_type: &str, links: &[LinkView]) -> Vec<Value> {
        links.iter().map(|link| self.link_node(schema_type, link)).collect()
    }

    /// An address, as much of it as is there; `area` stands in for the town.
    fn address_node(&self, address: Option<&AddressView>, area: Option<&str>) -> Option<Value> {
        let mut postal = JsonLdNode::new("PostalAddress");
        let street = address.map(|address| address.street.join(", ")).filter(|street| !street.is_empty());
        let town = address.and_then(|address| address.town.as_deref()).or(area);
        let postcode = address.and_then(|address| address.postcode.as_deref());
        if street.is_none() && town.is_none() && postcode.is_none() {
            return None;
        }
        postal.set("streetAddress", street.map(Value::from));
        postal.set("addressLocality", town.map(Value::from));
        postal.set("postalCode", postcode.map(Value::from));
        postal.set("addressCountry", self.publication.config().country.clone().map(Value::from));
        Some(postal.into())
    }

    /// An address with scheme and host: one of the site as it stands in `href`, or another as it is.
    fn absolute_href(&self, href: &str) -> Option<String> {
        absolute_href(self.publication, href)
    }
}

fn absolute_href(publication: &Publication, href: &str) -> Option<String> {
    match href.starts_with('/') {
        true => publication.base_url().map(|base| format!("{}{href}", base.origin)),
        false => Some(href.to_owned()),
    }
}

fn geo_node(latitude: Option<f64>, longitude: Option<f64>) -> Option<Value> {
    let (latitude, longitude) = latitude.zip(longitude)?;
    Some(json!({"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}))
}

fn schema_org_url(word: &str) -> Value {
    Value::from(format!("https://schema.org/{word}"))
}
