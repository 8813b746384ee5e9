//! `init`: a new network that builds at once.

use camino::Utf8PathBuf;
use clap::Args;
use include_dir::{Dir, File, include_dir};

use super::{Ended, Global, absolute};
use crate::disk::{self, StartError};

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

/// What version control must not keep: the site, the private folder, what the program remembers.
const GITIGNORE: &str = "/public/\n/.public.*\n/.commonground/\n/content/private/\n";

#[derive(Debug, Args)]
pub(super) struct Options {
    /// The folder; this one where it is left out.
    dir: Option<Utf8PathBuf>,
}

pub(super) fn run(global: &Global, options: &Options) -> Ended {
    let dir = options.dir.clone().or_else(|| global.root.clone()).unwrap_or_else(|| Utf8PathBuf::from("."));
    let dir = match absolute(&dir) {
        Ok(dir) => dir,
        Err(ended) => return ended,
    };
    if disk::exists(&dir.join("content")) {
        return Ended::WrongUse(format!("`{}` exists already; nothing was changed", dir.join("content")));
    }
    for file in files(&STARTER) {
        let path = dir.join("content").join(file.path().to_string_lossy().as_ref());
        if let Err(error) = disk::create(&path, file.contents()) {
            return not_made(&path, &error);
        }
    }
    match disk::create(&dir.join(".gitignore"), GITIGNORE.as_bytes()) {
        Ok(()) | Err(StartError::Exists) => {}
        Err(error) => return not_made(&dir.join(".gitignore"), &error),
    }
    if !global.quiet {
        eprintln!("Made a new network in `{}`. Next:", dir.join("content"));
        eprintln!("  1. write its name and address into `content/site.yaml`");
        eprintln!("  2. commonground new story \"Our first story\"");
        eprintln!("  3. commonground build");
    }
    Ended::Done
}

/// All files of an embedded folder and of those in it.
fn files(dir: &'static Dir<'static>) -> Vec<&'static File<'static>> {
    dir.files().chain(dir.dirs().flat_map(files)).collect()
}

/// A file that a new network begins with, by its path from the network's root.
pub(super) fn sample(path: &str) -> Option<&'static [u8]> {
    STARTER.get_file(path.strip_prefix("content/")?).map(File::contents)
}

pub(super) fn not_made(path: &camino::Utf8Path, error: &StartError) -> Ended {
    match error {
        StartError::Exists => Ended::WrongUse(format!("`{path}` exists already; nothing was changed")),
        StartError::Io(error) => Ended::Environment(format!("`{path}` could not be written: {error}")),
    }
}
