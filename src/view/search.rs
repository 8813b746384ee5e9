//! What a search may find: a record as words to look for, and what its result says.

use schemars::JsonSchema;
use serde::Serialize;

use super::card::Card;
use super::locale::Locale;
use crate::markdown::{Block, Piece, PlaceholderKind};
use crate::publish::{Publication, SEARCH_ADDRESS, VisibleBody, VisibleRecord};

/// The page to search the site on.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SearchView {
    /// Its address as it goes into `href`; all that its script loads lies below it.
    pub href: String,
    /// With scheme and host, where they are known.
    pub url: Option<String>,
}

impl SearchView {
    /// Of a publication.
    pub fn new(publication: &Publication) -> Self {
        Self { href: publication.href(SEARCH_ADDRESS), url: publication.absolute_url(SEARCH_ADDRESS) }
    }
}

/// A record, or one of its translations, as a search finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchEntry {
    /// Its page, as it goes into `href`.
    pub href: String,
    /// Its language, for `lang`.
    pub language: String,
    /// The language's name in itself.
    pub language_name: String,
    /// `rtl` or `ltr`, for `dir`.
    pub direction: &'static str,
    /// Its title.
    pub title: String,
    /// What it is: `Story`.
    pub kind: String,
    /// When, in words, where its kind has a date and it may be told.
    pub when: Option<String>,
    /// When that is over (RFC 3339, UTC), for events to come; empty for those that have passed.
    pub ends_at: Option<String>,
    /// Whether more of its dates follow.
    pub repeats: bool,
    /// Where it is.
    pub places: Vec<String>,
    /// What it is about.
    pub topics: Vec<String>,
    /// Its summary and its text, without any mark-up.
    pub text: String,
}

impl SearchEntry {
    /// Everything that may be found, in the order of kind and slug.
    pub fn all(publication: &Publication, locale: &Locale) -> impl Iterator<Item = Self> {
        publication.searchable_records().map(|record| Self::from_record(publication, &record, locale))
    }

    fn from_record(publication: &Publication, record: &VisibleRecord<'_>, locale: &Locale) -> Self {
        let card = Card::from_record(publication, record, locale);
        let language = record.language().unwrap_or(&publication.config().language);
        let ends_at = card.upcoming.first().map(|time| time.ends_at.clone());
        Self {
            href: card.href,
            language: language.as_str().to_owned(),
            language_name: language.native_name().to_owned(),
            direction: language.direction(),
            title: card.title,
            kind: locale.messages().text(&format!("kind-{}", record.kind().as_str())).to_owned(),
            when: card.when.or(card.date.map(|date| date.words)),
            ends_at: if card.past { Some(String::new()) } else { ends_at },
            repeats: card.repeats,
            places: card.places.into_iter().map(|place| place.title).collect(),
            topics: record.topics().map(|(_, label)| label.clone()).collect(),
            text: searchable_text(record),
        }
    }
}

/// Summary and text. Where nobody wrote a summary, it is how the text begins, and stands there already.
fn searchable_text(record: &VisibleRecord<'_>) -> String {
    let mut collector = TextCollector::default();
    let body = record.body();
    let text = record.summary();
    if text != body.markdown().excerpt {
        collector.push_words(text);
    }
    collector.push_body(&body);
    collector.text
}

/// Words, with one space between any two.
#[derive(Default)]
struct TextCollector {
    text: String,
    /// Within the angle brackets of a tag, which holes can tear apart.
    in_tag: bool,
    /// Within blocks whose record is not to be seen: so many.
    hidden_depth: usize,
}

impl TextCollector {
    fn push_words(&mut self, text: &str) {
        for word in text.split_whitespace() {
            if !self.text.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(word);
        }
    }

    /// What a reader sees of a body, but for cards of other records: those are found by themselves.
    fn push_body(&mut self, body: &VisibleBody<'_>) {
        let mut run = String::new();
        let mut hidden = Vec::new();
        for piece in body.markdown().pieces() {
            match piece {
                Piece::Html(html) if self.hidden_depth == 0 => self.push_html(html, &mut run),
                Piece::Placeholder(PlaceholderKind::Picture(number)) if self.hidden_depth == 0 => {
                    run.push(' ');
                    run.push_str(&body.picture(number).map(|picture| picture.alt).unwrap_or_default());
                    run.push(' ');
                }
                Piece::Placeholder(PlaceholderKind::BlockOpen(number)) => {
                    run.push(' ');
                    let block = body.block(number).filter(|_| self.hidden_depth == 0);
                    block.iter().for_each(|(block, _)| push_block_arguments(block, &mut run));
                    if body.markdown().blocks.get(number as usize).is_some_and(|block| block.has_content) {
                        self.hidden_depth += usize::from(block.is_none());
                        hidden.push(block.is_none());
                    }
                }
                Piece::Placeholder(PlaceholderKind::BlockClose(_)) => {
                    run.push(' ');
                    self.hidden_depth -= usize::from(hidden.pop() == Some(true));
                }
                Piece::Html(_) | Piece::Placeholder(_) => {}
            }
        }
        self.push_words(&html_escape::decode_html_entities(&run));
    }

    /// What stands outside tags. A tag of what stands in a line ends no word.
    fn push_html(&mut self, html: &str, run: &mut String) {
        const INLINE_ELEMENTS: [&str; 14] =
            ["a", "abbr", "b", "bdi", "bdo", "code", "del", "em", "i", "mark", "s", "span", "strong", "u"];
        let mut rest = html;
        while !rest.is_empty() {
            let end = rest.find(if self.in_tag { '>' } else { '<' });
            let (part, after) = end.map_or((rest, ""), |end| (&rest[..end], &rest[end + 1..]));
            if !self.in_tag {
                run.push_str(part);
                let name = after.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next();
                if end.is_some() && !name.is_some_and(|name| INLINE_ELEMENTS.contains(&name)) {
                    run.push(' ');
                }
            }
            self.in_tag ^= end.is_some();
            rest = after;
        }
    }
}

/// What blocks say in their arguments.
fn push_block_arguments(block: &Block, run: &mut String) {
    let names: &[&str] = match block.name.as_str() {
        "quote" => &["text", "by"],
        "callout" => &["title"],
        _ => &[],
    };
    for value in names.iter().filter_map(|name| block.argument(name)) {
        // It is decoded with the rest.
        html_escape::encode_text_to_string(value, run);
        run.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_no_words_and_some_end_one() {
        let mut collector = TextCollector::default();
        let mut run = String::new();
        for part in ["<p>Every<em>body</em> &amp; <a href=\"", "\">all</a></p>", "<p>come<br>in</p>"] {
            collector.push_html(part, &mut run);
        }
        collector.push_words(&html_escape::decode_html_entities(&run));
        assert_eq!(collector.text, "Everybody & all come in");
    }
}
