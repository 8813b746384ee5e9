//! The part of a file that a `Range` asks for (RFC 9110 §14).

/// What a `Range` header means for a body of this length.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ByteRange {
    /// The whole file, because the header asks for several ranges or cannot be read, as RFC 9110 §14.2 allows.
    Whole,
    /// The first and the last byte.
    Bytes(usize, usize),
    /// The range begins after the last byte (416).
    Unsatisfiable,
}

impl ByteRange {
    pub(super) fn parse_or_whole(range: &str, length: usize) -> Self {
        Self::parse(range, length).unwrap_or(Self::Whole)
    }

    fn parse(range: &str, length: usize) -> Option<Self> {
        let (unit, range) = range.split_once('=')?;
        let (first, last) = range.split_once('-')?;
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !unit.eq_ignore_ascii_case("bytes") || !digits(first) || !digits(last) {
            return None;
        }
        // A number that is too large to be read is beyond the end of any file.
        let number = |text: &str| text.parse::<usize>().unwrap_or(usize::MAX);
        let end = length.saturating_sub(1);
        match (first, last) {
            ("", "") => None,
            ("", last) if number(last) == 0 || length == 0 => Some(Self::Unsatisfiable),
            ("", last) => Some(Self::Bytes(length.saturating_sub(number(last)), end)),
            (first, last) if !last.is_empty() && number(first) > number(last) => None,
            (first, _) if number(first) >= length => Some(Self::Unsatisfiable),
            (first, "") => Some(Self::Bytes(number(first), end)),
            (first, last) => Some(Self::Bytes(number(first), number(last).min(end))),
        }
    }
}
