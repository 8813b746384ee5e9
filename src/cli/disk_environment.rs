//! What the desk shows about the computer, read from the disk.

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

use super::init;
use crate::digest::Digest;
use crate::disk;
use crate::output::OutputFile;
use crate::serve::desk::{Environment, FolderRole, LastBuildSummary, PrivateFolder, SyncedLocation};

/// A network's folder and what surrounds it.
pub struct DiskEnvironment {
    root: Utf8PathBuf,
    private_folder: Utf8PathBuf,
}

impl DiskEnvironment {
    /// The surroundings of a network. `private` is its private folder, if that is not `content/private/`. Both are whole
    /// paths.
    pub fn new(root: &Utf8Path, private: Option<&Utf8Path>) -> Self {
        let private_folder = private.map_or_else(|| root.join("content").join("private"), Utf8Path::to_owned);
        Self { root: root.to_owned(), private_folder }
    }
}

impl Environment for DiskEnvironment {
    fn last_build(&self) -> Option<LastBuildSummary> {
        let last = disk::LastBuild::read(&self.root);
        let made_for = Timestamp::from_second(last.now).ok().filter(|_| last.has_built())?;
        Some(LastBuildSummary {
            made_for,
            file_count: disk::published_files(&last.output_folder(&self.root)).files.len(),
            output_folder: last.output_folder_name().to_owned(),
            sources_digest: Some(last.sources).filter(|sources| !sources.is_empty()),
            next_change: last.next_change.and_then(|next_change| Timestamp::from_second(next_change).ok()),
        })
    }

    fn leftover_files(&self, is_made: &dyn Fn(&str) -> bool) -> Vec<OutputFile> {
        disk::LastBuild::read(&self.root).leftover_files(&self.root, is_made)
    }

    fn synced_locations(&self) -> Vec<SyncedLocation> {
        let out = disk::LastBuild::read(&self.root).output_folder(&self.root);
        let location = |folder, path: &Utf8Path| {
            let service = disk::find_sync_service(path)?;
            Some(SyncedLocation { role: folder, path: path.to_string(), service })
        };
        [location(FolderRole::Output, &out), location(FolderRole::Network, &self.root)].into_iter().flatten().collect()
    }

    fn private_folder(&self) -> PrivateFolder {
        if !disk::exists(&self.private_folder) {
            return PrivateFolder::Absent;
        }
        match disk::find_repository(&self.private_folder) {
            Some(repository) if disk::is_git_ignored(&repository, &self.private_folder) => PrivateFolder::Ignored,
            // Somebody may have decided to keep the private folder in a repository of its own, but hardly to publish it
            // with the network.
            Some(top) if self.root.starts_with(&top) || top.starts_with(&self.root) => PrivateFolder::Exposed,
            _ if !self.private_folder.starts_with(&self.root) => PrivateFolder::Elsewhere,
            Some(_) => PrivateFolder::Exposed,
            None => PrivateFolder::NoVersionControl,
        }
    }

    fn scheduled_workflow(&self) -> Option<String> {
        disk::find_scheduled_workflow(&self.root)
    }

    fn is_sample(&self, path: &str, digest: &Digest) -> bool {
        init::starter_file(path).is_some_and(|bytes| Digest::compute(bytes) == *digest)
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests set up files of their own")]
mod tests {
    use super::*;

    #[test]
    fn the_private_folder_is_judged_by_where_it_is_and_what_is_ignored() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = Utf8Path::from_path(folder.path()).expect("UTF-8");
        let environment = DiskEnvironment::new(root, None);
        let make_folder = |path: &str| std::fs::create_dir_all(root.join(path)).expect("a folder");
        assert_eq!(environment.private_folder(), PrivateFolder::Absent);
        make_folder("content/private");
        assert_eq!(environment.private_folder(), PrivateFolder::NoVersionControl);
        make_folder(".git");
        assert_eq!(environment.private_folder(), PrivateFolder::Exposed);
        std::fs::write(root.join(".gitignore"), "/public/\ncontent/private/\n").expect("written");
        assert_eq!(environment.private_folder(), PrivateFolder::Ignored);
        std::fs::write(root.join("content/.gitignore"), "!private\n").expect("written");
        assert_eq!(environment.private_folder(), PrivateFolder::Exposed);
        let elsewhere = tempfile::tempdir().expect("a folder");
        let elsewhere = Utf8Path::from_path(elsewhere.path()).expect("UTF-8");
        assert_eq!(DiskEnvironment::new(root, Some(elsewhere)).private_folder(), PrivateFolder::Elsewhere);
    }

    #[test]
    fn a_workflow_with_a_schedule_rebuilds_the_site() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = Utf8Path::from_path(folder.path()).expect("UTF-8");
        let environment = DiskEnvironment::new(root, None);
        assert_eq!(environment.scheduled_workflow(), None);
        std::fs::create_dir_all(root.join(".github/workflows")).expect("a folder");
        let workflow = root.join(".github/workflows/site.yml");
        std::fs::write(&workflow, "on: push\n# schedule:\nrun: commonground build\n").expect("written");
        assert_eq!(environment.scheduled_workflow(), None);
        std::fs::write(&workflow, "on: {schedule: [{cron: '7 4 * * *'}]}\nrun: commonground build\n").expect("written");
        assert_eq!(environment.scheduled_workflow().as_deref(), Some(".github/workflows/site.yml"));
    }

    #[test]
    fn a_folder_in_a_folder_of_a_service_is_synced() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = Utf8Path::from_path(folder.path()).expect("UTF-8").join("Dropbox (Hope Street)/network");
        std::fs::create_dir_all(&root).expect("a folder");
        let synced = DiskEnvironment::new(&root, None).synced_locations();
        let found: Vec<_> = synced.iter().map(|synced| (synced.role, synced.service)).collect();
        assert_eq!(found, [(FolderRole::Output, "Dropbox"), (FolderRole::Network, "Dropbox")]);
    }

    #[test]
    fn a_sample_is_one_until_somebody_changes_it() {
        let environment = DiskEnvironment::new(Utf8Path::new("/nowhere"), None);
        let path = "content/stories/the-first-table.md";
        let bytes = init::starter_file(path).expect("a new network has it");
        assert!(environment.is_sample(path, &Digest::compute(bytes)));
        assert!(!environment.is_sample(path, &Digest::compute(b"our own")));
        assert!(!environment.is_sample("content/stories/own.md", &Digest::compute(bytes)));
    }
}
