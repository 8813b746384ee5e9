//! What pages of one language share: the site and the cards, in its words.

use std::sync::{Arc, OnceLock};

use tera::Value;

use crate::language::LanguageTag;
use crate::publish::Publication;
use crate::view::{SiteView, Tongue, WordsView};
use crate::words::Messages;

/// The pages of a language.
pub(super) struct Speech {
    pub tongue: Tongue,
    /// `site` in templates.
    pub site: Value,
    /// Each record's card, once it was shown.
    pub cards: Vec<OnceLock<Value>>,
}

impl Speech {
    pub fn new(publication: &Publication, language: &LanguageTag, words: &Arc<Messages>) -> Self {
        let tongue = Tongue::new(publication, language, words);
        let site = Value::from_serializable(&SiteView::of(publication, &tongue));
        let cards = std::iter::repeat_with(OnceLock::new).take(publication.list_ranks().len()).collect();
        Self { tongue, site, cards }
    }

    /// `words` in templates: their language, and whether that of the page is another; for none, it is this one.
    pub fn words(&self, page: Option<&LanguageTag>) -> Value {
        Value::from_serializable(&WordsView::of(&self.tongue, page))
    }
}
