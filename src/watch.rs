//! Waiting for a change: the events of some folders, gathered into batches.
//!
//! An event is only a hint that something may have changed. Systems report our own reads (dropped here), report a
//! rename when an editor saves, lose events when there are many, and do not report what other machines do on a network
//! drive. So whatever is in doubt becomes [`Batch::Everything`], and after some time without any event everything is
//! compared too.
#![allow(clippy::disallowed_methods, reason = "watching folders is one of the edges that touch the outside")]

use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use notify::event::{AccessKind, AccessMode, CreateKind, EventKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

/// A batch ends after this long without an event: when an editor saves a file, several events come at once.
const DEBOUNCE: Duration = Duration::from_millis(12);
/// A large batch ends after this long without an event: a checkout writes file by file, with pauses.
const DEBOUNCE_LARGE: Duration = Duration::from_millis(90);
/// A batch with more paths than this is large.
const LARGE_BATCH: usize = 24;
/// A batch ends after this time, however many events still come.
const MAX_BATCH_TIME: Duration = Duration::from_secs(1);
/// A new folder is listed again after this time: files that came into it before it was watched were not reported.
const RESCAN_DELAY: Duration = Duration::from_millis(250);
/// After this long without an event everything is compared, because events can be lost.
const IDLE_RESCAN: Duration = Duration::from_secs(30);
/// How often everything is compared where the system reports no events.
const POLL_INTERVAL: Duration = Duration::from_secs(2);

/// What may have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Batch {
    /// These files and folders.
    Paths(BTreeSet<Utf8PathBuf>),
    /// Anything.
    Everything,
    /// Nothing that is known; the wait has reached its limit.
    Nothing,
}

/// Why folders are compared every two seconds instead of after each event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PollReason {
    /// They are on a drive of this kind, where changes by other machines are not reported.
    RemoteDrive(&'static str),
    /// The system refused to watch them; why.
    WatchRefused(String),
}

/// Folders that are watched.
pub struct FolderWatcher {
    folders: Vec<Utf8PathBuf>,
    watcher: Option<RecommendedWatcher>,
    events: Receiver<notify::Result<Event>>,
    /// Why the folders are polled, if they are.
    pub poll_reason: Option<PollReason>,
    /// New folders, and when to list them again.
    new_folders: BTreeSet<Utf8PathBuf>,
    rescan_at: Option<Instant>,
}

impl FolderWatcher {
    /// Watches folders and everything in them, below `root` or elsewhere. A folder that does not exist yet is watched as soon
    /// as it comes, if its place is directly below `root`.
    pub fn new(root: &Utf8Path, folders: Vec<Utf8PathBuf>) -> Self {
        let (sender, events) = channel();
        let watcher = notify::recommended_watcher(move |event| drop(sender.send(event)));
        let mut watch = Self {
            poll_reason: folders.iter().find_map(|folder| remote_drive_kind(folder)).map(PollReason::RemoteDrive),
            folders,
            watcher: None,
            events,
            new_folders: BTreeSet::new(),
            rescan_at: None,
        };
        match watcher {
            Ok(watcher) => watch.watcher = Some(watcher),
            Err(error) => watch.start_polling(&error),
        }
        watch.watch_folder(&root.to_owned(), RecursiveMode::NonRecursive);
        for folder in watch.folders.clone() {
            watch.watch_folder(&folder, RecursiveMode::Recursive);
        }
        watch
    }

    fn watch_folder(&mut self, folder: &Utf8PathBuf, mode: RecursiveMode) {
        let Some(watcher) = self.watcher.as_mut().filter(|_| folder.is_dir()) else { return };
        if let Err(error) = watcher.watch(folder.as_std_path(), mode) {
            self.start_polling(&error);
        }
    }

    fn start_polling(&mut self, error: &notify::Error) {
        let why = match error.kind {
            notify::ErrorKind::MaxFilesWatch => {
                "the system watches no more folders (fs.inotify.max_user_watches)".into()
            }
            _ => error.to_string(),
        };
        self.poll_reason.get_or_insert(PollReason::WatchRefused(why));
    }

    /// Waits for the next batch, for at most `limit`.
    pub fn next_batch(&mut self, limit: Duration) -> Batch {
        let deadline = Instant::now() + limit;
        let rescan_all_at = Instant::now() + if self.poll_reason.is_some() { POLL_INTERVAL } else { IDLE_RESCAN };
        loop {
            let rescan_at = self.rescan_at.unwrap_or(rescan_all_at);
            let wait = deadline.min(rescan_all_at).min(rescan_at).saturating_duration_since(Instant::now());
            match self.events.recv_timeout(wait) {
                Ok(event) => match self.collect_batch(event) {
                    Batch::Nothing => {}
                    batch => return batch,
                },
                Err(RecvTimeoutError::Timeout) => {
                    let now = Instant::now();
                    if self.rescan_at.is_some_and(|at| at <= now) {
                        self.rescan_at = None;
                        return Batch::Paths(std::mem::take(&mut self.new_folders));
                    }
                    if rescan_all_at <= now {
                        return Batch::Everything;
                    }
                    if deadline <= now {
                        return Batch::Nothing;
                    }
                }
                // The watcher has ended, so everything is polled from now on.
                Err(RecvTimeoutError::Disconnected) => {
                    self.poll_reason
                        .get_or_insert(PollReason::WatchRefused("the system's watcher has ended".to_owned()));
                    std::thread::sleep(wait.min(POLL_INTERVAL));
                    return Batch::Everything;
                }
            }
        }
    }

