//! The rooms of the house: an import points only to a lower row, files do not import one another in a circle, and what
//! comes after `publish` cannot reach past it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The rows of rooms, lowest first. Rooms of one row do not import one another.
const ROWS: &[&[&str]] = &[
    &["country", "digest", "kind", "language", "path", "text", "time", "world"],
    &["fault", "file_metadata", "lint", "messages"],
    &["recurrence", "yaml"],
    &["config", "markdown"],
    &["output"],
    &["record"],
    &["consent"],
    &["site"],
    &["publish"],
    &["agenda", "view"],
    &["theme"],
    &["format"],
    &["pipeline"],
    &["disk", "serve", "watch"],
    &["cli"],
];

/// Rooms that see records only through a publication.
const AFTER_PUBLISH: [&str; 3] = ["view", "theme", "format"];
/// What these rooms do not import.
const BEFORE_PUBLISH: [&str; 4] = ["site", "text", "world", "consent"];
/// The only rooms that use files, the environment and the clock.
const EDGES: [&str; 4] = ["disk", "serve", "watch", "cli"];

/// A source file: its path below `src/`, and its text without comments and tests.
struct Source {
    path: PathBuf,
    text: String,
}

impl Source {
    /// The first part of the path: a folder, or a file that is a room of its own.
    fn room(&self) -> String {
        let first = self.path.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
        first.trim_end_matches(".rs").to_owned()
    }

    /// The module that the file is, such as `["publish", "page"]`.
    fn module(&self) -> Vec<String> {
        let path = self.path.with_extension("");
        let mut parts: Vec<String> =
            path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        if parts.last().is_some_and(|last| last == "mod") {
            parts.pop();
        }
        parts
    }
}

fn collect_paths(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("src is there") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            collect_paths(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// All source files but the crate's two roots and files of tests.
fn sources() -> Vec<Source> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect_paths(&src, &mut paths);
    paths.sort();
    let mut sources = Vec::new();
    for path in paths {
        let inner = path.strip_prefix(&src).expect("below src").to_owned();
        if ["lib.rs", "main.rs"].iter().any(|root| inner == Path::new(root)) || inner.ends_with("tests.rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("readable");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        sources.push(Source { path: inner, text: lines.collect::<Vec<_>>().join("\n") });
    }
    sources
}

fn row(room: &str) -> usize {
    ROWS.iter()
        .position(|rooms| rooms.contains(&room))
        .unwrap_or_else(|| panic!("room `{room}` is in no row: write it into `ROWS`, and into ARCHITECTURE.md"))
}

/// The paths to other modules that a text names: in `use`, with groups taken apart, and anywhere else.
fn named_paths(text: &str) -> Vec<NamedPath> {
    let mut paths = Vec::new();
    let mut rest = String::new();
    for statement in text.split_inclusive(';') {
        let start = statement.lines().position(|line| {
            let line = line.trim_start();
            line.starts_with("use ") || (line.starts_with("pub") && line.contains(" use "))
        });
        let Some(start) = start else {
            rest.push_str(statement);
            continue;
        };
        let before: Vec<&str> = statement.lines().take(start).collect();
        rest.push_str(&before.join("\n"));
        let import = statement.lines().skip(start).collect::<Vec<_>>().join(" ");
        let (visibility, tree) = import.split_once("use ").expect("it begins with it");
        let is_public = visibility.trim_start().starts_with("pub");
        expand_use_tree("", tree.trim_end_matches(';'), is_public, &mut paths);
    }
    for prefix in ["crate::", "super::", "self::"] {
        for (at, _) in rest.match_indices(prefix) {
            let before = rest[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '$')) {
                continue;
            }
            let path: String =
                rest[at..].chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | ':')).collect();
            paths.push(NamedPath::new(path.trim_end_matches(':'), None, false));
        }
    }
    paths
}

/// A path as it is written, with the name that it has in the file.
#[derive(Clone, Debug)]
struct NamedPath {
    parts: Vec<String>,
    alias: String,
    is_public: bool,
}

impl NamedPath {
    fn new(path: &str, alias: Option<&str>, is_public: bool) -> Self {
        let mut parts: Vec<String> = path.split("::").map(str::to_owned).collect();
        if parts.len() > 1 && parts.last().is_some_and(|last| last == "self") {
            parts.pop();
        }
        let alias = alias.map_or_else(|| parts.last().cloned().unwrap_or_default(), str::to_owned);
        Self { parts, alias, is_public }
    }
}

