//! A publication and a theme, ready to render any page. What many pages share is made once.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Value;

use super::load::Theme;
use super::render_cache::{RenderCache, SharedCard};
use super::template_workers::StoppedTemplates;
use crate::digest::Digest;
use crate::language::LanguageTag;
use crate::publish::{Publication, RecordIndex, note_reads, track_reads};
use crate::record::Channel;
use crate::view::{Card, JsonLd, Locale};

/// A publication and a theme.
pub struct Renderer {
    pub(super) publication: Arc<Publication>,
    pub(super) theme: Arc<Theme>,
    /// For pages in the network's language.
    pub(super) default_cache: RenderCache,
    /// For pages in the other languages of `site.yaml`.
    caches_by_language: BTreeMap<LanguageTag, RenderCache>,
    pub(super) stopped_templates: StoppedTemplates,
}

impl Renderer {
    /// Prepares what pages share.
    pub fn new(publication: &Arc<Publication>, theme: &Arc<Theme>) -> Self {
        theme.forget_once();
        let config = publication.config();
        let new_cache = |language: &LanguageTag| RenderCache::new(publication, language, theme.messages(language));
        let caches_by_language =
            config.languages.iter().map(|language| (language.clone(), new_cache(language))).collect();
        let default_cache = new_cache(&config.language);
        Self {
            publication: Arc::clone(publication),
            theme: Arc::clone(theme),
            default_cache,
            caches_by_language,
            stopped_templates: StoppedTemplates::default(),
        }
    }

    /// The cache for pages in a language. `None`, and a language that `site.yaml` does not name, mean the network's
    /// language.
    pub(super) fn cache_for(&self, language: Option<&LanguageTag>) -> &RenderCache {
        language.and_then(|language| self.caches_by_language.get(language)).unwrap_or(&self.default_cache)
    }

    /// The network's language, and its messages.
    pub fn locale(&self) -> &Locale {
        &self.default_cache.locale
    }

    /// The publication that is rendered.
    pub fn publication(&self) -> &Publication {
        &self.publication
    }

    /// The theme that it is rendered with.
    pub fn theme(&self) -> &Arc<Theme> {
        &self.theme
    }

    /// The same publication with another theme.
    pub fn with_theme(&self, theme: &Arc<Theme>) -> Self {
        Self::new(&self.publication, theme)
    }

    /// A Content-Security-Policy that allows at least what each page's own policy allows. A host sends it with every
    /// page. A browser applies both policies, so a page may do only what both allow.
    pub fn widest_policy(&self) -> &str {
        match self.publication.config().has_search() {
            true => self.theme.search_policy(),
            false => self.theme.policy(),
        }
    }

    /// A fingerprint of what all pages share: the theme, and what they are told about the site.
    pub fn shared_fingerprint(&self) -> Digest {
        let sites = self.caches_by_language.values().chain([&self.default_cache]).map(|cache| cache.site.to_string());
        let sites: Vec<String> = sites.collect();
        let theme = self.theme.digest();
        Digest::compute_all(sites.iter().map(String::as_bytes).chain([theme.as_bytes()]))
    }

    /// The structured data of a page; `None` if no template of the theme inserts it.
    pub(super) fn json_ld(&self, make: impl FnOnce() -> JsonLd) -> Option<JsonLd> {
        self.theme.shows_json_ld().then(make)
    }

    /// A record's card, made once for all pages that show it.
    pub(super) fn card(&self, ix: RecordIndex, cache: &RenderCache) -> Value {
        let build = || {
            let record = self.publication.visible(ix, Channel::List);
            let card = record.map(|record| Card::from_record(&self.publication, &record, &cache.locale));
            card.map_or_else(Value::none, |card| Value::from_serializable(&card))
        };
        let shared = cache.cards[ix.as_usize()].get_or_init(|| {
            let (value, reads) = track_reads(build);
            SharedCard { value, reads }
        });
        note_reads(&shared.reads);
        shared.value.clone()
    }

    pub(super) fn cards(&self, records: &[RecordIndex], cache: &RenderCache) -> Value {
        let cards = records.iter().map(|ix| self.card(*ix, cache)).filter(|card| !card.is_none());
        Value::from(cards.collect::<Vec<Value>>())
    }
}
