//! What the bytes of a picture or download say about it. The caller reads the file.

mod svg;

use crate::digest::Digest;
use crate::path::extension;

/// What is known about a file that records may refer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileMetadata {
    /// The fingerprint of its content, by which consents know copies of a picture.
    pub digest: Digest,
    /// Bytes.
    pub size: u64,
    /// Width and height in pixels, for pictures whose header says so.
    pub dimensions: Option<(u32, u32)>,
    /// The number of pages, for PDF files that state it.
    pub page_count: Option<u32>,
    /// Why it is not published: it could do something in a reader's browser.
    pub danger: Option<Danger>,
}

/// Why a file could do something in a reader's browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Danger {
    /// Files with its ending can run code.
    Kind,
    /// What an SVG has that a picture must not have, and where.
    InPicture(String),
}

/// File endings of pictures that browsers show.
const PICTURE_EXTENSIONS: [&str; 7] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"];

/// File endings of downloads that are published, with what readers call them.
const DOWNLOAD_TYPES: &[(&str, &str)] = &[
    ("pdf", "PDF"),
    ("doc", "Word"),
    ("docx", "Word"),
    ("odt", "OpenDocument"),
    ("rtf", "RTF"),
    ("txt", "text"),
    ("epub", "EPUB"),
    ("xls", "Excel"),
    ("xlsx", "Excel"),
    ("ods", "OpenDocument"),
    ("csv", "CSV"),
    ("json", "JSON"),
    ("geojson", "GeoJSON"),
    ("ppt", "PowerPoint"),
    ("pptx", "PowerPoint"),
    ("odp", "OpenDocument"),
    ("zip", "ZIP"),
    ("ics", "calendar"),
    ("vtt", "captions"),
    ("srt", "captions"),
    ("mp3", "MP3"),
    ("m4a", "audio"),
    ("ogg", "audio"),
    ("mp4", "video"),
    ("webm", "video"),
    ("png", "PNG"),
    ("jpg", "JPEG"),
    ("jpeg", "JPEG"),
    ("gif", "GIF"),
    ("webp", "WebP"),
    ("avif", "AVIF"),
    ("svg", "SVG"),
];

/// Whether a file's ending is that of a picture.
pub fn is_picture(path: &str) -> bool {
    PICTURE_EXTENSIONS.contains(&extension(path).as_str())
}

/// What readers call a file of this ending; `None` for one that is not published.
pub fn type_name(path: &str) -> Option<&'static str> {
    let ending = extension(path);
    DOWNLOAD_TYPES.iter().find(|(known, _)| *known == ending).map(|(_, name)| *name)
}

impl FileMetadata {
    /// Reads the bytes of a file.
    pub fn from_bytes(path: &str, bytes: &[u8]) -> Self {
        let ending = extension(path);
        let pixels = is_picture(path).then(|| imagesize::blob_size(bytes).ok()).flatten();
        let pixels = pixels.and_then(|size| Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?)));
        Self {
            digest: Digest::compute(bytes),
            size: bytes.len() as u64,
            dimensions: pixels.or_else(|| (ending == "svg").then(|| read_svg_dimensions(bytes)).flatten()),
            page_count: (ending == "pdf").then(|| count_pdf_pages(bytes)).flatten(),
            danger: match type_name(path) {
                None => Some(Danger::Kind),
                Some(_) if ending == "svg" => svg::find_danger(bytes).map(Danger::InPicture),
                Some(_) => None,
            },
        }
    }
}

/// The number of pages of a PDF, from its page tree; `None` when that is compressed.
fn count_pdf_pages(bytes: &[u8]) -> Option<u32> {
    let text = String::from_utf8_lossy(bytes);
    let counts = text.match_indices("/Count").filter_map(|(at, word)| {
        let rest = text[at + word.len()..].trim_start();
        rest.split(|c: char| !c.is_ascii_digit()).next()?.parse::<u32>().ok()
    });
    counts.max().filter(|pages| *pages > 0)
}

/// The width and height of an SVG from its `viewBox`.
fn read_svg_dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    let text = String::from_utf8_lossy(bytes);
    let rest = text.split("viewBox=").nth(1)?;
    let quote = rest.chars().next()?;
    let inner = rest[quote.len_utf8()..].split([quote, '”']).next()?;
    let numbers: Vec<f64> = inner.split([' ', ',']).filter_map(|number| number.parse().ok()).collect();
    match numbers.as_slice() {
        [_, _, width, height] if *width >= 1.0 && *height >= 1.0 => Some((width.round() as u32, height.round() as u32)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_could_run_code_are_known() {
        let danger = |path: &str, bytes: &[u8]| FileMetadata::from_bytes(path, bytes).danger;
        assert_eq!(danger("a.svg", b"<svg viewBox=\"0 0 20 10\"><path d=\"M0 0\"/></svg>"), None);
        let script = danger("a.svg", b"<svg><script/></svg>");
        assert_eq!(script, Some(Danger::InPicture("the element `script` in line 1".to_owned())));
        assert_eq!(danger("a.html", b"<p>"), Some(Danger::Kind));
    }

    #[test]
    fn the_size_of_an_svg_is_read() {
        let dimensions = |svg: &str| FileMetadata::from_bytes("a.svg", svg.as_bytes()).dimensions;
        assert_eq!(dimensions("<svg viewBox=\"0 0 20 10\"/>"), Some((20, 10)));
        assert_eq!(dimensions("<svg viewBox=\u{201c}0 0 20 10\u{201d}/>"), Some((20, 10)));
    }

    #[test]
    fn pages_of_a_plain_pdf_are_counted() {
        assert_eq!(
            FileMetadata::from_bytes("a.pdf", b"%PDF-1.4 1 0 obj <</Type/Pages/Count 24/Kids[]>>").page_count,
            Some(24)
        );
        assert_eq!(FileMetadata::from_bytes("a.pdf", b"%PDF-1.7 compressed").page_count, None);
    }
}
