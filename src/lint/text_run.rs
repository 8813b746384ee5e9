//! The text of one paragraph, heading, item or cell, joined from its pieces, and where in the body each piece is.

use std::ops::Range;

/// Takes the place of code or a picture. It is neither a letter nor a space.
pub(super) const OBJECT_REPLACEMENT: &str = "\u{fffc}";

/// Text with the ranges of its pieces in the body.
#[derive(Debug, Default)]
pub(super) struct TextRun {
    pub text: String,
    /// Where each piece begins in the text, and its bytes in the body.
    pieces: Vec<(usize, Range<usize>)>,
    /// Parts within an element that has a `lang`.
    language_parts: Vec<Range<usize>>,
}

impl TextRun {
    /// Adds a piece; `has_language` when an element around it has a `lang`.
    pub fn push(&mut self, text: &str, range: Range<usize>, has_language: bool) {
        let start = self.text.len();
        self.pieces.push((start, range));
        self.text.push_str(text);
        if has_language {
            push_adjacent(&mut self.language_parts, start..self.text.len());
        }
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
        self.language_parts.clear();
    }

    /// Where a part of the text is in the body. A piece that is written differently there (an entity) counts as a whole.
    pub fn body_range(&self, part: &Range<usize>) -> Range<usize> {
        let piece_index = |byte: usize| self.pieces.partition_point(|(start, _)| *start <= byte).checked_sub(1);
        let piece = |index: usize| {
            let (start, at) = &self.pieces[index];
            let end = self.pieces.get(index + 1).map_or(self.text.len(), |(next, _)| *next);
            (*start, at, end - start == at.len())
        };
        let start = piece_index(part.start).map_or(0, |index| match piece(index) {
            (start, at, true) => at.start + (part.start - start),
            (_, at, false) => at.start,
        });
        let end = piece_index(part.end.saturating_sub(1)).map_or(start, |index| match piece(index) {
            (start, at, true) => at.start + (part.end - start),
            (_, at, false) => at.end,
        });
        start..end.max(start)
    }

    /// Parts within an element that has a `lang`.
    pub fn language_parts(&self) -> &[Range<usize>] {
        &self.language_parts
    }

    /// Parts that are not the author's own words in the record's language: quotations, and parts with a `lang`.
    pub fn excluded_parts(&self) -> Vec<Range<usize>> {
        let mut excluded = find_quotations(&self.text);
        if self.language_parts.is_empty() {
            return excluded;
        }
        excluded.extend(self.language_parts.iter().cloned());
        merge_ranges(excluded)
    }
}

/// Whether a byte is in one of some ranges, which are in order and do not overlap.
pub(super) fn ranges_contain(ranges: &[Range<usize>], byte: usize) -> bool {
    ranges.get(ranges.partition_point(|range| range.end <= byte)).is_some_and(|range| range.start <= byte)
}

/// The ranges in order, with those that overlap joined.
fn merge_ranges(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

fn push_adjacent(ranges: &mut Vec<Range<usize>>, range: Range<usize>) {
    match ranges.last_mut() {
        Some(last) if last.end == range.start => last.end = range.end,
        _ => ranges.push(range),
    }
}

/// The parts between quotation marks. One that is never closed goes on to the end. Between single quotation marks, which
/// may be apostrophes, it is everything from the first to the last: better too much than a word of somebody else's.
pub fn find_quotations(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if !may_have_quotations(text.as_bytes()) {
        return found;
    }
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('“' | '„', None) => open = Some((at, '”')),
            ('«', None) => open = Some((at, '»')),
            (_, Some((start, close))) if c == close => {
                found.push(start..at + c.len_utf8());
                open = None;
            }
            _ => {}
        }
    }
    found.extend(open.map(|(start, _)| start..text.len()));
    let is_closing_mark = |at: &usize| !text[at + '’'.len_utf8()..].starts_with(char::is_alphanumeric);
    if let Some(start) = text.find('‘')
        && let Some(end) = text.rmatch_indices('’').map(|(at, _)| at).find(is_closing_mark).filter(|end| *end > start)
    {
        found.push(start..end + '’'.len_utf8());
    }
    merge_ranges(found)
}

/// Whether there are the last bytes of an opening mark.
fn may_have_quotations(text: &[u8]) -> bool {
    any_pair(text, |one, next| matches!((one, next), (0x80, 0x98 | 0x9c | 0x9e) | (0xc2, 0xab)))
}

/// Whether a test holds for two bytes side by side. There is no branch for any byte, so this is quick.
pub(super) fn any_pair(text: &[u8], test: impl Fn(u8, u8) -> bool) -> bool {
    let next = text.get(1..).unwrap_or_default();
    text.iter().zip(next).fold(0, |found, (one, next)| found | u8::from(test(*one, *next))) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_where_it_was_written() {
        let mut run = TextRun::default();
        run.push("Tea ", 10..14, false);
        run.push("&", 14..19, false);
        run.push(" cake", 19..24, false);
        assert_eq!(run.body_range(&(0..3)), 10..13);
        assert_eq!(run.body_range(&(4..5)), 14..19);
        assert_eq!(run.body_range(&(2..8)), 12..22);
        assert_eq!(run.body_range(&(6..10)), 20..24);
    }

    #[test]
    fn quotations_are_known_by_their_marks() {
        let quotations =
            |text: &str| find_quotations(text).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(quotations("She said “come in” and ‘sit, it’s warm’ too."), ["“come in”", "‘sit, it’s warm’"]);
        assert_eq!(quotations("Never “closed at all"), ["“closed at all"]);
        assert_eq!(quotations("The kettle’s on at the neighbours’ house"), [""; 0]);
    }
}
