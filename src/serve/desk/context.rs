//! What the pages of the desk are made from.

use super::environment::Environment;
use crate::fault::Fault;
use crate::path::percent_encode_value;
use crate::pipeline::LoadedNetwork;
use crate::publish::Publication;
use crate::serve::editor_links::EditorLinks;
use crate::site::Record;
use crate::text::Position;
use crate::theme::Renderer;

/// What the desk is made from.
pub struct Desk<'a> {
    /// The site that is shown; `None` if `site.yaml` cannot be used and never could.
    pub renderer: Option<&'a Renderer>,
    /// The network that was read last, to be compared with the last build.
    pub loaded: Option<&'a LoadedNetwork>,
    /// The faults, in the order of files and places.
    pub faults: &'a [Fault],
    /// Whether every page was rendered to find them, so that these are the faults that `check` reports.
    pub has_all_faults: bool,
    /// Whether `site.yaml` or the theme cannot be used, so that an earlier site is shown.
    pub is_stale: bool,
    /// The day that is shown, in words, if it is not today.
    pub simulated_day: Option<String>,
    /// What surrounds the network on this computer.
    pub environment: &'a dyn Environment,
    /// How links into the editor are made; `None` for a reader who has no editor here.
    pub editor_links: Option<EditorLinks<'a>>,
    /// What the desk's paths begin with: `/_desk`.
    pub base_path: &'a str,
}

impl<'a> Desk<'a> {
    pub(super) fn publication(&self) -> Option<&'a Publication> {
        self.renderer.map(Renderer::publication)
    }

    /// The desk's page about a record.
    pub(super) fn record_href(&self, record: &Record) -> String {
        format!("{}/record/?id={}", self.base_path, percent_encode_value(&record.id.to_string()))
    }

    /// The link that opens a file in the editor, perhaps at a place in it.
    pub(super) fn editor_href(&self, file: &str, at: Option<Position>) -> Option<String> {
        let Position { line, column } = at.unwrap_or(Position { line: 1, column: 1 });
        self.editor_links?.href(file, line, column)
    }
}
