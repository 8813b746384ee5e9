//! What the bytes of a picture or download say about it. The caller reads the file.

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
    /// Whether it can run code in a reader's browser.
    pub has_active_content: bool,
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
            has_active_content: type_name(path).is_none() || (ending == "svg" && is_active_svg(bytes)),
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

/// Whether an SVG has a script, an event handler, a foreign document or a link that runs code. A file that is not UTF-8
/// cannot be checked, and counts as one that has.
fn is_active_svg(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return true };
    // As browsers read it: with entities decoded and without control characters in words.
    let decoded = html_escape::decode_html_entities(text);
    let control_to_space = |c: char| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
    let lower: String = decoded.to_lowercase().chars().map(control_to_space).filter(|c| !c.is_control()).collect();
    let without_spaces: String = lower.chars().filter(|c| !c.is_whitespace()).collect();
    let has_handler = lower.match_indices("on").any(|(at, _)| {
        let begins = lower[..at].ends_with([' ', '/', '"', '\'', '<']);
        let name = lower[at..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        begins && name.len() > 2 && lower[at + name.len()..].trim_start().starts_with('=')
    });
    let has_element = ["script", "foreignobject", "iframe", "embed", "object", "handler", "listener"]
        .iter()
        .any(|name| without_spaces.contains(&format!("<{name}")) || without_spaces.contains(&format!(":{name}")));
    let forbidden = [
        "javascript:",
        "data:text",
        "<!entity",
        "<!doctype",
        "<?xml-stylesheet",
        "attributename=\"href",
        "attributename='href",
    ];
    has_handler || has_element || forbidden.iter().any(|bad| without_spaces.contains(bad)) || text.contains('\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_that_run_code_are_known() {
        assert!(
            !FileMetadata::from_bytes("a.svg", b"<svg viewBox=\"0 0 20 10\"><path d=\"M0 0\"/></svg>")
                .has_active_content
        );
        assert_eq!(FileMetadata::from_bytes("a.svg", b"<svg viewBox=\"0 0 20 10\"/>").dimensions, Some((20, 10)));
        for svg in [
            "<svg><script>1</script></svg>",
            "<svg onload = 'x()'/>",
            "<svg\nonload=\"x()\"/>",
            "<svg/onload='x()'/>",
            "<svg xmlns:s='http://www.w3.org/2000/svg'><s:script>1</s:script></svg>",
            "<svg><a href='javascript:x'/></svg>",
            "<svg><a href='java&#115;cript:x'/></svg>",
            "<svg><a href='java\tscript:x'/></svg>",
        ] {
            assert!(FileMetadata::from_bytes("a.svg", svg.as_bytes()).has_active_content, "{svg}");
        }
        assert!(FileMetadata::from_bytes("a.svg", b"\xff\xfe<\0s\0v\0g\0>\0").has_active_content, "UTF-16");
        assert_eq!(
            FileMetadata::from_bytes("a.svg", "<svg viewBox=\u{201c}0 0 20 10\u{201d}/>".as_bytes()).dimensions,
            Some((20, 10))
        );
        assert!(FileMetadata::from_bytes("a.html", b"<p>").has_active_content);
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
