//! A file of the site with its bytes, and the trait of what makes such files.

use std::io;

use crate::digest::Digest;
use crate::output::OutputFile;
use crate::theme::Renderer;

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Its path and the output it belongs to.
    pub file: OutputFile,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Makes the files of an output, in pieces that can be made in parallel.
pub trait FileMaker: Sync {
    /// How many pieces there are.
    fn piece_count(&self) -> usize;

    /// So many of the last pieces wait for others, so they are better begun late.
    fn late_piece_count(&self) -> usize {
        0
    }

    /// The files of a piece.
    fn render_piece(&self, piece: usize) -> io::Result<Vec<Output>>;

    /// The files of a piece that depend on nothing but what pages depend on; `None` if they must be made to know them. Those
    /// of the last build are kept when no record that was read for them has changed.
    fn piece_files(&self, _piece: usize) -> Option<Vec<OutputFile>> {
        None
    }

    /// The fingerprint of what a piece is made from, for pieces that are kept until the next build.
    fn piece_digest(&self, _piece: usize) -> Option<Digest> {
        None
    }

    /// The file with an address, for outputs whose files can be made one by one.
    fn render_at(&self, _address: &str) -> Option<Output> {
        None
    }
}

/// Makes all files of an output as one piece.
pub struct TogetherMaker<'a> {
    pub(super) renderer: &'a Renderer,
    pub(super) render: fn(&Renderer) -> Vec<Output>,
}

impl FileMaker for TogetherMaker<'_> {
    fn piece_count(&self) -> usize {
        1
    }

    fn render_piece(&self, _: usize) -> io::Result<Vec<Output>> {
        Ok((self.render)(self.renderer))
    }
}
