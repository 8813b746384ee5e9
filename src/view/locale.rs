//! The language of a page: the interface messages in it, and the translation of each record that the page shows.
//!
//! A text in another language than the interface words around it has a `language` and a `direction` in its view, and
//! the template marks it with `lang` and `dir` (WCAG 2.2 SC 3.1.2). JSON-LD and calendars stay in the record's
//! language.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use crate::config::label_from_slug;
use crate::language::LanguageTag;
use crate::messages::{MessageArgument, Messages};
use crate::publish::{Publication, VisibleRecord};

/// The language of the interface words.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct UiLanguageView {
    /// The language, for `lang`.
    pub language: String,
    /// The direction of the language, `ltr` or `rtl`, for `dir`.
    pub direction: &'static str,
    /// Whether the page is in another language.
    pub needs_lang: bool,
}

impl UiLanguageView {
    /// For a page in a language. `None` means the language of the interface words.
    pub fn new(locale: &Locale, page_language: Option<&LanguageTag>) -> Self {
        let ui_language = locale.messages.language();
        let needs_lang = !ui_language.is_same_written_language(page_language.unwrap_or(&locale.language));
        Self { language: ui_language.as_str().to_owned(), direction: ui_language.direction(), needs_lang }
    }
}

/// The language of pages, with its messages.
#[derive(Clone, Debug)]
pub struct Locale {
    /// The language of the pages.
    language: LanguageTag,
    /// The network's language.
    site_language: LanguageTag,
    /// Whether the pages show translations of records.
    shows_translations: bool,
    messages: Arc<Messages>,
}

impl Locale {
    /// For pages in a language, with the theme's messages for it.
    pub fn new(publication: &Publication, language: &LanguageTag, messages: &Arc<Messages>) -> Self {
        let site_language = publication.config().language.clone();
        Self {
            language: language.clone(),
            shows_translations: *language != site_language,
            site_language,
            messages: Arc::clone(messages),
        }
    }

    /// The language of the pages.
    pub fn language(&self) -> &LanguageTag {
        &self.language
    }

    /// The messages of the language; English ones when the theme has none.
    pub fn messages(&self) -> &Messages {
        &self.messages
    }

    /// A record as these pages show it: translated if there is a translation into their language.
    pub(super) fn translate<'a>(&self, record: &VisibleRecord<'a>) -> VisibleRecord<'a> {
        if self.shows_translations { record.clone().in_language(Some(&self.language)) } else { record.clone() }
    }

    /// `lang` and `dir` of a text among the interface words; both `None` when its language is the same. A `language` of
    /// `None` means the network's.
    pub(super) fn language_attributes(&self, language: Option<&LanguageTag>) -> (Option<String>, Option<&'static str>) {
        let language = language.unwrap_or(&self.site_language);
        match language.is_same_written_language(self.messages.language()) {
            true => (None, None),
            false => (Some(language.as_str().to_owned()), Some(language.direction())),
        }
    }

    /// `in English`, for a text that is not in the language of the pages. A `language` of `None` means the network's.
    pub(super) fn language_note(&self, language: Option<&LanguageTag>) -> Option<String> {
        let language = language.unwrap_or(&self.site_language);
        let name = || self.language_name(language.as_str().split('-').next().unwrap_or_default());
        let note = || self.messages.format("in-language", &[("language", MessageArgument::Text(&name()))]);
        (!language.is_same_written_language(&self.language)).then(note)
    }

    fn language_name(&self, tag: &str) -> String {
        self.messages.find_text(&format!("language-{tag}")).unwrap_or(tag).to_owned()
    }

    /// The label of a type or level: `type`, `case-study`. The network can name its own in its messages.
    pub(super) fn label(&self, id_prefix: &str, word: &str) -> String {
        self.messages.find_text(&format!("{id_prefix}-{word}")).map_or_else(|| label_from_slug(word), str::to_owned)
    }

    /// The label of an item of `site.yaml`: from there, or for another language from the network's messages.
    pub(super) fn site_term_label(&self, id_prefix: &str, slug: &str, site_label: Option<&str>) -> (String, bool) {
        let own_message = || self.messages.find_text(&format!("{id_prefix}-{slug}"));
        match site_label
            .filter(|_| self.site_language.is_same_written_language(self.messages.language()))
            .or_else(own_message)
        {
            Some(name) => (name.to_owned(), true),
            None => (site_label.map_or_else(|| label_from_slug(slug), str::to_owned), site_label.is_none()),
        }
    }
}