/// Takes `a::{b, c::d}` apart.
fn expand_use_tree(prefix: &str, tree: &str, is_public: bool, paths: &mut Vec<NamedPath>) {
    let tree = tree.trim();
    let Some((before, group)) = tree.split_once('{') else {
        if !tree.is_empty() {
            let (path, alias) =
                tree.split_once(" as ").map_or((tree, None), |(path, alias)| (path, Some(alias.trim())));
            paths.push(NamedPath::new(&format!("{prefix}{}", path.trim()), alias, is_public));
        }
        return;
    };
    let inner = group.rsplit_once('}').map_or(group, |(inner, _)| inner);
    let prefix = format!("{prefix}{before}");
    let (mut depth, mut start) = (0, 0);
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                expand_use_tree(&prefix, &inner[start..at], is_public, paths);
                start = at + 1;
            }
            _ => {}
        }
    }
    expand_use_tree(&prefix, &inner[start..], is_public, paths);
}

/// Which file imports from which.
struct ImportGraph {
    sources: Vec<Source>,
    /// The index of the file of each module.
    modules: BTreeMap<Vec<String>, usize>,
    paths: Vec<Vec<NamedPath>>,
}

impl ImportGraph {
    fn new() -> Self {
        let sources = sources();
        let modules = sources.iter().enumerate().map(|(index, source)| (source.module(), index)).collect();
        let paths = sources.iter().map(|source| named_paths(&source.text)).collect();
        Self { sources, modules, paths }
    }

    /// The module and the rest of a path as a file sees it; `None` for other crates.
    fn resolve(&self, file: usize, parts: &[String]) -> Option<(Vec<String>, Vec<String>)> {
        let mut module = self.sources[file].module();
        let mut parts = parts.to_vec();
        match parts.first().map(String::as_str) {
            Some("crate") => {
                module.clear();
                parts.remove(0);
            }
            Some("self") => {
                parts.remove(0);
            }
            Some("super") => {
                while parts.first().is_some_and(|part| part == "super") {
                    module.pop();
                    parts.remove(0);
                }
            }
            Some(child) => {
                let is_child = self.modules.contains_key(&[module.as_slice(), &[child.to_owned()]].concat());
                is_child.then_some(())?;
            }
            None => return None,
        }
        Some((module, parts))
    }

    /// The file that defines the item of a path: re-exports are followed.
    fn find(&self, mut module: Vec<String>, parts: &[String], depth: usize) -> Option<usize> {
        let mut rest = parts;
        while let Some((first, tail)) = rest.split_first() {
            module.push(first.clone());
            if !self.modules.contains_key(&module) {
                module.pop();
                break;
            }
            rest = tail;
        }
        let file = *self.modules.get(&module)?;
        let Some((name, tail)) = rest.split_first() else { return Some(file) };
        let exported = self.paths[file].iter().find(|path| path.is_public && path.alias == *name);
        if let Some(path) = exported.filter(|_| depth < 8)
            && let Some((module, parts)) = self.resolve(file, &path.parts)
            && let Some(found) = self.find(module, &[parts.as_slice(), tail].concat(), depth + 1)
        {
            return Some(found);
        }
        Some(file)
    }

    /// The files that a file imports from. What a `mod.rs` only passes on is not imported by it.
    fn imports(&self, file: usize) -> BTreeSet<usize> {
        let source = &self.sources[file];
        let is_declaring = source.path.ends_with("mod.rs");
        let mut paths: Vec<Vec<String>> = Vec::new();
        for path in self.paths[file].iter().filter(|path| !(is_declaring && path.is_public)) {
            paths.push(path.parts.clone());
            // A module that is imported by name: what is called through the name counts.
            for (at, _) in source.text.match_indices(&format!("{}::", path.alias)) {
                let is_start = !source.text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':'));
                let rest = &source.text[at + path.alias.len() + 2..];
                let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if is_start && !name.is_empty() {
                    paths.push([path.parts.as_slice(), &[name]].concat());
                }
            }
        }
        let found = paths.iter().filter_map(|parts| self.resolve(file, parts));
        let files = found.filter_map(|(module, parts)| self.find(module, &parts, 0));
        files.filter(|other| *other != file).collect()
    }

    /// Those of them that are in the same room.
    fn imports_in_room(&self, file: usize) -> BTreeSet<usize> {
        let mut imports = self.imports(file);
        imports.retain(|other| self.sources[*other].room() == self.sources[file].room());
        imports
    }
}

#[test]
fn rooms_import_only_from_lower_rows() {
    let graph = ImportGraph::new();
    for file in 0..graph.sources.len() {
        let room = graph.sources[file].room();
        for other in graph.imports(file) {
            let target = graph.sources[other].room();
            assert!(
                target == room || row(&target) < row(&room),
                "{} of row {} imports {} of row {}",
                graph.sources[file].path.display(),
                row(&room),
                graph.sources[other].path.display(),
                row(&target)
            );
        }
    }
}

