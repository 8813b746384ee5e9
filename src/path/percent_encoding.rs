//! Percent-encoding of addresses (RFC 3986 §2.1).

use std::borrow::Cow;

const HEX_DIGITS: &[u8; 16] = b"0123456789ABCDEF";

/// A text for the value of a query: every byte encoded but RFC 3986's unreserved ones.
pub fn percent_encode_value(text: &str) -> String {
    percent_encode(text, is_unreserved).into_owned()
}

/// An address with every byte encoded that RFC 3986 §3.3 does not allow in a path.
pub fn percent_encode_path(address: &str) -> Cow<'_, str> {
    percent_encode(address, |byte| PATH_BYTES[usize::from(byte)])
}

/// A whole web address with the characters encoded that browsers encode in one (URL Standard §1.3).
pub fn percent_encode_url(url: &str) -> Cow<'_, str> {
    percent_encode(url, |byte| !b" \"<>\\^`{|}".contains(&byte))
}

/// Whether a byte may be in a path (RFC 3986 §3.3), by its number.
const PATH_BYTES: [bool; 256] = {
    let mut allowed = [false; 256];
    let others = b"/!$&'()*+,;=:@";
    let mut number = 0;
    while number < others.len() {
        allowed[others[number] as usize] = true;
        number += 1;
    }
    let mut byte = 0;
    while byte < 128 {
        allowed[byte as usize] |= is_unreserved(byte);
        byte += 1;
    }
    allowed
};

const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn percent_encode(text: &str, is_allowed: impl Fn(u8) -> bool) -> Cow<'_, str> {
    if text.bytes().all(&is_allowed) {
        return Cow::Borrowed(text);
    }
    let mut encoded = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        let mut buffer = [0; 4];
        let bytes = c.encode_utf8(&mut buffer).as_bytes();
        if bytes.iter().all(|byte| is_allowed(*byte)) {
            encoded.push(c);
        } else {
            let digit = |half: u8| char::from(HEX_DIGITS[usize::from(half)]);
            bytes.iter().for_each(|byte| encoded.extend(['%', digit(byte >> 4), digit(byte & 15)]));
        }
    }
    Cow::Owned(encoded)
}

/// A link with its percent escapes decoded; unchanged where they are not UTF-8.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_part_of_an_address_cannot_hold_is_encoded() {
        assert_eq!(percent_encode_path("/stories/ŵyl/"), "/stories/%C5%B5yl/");
        assert_eq!(percent_encode_path("/a b;c/"), "/a%20b;c/");
        assert_eq!(percent_encode_value("a/b=ŵ&c~"), "a%2Fb%3D%C5%B5%26c~");
        assert_eq!(percent_encode_url("https://example.org/a b|ŵ"), "https://example.org/a%20b%7Cŵ");
    }

    #[test]
    fn escapes_are_decoded_where_they_are_text() {
        assert_eq!(percent_decode("a%20b.pdf"), "a b.pdf");
        assert_eq!(percent_decode("100%.pdf"), "100%.pdf");
        assert_eq!(percent_decode("%FF.pdf"), "%FF.pdf");
    }
}
