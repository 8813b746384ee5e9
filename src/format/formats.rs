//! The table of formats.

use super::output::{FileMaker, Output, TogetherMaker};
use super::{calendar, choices, hosting, icon, news, robots, search, sitemap, theme_file};
use crate::output::OutputKind;
use crate::theme::Renderer;

/// How the files of an output are made.
pub struct Format {
    /// The output.
    pub kind: OutputKind,
    /// In what pieces.
    pub pieces: Pieces,
    /// Makes ready; what several files have in common is made once.
    pub prepare: for<'a> fn(&'a Renderer) -> Box<dyn FileMaker + 'a>,
}

/// In what pieces the files of an output are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pieces {
    /// One by one: each can be had without the others.
    Single,
    /// All at once.
    Together,
    /// All at once, which takes long. They say nothing that no page says: where only faults or differences are looked
    /// for, they need not be made.
    Index,
}

/// The outputs that are neither pages nor files of records.
pub static FORMATS: &[Format] = &[
    Format {
        kind: OutputKind::Calendar,
        pieces: Pieces::Single,
        prepare: |renderer| Box::new(calendar::Calendars::new(renderer)),
    },
    Format {
        kind: OutputKind::NewsFeed,
        pieces: Pieces::Single,
        prepare: |renderer| Box::new(news::NewsFeeds::new(renderer)),
    },
    Format {
        kind: OutputKind::Choices,
        pieces: Pieces::Together,
        prepare: |renderer| together(renderer, choices::render),
    },
    Format {
        kind: OutputKind::SearchIndex,
        pieces: Pieces::Index,
        prepare: |renderer| Box::new(search::SearchIndex(renderer)),
    },
    Format {
        kind: OutputKind::Sitemap,
        pieces: Pieces::Together,
        prepare: |renderer| together(renderer, sitemap::render),
    },
    Format {
        kind: OutputKind::Robots,
        pieces: Pieces::Together,
        prepare: |renderer| together(renderer, robots::render),
    },
    Format { kind: OutputKind::Icon, pieces: Pieces::Together, prepare: |renderer| together(renderer, icon::render) },
    Format {
        kind: OutputKind::ThemeFile,
        pieces: Pieces::Together,
        prepare: |renderer| together(renderer, theme_file::render),
    },
    Format {
        kind: OutputKind::HostFile,
        pieces: Pieces::Together,
        prepare: |renderer| together(renderer, hosting::render),
    },
];

fn together(renderer: &Renderer, render: fn(&Renderer) -> Vec<Output>) -> Box<dyn FileMaker + '_> {
    Box::new(TogetherMaker { renderer, render })
}

impl Format {
    /// The files, where they are made all at once.
    pub fn render_all(&self, renderer: &Renderer) -> std::io::Result<Vec<Output>> {
        let maker = (self.prepare)(renderer);
        let mut outputs = Vec::new();
        for piece in 0..maker.piece_count() {
            outputs.extend(maker.render_piece(piece)?);
        }
        Ok(outputs)
    }
}
