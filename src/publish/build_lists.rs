//! Makes the lists that pages show.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use super::list_order::{sort_records, sort_title_in, visible_event};
use super::lists::Lists;
use super::publication::Publication;
use super::visible_record::VisibleRecord;
use crate::kind::{Facet, Grouping, Kind, Role};
use crate::path::{is_slug, is_too_long};
use crate::record::{AccessAnswer, Channel};
use crate::site::RecordIndex;

/// Makes the lists. Those of the previous publication make sorting faster.
pub(super) fn build_lists(publication: &Publication, previous: Option<&Lists>) -> Lists {
    let site = &publication.site;
    let mut lists = Lists {
        by_place: vec![Vec::new(); site.records.len()],
        by_topic: vec![Vec::new(); site.topics.len()],
        ranks: vec![u32::MAX; site.records.len()],
        ..Lists::default()
    };
    lists.in_order = sort_records(publication, previous);
    for rank in 0..lists.in_order.len() {
        let ix = lists.in_order[rank];
        lists.ranks[ix.as_usize()] = u32::try_from(rank).unwrap_or(u32::MAX);
        lists.add_record(publication, ix);
    }
    lists.sort_places(publication);
    lists.sort_months(publication);
    lists.index_letters(publication);
    lists.sort_by_translated_titles(publication);
    lists
}

impl Lists {
    /// Adds a record to every list it belongs in. Records must be added in the order of lists.
    fn add_record(&mut self, publication: &Publication, ix: RecordIndex) {
        let record = publication.site.record(ix);
        let is_past = publication.has_left_current_lists(ix);
        if !publication.is_listed(ix) {
            return;
        }
        if is_past {
            self.past_events.push(ix);
        } else {
            self.by_kind.entry(record.kind()).or_default().push(ix);
        }
        if let Some(event) = visible_event(publication, ix) {
            self.add_to_months(ix, &event);
            self.add_to_access_facts(ix, &event, is_past);
        }
        self.add_to_facets(publication, ix, is_past);
        for topic in &record.topics {
            self.by_topic[*topic as usize].push(ix);
        }
        self.add_to_places(publication, ix);
    }

    /// The list of a month tells when an event is, so only events whose times may be shown are in it.
    fn add_to_months(&mut self, ix: RecordIndex, event: &VisibleRecord<'_>) {
        let Some(timetable) = event.timetable() else { return };
        for (number, occurrence) in timetable.occurrences().iter().enumerate() {
            let date = occurrence.start.date;
            self.months.entry((date.year(), date.month())).or_default().occurrences.push((ix, number));
        }
    }

    fn add_to_access_facts(&mut self, ix: RecordIndex, event: &VisibleRecord<'_>, is_past: bool) {
        let facts = event.access_facts().into_iter().filter(|fact| fact.answer == AccessAnswer::Yes);
        for fact in facts.filter(|fact| is_slug(fact.fact) && !is_too_long(fact.fact)) {
            let events = self.events_by_access.entry(fact.fact.to_owned()).or_default();
            if !is_past {
                events.push(ix);
            }
        }
    }

    /// Adds a record to its places and to the places above them. A place is added to the places above it.
    fn add_to_places(&mut self, publication: &Publication, ix: RecordIndex) {
        let site = &publication.site;
        let record = site.record(ix);
        let with_enclosing = |place: RecordIndex| &site.enclosing_places[place.as_usize()];
        let places = record.in_places.iter().flat_map(|place| with_enclosing(*place));
        let above = with_enclosing(ix).iter().filter(|place| record.kind() == Kind::Place && **place != ix);
        for place in places.chain(above) {
            let members = &mut self.by_place[place.as_usize()];
            if members.last() != Some(&ix) {
                members.push(ix);
            }
        }
    }

