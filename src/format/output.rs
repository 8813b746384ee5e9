//! A file of the site with its bytes, and what makes such files.

use std::io;

use crate::output::OutputFile;
use crate::theme::Renderer;

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Where it lies and what it is.
    pub file: OutputFile,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Makes the files of an output, in pieces that can be made at the same time.
pub trait FileMaker: Sync {
    /// How many pieces there are.
    fn piece_count(&self) -> usize;

    /// The files of a piece.
    fn render_piece(&self, piece: usize) -> io::Result<Vec<Output>>;

    /// The file with an address, for outputs whose files are made one by one.
    fn render_at(&self, _address: &str) -> Option<Output> {
        None
    }
}

/// Makes all files at once.
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
