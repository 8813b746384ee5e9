//! The time at which the files of a site will change by themselves.
//!
//! A publication's `next_change` is the earliest time at which the files *could* change. They may stay the same, for
//! example when a consent ends and another consent for the same story has ended before. So the site is rendered for each
//! such time and compared, until a file differs.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;

use super::load::LoadedNetwork;
use super::render::OutputSink;
use super::renderer::build_renderer;
use crate::digest::Digest;
use crate::fault::Faults;
use crate::format::Output;
use crate::path;
use crate::publish::{Publication, PublishOptions};
use crate::theme::Renderer;

/// How many times are tried before the search ends. Times at which nothing changes are rare.
const MAX_TRIES: usize = 200;

/// When a site will change by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextChange {
    /// It changes at this time, to the second.
    At(Timestamp),
    /// It does not change before this time, at which the search ended.
    NotBefore(Timestamp),
    /// It never changes by itself.
    Never,
}

/// A sink that keeps the digest of each file and nothing else.
#[derive(Debug, Default)]
pub struct DigestSink(Mutex<BTreeMap<String, Digest>>);

impl DigestSink {
    /// The digest of each file, by path.
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

/// A sink that stops the rendering at the first file that differs.
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

/// The time at which the files of a publication will change. `files` are the digests of its files; `render` renders a site
/// into a sink.
pub fn next_change(
    loaded: &LoadedNetwork,
    options: &PublishOptions,
    publication: &Publication,
    files: &BTreeMap<String, Digest>,
    render: &mut dyn FnMut(&Renderer, &dyn OutputSink) -> io::Result<()>,
) -> io::Result<NextChange> {
    // The site has been rendered, so times that only pages asked the clock about are included.
    let mut next = publication.next_change();
    for _ in 0..MAX_TRIES {
        let Some(at) = next else { return Ok(NextChange::Never) };
        let renderer = build_renderer(loaded, &PublishOptions { now: at, ..options.clone() }, &mut Faults::new());
        if loses_file(publication, renderer.publication(), files) || site_differs(&renderer, files, render)? {
            return Ok(NextChange::At(at));
        }
        next = renderer.publication().next_change();
    }
    Ok(next.map_or(NextChange::Never, NextChange::NotBefore))
}

/// Whether a page or file will be gone. This is checked first, because it needs no rendering.
fn loses_file(before: &Publication, after: &Publication, files: &BTreeMap<String, Digest>) -> bool {
    let was_rendered = |address: &str| files.contains_key(&path::output_path(address));
    before.pages().iter().any(|page| after.page_at(&page.address).is_none() && was_rendered(&page.address))
        || before.files().keys().any(|address| !after.files().contains_key(address) && was_rendered(address))
}

fn site_differs(
    renderer: &Renderer,
    files: &BTreeMap<String, Digest>,
    render: &mut dyn FnMut(&Renderer, &dyn OutputSink) -> io::Result<()>,
) -> io::Result<bool> {
    let compared = CompareSink { before: files, unchanged: Mutex::default(), differs: AtomicBool::new(false) };
    let rendered = render(renderer, &compared);
    if compared.differs.into_inner() {
        return Ok(true);
    }
    rendered?;
    // A page that can no longer be rendered is gone too.
    Ok(compared.unchanged.into_inner().expect("nobody panics with it").len() != files.len())
}
