//! Where each word stands: for each page its places in the text and in what a result shows, written at once as Pagefind
//! reads them (CBOR, RFC 8949), because pages come in order.

use std::borrow::Cow;

use ahash::HashMap;
use minicbor::Encoder;
use minicbor::encode::{Error, write::Write};

use super::words::WordSplitter;

/// How much a word of the text weighs. Parts of a compound share it.
const FULL_WEIGHT: u8 = 24;
/// A file of words has at least so many places, counted as Pagefind does.
const PLACES_PER_CHUNK: usize = 20_000;
/// The number of a spelling that needs none, because the term is spelled so.
const SAME_SPELLING: u32 = 0;
/// Separates words where no space may be. It is no letter and is not searched.
const ZERO_WIDTH_SPACE: char = '\u{200B}';

/// What cannot happen: memory takes all that is written.
pub(super) type Result<T> = std::result::Result<T, Error<std::convert::Infallible>>;

/// The words of all pages.
pub(super) struct Postings {
    splitter: WordSplitter,
    terms: Vec<Term>,
    term_numbers: HashMap<String, u32>,
    spellings: Vec<String>,
    spelling_numbers: HashMap<String, u32>,
    /// What is known of each word as it stands in a text, and its number among them.
    words: Vec<KnownWord>,
    word_numbers: HashMap<String, usize>,
    page_count: u32,
    /// The words of the page that is read.
    places: Vec<Place>,
}

/// A word of the index, with the pages that have it.
#[derive(Default)]
struct Term {
    text: String,
    pages: PageList,
    /// The pages that spell it in another way.
    variants: Vec<(String, PageList)>,
}

/// Pages that have a word, as the index has them.
#[derive(Default)]
struct PageList {
    count: u64,
    last_page: u32,
    place_count: usize,
    bytes: Vec<u8>,
}

#[derive(Clone, Copy)]
struct KnownTerm {
    term: u32,
    spelling: u32,
    is_part: bool,
}

struct KnownWord {
    terms: Vec<KnownTerm>,
    /// So many terms at the start count in what a result shows, too.
    count_in_meta: usize,
    part_weight: u8,
}

/// A word on a page. In this order the index has the words of a page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    term: u32,
    spelling: u32,
    is_in_meta: bool,
    /// The weight of a word of the text; the number of the field that a result shows.
    group: u16,
    position: u32,
}

/// A file of words, and what searches find it by.
pub(super) struct Chunk {
    /// The start of its first word: enough letters to tell it from the word before.
    pub(super) from: String,
    /// The start of its last word.
    pub(super) to: String,
    pub(super) bytes: Vec<u8>,
}

impl Postings {
    pub(super) fn new(splitter: WordSplitter) -> Self {
        Self {
            splitter,
            terms: Vec::new(),
            term_numbers: HashMap::default(),
            spellings: vec![String::new()],
            spelling_numbers: HashMap::default(),
            words: Vec::new(),
            word_numbers: HashMap::default(),
            page_count: 0,
            places: Vec::new(),
        }
    }

