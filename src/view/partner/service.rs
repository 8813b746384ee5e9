//! The services of a partner.

use schemars::JsonSchema;
use serde::Serialize;

use crate::config::Config;
use crate::record::{Lens, Service};
use crate::view::access_fact::{AccessFactView, access_facts};
use crate::view::locale::Locale;

/// Something that a partner offers.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ServiceView {
    /// Its name.
    pub title: String,
    /// One or two sentences.
    pub summary: Option<String>,
    /// Topics, by their labels.
    pub topics: Vec<String>,
    /// When it is offered.
    pub schedule: Option<String>,
    /// What it costs.
    pub cost: Option<String>,
    /// Access facts.
    pub access: Vec<AccessFactView>,
}

impl ServiceView {
    pub(super) fn from_service(service: &Service, config: &Config, lens: &Lens, locale: &Locale) -> Self {
        let topic_label = |slug: &str| {
            let label = config.topic_label(slug)?;
            Some(locale.site_term_label("topic", slug, Some(label)).0)
        };
        Self {
            title: service.title.clone(),
            summary: service.summary.clone(),
            topics: service.topics.iter().filter_map(|topic| topic_label(&topic.text)).collect(),
            schedule: service.schedule.disclose(lens).cloned().flatten(),
            cost: service.cost.clone(),
            access: access_facts(service.access.as_ref(), config, locale),
        }
    }
}