    /// The batch of an event and those that follow it at once.
    fn collect_batch(&mut self, first: notify::Result<Event>) -> Batch {
        let latest_end = Instant::now() + MAX_BATCH_TIME;
        let mut paths = BTreeSet::new();
        let mut everything = !self.add_event(first, &mut paths);
        if paths.is_empty() && !everything {
            return Batch::Nothing;
        }
        let mut quiet_end = Instant::now() + DEBOUNCE;
        while let Ok(event) =
            self.events.recv_timeout(quiet_end.min(latest_end).saturating_duration_since(Instant::now()))
        {
            let before = paths.len();
            everything |= !self.add_event(event, &mut paths);
            if paths.len() > before || everything {
                quiet_end = Instant::now() + if paths.len() > LARGE_BATCH { DEBOUNCE_LARGE } else { DEBOUNCE };
            }
        }
        if everything { Batch::Everything } else { Batch::Paths(paths) }
    }

    /// Adds the paths of an event; `false` if it is not known what the event is about.
    fn add_event(&mut self, event: notify::Result<Event>, paths: &mut BTreeSet<Utf8PathBuf>) -> bool {
        let Ok(event) = event else { return false };
        if event.need_rescan() {
            return false;
        }
        if matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write)) {
            return true;
        }
        for path in &event.paths {
            let Ok(path) = Utf8PathBuf::from_path_buf(path.clone()) else { return false };
            if let Some(at) = self.folders.iter().position(|folder| *folder == path) {
                // A folder that has come or come back must be watched again, and everything in it is new.
                let folder = self.folders[at].clone();
                self.watch_folder(&folder, RecursiveMode::Recursive);
                if !matches!(event.kind, EventKind::Modify(notify::event::ModifyKind::Metadata(_))) {
                    return false;
                }
                continue;
            }
            // `root` also has folders that do not matter here: the built site, `.git`.
            if !self.folders.iter().any(|folder| path.starts_with(folder)) {
                continue;
            }
            if matches!(event.kind, EventKind::Create(CreateKind::Folder)) || path.is_dir() {
                self.new_folders.insert(path.clone());
                self.rescan_at = Some(Instant::now() + RESCAN_DELAY);
            }
            paths.insert(path);
        }
        true
    }
}

/// The kind of drive a folder is on, where changes by other machines are not reported.
#[cfg(target_os = "linux")]
fn remote_drive_kind(folder: &Utf8Path) -> Option<&'static str> {
    // Magic numbers of statfs(2).
    const REMOTE: [(u32, &str); 8] = [
        (0x6969, "NFS"),
        (0x517b, "SMB"),
        (0xff53_4d42, "CIFS"),
        (0xfe53_4d42, "SMB"),
        (0x6573_5546, "FUSE"),
        (0x0102_1997, "9P"),
        (0x5346_414f, "AFS"),
        (0x00c3_6400, "Ceph"),
    ];
    let kind = rustix::fs::statfs(folder.as_std_path()).ok()?.f_type as u32;
    REMOTE.iter().find(|(number, _)| *number == kind).map(|(_, name)| *name)
}

/// The kind of drive a folder is on, where changes by other machines are not reported.
#[cfg(not(target_os = "linux"))]
fn remote_drive_kind(_: &Utf8Path) -> Option<&'static str> {
    None
}

#[cfg(test)]
mod tests {
    use notify::event::{DataChange, Flag, ModifyKind};

    use super::*;

    fn event(kind: EventKind, path: &str) -> notify::Result<Event> {
        Ok(Event::new(kind).add_path(path.into()))
    }

    fn collect_one(event: notify::Result<Event>) -> Batch {
        let folder = std::env::temp_dir();
        let root = Utf8PathBuf::from_path_buf(folder).expect("UTF-8");
        FolderWatcher::new(&root, vec![root.join("nowhere/content")]).collect_batch(event)
    }

    fn watched_file() -> String {
        std::env::temp_dir().join("nowhere/content/a.md").to_string_lossy().into_owned()
    }

    #[test]
    fn lost_events_mean_everything() {
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(collect_one(Ok(lost)), Batch::Everything);
        assert_eq!(collect_one(Err(notify::Error::generic("no more watches"))), Batch::Everything);
    }

    #[test]
    fn our_own_reads_and_other_folders_are_nothing() {
        let open = EventKind::Access(AccessKind::Open(AccessMode::Any));
        assert_eq!(collect_one(event(open, &watched_file())), Batch::Nothing);
        let write = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        assert_eq!(collect_one(event(write, "/elsewhere/public/index.html")), Batch::Nothing);
        let closed = EventKind::Access(AccessKind::Close(AccessMode::Write));
        assert_eq!(
            collect_one(event(closed, &watched_file())),
            Batch::Paths([Utf8PathBuf::from(watched_file())].into())
        );
    }
}
