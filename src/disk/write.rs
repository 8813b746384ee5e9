//! A site is written beside the old one and takes its place in one step.
//!
//! Unchanged files keep their inode and time; if nothing differs, nothing is touched. A build that is killed
//! leaves the old site or the new one, whole. What is left lying about is cleared away by the next build.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::io;
use std::sync::Mutex;

use camino::{Utf8Path, Utf8PathBuf};

use crate::digest::Digest;
use crate::format::Output;
use crate::pipeline::OutputSink;

/// The file by which an output folder is known to be ours. It lists the files that are there, and no others.
const MARKER: &str = ".commonground";
/// A checkout in the output folder stays as it is and is never looked into.
const GIT_FOLDER: &str = ".git";
const MARKER_HEAD: &str = "This folder is made by commonground. Files in it are replaced by the next build.\n";

/// Why nothing can be written there.
#[derive(Debug)]
pub enum WriteError {
    /// The folder is refused, and why.
    Refused(String),
    /// Another build is at work.
    Busy,
    /// The disk refused.
    Io(String, io::Error),
}

/// How the new site took the place of the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swap {
    /// Nothing differed; nothing was touched.
    Untouched,
    /// In one step.
    Atomic,
    /// File by file, because the folder cannot be exchanged.
    InPlace,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteSummary {
    /// How it took its place.
    pub swap: Swap,
    /// Files that are new or different.
    pub changed: usize,
    /// Files that are as they were.
    pub unchanged: usize,
    /// Files that are gone.
    pub removed: usize,
}

/// A file of the new site: its path, and what tells whether it was changed since.
struct StagedFile {
    path: String,
    stamp: FileStamp,
}

/// Size, time and number of a file: they stay when the folders above it are renamed or it is linked.
type FileStamp = [u64; 3];

fn file_stamp(metadata: &fs::Metadata) -> FileStamp {
    let modified =
        metadata.modified().ok().and_then(|time| time.duration_since(std::time::SystemTime::UNIX_EPOCH).ok());
    let time = modified.map_or(0, |time| time.as_secs() ^ u64::from(time.subsec_nanos()) << 34);
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(metadata);
    #[cfg(not(unix))]
    let number = 0;
    [metadata.len(), time, number]
}

/// Writes one site. Dropped without [`Writer::finish`], it leaves everything as it was.
pub struct SiteWriter {
    output_folder: Utf8PathBuf,
    stage: Utf8PathBuf,
    in_place: bool,
    /// Files in the folder that are not ours and stay.
    foreign_files: Vec<String>,
    old_files: BTreeMap<String, u64>,
    created_folders: Mutex<HashSet<String>>,
    changed: Mutex<Vec<StagedFile>>,
    unchanged: Mutex<Vec<StagedFile>>,
    _lock: fs::File,
}

