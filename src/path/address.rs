//! Addresses: what readers see in the address bar, and the files that answer for them.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::source_path::extension;

/// An address as disks and hosts may compare it: NFC, in lower case. Two addresses with the same key cannot both exist.
pub fn collision_key(address: &str) -> Cow<'_, str> {
    if address.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(address);
    }
    Cow::Owned(address.nfc().flat_map(char::to_lowercase).collect())
}

/// The file that answers for an address: pages are folders with an `index.html`.
pub fn output_path(address: &str) -> String {
    let relative = address.trim_start_matches('/');
    if relative.is_empty() || relative.ends_with('/') { format!("{relative}index.html") } else { relative.to_owned() }
}

/// An old address in the form that hosts look for: what has no file ending was a page, and a page is a folder.
pub fn to_page_address(address: &str) -> Cow<'_, str> {
    match address.ends_with('/') || !extension(address).is_empty() {
        true => Cow::Borrowed(address),
        false => Cow::Owned(format!("{address}/")),
    }
}

/// Whether a text may be an address that this or an earlier site had: a path from the root whose parts are plain names.
/// A folder has no file ending.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_a_disk_confuses_have_one_key() {
        assert_eq!(collision_key("/Caf\u{e9}/"), collision_key("/cafe\u{301}/"));
    }
}
