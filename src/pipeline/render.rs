//! Pages and other outputs, printed in parallel into a sink.

use std::collections::BTreeMap;
use std::io;
use std::sync::Mutex;

use rayon::prelude::*;

use crate::fault::Faults;
use crate::format::{self, Calendars, NewsFeeds, Output};
use crate::path;
use crate::publish::{NewsFeed, Page};
use crate::theme::Renderer;
use crate::view::SiteView;
use crate::world::World;

/// Takes what is printed, in whatever order it comes.
pub trait OutputSink: Sync {
    /// One file of the site.
    fn write(&self, output: Output) -> io::Result<()>;
    /// Called before a page is printed.
    fn page_started(&self, _address: &str) {}
    /// Called after a page was printed.
    fn page_finished(&self, _address: &str) {}
}

/// A sink that keeps nothing: checking is building without writing.
pub struct NullSink;

impl OutputSink for NullSink {
    fn write(&self, _: Output) -> io::Result<()> {
        Ok(())
    }
}

/// Prints the whole site into a sink, and the index of its search, which is made beside the pages.
pub fn render_site_with_search(
    world: &dyn World,
    renderer: &Renderer,
    sink: &dyn OutputSink,
    out: &mut Faults,
) -> io::Result<()> {
    let (printed, found) = rayon::join(|| render_site(world, renderer, sink, out), || build_search_index(renderer));
    printed?;
    found?.into_iter().try_for_each(|output| sink.write(output))
}

/// What the search page loads. It says nothing that no page says: where only faults or differences are looked for,
/// it need not be made.
pub fn build_search_index(renderer: &Renderer) -> io::Result<Vec<Output>> {
    format::search_files(renderer.publication(), renderer.locale())
}

/// Prints the site without the index of its search into a sink, page by page in parallel, and reports what could not be
/// printed.
pub fn render_site(world: &dyn World, renderer: &Renderer, sink: &dyn OutputSink, out: &mut Faults) -> io::Result<()> {
    let publication = renderer.publication();
    let pages = publication.pages();
    let faults = Mutex::new(Faults::new());
    let render_page = |page: &Page| -> io::Result<()> {
        sink.page_started(&page.address);
        let mut page_faults = Faults::new();
        if let Some(output) = format::render_page(renderer, page, &mut page_faults) {
            sink.write(output)?;
        }
        if !page_faults.is_empty() {
            faults.lock().expect("nobody panics with it").extend(page_faults);
        }
        sink.page_finished(&page.address);
        Ok(())
    };
    pages.par_iter().with_min_len(8).try_for_each(render_page)?;
    publication.files().par_iter().try_for_each(|(address, source)| {
        sink.write(Output { path: path::output_path(address), bytes: world.read(source)? })
    })?;
    let calendars = Calendars::new(publication);
    publication.calendars().par_iter().with_min_len(8).try_for_each(|calendar| match calendars.render(*calendar) {
        Some(output) => sink.write(output),
        None => Ok(()),
    })?;
    let feeds = NewsFeeds::new(publication, renderer.locale());
    let write_news_feed = |news: &NewsFeed| feeds.render(news).into_iter().try_for_each(|output| sink.write(output));
    publication.news_feeds().par_iter().with_min_len(8).try_for_each(write_news_feed)?;
    for output in render_site_files(renderer) {
        sink.write(output)?;
    }
    out.extend(faults.into_inner().expect("nobody panics with it"));
    Ok(())
}

/// The calendar with a path in the site.
pub fn render_calendar(renderer: &Renderer, path: &str) -> Option<Output> {
    let publication = renderer.publication();
    let calendar = publication.calendar_at(&format!("/{path}"))?;
    Calendars::new(publication).render(calendar)
}

/// The feed with a path in the site.
pub fn render_news_feed(renderer: &Renderer, path: &str) -> Option<Output> {
    let publication = renderer.publication();
    let (news, file) = publication.news_feed_at(&format!("/{path}"))?;
    Some(NewsFeeds::new(publication, renderer.locale()).render_file(&news, file))
}

/// Outputs that are neither pages nor records' files nor calendars nor feeds: the theme's, the host's, and those that need every
/// record.
pub fn render_site_files(renderer: &Renderer) -> Vec<Output> {
    let mut outputs = format::sitemap_files(renderer.publication());
    outputs.extend(format::robots_file(renderer.publication()));
    outputs.extend(format::choices_files(renderer.publication(), renderer.locale()));
    outputs.push(format::icon_file(&SiteView::network_patch(renderer.publication()), renderer.theme()));
    outputs.extend(format::static_files(renderer.theme()));
    outputs.extend(format::hosting_files(renderer));
    outputs
}

/// The whole site in memory, in the order of paths: for tests and previews of small networks.
pub fn render_to_memory(
    world: &dyn World,
    renderer: &Renderer,
    out: &mut Faults,
) -> io::Result<BTreeMap<String, Vec<u8>>> {
    #[derive(Default)]
    struct MemorySink(Mutex<BTreeMap<String, Vec<u8>>>);
    impl OutputSink for MemorySink {
        fn write(&self, output: Output) -> io::Result<()> {
            self.0.lock().expect("nobody panics with it").insert(output.path, output.bytes);
            Ok(())
        }
    }
    let memory = MemorySink::default();
    render_site(world, renderer, &memory, out)?;
    Ok(memory.0.into_inner().expect("nobody panics with it"))
}
