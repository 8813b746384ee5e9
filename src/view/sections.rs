//! The sections of a record's page that show other records.

use std::collections::HashSet;

use crate::kind::{Kind, RecordSource, Role, Section};
use crate::publish::{Page, Publication, RecordIndex, VisibleRecord};
use crate::record::Channel;

/// A section of a page: its heading, and the numbers of its records.
#[derive(Debug)]
pub struct RelatedSection {
    /// The section's name in templates.
    pub name: &'static str,
    /// The id of the message that is its heading.
    pub title_message: &'static str,
    /// Its records, in the order of lists.
    pub records: Vec<RecordIndex>,
}

/// The sections of a record's page that are not empty, in order.
///
/// Nobody lists the records of a section: they are found by their relations, as the table of kinds says.
pub fn related_sections(publication: &Publication, page: &Page, record: &VisibleRecord<'_>) -> Vec<RelatedSection> {
    let backlinks: Vec<Backlink> = record
        .backlinks()
        .map(|(role, from)| Backlink { role, kind: from.kind(), record: from.record_index() })
        .collect();
    let relations = Relations { publication, page, record, backlinks };
    let mut sections: Vec<RelatedSection> = record
        .kind()
        .spec()
        .sections
        .iter()
        .map(|section| RelatedSection {
            name: section.name,
            title_message: section.title_message,
            records: relations.records_of(section),
        })
        .collect();
    if page.id.page_number == 1 {
        let related = relations.named(Role::Related);
        sections.push(RelatedSection { name: "related", title_message: "related", records: related });
        let mentions = relations.mentions(&sections);
        sections.push(RelatedSection { name: "mentions", title_message: "mentioned-in", records: mentions });
    }
    sections.retain(|section| !section.records.is_empty());
    sections
}

/// A relation to the record of a page.
struct Backlink {
    role: Role,
    kind: Kind,
    record: RecordIndex,
}

/// What the sections of a page are found with.
struct Relations<'a> {
    publication: &'a Publication,
    page: &'a Page,
    record: &'a VisibleRecord<'a>,
    backlinks: Vec<Backlink>,
}

impl Relations<'_> {
    fn records_of(&self, section: &Section) -> Vec<RecordIndex> {
        let mut records = match section.source {
            // In the order in which the record names them.
            RecordSource::Names(role) => return self.named(role),
            RecordSource::NamedBy(roles) => self.naming(roles, section.kind),
            RecordSource::InPlace => self.in_place(section.kind),
        };
        records.retain(|ix| self.publication.has_left_current_lists(*ix) == section.is_past);
        let ranks = self.publication.list_ranks();
        records.sort_unstable_by_key(|ix| ranks[ix.as_usize()]);
        records.dedup();
        records
    }

    fn named(&self, role: Role) -> Vec<RecordIndex> {
        self.record.related(role).map(|record| record.record_index()).collect()
    }

    fn naming(&self, roles: &[Role], kind: Option<Kind>) -> Vec<RecordIndex> {
        let is_of_kind = |link: &&Backlink| kind.is_none_or(|kind| link.kind == kind);
        let named = self.backlinks.iter().filter(|link| roles.contains(&link.role)).filter(is_of_kind);
        let mut records: Vec<RecordIndex> = named.map(|link| link.record).collect();
        if roles == Role::VENUES {
            let organised = self.naming(Role::ORGANISERS, kind).into_iter().collect();
            records.retain(|ix| self.record.may_list_as_host(*ix, &organised));
        }
        records
    }

    fn in_place(&self, kind: Option<Kind>) -> Vec<RecordIndex> {
        let is_of_kind = |ix: &RecordIndex| {
            let record = self.publication.visible(*ix, Channel::List);
            record.is_some_and(|record| kind.is_none_or(|kind| record.kind() == kind))
        };
        self.publication.entries_on_page(self.page).iter().copied().filter(is_of_kind).collect()
    }

    /// Records that link to this one or name it as related, and are in no other section.
    fn mentions(&self, sections: &[RelatedSection]) -> Vec<RecordIndex> {
        let shown: HashSet<RecordIndex> = sections.iter().flat_map(|section| section.records.iter().copied()).collect();
        let mentioning = self
            .backlinks
            .iter()
            .filter(|link| matches!(link.role, Role::Mentions | Role::Related) && !shown.contains(&link.record))
            .filter(|link| self.publication.is_listed(link.record));
        let mut records: Vec<RecordIndex> = mentioning.map(|link| link.record).collect();
        records.sort_unstable();
        records.dedup();
        records
    }
}
