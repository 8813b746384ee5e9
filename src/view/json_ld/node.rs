//! One node of JSON-LD, and what the nodes of a page have in common.

use serde_json::{Map, Value, json};

use crate::publish::Publication;
use crate::view::address::AddressView;
use crate::view::date::DateView;
use crate::view::link::{LinkView, NameView};
use crate::view::picture::PictureView;

/// A schema.org type with its known properties.
pub(in crate::view) struct JsonLdNode(pub(in crate::view) Map<String, Value>);

impl JsonLdNode {
    pub(in crate::view) fn new(schema_type: &str) -> Self {
        Self(Map::from_iter([("@type".to_owned(), json!(schema_type))]))
    }

    pub(in crate::view) fn set(&mut self, name: &str, value: Option<Value>) {
        self.0.extend(value.map(|value| (name.to_owned(), value)));
    }

    /// Sets a property to a list of values: a single value is written without a list, and an empty list is left out.
    pub(in crate::view) fn set_all(&mut self, name: &str, mut values: Vec<Value>) {
        match values.len() {
            0 => {}
            1 => self.set(name, values.pop()),
            _ => self.set(name, Some(Value::from(values))),
        }
    }

    pub(in crate::view) fn set_text(&mut self, name: &str, text: &str) {
        self.set(name, Some(text).filter(|text| !text.is_empty()).map(Value::from));
    }
}

impl From<JsonLdNode> for Value {
    fn from(data: JsonLdNode) -> Self {
        Self::Object(data.0)
    }
}

/// Makes the nodes of a record's page.
pub(in crate::view) struct JsonLdNodeBuilder<'a> {
    pub(in crate::view) publication: &'a Publication,
    pub(in crate::view) page: PageFacts<'a>,
}

/// What JSON-LD says about any page, whatever its kind.
#[derive(Clone, Copy)]
pub(in crate::view) struct PageFacts<'a> {
    pub(in crate::view) title: &'a str,
    pub(in crate::view) summary: &'a str,
    pub(in crate::view) url: Option<&'a str>,
    pub(in crate::view) language: &'a str,
    pub(in crate::view) json_ld_type: &'static str,
    pub(in crate::view) image: Option<&'a PictureView>,
    pub(in crate::view) updated: Option<&'a DateView>,
    pub(in crate::view) topics: &'a [LinkView],
    pub(in crate::view) places: &'a [LinkView],
    pub(in crate::view) funders: &'a [LinkView],
}

impl JsonLdNodeBuilder<'_> {
    /// The properties that all records have.
    pub(in crate::view) fn base_node(&self, schema_type: &str) -> JsonLdNode {
        let page = self.page;
        let mut node = JsonLdNode::new(schema_type);
        node.set_text("name", page.title);
        node.set("url", page.url.map(Value::from));
        node.set_text("description", page.summary);
        node.set("image", page.image.and_then(|image| self.publication.absolute_href(&image.src)).map(Value::from));
        node
    }

    /// Adds the properties of something that somebody wrote, such as an article.
    pub(in crate::view) fn set_creative_work(&self, node: &mut JsonLdNode) {
        let page = self.page;
        node.set_text("inLanguage", page.language);
        node.set("dateModified", page.updated.map(|day| json!(day.iso)));
        node.set_all("keywords", page.topics.iter().map(|topic| json!(topic.title)).collect());
        node.set_all("contentLocation", self.link_nodes("Place", page.places));
        node.set_all("funder", self.link_nodes("Organization", page.funders));
    }

    pub(in crate::view) fn network_node(&self) -> Value {
        let mut node = JsonLdNode::new("Organization");
        node.set_text("name", &self.publication.config().title);
        node.set("url", self.publication.absolute_url("/").map(Value::from));
        node.into()
    }

    pub(in crate::view) fn organisation_node(&self, name: &NameView) -> Value {
        self.named_node("Organization", name)
    }

    pub(in crate::view) fn named_node(&self, schema_type: &str, name: &NameView) -> Value {
        let mut node = JsonLdNode::new(schema_type);
        node.set_text("name", &name.title);
        node.set("url", name.href.as_ref().and_then(|href| self.publication.absolute_href(href)).map(Value::from));
        node.into()
    }

    pub(in crate::view) fn link_node(&self, schema_type: &str, link: &LinkView) -> Value {
        let mut node = JsonLdNode::new(schema_type);
        node.set_text("name", &link.title);
        node.set("url", self.publication.absolute_href(&link.href).map(Value::from));
        node.into()
    }

    pub(in crate::view) fn link_nodes(&self, schema_type: &str, links: &[LinkView]) -> Vec<Value> {
        links.iter().map(|link| self.link_node(schema_type, link)).collect()
    }

    /// An address with the parts that are shown; `area` replaces a town that is not shown.
    pub(in crate::view) fn address_node(&self, address: Option<&AddressView>, area: Option<&str>) -> Option<Value> {
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
}

pub(in crate::view) fn geo_node(latitude: Option<f64>, longitude: Option<f64>) -> Option<Value> {
    let (latitude, longitude) = latitude.zip(longitude)?;
    Some(json!({"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}))
}

pub(in crate::view) fn schema_org_url(word: &str) -> Value {
    Value::from(format!("https://schema.org/{word}"))
}
