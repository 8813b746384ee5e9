//! What the pages of one language share: the site's values and the cards, with the messages of that language.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tera::Value;

use crate::language::LanguageTag;
use crate::messages::Messages;
use crate::publish::{Publication, Reads};
use crate::view::{Locale, SiteView, UiLanguageView};

/// A record's card, and the records that it tells of.
pub(super) struct SharedCard {
    pub value: Value,
    pub reads: Reads,
}

/// What the pages of one language share.
pub(super) struct RenderCache {
    pub locale: Locale,
    /// The value of `site` in templates.
    pub site: Value,
    /// Each record's card, made when it is first shown.
    pub cards: Vec<OnceLock<SharedCard>>,
    /// The values of `ui` in templates, by the language of the page.
    ui_languages: Mutex<BTreeMap<Option<LanguageTag>, Value>>,
}

impl RenderCache {
    pub fn new(publication: &Publication, language: &LanguageTag, messages: &Arc<Messages>) -> Self {
        let locale = Locale::new(publication, language, messages);
        let site = Value::from_serializable(&SiteView::new(publication, &locale));
        let cards = std::iter::repeat_with(OnceLock::new).take(publication.list_ranks().len()).collect();
        Self { locale, site, cards, ui_languages: Mutex::default() }
    }

    /// The value of `ui` in templates: the language of the interface, and whether the page is in another one. `None`
    /// means that the page is in the same language.
    pub fn ui_language(&self, page_language: Option<&LanguageTag>) -> Value {
        let mut known = self.ui_languages.lock().unwrap_or_else(PoisonError::into_inner);
        let make = || Value::from_serializable(&UiLanguageView::new(&self.locale, page_language));
        known.entry(page_language.cloned()).or_insert_with(make).clone()
    }
}
