//! The values that only a place's page has.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use super::json_ld::{JsonLdNode, JsonLdNodeBuilder, geo_node};
use super::link::LinkView;
use super::locale::Locale;
use crate::kind::Role;
use crate::language::LanguageTag;
use crate::publish::VisibleRecord;
use crate::record::Place;

/// The fields of a place.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PlaceView {
    /// Its level.
    pub level: String,
    /// The level in words.
    pub label: String,
    /// The place it lies in.
    pub parent: Option<LinkView>,
    /// Further areas it lies in.
    pub within: Vec<LinkView>,
    /// Codes of statistics offices.
    pub codes: Vec<String>,
    /// Its name in other languages.
    pub names: Vec<PlaceNameView>,
    /// Its latitude, in degrees north.
    pub latitude: Option<f64>,
    /// Its longitude, in degrees east.
    pub longitude: Option<f64>,
    /// The address of its outline: a GeoJSON file (RFC 7946).
    pub boundary: Option<String>,
}

/// A name in another language.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PlaceNameView {
    /// The language, for `lang`.
    pub language: String,
    /// The direction of that language, for `dir`.
    pub direction: &'static str,
    /// The name.
    pub name: String,
}

impl PlaceView {
    pub(super) fn new(record: &VisibleRecord<'_>, place: &Place, locale: &Locale) -> Self {
        let names = place.names.iter().flat_map(|names| names.iter());
        Self {
            level: place.level.text.clone(),
            label: locale.label("level", &place.level.text),
            parent: record.related(Role::Parent).next().map(|parent| LinkView::from_record(&parent, locale)),
            within: record.related(Role::Within).map(|area| LinkView::from_record(&area, locale)).collect(),
            codes: place.codes.clone(),
            names: names
                .map(|(language, name)| PlaceNameView {
                    language: language.to_owned(),
                    direction: LanguageTag::parse(language).map_or("ltr", |tag| tag.direction()),
                    name: name.clone(),
                })
                .collect(),
            latitude: place.location.map(|point| point.latitude),
            longitude: place.location.map(|point| point.longitude),
            boundary: place.boundary.as_ref().and_then(|file| record.referenced_file(file)).map(|file| file.href),
        }
    }

    /// The place as schema.org data.
    pub(super) fn json_ld(&self, builder: &JsonLdNodeBuilder<'_>) -> JsonLdNode {
        let mut node = builder.base_node(place_type(&self.level));
        let names = self.names.iter().map(|name| &name.name).filter(|name| *name != builder.page.title);
        node.set_all("alternateName", names.map(|name| json!(name)).collect());
        node.set_all("identifier", self.codes.iter().map(|code| json!(code)).collect());
        node.set("geo", geo_node(self.latitude, self.longitude));
        let above = self.parent.iter().chain(&self.within);
        node.set_all("containedInPlace", above.map(|above| builder.link_node("Place", above)).collect());
        node
    }
}

/// The schema.org type of a place: one with its own council or government is an `AdministrativeArea`.
fn place_type(level: &str) -> &'static str {
    match level {
        "city" => "City",
        "ward" | "parish" | "borough" | "district" | "county" | "combined-authority" | "region" | "nation" => {
            "AdministrativeArea"
        }
        _ => "Place",
    }
}
