//! The lists that pages show: by kind, by place, by topic, events by whether they have passed.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jiff::civil::Date;

use super::{Publication, Seen, Timetable};
use crate::record::{AccessAnswer, Channel, Kind, KindFields};
use crate::site::{Facet, Ix, Record};

/// Published records in the order in which lists show them.
#[derive(Debug, Default)]
pub struct Lists {
    /// By kind; events are those that have not passed, the next first.
    pub by_kind: BTreeMap<Kind, Vec<Ix>>,
    /// Events that have passed, the last first.
    pub past_events: Vec<Ix>,
    /// What starts in each month, by year and month.
    pub months: BTreeMap<(i16, i8), Month>,
    /// Events to come that state an access fact with yes, by the fact; also facts that only past ones state.
    pub by_access: BTreeMap<String, Vec<Ix>>,
    /// Records that can be chosen by what they are, where they are, what they are about.
    pub facets: BTreeMap<(Kind, Facet), Choices>,
    /// Where each first letter begins among the partners: the letter, and the number of the first that has it.
    pub letters: Vec<(char, usize)>,
    /// What is in each place or in a place below it; by record number.
    in_place: Vec<Vec<Ix>>,
    /// Records by the number of their topic.
    pub by_topic: Vec<Vec<Ix>>,
    /// Records in the order of lists.
    live: Vec<Ix>,
    /// Each record's place in the order of lists, by record number.
    pub(super) order: Vec<u32>,
}

/// The records of a kind by the values of a facet.
pub type Choices = BTreeMap<String, Vec<Ix>>;

/// What starts in a month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Month {
    /// Instances in the order of their starts: the event, and the number of the instance in its timetable.
    pub instances: Vec<(Ix, usize)>,
    /// The events, each once, by their first start in the month.
    pub events: Vec<Ix>,
}

