//! Facets: the filters of the directory and the library, by type, place, topic, language, access and more.
//!
//! Each value of a facet has a list of its own, as a page. A list without records is not a page. A script combines
//! several values on the page itself (`format::choices`).

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::Serialize;

use super::access_fact::fact_label;
use super::card::Card;
use super::link::CountedLink;
use super::locale::Locale;
use crate::kind::{Facet, Kind, MAX_VALUES_BESIDE_LIST};
use crate::language::LanguageTag;
use crate::output::CHOICES_FILE;
use crate::publish::{Publication, RecordIndex, numbered_address};
use crate::record::Channel;

/// A facet: its heading, and a list for each value.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FacetView {
    /// `type`, `place`, `topic`, `language`, `access`, `year`, `audience`, `author`, `publisher` or `licence`.
    pub facet: &'static str,
    /// The heading in words.
    pub title: String,
    /// The values, in alphabetical order; years with the newest first. At most 200: those that most records have.
    pub values: Vec<FacetValueView>,
    /// The page with all values and how many there are, if they are more.
    pub all_values: Option<CountedLink>,
}

/// A value of a facet, and the list of the records that have it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FacetValueView {
    /// The word in addresses.
    pub value: String,
    /// The value's label.
    pub title: String,
    /// The address of the list.
    pub href: String,
    /// The number of records.
    pub count: usize,
}

/// A first letter of titles, and where the records that begin with it start.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LetterView {
    /// The letter; `#` for numbers.
    pub letter: String,
    /// The page of the list with the anchor of the letter's heading.
    pub href: String,
}

impl FacetView {
    /// The facets of a kind for which at least one record has a value.
    pub(super) fn for_kind(publication: &Publication, kind: Kind, locale: &Locale) -> Vec<Self> {
        let facet_view = |facet: &Facet| {
            let values = facet_values(publication, kind, *facet, locale)?;
            let title = facet_title(*facet, locale).to_owned();
            let all_values = (values.len() > MAX_VALUES_BESIDE_LIST).then(|| CountedLink {
                title: title.clone(),
                href: publication.href(&kind.facet_values_address(*facet)),
                count: values.len(),
            });
            Some(Self { facet: facet.as_str(), title, values: most_used(values), all_values })
        };
        let offered = kind.spec().facets.iter().filter(|facet| Self::is_offered(publication, kind, **facet));
        offered.filter_map(facet_view).collect()
    }

    /// Whether the list of a kind offers any choice.
    pub(super) fn is_any_offered(publication: &Publication, kind: Kind) -> bool {
        kind.spec().facets.iter().any(|facet| Self::is_offered(publication, kind, *facet))
    }

    /// Whether a facet is a choice: it is none if all records have its only value.
    fn is_offered(publication: &Publication, kind: Kind, facet: Facet) -> bool {
        publication.lists().records_by_value(kind, facet).is_some_and(|choices| {
            let of_all = |records: &Vec<RecordIndex>| records.len() == publication.count_published(kind);
            choices.len() > 1 || choices.values().any(|records| !of_all(records))
        })
    }
}

/// The values of a facet that records have, in alphabetical order; years with the newest first.
pub(super) fn facet_values(
    publication: &Publication,
    kind: Kind,
    facet: Facet,
    locale: &Locale,
) -> Option<Vec<FacetValueView>> {
    let choices = publication.lists().records_by_value(kind, facet)?;
    let value_view = |(value, records): (&String, &Vec<RecordIndex>)| FacetValueView {
        value: value.clone(),
        title: facet_value_title(publication, kind, facet, value, locale),
        href: publication.href(&kind.facet_address(facet, value)),
        count: records.len(),
    };
    // A language that is spoken only at past events has an empty list.
    let with_records = choices.iter().filter(|(_, records)| !records.is_empty());
    let mut values: Vec<FacetValueView> = with_records.map(value_view).collect();
    values.sort_by_cached_key(|value| crate::path::sort_key(&value.title));
    if facet == Facet::Year {
        values.reverse();
    }
    Some(values)
}

/// As many values as there is room for beside a list, those that most records have, in the order that they had.
fn most_used(values: Vec<FacetValueView>) -> Vec<FacetValueView> {
    let mut numbered: Vec<(usize, FacetValueView)> = values.into_iter().enumerate().collect();
    numbered.sort_by_key(|(_, value)| Reverse(value.count));
    numbered.truncate(MAX_VALUES_BESIDE_LIST);
    numbered.sort_unstable_by_key(|(number, _)| *number);
    numbered.into_iter().map(|(_, value)| value).collect()
}

/// The heading of a facet.
pub(super) fn facet_title(facet: Facet, locale: &Locale) -> &str {
    locale.messages().text(&format!("choose-{}", facet.as_str()))
}

/// The label of a value.
pub(super) fn facet_value_title(
    publication: &Publication,
    kind: Kind,
    facet: Facet,
    value: &str,
    locale: &Locale,
) -> String {
    match facet {
        Facet::Type => locale.label(kind.spec().type_messages, value),
        Facet::Place => record_title(publication, Kind::Place, value, locale),
        Facet::Publisher => record_title(publication, Kind::Partner, value, locale),
        Facet::Year => value.to_owned(),
        Facet::Audience | Facet::Author | Facet::Licence => {
            publication.facet_text(kind, facet, value).unwrap_or(value.into()).into_owned()
        }
        Facet::Topic => {
            let topic = publication.topics().iter().find(|(slug, _)| slug == value);
            locale.site_term_label("topic", value, topic.map(|(_, label)| label.as_str())).0
        }
        Facet::Language => language_label(value, locale),
        Facet::Access => fact_label(value, publication.config(), locale),
    }
}

/// The name of a language: in the language of the page, else as its speakers call it.
pub(super) fn language_label(tag: &str, locale: &Locale) -> String {
    let own_name = || LanguageTag::parse(tag).map(|tag| tag.native_name().to_owned());
    let name = locale.messages().find_text(&format!("language-{tag}"));
    name.map(str::to_owned).or_else(own_name).unwrap_or_else(|| tag.to_owned())
}

fn record_title(publication: &Publication, kind: Kind, slug: &str, locale: &Locale) -> String {
    let record = publication.find_record(kind, slug);
    record.map_or_else(|| slug.to_owned(), |record| locale.translate(&record).title().to_owned())
}

impl LetterView {
    /// Where each letter begins in a list that is grouped by letter; empty when the list has one page.
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

/// The anchor of a letter's heading.
pub(super) fn letter_anchor(letter: char) -> String {
    if letter == '#' { "numbers".to_owned() } else { format!("letter-{}", letter.to_lowercase()) }
}

/// A record in the file with which a script filters a list on the page.
#[derive(Clone, Debug, Serialize)]
pub struct ChoiceRecord {
    /// The address of its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// The language of its title, when it differs from that of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// The direction of its title, when it has a `lang`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dir: Option<&'static str>,
    /// Its type, date and places in one line.
    #[serde(rename = "about")]
    pub details: String,
    /// Its values of all facets: `type:library`.
    #[serde(rename = "by")]
    pub facets: Vec<String>,
}

impl ChoiceRecord {
    /// Whether a script filters the list of a kind on the page: when the kind has several facets and records.
    pub fn has_choices(publication: &Publication, kind: Kind) -> bool {
        kind.spec().can_be_narrowed_on_page() && publication.count_published(kind) > 1
    }

    /// The address of the file with all records of a kind, beside its list.
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