impl SiteWriter {
    /// Prepares to write to `out`. `sources` are folders that are read; `keep` are names in `out` that are not ours.
    pub fn open(out: &Utf8Path, sources: &[Utf8PathBuf], keep: &[String]) -> Result<Self, WriteError> {
        let out = resolve_links(out).map_err(|error| WriteError::Io(format!("`{out}` cannot be used"), error))?;
        check_output_folder(&out, sources, keep)?;
        let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
            return Err(WriteError::Refused(format!("`{out}` cannot be an output folder")));
        };
        let _ = fs::create_dir_all(parent);
        let (lock, in_place) = match lock_file(&parent.join(format!(".{name}.lock"))) {
            Err(WriteError::Io(_, error)) if out.is_dir() && needs_in_place(&error) => {
                (lock_file(&out.join(".commonground.lock"))?, true)
            }
            other => (other?, false),
        };
        let stage = if in_place { out.join(".commonground.new") } else { parent.join(format!(".{name}.new")) };
        recover_killed_build(&out, &stage, &old_folder(&out)).map_err(|error| {
            WriteError::Io(format!("what an earlier build left beside `{out}` cannot be cleared"), error)
        })?;
        let old = list_files(&out).map_err(|error| WriteError::Io(format!("`{out}` cannot be read"), error))?;
        let published = published_files(&out);
        let is_kept = |path: &str| {
            let top = path.split('/').next().unwrap_or(path);
            (top == "CNAME" || keep.iter().any(|name| name == top)) && !published.contains(path)
        };
        let (kept, old): (BTreeMap<String, u64>, _) = old.into_iter().partition(|(path, _)| is_kept(path));
        let kept = kept.into_keys().collect();
        Ok(Self {
            output_folder: out,
            stage,
            in_place,
            foreign_files: kept,
            old_files: old,
            created_folders: Mutex::default(),
            changed: Mutex::default(),
            unchanged: Mutex::default(),
            _lock: lock,
        })
    }

    /// The folder, links resolved.
    pub fn output_folder(&self) -> &Utf8Path {
        &self.output_folder
    }

    /// The files of the site that is there now, by its own list.
    pub fn published_files(&self) -> BTreeSet<String> {
        published_files(&self.output_folder)
    }

    /// The files that were put.
    pub fn produced_files(&self) -> BTreeSet<String> {
        let changed = self.changed.lock().expect("nobody panics with it");
        let equal = self.unchanged.lock().expect("nobody panics with it");
        changed.iter().chain(equal.iter()).map(|put| put.path.clone()).collect()
    }

    /// Fingerprint of the site as it lies on the disk, by sizes, times and numbers of its files.
    pub fn fingerprint(&self) -> Digest {
        let stamps = self.old_files.keys().filter(|path| path.as_str() != MARKER);
        let marks = stamps.filter_map(|path| {
            Some((path.as_str(), file_stamp(&self.output_folder.join(path).symlink_metadata().ok()?)))
        });
        fingerprint_files(marks.collect())
    }

    /// Puts the new site in the place of the old one.
    pub fn finish(self) -> Result<(WriteSummary, Digest), WriteError> {
        let io_error = |what: &str| {
            let what = what.to_owned();
            move |error| WriteError::Io(what, error)
        };
        let produced_files = self.produced_files();
        let changed = std::mem::take(&mut *self.changed.lock().expect("nobody panics with it"));
        let unchanged = std::mem::take(&mut *self.unchanged.lock().expect("nobody panics with it"));
        let digest =
            fingerprint_files(changed.iter().chain(&unchanged).map(|put| (put.path.as_str(), put.stamp)).collect());
        let removed: Vec<String> = self
            .old_files
            .keys()
            .filter(|path| !produced_files.contains(*path) && path.as_str() != MARKER)
            .cloned()
            .collect();
        let mut summary = WriteSummary {
            swap: Swap::Untouched,
            changed: changed.len(),
            unchanged: unchanged.len(),
            removed: removed.len(),
        };
        if changed.is_empty()
            && removed.is_empty()
            && self.published_files() == produced_files
            && self.output_folder.join(MARKER).exists()
        {
            self.remove_stage();
            return Ok((summary, digest));
        }
        let file_list = produced_files.iter().fold(MARKER_HEAD.to_owned(), |text, path| text + path + "\n");
        if !self.in_place {
            let staged = self.stage_unchanged(&unchanged, &file_list);
            match staged.and_then(|()| self.swap_folders()) {
                Ok(()) => {
                    summary.swap = Swap::Atomic;
                    return Ok((summary, digest));
                }
                Err(error) if needs_in_place(&error) && self.output_folder.is_dir() => {}
                Err(error) => return Err(WriteError::Io(format!("`{}` cannot be written", self.output_folder), error)),
            }
        }
        self.in_place(&changed, &removed, &file_list).map_err(io_error("the site could not be written in place"))?;
        summary.swap = Swap::InPlace;
        self.remove_stage();
        Ok((summary, digest))
    }

    /// Unchanged files and those that are not ours, linked; the list last: a stage that has it is whole.
    fn stage_unchanged(&self, unchanged: &[StagedFile], file_list: &str) -> io::Result<()> {
        fs::create_dir_all(&self.stage)?;
        for StagedFile { path, .. } in unchanged {
            self.create_parent(path)?;
            link_or_copy(&self.output_folder.join(path), &self.stage.join(path))?;
        }
        for path in self.foreign_files.iter().filter(|path| self.stage.join(path).symlink_metadata().is_err()) {
            self.create_parent(path)?;
            link_tree(&self.output_folder.join(path), &self.stage.join(path))?;
        }
        if self.output_folder.join(GIT_FOLDER).exists() {
            link_tree(&self.output_folder.join(GIT_FOLDER), &self.stage.join(GIT_FOLDER))?;
        }
        fs::write(self.stage.join(MARKER), file_list)
    }

    fn swap_folders(&self) -> io::Result<()> {
        if !self.output_folder.exists() {
            return fs::rename(&self.stage, &self.output_folder);
        }
        let former = old_folder(&self.output_folder);
        remove_tree(&former)?;
        match exchange_folders(&self.stage, &self.output_folder) {
            Ok(()) => fs::rename(&self.stage, &former),
            Err(error) if matches!(error.raw_os_error(), Some(code) if code == rustix::io::Errno::INVAL.raw_os_error() || code == rustix::io::Errno::NOSYS.raw_os_error()) =>
            {
                // The journal of these two steps are the names themselves: see `recover`.
                fs::rename(&self.output_folder, &former)?;
                fs::rename(&self.stage, &self.output_folder)
            }
            Err(error) => Err(error),
        }
    }

    /// New files, then changed ones by rename, deletions last.
    fn in_place(&self, changed: &[StagedFile], removed: &[String], file_list: &str) -> io::Result<()> {
        if !self.output_folder.join(MARKER).exists() {
            fs::write(self.output_folder.join(MARKER), MARKER_HEAD)?;
        }
        let (new, replaced): (Vec<&String>, Vec<&String>) =
            changed.iter().map(|put| &put.path).partition(|path| !self.old_files.contains_key(*path));
        for path in new.into_iter().chain(replaced) {
            let to = self.output_folder.join(path);
            if let Some(folder) = to.parent() {
                fs::create_dir_all(folder)?;
            }
            move_file(&self.stage.join(path), &to)?;
        }
        for path in removed {
            let _ = fs::remove_file(self.output_folder.join(path));
            let mut folder = self.output_folder.join(path);
            while folder.pop() && folder != self.output_folder && fs::remove_dir(&folder).is_ok() {}
        }
        fs::write(self.output_folder.join(MARKER), file_list)
    }

    fn create_parent(&self, path: &str) -> io::Result<()> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if self.created_folders.lock().expect("nobody panics with it").contains(folder) {
            return Ok(());
        }
        fs::create_dir_all(self.stage.join(folder))?;
        self.created_folders.lock().expect("nobody panics with it").insert(folder.to_owned());
        Ok(())
    }

    fn remove_stage(&self) {
        let _ = remove_tree(&self.stage);
    }

    /// The mark of the file that is there already, if it holds these bytes.
    fn matching_stamp(&self, output: &Output) -> Option<FileStamp> {
        self.old_files.get(&output.file.path).filter(|size| **size == output.bytes.len() as u64)?;
        let mut file = fs::File::open(self.output_folder.join(&output.file.path)).ok()?;
        let metadata = file.metadata().ok()?;
        let mut bytes = Vec::with_capacity(output.bytes.len());
        io::Read::read_to_end(&mut file, &mut bytes).ok()?;
        (bytes == output.bytes).then(|| file_stamp(&metadata))
    }
}

