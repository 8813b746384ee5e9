//! Renders pages and other outputs in parallel into a sink.

use std::collections::BTreeMap;
use std::io;
use std::sync::Mutex;

use rayon::prelude::*;

use super::anchors::check_anchors;
use super::cached_outputs::render_cached;
use super::page_reuse::PageReuse;
use super::page_weight::{HeaviestPage, PageWeights};
use super::read::read_published_file;
use crate::fault::{Fault, Faults};
use crate::format::{self, FORMATS, FileMaker, Output, RenderMode};
use crate::output::{OutputFile, OutputKind};
use crate::publish::{AnchoredLinks, Page, track_reads};
use crate::theme::Renderer;
use crate::world::{BuildCache, Stage, StageTimer, TemplateWatch, World, measure, watched};

/// Takes files as they are rendered, in any order.
pub trait OutputSink: Sync {
    /// Takes a file of the site.
    fn write(&self, output: Output) -> io::Result<()>;
    /// Called after a page was rendered.
    fn page_finished(&self) {}
    /// Called when all files were rendered but those of the search index, which another thread may still make.
    fn pages_finished(&self) {}
    /// The size of a file that the last build left; `None` if it is not there.
    fn size_on_disk(&self, _: &OutputFile) -> Option<usize> {
        None
    }
    /// Keeps a file as the last build left it.
    fn keep(&self, _: OutputFile) {}
    /// The bytes of a file that the last build left.
    fn read_kept(&self, _: &OutputFile) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::NotFound.into())
    }
}

/// A sink that keeps nothing, for `check`.
pub struct NullSink;

impl OutputSink for NullSink {
    fn write(&self, _: Output) -> io::Result<()> {
        Ok(())
    }
}

/// A sink that keeps everything, in the order in which it comes.
#[derive(Default)]
struct MemorySink(Mutex<Vec<Output>>);

impl OutputSink for MemorySink {
    fn write(&self, output: Output) -> io::Result<()> {
        self.0.lock().expect("nobody panics with it").push(output);
        Ok(())
    }
}

/// Renders the whole site into a sink, with the index of its search. Pages that are as the last build left them are kept.
/// Returns the heaviest page of each sort.
pub fn render_site_with_search(
    world: &dyn World,
    renderer: &Renderer,
    sink: &dyn OutputSink,
    reuse: Option<&PageReuse>,
    out: &mut Faults,
) -> io::Result<Vec<HeaviestPage>> {
    let watch = template_watch(world, renderer);
    let index = SearchIndexing { renderer, cache: world.cache(), timer: world.timer(), watch, reuse };
    let (indexed, rendered) = index.render(sink, || {
        let rendered = render_all(world, renderer, sink, reuse, out);
        sink.pages_finished();
        rendered
    });
    indexed?;
    rendered
}

/// Makes the index of the search. It is made from the pages' records alone, so `check` and comparisons need not make it.
struct SearchIndexing<'a> {
    renderer: &'a Renderer,
    /// A piece whose records have not changed since it was kept is taken from here.
    cache: Option<&'a dyn BuildCache>,
    timer: Option<&'a dyn StageTimer>,
    watch: Option<&'a dyn TemplateWatch>,
    reuse: Option<&'a PageReuse>,
}

/// Who watches over the templates of a network, if it has any of its own.
fn template_watch<'a>(world: &'a dyn World, renderer: &Renderer) -> Option<&'a dyn TemplateWatch> {
    world.template_watch().filter(|_| renderer.theme().has_own_templates())
}

