//! Shows a progress bar while pages are rendered.

use std::io;

use indicatif::ProgressBar;

use crate::format::Output;
use crate::output::OutputFile;
use crate::pipeline::OutputSink;

/// Passes everything on to another sink, and moves the bar.
pub(super) struct ProgressSink<'a> {
    pub(super) sink: &'a dyn OutputSink,
    pub(super) bar: Option<ProgressBar>,
}

impl Drop for ProgressSink<'_> {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl OutputSink for ProgressSink<'_> {
    fn write(&self, output: Output) -> io::Result<()> {
        self.sink.write(output)
    }

    fn size_on_disk(&self, file: &OutputFile) -> Option<usize> {
        self.sink.size_on_disk(file)
    }

    fn keep(&self, file: OutputFile) {
        self.sink.keep(file);
    }

    fn read_kept(&self, file: &OutputFile) -> io::Result<Vec<u8>> {
        self.sink.read_kept(file)
    }

    fn page_finished(&self) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    fn pages_finished(&self) {
        self.sink.pages_finished();
    }
}
