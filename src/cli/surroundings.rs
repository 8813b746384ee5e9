//! What the desk asks about the machine, answered from the disk.

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

use super::init;
use crate::digest::Digest;
use crate::disk;
use crate::serve::desk::{LastBuild, PrivateFolder, Surroundings, Synced, SyncedFolder};

/// A network's folder and what lies around it.
pub struct OnDisk {
    root: Utf8PathBuf,
    private: Utf8PathBuf,
}

impl OnDisk {
    /// Around a network; `private` where the private folder is not `content/private/`. Both are whole paths.
    pub fn new(root: &Utf8Path, private: Option<&Utf8Path>) -> Self {
        let private = private.map_or_else(|| root.join("content").join("private"), Utf8Path::to_owned);
        Self { root: root.to_owned(), private }
    }
}

impl Surroundings for OnDisk {
    fn last_build(&self) -> Option<LastBuild> {
        let last = disk::LastBuild::read(&self.root);
        let made_for = Timestamp::from_second(last.now).ok().filter(|_| last.is_known())?;
        Some(LastBuild {
            made_for,
            files: disk::published(&last.folder(&self.root)).len(),
            folder: if last.out.is_empty() { "public".to_owned() } else { last.out },
            sources: Some(last.sources).filter(|sources| !sources.is_empty()),
            next_change: last.next_change.and_then(|turn| Timestamp::from_second(turn).ok()),
        })
    }

    fn left(&self, is_made: &dyn Fn(&str) -> bool) -> Vec<String> {
        disk::LastBuild::read(&self.root).left(&self.root, is_made)
    }

    fn synced(&self) -> Vec<Synced> {
        let out = disk::LastBuild::read(&self.root).folder(&self.root);
        let one = |folder, path: &Utf8Path| {
            let service = disk::synced_by(path)?;
            Some(Synced { folder, path: path.to_string(), service })
        };
        [one(SyncedFolder::Output, &out), one(SyncedFolder::Network, &self.root)].into_iter().flatten().collect()
    }

    fn private_folder(&self) -> PrivateFolder {
        if !disk::exists(&self.private) {
            return PrivateFolder::Absent;
        }
        match disk::versioned_at(&self.private) {
            Some(top) if disk::leaves_out(&top, &self.private) => PrivateFolder::LeftOut,
            // A repository of its own is somebody's decision; one that it shares with the network is none.
            Some(top) if self.root.starts_with(&top) || top.starts_with(&self.root) => PrivateFolder::Exposed,
            _ if !self.private.starts_with(&self.root) => PrivateFolder::Elsewhere,
            Some(_) => PrivateFolder::Exposed,
            None => PrivateFolder::NoVersionControl,
        }
    }

    fn rebuilt_by(&self) -> Option<String> {
        disk::scheduled_by(&self.root)
    }

    fn is_sample(&self, path: &str, digest: &Digest) -> bool {
        init::sample(path).is_some_and(|bytes| Digest::compute(bytes) == *digest)
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests set up files of their own")]
mod tests {
    use super::*;

    #[test]
    fn the_private_folder_is_judged_by_where_it_lies_and_what_is_left_out() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = Utf8Path::from_path(folder.path()).expect("UTF-8");
        let around = OnDisk::new(root, None);
        let made = |path: &str| std::fs::create_dir_all(root.join(path)).expect("a folder");
        assert_eq!(around.private_folder(), PrivateFolder::Absent);
        made("content/private");
        assert_eq!(around.private_folder(), PrivateFolder::NoVersionControl);
        made(".git");
        assert_eq!(around.private_folder(), PrivateFolder::Exposed);
        std::fs::write(root.join(".gitignore"), "/public/\ncontent/private/\n").expect("written");
        assert_eq!(around.private_folder(), PrivateFolder::LeftOut);
        std::fs::write(root.join("content/.gitignore"), "!private\n").expect("written");
        assert_eq!(around.private_folder(), PrivateFolder::Exposed);
        let elsewhere = tempfile::tempdir().expect("a folder");
        let elsewhere = Utf8Path::from_path(elsewhere.path()).expect("UTF-8");
        assert_eq!(OnDisk::new(root, Some(elsewhere)).private_folder(), PrivateFolder::Elsewhere);
    }

    #[test]
    fn a_workflow_with_a_schedule_makes_the_site_anew() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = Utf8Path::from_path(folder.path()).expect("UTF-8");
        let around = OnDisk::new(root, None);
        assert_eq!(around.rebuilt_by(), None);
        std::fs::create_dir_all(root.join(".github/workflows")).expect("a folder");
        let workflow = root.join(".github/workflows/site.yml");
        std::fs::write(&workflow, "on: push\n# schedule:\nrun: commonground build\n").expect("written");
        assert_eq!(around.rebuilt_by(), None);
        std::fs::write(&workflow, "on: {schedule: [{cron: '7 4 * * *'}]}\nrun: commonground build\n").expect("written");
        assert_eq!(around.rebuilt_by().as_deref(), Some(".github/workflows/site.yml"));
    }

    #[test]
    fn a_folder_in_a_folder_of_a_service_is_synced() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = Utf8Path::from_path(folder.path()).expect("UTF-8").join("Dropbox (Hope Street)/network");
        std::fs::create_dir_all(&root).expect("a folder");
        let synced = OnDisk::new(&root, None).synced();
        let told: Vec<_> = synced.iter().map(|synced| (synced.folder, synced.service)).collect();
        assert_eq!(told, [(SyncedFolder::Output, "Dropbox"), (SyncedFolder::Network, "Dropbox")]);
    }

    #[test]
    fn a_sample_is_one_until_somebody_changes_it() {
        let around = OnDisk::new(Utf8Path::new("/nowhere"), None);
        let path = "content/stories/the-first-table.md";
        let bytes = init::sample(path).expect("a new network has it");
        assert!(around.is_sample(path, &Digest::compute(bytes)));
        assert!(!around.is_sample(path, &Digest::compute(b"our own")));
        assert!(!around.is_sample("content/stories/own.md", &Digest::compute(bytes)));
    }
}
