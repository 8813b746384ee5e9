//! What the search can find: a record's text, and what its result shows.

use ahash::HashMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::card::Card;
use super::list::ListView;
use super::locale::Locale;
use crate::language::fold_case_and_marks;
use crate::markdown::{Block, Piece, PlaceholderKind, escape_html, html_to_text};
use crate::publish::{Page, PageKind, Publication, SEARCH_ADDRESS, VisibleBody, VisibleRecord};
use crate::record::Channel;
use crate::yaml::NamedValues;

/// In shorter words, one wrong letter gives another word more often than not.
const MIN_WORD_LETTERS: usize = 4;
/// Nobody types longer words, and pasted data can be one word of a megabyte.
const MAX_WORD_LETTERS: usize = 64;
/// The file with the words must stay small on a phone.
const MAX_WORDS: usize = 20_000;

/// The page to search the site on.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SearchView {
    /// Its address as it goes into `href`; the files that its script loads are below it.
    pub href: String,
    /// Its address with scheme and host; `None` when the site has no `base_url`.
    pub url: Option<String>,
    /// For the script: lists of words that mean the same, as JSON.
    pub synonyms_json: String,
    /// For the script: the pages that come first for some words, as JSON.
    pub pins_json: String,
}

/// A page that comes first when somebody looks for some words.
#[derive(Clone, Debug, Serialize)]
struct Pin<'a> {
    words: &'a str,
    title: String,
    href: String,
}

impl SearchView {
    /// The search page of a publication.
    pub fn new(publication: &Publication, locale: &Locale) -> Self {
        let pins: Vec<Pin<'_>> =
            pinned_pages(publication).filter_map(|(words, page)| Pin::new(publication, words, page, locale)).collect();
        let groups = publication.config().search.iter().flat_map(|search| &search.synonyms);
        let synonyms: Vec<&Vec<String>> = groups.map(|group| &group.value).collect();
        Self {
            href: publication.href(SEARCH_ADDRESS),
            url: publication.absolute_url(SEARCH_ADDRESS),
            synonyms_json: serde_json::to_string(&synonyms).unwrap_or_default(),
            pins_json: serde_json::to_string(&pins).unwrap_or_default(),
        }
    }
}

/// The pages that come first for some words, with the words. Those that are not published are left out.
fn pinned_pages(publication: &Publication) -> impl Iterator<Item = (&str, &Page)> {
    let pins = publication.config().search.iter().flat_map(|search| &search.pins).flat_map(NamedValues::iter);
    let page_at = |to: &str| publication.page_at(to).or_else(|| publication.page_at(&format!("{to}/")));
    pins.filter_map(move |(words, to)| Some((words, page_at(to)?)))
}

impl<'a> Pin<'a> {
    /// `None` when lists may not show the page.
    fn new(publication: &Publication, words: &'a str, page: &Page, locale: &Locale) -> Option<Self> {
        let title = match &page.id.kind {
            PageKind::Record(ix) => publication.visible(*ix, Channel::List)?.title().to_owned(),
            _ => ListView::from_page(publication, page, locale).map_or_else(|| words.to_owned(), |list| list.title),
        };
        Some(Self { words, title, href: publication.href(&page.address) })
    }
}

/// The words that readers may look for: those of four letters and more, without accents, the most frequent first. When
/// somebody types a word that is nowhere, a script looks for the nearest of these.
pub fn list_search_words<'a>(entries: impl Iterator<Item = &'a SearchEntry>) -> Vec<String> {
    let mut counts = WordCounts::default();
    for entry in entries {
        counts.add_entry([&entry.title, &entry.text]);
    }
    let mut words: Vec<(String, usize)> = counts.words.into_iter().map(|word| (word.text, word.count)).collect();
    words.sort_by(|(one, count), (other, other_count)| other_count.cmp(count).then_with(|| one.cmp(other)));
    words.into_iter().take(MAX_WORDS).map(|(word, _)| word).collect()
}

/// Counts for each word the entries that have it.
#[derive(Default)]
struct WordCounts<'a> {
    words: Vec<CountedWord>,
    numbers: HashMap<String, usize>,
    /// Where the words of a piece of a text are in the next list: most pieces come many times.
    pieces: HashMap<&'a str, (usize, usize)>,
    /// The numbers of words.
    words_of_pieces: Vec<usize>,
    entry_count: usize,
}

struct CountedWord {
    text: String,
    count: usize,
    /// The number of the last entry that has it.
    last_entry: usize,
}

