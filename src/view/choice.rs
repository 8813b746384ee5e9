//! Choosing from the directory and the library: by type, place, topic, language and access.

use schemars::JsonSchema;
use serde::Serialize;

use super::access::fact_label;
use super::{Card, Tongue};
use crate::language::LanguageTag;
use crate::publish::{Facet, Publication, RecordIndex};
use crate::record::{Channel, Kind};

/// What records can be chosen by: a heading, and lists.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ChoiceView {
    /// `type`, `place`, `topic`, `language` or `access`.
    pub facet: &'static str,
    /// The same in words.
    pub title: String,
    /// What there is to be chosen, in the order of the alphabet.
    pub values: Vec<ValueView>,
}

/// A value, and the list of what has it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ValueView {
    /// The word in addresses.
    pub value: String,
    /// What it is called.
    pub title: String,
    /// The list.
    pub href: String,
    /// How many records.
    pub count: usize,
}

/// The first letter of names, and where those that have it begin.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LetterView {
    /// The letter; `#` for numbers.
    pub letter: String,
    /// The page, and the heading on it.
    pub href: String,
}

impl ChoiceView {
    /// Of a kind: what at least one record has.
    pub(super) fn all(publication: &Publication, kind: Kind, tongue: &Tongue) -> Vec<Self> {
        let choice = |facet: &Facet| {
            let choices = publication.lists().records_by_value(kind, *facet)?;
            let value = |(value, records): (&String, &Vec<RecordIndex>)| ValueView {
                value: value.clone(),
                title: value_title(publication, *facet, value, tongue),
                href: publication.href(&facet.list_address(kind, value)),
                count: records.len(),
            };
            let mut values: Vec<ValueView> = choices.iter().map(value).collect();
            values.sort_by_cached_key(|value| crate::path::sort_key(&value.title));
            // What all records have, and nothing else, is no choice.
            let is_one = choices.len() == 1
                && choices.values().all(|records| records.len() == publication.count_published(kind));
            let title = tongue.words().text(&format!("choose-{}", facet.as_str())).to_owned();
            (!values.is_empty() && !is_one).then_some(Self { facet: facet.as_str(), title, values })
        };
        Facet::for_kind(kind).iter().filter_map(choice).collect()
    }
}

/// What a value is called.
pub(super) fn value_title(publication: &Publication, facet: Facet, value: &str, tongue: &Tongue) -> String {
    match facet {
        Facet::Type => tongue.label("type", value),
        Facet::Place => match publication.find_record(Kind::Place, value) {
            Some(place) => tongue.edition(&place).title().to_owned(),
            None => value.to_owned(),
        },
        Facet::Topic => {
            let topic = publication.topics().iter().find(|(slug, _)| slug == value);
            tongue.name_of("topic", value, topic.map(|(_, label)| label.as_str())).0
        }
        Facet::Language => {
            let own = || LanguageTag::parse(value).map(|tag| tag.native_name().to_owned());
            let name = tongue.words().find_text(&format!("language-{value}"));
            name.map(str::to_owned).or_else(own).unwrap_or_else(|| value.to_owned())
        }
        Facet::Access => fact_label(value, publication.config(), tongue),
    }
}

impl LetterView {
    /// Where each letter begins in the directory; none where a page shows all of it.
    pub(super) fn all(publication: &Publication) -> Vec<Self> {
        let size = publication.config().page_size();
        if publication.count_published(Kind::Partner) <= size {
            return Vec::new();
        }
        let view = |(letter, first): &(char, usize)| {
            let number = first / size + 1;
            let page = if number == 1 { "/partners/".to_owned() } else { format!("/partners/page/{number}/") };
            Self { letter: letter.to_string(), href: format!("{}#{}", publication.href(&page), letter_id(*letter)) }
        };
        publication.lists().partner_letters.iter().map(view).collect()
    }
}

/// What names the heading of a letter.
pub(super) fn letter_id(letter: char) -> String {
    if letter == '#' { "numbers".to_owned() } else { format!("letter-{}", letter.to_lowercase()) }
}

/// A record as a script lets people choose it, without asking for another page.
#[derive(Clone, Debug, Serialize)]
pub struct Choosable {
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
    /// What it is and where, in a line.
    pub about: String,
    /// What it can be chosen by: `type:library`.
    pub by: Vec<String>,
}

impl Choosable {
    /// Whether a script lets people choose among a kind's records: where there are several.
    pub fn are(publication: &Publication, kind: Kind) -> bool {
        matches!(kind, Kind::Partner | Kind::Resource) && publication.count_published(kind) > 1
    }

    /// Where all records of a kind are told.
    pub fn address(kind: Kind) -> String {
        format!("/{}/choices.json", kind.folder())
    }

    /// All records of a kind, in the order of its list.
    pub fn all(publication: &Publication, kind: Kind, tongue: &Tongue) -> Vec<Self> {
        let records = publication.lists().records_of_kind(kind);
        let mut by: std::collections::HashMap<RecordIndex, Vec<String>> =
            std::collections::HashMap::with_capacity(records.len());
        for facet in Facet::for_kind(kind) {
            for (value, chosen) in publication.lists().records_by_value(kind, *facet).into_iter().flatten() {
                let word = format!("{}:{value}", facet.as_str());
                chosen.iter().for_each(|ix| by.entry(*ix).or_default().push(word.clone()));
            }
        }
        let seen = records.iter().filter_map(|ix| Some((*ix, publication.visible(*ix, Channel::List)?)));
        let view = |(ix, seen)| {
            let card = Card::of(publication, &seen, tongue);
            let places = card.places.into_iter().map(|place| place.title);
            let about: Vec<String> =
                card.label.into_iter().chain(card.date.map(|date| date.words)).chain(places).collect();
            Self {
                href: card.href,
                title: card.title,
                lang: card.language,
                dir: card.direction,
                about: about.join(" · "),
                by: by.remove(&ix).unwrap_or_default(),
            }
        };
        seen.map(view).collect()
    }
}