impl SearchIndexing<'_> {
    /// Makes all pieces, and does other work meanwhile. Most pieces are begun first: they are few and take long, and what they
    /// leave of the cores is enough for many small pages.
    fn render<T: Send>(&self, sink: &dyn OutputSink, others: impl FnOnce() -> T + Send) -> (io::Result<()>, T) {
        let format = FORMATS.iter().find(|format| format.mode == RenderMode::SearchIndex);
        let format = format.expect("the table has the search index");
        let maker = (format.prepare)(self.renderer);
        let (names, mut result) = (Mutex::new(Vec::new()), None);
        rayon::scope_fifo(|scope| {
            let (names, maker) = (&names, &*maker);
            let write = move |piece| {
                let name = self.write_piece(maker, piece, sink);
                names.lock().expect("nobody panics with it").push(name);
            };
            let count = maker.piece_count();
            let early_count = count.saturating_sub(maker.late_piece_count());
            (0..early_count).for_each(|piece| scope.spawn_fifo(move |_| write(piece)));
            scope.spawn_fifo(|_| result = Some(others()));
            (early_count..count).for_each(|piece| scope.spawn_fifo(move |_| write(piece)));
        });
        let names = names.into_inner().expect("nobody panics with it").into_iter();
        let names = names.collect::<io::Result<Vec<Option<String>>>>().map(|names| {
            if let Some(cache) = self.cache {
                cache.retain(&names.into_iter().flatten().collect::<Vec<String>>());
            }
        });
        (names, result.expect("the scope ends when all its work is done"))
    }

    /// Writes the files of a piece. Returns the name under which they are kept.
    fn write_piece(&self, maker: &dyn FileMaker, piece: usize, sink: &dyn OutputSink) -> io::Result<Option<String>> {
        let digest = measure(self.timer, Stage::Search, || maker.piece_digest(piece));
        let name = digest.map(|digest| format!("search-{digest}"));
        if name.as_deref().is_some_and(|name| self.keep_piece(name, sink)) {
            return Ok(name);
        }
        let outputs = measure(self.timer, Stage::Search, || self.render_piece(maker, piece, name.as_deref()))?;
        if let (Some(reuse), Some(name)) = (self.reuse, &name) {
            reuse.note_piece(name, outputs.iter().map(|output| output.file.path.clone()).collect());
        }
        measure(self.timer, Stage::Write, || outputs.into_iter().try_for_each(|output| sink.write(output)))?;
        Ok(name)
    }

    /// Keeps the files of a piece as the last build left them. False if they are not all there.
    fn keep_piece(&self, name: &str, sink: &dyn OutputSink) -> bool {
        let Some((reuse, paths)) = self.reuse.and_then(|reuse| Some((reuse, reuse.piece(name)?))) else { return false };
        let file = |path: &String| OutputFile { path: path.clone(), kind: OutputKind::SearchIndex, record: None };
        let are_there = paths.iter().all(|path| sink.size_on_disk(&file(path)).is_some());
        if are_there {
            paths.iter().for_each(|path| sink.keep(file(path)));
            reuse.note_piece(name, paths.to_vec());
        }
        are_there
    }

    /// The files of a piece, which may be kept under a name.
    fn render_piece(&self, maker: &dyn FileMaker, piece: usize, name: Option<&str>) -> io::Result<Vec<Output>> {
        let render = || watched(self.watch, || maker.render_piece(piece));
        match self.cache.zip(name) {
            Some((cache, name)) => render_cached(cache, name, OutputKind::SearchIndex, render),
            None => render(),
        }
    }
}

/// The files of the index of the search, in the order of paths.
pub fn build_search_index(renderer: &Renderer) -> io::Result<Vec<Output>> {
    let memory = MemorySink::default();
    SearchIndexing { renderer, cache: None, timer: None, watch: None, reuse: None }.render(&memory, || ()).0?;
    let mut outputs = memory.0.into_inner().expect("nobody panics with it");
    outputs.sort_by(|one, other| one.file.cmp(&other.file));
    Ok(outputs)
}

/// Renders the site without the index of its search into a sink, and reports pages that cannot be rendered and files that
/// are no longer those that were checked.
pub fn render_site(world: &dyn World, renderer: &Renderer, sink: &dyn OutputSink, out: &mut Faults) -> io::Result<()> {
    render_all(world, renderer, sink, None, out).map(drop)
}

