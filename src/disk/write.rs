//! A site is written beside the old one and takes its place in one step.
//!
//! Each file is compared byte by byte with the old one. Different files are written to the stage, `.NAME.new` beside
//! the output folder; unchanged files are only noted, and linked into the stage at the end, so they keep their inode
//! and time. If nothing differs, nothing is touched. The list of files (`.commonground`) is written last, so a stage
//! that has it is complete.
//!
//! Then the two folders are exchanged in one system call. Where the system has no such call, there are two renames, and
//! the names that exist after an interruption show which of them was done. If the output folder is a mount point, or its
//! parent is read-only, the files are replaced one by one (`in_place`).
//!
//! The former site may have what is withheld now, and the folder beside the output may be on the web. So it is moved
//! into `.commonground/` in the network's folder and removed.
//!
//! A build that is killed leaves the old site or the new one, whole (if files are replaced one by one: as soon as the next
//! build has run). The next build removes the temporary files that it left.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::mem;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock};
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};
use rustix::io::Errno;

use super::file_stamp::{FileStamp, file_stamp};
use super::in_place::{copy_to_inner_stage, inner_stage, remove_incomplete_stage, replace_files, seal_inner_stage};
use super::move_files::{exchange_folders, link_or_copy, link_tree, needs_in_place, remove_tree};
use super::output_folder::{GIT_FOLDER, LockFile, check_output_folder, published_files, resolve_links};
use super::parallel::in_parallel;
use super::recovery::{STAGE_MARKER, check_leftovers, discard_folder, old_folder, recover_killed_build};
use super::site_changes::{NewSiteFile, SiteChanges};
use super::site_on_disk::SiteOnDisk;
use super::write_error::WriteError;
use super::write_summary::{Swap, WriteSummary};
use crate::digest::Digest;
use crate::format::Output;
use crate::output::{FILE_LIST, FileList, OutputFile};
use crate::pipeline::OutputSink;

/// How long the former site stays after the exchange, for readers who had begun to look up a page in it.
const LOOKUP_TIME: Duration = Duration::from_millis(10);

/// Writes one site. If it is dropped without [`SiteWriter::finish`], everything stays as it was.
pub struct SiteWriter {
    output_folder: Utf8PathBuf,
    stage: Utf8PathBuf,
    /// Where the former site is moved to before it is removed.
    former: Utf8PathBuf,
    in_place: bool,
    /// What is there now.
    site: SiteOnDisk,
    created_folders: Mutex<HashSet<String>>,
    changed: Mutex<Vec<NewSiteFile>>,
    unchanged: Mutex<Vec<NewSiteFile>>,
    /// So many of the unchanged files are in the stage already.
    linked: AtomicUsize,
    produced: OnceLock<Vec<OutputFile>>,
    _lock: LockFile,
}

