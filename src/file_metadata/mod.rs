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
    /// Why readers could not use it.
    pub defect: Option<FileDefect>,
    /// What a file of captions says, cue by cue; empty for other files.
    pub spoken_lines: Vec<String>,
}

/// Why a file could do something in a reader's browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Danger {
    /// Files with its ending can run code.
    Kind,
    /// What an SVG has that a picture must not have, and where.
    InPicture(String),
}

/// Why readers could not use a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileDefect {
    /// There is nothing in it.
    Empty,
    /// It is locked with a password.
    Encrypted,
    /// Its end is missing.
    BrokenOff,
    /// Its contents are of another type, in a few words.
    IsSomethingElse(&'static str),
    /// It has no captions that a browser could show.
    NoCaptions,
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
    ("vtt", "WebVTT"),
    ("srt", "SubRip"),
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

/// Whether a file's ending is that of captions.
pub fn is_captions(path: &str) -> bool {
    matches!(type_name(path), Some("WebVTT" | "SubRip"))
}

impl FileMetadata {
    /// Reads the bytes of a file.
    pub fn from_bytes(path: &str, bytes: &[u8]) -> Self {
        let ending = extension(path);
        let pixels = is_picture(path).then(|| imagesize::blob_size(bytes).ok()).flatten();
        let pixels = pixels.and_then(|size| Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?)));
        let page_count = (ending == "pdf").then(|| count_pdf_pages(bytes)).flatten();
        let spoken_lines = if is_captions(path) { read_captions(bytes) } else { Vec::new() };
        Self {
            digest: Digest::compute(bytes),
            size: bytes.len() as u64,
            dimensions: pixels.or_else(|| (ending == "svg").then(|| read_svg_dimensions(bytes)).flatten()),
            page_count: page_count.filter(|pages| *pages > 0),
            defect: match ending.as_str() {
                "pdf" => find_pdf_defect(bytes, page_count),
                "vtt" | "srt" => find_captions_defect(&ending, bytes, &spoken_lines),
                _ => find_disguise(&ending, bytes),
            },
            spoken_lines,
            danger: match type_name(path) {
                None => Some(Danger::Kind),
                Some(_) if ending == "svg" => svg::find_danger(bytes).map(Danger::InPicture),
                Some(_) => None,
            },
        }
    }
}

/// How many bytes of a PDF can come before its first line (ISO 32000-1, annex H.3.4.1).
const PDF_HEADER_BYTES: usize = 1024;
/// How files of other types begin.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"PK", "a ZIP file or an office document"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"<", "a web page"),
];

fn find_pdf_defect(bytes: &[u8], page_count: Option<u32>) -> Option<FileDefect> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Some(FileDefect::Empty);
    }
    let start = &bytes[..bytes.len().min(PDF_HEADER_BYTES)];
    if find_bytes(start, b"%PDF").is_none() {
        let known = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature));
        return Some(FileDefect::IsSomethingElse(known.map_or("something else", |(_, name)| name)));
    }
    if is_encrypted_pdf(bytes) {
        return Some(FileDefect::Encrypted);
    }
    if is_broken_off_pdf(bytes) {
        return Some(FileDefect::BrokenOff);
    }
    // Without `/Pages` it has no page tree, unless that is in a compressed object stream.
    let has_pages = || [&b"/Pages"[..], b"/ObjStm"].iter().any(|word| find_bytes(bytes, word).is_some());
    (page_count == Some(0) || !has_pages()).then_some(FileDefect::Empty)
}

/// Whether the end of a PDF is missing: it names no cross-reference table (ISO 32000-1, 7.5.5), or is shorter than it says
/// itself (annex F.3.3).
fn is_broken_off_pdf(bytes: &[u8]) -> bool {
    if !bytes.windows(b"startxref".len()).rev().any(|part| part == b"startxref") {
        return true;
    }
    let start = &bytes[..bytes.len().min(PDF_HEADER_BYTES)];
    let Some(linearized) = find_bytes(start, b"/Linearized").map(|at| &start[at..]) else { return false };
    let Some(length) = find_bytes(linearized, b"/L ").map(|at| &linearized[at + 3..]) else { return false };
    let digits: String = length.iter().take_while(|byte| byte.is_ascii_digit()).map(|byte| char::from(*byte)).collect();
    digits.parse::<usize>().is_ok_and(|length| length > bytes.len())
}

fn find_captions_defect(ending: &str, bytes: &[u8], lines: &[String]) -> Option<FileDefect> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Some(FileDefect::Empty);
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let is_readable = ending != "vtt" || is_web_vtt(&String::from_utf8_lossy(text));
    (!is_readable || lines.is_empty()).then_some(FileDefect::NoCaptions)
}

/// Whether browsers find captions in a text: its first word is `WEBVTT`, and there are times with a full stop before their
/// thousandths (WebVTT, 4.1).
fn is_web_vtt(text: &str) -> bool {
    let has_times = |line: &str| {
        let begin = line.split_once(" --> ").map_or("", |(begin, _)| begin);
        begin.contains('.') && begin.bytes().all(|byte| byte.is_ascii_digit() || b":.".contains(&byte))
    };
    text.split_whitespace().next() == Some("WEBVTT") && text.split(['\n', '\r']).any(has_times)
}

/// Types of files that are text, and may begin with `<`.
const TEXT_ENDINGS: [&str; 9] = ["svg", "txt", "rtf", "csv", "json", "geojson", "ics", "vtt", "srt"];