/// Renders all pages, and reports those that cannot be rendered and files that are no longer those that were checked. All
/// other files are made of what pages show, and have no faults of their own. Pages that are as the last build left them had
/// none either.
pub fn check_pages(
    world: &dyn World,
    renderer: &Renderer,
    sink: &dyn OutputSink,
    reuse: Option<&PageReuse>,
    out: &mut Faults,
) -> io::Result<()> {
    let rendering = SiteRendering::new(world, renderer, sink, reuse);
    rendering.render_pages()?;
    rendering.write_record_files()?;
    rendering.finish(out);
    Ok(())
}

fn render_all(
    world: &dyn World,
    renderer: &Renderer,
    sink: &dyn OutputSink,
    reuse: Option<&PageReuse>,
    out: &mut Faults,
) -> io::Result<Vec<HeaviestPage>> {
    let rendering = SiteRendering::new(world, renderer, sink, reuse);
    // Files that are made in one piece are begun first: the last pages are shared out better than the last of those.
    let (files, pages) = rayon::join(|| rendering.render_files(), || rendering.render_pages());
    pages.and(files)?;
    Ok(rendering.finish(out))
}

/// The rendering of all pages and files, without the index of the search.
struct SiteRendering<'a> {
    world: &'a dyn World,
    renderer: &'a Renderer,
    sink: &'a dyn OutputSink,
    reuse: Option<&'a PageReuse>,
    watch: Option<&'a dyn TemplateWatch>,
    weights: PageWeights<'a>,
    anchored_links: AnchoredLinks<'a>,
    faults: Mutex<Faults>,
}

impl<'a> SiteRendering<'a> {
    fn new(
        world: &'a dyn World,
        renderer: &'a Renderer,
        sink: &'a dyn OutputSink,
        reuse: Option<&'a PageReuse>,
    ) -> Self {
        Self {
            world,
            renderer,
            sink,
            reuse,
            watch: template_watch(world, renderer),
            weights: PageWeights::new(renderer),
            anchored_links: renderer.publication().anchored_links(),
            faults: Mutex::default(),
        }
    }

    /// Reports all faults, and returns the heaviest page of each sort.
    fn finish(self, out: &mut Faults) -> Vec<HeaviestPage> {
        out.extend(self.faults.into_inner().expect("nobody panics with it"));
        self.weights.finish(out)
    }

    fn render_pages(&self) -> io::Result<()> {
        let pages = self.renderer.publication().pages();
        pages.par_iter().with_min_len(8).try_for_each(|page| self.keep_or_render(page))
    }

    /// Writes all files that are no pages: those of the outputs, and those that records name.
    fn render_files(&self) -> io::Result<()> {
        for format in FORMATS.iter().filter(|format| format.mode != RenderMode::SearchIndex) {
            let maker = (format.prepare)(self.renderer);
            let pieces = (0..maker.piece_count()).into_par_iter().with_min_len(8);
            pieces.try_for_each(|piece| self.keep_or_write_piece(&*maker, piece))?;
        }
        self.write_record_files()
    }

    fn write_record_files(&self) -> io::Result<()> {
        let files = self.renderer.publication().files().par_iter();
        files.try_for_each(|(address, file)| match read_published_file(self.world, file) {
            Ok(bytes) => self.sink.write(Output { file: OutputFile::at(OutputKind::RecordFile, address), bytes }),
            Err(fault) => {
                self.report([*fault]);
                Ok(())
            }
        })
    }

    fn keep_or_write_piece(&self, maker: &dyn FileMaker, piece: usize) -> io::Result<()> {
        let timer = self.world.timer();
        let render = || measure(timer, Stage::Files, || watched(self.watch, || maker.render_piece(piece)));
        let reusable = self.reuse.and_then(|reuse| Some((reuse, maker.piece_files(piece)?)));
        let outputs = match reusable {
            Some((reuse, files)) => {
                let is_kept =
                    |file: &OutputFile| reuse.is_unchanged(&file.path) && self.sink.size_on_disk(file).is_some();
                if files.iter().all(is_kept) {
                    files.iter().for_each(|file| reuse.keep(&file.path));
                    files.into_iter().for_each(|file| self.sink.keep(file));
                    return Ok(());
                }
                let (outputs, reads) = track_reads(render);
                let outputs = outputs?;
                outputs.iter().for_each(|output| reuse.note(&output.file.path, &reads));
                outputs
            }
            None => render()?,
        };
        measure(timer, Stage::Write, || outputs.into_iter().try_for_each(|output| self.sink.write(output)))
    }

