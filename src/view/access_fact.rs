//! Access facts with their labels.

use schemars::JsonSchema;
use serde::Serialize;

use super::locale::Locale;
use crate::config::Config;
use crate::record::{Access, AccessAnswer};

/// A stated access fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AccessFactView {
    /// `step-free`.
    pub fact: String,
    /// `Step-free`.
    pub label: String,
    /// `yes`, `no` or `ask`.
    pub answer: &'static str,
}

/// Access facts with their labels.
pub(super) fn access_facts(access: Option<&Access>, config: &Config, locale: &Locale) -> Vec<AccessFactView> {
    let facts = access.iter().flat_map(|access| &access.0);
    facts.map(|(fact, answer)| fact_view(fact, *answer, config, locale)).collect()
}

pub(super) fn fact_view(fact: &str, answer: AccessAnswer, config: &Config, locale: &Locale) -> AccessFactView {
    AccessFactView { fact: fact.to_owned(), label: fact_label(fact, config, locale), answer: answer.as_str() }
}

/// The label of a fact.
pub(super) fn fact_label(fact: &str, config: &Config, locale: &Locale) -> String {
    let site_label = config.access.as_ref().and_then(|labels| labels.get(fact));
    locale.site_term_label("access", fact, site_label).0
}
