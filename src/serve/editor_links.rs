//! Links that open a file in the editor, at a line and column.

use crate::config::is_safe_editor_pattern;
use crate::path::percent_encode_path;

/// How links into the editor are made. Readers on other machines get no such links, because they must not learn the
/// folder's name.
#[derive(Clone, Copy, Debug)]
pub struct EditorLinks<'a> {
    /// The pattern, with `{path}`, `{line}` and `{column}`.
    pub url_pattern: &'a str,
    /// The network's folder.
    pub root: &'a str,
}

impl EditorLinks<'_> {
    /// The link to a place in a file; `None` if the pattern gives no link that is safe to follow.
    pub fn href(&self, file: &str, line: usize, column: usize) -> Option<String> {
        if !is_safe_editor_pattern(self.url_pattern) {
            return None;
        }
        let path = format!("{}/{file}", self.root.trim_end_matches('/')).replace('\\', "/");
        let path = percent_encode_path(&path).into_owned();
        // In `vscode://file/{path}` the pattern already has the slash with which the path begins.
        let path = if self.url_pattern.contains("/{path}") { path.trim_start_matches('/').to_owned() } else { path };
        let href = self.url_pattern.replace("{path}", &path).replace("{line}", &line.to_string());
        Some(href.replace("{column}", &column.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_that_would_run_something_gives_no_link() {
        let href = |url_pattern| EditorLinks { url_pattern, root: "/home/anna/network" }.href("content/a b.md", 3, 7);
        assert_eq!(
            href("vscode://file/{path}:{line}:{column}").as_deref(),
            Some("vscode://file/home/anna/network/content/a%20b.md:3:7")
        );
        assert_eq!(
            href("idea://open?file={path}").as_deref(),
            Some("idea://open?file=/home/anna/network/content/a%20b.md")
        );
        for pattern in [
            "javascript:alert(1)",
            "JavaScript:x",
            "data:text/html,{path}",
            "vbscript:x",
            "blob:x",
            " javascript:x",
            "{path}",
            ":x",
        ] {
            assert_eq!(href(pattern), None, "{pattern}");
        }
    }
}
