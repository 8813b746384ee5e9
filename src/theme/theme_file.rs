//! The files of a theme, and of the built-in theme.

use std::borrow::Cow;
use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

static BUILT_IN_THEME: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The name of the built-in theme.
pub const DEFAULT_THEME: &str = "default";

/// The files of a theme by their paths within it.
pub(super) type ThemeFiles = BTreeMap<String, ThemeFile>;

/// A file of a theme.
#[derive(Clone, Debug)]
pub(super) struct ThemeFile {
    /// For faults: the path from the network's root, or of a built-in file the path in the program's source.
    pub path: String,
    /// The bytes.
    pub bytes: Cow<'static, [u8]>,
}

impl ThemeFile {
    /// Whether the network brings the file itself. A style sheet counts too after the tokens were put into it.
    pub fn is_own(&self) -> bool {
        matches!(self.bytes, Cow::Owned(_))
    }
}

/// The files of the built-in theme by their paths within it, in order.
pub fn built_in_files() -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
    load_built_in().into_iter().map(|(inner, file)| (inner, file.bytes))
}

pub(super) fn load_built_in() -> ThemeFiles {
    fn collect_files(dir: &'static Dir<'static>, files: &mut ThemeFiles) {
        for file in dir.files() {
            let inner = file.path().to_string_lossy().replace('\\', "/");
            let path = format!("themes/{DEFAULT_THEME}/{inner}");
            files.insert(inner, ThemeFile { path, bytes: Cow::Borrowed(file.contents()) });
        }
        dir.dirs().for_each(|inner| collect_files(inner, files));
    }
    let mut files = BTreeMap::new();
    collect_files(&BUILT_IN_THEME, &mut files);
    files
}

/// A template's name: its path below `templates/`, or for a component its path with `components/`.
pub(super) fn template_name(inner: &str) -> Option<&str> {
    if !inner.ends_with(".html") {
        return None;
    }
    inner.strip_prefix("templates/").or_else(|| inner.starts_with("components/").then_some(inner))
}
