//! A page before it is printed: a template and the values that it gets, which `inspect` shows.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, Value};

use super::Renderer;
use super::render_cache::RenderCache;
use crate::fault::Faults;
use crate::publish::Page;
use crate::view::CONTRACT_VERSION;

/// The values of a page, by name.
#[derive(Clone, Debug, Default)]
pub(super) struct TemplateValues(BTreeMap<&'static str, Value>);

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

    /// A value that is there only if no other of its name is.
    pub(super) fn or_insert(&mut self, name: &'static str, value: impl FnOnce() -> Value) {
        self.0.entry(name).or_insert_with(value);
    }

    pub(super) fn into_context(self) -> Context {
        let mut context = Context::new();
        self.0.into_iter().for_each(|(name, value)| context.insert_value(name, value));
        context
    }
}

/// A page before it is printed.
pub(super) struct PageContext<'a> {
    pub template: String,
    pub values: TemplateValues,
    /// The language that it is printed in.
    pub cache: &'a RenderCache,
    /// What it is of, for faults.
    pub subject: String,
}

/// What a page is made of: what templates get, and nothing that they do not get.
#[derive(Clone, Debug, Serialize)]
pub struct Inspection {
    /// The number of the contract.
    pub contract: u32,
    /// The page's address, without the base path.
    pub address: String,
    /// The template that prints it.
    pub template: String,
    /// The values that the template gets, by name.
    pub values: BTreeMap<&'static str, Value>,
}

impl Renderer {
    /// What a page is made of; `None` after a fault was reported, and for a list that is none.
    pub fn inspect(&self, page: &Page, out: &mut Faults) -> Option<Inspection> {
        let PageContext { template, values: TemplateValues(values), .. } = self.page_context(page, out)?;
        Some(Inspection { contract: CONTRACT_VERSION, address: page.address.clone(), template, values })
    }
}
