//! What lies around a network's folder: services that synchronise it, version control, workflows. Read where it is asked
//! for, never written.

use camino::{Utf8Path, Utf8PathBuf};

/// Folders of workflows that run by the clock where they say `schedule`.
const WORKFLOWS: [&str; 3] = [".github/workflows", ".forgejo/workflows", ".gitea/workflows"];

/// The service that watches a folder, such as `Dropbox`.
pub fn synced_by(folder: &Utf8Path) -> Option<&'static str> {
    let real = folder.ancestors().find_map(|known| {
        let real = known.canonicalize_utf8().ok()?;
        Some(folder.strip_prefix(known).map_or_else(|_| real.clone(), |rest| real.join(rest)))
    });
    let real = real.as_deref().unwrap_or(folder);
    let by_name = real.components().find_map(|part| service(part.as_str()));
    by_name.or_else(|| real.ancestors().any(|folder| folder.join(".stfolder").exists()).then_some("Syncthing"))
}

/// The service whose folders are called so.
fn service(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    // `Dropbox (Council)`, `OneDrive - Council`, `GoogleDrive-a@example.org`
    let is = |word: &str| {
        name.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '-', '_', '(']))
    };
    match () {
        () if is("dropbox") => Some("Dropbox"),
        () if is("onedrive") => Some("OneDrive"),
        () if is("google drive") || is("googledrive") => Some("Google Drive"),
        () if is("mobile documents") || is("icloud drive") || is("iclouddrive") || is("com~apple~clouddocs") => {
            Some("iCloud")
        }
        () if is("nextcloud") => Some("Nextcloud"),
        () if is("owncloud") => Some("ownCloud"),
        () => None,
    }
}

/// The folder at or above this one that is under version control.
pub fn versioned_at(folder: &Utf8Path) -> Option<Utf8PathBuf> {
    folder.ancestors().find(|folder| folder.join(".git").exists()).map(Utf8Path::to_owned)
}

/// Whether version control at `top` is told to leave a folder out. Plain lines are understood; a line that takes
/// something back counts against it.
pub fn leaves_out(top: &Utf8Path, folder: &Utf8Path) -> bool {
    let read = |path: Utf8PathBuf| std::fs::read_to_string(path).unwrap_or_default();
    let above = folder.ancestors().skip(1).take_while(|above| above.starts_with(top));
    let own = above.map(|above| (above.to_owned(), read(above.join(".gitignore"))));
    let exclude = (top.to_owned(), read(top.join(".git").join("info").join("exclude")));
    let mut left_out = false;
    for (above, text) in own.chain([exclude]) {
        let Ok(inner) = folder.strip_prefix(&above) else { continue };
        for line in text.lines().map(str::trim) {
            match line.strip_prefix('!') {
                Some(taken_back) if is_of(taken_back, inner.as_str()) => return false,
                Some(_) => {}
                None => left_out |= is_of(line, inner.as_str()),
            }
        }
    }
    left_out
}

/// Whether a line is about a folder or one that it lies in: `/content/private/`, `private`, `**/private/*`.
fn is_of(line: &str, inner: &str) -> bool {
    let anywhere = line.strip_prefix("**/");
    let pattern = anywhere.unwrap_or(line).trim_end_matches("/**").trim_end_matches("/*").trim_end_matches('/');
    if pattern.is_empty() || pattern.starts_with('#') {
        return false;
    }
    let from_here = pattern.strip_prefix('/').unwrap_or(pattern);
    let is_within = |path: &str| path == from_here || path.starts_with(&format!("{from_here}/"));
    let is_name = anywhere.is_some() || !pattern.contains('/');
    is_within(inner) || (is_name && inner.match_indices('/').any(|(at, _)| is_within(&inner[at + 1..])))
}

/// The file, as seen from `root`, that has this program run by the clock: a workflow that names it and a schedule, or
/// GitLab's, whose schedules are kept on its site.
pub fn scheduled_by(root: &Utf8Path) -> Option<String> {
    let folders = [Some(root.to_owned()), versioned_at(root)];
    folders.into_iter().flatten().find_map(|top| {
        let mut files: Vec<(Utf8PathBuf, &str)> = vec![(top.join(".gitlab-ci.yml"), "commonground")];
        for folder in WORKFLOWS {
            let found = top.join(folder).read_dir_utf8().into_iter().flatten().flatten();
            let found = found.map(camino::Utf8DirEntry::into_path);
            files.extend(
                found.filter(|path| matches!(path.extension(), Some("yml" | "yaml"))).map(|path| (path, "schedule")),
            );
        }
        files.sort();
        let names = |(path, word): &(Utf8PathBuf, &str)| {
            let text = std::fs::read_to_string(path).unwrap_or_default();
            let lines = || text.lines().filter(|line| !line.trim_start().starts_with('#'));
            lines().any(|line| line.contains("commonground")) && lines().any(|line| line.contains(word))
        };
        let (path, _) = files.into_iter().find(names)?;
        Some(path.strip_prefix(&top).unwrap_or(&path).to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_known_by_the_names_of_their_folders() {
        for (name, expected) in [
            ("Dropbox", Some("Dropbox")),
            ("Dropbox (Hope Street)", Some("Dropbox")),
            ("OneDrive - Wendle Vale", Some("OneDrive")),
            ("GoogleDrive-a@example.org", Some("Google Drive")),
            ("Mobile Documents", Some("iCloud")),
            ("Nextcloud", Some("Nextcloud")),
            ("ownCloud", Some("ownCloud")),
            ("Dropboxes", None),
            ("network", None),
        ] {
            assert_eq!(service(name), expected, "{name}");
        }
    }

    #[test]
    fn lines_of_version_control_are_read() {
        let inner = "content/private";
        for line in
            ["content/private/", "/content/private", "private", "**/private/*", "content/", "content/private/**"]
        {
            assert!(is_of(line, inner), "{line}");
        }
        for line in ["", "# content/private/", "/private/", "content/private/people.yaml", "priv", "public/"] {
            assert!(!is_of(line, inner), "{line}");
        }
    }
}
