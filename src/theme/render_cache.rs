//! What pages of one language share: the site and the cards, in its words.

use std::sync::{Arc, OnceLock};

use tera::Value;

use crate::language::LanguageTag;
use crate::messages::Messages;
use crate::publish::Publication;
use crate::view::{Locale, SiteView, UiLanguageView};

/// The pages of a language.
pub(super) struct RenderCache {
    pub locale: Locale,
    /// `site` in templates.
    pub site: Value,
    /// Each record's card, once it was shown.
    pub cards: Vec<OnceLock<Value>>,
}

impl RenderCache {
    pub fn new(publication: &Publication, language: &LanguageTag, messages: &Arc<Messages>) -> Self {
        let locale = Locale::new(publication, language, messages);
        let site = Value::from_serializable(&SiteView::new(publication, &locale));
        let cards = std::iter::repeat_with(OnceLock::new).take(publication.list_ranks().len()).collect();
        Self { locale, site, cards }
    }

    /// `ui` in templates: their language, and whether that of the page is another; for none, it is this one.
    pub fn ui_language(&self, page_language: Option<&LanguageTag>) -> Value {
        Value::from_serializable(&UiLanguageView::new(&self.locale, page_language))
    }
}
