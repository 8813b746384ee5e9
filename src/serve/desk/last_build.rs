//! The last build on this computer, and what is wrong with its folders.

use std::collections::HashSet;

use serde::Serialize;

use super::context::Desk;
use super::environment::{FolderRole, SyncedLocation};
use crate::agenda::{REBUILD_COMMAND, StillPublished, find_still_published, instant_in_words};
use crate::language::format_count;
use crate::path;
use crate::theme::Renderer;

/// What the desk says about the last build.
#[derive(Serialize)]
pub(super) struct BuildSection {
    sentences: Vec<String>,
    is_outdated: bool,
    command: &'static str,
}

/// The files in the output folder that must be taken down.
pub(super) fn list_still_published(desk: &Desk<'_>, renderer: &Renderer) -> Vec<StillPublished> {
    let publication = renderer.publication();
    let pages = publication.pages().iter().map(|page| path::output_path(&page.address));
    let files = publication.files().keys().map(|address| path::output_path(address));
    let static_files = renderer.theme().static_files().map(|(address, _)| path::output_path(address));
    let current_files: HashSet<String> = pages.chain(files).chain(static_files).collect();
    let leftover = desk.environment.leftover_files(&|file| current_files.contains(file));
    if leftover.is_empty() {
        return Vec::new();
    }
    find_still_published(publication, &leftover)
}

/// Compares the last build with the present. `take_down_count` is the number of files that must be taken down.
pub(super) fn describe_last_build(desk: &Desk<'_>, renderer: &Renderer, take_down_count: usize) -> BuildSection {
    let publication = renderer.publication();
    let zone = &publication.config().zone.time_zone;
    let Some(last) = desk.environment.last_build() else {
        let sentences = vec!["The site has not been built on this computer yet.".to_owned()];
        return BuildSection { sentences, is_outdated: true, command: "commonground build" };
    };
    let files = format_count(last.file_count, "file is", "files are");
    let made = instant_in_words(last.made_for, zone);
    let mut sentences = vec![format!("Made for {made}, in `{}`, where {files} published.", last.output_folder)];
    if take_down_count > 0 {
        sentences.push(format!(
            "{} to be taken down since then; see “Needs attention today”.",
            format_count(take_down_count, "published file has", "published files have")
        ));
    }
    let sources =
        desk.loaded.filter(|_| last.sources_digest.is_some()).map(|loaded| loaded.source_digest().to_string());
    let changed = sources.is_some() && sources != last.sources_digest;
    match (&sources, changed) {
        (_, true) => sentences.push("The contents have changed since.".to_owned()),
        (Some(_), false) => sentences.push("The contents are the same now.".to_owned()),
        (None, _) => {}
    }
    let due = last.next_change.filter(|next_change| *next_change <= publication.now());
    if let Some(due) = due {
        let due = instant_in_words(due, zone);
        sentences.push(format!("Time alone may have changed the site since {due}."));
    }
    BuildSection { sentences, is_outdated: take_down_count > 0 || changed || due.is_some(), command: REBUILD_COMMAND }
}

/// Warnings about folders that a service synchronises.
pub(super) fn list_sync_warnings(desk: &Desk<'_>) -> Vec<String> {
    let warning = |synced: SyncedLocation| match synced.role {
        FolderRole::Output => format!(
            "The site is written to `{}`, a folder that {} synchronises. Half-written sites and copies of files can get \
             into it: build into another folder with `commonground build --out DIR`.",
            synced.path, synced.service
        ),
        FolderRole::Network => format!(
            "The network is in `{}`, a folder that {} synchronises. If two people edit a file at once, there will be a second \
             copy of it, which is reported as a fault; and whatever is private in the folder is copied too.",
            synced.path, synced.service
        ),
    };
    desk.environment.synced_locations().into_iter().map(warning).collect()
}