/// A picture, recording or document that is a web page or a drawing, whatever its name says.
fn find_disguise(ending: &str, bytes: &[u8]) -> Option<FileDefect> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let is_markup = start.starts_with(b"<") && !TEXT_ENDINGS.contains(&ending);
    is_markup.then_some(FileDefect::IsSomethingElse("a web page or a drawing"))
}

/// Whether the trailer of a PDF names an encryption dictionary: `/Encrypt 8 0 R` or `/Encrypt <<` (ISO 32000-1, 7.6.1).
fn is_encrypted_pdf(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = find_bytes(rest, b"/Encrypt") {
        rest = &rest[at + b"/Encrypt".len()..];
        let value = rest.iter().find(|byte| !byte.is_ascii_whitespace());
        let is_name_longer = rest.first().is_some_and(u8::is_ascii_alphabetic);
        if !is_name_longer && value.is_some_and(|byte| byte.is_ascii_digit() || *byte == b'<') {
            return true;
        }
    }
    false
}

fn find_bytes(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|part| part == wanted)
}

/// The most bytes of a file of captions that are read.
const MAX_CAPTION_BYTES: usize = 512 * 1024;

/// What the cues of a WebVTT or SubRip file say, each in one line, without times, notes and tags.
fn read_captions(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(MAX_CAPTION_BYTES)]).replace("\r\n", "\n");
    let cue = |block: &str| {
        let (_, after_times) = block.split_once("-->")?;
        let (_, words) = after_times.split_once('\n')?;
        let line = without_tags(words).split_whitespace().collect::<Vec<_>>().join(" ");
        let line = html_escape::decode_html_entities(&line).into_owned();
        (!line.is_empty()).then_some(line)
    };
    text.split("\n\n").filter_map(cue).collect()
}

/// A text without what is between `<` and `>`.
fn without_tags(text: &str) -> String {
    let mut parts = text.split('<');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |line, part| line + part.split_once('>').map_or(part, |(_, after)| after))
}

/// The number of pages of a PDF, from its page tree; `None` when that is compressed.
fn count_pdf_pages(bytes: &[u8]) -> Option<u32> {
    let text = String::from_utf8_lossy(bytes);
    if !text.contains("/Type/Pages") && !text.contains("/Type /Pages") {
        return None;
    }
    let counts = text.match_indices("/Count").filter_map(|(at, word)| {
        let rest = text[at + word.len()..].trim_start();
        rest.split(|c: char| !c.is_ascii_digit()).next()?.parse::<u32>().ok()
    });
    counts.max()
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
    fn a_pdf_that_nobody_could_open_is_known() {
        let defect = |bytes: &[u8]| FileMetadata::from_bytes("a.pdf", bytes).defect;
        assert_eq!(defect(b""), Some(FileDefect::Empty));
        assert_eq!(defect(b"%PDF-1.4 <</Type/Pages/Count 0/Kids[]>> startxref 9"), Some(FileDefect::Empty));
        assert_eq!(defect(b"PK\x03\x04"), Some(FileDefect::IsSomethingElse("a ZIP file or an office document")));
        assert_eq!(defect(b"Dear all"), Some(FileDefect::IsSomethingElse("something else")));
        assert_eq!(defect(b"%PDF-1.7 trailer <</Encrypt 8 0 R>>"), Some(FileDefect::Encrypted));
        assert_eq!(defect(b"%PDF-1.7 trailer <</Encrypt<</V 4>>>>"), Some(FileDefect::Encrypted));
        assert_eq!(defect(b"%PDF-1.7 (The /Encrypt key) /EncryptMetadata true /Pages startxref 9"), None);
        assert_eq!(defect(b"\xef\xbb\xbf%PDF-1.7 /ObjStm startxref 9 %%EOF"), None);
        assert_eq!(defect(b"%PDF-1.7 /ObjStm"), Some(FileDefect::BrokenOff));
        assert_eq!(
            defect(b"%PDF-1.7 <</Linearized 1/L 64>> /ObjStm startxref 0 %%EOF 12345"),
            Some(FileDefect::BrokenOff)
        );
        assert_eq!(defect(b"%PDF-1.7 <</Linearized 1/L 64>> /ObjStm startxref 0 %%EOF 123456"), None);
        assert_eq!(FileMetadata::from_bytes("a.zip", b"PK\x03\x04").defect, None);
    }

    #[test]
    fn captions_are_read_as_lines() {
        let vtt = "WEBVTT\r\n\r\nNOTE not this\r\n\r\n1\r\n00:01.000 --> 00:02.000 align:start\r\nYou <i>warm</i>\r\nthe pot &amp; wait.\r\n\r\n00:03.000 --> 00:04.000\r\n<v Ada>Why?\r\n";
        assert_eq!(
            FileMetadata::from_bytes("a.vtt", vtt.as_bytes()).spoken_lines,
            ["You warm the pot & wait.", "Why?"]
        );
        let srt = "1\n00:00:01,000 --> 00:00:02,000\nFour sugars.\n\n2\n00:00:03,000 --> 00:00:04,000\n\n";
        assert_eq!(FileMetadata::from_bytes("a.srt", srt.as_bytes()).spoken_lines, ["Four sugars."]);
        assert_eq!(FileMetadata::from_bytes("a.txt", srt.as_bytes()).spoken_lines, [""; 0]);
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
