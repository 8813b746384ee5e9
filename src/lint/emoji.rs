//! Emoji in a row: a screen reader says each by its name, so three candles are "candle candle candle".

use std::ops::Range;

use super::text_run::any_pair;

/// From this number on they are reported.
const MIN_EMOJI: usize = 3;

/// Runs of at least three emoji, with their number; spaces between them do not end a run.
pub fn find_emoji_runs(text: &str, excluded: &[Range<usize>]) -> Vec<(Range<usize>, usize)> {
    let mut found = Vec::new();
    if !may_have_emoji(text.as_bytes()) {
        return found;
    }
    let mut run: Option<(Range<usize>, usize)> = None;
    let mut after_joiner = false;
    let mut half_flag = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let is_flag_letter = ('\u{1f1e6}'..='\u{1f1ff}').contains(&c);
        match &mut run {
            Some((range, _)) if is_modifier(c) => {
                range.end = end;
                after_joiner |= c == '\u{200d}';
            }
            Some((range, count)) if is_emoji(c) => {
                // Two letters make one flag; what follows a joiner is part of the same picture.
                let is_same_picture = after_joiner || (is_flag_letter && half_flag);
                *count += usize::from(!is_same_picture);
                range.end = end;
                half_flag = is_flag_letter && !half_flag;
                after_joiner = false;
            }
            None if is_emoji(c) => {
                (after_joiner, half_flag) = (false, is_flag_letter);
                run = Some((at..end, 1));
            }
            _ if c.is_whitespace() => half_flag = false,
            _ => found.extend(run.take()),
        }
    }
    found.extend(run);
    found.retain(|(range, count)| *count >= MIN_EMOJI && !super::text_run::ranges_contain(excluded, range.start));
    found
}

/// Whether there are bytes that emoji begin with. Curly quotes and dashes, which are frequent, have others.
fn may_have_emoji(text: &[u8]) -> bool {
    any_pair(text, |one, next| matches!((one, next), (0xf0, _) | (0xe2, 0x98..=0x9e | 0xad)))
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1f0ff}' | '\u{1f1e6}'..='\u{1f3fa}' | '\u{1f400}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b50}' | '\u{2b55}')
}

/// Skin tones, the joiner, and variation selectors.
fn is_modifier(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{20e3}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found_in(text: &str) -> Vec<(&str, usize)> {
        find_emoji_runs(text, &[]).into_iter().map(|(range, count)| (&text[range], count)).collect()
    }

    #[test]
    fn pictures_are_counted_and_not_characters() {
        assert_eq!(found_in("Party 🎉🎈 🎊!"), [("🎉🎈 🎊", 3)]);
        assert_eq!(found_in("👩‍👩‍👧‍👦👍🏽 and 🇬🇧🇵🇰"), []);
        assert_eq!(found_in("🇬🇧🇵🇰🇵🇱"), [("🇬🇧🇵🇰🇵🇱", 3)]);
        assert_eq!(found_in("❤️❤️❤️❤️"), [("❤️❤️❤️❤️", 4)]);
        assert_eq!(found_in("🎉 one 🎉 two 🎉"), []);
    }
}
