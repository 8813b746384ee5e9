//! The language of a page: its words, and the edition of each record that it shows.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use super::{LanguageLink, LinkView};
use crate::config::label_from_slug;
use crate::language::LanguageTag;
use crate::publish::{Publication, VisibleRecord};
use crate::words::{MessageArgument, Messages};

/// The language of the words around what records say.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct WordsView {
    /// For `lang`.
    pub language: String,
    /// `ltr` or `rtl`, for `dir`.
    pub direction: &'static str,
    /// Whether the page is in another language.
    pub foreign: bool,
}

impl WordsView {
    /// On a page in a language; none is that of the words.
    pub fn of(tongue: &Tongue, page: Option<&LanguageTag>) -> Self {
        let own = tongue.words.language();
        let foreign = !own.is_same_written_language(page.unwrap_or(&tongue.language));
        Self { language: own.as_str().to_owned(), direction: own.direction(), foreign }
    }
}

/// The language that pages are in.
#[derive(Clone, Debug)]
pub struct Tongue {
    /// The pages' own.
    language: LanguageTag,
    /// The network's.
    site: LanguageTag,
    /// Whether the pages show editions of records.
    shows_editions: bool,
    words: Arc<Messages>,
}

impl Tongue {
    /// Of pages in a language, with the words that a theme has for it.
    pub fn new(publication: &Publication, language: &LanguageTag, words: &Arc<Messages>) -> Self {
        let site = publication.config().language.clone();
        Self { language: language.clone(), shows_editions: *language != site, site, words: Arc::clone(words) }
    }

    /// The language of the pages.
    pub fn language(&self) -> &LanguageTag {
        &self.language
    }

    /// Its words; English ones where the theme has none.
    pub fn words(&self) -> &Messages {
        &self.words
    }

    /// A record as these pages show it: in their language, where it can be read in it.
    pub(super) fn edition<'a>(&self, seen: &VisibleRecord<'a>) -> VisibleRecord<'a> {
        if self.shows_editions { seen.clone().in_language(Some(&self.language)) } else { seen.clone() }
    }

    /// `lang` and `dir` of what stands among the words, where it is in another language than they; for none, the
    /// network's.
    pub(super) fn mark(&self, language: Option<&LanguageTag>) -> (Option<String>, Option<&'static str>) {
        let language = language.unwrap_or(&self.site);
        match language.is_same_written_language(self.words.language()) {
            true => (None, None),
            false => (Some(language.as_str().to_owned()), Some(language.direction())),
        }
    }

    /// `in English`, for what is not in the language of the pages; for none, the network's.
    pub(super) fn in_another(&self, language: Option<&LanguageTag>) -> Option<String> {
        let language = language.unwrap_or(&self.site);
        let name = || self.language_name(language.as_str().split('-').next().unwrap_or_default());
        let said = || self.words.format("in-language", &[("language", MessageArgument::Text(&name()))]);
        (!language.is_same_written_language(&self.language)).then(said)
    }

    fn language_name(&self, tag: &str) -> String {
        self.words.find_text(&format!("language-{tag}")).unwrap_or(tag).to_owned()
    }

    /// What a type or level is called: `type`, `case-study`. The network may name its own in its words.
    pub(super) fn label(&self, row: &str, word: &str) -> String {
        self.words.find_text(&format!("{row}-{word}")).map_or_else(|| label_from_slug(word), str::to_owned)
    }

    /// What a thing of `site.yaml` is called there, or in another language among the network's words.
    pub(super) fn name_of(&self, row: &str, slug: &str, in_site: Option<&str>) -> (String, bool) {
        let own = || self.words.find_text(&format!("{row}-{slug}"));
        match in_site.filter(|_| self.site.is_same_written_language(self.words.language())).or_else(own) {
            Some(name) => (name.to_owned(), true),
            None => (in_site.map_or_else(|| label_from_slug(slug), str::to_owned), in_site.is_none()),
        }
    }

    /// A link to a list.
    pub(super) fn list(&self, publication: &Publication, id: &str, address: &str) -> LinkView {
        LinkView::said(self.words.text(id).to_owned(), publication.href(address))
    }

    /// A link to a topic.
    pub(super) fn topic(&self, publication: &Publication, (slug, label): &(String, String)) -> LinkView {
        let (title, is_said) = self.name_of("topic", slug, Some(label));
        let href = publication.href(&format!("/topics/{slug}/"));
        if is_said { LinkView::said(title, href) } else { LinkView::of_site(title, href, self) }
    }

    /// The start pages in other languages.
    pub(super) fn start_pages(&self, publication: &Publication) -> Vec<LanguageLink> {
        let start = publication.visible_introduction("").map(|seen| seen.languages()).unwrap_or_default();
        start.into_iter().filter(|(tag, _)| *tag != self.language).map(LanguageLink::of).collect()
    }
}
