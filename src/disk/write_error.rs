//! Why a site could not be written.

use std::io;

/// Why nothing was written.
#[derive(Debug)]
pub enum WriteError {
    /// The folder must not be written to; the text says why.
    Refused(String),
    /// Another build is writing to it.
    Busy,
    /// The disk refused; the text says what could not be done.
    Io(String, io::Error),
}
