//! Which translations of a record are published, and which lists there are in other languages.

use std::collections::{BTreeMap, BTreeSet};

use super::page::{Page, PageKind};
use super::publication::Publication;
use crate::kind::{Kind, translated_list_address};
use crate::language::LanguageTag;
use crate::site::{Record, Translation};

/// The translations of a record that have no errors.
pub(super) fn valid_translations(record: &Record) -> impl Iterator<Item = &Translation> {
    record.translations.iter().filter(|translation| !translation.is_invalid)
}

/// The title of a record in a language, if it is translated and the translation has one.
pub(super) fn translated_title<'a>(record: &'a Record, language: &LanguageTag) -> Option<&'a str> {
    let translation = valid_translations(record).find(|translation| translation.language == *language)?;
    translation.parsed.fields.as_ref()?.title.as_deref()
}

/// Whether a translation is the text of a list in its language, and so has no page of its own.
pub(super) fn is_list_text(record: &Record, translation: &Translation) -> bool {
    let list = record.id.list_kind();
    record.id.is_list_introduction()
        && list.spec().has_list
        && translation.address == translated_list_address(&list.list_address(), translation.language.as_str())
}

impl Publication {
    /// The other languages in which each kind has a list: those with the text of one of its records, or of the list.
    pub(super) fn list_languages(&self) -> BTreeMap<Kind, BTreeSet<&LanguageTag>> {
        let mut languages: BTreeMap<Kind, BTreeSet<&LanguageTag>> = BTreeMap::new();
        for (_, record) in self.published_pages().filter(|(ix, _)| self.is_listed(*ix)) {
            for translation in valid_translations(record) {
                languages.entry(record.id.list_kind()).or_default().insert(&translation.language);
            }
        }
        languages
    }

    /// The address of a list for readers of a language: of the list in that language if there is one.
    pub fn list_address_in(&self, address: &str, language: &LanguageTag) -> String {
        let translated = translated_list_address(address, language.as_str());
        let is_list = |page: &Page| matches!(page.id.kind, PageKind::List(_)) && page.id.language.is_some();
        if self.page_at(&translated).is_some_and(is_list) { translated } else { address.to_owned() }
    }

    /// The languages in which there is the list of a kind, each with its address; the network's language comes first.
    pub fn list_versions(&self, kind: Kind) -> Vec<(LanguageTag, String)> {
        let (config, address) = (self.config(), kind.list_address());
        let translated = config.languages.iter().map(|tag| (tag.clone(), self.list_address_in(&address, tag)));
        let translated = translated.filter(|(_, translated)| *translated != address);
        std::iter::once((config.language.clone(), address.clone())).chain(translated).collect()
    }
}
