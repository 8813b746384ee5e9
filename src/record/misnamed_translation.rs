//! Files that are named like translations and are none: `first.fr.md`, where the network has no French.

use crate::config::Config;
use crate::fault::{Code, Fault};
use crate::language::LanguageTag;
use crate::path;
use crate::yaml::suggest_language;

/// The fault of a record's file whose name ends like that of a translation, into a language that the network does not
/// have: `first.fr.md`, `first.welsh.md`. `has_file` tells whether there is a file with a path.
pub fn find_misnamed_translation(file: &str, config: &Config, has_file: impl Fn(&str) -> bool) -> Option<Fault> {
    let stem = path::file_stem(file);
    let (name, word) = stem.rsplit_once('.').filter(|(name, _)| !name.is_empty())?;
    let ending = file.rsplit('.').next()?;
    let record = format!("{name}.{ending}");
    let has_record = has_file(&format!("{}/{record}", path::parent_folder(file)));
    if !is_like_a_language(word, has_record) {
        return None;
    }
    let other_name = format!("{}.{ending}", stem.replace('.', "-"));
    if config.language.as_str() == word {
        let message =
            format!("this file is named like a translation into `{word}`, which is the network's own language");
        let help = match has_record {
            true => format!("move what it says to `{record}`, or rename it to `{other_name}`"),
            false => format!("rename it to `{record}`"),
        };
        return Some(Fault::in_file(Code::UnknownReference, file, message).with_help(help));
    }
    let message = format!(
        "this file is named like a translation into `{word}`, which is not in `languages:` of `content/site.yaml`"
    );
    let meant = suggest_language(word);
    let known =
        meant.as_ref().and_then(|tag| config.languages.iter().find(|known| known.is_same_written_language(tag)));
    let way_out = match (known, meant) {
        (Some(known), _) => format!("rename it to `{name}.{}.{ending}`", known.as_str()),
        (None, Some(tag)) if tag.as_str() == word => format!("add `{word}` there"),
        (None, Some(tag)) => format!("add `{0}` there and rename the file to `{name}.{0}.{ending}`", tag.as_str()),
        (None, None) => "write the tag of a language that is there instead".to_owned(),
    };
    let help = format!("{way_out}; if it is no translation, rename it to `{other_name}`");
    Some(Fault::in_file(Code::UnknownReference, file, message).with_help(help))
}

/// Whether the last part of a file name is meant as a language. Many short words are tags of languages that few people
/// speak, so they count only beside the file of a record: `new` in `first.new.md`.
fn is_like_a_language(word: &str, has_record: bool) -> bool {
    let is_tag = LanguageTag::parse(&word.to_lowercase()).is_some();
    match has_record {
        true => is_tag || suggest_language(word).is_some(),
        false => word.len() != 3 && LanguageTag::from_other_form(word).is_some(),
    }
}
