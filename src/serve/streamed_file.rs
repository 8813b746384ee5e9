//! A file that is read while it is sent, because it is too large to be kept in memory: a film, a recording.

use std::io::{self, Read, Seek, SeekFrom};

use crate::digest::Digest;
use crate::publish::PublishedFile;
use crate::world::OpenFile;

/// An open file whose bytes were checked. Reading it fails as soon as somebody has written to it.
pub struct StreamedFile {
    file: Box<dyn OpenFile>,
    pub(super) size: usize,
    stamp: u64,
}

impl StreamedFile {
    /// An error if this is no longer the file that was checked.
    pub(super) fn check(mut file: Box<dyn OpenFile>, published: &PublishedFile) -> io::Result<Self> {
        let (stamp, size) = (file.stamp()?, file.size()?);
        published.verify(Digest::compute_from(&mut file)?)?;
        file.rewind()?;
        Ok(Self { file, size: usize::try_from(size).map_err(io::Error::other)?, stamp })
    }
}

impl Read for StreamedFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        match self.file.stamp()? == self.stamp {
            true => Ok(count),
            false => Err(io::Error::other("the file was written to while it was sent")),
        }
    }
}

impl Seek for StreamedFile {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        self.file.seek(position)
    }
}
