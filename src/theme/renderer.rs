//! A publication and a theme, ready to print any page: what many pages share is made once.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Value;

use super::load::Theme;
use super::render_cache::RenderCache;
use crate::language::LanguageTag;
use crate::publish::{Publication, RecordIndex};
use crate::record::Channel;
use crate::view::{Card, Locale};

/// A publication and a theme.
pub struct Renderer {
    pub(super) publication: Arc<Publication>,
    pub(super) theme: Arc<Theme>,
    /// In the network's language.
    pub(super) default_cache: RenderCache,
    /// In the others that `site.yaml` names.
    caches_by_language: BTreeMap<LanguageTag, RenderCache>,
}

impl Renderer {
    /// Makes ready.
    pub fn new(publication: &Arc<Publication>, theme: &Arc<Theme>) -> Self {
        let config = publication.config();
        let new_cache = |language: &LanguageTag| RenderCache::new(publication, language, theme.messages(language));
        let caches_by_language =
            config.languages.iter().map(|language| (language.clone(), new_cache(language))).collect();
        let default_cache = new_cache(&config.language);
        Self { publication: Arc::clone(publication), theme: Arc::clone(theme), default_cache, caches_by_language }
    }

    /// What pages of a language say; none is the network's, which speaks for languages that it does not name as well.
    pub(super) fn cache_for(&self, language: Option<&LanguageTag>) -> &RenderCache {
        language.and_then(|language| self.caches_by_language.get(language)).unwrap_or(&self.default_cache)
    }

    /// The network's language, and its words.
    pub fn locale(&self) -> &Locale {
        &self.default_cache.locale
    }

    /// What is printed.
    pub fn publication(&self) -> &Publication {
        &self.publication
    }

    /// What it is printed with.
    pub fn theme(&self) -> &Theme {
        &self.theme
    }

    /// A Content-Security-Policy that is no narrower than any page's own. A host says it of all of them; each page
    /// says its own as well, and what both allow is allowed.
    pub fn widest_policy(&self) -> &str {
        match self.publication.config().has_search() {
            true => self.theme.search_policy(),
            false => self.theme.policy(),
        }
    }

    /// A record's card, made once for all pages that show it.
    pub(super) fn card(&self, ix: RecordIndex, cache: &RenderCache) -> Value {
        let build = || {
            let record = self.publication.visible(ix, Channel::List);
            let card = record.map(|record| Card::from_record(&self.publication, &record, &cache.locale));
            card.map_or_else(Value::none, |card| Value::from_serializable(&card))
        };
        cache.cards[ix.as_usize()].get_or_init(build).clone()
    }

    pub(super) fn cards(&self, records: &[RecordIndex], cache: &RenderCache) -> Value {
        let cards = records.iter().map(|ix| self.card(*ix, cache)).filter(|card| !card.is_none());
        Value::from(cards.collect::<Vec<Value>>())
    }
}
