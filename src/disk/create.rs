//! Makes new files for editors, and never replaces an old one.

use std::io::Write;

use camino::Utf8Path;

/// Why a file was not made.
#[derive(Debug)]
pub enum CreateError {
    /// There is a file of that name already.
    Exists,
    /// The disk refused.
    Io(std::io::Error),
}

/// Makes a file and the folders above it; an existing file is left as it is.
pub fn create_new_file(path: &Utf8Path, text: &[u8]) -> Result<(), CreateError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(CreateError::Io)?;
    }
    let file = std::fs::OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = file.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => CreateError::Exists,
        _ => CreateError::Io(error),
    })?;
    file.write_all(text).map_err(CreateError::Io)
}