    fn keep_or_render(&self, page: &Page) -> io::Result<()> {
        let is_kept = measure(self.world.timer(), Stage::Write, || self.keep(page))?;
        if !is_kept {
            self.render(page)?;
        }
        self.sink.page_finished();
        Ok(())
    }

    /// Keeps a page as the last build left it. False if it must be rendered.
    fn keep(&self, page: &Page) -> io::Result<bool> {
        let file = self.renderer.publication().output_file(page);
        let Some(reuse) = self.reuse.filter(|reuse| reuse.is_unchanged(&file.path)) else { return Ok(false) };
        let Some(size) = self.sink.size_on_disk(&file) else { return Ok(false) };
        let has_anchors = self.anchored_links.contains_key(page.address.as_str());
        if has_anchors || self.weights.must_see(page, size) {
            // Somebody else may have replaced the site meanwhile.
            let Ok(bytes) = self.sink.read_kept(&file) else { return Ok(false) };
            self.weights.add(page, &bytes);
            self.check_anchors(page, &bytes);
        }
        reuse.keep(&file.path);
        self.sink.keep(file);
        Ok(true)
    }

    fn render(&self, page: &Page) -> io::Result<()> {
        let timer = self.world.timer();
        let mut faults = Faults::new();
        let mut render = || {
            measure(timer, Stage::Pages, || {
                let rendered = watched(self.watch, || format::render_page(self.renderer, page, &mut faults));
                rendered.inspect(|output| self.weights.add(page, &output.bytes))
            })
        };
        // Nobody asks what was read where nothing is kept, as in `check`.
        let (rendered, reads) = if self.reuse.is_some() { track_reads(render) } else { (render(), None) };
        // A page with a fault is rendered again by the next build, which must report the fault too.
        if let (Some(output), Some(reuse), true) = (&rendered, self.reuse, faults.is_empty()) {
            reuse.note(&output.file.path, &reads);
        }
        self.report(faults);
        let Some(output) = rendered else { return Ok(()) };
        self.check_anchors(page, &output.bytes);
        measure(timer, Stage::Write, || self.sink.write(output))
    }

    fn check_anchors(&self, page: &Page, bytes: &[u8]) {
        if let Some(links) = self.anchored_links.get(page.address.as_str()) {
            let mut faults = Faults::new();
            check_anchors(page, bytes, links, &mut faults);
            self.report(faults);
        }
    }

    fn report(&self, faults: impl IntoIterator<Item = Fault>) {
        let mut faults = faults.into_iter().peekable();
        if faults.peek().is_some() {
            self.faults.lock().expect("nobody panics with it").extend(faults);
        }
    }
}

/// The file at an address, of outputs whose files can be rendered one by one: calendars and feeds.
pub fn render_file(renderer: &Renderer, address: &str) -> Option<Output> {
    let single = FORMATS.iter().filter(|format| format.mode == RenderMode::PerFile);
    single.map(|format| (format.prepare)(renderer)).find_map(|maker| maker.render_at(address))
}

/// The files of outputs that are made all at once: the theme's, the host's, and those that need every record.
pub fn render_site_files(renderer: &Renderer) -> io::Result<Vec<Output>> {
    let together = FORMATS.iter().filter(|format| format.mode == RenderMode::Together);
    Ok(together.map(|format| format.render_all(renderer)).collect::<io::Result<Vec<_>>>()?.concat())
}

/// The site without the index of its search in memory, in the order of paths.
pub fn render_to_memory(
    world: &dyn World,
    renderer: &Renderer,
    out: &mut Faults,
) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let memory = MemorySink::default();
    render_site(world, renderer, &memory, out)?;
    let outputs = memory.0.into_inner().expect("nobody panics with it");
    Ok(outputs.into_iter().map(|output| (output.file.path, output.bytes)).collect())
}
