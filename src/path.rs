//! Addresses, slugs and the file names they come from. Pure text: nothing here touches a disk.
//!
//! Three spellings occur. A *source path* is relative to the network's root with `/`
//! (`content/stories/kitchen.md`). An *address* is what a reader sees, without the base path
//! (`/stories/kitchen/`). An *output path* is the file that answers for it (`stories/kitchen/index.html`).

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// File stems that some system refuses, whatever their ending (Windows device names).
const DEVICE_NAMES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// First segments of an address that the preview server keeps for itself.
const SERVER_SEGMENTS: [&str; 2] = ["_desk", "_reload"];

/// A text as a slug: letters and digits of any script in lower case, everything else one hyphen.
///
/// Apostrophes vanish (`St Anne's` gives `st-annes`), so that possessives read well.
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.nfc() {
        if c.is_alphanumeric() || is_combining_mark(c) {
            slug.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’' | '‘') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    if slug.ends_with('-') {
        slug.pop();
    }
    slug
}

/// A text as lists sort it: as a slug, with accented letters beside those without (`Árbol` between `apple` and `bench`).
pub fn sort_key(text: &str) -> String {
    let slug = slugify(text);
    match slug.is_ascii() {
        true => slug,
        false => slug.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect(),
    }
}

/// Combining marks belong to the letter before them (Urdu, Hindi, Bengali).
fn is_combining_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Whether a text can stand in an address as it is.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(['-', '.'])
        && text
            .chars()
            .all(|c| (c.is_alphanumeric() && !c.is_uppercase()) || is_combining_mark(c) || matches!(c, '-' | '_'))
}

/// What two addresses have in common when a disk or a host may take them for one:
/// NFC, lower case.
pub fn collision_key(address: &str) -> Cow<'_, str> {
    if address.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(address);
    }
    Cow::Owned(address.nfc().flat_map(char::to_lowercase).collect())
}

/// Whether a slug or file stem is one that a system, a host or the preview server keeps for itself.
pub fn is_reserved_name(stem: &str) -> bool {
    let lower = stem.to_ascii_lowercase();
    DEVICE_NAMES.contains(&lower.as_str()) || SERVER_SEGMENTS.contains(&lower.as_str()) || lower.ends_with(['.', ' '])
}

/// Whether an address belongs to the program or to a host: the theme's files, further pages of lists, control files.
pub fn is_reserved_address(address: &str) -> bool {
    let parts: Vec<&str> = address.trim_matches('/').split('/').collect();
    let is_further_page =
        matches!(parts.as_slice(), [.., "page", number] if number.bytes().all(|b| b.is_ascii_digit()));
    is_further_page || matches!(parts[0], "static" | "CNAME" | "_redirects" | "_headers" | "_worker.js")
}

/// Whether a file stem looks like the copy that a synchronising service leaves behind
/// (`story (1)`, `story-LAPTOP7`, `story (conflicted copy 2027-01-01)`).
pub fn is_sync_copy(stem: &str) -> bool {
    let lower = stem.to_lowercase();
    if lower.contains("conflicted copy") || lower.contains("sync-conflict") {
        return true;
    }
    if let Some(open) = stem.rfind(" (")
        && let Some(inner) = stem[open + 2..].strip_suffix(')')
        && !inner.is_empty()
        && inner.bytes().all(|b| b.is_ascii_digit())
    {
        return true;
    }
    // Synchronising services add the machine's name; these are what machines are called out of the box.
    stem.match_indices('-').any(|(at, _)| {
        let machine = &stem[at + 1..];
        at > 0 && ["LAPTOP", "DESKTOP", "MACBOOK", "IMAC"].iter().any(|name| machine.starts_with(name))
    })
}

/// The folder of a source path, without the last `/`.
pub fn parent_folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The file name of a source path, without its ending.
pub fn file_stem(path: &str) -> &str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The ending of a file name in lower case, without the dot.
pub fn extension(path: &str) -> String {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase())
}

/// A relative link resolved from the folder it is written in; `None` when it climbs out of the root.
pub fn resolve(folder: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// A path of the network as it is written in a file that lies in `folder`.
pub fn relative_path(folder: &str, path: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (folder.split('/').collect(), path.split('/').collect());
    let shared = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let up = std::iter::repeat_n("..", from.len() - shared);
    up.chain(to[shared..].iter().copied()).collect::<Vec<_>>().join("/")
}

/// The file that answers for an address: pages are folders with an `index.html`.
pub fn output_path(address: &str) -> String {
    let relative = address.trim_start_matches('/');
    if relative.is_empty() || relative.ends_with('/') { format!("{relative}index.html") } else { relative.to_owned() }
}

/// An old address as a host looks for it: without an ending it was a page, and a page is a folder.
pub fn to_page_address(address: &str) -> Cow<'_, str> {
    match address.ends_with('/') || !extension(address).is_empty() {
        true => Cow::Borrowed(address),
        false => Cow::Owned(format!("{address}/")),
    }
}

/// Whether a text is a path that a site can have had: from the root, every part a plain name, folders without a file's
/// ending.
pub fn is_valid_old_address(alias: &str) -> bool {
    let Some(inner) = alias.strip_prefix('/') else { return false };
    let parts: Vec<&str> = inner.strip_suffix('/').unwrap_or(inner).split('/').collect();
    let is_plain_name = |part: &str| {
        !part.is_empty()
            && part.len() <= 200
            && !part.starts_with('.')
            && !part.contains(|c: char| {
                c.is_control() || matches!(c, '\\' | '?' | '#' | '%' | ':' | '"' | '<' | '>' | '|' | '*')
            })
    };
    let folders = if alias.ends_with('/') { parts.as_slice() } else { &parts[..parts.len() - 1] };
    let is_file = |part: &&str| {
        let ending = extension(part);
        (2..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphabetic())
    };
    parts.iter().all(|part| is_plain_name(part)) && !folders.iter().any(is_file)
}

