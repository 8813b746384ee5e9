//! Choosing from the directory and the library: by type, place, topic, language and access.

use schemars::JsonSchema;
use serde::Serialize;

use super::access_fact::fact_label;
use super::card::Card;
use super::locale::Locale;
use crate::kind::{Facet, Kind};
use crate::language::LanguageTag;
use crate::output::CHOICES_FILE;
use crate::publish::{Publication, RecordIndex, numbered_address};
use crate::record::Channel;

/// What records can be chosen by: a heading, and lists.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FacetView {
    /// `type`, `place`, `topic`, `language` or `access`.
    pub facet: &'static str,
    /// The same in words.
    pub title: String,
    /// What there is to be chosen, in the order of the alphabet.
    pub values: Vec<FacetValueView>,
}

/// A value, and the list of what has it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FacetValueView {
    /// The word in addresses.
    pub value: String,
    /// Its name.
    pub title: String,
    /// The list.
    pub href: String,
    /// How many records.
    pub count: usize,
}

/// A first letter of titles, and where the records with it begin.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LetterView {
    /// The letter; `#` for numbers.
    pub letter: String,
    /// The page, and the heading on it.
    pub href: String,
}

impl FacetView {
    /// The facets of a kind that at least one record has.
    pub(super) fn for_kind(publication: &Publication, kind: Kind, locale: &Locale) -> Vec<Self> {
        let facet_view = |facet: &Facet| {
            let choices = publication.lists().records_by_value(kind, *facet)?;
            let value_view = |(value, records): (&String, &Vec<RecordIndex>)| FacetValueView {
                value: value.clone(),
                title: facet_value_title(publication, *facet, value, locale),
                href: publication.href(&kind.facet_address(*facet, value)),
                count: records.len(),
            };
            let mut values: Vec<FacetValueView> = choices.iter().map(value_view).collect();
            values.sort_by_cached_key(|value| crate::path::sort_key(&value.title));
            // A facet with one value that all records have is no choice.
            let is_no_choice = choices.len() == 1
                && choices.values().all(|records| records.len() == publication.count_published(kind));
            let title = locale.messages().text(&format!("choose-{}", facet.as_str())).to_owned();
            (!values.is_empty() && !is_no_choice).then_some(Self { facet: facet.as_str(), title, values })
        };
        kind.spec().facets.iter().filter_map(facet_view).collect()
    }
}

/// What a value is called.
pub(super) fn facet_value_title(publication: &Publication, facet: Facet, value: &str, locale: &Locale) -> String {
    match facet {
        Facet::Type => locale.label("type", value),
        Facet::Place => match publication.find_record(Kind::Place, value) {
            Some(place) => locale.translate(&place).title().to_owned(),
            None => value.to_owned(),
        },
        Facet::Topic => {
            let topic = publication.topics().iter().find(|(slug, _)| slug == value);
            locale.site_term_label("topic", value, topic.map(|(_, label)| label.as_str())).0
        }
        Facet::Language => {
            let own_name = || LanguageTag::parse(value).map(|tag| tag.native_name().to_owned());
            let name = locale.messages().find_text(&format!("language-{value}"));
            name.map(str::to_owned).or_else(own_name).unwrap_or_else(|| value.to_owned())
        }
        Facet::Access => fact_label(value, publication.config(), locale),
    }
}

impl LetterView {
    /// Where each letter begins in a list that is divided by letter; none when the list has one page.
    pub(super) fn for_kind(publication: &Publication, kind: Kind) -> Vec<Self> {
        let size = publication.config().page_size();
        if publication.count_published(kind) <= size {
            return Vec::new();
        }
        let view = |(letter, first): &(char, usize)| {
            let number = u32::try_from(first / size + 1).unwrap_or(u32::MAX);
            let page = publication.href(&numbered_address(&kind.list_address(), number));
            Self { letter: letter.to_string(), href: format!("{page}#{}", letter_anchor(*letter)) }
        };
        publication.lists().letters.get(&kind).into_iter().flatten().map(view).collect()
    }
}

/// What names the heading of a letter.
pub(super) fn letter_anchor(letter: char) -> String {
    if letter == '#' { "numbers".to_owned() } else { format!("letter-{}", letter.to_lowercase()) }
}

/// A record as a script lets people choose it, without asking for another page.
#[derive(Clone, Debug, Serialize)]
pub struct ChoiceRecord {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Its language, where that is not the words' own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// `rtl` or `ltr`, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dir: Option<&'static str>,
    /// Its type, date and places in a line.
    #[serde(rename = "about")]
    pub details: String,
    /// What it can be chosen by: `type:library`.
    #[serde(rename = "by")]
    pub facets: Vec<String>,
}

impl ChoiceRecord {
    /// Whether a script lets people choose among the records of a kind: when it has several.
    pub fn has_choices(publication: &Publication, kind: Kind) -> bool {
        kind.spec().can_be_narrowed_on_page() && publication.count_published(kind) > 1
    }

    /// The address of the file with all records of a kind.
    pub fn file_address(kind: Kind) -> String {
        format!("{}{CHOICES_FILE}", kind.list_address())
    }

    /// All records of a kind, in the order of its list.
    pub fn for_kind(publication: &Publication, kind: Kind, locale: &Locale) -> Vec<Self> {
        let records = publication.lists().records_of_kind(kind);
        let mut facets_by_record: std::collections::HashMap<RecordIndex, Vec<String>> =
            std::collections::HashMap::with_capacity(records.len());
        for facet in kind.spec().facets {
            for (value, chosen) in publication.lists().records_by_value(kind, *facet).into_iter().flatten() {
                let word = format!("{}:{value}", facet.as_str());
                chosen.iter().for_each(|ix| facets_by_record.entry(*ix).or_default().push(word.clone()));
            }
        }
        let visible_records = records.iter().filter_map(|ix| Some((*ix, publication.visible(*ix, Channel::List)?)));
        let view = |(ix, record)| {
            let card = Card::from_record(publication, &record, locale);
            let places = card.places.into_iter().map(|place| place.title);
            let details: Vec<String> =
                card.label.into_iter().chain(card.date.map(|date| date.words)).chain(places).collect();
            Self {
                href: card.href,
                title: card.title,
                lang: card.language,
                dir: card.direction,
                details: details.join(" · "),
                facets: facets_by_record.remove(&ix).unwrap_or_default(),
            }
        };
        visible_records.map(view).collect()
    }
}