impl Drop for SiteWriter {
    fn drop(&mut self) {
        self.remove_stage();
    }
}

impl OutputSink for SiteWriter {
    fn write(&self, output: Output) -> io::Result<()> {
        if let Some(stamp) = self.matching_stamp(&output) {
            self.unchanged.lock().expect("nobody panics with it").push(StagedFile { path: output.file.path, stamp });
            return Ok(());
        }
        self.create_parent(&output.file.path)?;
        let mut file = fs::File::create(self.stage.join(&output.file.path))?;
        io::Write::write_all(&mut file, &output.bytes)?;
        let mark = file_stamp(&file.metadata()?);
        self.changed.lock().expect("nobody panics with it").push(StagedFile { path: output.file.path, stamp: mark });
        Ok(())
    }
}

/// Links resolved; what does not exist yet is joined to what does.
fn resolve_links(out: &Utf8Path) -> io::Result<Utf8PathBuf> {
    let out = if out.is_absolute() { out.to_owned() } else { super::current_folder()?.join(out) };
    let mut missing = Vec::new();
    let mut existing = out.as_path();
    loop {
        match existing.canonicalize_utf8() {
            Ok(found) => return Ok(missing.iter().rev().fold(found, |path, name| path.join(name))),
            Err(error) => {
                let (Some(parent), Some(name)) = (existing.parent(), existing.file_name()) else { return Err(error) };
                missing.push(name);
                existing = parent;
            }
        }
    }
}

/// An output that is, holds or lies in the sources, or holds what is not ours, is refused by name.
fn check_output_folder(out: &Utf8Path, sources: &[Utf8PathBuf], keep: &[String]) -> Result<(), WriteError> {
    for source in sources {
        if source.starts_with(out) || out.starts_with(source) {
            return Err(WriteError::Refused(format!(
                "`{out}` is, holds or lies in `{source}`, which is read and must not be written to"
            )));
        }
    }
    if out.is_file() {
        return Err(WriteError::Refused(format!("`{out}` is a file, not a folder")));
    }
    let is_ours = |name: &str| {
        name == GIT_FOLDER
            || name == "CNAME"
            || name.starts_with(".commonground")
            || keep.iter().any(|kept| kept == name)
    };
    let foreign = fs::read_dir(out).ok().and_then(|entries| {
        let mut names: Vec<String> =
            entries.filter_map(Result::ok).map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names.into_iter().find(|name| !is_ours(name))
    });
    match foreign {
        Some(name) if !out.join(MARKER).exists() => Err(WriteError::Refused(format!(
            "`{out}` holds `{name}`, which this program did not make; name an empty folder with `--out`"
        ))),
        _ => Ok(()),
    }
}

