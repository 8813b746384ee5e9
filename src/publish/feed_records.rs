//! Records that belong to the page and the feeds of another record.

use std::collections::HashSet;

use super::feed_scope::FeedScope;
use super::publication::Publication;
use super::visible_record::VisibleRecord;
use crate::kind::{FeedSpec, RecordSource, Role};
use crate::record::{Channel, KindFields, SafetyField};
use crate::site::RecordIndex;

impl Publication {
    /// The records in the feeds about a record, by one of the two columns of the table of kinds; some can be there twice.
    pub(super) fn feed_records(
        &self,
        ix: RecordIndex,
        sources: fn(&FeedSpec) -> &'static [RecordSource],
    ) -> Vec<RecordIndex> {
        let Some(record) = self.visible(ix, Channel::List) else { return Vec::new() };
        let sources = record.kind().spec().feeds.as_ref().map_or(&[][..], sources);
        let records = sources.iter().flat_map(|source| record.records_from(source));
        records.filter(|ix| self.is_listed(*ix)).collect()
    }

    /// Whether the location of an event may be shown, and so the partner at whose address it is.
    pub fn may_show_location(&self, ix: RecordIndex) -> bool {
        self.visible(ix, Channel::List).is_some_and(|event| event.lens().discloses(SafetyField::Address))
    }
}

impl VisibleRecord<'_> {
    /// The scope of the feeds about the record; `None` when its kind has no feeds.
    pub fn feed_scope(&self) -> Option<FeedScope> {
        self.kind().spec().has_feeds().then_some(FeedScope::Record(self.record_index()))
    }

    fn records_from(&self, source: &RecordSource) -> Vec<RecordIndex> {
        match source {
            RecordSource::Names(role) => self.related(*role).map(|record| record.record_index()).collect(),
            RecordSource::NamedBy(roles) => {
                let mut records = self.naming(roles);
                if *roles == Role::VENUES {
                    let organised = self.naming(Role::ORGANISERS).into_iter().collect();
                    records.retain(|ix| self.may_list_as_host(*ix, &organised));
                }
                records
            }
            RecordSource::InPlace => self.publication.lists.records_in_place(self.record_index()).to_vec(),
        }
    }

    /// The records that name this one in one of the roles.
    fn naming(&self, roles: &[Role]) -> Vec<RecordIndex> {
        let naming = self.backlinks().filter(|(role, _)| roles.contains(role));
        naming.map(|(_, from)| from.record_index()).collect()
    }

    /// Whether a partner's page and feeds may list an event as held at its address: its location may be shown, and the
    /// partner organises it or lists events by others too.
    pub fn may_list_as_host(&self, event: RecordIndex, organised: &HashSet<RecordIndex>) -> bool {
        let lists_events_by_others =
            !matches!(self.fields(), KindFields::Partner(partner) if partner.show_events_by_others == Some(false));
        self.publication.may_show_location(event) && (lists_events_by_others || organised.contains(&event))
    }
}