impl SiteWriter {
    /// Prepares to write to `out`. `sources` are folders that are read; `keep` are names in `out` that this program did not
    /// make and that stay. `work` is a folder for temporary files that is not on the web.
    pub fn open(out: &Utf8Path, sources: &[Utf8PathBuf], keep: &[String], work: &Utf8Path) -> Result<Self, WriteError> {
        let out = resolve_links(out).map_err(|error| WriteError::Io(format!("`{out}` cannot be used"), error))?;
        check_output_folder(&out, sources, keep)?;
        let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
            return Err(WriteError::Refused(format!("`{out}` cannot be an output folder")));
        };
        let _ = fs::create_dir_all(parent);
        let (lock, in_place) = match LockFile::acquire(parent.join(format!(".{name}.lock"))) {
            Err(WriteError::Io(_, error)) if out.is_dir() && needs_in_place(&error) => {
                (LockFile::acquire(out.join(".commonground.lock"))?, true)
            }
            other => (other?, false),
        };
        let stage = if in_place { inner_stage(&out) } else { parent.join(format!(".{name}.new")) };
        // Several output folders may be written to at the same time.
        let former = work.join(format!("former-{:.16}", Digest::compute(out.as_str().as_bytes()).to_string()));
        check_leftovers(&out, &stage)?;
        recover_killed_build(&out, &stage, &former).map_err(|error| {
            WriteError::Io(format!("what an earlier build left beside `{out}` cannot be cleared"), error)
        })?;
        let site = SiteOnDisk::list(out.clone(), keep);
        let site = site.map_err(|error| WriteError::Io(format!("`{out}` cannot be read"), error))?;
        Ok(Self {
            output_folder: out,
            stage,
            former,
            in_place,
            site,
            created_folders: Mutex::default(),
            changed: Mutex::default(),
            unchanged: Mutex::default(),
            linked: AtomicUsize::new(0),
            produced: OnceLock::new(),
            _lock: lock,
        })
    }

    /// The output folder, with its links resolved.
    pub fn output_folder(&self) -> &Utf8Path {
        &self.output_folder
    }

    /// The files of the site that is there now, by the folder's own list.
    pub fn published_files(&self) -> FileList {
        published_files(&self.output_folder)
    }

    /// The files of the new site, changed or not, in the order of paths. After this, no more may be written.
    pub fn produced_files(&self) -> &[OutputFile] {
        self.produced.get_or_init(|| {
            let changed = lock(&self.changed);
            let unchanged = lock(&self.unchanged);
            let mut files: Vec<OutputFile> =
                changed.iter().chain(unchanged.iter()).map(|staged| staged.file.clone()).collect();
            files.sort_unstable();
            files
        })
    }

    /// The fingerprint of the site that is on the disk, by the stamps of its files.
    pub fn fingerprint(&self) -> Digest {
        self.site.fingerprint()
    }

    /// Puts the new site in the place of the old one. `base_url` is where it is published.
    pub fn finish(mut self, base_url: Option<String>) -> Result<(WriteSummary, Digest), WriteError> {
        let changes = self.collect_changes(base_url);
        let swap = self.replace_site(&changes)?;
        Ok((changes.summarise(swap), changes.fingerprint()))
    }

    fn collect_changes(&mut self, base_url: Option<String>) -> SiteChanges {
        self.produced_files();
        let file_list = FileList { base_url, files: self.produced.take().unwrap_or_default() };
        let produced: HashSet<&str> = file_list.files.iter().map(|file| file.path.as_str()).collect();
        let old_paths = self.site.files.keys().filter(|path| path.as_str() != FILE_LIST);
        let removed = old_paths.filter(|path| !produced.contains(path.as_str())).cloned().collect();
        SiteChanges {
            changed: mem::take(&mut *lock(&self.changed)),
            unchanged: mem::take(&mut *lock(&self.unchanged)),
            removed,
            file_list,
        }
    }

    fn replace_site(&self, changes: &SiteChanges) -> Result<Swap, WriteError> {
        let has_file_list = || self.output_folder.join(FILE_LIST).exists();
        if changes.is_empty() && self.published_files() == changes.file_list && has_file_list() {
            return Ok(Swap::Untouched);
        }
        if !self.in_place {
            match self.stage_unchanged(changes).and_then(|()| self.swap_folders()) {
                Ok(former) => return self.discard_former_site(former).map(|()| Swap::Atomic),
                Err(error) if needs_in_place(&error) && self.output_folder.is_dir() => {}
                Err(error) => return Err(WriteError::Io(format!("`{}` cannot be written", self.output_folder), error)),
            }
        }
        self.write_in_place(changes)?;
        Ok(Swap::InPlace)
    }

    /// Links unchanged files, and the files that are kept, into the stage. The list is written last: a stage that has it
    /// is complete.
    fn stage_unchanged(&self, changes: &SiteChanges) -> io::Result<()> {
        self.create_parent(FILE_LIST)?;
        let linked = self.linked.load(Ordering::Relaxed);
        let link = |file: &NewSiteFile| self.link_into_stage(&file.file.path);
        let linked = in_parallel(&changes.unchanged[linked..], |part| part.iter().try_for_each(link));
        linked.into_iter().collect::<io::Result<()>>()?;
        for path in self.site.foreign_files.iter().filter(|path| self.stage.join(path).symlink_metadata().is_err()) {
            self.create_parent(path)?;
            link_tree(&self.output_folder.join(path), &self.stage.join(path))?;
        }
        if self.output_folder.join(GIT_FOLDER).exists() {
            link_tree(&self.output_folder.join(GIT_FOLDER), &self.stage.join(GIT_FOLDER))?;
        }
        fs::write(self.stage.join(FILE_LIST), changes.file_list.to_bytes())?;
        fs::remove_file(self.stage.join(STAGE_MARKER))
    }

    /// Puts the stage in the place of the output folder. Returns where the former site is now.
    fn swap_folders(&self) -> io::Result<Option<Utf8PathBuf>> {
        if !self.output_folder.exists() {
            return fs::rename(&self.stage, &self.output_folder).map(|()| None);
        }
        if !self.output_folder.is_dir() {
            return Err(io::Error::other("it is no longer a folder"));
        }
        match exchange_folders(&self.stage, &self.output_folder) {
            Ok(()) => Ok(Some(self.stage.clone())),
            Err(error) if is_exchange_unsupported(&error) => {
                // If the program is killed between these two steps, `recover_killed_build` sees by the names what to do.
                let old = old_folder(&self.output_folder);
                fs::rename(&self.output_folder, &old)?;
                fs::rename(&self.stage, &self.output_folder)?;
                Ok(Some(old))
            }
            Err(error) => Err(error),
        }
    }

    fn discard_former_site(&self, folder: Option<Utf8PathBuf>) -> Result<(), WriteError> {
        let Some(folder) = folder else { return Ok(()) };
        discard_folder(&folder, &self.former, LOOKUP_TIME).map_err(|error| {
            WriteError::Io(format!("the new site is published, but the former one is still in `{folder}`"), error)
        })
    }

    /// Replaces the files one by one. Until all new ones are in the output folder's own stage, nothing is touched.
    fn write_in_place(&self, changes: &SiteChanges) -> Result<(), WriteError> {
        let out = &self.output_folder;
        let paths = changes.changed.iter().map(|staged| staged.file.path.as_str());
        let copied = if self.in_place { Ok(()) } else { copy_to_inner_stage(&self.stage, out, paths) };
        copied.and_then(|()| seal_inner_stage(out, &changes.removed, &changes.file_list)).map_err(|error| {
            WriteError::Io(
                format!("nothing was changed in `{out}`: the new files cannot be put beside the old ones"),
                error,
            )
        })?;
        replace_files(out)
            .map_err(|error| WriteError::Io(format!("the next build must complete the site in `{out}`"), error))
    }

    fn link_into_stage(&self, path: &str) -> io::Result<()> {
        self.create_parent(path)?;
        link_or_copy(&self.output_folder.join(path), &self.stage.join(path))
    }

    fn create_parent(&self, path: &str) -> io::Result<()> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut created_folders = lock(&self.created_folders);
        if created_folders.is_empty() {
            fs::create_dir_all(&self.stage)?;
            fs::write(self.stage.join(STAGE_MARKER), "")?;
            created_folders.insert(String::new());
        }
        if created_folders.contains(folder) {
            return Ok(());
        }
        drop(created_folders);
        fs::create_dir_all(self.stage.join(folder))?;
        lock(&self.created_folders).insert(folder.to_owned());
        Ok(())
    }

    /// The stamp of the file that is there already, if it has these bytes.
    fn matching_stamp(&self, output: &Output) -> Option<FileStamp> {
        self.site.files.get(&output.file.path).filter(|[size, ..]| *size == output.bytes.len() as u64)?;
        let mut file = fs::File::open(self.output_folder.join(&output.file.path)).ok()?;
        // One byte more, to see where the file ends.
        let mut bytes = vec![0; output.bytes.len() + 1];
        let mut length = 0;
        while let Ok(count @ 1..) = io::Read::read(&mut file, &mut bytes[length..]) {
            length += count;
        }
        (bytes[..length] == output.bytes).then(|| Some(file_stamp(&file.metadata().ok()?)))?
    }
}

