//! The rooms of the house: an import points only to a lower row, and what comes after `publish` cannot reach past it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The rows of DESIGN §4, lowest first.
const ROWS: &[&[&str]] = &[
    &["path", "digest", "time", "recurrence", "language", "messages"],
    &["text", "world"],
    &["fault", "lint", "yaml"],
    &["config", "markdown"],
    &["record", "consent"],
    &["site", "file_metadata"],
    &["publish", "agenda"],
    &["view"],
    &["theme"],
    &["format", "media"],
    &["pipeline"],
    &["disk", "serve", "watch"],
    &["cli"],
];

/// Rows 7 to 10 see records only through a publication.
const SEALED: std::ops::RangeInclusive<usize> = 7..=9;
const FORBIDDEN: [&str; 4] = ["site", "text", "world", "consent"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("src is there") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Each room's text without its tests, file by file.
fn rooms() -> BTreeMap<String, Vec<(PathBuf, String)>> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let mut rooms: BTreeMap<String, Vec<(PathBuf, String)>> = BTreeMap::new();
    for file in files {
        let inner = file.strip_prefix(&src).expect("below src");
        let first = inner.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
        let room = first.trim_end_matches(".rs").to_owned();
        if room == "lib" || room == "main" {
            continue;
        }
        let text = std::fs::read_to_string(&file).expect("readable");
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
        rooms.entry(room).or_default().push((inner.to_owned(), text));
    }
    rooms
}

fn row(room: &str) -> usize {
    ROWS.iter()
        .position(|rooms| rooms.contains(&room))
        .unwrap_or_else(|| panic!("room `{room}` is in no row: DESIGN §4 and this test must know it"))
}

/// The rooms that a text names after `crate::`, with groups such as `crate::{path, text::Span}` taken apart.
fn named(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        if text[..at].ends_with("$") {
            continue; // macros are expanded elsewhere
        }
        let rest = &text[at + "crate::".len()..];
        let group = rest.strip_prefix('{').map(|inner| inner.split_once('}').map_or(inner, |(inner, _)| inner));
        let parts = group.map_or_else(|| vec![rest], |inner| inner.split(',').collect());
        for part in parts {
            let name: String = part.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            names.push(name);
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

#[test]
fn an_import_points_only_to_a_lower_row() {
    for (room, files) in rooms() {
        let own = row(&room);
        for (file, text) in files {
            for name in named(&text) {
                let lower = name == room
                    || row(&name) < own
                    || (row(&name) == own && ROWS[own].contains(&name.as_str()) && own <= 6 && own != 11);
                assert!(lower, "{}: row {own} names `{name}` of row {}", file.display(), row(&name));
            }
        }
    }
}

#[test]
fn edges_do_not_import_one_another() {
    for (room, files) in rooms().into_iter().filter(|(room, _)| ROWS[11].contains(&room.as_str())) {
        for (file, text) in files {
            let others = named(&text).into_iter().filter(|name| *name != room && ROWS[11].contains(&name.as_str()));
            assert_eq!(others.count(), 0, "{}", file.display());
        }
    }
}

#[test]
fn what_comes_after_publish_sees_records_only_through_it() {
    for (room, files) in rooms().into_iter().filter(|(room, _)| SEALED.contains(&row(room))) {
        for (file, text) in files {
            let bad: Vec<String> = named(&text).into_iter().filter(|name| FORBIDDEN.contains(&name.as_str())).collect();
            assert!(bad.is_empty(), "{} of `{room}` names {bad:?}", file.display());
            assert!(!text.contains("unguarded"), "{} opens a guarded value without a lens", file.display());
        }
    }
}

#[test]
fn only_publish_makes_a_lens() {
    for (room, files) in rooms().into_iter().filter(|(room, _)| room != "publish") {
        for (file, text) in files {
            assert!(!text.contains("Lens::new("), "{} of `{room}` makes a lens", file.display());
        }
    }
}

/// What is said to editors goes past consent and safety: no view, feed or page may be made of it.
#[test]
fn only_the_agenda_asks_for_what_is_not_published() {
    for (room, files) in rooms() {
        for (file, text) in files.into_iter().filter(|_| !matches!(room.as_str(), "publish" | "agenda")) {
            assert!(!text.contains("for_editors("), "{} of `{room}` asks for everything", file.display());
            let sealed = SEALED.contains(&row(&room));
            assert!(!sealed || !named(&text).iter().any(|name| name == "agenda"), "{}", file.display());
        }
    }
}

#[test]
fn only_the_pipeline_uses_rayon_and_only_edges_touch_the_outside() {
    for (room, files) in rooms() {
        for (file, text) in files {
            assert!(room == "pipeline" || !text.contains("rayon::"), "{}", file.display());
            let outside = ["std::fs", "std::env::", "SystemTime::now", "Instant::now", "Timestamp::now"]
                .iter()
                .any(|name| text.contains(name));
            assert!(row(&room) >= 11 || !outside, "{} of `{room}` reaches outside", file.display());
        }
    }
}

/// A new field of an event touches its kind, its view and its template, and nothing else.
#[test]
fn a_field_of_an_event_touches_three_files() {
    let mut naming: Vec<String> = rooms()
        .into_values()
        .flatten()
        .filter(|(_, text)| text.contains("access_note"))
        .map(|(file, _)| file.to_string_lossy().into_owned())
        .collect();
    naming.sort();
    assert_eq!(naming, ["record/event.rs", "view/event.rs"]);
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
    let mut files: Vec<PathBuf> = ["templates", "components"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(theme.join(folder)).expect("a folder of the theme"))
        .map(|entry| entry.expect("readable").path())
        .collect();
    files.retain(|file| std::fs::read_to_string(file).is_ok_and(|text| text.contains("access_note")));
    assert_eq!(files.len(), 1, "{files:?}");
}
