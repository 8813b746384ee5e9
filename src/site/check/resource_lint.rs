//! Advice on the downloads and videos of a resource.

use super::lint_faults::{first_line_span, no_captions_fault};
use crate::fault::{Code, Fault, Faults};
use crate::file_metadata;
use crate::lint;
use crate::path;
use crate::record::{Download, DownloadPurpose, Resource};
use crate::site::context::SiteContext;
use crate::site::record::Record;
use crate::text::SourceLocation;

/// Reports PDFs without a web version and videos without captions. Returns whether captions are missing.
pub(super) fn report_resource_lints(
    context: &SiteContext,
    record: &Record,
    resource: &Resource,
    out: &mut Faults,
) -> bool {
    if let Some(number) = find_pdf_without_web_version(context, record, resource) {
        let files = &resource.files;
        let location = record.parsed.locations.of_nested("files", Some((number, files.len())), "file");
        let message = format!("`{}` cannot be read as a web page", files[number].file.text);
        let help = "put its words on a page and name that under `web_version:` (WCAG 1.4.10)";
        out.report(Fault::new(Code::NoWebVersion, location, message).with_help(help));
    }
    if let Some(number) = find_subrip_of_own_video(resource) {
        out.report(subrip_fault(record, resource, number));
        return true;
    }
    let lacks_captions = is_video(resource) && !states_captions(record, resource);
    if lacks_captions {
        let parsed = &record.parsed;
        let field = if has_own_video(resource) { "files" } else { "link" };
        let span = first_line_span(&parsed.source, parsed.locations.of_field(field).span);
        out.report(no_captions_fault(SourceLocation::new(&parsed.source, span)));
    }
    lacks_captions
}

/// The position of the first PDF that exists, unless its words can be read elsewhere or it is a poster.
fn find_pdf_without_web_version(context: &SiteContext, record: &Record, resource: &Resource) -> Option<usize> {
    if resource.web_version.is_some() || resource.link.is_some() || resource.kind.text == "poster" {
        return None;
    }
    let folder = path::parent_folder(&record.parsed.source.path);
    let exists = |name: &str| path::resolve(folder, name).is_some_and(|path| context.assets.contains_key(&path));
    resource.files.iter().map(|file| &file.file.text).position(|name| path::extension(name) == "pdf" && exists(name))
}

fn is_video(resource: &Resource) -> bool {
    has_own_video(resource) || (resource.kind.text == "video" && resource.link.is_some())
}

/// Whether the page plays a video: a file of its own, whatever the type of the resource.
fn has_own_video(resource: &Resource) -> bool {
    resource.files.iter().any(|file| file_metadata::type_name(&file.file.text) == Some("video"))
}

/// The position of captions as SubRip, which browsers do not show in a video of the page that has no others.
fn find_subrip_of_own_video(resource: &Resource) -> Option<usize> {
    let with_ending = |ending: &str| resource.files.iter().position(|file| path::extension(&file.file.text) == ending);
    with_ending("srt").filter(|_| has_own_video(resource) && with_ending("vtt").is_none())
}

fn subrip_fault(record: &Record, resource: &Resource, number: usize) -> Fault {
    let files = &resource.files;
    let name = &files[number].file.text;
    let location = record.parsed.locations.of_nested("files", Some((number, files.len())), "file");
    let help = format!("save it as WebVTT (`{}.vtt`) and name that here (WCAG 1.2.2)", path::file_stem(name));
    Fault::new(Code::NoCaptions, location, format!("browsers do not show `{name}` in a film")).with_help(help)
}

/// Whether the record has captions or a transcript, or its text mentions them.
fn states_captions(record: &Record, resource: &Resource) -> bool {
    let is_captions =
        |file: &Download| file.format == Some(DownloadPurpose::Captions) || file_metadata::is_captions(&file.file.text);
    resource.web_version.is_some()
        || resource.files.iter().any(is_captions)
        || lint::mentions_captions(&record.parsed.source.text)
}
