//! A file of the network after it was read.

use std::sync::Arc;

use super::read::{read_bytes, read_text};
use crate::digest::Digest;
use crate::fault::{Code, Fault, Faults};
use crate::file_metadata::FileMetadata;
use crate::kind::Kind;
use crate::record::{self, FileRole, ParsedRecord, ParsedTranslation};
use crate::text::Source;
use crate::world::{FileEntry, Stage, World, measure};

/// A file of the network after it was read.
pub(super) struct LoadedFile {
    pub(super) path: Arc<str>,
    /// As in the listing, together with that of the private file that is merged into it.
    pub(super) stamp: u64,
    pub(super) role: FileRole,
    pub(super) content: FileContent,
}

/// The contents of a file, read by its role.
#[derive(Clone)]
pub(super) enum FileContent {
    Record(Arc<ParsedRecord>),
    Translation(Arc<ParsedTranslation>),
    Text(Arc<Source>),
    Asset(FileMetadata),
    Failed(Arc<Fault>),
    /// The file is not read here: it is ignored, or read elsewhere.
    Skipped,
}

impl FileContent {
    /// Whether both were read from the same contents.
    pub(super) fn is_same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Record(one), Self::Record(other)) => Arc::ptr_eq(one, other),
            (Self::Translation(one), Self::Translation(other)) => Arc::ptr_eq(one, other),
            (Self::Text(one), Self::Text(other)) => one == other,
            (Self::Asset(one), Self::Asset(other)) => one == other,
            (Self::Skipped, Self::Skipped) => true,
            _ => false,
        }
    }

    pub(super) fn digest(&self) -> Digest {
        match self {
            Self::Record(parsed) => parsed.digest,
            Self::Translation(parsed) => parsed.digest,
            Self::Text(source) => Digest::compute(source.text.as_bytes()),
            Self::Asset(facts) => facts.digest,
            Self::Failed(_) | Self::Skipped => Digest::compute(b""),
        }
    }
}

impl FileContent {
    /// Reads a file. If its contents are those of `known`, that result is reused.
    pub(super) fn read(
        world: &dyn World,
        entry: &FileEntry,
        role: &FileRole,
        private_file: Option<&FileEntry>,
        known: Option<&Self>,
    ) -> Self {
        match role {
            FileRole::Other => match read_bytes(world, entry) {
                Ok(bytes) => Self::Asset(FileMetadata::from_bytes(&entry.path, &bytes)),
                Err(fault) => Self::Failed(Arc::from(fault)),
            },
            FileRole::SyncCopy => Self::Failed(Arc::new(sync_copy_fault(entry))),
            FileRole::Record { kind, slug } => {
                Self::Record(read_record(world, entry, *kind, slug, private_file, known))
            }
            FileRole::Translation { kind, .. } => match (read_text(world, entry), known) {
                (Ok(source), Some(Self::Translation(known))) if known.source == source => {
                    Self::Translation(Arc::clone(known))
                }
                (Ok(source), _) => {
                    let parse = || record::parse_translation(&source, *kind);
                    Self::Translation(Arc::new(measure(world.timer(), Stage::Parse, parse)))
                }
                (Err(fault), _) => Self::Failed(Arc::from(fault)),
            },
            _ => match (read_text(world, entry), known) {
                (Ok(source), Some(Self::Text(known))) if *known == source => Self::Text(Arc::clone(known)),
                (Ok(source), _) => Self::Text(source),
                (Err(fault), _) => Self::Failed(Arc::from(fault)),
            },
        }
    }
}

fn read_record(
    world: &dyn World,
    entry: &FileEntry,
    kind: Kind,
    slug: &str,
    private_file: Option<&FileEntry>,
    known: Option<&FileContent>,
) -> Arc<ParsedRecord> {
    let source = match read_text(world, entry) {
        Ok(source) => source,
        // The record keeps its name, so that references to it are not faults too.
        Err(fault) => return Arc::new(ParsedRecord::unreadable(&entry.path, kind, slug, *fault)),
    };
    let Some(private_file) = private_file else {
        return match known {
            Some(FileContent::Record(known)) if known.is_parsed_from(&source) => Arc::clone(known),
            _ => Arc::new(measure(world.timer(), Stage::Parse, || record::parse(&source, kind, slug))),
        };
    };
    let mut parsed = record::parse(&source, kind, slug);
    merge_private_file(world, private_file, &mut parsed);
    Arc::new(parsed)
}

fn sync_copy_fault(entry: &FileEntry) -> Fault {
    let name = entry.path.rsplit('/').next().unwrap_or(&entry.path);
    let message = format!("`{name}` looks like a copy that a synchronising service left behind; it is held back");
    Fault::in_file(Code::SyncCopy, entry.path.to_string(), message)
        .with_help("compare it with the original and remove one of the two, or rename it")
}

fn merge_private_file(world: &dyn World, private_file: &FileEntry, parsed: &mut ParsedRecord) {
    let mut faults = Faults::new();
    match read_text(world, private_file) {
        Ok(source) => record::merge_private_file(parsed, &source, &mut faults),
        Err(fault) => faults.report(*fault),
    }
    parsed.faults.extend(faults);
    parsed.has_private_file = true;
}
