//! What surrounds a network's folder: services that synchronise it, version control, workflows. Nothing here is written.

use camino::{Utf8Path, Utf8PathBuf};

/// Folders of workflows; those that say `schedule` run by themselves.
const WORKFLOW_FOLDERS: [&str; 3] = [".github/workflows", ".forgejo/workflows", ".gitea/workflows"];

/// The service that synchronises a folder, such as `Dropbox`.
pub fn find_sync_service(folder: &Utf8Path) -> Option<&'static str> {
    let real = folder.ancestors().find_map(|ancestor| {
        let real = ancestor.canonicalize_utf8().ok()?;
        Some(folder.strip_prefix(ancestor).map_or_else(|_| real.clone(), |rest| real.join(rest)))
    });
    let real = real.as_deref().unwrap_or(folder);
    let by_name = real.components().find_map(|part| sync_service_named(part.as_str()));
    by_name.or_else(|| real.ancestors().any(|folder| folder.join(".stfolder").exists()).then_some("Syncthing"))
}

/// The service whose folders have this name.
fn sync_service_named(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    // `Dropbox (Council)`, `OneDrive - Council`, `GoogleDrive-a@example.org`
    let is_named = |word: &str| {
        name.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '-', '_', '(']))
    };
    match () {
        () if is_named("dropbox") => Some("Dropbox"),
        () if is_named("onedrive") => Some("OneDrive"),
        () if is_named("google drive") || is_named("googledrive") => Some("Google Drive"),
        () if is_named("mobile documents")
            || is_named("icloud drive")
            || is_named("iclouddrive")
            || is_named("com~apple~clouddocs") =>
        {
            Some("iCloud")
        }
        () if is_named("nextcloud") => Some("Nextcloud"),
        () if is_named("owncloud") => Some("ownCloud"),
        () => None,
    }
}

/// The folder at or above this one that is under version control.
pub fn find_repository(folder: &Utf8Path) -> Option<Utf8PathBuf> {
    folder.ancestors().find(|folder| folder.join(".git").exists()).map(Utf8Path::to_owned)
}

/// Whether the version control of `repository` ignores a folder. Only plain lines are understood; if a line with `!` takes
/// the folder back in, it does not count as ignored.
pub fn is_git_ignored(repository: &Utf8Path, folder: &Utf8Path) -> bool {
    let read = |path: Utf8PathBuf| std::fs::read_to_string(path).unwrap_or_default();
    let above = folder.ancestors().skip(1).take_while(|above| above.starts_with(repository));
    let gitignores = above.map(|above| (above.to_owned(), read(above.join(".gitignore"))));
    let exclude = (repository.to_owned(), read(repository.join(".git").join("info").join("exclude")));
    let mut is_ignored = false;
    for (above, text) in gitignores.chain([exclude]) {
        let Ok(inner) = folder.strip_prefix(&above) else { continue };
        for line in text.lines().map(str::trim) {
            match line.strip_prefix('!') {
                Some(negated) if ignore_line_matches(negated, inner.as_str()) => return false,
                Some(_) => {}
                None => is_ignored |= ignore_line_matches(line, inner.as_str()),
            }
        }
    }
    is_ignored
}

/// Whether a line names a folder or one above it: `/content/private/`, `private`, `**/private/*`.
fn ignore_line_matches(line: &str, inner: &str) -> bool {
    let anywhere = line.strip_prefix("**/");
    let pattern = anywhere.unwrap_or(line).trim_end_matches("/**").trim_end_matches("/*").trim_end_matches('/');
    if pattern.is_empty() || pattern.starts_with('#') {
        return false;
    }
    let anchored = pattern.strip_prefix('/').unwrap_or(pattern);
    let is_within = |path: &str| path == anchored || path.starts_with(&format!("{anchored}/"));
    let is_name = anywhere.is_some() || !pattern.contains('/');
    is_within(inner) || (is_name && inner.match_indices('/').any(|(at, _)| is_within(&inner[at + 1..])))
}

/// The file that runs this program on a schedule, by its path from `root`: a workflow that names the program and a schedule,
/// or GitLab's, whose schedules are set on its website.
pub fn find_scheduled_workflow(root: &Utf8Path) -> Option<String> {
    let folders = [Some(root.to_owned()), find_repository(root)];
    folders.into_iter().flatten().find_map(|top| {
        let mut files: Vec<(Utf8PathBuf, &str)> = vec![(top.join(".gitlab-ci.yml"), "commonground")];
        for folder in WORKFLOW_FOLDERS {
            let found = top.join(folder).read_dir_utf8().into_iter().flatten().flatten();
            let found = found.map(camino::Utf8DirEntry::into_path);
            files.extend(
                found.filter(|path| matches!(path.extension(), Some("yml" | "yaml"))).map(|path| (path, "schedule")),
            );
        }
        files.sort();
        let runs_on_schedule = |(path, word): &(Utf8PathBuf, &str)| {
            let text = std::fs::read_to_string(path).unwrap_or_default();
            let lines = || text.lines().filter(|line| !line.trim_start().starts_with('#'));
            lines().any(|line| line.contains("commonground")) && lines().any(|line| line.contains(word))
        };
        let (path, _) = files.into_iter().find(runs_on_schedule)?;
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
            assert_eq!(sync_service_named(name), expected, "{name}");
        }
    }

    #[test]
    fn lines_of_gitignore_are_read() {
        let inner = "content/private";
        for line in
            ["content/private/", "/content/private", "private", "**/private/*", "content/", "content/private/**"]
        {
            assert!(ignore_line_matches(line, inner), "{line}");
        }
        for line in ["", "# content/private/", "/private/", "content/private/people.yaml", "priv", "public/"] {
            assert!(!ignore_line_matches(line, inner), "{line}");
        }
    }
}