fn lock_file(path: &Utf8Path) -> Result<fs::File, WriteError> {
    let open = fs::OpenOptions::new().create(true).append(true).open(path);
    let file = open.map_err(|error| WriteError::Io(format!("`{path}` cannot be made"), error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(WriteError::Busy),
        Err(fs::TryLockError::Error(error)) => Err(WriteError::Io(format!("`{path}` cannot be locked"), error)),
    }
}

/// Completes or takes back what a killed build left.
fn recover_killed_build(out: &Utf8Path, stage: &Utf8Path, former: &Utf8Path) -> io::Result<()> {
    if !out.exists() {
        // Between the two renames of a system without exchange: a stage with its list is whole.
        if stage.join(MARKER).exists() {
            return fs::rename(stage, out);
        }
        if former.join(MARKER).exists() {
            fs::rename(former, out)?;
        }
    }
    remove_tree(stage)
}

fn old_folder(out: &Utf8Path) -> Utf8PathBuf {
    let name = out.file_name().unwrap_or("site");
    out.with_file_name(format!(".{name}.old"))
}

/// The files of the site in an output folder, by its own list; none where it has none.
pub fn published_files(out: &Utf8Path) -> BTreeSet<String> {
    let text = fs::read_to_string(out.join(MARKER)).unwrap_or_default();
    text.lines().skip(1).map(str::to_owned).collect()
}

/// Files and their sizes, without a checkout's own and what a build in place leaves. Links count as files and are
/// not followed.
fn list_files(out: &Utf8Path) -> io::Result<BTreeMap<String, u64>> {
    let mut files = BTreeMap::new();
    if !out.exists() {
        return Ok(files);
    }
    let wanted = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() != 1 || !(name == GIT_FOLDER || name.starts_with(".commonground."))
    };
    for entry in walkdir::WalkDir::new(out).min_depth(1).into_iter().filter_entry(wanted) {
        let entry = entry.map_err(io::Error::from)?;
        if !entry.file_type().is_dir() {
            let size = if entry.file_type().is_file() { entry.metadata()?.len() } else { u64::MAX };
            let path =
                entry.path().strip_prefix(out).map(|path| path.to_string_lossy().into_owned()).unwrap_or_default();
            files.insert(path, size);
        }
    }
    Ok(files)
}

fn fingerprint_files(mut files: Vec<(&str, FileStamp)>) -> Digest {
    files.sort_unstable();
    let stamps: Vec<[u8; 24]> = files
        .iter()
        .map(|(_, stamp)| {
            let mut bytes = [0; 24];
            stamp
                .iter()
                .zip(bytes.chunks_exact_mut(8))
                .for_each(|(number, chunk)| chunk.copy_from_slice(&number.to_le_bytes()));
            bytes
        })
        .collect();
    Digest::compute_all(files.iter().zip(&stamps).flat_map(|((path, _), mark)| [path.as_bytes(), mark.as_slice()]))
}

/// Swaps two folders in one step (`renameat2`, `renamex_np`).
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange_folders(one: &Utf8Path, other: &Utf8Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one.as_std_path(), CWD, other.as_std_path(), RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange_folders(_: &Utf8Path, _: &Utf8Path) -> io::Result<()> {
    Err(io::Error::from_raw_os_error(rustix::io::Errno::NOSYS.raw_os_error()))
}

/// Another file system, a mount point, no right to write: the folder stays and its files are exchanged.
fn needs_in_place(error: &io::Error) -> bool {
    use io::ErrorKind::{CrossesDevices, PermissionDenied, ReadOnlyFilesystem, ResourceBusy};
    matches!(error.kind(), CrossesDevices | PermissionDenied | ReadOnlyFilesystem | ResourceBusy)
}

/// A hard link, else a copy that keeps its time.
fn link_or_copy(from: &Utf8Path, to: &Utf8Path) -> io::Result<()> {
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    fs::copy(from, to)?;
    let modified = fs::metadata(from)?.modified()?;
    fs::OpenOptions::new().write(true).open(to)?.set_modified(modified)
}

fn link_tree(from: &Utf8Path, to: &Utf8Path) -> io::Result<()> {
    let metadata = from.symlink_metadata()?;
    if metadata.is_dir() {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let name = entry?.file_name();
            let name = name.to_str().ok_or_else(|| io::Error::other(format!("a name in `{from}` is not UTF-8")))?;
            link_tree(&from.join(name), &to.join(name))?;
        }
        return Ok(());
    }
    #[cfg(unix)]
    if metadata.is_symlink() {
        return std::os::unix::fs::symlink(fs::read_link(from)?, to);
    }
    link_or_copy(from, to)
}

fn move_file(from: &Utf8Path, to: &Utf8Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            // Beside its place first, so that it appears there in one step.
            let beside = to.with_file_name(format!(".{}.new", to.file_name().unwrap_or("file")));
            fs::copy(from, &beside)?;
            fs::rename(&beside, to)
        }
        other => other,
    }
}

fn remove_tree(folder: &Utf8Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