/// Whether the disk or the system cannot exchange two folders in one step.
fn is_exchange_unsupported(error: &io::Error) -> bool {
    let codes = [Errno::INVAL.raw_os_error(), Errno::NOSYS.raw_os_error()];
    error.raw_os_error().is_some_and(|code| codes.contains(&code))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect("no thread panics while it holds the lock")
}

impl Drop for SiteWriter {
    /// Removes what is left of the stage, whether the site was written or not.
    fn drop(&mut self) {
        let _ = remove_incomplete_stage(&self.output_folder);
        if !self.in_place {
            let _ = remove_tree(&self.stage);
        }
    }
}

impl OutputSink for SiteWriter {
    fn size_on_disk(&self, file: &OutputFile) -> Option<usize> {
        self.site.size_on_disk(file)
    }

    fn keep(&self, file: OutputFile) {
        if let Some(stamp) = self.site.files.get(&file.path) {
            lock(&self.unchanged).push(NewSiteFile { file, stamp: *stamp });
        }
    }

    /// Links the unchanged files that are known so far, if the site will differ: this core has nothing else to do.
    fn pages_finished(&self) {
        if self.in_place || lock(&self.changed).is_empty() {
            return;
        }
        let paths: Vec<String> = lock(&self.unchanged).iter().map(|staged| staged.file.path.clone()).collect();
        // What cannot be linked is tried again at the end, which reports it.
        let linked = paths.iter().take_while(|path| self.link_into_stage(path).is_ok()).count();
        self.linked.store(linked, Ordering::Relaxed);
    }

    fn read_kept(&self, file: &OutputFile) -> io::Result<Vec<u8>> {
        self.site.read_kept(file)
    }

    fn write(&self, output: Output) -> io::Result<()> {
        if let Some(stamp) = self.matching_stamp(&output) {
            lock(&self.unchanged).push(NewSiteFile { file: output.file, stamp });
            return Ok(());
        }
        self.create_parent(&output.file.path)?;
        let mut file = fs::File::create(self.stage.join(&output.file.path))?;
        io::Write::write_all(&mut file, &output.bytes)?;
        let stamp = file_stamp(&file.metadata()?);
        lock(&self.changed).push(NewSiteFile { file: output.file, stamp });
        Ok(())
    }
}
