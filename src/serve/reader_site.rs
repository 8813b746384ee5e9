//! The site as one reader sees it: today, or on a day that the reader chose.

use std::sync::Arc;

use jiff::Timestamp;

use super::editor_links::EditorLinks;
use super::fault_view::FaultReader;
use super::preview::Preview;
use super::request::Request;
use super::snapshot::Snapshot;
use crate::fault::Faults;
use crate::language::english_weekday_date;
use crate::pipeline;
use crate::publish::Publication;
use crate::theme::Renderer;
use crate::time;

/// The cookie that names the day to show, such as `2027-06-19`.
pub const DAY_COOKIE: &str = "commonground-day";

/// The site as one reader sees it.
pub(super) struct ReaderSite {
    pub(super) renderer: Arc<Renderer>,
    /// The day that is shown, in words, if it is not today.
    pub(super) simulated_day: Option<String>,
}

impl Preview {
    /// The site as the sender of a request sees it; `None` if there is nothing to show yet.
    pub(super) fn site_for_reader(&self, snapshot: &Snapshot, request: &Request) -> Option<ReaderSite> {
        let renderer = snapshot.renderer.clone()?;
        let chosen_day =
            request.cookie(DAY_COOKIE).and_then(|day| Some((time::parse_date(day).ok()?, time::parse_instant(day)?)));
        if let Some((date, now)) = chosen_day
            && let Some(renderer) = self.renderer_for_day(snapshot, now)
        {
            return Some(ReaderSite { renderer, simulated_day: Some(english_weekday_date(date)) });
        }
        let zone = &renderer.publication().config().zone.time_zone;
        let simulated_day = self.options.now.map(|now| english_weekday_date(now.to_zoned(zone.clone()).date()));
        Some(ReaderSite { renderer, simulated_day })
    }

    fn renderer_for_day(&self, snapshot: &Snapshot, now: Timestamp) -> Option<Arc<Renderer>> {
        let loaded = snapshot.loaded.as_ref().filter(|_| !snapshot.is_stale)?;
        let publish = || pipeline::build_renderer(loaded, &self.publish_options(now), &mut Faults::new());
        Some(self.day_renderers.get_or_publish(snapshot.version, now, publish))
    }

    /// How the sender of a request sees faults.
    pub(super) fn fault_reader<'a>(&'a self, snapshot: &'a Snapshot, request: &Request) -> FaultReader<'a> {
        if !request.peer.is_loopback() {
            return FaultReader::Elsewhere;
        }
        FaultReader::AtThisMachine {
            editor_links: self.editor_links(snapshot, request),
            publication: snapshot.renderer.as_deref().map(Renderer::publication),
        }
    }

    /// How links into the editor are made; `None` if nobody said so, and for a reader on another machine.
    pub(super) fn editor_links<'a>(&'a self, snapshot: &'a Snapshot, request: &Request) -> Option<EditorLinks<'a>> {
        let from_config =
            || snapshot.loaded.as_ref()?.site.config.editor.as_ref().map(|pattern| pattern.value.as_str());
        let url_pattern = self.options.editor_pattern.as_deref().or_else(from_config)?;
        request.peer.is_loopback().then_some(EditorLinks { url_pattern, root: &self.options.root })
    }
}

/// The address that a path of the preview asks for: without the base path, and for a page its folder. `None` if the
/// path is not below the base path.
pub(super) fn address_in_site<'a>(publication: &Publication, path: &'a str) -> Option<&'a str> {
    let base = publication.base_url().map_or("", |base| base.path.as_str());
    let address = path.strip_prefix(base).filter(|rest| rest.starts_with('/'))?;
    Some(address.strip_suffix("index.html").filter(|folder| folder.ends_with('/')).unwrap_or(address))
}
