//! "Did you mean": the known name that is nearest to what somebody wrote.

use super::slug::slugify;

/// The candidate nearest to what was written, if it is near enough to be what was meant.
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
            || (slug_letters ^ letter_mask(candidate)).count_ones() as usize > 2 * limit
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
    fn a_title_suggests_its_slug() {
        assert_eq!(closest_match("Hope Street", ["hop-street-2", "hope-street"]), Some("hope-street"));
        assert_eq!(closest_match("hop-stret", ["hope-street", "other"]), Some("hope-street"));
        assert_eq!(closest_match("zebra", ["hope-street"]), None);
    }
}