impl<'a> WordCounts<'a> {
    fn add_entry(&mut self, texts: [&'a str; 2]) {
        self.entry_count += 1;
        for piece in texts.into_iter().flat_map(str::split_whitespace) {
            let known = self.pieces.get(piece).copied();
            let range = known.unwrap_or_else(|| self.learn_piece(piece));
            for number in &self.words_of_pieces[range.0..range.1] {
                let word = &mut self.words[*number];
                word.count += usize::from(word.last_entry != self.entry_count);
                word.last_entry = self.entry_count;
            }
        }
    }

    fn learn_piece(&mut self, piece: &'a str) -> (usize, usize) {
        let start = self.words_of_pieces.len();
        let folded = fold_case_and_marks(piece);
        let words = folded.split(|letter: char| !letter.is_alphanumeric());
        let words = words.filter(|word| {
            word.chars().nth(MIN_WORD_LETTERS - 1).is_some() && word.chars().nth(MAX_WORD_LETTERS).is_none()
        });
        let number = |word: &str| match self.numbers.get(word) {
            Some(number) => *number,
            None => {
                self.words.push(CountedWord { text: word.to_owned(), count: 0, last_entry: 0 });
                self.numbers.insert(word.to_owned(), self.words.len() - 1);
                self.words.len() - 1
            }
        };
        self.words_of_pieces.extend(words.map(number));
        let range = (start, self.words_of_pieces.len());
        self.pieces.insert(piece, range);
        range
    }
}

/// A record, or one of its translations, as a search finds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
    /// Its kind or type in words: `Story`.
    pub kind: String,
    /// Its date in words; `None` when its kind has no date, or it may not be shown.
    pub when: Option<String>,
    /// For events to come, the instant at which that date is over (RFC 3339, UTC); empty for past events.
    pub ends_at: Option<String>,
    /// Whether more dates follow.
    pub repeats: bool,
    /// Whether a newer version replaces it.
    pub is_replaced: bool,
    /// Whether its page comes first for some words.
    pub is_pinned: bool,
    /// Where it is.
    pub places: Vec<String>,
    /// Its topics.
    pub topics: Vec<String>,
    /// Its summary and its text, without any mark-up.
    pub text: String,
}

impl SearchEntry {
    /// A record as a search finds it.
    pub fn from_record(publication: &Publication, record: &VisibleRecord<'_>, locale: &Locale) -> Self {
        let card = Card::from_record(publication, record, locale);
        let language = record.language().unwrap_or(&publication.config().language);
        let ends_at = card.upcoming.first().map(|time| time.ends_at.clone());
        Self {
            is_pinned: pinned_pages(publication).any(|(_, page)| publication.href(&page.address) == card.href),
            href: card.href,
            language: language.as_str().to_owned(),
            language_name: language.native_name().to_owned(),
            direction: language.direction(),
            title: card.title,
            kind: locale.messages().text(&format!("kind-{}", record.kind().as_str())).to_owned(),
            when: card.when.or(card.date.map(|date| date.words)),
            ends_at: if card.past { Some(String::new()) } else { ends_at },
            repeats: card.repeats,
            is_replaced: card.superseded,
            places: card.places.into_iter().map(|place| place.title).collect(),
            topics: record.topics().map(|(_, label)| label.clone()).collect(),
            text: searchable_text(record),
        }
    }
}

/// The summary and the text, with single spaces between words. If nobody wrote a summary, it is the start of the text,
/// and is not repeated.
fn searchable_text(record: &VisibleRecord<'_>) -> String {
    let body = record.body();
    let summary = Some(record.summary()).filter(|summary| *summary != body.markdown().excerpt);
    let text = html_to_text(&body_html(&body));
    let words: Vec<&str> = summary.unwrap_or_default().split_whitespace().chain(text.split_whitespace()).collect();
    words.join(" ")
}

/// The HTML of what a reader sees of a body, without addresses. Cards of other records are left out, because the search
/// finds those records themselves.
fn body_html(body: &VisibleBody<'_>) -> String {
    let mut html = String::new();
    // For each open block, whether its record may not be shown.
    let mut hidden_blocks: Vec<bool> = Vec::new();
    for piece in body.markdown().pieces() {
        let is_hidden = hidden_blocks.contains(&true);
        match piece {
            Piece::Html(text) if !is_hidden => html.push_str(text),
            Piece::Placeholder(PlaceholderKind::Picture(number)) if !is_hidden => {
                push_spaced(&body.picture(number).map(|picture| picture.alt).unwrap_or_default(), &mut html);
            }
            Piece::Placeholder(PlaceholderKind::BlockOpen(number)) => {
                let block = body.block(number).filter(|_| !is_hidden);
                block.iter().for_each(|(block, _)| push_block_arguments(block, &mut html));
                if body.markdown().blocks.get(number as usize).is_some_and(|block| block.has_content) {
                    hidden_blocks.push(block.is_none());
                }
            }
            Piece::Placeholder(PlaceholderKind::BlockClose(_)) => {
                hidden_blocks.pop();
                html.push(' ');
            }
            Piece::Html(_) | Piece::Placeholder(_) => {}
        }
    }
    html
}

/// The texts in the arguments of blocks.
fn push_block_arguments(block: &Block, html: &mut String) {
    let names: &[&str] = match block.name.as_str() {
        "quote" => &["text", "by"],
        "callout" => &["title"],
        _ => &[],
    };
    html.push(' ');
    names.iter().filter_map(|name| block.argument(name)).for_each(|value| push_spaced(value, html));
}

fn push_spaced(text: &str, html: &mut String) {
    html.push(' ');
    escape_html(text, html);
    html.push(' ');
}
