//! A page before it is rendered: a template and the values that it gets.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use super::render_cache::RenderCache;
use crate::view::{JsonLd, MetaView};

/// The values of a page, by name.
#[derive(Clone, Debug, Default)]
pub(super) struct TemplateValues(pub(super) BTreeMap<&'static str, Value>);

impl TemplateValues {
    pub(super) fn new() -> Self {
        Self::default()
    }

    pub(super) fn insert(&mut self, name: &'static str, value: &impl Serialize) {
        self.insert_value(name, Value::from_serializable(value));
    }

    pub(super) fn insert_value(&mut self, name: &'static str, value: Value) {
        self.0.insert(name, value);
    }

    /// Adds a value unless there is one with this name.
    pub(super) fn or_insert(&mut self, name: &'static str, value: impl FnOnce() -> Value) {
        self.0.entry(name).or_insert_with(value);
    }

    /// Adds what the head of every page tells other programs: `meta` and `json_ld`. Themes do not write JSON-LD
    /// themselves: text from a title must not be able to end the `script` element that it is in.
    pub(super) fn insert_head(&mut self, meta: Option<&MetaView>, json_ld: Option<JsonLd>) {
        self.insert("meta", &meta);
        let script = json_ld.as_ref().map(JsonLd::to_script_elements).unwrap_or_default();
        self.insert_value("json_ld", Value::safe_string(&script));
    }
}

/// A page before it is rendered.
pub(super) struct PageContext<'a> {
    pub template: String,
    pub values: TemplateValues,
    /// The cache of the page's language.
    pub cache: &'a RenderCache,
    /// What the page is about, for faults.
    pub subject: String,
}

impl<'a> PageContext<'a> {
    pub(super) fn new(
        template: &str,
        values: TemplateValues,
        cache: &'a RenderCache,
        subject: impl Into<String>,
    ) -> Self {
        Self { template: template.to_owned(), values, cache, subject: subject.into() }
    }
}
