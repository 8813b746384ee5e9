//! The interface languages of a theme: `i18n/LANG.ftl`, the built-in files and the network's own over them.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use tera::Tera;

use super::message;
use super::once::{OnceCache, add_once};
use super::theme_file::ThemeFile;
use crate::fault::{Code, Fault, Faults};
use crate::language::LanguageTag;
use crate::messages::{BUILT_IN_MESSAGES, Messages, NUMERIC_DATES, check_messages};

/// The language in which messages are shown that another language lacks.
pub(super) const ENGLISH: &str = "en";
/// The key of the English messages with dates in numbers, for languages that have no messages at all. It is no language
/// tag, and comes after that of English.
const NUMERIC_ENGLISH: &str = "en, dates in numbers";
/// How many missing ids a fault names; the rest are counted.
const MAX_NAMED_IDS: usize = 3;

/// A language: its messages, and the Tera engine whose function `t` gives them.
pub(super) struct LanguageEngine {
    pub messages: Arc<Messages>,
    /// All templates, without the messages.
    base: Arc<Tera>,
    /// Made when the first page needs it: few networks have pages in all languages.
    engine: OnceLock<(Arc<Tera>, Arc<OnceCache>)>,
}

impl LanguageEngine {
    /// The engine.
    pub fn tera(&self) -> &Tera {
        let make = || {
            let mut tera = Tera::clone(&self.base);
            message::register_t(&mut tera, &self.messages);
            add_once(tera)
        };
        &self.engine.get_or_init(make).0
    }

    /// How many components `once` keeps.
    #[cfg(test)]
    pub fn kept_by_once(&self) -> usize {
        self.engine.get().map_or(0, |(_, once)| once.len())
    }

    /// Forgets the components that were rendered once for all pages.
    pub fn forget_once(&self) {
        if let Some((_, once)) = self.engine.get() {
            once.clear();
        }
    }
}

/// The messages of all languages, by language tag.
pub(super) struct ThemeMessages(BTreeMap<String, Arc<Messages>>);

impl ThemeMessages {
    /// Reads the messages among a theme's files, and reports what is wrong with the network's own.
    pub fn from_theme_files(files: &BTreeMap<String, ThemeFile>, out: &mut Faults) -> Self {
        let built_in: Vec<Messages> = BUILT_IN_MESSAGES.iter().map(|(tag, _)| Messages::built_in(tag)).collect();
        let english =
            built_in.iter().find(|messages| messages.language().as_str() == ENGLISH).expect("English is built in");
        let network_files =
            files.iter().filter_map(|(inner, file)| Some((inner.strip_prefix("i18n/")?.strip_suffix(".ftl")?, file)));
        let mut texts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (tag, text) in BUILT_IN_MESSAGES {
            texts.insert(tag.to_owned(), vec![text]);
        }
        for (name, file) in network_files.filter(|(name, file)| !is_built_in(name, &file.bytes)) {
            let Some(tag) = LanguageTag::parse(name) else {
                let fault =
                    Fault::in_file(Code::TemplateError, file.path.clone(), format!("`{name}` is no language tag"));
                out.report(fault.with_help("name the file like `pl.ftl` or `pa-Arab.ftl`"));
                continue;
            };
            let Ok(text) = std::str::from_utf8(&file.bytes) else {
                let fault = Fault::in_file(Code::NotText, file.path.clone(), "these words are not text in UTF-8");
                out.report(fault.with_help("save it as UTF-8"));
                continue;
            };
            for problem in check_messages(text, &built_in) {
                out.report(Fault::in_text(Code::TemplateError, &file.path, text, problem.range, problem.message));
            }
            let layers = texts.entry(tag.as_str().to_owned()).or_default();
            if layers.is_empty() {
                out.extend(missing_messages_fault(&tag, &file.path, text, english));
            }
            layers.push(text);
        }
        let english_layers = texts[ENGLISH].clone();
        let numeric_english: Vec<&str> = english_layers.iter().copied().chain([NUMERIC_DATES]).collect();
        let numeric_english = Messages::new(english.language().clone(), &numeric_english);
        let messages = texts.into_iter().map(|(tag, own)| {
            // The network's own English messages are for its English pages. Another language falls back to the built-in
            // English, and to dates in numbers.
            let layers = if tag == ENGLISH {
                english_layers.clone()
            } else {
                let dates = (!is_spoken_by_program(&tag)).then_some(NUMERIC_DATES);
                english_layers[..1].iter().copied().chain(dates).chain(own).collect()
            };
            let language = LanguageTag::parse(&tag).expect("a tag that was read");
            (tag, Arc::new(Messages::new(language, &layers)))
        });
        let mut by_language: BTreeMap<String, Arc<Messages>> = messages.collect();
        by_language.insert(NUMERIC_ENGLISH.to_owned(), Arc::new(numeric_english));
        Self(by_language)
    }

    /// The English messages.
    pub fn english(&self) -> &Arc<Messages> {
        &self.0[ENGLISH]
    }

    /// One engine per language.
    pub fn build_engines(&self, base: &Arc<Tera>) -> BTreeMap<String, LanguageEngine> {
        let engine = |messages: &Arc<Messages>| LanguageEngine {
            messages: Arc::clone(messages),
            base: Arc::clone(base),
            engine: OnceLock::new(),
        };
        self.0.iter().map(|(tag, messages)| (tag.clone(), engine(messages))).collect()
    }
}

/// The engine of a language, else of a language that its readers understand; `None` for a language without messages.
pub(super) fn find_engine<'a>(
    engines: &'a BTreeMap<String, LanguageEngine>,
    language: &LanguageTag,
) -> Option<&'a LanguageEngine> {
    let related = || engines.values().find(|spoken| spoken.messages.language().is_same_written_language(language));
    engines.get(language.as_str()).or_else(related)
}

/// The engine for pages in a language; for one without messages, English with dates in numbers.
pub(super) fn nearest_engine<'a>(
    engines: &'a BTreeMap<String, LanguageEngine>,
    language: &LanguageTag,
) -> &'a LanguageEngine {
    find_engine(engines, language).unwrap_or_else(|| &engines[NUMERIC_ENGLISH])
}

fn is_spoken_by_program(tag: &str) -> bool {
    BUILT_IN_MESSAGES.iter().any(|(known, _)| *known == tag)
}

fn is_built_in(name: &str, bytes: &[u8]) -> bool {
    BUILT_IN_MESSAGES.iter().any(|(tag, text)| *tag == name && text.as_bytes() == bytes)
}

/// The advice for a language that only the network's theme has, and that lacks messages: those are shown in English.
fn missing_messages_fault(tag: &LanguageTag, path: &str, text: &str, english: &Messages) -> Option<Fault> {
    let messages = Messages::new(tag.clone(), &[text]);
    let mut missing: Vec<&str> = english.ids().filter(|id| !messages.has_message(id)).collect();
    missing.sort_unstable();
    let first = missing.iter().take(MAX_NAMED_IDS).map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    let others = if missing.len() > MAX_NAMED_IDS { " and others" } else { "" };
    let message = format!("there are no words for {first}{others}: they are said in English");
    let help = "say them here too; the default theme's `i18n/en.ftl` has them all";
    (!missing.is_empty()).then(|| Fault::in_file(Code::MissingWords, path.to_owned(), message).with_help(help))
}