impl Lists {
    /// Published records of a kind.
    pub fn of(&self, kind: Kind) -> &[Ix] {
        self.by_kind.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// Events to come that state an access fact.
    pub fn access(&self, fact: &str) -> &[Ix] {
        self.by_access.get(fact).map_or(&[], Vec::as_slice)
    }

    /// The records of a kind by the values of a facet; none where nothing has one.
    pub fn choices(&self, kind: Kind, facet: Facet) -> Option<&Choices> {
        self.facets.get(&(kind, facet))
    }

    /// The records of a kind that have a value.
    pub fn chosen(&self, kind: Kind, facet: Facet, value: &str) -> &[Ix] {
        self.choices(kind, facet).and_then(|choices| choices.get(value)).map_or(&[], Vec::as_slice)
    }

    /// What is in a place.
    pub fn place(&self, place: Ix) -> &[Ix] {
        self.in_place.get(place.at()).map_or(&[], Vec::as_slice)
    }

    /// Whether these lists have the same pages as others: as many entries each.
    pub(super) fn same_pages(&self, other: &Self) -> bool {
        let lengths = |lists: &[Vec<Ix>]| lists.iter().map(Vec::len).collect::<Vec<_>>();
        let kinds = |lists: &Self| Kind::ALL.map(|kind| lists.of(kind).len());
        kinds(self) == kinds(other)
            && self.past_events.len() == other.past_events.len()
            && self.months.keys().eq(other.months.keys())
            && self
                .by_access
                .iter()
                .map(|(fact, events)| (fact, events.len()))
                .eq(other.by_access.iter().map(|(fact, events)| (fact, events.len())))
            && self.facets.keys().eq(other.facets.keys())
            && self.facets.values().zip(other.facets.values()).all(|(own, other)| {
                own.iter().map(|(value, of)| (value, of.len())).eq(other.iter().map(|(value, of)| (value, of.len())))
            })
            && lengths(&self.in_place) == lengths(&other.in_place)
            && lengths(&self.by_topic) == lengths(&other.by_topic)
    }
}

/// Makes the lists. Those of the last publication tell nearly in which order records stand: sorting takes less then.
pub(super) fn make(publication: &Publication, last: Option<&Lists>) -> Lists {
    let site = &publication.site;
    let mut lists = Lists {
        in_place: vec![Vec::new(); site.records.len()],
        by_topic: vec![Vec::new(); site.topics.len()],
        order: vec![u32::MAX; site.records.len()],
        ..Lists::default()
    };
    // What stands between two dates in a list has its own told: events whose times are kept back come last.
    let kept_back = |ix| event(publication, ix).is_some_and(|seen| seen.timetable().is_none());
    let key = |(ix, record): (Ix, &Record)| match sort_key(record, publication.timetable(ix)) {
        (Kind::Event, past, _) if kept_back(ix) => (Kind::Event, past, i64::MAX),
        key => key,
    };
    let keys: Vec<SortKey> = site.iter().map(key).collect();
    let shown = |ix: &Ix| publication.is_live(*ix) && site.record(*ix).kind().has_pages();
    let mut live: Vec<Ix> = match last {
        Some(last) => {
            let new = (0..site.records.len()).map(Ix::new).filter(|ix| last.order[ix.at()] == u32::MAX);
            last.live.iter().copied().chain(new).filter(shown).collect()
        }
        None => (0..site.records.len()).map(Ix::new).filter(shown).collect(),
    };
    // Records are in the order of slugs: what is equal so far is told apart by their numbers.
    let title = |ix: Ix| site.record(ix).sort_title.as_str();
    live.sort_by(|one, other| {
        keys[one.at()].cmp(&keys[other.at()]).then_with(|| title(*one).cmp(title(*other))).then(one.cmp(other))
    });
    for (place, ix) in live.iter().copied().enumerate() {
        lists.order[ix.at()] = u32::try_from(place).unwrap_or(u32::MAX);
        let record = site.record(ix);
        // A month's list tells when something is: only what may be told is in it.
        let seen = event(publication, ix);
        let timetable = seen.as_ref().and_then(Seen::timetable);
        for (number, instance) in timetable.iter().flat_map(|table| table.instances()).enumerate() {
            let date = instance.start.date;
            lists.months.entry((date.year(), date.month())).or_default().instances.push((ix, number));
        }
        if publication.is_past(ix) {
            lists.past_events.push(ix);
        } else {
            lists.by_kind.entry(record.kind()).or_default().push(ix);
        }
        let facts = seen.iter().flat_map(Seen::access).filter(|fact| fact.answer == AccessAnswer::Yes);
        for fact in facts.filter(|fact| crate::path::is_slug(fact.fact)) {
            let events = lists.by_access.entry(fact.fact.to_owned()).or_default();
            if !publication.is_past(ix) {
                events.push(ix);
            }
        }
        choose(&mut lists, publication, ix);
        for topic in &record.topics {
            lists.by_topic[*topic as usize].push(ix);
        }
        let above = |ix: Ix| &site.above[ix.at()];
        let places = record.in_places.iter().flat_map(|place| above(*place));
        let below = above(ix).iter().filter(|place| record.kind() == Kind::Place && **place != ix);
        for place in places.chain(below) {
            let members = &mut lists.in_place[place.at()];
            if members.last() != Some(&ix) {
                members.push(ix);
            }
        }
    }
    for members in &mut lists.in_place {
        members.sort_by_key(|ix| on_a_place(site.record(*ix).kind(), publication.is_past(*ix)));
    }
    let start =
        |(ix, number): (Ix, usize)| publication.timetable(ix).map(|table| table.instances()[number].start.datetime());
    for month in lists.months.values_mut() {
        month.instances.sort_by_key(|event| (start(*event), *event));
        let mut seen = HashSet::new();
        month.events = month.instances.iter().map(|(ix, _)| *ix).filter(|ix| seen.insert(*ix)).collect();
    }
    for (number, partner) in lists.of(Kind::Partner).to_vec().into_iter().enumerate() {
        let letter = letter(site.record(partner));
        if lists.letters.last().is_none_or(|(last, _)| *last != letter) {
            lists.letters.push((letter, number));
        }
    }
    lists.live = live;
    lists
}

fn letter(record: &Record) -> char {
    let first = record.sort_title.chars().next().filter(|first| first.is_alphabetic());
    first.and_then(|first| first.to_uppercase().next()).unwrap_or('#')
}

impl Publication {
    /// The letter that a record is found under: the first of its title; `#` for what begins with a number.
    pub fn letter(&self, ix: Ix) -> char {
        letter(self.site.record(ix))
    }
}

/// Puts a record under all that it can be chosen by. What a place holds, the places above hold too.
fn choose(lists: &mut Lists, publication: &Publication, ix: Ix) {
    let record = publication.site.record(ix);
    for facet in Facet::of(record.kind()) {
        let slug = |place: &Ix| publication.site.record(*place).id.slug.as_str();
        let values: Vec<&str> = match facet {
            Facet::Place => {
                let above = record.in_places.iter().flat_map(|place| &publication.site.above[place.at()]);
                let seen = above.filter(|place| publication.see(**place, Channel::List).is_some());
                let slugs: BTreeSet<&str> = seen.map(slug).collect();
                slugs.into_iter().filter(|slug| crate::path::is_slug(slug)).collect()
            }
            Facet::Topic => {
                record.topics.iter().map(|topic| publication.site.topics[*topic as usize].0.as_str()).collect()
            }
            facet => facet.values(&record.parsed),
        };
        let choices = lists.facets.entry((record.kind(), *facet)).or_default();
        for value in values {
            match choices.get_mut(value) {
                Some(records) => records.push(ix),
                None => drop(choices.insert(value.to_owned(), vec![ix])),
            }
        }
    }
}

/// An event as lists may show it.
fn event(publication: &Publication, ix: Ix) -> Option<Seen<'_>> {
    publication.timetable(ix)?;
    publication.see(ix, Channel::List)
}

/// The order of kinds on a place's page: first what somebody looks for who has just come.
fn on_a_place(kind: Kind, past: bool) -> u8 {
    match kind {
        Kind::Place => 0,
        Kind::Campaign => 1,
        Kind::Event if !past => 2,
        Kind::Story => 3,
        Kind::Partner => 4,
        Kind::Resource => 5,
        Kind::Page | Kind::Incident => 6,
        Kind::Event => 7,
    }
}

/// Kind, whether it has passed, then a number by which lists of the kind are sorted; titles tell apart what is equal.
pub(super) type SortKey = (Kind, bool, i64);

pub(super) fn sort_key(record: &Record, timetable: Option<&Timetable>) -> SortKey {
    let past = timetable.is_some_and(Timetable::is_over);
    let days = |date: Date| i64::from(date.year()) * 512 + i64::from(date.day_of_year());
    let newest_first = |date: Option<Date>| date.map_or(i64::MAX, |date| -days(date));
    let number = match &record.parsed.fields {
        Some(KindFields::Story(story)) => newest_first(Some(story.date)),
        Some(KindFields::Event(event)) => {
            let listed = timetable.and_then(Timetable::listed_at);
            let start = listed.unwrap_or_else(|| event.start.unguarded().datetime());
            let minutes = days(start.date()) * 1440 + i64::from(start.hour()) * 60 + i64::from(start.minute());
            if past { -minutes } else { minutes }
        }
        Some(KindFields::Campaign(campaign)) => newest_first(Some(campaign.start)),
        Some(KindFields::Resource(resource)) => newest_first(resource.date),
        _ => 0,
    };
    (record.kind(), past, number)
}