    /// Adds a page with its text and the fields that its result shows, by their numbers.
    pub(super) fn add_page<'a>(&mut self, text: &str, fields: impl Iterator<Item = (u16, &'a str)>) -> Result<()> {
        let mut places = std::mem::take(&mut self.places);
        places.clear();
        for (position, word) in (0..).zip(visible_words(text)) {
            places.extend(self.known(&word).places_in_text(position));
        }
        for (field, value) in fields {
            for (position, word) in (0..).zip(value.split_whitespace()) {
                places.extend(self.known(word).places_in_meta(field, position));
            }
        }
        places.sort_unstable();
        places.chunk_by(|one, other| one.term == other.term).try_for_each(|places| self.add_places(places))?;
        self.page_count += 1;
        self.places = places;
        Ok(())
    }

    fn known(&mut self, word: &str) -> &KnownWord {
        let number = self.word_numbers.get(word).copied().unwrap_or_else(|| {
            let known = self.learn(word);
            self.words.push(known);
            self.word_numbers.insert(word.to_owned(), self.words.len() - 1);
            self.words.len() - 1
        });
        &self.words[number]
    }

    fn learn(&mut self, word: &str) -> KnownWord {
        let mut found = self.splitter.found_as(word);
        found.extend(self.splitter.found_as_plain(word));
        let count_in_meta = found.len();
        found.extend(self.splitter.found_behind_stops(word, &found));
        let part_count = found.iter().filter(|found| found.is_part).count();
        let part_weight =
            FULL_WEIGHT.checked_div(u8::try_from(part_count).unwrap_or(u8::MAX)).unwrap_or_default().max(1);
        let number = |numbers: &mut HashMap<String, u32>, text: String, next: usize| -> (u32, bool) {
            let next = u32::try_from(next).unwrap_or(u32::MAX);
            let number = *numbers.entry(text).or_insert(next);
            (number, number == next)
        };
        let terms = found.into_iter().map(|found| {
            let (term, is_new) = number(&mut self.term_numbers, found.term.clone(), self.terms.len());
            if is_new {
                self.terms.push(Term { text: found.term, ..Term::default() });
            }
            let spelling = found.spelling.map_or(SAME_SPELLING, |spelling| {
                let (spelling_number, is_new) =
                    number(&mut self.spelling_numbers, spelling.clone(), self.spellings.len());
                if is_new {
                    self.spellings.push(spelling);
                }
                spelling_number
            });
            KnownTerm { term, spelling, is_part: found.is_part }
        });
        KnownWord { terms: terms.collect(), count_in_meta, part_weight }
    }

    /// Adds the places of one term on the page. Those of each spelling stand together.
    fn add_places(&mut self, places: &[Place]) -> Result<()> {
        let term = &mut self.terms[places[0].term as usize];
        let mut by_spelling: Vec<&[Place]> = places.chunk_by(|one, other| one.spelling == other.spelling).collect();
        // Spellings that the text has come first.
        by_spelling.sort_by_key(|places| (places[0].is_in_meta, &self.spellings[places[0].spelling as usize]));
        for places in by_spelling {
            if places[0].spelling == SAME_SPELLING {
                term.pages.add(self.page_count, places)?;
                continue;
            }
            let spelling = &self.spellings[places[0].spelling as usize];
            let known = term.variants.iter().position(|(variant, _)| variant == spelling);
            let variant = known.unwrap_or(term.variants.len());
            if variant == term.variants.len() {
                term.variants.push((spelling.clone(), PageList::default()));
            }
            term.variants[variant].1.add(self.page_count, places)?;
        }
        Ok(())
    }

    /// The files of words, in the order of their words.
    pub(super) fn into_chunks(self) -> Result<Vec<Chunk>> {
        let mut terms = self.terms;
        // What stands behind a full stop only in what results show is listed nowhere.
        terms.retain(|term| term.place_count() > 0);
        terms.sort_unstable_by(|one, other| one.text.cmp(&other.text));
        let mut place_count = 0;
        let mut ends = Vec::new();
        for (number, term) in terms.iter().enumerate() {
            place_count += term.place_count();
            if place_count >= PLACES_PER_CHUNK || number + 1 == terms.len() {
                ends.push(number + 1);
                place_count = 0;
            }
        }
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let chunks = starts.zip(&ends).map(|(start, end)| Chunk::of_terms(&terms[start..*end]));
        let mut chunks = chunks.collect::<Result<Vec<Chunk>>>()?;
        shorten_ranges(&mut chunks);
        Ok(chunks)
    }
}

impl KnownWord {
    fn places_in_text(&self, position: u32) -> impl Iterator<Item = Place> {
        self.terms.iter().map(move |found| Place {
            term: found.term,
            spelling: found.spelling,
            is_in_meta: false,
            group: u16::from(if found.is_part { self.part_weight } else { FULL_WEIGHT }),
            position,
        })
    }

    fn places_in_meta(&self, field: u16, position: u32) -> impl Iterator<Item = Place> {
        let terms = self.terms[..self.count_in_meta].iter();
        terms.map(move |found| Place {
            term: found.term,
            spelling: found.spelling,
            is_in_meta: true,
            group: field,
            position,
        })
    }
}

