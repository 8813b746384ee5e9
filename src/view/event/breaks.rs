//! Sentences about the breaks of a series.

use crate::messages::Messages;
use crate::publish::{Timetable, VisibleRecord};
use crate::record::Event;
use crate::recurrence::{Series, describe_break};

/// A sentence for each break that is not over.
pub(super) fn break_sentences(
    record: &VisibleRecord<'_>,
    event: &Event,
    series: &Series,
    timetable: &Timetable,
    messages: &Messages,
) -> Vec<String> {
    let Some(next) = timetable.remaining().first() else { return Vec::new() };
    let mut breaks: Vec<_> = event.breaks.disclose(record.lens()).into_iter().flatten().collect();
    breaks.sort_by_key(|pause| pause.from);
    let sentences = breaks.into_iter().filter_map(|pause| {
        let resumes_on = series.first_after(pause.to.max(pause.from));
        let is_over = resumes_on.map_or(pause.to < next.recurrence_id, |back| back < next.recurrence_id);
        // In English, the title and the days are one sentence.
        let is_english = messages.language().as_str().starts_with("en");
        let title = if is_english { lower_common_noun(record.title()) } else { record.title().to_owned() };
        (!is_over)
            .then(|| describe_break(&title, (pause.from, pause.to), pause.reason.as_deref(), resumes_on, messages))
    });
    sentences.collect()
}

/// First words of titles that are common nouns, and so are written in lower case within a sentence.
const COMMON_FIRST_WORDS: &[&str] = &[
    "Book",
    "Breakfast",
    "Choir",
    "Coffee",
    "Community",
    "Conversation",
    "Craft",
    "Dance",
    "Dialogue",
    "Dinner",
    "Drop-in",
    "Film",
    "Football",
    "Free",
    "Games",
    "Gardening",
    "Homework",
    "Knitting",
    "Language",
    "Listening",
    "Lunch",
    "Market",
    "Mending",
    "Music",
    "Open",
    "Parent",
    "Reading",
    "Singing",
    "Story",
    "Supper",
    "Tea",
    "Toddler",
    "Walking",
    "Warm",
    "Women’s",
    "Women's",
    "Youth",
];

/// A title as it is written after "No": `lunch club`, `front-room circle`.
fn lower_common_noun(title: &str) -> String {
    let title = ["The ", "A ", "An "].iter().find_map(|article| title.strip_prefix(article)).unwrap_or(title);
    let first = title.split(' ').next().unwrap_or_default();
    if COMMON_FIRST_WORDS.contains(&first) {
        return format!("{}{}", first.to_lowercase(), &title[first.len()..]);
    }
    title.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_nouns_have_a_small_letter() {
        assert_eq!(lower_common_noun("Lunch club"), "lunch club");
        assert_eq!(lower_common_noun("The front-room circle"), "front-room circle");
        assert_eq!(lower_common_noun("Vaisakhi breakfast"), "Vaisakhi breakfast");
    }
}
