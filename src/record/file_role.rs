//! The roles of files in `content/`. The path alone decides.

use crate::kind::Kind;
use crate::language::LanguageTag;
use crate::path;
use crate::world::PRIVATE_FOLDER;

/// The role of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileRole {
    /// `site.yaml`.
    Config,
    /// `consents.yaml`.
    Consents,
    /// `signposts.yaml`.
    Signposts,
    /// `observances.yaml`.
    Observances,
    /// A file of the private folder, with its path below that folder.
    Private(String),
    /// A record.
    Record {
        /// Its kind.
        kind: Kind,
        /// The slug that the file name gives; for pages with their folders.
        slug: String,
    },
    /// A translation of a record.
    Translation {
        /// The record's kind.
        kind: Kind,
        /// The slug of the record, from the file name.
        slug: String,
        /// Its language.
        language: LanguageTag,
    },
    /// A copy that a synchronising service has made of another file.
    SyncCopy,
    /// A picture, a download, or anything else.
    Other,
    /// A file that is not read: a hidden file, or a temporary file of a system or editor.
    Ignored,
}

/// The role of a file. `languages` are those of `site.yaml`.
pub fn classify(file: &str, languages: &[LanguageTag]) -> FileRole {
    if is_private(file) {
        return FileRole::Private(file[PRIVATE_FOLDER.len()..].to_owned());
    }
    let Some(inner) = file.strip_prefix("content/").filter(|inner| !is_junk_file(inner)) else {
        return FileRole::Ignored;
    };
    if path::is_sync_copy(path::file_stem(inner)) {
        return FileRole::SyncCopy;
    }
    match inner {
        "site.yaml" => return FileRole::Config,
        "consents.yaml" => return FileRole::Consents,
        "signposts.yaml" => return FileRole::Signposts,
        "observances.yaml" => return FileRole::Observances,
        _ => {}
    }
    if !matches!(path::extension(inner).as_str(), "md" | "markdown") {
        return FileRole::Other;
    }
    let folder = path::parent_folder(inner);
    let (stem, language) = split_language(path::file_stem(inner), languages);
    let top = folder.split('/').next().unwrap_or_default();
    let (kind, slug) = match Kind::from_folder(top) {
        // A kind's own `index.md` is a page: the text of its list.
        Some(_) if stem == "index" && folder == top => (Kind::Page, top.to_owned()),
        Some(kind) if stem == "index" => (kind, folder_slug(folder)),
        Some(kind) => (kind, to_slug(stem)),
        None => (Kind::Page, page_slug(folder, stem)),
    };
    match language {
        Some(language) => FileRole::Translation { kind, slug, language },
        None => FileRole::Record { kind, slug },
    }
}

/// Whether a file has the role [`FileRole::Ignored`], without finding out which other role it has.
pub fn is_ignored(file: &str) -> bool {
    !is_private(file) && file.strip_prefix("content/").is_none_or(is_junk_file)
}

/// Whether a file is in the private folder, in whatever letters: some disks do not tell `Private` from `private`.
fn is_private(file: &str) -> bool {
    file.get(..PRIVATE_FOLDER.len()).is_some_and(|start| start.eq_ignore_ascii_case(PRIVATE_FOLDER))
}

/// A file stem without its language: `kitchen.cy` is the Welsh translation of `kitchen`, if the network has Welsh.
fn split_language<'a>(stem: &'a str, languages: &[LanguageTag]) -> (&'a str, Option<LanguageTag>) {
    match stem.rsplit_once('.') {
        Some((name, tag)) if !name.is_empty() => match languages.iter().find(|known| known.as_str() == tag) {
            Some(language) => (name, Some(language.clone())),
            None => (stem, None),
        },
        _ => (stem, None),
    }
}

fn folder_slug(folder: &str) -> String {
    to_slug(folder.rsplit('/').next().unwrap_or(folder))
}

/// The slug that a file name gives. Reserved names are kept, so that the fault can name them.
fn to_slug(stem: &str) -> String {
    if path::is_slug(stem) { stem.to_owned() } else { path::slugify(stem) }
}

fn page_slug(folder: &str, stem: &str) -> String {
    let mut parts: Vec<String> = folder.split('/').filter(|part| !part.is_empty()).map(to_slug).collect();
    if stem != "index" {
        parts.push(to_slug(stem));
    }
    parts.join("/")
}

fn is_junk_file(inner: &str) -> bool {
    let name = inner.rsplit('/').next().unwrap_or(inner);
    inner.split('/').any(|part| part.starts_with('.'))
        || name.ends_with('~')
        || name.starts_with("~$")
        || matches!(name, "Thumbs.db" | "desktop.ini" | "Icon\r")
        || matches!(path::extension(name).as_str(), "swp" | "swx" | "tmp" | "bak" | "orig")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(file: &str) -> FileRole {
        classify(file, &[LanguageTag::parse("cy").unwrap()])
    }

    fn record(kind: Kind, slug: &str) -> FileRole {
        FileRole::Record { kind, slug: slug.into() }
    }

    #[test]
    fn a_folder_is_a_kind_and_everything_else_is_a_page() {
        assert_eq!(role("content/stories/kitchen.md"), record(Kind::Story, "kitchen"));
        assert_eq!(role("content/stories/kitchen/index.md"), record(Kind::Story, "kitchen"));
        assert_eq!(role("content/stories/2027/kitchen.md"), record(Kind::Story, "kitchen"));
        assert_eq!(role("content/stories/My Kitchen.md"), record(Kind::Story, "my-kitchen"));
        assert_eq!(role("content/stories/index.md"), record(Kind::Page, "stories"));
        assert_eq!(role("content/guide/pictures.md"), record(Kind::Page, "guide/pictures"));
        assert_eq!(role("content/guide/index.md"), record(Kind::Page, "guide"));
        assert_eq!(role("content/index.md"), record(Kind::Page, ""));
    }

    #[test]
    fn a_translation_is_one_only_in_a_language_of_the_network() {
        let language = LanguageTag::parse("cy").unwrap();
        assert_eq!(
            role("content/stories/kitchen.cy.md"),
            FileRole::Translation { kind: Kind::Story, slug: "kitchen".into(), language }
        );
        assert_eq!(role("content/stories/kitchen.ur.md"), record(Kind::Story, "kitchen-ur"));
    }

    #[test]
    fn side_files_copies_and_litter_are_known() {
        assert_eq!(role("content/site.yaml"), FileRole::Config);
        assert_eq!(role("content/private/people.yaml"), FileRole::Private("people.yaml".into()));
        assert_eq!(role("content/stories/kitchen (1).md"), FileRole::SyncCopy);
        assert_eq!(role("content/stories/.DS_Store"), FileRole::Ignored);
        assert_eq!(role("content/stories/plan.pdf"), FileRole::Other);
        assert_eq!(role("README.md"), FileRole::Ignored);
    }
}
