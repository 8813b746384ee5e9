//! `init`: makes a new network that can be built at once.

use camino::Utf8PathBuf;
use clap::Args;
use include_dir::{Dir, File, include_dir};

use super::args::{GlobalArgs, to_absolute};
use super::outcome::Outcome;
use crate::disk::{self, CreateError};

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

/// What must not be under version control: the site, the private folder, and what the program keeps between builds.
const GITIGNORE: &str = "/public/\n/.public.*\n/.commonground/\n/content/private/\n";

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The folder [default: the current folder].
    dir: Option<Utf8PathBuf>,
}

pub(super) fn run(global: &GlobalArgs, args: &InitArgs) -> Outcome {
    let dir = args.dir.clone().or_else(|| global.root.clone()).unwrap_or_else(|| Utf8PathBuf::from("."));
    let dir = match to_absolute(&dir) {
        Ok(dir) => dir,
        Err(outcome) => return outcome,
    };
    if disk::exists(&dir.join("content")) {
        return Outcome::UsageError(format!("`{}` exists already; nothing was changed", dir.join("content")));
    }
    for file in collect_files(&STARTER) {
        let path = dir.join("content").join(file.path().to_string_lossy().as_ref());
        if let Err(error) = disk::create_new_file(&path, file.contents()) {
            return outcome_from_create_error(&path, &error);
        }
    }
    match disk::create_new_file(&dir.join(".gitignore"), GITIGNORE.as_bytes()) {
        Ok(()) | Err(CreateError::Exists) => {}
        Err(error) => return outcome_from_create_error(&dir.join(".gitignore"), &error),
    }
    if !global.quiet {
        eprintln!("Made a new network in `{}`. Next:", dir.join("content"));
        eprintln!("  1. write its name and address into `content/site.yaml`");
        eprintln!("  2. commonground new story \"Our first story\"");
        eprintln!("  3. commonground build");
    }
    Outcome::Success
}

/// All files of an embedded folder, at any depth.
fn collect_files(dir: &'static Dir<'static>) -> Vec<&'static File<'static>> {
    dir.files().chain(dir.dirs().flat_map(collect_files)).collect()
}

/// A file with which a new network begins, by its path from the network's folder.
pub(super) fn starter_file(path: &str) -> Option<&'static [u8]> {
    STARTER.get_file(path.strip_prefix("content/")?).map(File::contents)
}

pub(super) fn outcome_from_create_error(path: &camino::Utf8Path, error: &CreateError) -> Outcome {
    match error {
        CreateError::Exists => Outcome::UsageError(format!("`{path}` exists already; nothing was changed")),
        CreateError::Io(error) => Outcome::SystemError(format!("`{path}` could not be written: {error}")),
    }
}
