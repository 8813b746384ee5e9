//! Opens files below a folder without following links, so that whatever is renamed or linked meanwhile, nothing outside the
//! folder is opened.

use std::fs::File;
use std::io::{self, Read};

use camino::Utf8Path;

use super::file_stamp::content_stamp;
use crate::world::OpenFile;

/// A file that was opened, and the size that it had then.
#[derive(Debug)]
pub(super) struct SizedFile {
    pub(super) file: File,
    pub(super) size: u64,
}

/// Opens a file by its path from a folder. A link on the way is an error, and so is whatever is not a file: a pipe
/// would be waited for, and a device need not end.
pub(super) fn open_file(folder: &Utf8Path, inner: &str) -> io::Result<SizedFile> {
    let is_plain = |part: &str| !matches!(part, "" | "." | "..");
    if !inner.split('/').all(is_plain) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let file = open_without_links(folder, inner)?;
    let metadata = file.metadata()?;
    match metadata.is_file() {
        true => Ok(SizedFile { file, size: metadata.len() }),
        false => Err(io::Error::other("it is not a file")),
    }
}

/// The bytes of a file, as far as it went when it was opened. So nobody needs to ask where it ends, which takes as long as
/// reading a short one. Some file systems do not know sizes and say 0.
pub(super) fn read_file(opened: SizedFile) -> io::Result<Vec<u8>> {
    let SizedFile { mut file, size } = opened;
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(usize::try_from(size).unwrap_or(0))?;
    match size {
        0 => file.read_to_end(&mut bytes)?,
        size => file.take(size).read_to_end(&mut bytes)?,
    };
    Ok(bytes)
}

/// The most that is read of a file that the program keeps for itself. What is larger is not its own.
const MAX_OWN_FILE: u64 = 256 * 1024 * 1024;

/// Reads a file that the program keeps for itself. Others may have put something else in its place.
pub(super) fn read_own_file(folder: &Utf8Path, inner: &str) -> io::Result<Vec<u8>> {
    let opened = open_file(folder, inner)?;
    if opened.size > MAX_OWN_FILE {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    read_file(opened)
}

/// Without `NONBLOCK`, a pipe would wait for somebody to write.
#[cfg(unix)]
fn open_without_links(folder: &Utf8Path, inner: &str) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags, open};
    let folder = open(folder.as_std_path(), OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{ResolveFlags, openat2};
        use rustix::io::Errno;
        match openat2(&folder, inner, flags, Mode::empty(), ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS) {
            // Linux before 5.6 does not have this call, and some containers do not allow it.
            Err(Errno::NOSYS | Errno::PERM) => {}
            opened => return Ok(opened?.into()),
        }
    }
    open_each_component(folder, inner, flags)
}

/// Opens one folder after the other.
#[cfg(unix)]
fn open_each_component(
    mut folder: std::os::fd::OwnedFd,
    inner: &str,
    file_flags: rustix::fs::OFlags,
) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags, openat};
    let folder_flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let (folders, name) = inner.rsplit_once('/').map_or((None, inner), |(folders, name)| (Some(folders), name));
    for part in folders.iter().flat_map(|folders| folders.split('/')) {
        folder = openat(&folder, part, folder_flags, Mode::empty())?;
    }
    Ok(openat(&folder, name, file_flags | OFlags::NOFOLLOW, Mode::empty())?.into())
}

/// Here only an administrator can make links, so each component is looked at before the file is opened.
#[cfg(not(unix))]
fn open_without_links(folder: &Utf8Path, inner: &str) -> io::Result<File> {
    let mut path = folder.to_owned();
    for part in inner.split('/') {
        path.push(part);
        if path.symlink_metadata()?.is_symlink() {
            return Err(io::Error::other("it is a link"));
        }
    }
    File::open(path)
}

impl OpenFile for File {
    fn size(&self) -> io::Result<u64> {
        Ok(self.metadata()?.len())
    }

    fn stamp(&self) -> io::Result<u64> {
        Ok(content_stamp(&self.metadata()?))
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::fd::OwnedFd;
    use std::os::unix::fs::symlink;

    use rustix::fs::OFlags;

    use super::*;

    /// Opens by one call, and one folder after the other.
    fn open_both_ways(folder: &Utf8Path, inner: &str) -> [io::Result<String>; 2] {
        let read = |file: io::Result<File>| {
            let mut text = String::new();
            file?.read_to_string(&mut text)?;
            Ok(text)
        };
        let at: OwnedFd = File::open(folder).expect("a folder").into();
        [
            read(open_file(folder, inner).map(|opened| opened.file)),
            read(open_each_component(at, inner, OFlags::RDONLY | OFlags::NONBLOCK)),
        ]
    }

    #[test]
    fn links_are_refused_at_every_component_and_pipes_are_not_waited_for() {
        let temporary = tempfile::tempdir().expect("a folder");
        let top = Utf8Path::from_path(temporary.path()).expect("UTF-8");
        let folder = top.join("folder");
        std::fs::create_dir_all(folder.join("a/b")).expect("made");
        std::fs::write(folder.join("a/b/file"), "inside").expect("written");
        std::fs::write(top.join("file"), "outside").expect("written");
        std::fs::write(folder.join("file"), "inside").expect("written");
        symlink("b", folder.join("a/to-b")).expect("linked");
        symlink(top, folder.join("a/to-top")).expect("linked");
        symlink("../../../file", folder.join("a/b/to-file")).expect("linked");
        for inner in ["file", "a/b/file"] {
            for opened in open_both_ways(&folder, inner) {
                assert_eq!(opened.expect("a file"), "inside", "{inner}");
            }
        }
        for inner in ["a/to-b/file", "a/to-top/file", "a/b/to-file", "a/none", "a/b", "a/b/file/x"] {
            for opened in open_both_ways(&folder, inner) {
                assert!(opened.is_err(), "{inner}");
            }
        }
        for inner in ["../file", "a/../../file", "", "/etc/passwd", "a//b/file", "./file"] {
            assert!(open_file(&folder, inner).is_err(), "{inner}");
        }
        let pipe = std::process::Command::new("mkfifo").arg(folder.join("pipe")).status();
        assert!(pipe.expect("mkfifo runs").success());
        assert_eq!(open_file(&folder, "pipe").expect_err("no file").to_string(), "it is not a file");
        // A folder that is itself a link is followed: its owner named it.
        symlink(&folder, top.join("linked")).expect("linked");
        assert!(open_file(&top.join("linked"), "a/b/file").is_ok());
    }
}
