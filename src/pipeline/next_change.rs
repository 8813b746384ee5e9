//! The instant at which a site would change by itself.
//!
//! A publication's `next_change` is the nearest instant at which an answer of the clock turns; it may turn without
//! changing a byte, as a consent does that ends when another one for the same story has ended before. Here each such
//! instant is tried: the site is printed for it and compared, until one differs.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;

use super::{LoadedNetwork, OutputSink, publish};
use crate::digest::Digest;
use crate::fault::Faults;
use crate::format::Output;
use crate::path;
use crate::publish::{Publication, PublishOptions};
use crate::theme::Renderer;

/// Instants that are tried before the search ends. What changes nothing is rare; this is for networks of a strange make.
const MAX_TRIES: usize = 200;

/// When a site changes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextChange {
    /// Then, to the second.
    At(Timestamp),
    /// Not before then; it was looked no further.
    NotBefore(Timestamp),
    /// Never.
    Never,
}

/// A sink that keeps the fingerprint of each file and nothing else.
#[derive(Debug, Default)]
pub struct DigestSink(Mutex<BTreeMap<String, Digest>>);

impl DigestSink {
    /// The files, by path.
    pub fn into_digests(self) -> BTreeMap<String, Digest> {
        self.0.into_inner().expect("nobody panics with it")
    }
}

impl OutputSink for DigestSink {
    fn write(&self, output: Output) -> io::Result<()> {
        let digest = Digest::compute(&output.bytes);
        self.0.lock().expect("nobody panics with it").insert(output.file.path, digest);
        Ok(())
    }
}

/// A sink that ends the printing at the first file that differs.
struct CompareSink<'a> {
    before: &'a BTreeMap<String, Digest>,
    unchanged: Mutex<BTreeSet<String>>,
    differs: AtomicBool,
}

impl OutputSink for CompareSink<'_> {
    fn write(&self, output: Output) -> io::Result<()> {
        if self.before.get(&output.file.path) == Some(&Digest::compute(&output.bytes)) {
            self.unchanged.lock().expect("nobody panics with it").insert(output.file.path);
            return Ok(());
        }
        self.differs.store(true, Ordering::Relaxed);
        Err(io::Error::other("it differs"))
    }
}

/// The instant after `publication`'s own at which its site would be another one. `files` are those that were
/// [`Printed`] of it; `print` prints a site into a sink, with whatever eye is to be kept on that.
pub fn next_change(
    loaded: &LoadedNetwork,
    edition: &PublishOptions,
    publication: &Publication,
    files: &BTreeMap<String, Digest>,
    print: &mut dyn FnMut(&Renderer, &dyn OutputSink) -> io::Result<()>,
) -> io::Result<NextChange> {
    // Asked after printing: what is asked of the clock only while a page is made counts as well.
    let mut next = publication.next_change();
    for _ in 0..MAX_TRIES {
        let Some(at) = next else { return Ok(NextChange::Never) };
        let press = publish(loaded, &PublishOptions { now: at, ..edition.clone() }, &mut Faults::new());
        if loses_file(publication, press.publication(), files) || site_differs(&press, files, print)? {
            return Ok(NextChange::At(at));
        }
        next = press.publication().next_change();
    }
    Ok(next.map_or(NextChange::Never, NextChange::NotBefore))
}

/// Whether something that was printed has no page and is no file any more: the cheap question, asked first.
fn loses_file(before: &Publication, after: &Publication, files: &BTreeMap<String, Digest>) -> bool {
    let was_rendered = |address: &str| files.contains_key(&path::output_path(address));
    before.pages().iter().any(|page| after.page_at(&page.address).is_none() && was_rendered(&page.address))
        || before.files().keys().any(|address| !after.files().contains_key(address) && was_rendered(address))
}

fn site_differs(
    press: &Renderer,
    files: &BTreeMap<String, Digest>,
    print: &mut dyn FnMut(&Renderer, &dyn OutputSink) -> io::Result<()>,
) -> io::Result<bool> {
    let compared = CompareSink { before: files, unchanged: Mutex::default(), differs: AtomicBool::new(false) };
    let printed = print(press, &compared);
    if compared.differs.into_inner() {
        return Ok(true);
    }
    printed?;
    // A page that could not be printed any more is gone as well.
    Ok(compared.unchanged.into_inner().expect("nobody panics with it").len() != files.len())
}