/// A file that imports itself by way of others is one of two halves of a thing, or lacks a file for a shared type.
#[test]
fn files_do_not_import_one_another_in_a_circle() {
    let graph = ImportGraph::new();
    let mut imports: BTreeMap<usize, BTreeSet<usize>> =
        (0..graph.sources.len()).map(|file| (file, graph.imports_in_room(file))).collect();
    // Files that import nothing that is left are in no circle.
    loop {
        let left: BTreeSet<usize> = imports.keys().copied().collect();
        let before = imports.len();
        imports.retain(|_, targets| targets.iter().any(|target| left.contains(target)));
        if imports.len() == before {
            break;
        }
    }
    // Nor are files that nothing imports that is left.
    loop {
        let imported: BTreeSet<usize> = imports.values().flatten().copied().collect();
        let before = imports.len();
        imports.retain(|file, _| imported.contains(file));
        if imports.len() == before {
            break;
        }
    }
    let circles: Vec<String> = imports
        .iter()
        .map(|(file, targets)| {
            let targets = targets.iter().filter(|target| imports.contains_key(target));
            let names: Vec<String> = targets.map(|target| graph.sources[*target].path.display().to_string()).collect();
            format!("{} -> {}", graph.sources[*file].path.display(), names.join(", "))
        })
        .collect();
    assert!(circles.is_empty(), "files in circles:\n{}", circles.join("\n"));
}

#[test]
fn the_graph_of_imports_sees_what_is_imported() {
    let graph = ImportGraph::new();
    let file = |path: &str| graph.sources.iter().position(|source| source.path == Path::new(path)).expect("is there");
    let imports = graph.imports(file("agenda/overview.rs"));
    assert!(!imports.is_empty());
    let all: usize = (0..graph.sources.len()).map(|file| graph.imports(file).len()).sum();
    assert!(all > graph.sources.len(), "{all} imports in {} files", graph.sources.len());
    assert!(graph.imports(file("cli/mod.rs")).contains(&file("cli/outcome.rs")));
}

#[test]
fn rooms_after_publish_see_records_only_through_it() {
    for source in sources().into_iter().filter(|source| AFTER_PUBLISH.contains(&source.room().as_str())) {
        let paths = named_paths(&source.text);
        let crate_paths = paths.iter().filter(|path| path.parts[0] == "crate");
        let bad: Vec<&str> = crate_paths
            .filter_map(|path| path.parts.get(1).map(String::as_str))
            .filter(|room| BEFORE_PUBLISH.contains(room))
            .collect();
        assert!(bad.is_empty(), "{} names {bad:?}", source.path.display());
        assert!(!source.text.contains("unguarded"), "{} opens a guarded value without a lens", source.path.display());
    }
}

#[test]
fn only_publish_makes_a_lens() {
    for source in sources().into_iter().filter(|source| source.room() != "publish") {
        assert!(!source.text.contains("Lens::new("), "{} makes a lens", source.path.display());
    }
}

/// What editors are told goes past consent and safety: no view, feed or page may be made of it.
#[test]
fn only_the_agenda_asks_for_what_is_not_published() {
    for source in sources() {
        let room = source.room();
        let may_ask = ["publish", "agenda"].contains(&room.as_str());
        assert!(may_ask || !source.text.contains("for_editors("), "{} asks for everything", source.path.display());
    }
}

#[test]
fn only_the_pipeline_uses_rayon_and_only_edges_touch_the_outside() {
    for source in sources() {
        let room = source.room();
        assert!(room == "pipeline" || !source.text.contains("rayon::"), "{} uses rayon", source.path.display());
        let outside = ["std::fs", "std::env::", "SystemTime::now", "Instant::now", "Timestamp::now"];
        let is_outside = outside.iter().any(|name| source.text.contains(name));
        let is_edge = EDGES.contains(&room.as_str());
        assert!(is_edge || !is_outside, "{} reaches outside", source.path.display());
    }
}

/// A new field of an event touches its kind, its view and its template, and nothing else.
#[test]
fn a_field_of_an_event_touches_three_files() {
    let naming: Vec<PathBuf> =
        sources().into_iter().filter(|source| source.text.contains("access_note")).map(|source| source.path).collect();
    let rooms: Vec<&str> = naming.iter().filter_map(|path| path.to_str()).collect();
    assert_eq!(rooms.len(), 2, "{rooms:?}");
    assert!(rooms[0].starts_with("record/event") && rooms[1].starts_with("view/event"), "{rooms:?}");
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
    let mut files = Vec::new();
    for folder in ["templates", "components"] {
        let entries = std::fs::read_dir(theme.join(folder)).expect("the theme has it");
        files.extend(entries.map(|entry| entry.expect("readable").path()));
    }
    files.retain(|file| std::fs::read_to_string(file).is_ok_and(|text| text.contains("access_note")));
    assert_eq!(files.len(), 1, "{files:?}");
}
