//! What the program asks about the folder and the environment in which it was started.

use std::{env, io};

use camino::{Utf8Path, Utf8PathBuf};

use crate::config::SITE_FILE;

/// The network that a folder is in: the nearest folder, at or above `from`, that has a file `content/site.yaml`.
pub fn find_network_root(from: &Utf8Path) -> Option<Utf8PathBuf> {
    from.ancestors().find(|folder| folder.join(SITE_FILE).is_file()).map(Utf8Path::to_owned)
}

/// Whether a file or folder exists.
pub fn exists(path: &Utf8Path) -> bool {
    path.exists()
}

/// The folder in which the program was started.
pub fn current_folder() -> io::Result<Utf8PathBuf> {
    let folder = env::current_dir()?;
    Utf8PathBuf::from_path_buf(folder).map_err(|folder| io::Error::other(format!("{} is not UTF-8", folder.display())))
}

/// An environment variable, if it is set and not empty.
pub fn env_var(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
