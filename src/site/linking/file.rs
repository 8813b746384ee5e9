//! Pictures and downloads that a record names.

use std::sync::Arc;

use super::linker::Linker;
use crate::fault::{Code, Fault, Faults};
use crate::file_metadata::{Danger, FileDefect, FileMetadata, is_picture};
use crate::markdown::LinkTarget;
use crate::output::reserved_folder;
use crate::path::{closest_match, extension, file_stem, is_sync_copy};
use crate::site::address::file_address;
use crate::site::resolved_target::ResolvedTarget;
use crate::text::{Source, SourceLocation, Span};

impl Linker<'_> {
    /// Resolves the name of a picture or download. `folder` is the folder of the file that names it.
    pub(super) fn resolve_file(
        &self,
        source: &Arc<Source>,
        span: Span,
        written: &str,
        folder: &str,
        must_be_picture: bool,
        out: &mut Faults,
    ) -> ResolvedTarget {
        let location = SourceLocation::new(source, span);
        let path = match LinkTarget::parse(written, folder) {
            LinkTarget::File { path, .. } => path,
            _ => {
                let fault = Fault::new(Code::InvalidValue, location, format!("`{written}` is not the name of a file"));
                out.report(fault.with_help("save the file beside this one and write its name"));
                return ResolvedTarget::Unresolved;
            }
        };
        match self.check_file(location, written, &path, folder, must_be_picture) {
            Ok(()) => ResolvedTarget::File(path),
            Err(fault) => {
                out.report(fault);
                ResolvedTarget::Unresolved
            }
        }
    }

    /// Whether a file exists and can be published.
    fn check_file(
        &self,
        location: SourceLocation,
        written: &str,
        path: &str,
        folder: &str,
        must_be_picture: bool,
    ) -> Result<(), Fault> {
        let Some(metadata) = self.context.assets.get(path) else {
            return Err(self.missing_file_fault(location, written, path, folder));
        };
        self.add_referenced_file(path.to_owned());
        if reserved_folder(&file_address(path)).is_some() {
            let message = "`static` is a reserved name: the theme's files are there";
            return Err(Fault::new(Code::ReservedName, location, message).with_help("keep the file in another folder"));
        }
        if must_be_picture && !is_picture(path) {
            let message = format!("`{written}` is not a picture that browsers show");
            let fault = Fault::new(Code::InvalidValue, location, message);
            return Err(fault.with_help("use a PNG, JPEG, WebP, GIF, AVIF or SVG file"));
        }
        file_fault(metadata, location, written).map_or(Ok(()), Err)
    }

    fn missing_file_fault(&self, location: SourceLocation, written: &str, path: &str, folder: &str) -> Fault {
        if is_sync_copy(file_stem(path)) {
            let message = format!("`{written}` is named like a copy that a synchronising service left behind");
            let help = "rename the file, and write its new name here";
            return Fault::new(Code::MissingFile, location, message).with_help(help);
        }
        let fault = Fault::new(Code::MissingFile, location, format!("there is no file `{written}` here"));
        let names: Vec<&str> = self.files_below(folder).map(|path| &path[folder.len() + 1..]).collect();
        let nearest = closest_file_name(written, &names);
        // The file that was probably meant is not reported as unused as well.
        self.referenced_files.borrow_mut().extend(nearest.map(|nearest| format!("{folder}/{nearest}")));
        fault.with_suggestion_or_help(nearest, format!("save it as `{path}`"))
    }

    /// The paths of the files below a folder.
    pub(super) fn files_below(&self, folder: &str) -> impl Iterator<Item = &str> + use<'_> {
        let prefix = format!("{folder}/");
        let from_folder = self.context.assets.range(prefix.clone()..);
        from_folder.map(|(path, _)| path.as_str()).take_while(move |path| path.starts_with(&prefix))
    }
}

/// The name of a file that was probably meant. Names are compared without their endings, which many have in common.
fn closest_file_name<'a>(written: &str, names: &[&'a str]) -> Option<&'a str> {
    fn without_ending(name: &str) -> &str {
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }
    let lower = written.to_lowercase();
    let same = names.iter().copied().find(|name| name.to_lowercase() == lower);
    same.or_else(|| {
        let stem = closest_match(without_ending(written), names.iter().copied().map(without_ending))?;
        names.iter().copied().find(|name| without_ending(name) == stem)
    })
}

/// The fault of a file that must not be published: one that could do something in a reader's browser, or that nobody
/// could open.
pub(super) fn file_fault(metadata: &FileMetadata, location: SourceLocation, written: &str) -> Option<Fault> {
    let unsafe_fault = |danger: &Danger| unsafe_file_fault(location.clone(), written, danger);
    let broken_fault = |defect: FileDefect| broken_file_fault(location.clone(), written, defect);
    metadata.danger.as_ref().map(unsafe_fault).or_else(|| metadata.defect.map(broken_fault))
}

fn broken_file_fault(location: SourceLocation, written: &str, defect: FileDefect) -> Fault {
    let (message, help) = match defect {
        FileDefect::Empty => ("is empty".to_owned(), "save it again from the program that made it"),
        FileDefect::Encrypted => {
            ("is locked: readers or their screen readers cannot read it".to_owned(), "save it without a password")
        }
        FileDefect::BrokenOff => (
            "is broken off: its end is missing".to_owned(),
            "download it again, or save it again from the program that made it",
        ),
        FileDefect::NoCaptions => (
            "has no captions that a browser shows".to_owned(),
            "save it again as WebVTT: `WEBVTT` in the first line, then times such as `00:01.000 --> 00:04.000` and what is said",
        ),
        FileDefect::IsSomethingElse(what) if extension(written) == "pdf" => {
            (format!("is not a PDF, but {what}"), "save it as a PDF, or correct its name")
        }
        FileDefect::IsSomethingElse(what) => (
            format!("is not what its name says, but {what}"),
            "save it again from the program that made it, or correct its name",
        ),
    };
    Fault::new(Code::BrokenFile, location, format!("`{written}` {message}")).with_help(help)
}

/// The fault of a file that could do something in a reader's browser.
fn unsafe_file_fault(location: SourceLocation, written: &str, danger: &Danger) -> Fault {
    match danger {
        Danger::Kind => {
            let message = format!("`{written}` could run code in a reader's browser");
            let fault = Fault::new(Code::UnsafeFile, location, message);
            fault.with_help("publish it as a PDF, a picture or a document")
        }
        Danger::InPicture(what) => {
            let message = format!("`{written}` is more than a picture: it has {what}");
            let fault = Fault::new(Code::UnsafeFile, location, message);
            fault.with_help("save it as a plain SVG, without scripts, links and anything from elsewhere, or as a PNG")
        }
    }
}
