//! Alternative texts that are file names (WCAG 2.2, failure F30).

use crate::path::{extension, file_stem};

const IMAGE_EXTENSIONS: [&str; 9] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "heic", "bmp"];

/// How cameras, telephones and screenshots name their files; digits follow.
const CAMERA_PREFIXES: &[&str] = &[
    "dsc",
    "dscf",
    "dscn",
    "gopr",
    "image",
    "img",
    "img_e",
    "mvi",
    "p",
    "photo",
    "pic",
    "picture",
    "pxl",
    "scan",
    "screen shot",
    "screenshot",
    "whatsapp image",
];

/// Texts that say only that there is a picture.
const MEANINGLESS_TEXTS: &[&str] = &["graphic", "image", "img", "photo", "photograph", "pic", "picture", "untitled"];

/// Whether a picture's text is the name of a file, or says no more than one would.
pub fn is_file_name_alt(alt: &str, file: &str) -> bool {
    let alt = alt.trim();
    let lower = alt.to_lowercase();
    let has_image_extension = IMAGE_EXTENSIONS.contains(&extension(&lower).as_str());
    let is_name_character = |c: char| c == '_' || c == '-' || c.is_ascii_digit();
    let is_own_stem =
        !alt.contains(' ') && alt.contains(is_name_character) && alt.eq_ignore_ascii_case(file_stem(file));
    has_image_extension || is_own_stem || MEANINGLESS_TEXTS.contains(&lower.as_str()) || is_camera_name(&lower)
}

/// `IMG_2041`, `dsc00012 (1)`, `screenshot 2027-02-08 at 10.11.12`.
fn is_camera_name(lower: &str) -> bool {
    let rest = CAMERA_PREFIXES.iter().filter_map(|made| lower.strip_prefix(made)).min_by_key(|rest| rest.len());
    let Some(rest) = rest else { return false };
    let rest = rest.replace(" at ", " ");
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    digits >= 2 && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '_' | '-' | ' ' | '.' | '(' | ')'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_found() {
        for alt in [
            "IMG_2041.JPG",
            "DSC00012",
            "bench-by-the-river",
            "image001",
            "Screenshot 2027-02-08 at 10.11.12",
            "photo",
            "WhatsApp Image 2027-01-02 at 10.00.01",
        ] {
            assert!(is_file_name_alt(alt, "pictures/bench-by-the-river.jpg"), "{alt}");
        }
    }

    #[test]
    fn descriptions_are_left_alone() {
        for alt in [
            "Bench",
            "A blue bench",
            "Bench by the river",
            "Photo of the 1984 carnival",
            "P. 12 of the minutes",
            "Well-dressing",
            "Screenshot of the form",
        ] {
            assert!(!is_file_name_alt(alt, "bench.jpg"), "{alt}");
        }
    }
}