impl Term {
    fn place_count(&self) -> usize {
        let variants: usize = self.variants.iter().map(|(_, pages)| pages.place_count + 1).sum();
        self.pages.place_count + variants
    }

    fn encode(&self, encoder: &mut Encoder<&mut Vec<u8>>) -> Result<()> {
        encoder.array(3)?.str(&self.text)?;
        self.pages.encode(encoder)?;
        encoder.array(self.variants.len() as u64)?;
        for (spelling, pages) in &self.variants {
            encoder.array(2)?.str(spelling)?;
            pages.encode(encoder)?;
        }
        Ok(())
    }
}

impl PageList {
    /// Adds a page: how many pages it is behind the last one, and where the word stands in its text and in what its result
    /// shows. A place is told by the distance from the one before; a negative number says that places of another weight or
    /// field follow.
    fn add(&mut self, page: u32, places: &[Place]) -> Result<()> {
        let (in_text, in_meta) = places.split_at(places.partition_point(|place| !place.is_in_meta));
        let mut encoder = Encoder::new(&mut self.bytes);
        encoder.array(3)?.u32(page - self.last_page)?;
        for places in [in_text, in_meta] {
            let groups = places.chunk_by(|one, other| one.group == other.group);
            let numbers = places.len() + groups.clone().count();
            encoder.array(numbers as u64)?;
            for group in groups {
                encoder.i64(-i64::from(group[0].group) - 1)?;
                let mut last = 0;
                for place in group {
                    encoder.u32(place.position - last)?;
                    last = place.position;
                }
            }
            self.place_count += numbers;
        }
        self.place_count += 1;
        self.count += 1;
        self.last_page = page;
        Ok(())
    }

    fn encode(&self, encoder: &mut Encoder<&mut Vec<u8>>) -> Result<()> {
        encoder.array(self.count)?.writer_mut().write_all(&self.bytes).map_err(Error::write)
    }
}

impl Chunk {
    fn of_terms(terms: &[Term]) -> Result<Self> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes);
        encoder.array(1)?.array(terms.len() as u64)?;
        terms.iter().try_for_each(|term| term.encode(&mut encoder))?;
        let text_of = |term: Option<&Term>| term.map(|term| term.text.clone()).unwrap_or_default();
        Ok(Self { from: text_of(terms.first()), to: text_of(terms.last()), bytes })
    }
}

/// The words of a text that has one space between words, without the spaces that nobody sees.
fn visible_words(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let without = |word: &'_ str| -> Cow<'_, str> { word.replace(ZERO_WIDTH_SPACE, "").into() };
    let words = text.split(' ');
    let words = words.map(move |word| if word.contains(ZERO_WIDTH_SPACE) { without(word) } else { word.into() });
    words.filter(|word| !word.is_empty())
}

/// How long a text is for the score of its words: at least one word.
pub(super) fn count_words(text: &str) -> u32 {
    u32::try_from(visible_words(text).count()).unwrap_or(u32::MAX).max(1)
}

/// A text as results quote it: words without spaces that nobody sees, with single spaces between them.
pub(super) fn quotable_text(text: &str) -> Cow<'_, str> {
    match text.contains(ZERO_WIDTH_SPACE) {
        true => visible_words(text).collect::<Vec<_>>().join(" ").into(),
        false => text.into(),
    }
}

/// Leaves of the words between two files the letters that tell them apart: the list of files is loaded first.
fn shorten_ranges(chunks: &mut [Chunk]) {
    for number in 1..chunks.len() {
        let (before, after) = (&chunks[number - 1].to, &chunks[number].from);
        let same = before.chars().zip(after.chars()).take_while(|(one, other)| one == other).count();
        let start_of = |word: &str| word.chars().take(same + 1).collect::<String>();
        let (before, after) = (start_of(before), start_of(after));
        // A file that has words of one beginning only would end before it starts.
        if before >= chunks[number - 1].from {
            chunks[number - 1].to = before;
        }
        chunks[number].from = after;
    }
}
