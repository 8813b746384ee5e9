//! Reads files as bytes and as text, and reports files that cannot be read.

use std::sync::Arc;

use crate::digest::Digest;
use crate::fault::{Code, Fault};
use crate::publish::PublishedFile;
use crate::text::Source;
use crate::world::{EntryKind, FileEntry, MAX_TEXT_BYTES, Stage, World, measure};

pub(super) fn read_bytes(world: &dyn World, entry: &FileEntry) -> Result<Vec<u8>, Box<Fault>> {
    match entry.kind {
        EntryKind::ExternalLink => {
            let fault = Fault::in_file(
                Code::LinkLeavesProject,
                entry.path.to_string(),
                "this is a link that leads out of the network",
            );
            return Err(Box::new(fault.with_help("copy the file here instead of linking to it")));
        }
        EntryKind::Unreadable => return Err(Box::new(unreadable_fault(entry, "it cannot be looked at"))),
        EntryKind::File => {}
    }
    measure(world.timer(), Stage::Read, || world.read(&entry.path))
        .map_err(|error| Box::new(unreadable_fault(entry, &error.to_string())))
}

fn unreadable_fault(entry: &FileEntry, why: &str) -> Fault {
    Fault::in_file(Code::Unreadable, entry.path.to_string(), format!("this file cannot be opened: {why}"))
        .with_help("check its permissions, and that it is not open elsewhere")
}

/// The bytes of a file that is published. Since it was checked, its name may have become that of another file.
pub(super) fn read_published_file(world: &dyn World, file: &PublishedFile) -> Result<Vec<u8>, Box<Fault>> {
    let bytes = world.read(&file.source).and_then(|bytes| {
        file.verify(Digest::compute(&bytes))?;
        Ok(bytes)
    });
    bytes.map_err(|error| {
        let message = format!("this file cannot be published: {error}");
        let fault = Fault::in_file(Code::Unreadable, file.source.clone(), message);
        Box::new(fault.with_help("wait until it is saved, and build again"))
    })
}

pub(super) fn read_text(world: &dyn World, entry: &FileEntry) -> Result<Arc<Source>, Box<Fault>> {
    if entry.size > MAX_TEXT_BYTES {
        let fault = Fault::in_file(Code::FileTooLarge, entry.path.to_string(), "this text is larger than 4 MB");
        return Err(Box::new(fault.with_help("split it into several records, or publish it as a download")));
    }
    let bytes = read_bytes(world, entry)?;
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let lossy = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let at = error.utf8_error().valid_up_to();
            return Err(Box::new(not_text_fault(entry, lossy, at, "this is not UTF-8 text")));
        }
    };
    if let Some(at) = text.find('\0') {
        return Err(Box::new(not_text_fault(entry, text.replace('\0', "\u{1}"), at, "this file has a NUL byte in it")));
    }
    Ok(Arc::new(Source { path: entry.path.to_string(), text }))
}

fn not_text_fault(entry: &FileEntry, text: String, at: usize, message: &str) -> Fault {
    let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
    Fault::in_text(Code::NotText, &entry.path, &text, at..end, message)
        .with_help("save it again as plain text in UTF-8")
}
