//! The table of formats.

use super::output::{FileMaker, Output, TogetherMaker};
use super::{calendar, choices, hosting, icon, news, robots, search, sitemap, theme_file};
use crate::output::OutputKind;
use crate::theme::Renderer;

/// How the files of an output are made.
pub struct Format {
    /// The output.
    pub kind: OutputKind,
    /// Whether its files can be made one by one.
    pub mode: RenderMode,
    /// Prepares the maker; what several files have in common is made once.
    pub prepare: for<'a> fn(&'a Renderer) -> Box<dyn FileMaker + 'a>,
}

/// Whether the files of an output can be made one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RenderMode {
    /// Each file can be made without the others.
    PerFile,
    /// All files are made together.
    Together,
    /// All files are made together, which takes long. They contain nothing that no page contains, so `check` and other
    /// commands that write nothing do without them.
    SearchIndex,
}

/// The outputs that are neither pages nor files of records.
pub static FORMATS: &[Format] = &[
    Format {
        kind: OutputKind::Calendar,
        mode: RenderMode::PerFile,
        prepare: |renderer| Box::new(calendar::Calendars::new(renderer)),
    },
    Format {
        kind: OutputKind::NewsFeed,
        mode: RenderMode::PerFile,
        prepare: |renderer| Box::new(news::NewsFeeds::new(renderer)),
    },
    Format {
        kind: OutputKind::Choices,
        mode: RenderMode::Together,
        prepare: |renderer| together(renderer, choices::render),
    },
    Format {
        kind: OutputKind::SearchIndex,
        mode: RenderMode::SearchIndex,
        prepare: |renderer| Box::new(search::SearchIndex::new(renderer)),
    },
    Format {
        kind: OutputKind::Sitemap,
        mode: RenderMode::Together,
        prepare: |renderer| together(renderer, sitemap::render),
    },
    Format {
        kind: OutputKind::Robots,
        mode: RenderMode::Together,
        prepare: |renderer| together(renderer, robots::render),
    },
    Format { kind: OutputKind::Icon, mode: RenderMode::Together, prepare: |renderer| together(renderer, icon::render) },
    Format {
        kind: OutputKind::ThemeFile,
        mode: RenderMode::Together,
        prepare: |renderer| together(renderer, theme_file::render),
    },
    Format {
        kind: OutputKind::HostFile,
        mode: RenderMode::Together,
        prepare: |renderer| together(renderer, hosting::render),
    },
];

fn together(renderer: &Renderer, render: fn(&Renderer) -> Vec<Output>) -> Box<dyn FileMaker + '_> {
    Box::new(TogetherMaker { renderer, render })
}

impl Format {
    /// Makes all files together.
    pub fn render_all(&self, renderer: &Renderer) -> std::io::Result<Vec<Output>> {
        let maker = (self.prepare)(renderer);
        let mut outputs = Vec::new();
        for piece in 0..maker.piece_count() {
            outputs.extend(maker.render_piece(piece)?);
        }
        Ok(outputs)
    }
}