    /// Adds a record under its values of the facets of its kind. A place counts with the places above it. A record that
    /// is over is in no such list, but the lists stay.
    fn add_to_facets(&mut self, publication: &Publication, ix: RecordIndex, is_past: bool) {
        let site = &publication.site;
        let record = site.record(ix);
        for facet in record.kind().spec().facets {
            let values: Vec<Cow<'_, str>> = match facet {
                Facet::Place => {
                    let places = record.in_places.iter().flat_map(|place| &site.enclosing_places[place.as_usize()]);
                    visible_slugs(publication, places.copied())
                }
                Facet::Publisher => {
                    let publisher = record.relations.iter().filter(|(role, _)| *role == Role::Publisher);
                    visible_slugs(publication, publisher.map(|(_, partner)| *partner))
                }
                Facet::Topic => {
                    record.topics.iter().map(|topic| site.topics[*topic as usize].0.as_str().into()).collect()
                }
                Facet::Type
                | Facet::Language
                | Facet::Access
                | Facet::Year
                | Facet::Audience
                | Facet::Author
                | Facet::Licence => record.parsed.facet_values(*facet),
            };
            let by_value = self.by_facet.entry((record.kind(), *facet)).or_default();
            for value in values {
                if !by_value.contains_key(&*value) {
                    by_value.insert(value.clone().into_owned(), Vec::new());
                }
                if let Some(records) = by_value.get_mut(&*value).filter(|_| !is_past) {
                    records.push(ix);
                }
            }
        }
    }

    /// Sorts the records in each place by the sections of a place's page.
    fn sort_places(&mut self, publication: &Publication) {
        let rank = |ix: &RecordIndex| {
            let (kind, is_past) = (publication.site.record(*ix).kind(), publication.has_left_current_lists(*ix));
            let sections = Kind::Place.spec().sections;
            sections.iter().position(|section| section.kind == Some(kind) && section.is_past == is_past)
        };
        for members in &mut self.by_place {
            members.sort_by_key(|ix| rank(ix).unwrap_or(usize::MAX));
        }
    }

    fn sort_months(&mut self, publication: &Publication) {
        let start = |(ix, number): (RecordIndex, usize)| {
            publication.timetable(ix).map(|timetable| timetable.occurrences()[number].start.datetime())
        };
        for month in self.months.values_mut() {
            month.occurrences.sort_by_key(|occurrence| (start(*occurrence), *occurrence));
            let mut added = HashSet::new();
            month.events = month.occurrences.iter().map(|(ix, _)| *ix).filter(|ix| added.insert(*ix)).collect();
        }
    }

    fn index_letters(&mut self, publication: &Publication) {
        for kind in Kind::all().filter(|kind| kind.spec().grouping == Grouping::ByLetter) {
            let mut letters: Vec<(char, usize)> = Vec::new();
            for (number, ix) in self.records_of_kind(kind).iter().enumerate() {
                let letter = publication.index_letter(*ix, None);
                if letters.last().is_none_or(|(last, _)| *last != letter) {
                    letters.push((letter, number));
                }
            }
            self.letters.insert(kind, letters);
        }
    }

    fn sort_by_translated_titles(&mut self, publication: &Publication) {
        for (kind, languages) in publication.list_languages() {
            if kind.spec().grouping != Grouping::ByLetter {
                continue;
            }
            for language in languages {
                let mut records = self.records_of_kind(kind).to_vec();
                records.sort_by_cached_key(|ix| sort_title_in(publication.site.record(*ix), Some(language)));
                self.by_translated_title.insert((kind, language.clone()), records);
            }
        }
    }
}

/// The slugs of the records that lists may show, each once.
fn visible_slugs(publication: &Publication, records: impl Iterator<Item = RecordIndex>) -> Vec<Cow<'_, str>> {
    let visible = records.filter(|ix| publication.visible(*ix, Channel::List).is_some());
    let slugs: BTreeSet<&str> = visible.map(|ix| publication.site.record(ix).id.slug.as_str()).collect();
    slugs.into_iter().filter(|slug| is_slug(slug)).map(Cow::Borrowed).collect()
}