/// A text with every byte percent-encoded but RFC 3986's unreserved ones: for the value of a query.
pub fn percent_encode_value(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 2);
    for b in text.bytes() {
        if b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(b));
        } else {
            encoded.push_str(&format!("%{b:02X}"));
        }
    }
    encoded
}

/// An address with every byte percent-encoded that RFC 3986 §3.3 does not allow in a path.
pub fn percent_encode_path(address: &str) -> Cow<'_, str> {
    let is_allowed = |b: u8| {
        b.is_ascii_alphanumeric()
            || matches!(
                b,
                b'/' | b'-'
                    | b'.'
                    | b'_'
                    | b'~'
                    | b'!'
                    | b'$'
                    | b'&'
                    | b'\''
                    | b'('
                    | b')'
                    | b'*'
                    | b'+'
                    | b','
                    | b';'
                    | b'='
                    | b':'
                    | b'@'
            )
    };
    if address.bytes().all(is_allowed) {
        return Cow::Borrowed(address);
    }
    let mut encoded = String::with_capacity(address.len() + 16);
    for b in address.bytes() {
        if is_allowed(b) {
            encoded.push(char::from(b));
        } else {
            encoded.push_str(&format!("%{b:02X}"));
        }
    }
    Cow::Owned(encoded)
}

/// A link with its percent escapes decoded; as it stands when they are not UTF-8.
pub fn percent_decode(link: &str) -> Cow<'_, str> {
    if !link.contains('%') {
        return Cow::Borrowed(link);
    }
    let bytes = link.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|two| std::str::from_utf8(two).ok());
        match (bytes[at], hex.and_then(|two| u8::from_str_radix(two, 16).ok())) {
            (b'%', Some(byte)) => {
                decoded.push(byte);
                at += 3;
            }
            (byte, _) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).map_or(Cow::Borrowed(link), Cow::Owned)
}

/// The nearest of `candidates` to what was written, if it is near enough to be meant.
///
/// Equal after slugging wins (`Hope Street` means `hope-street`); then the smallest edit distance
/// (Damerau-Levenshtein) of at most a third of the length.
pub fn closest_match<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let slug = slugify(written);
    let limit = (written.chars().count() / 3).clamp(1, 4);
    let slug_letters = letter_mask(&slug);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate == slug {
            return Some(candidate);
        }
        // Each edit changes the length by one letter and the set of letters by two: most candidates end here.
        let max_difference = if candidate.is_ascii() && slug.is_ascii() { limit } else { limit * 4 };
        if candidate.len().abs_diff(slug.len()) > max_difference
            || (slug_letters ^ self::letter_mask(candidate)).count_ones() as usize > 2 * limit
        {
            continue;
        }
        let distance = strsim::osa_distance(&slug, candidate).min(strsim::osa_distance(written, candidate));
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The set of letters in a text, by their low bits.
fn letter_mask(text: &str) -> u64 {
    text.chars().fold(0, |set, c| set | 1 << (u32::from(c) % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_keep_letters_of_every_script() {
        assert_eq!(slugify("St Anne's  Hall!"), "st-annes-hall");
        assert_eq!(slugify("Ystrad — Ŵyl 2027"), "ystrad-ŵyl-2027");
        assert_eq!(slugify("مشترکہ باورچی خانہ"), "مشترکہ-باورچی-خانہ");
        assert_eq!(slugify("***"), "");
    }

    #[test]
    fn copies_of_synchronising_services_are_known() {
        for copy in ["kitchen (1)", "kitchen-LAPTOP7", "kitchen-DESKTOP-4F2K", "kitchen (Ann's conflicted copy)"] {
            assert!(is_sync_copy(copy), "{copy}");
        }
        for own in ["kitchen", "covid-19", "walk-2027", "visit (second)", "meeting-NHS75", "a-b"] {
            assert!(!is_sync_copy(own), "{own}");
        }
    }

    #[test]
    fn links_resolve_and_never_climb_out() {
        assert_eq!(resolve("content/stories", "../partners/x.md").as_deref(), Some("content/partners/x.md"));
        assert_eq!(resolve("content", "../../etc/passwd"), None);
        assert_eq!(relative_path("content/stories", "content/partners/x.md"), "../partners/x.md");
        assert_eq!(relative_path("content/stories", "content/stories/x.md"), "x.md");
    }

    #[test]
    fn a_title_suggests_its_slug() {
        assert_eq!(closest_match("Hope Street", ["hop-street-2", "hope-street"]), Some("hope-street"));
        assert_eq!(closest_match("hop-stret", ["hope-street", "other"]), Some("hope-street"));
        assert_eq!(closest_match("zebra", ["hope-street"]), None);
    }

    #[test]
    fn addresses_that_a_disk_confuses_fold_together() {
        assert_eq!(collision_key("/Caf\u{e9}/"), collision_key("/cafe\u{301}/"));
        assert_eq!(percent_encode_path("/stories/ŵyl/"), "/stories/%C5%B5yl/");
        assert_eq!(percent_decode("a%20b.pdf"), "a b.pdf");
        assert_eq!(percent_decode("100%.pdf"), "100%.pdf");
    }
}
