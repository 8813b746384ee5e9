//! Records that are not published now, and why.

use jiff::Timestamp;
use serde::Serialize;

use crate::kind::RecordId;
use crate::publish::{Publication, PublicationState, RecordIndex, UnpublishedReason};
use crate::site::Record;

/// A record that is not published now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnpublishedRecord {
    /// `story:shared-kitchen`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Why it is not published, in a few words.
    pub why: String,
    /// The address that its page would have, without the base path.
    pub address: String,
    /// Whether it has errors; else its editors decided not to publish it.
    pub by_errors: bool,
    /// Whether it may have been published before: a consent or its `show_until` has ended, it is a draft, or who offers it
    /// is not published.
    pub taken_away: bool,
}

/// All records that are not published, in the order of kind and slug.
pub fn list_unpublished(publication: &Publication) -> Vec<UnpublishedRecord> {
    let to_unpublished_record =
        |(id, title, state, address): (&RecordId, &str, &PublicationState, &str)| UnpublishedRecord {
            id: id.to_string(),
            title: title.to_owned(),
            why: state.describe(&publication.config().zone.time_zone),
            address: address.to_owned(),
            by_errors: *state == PublicationState::Invalid,
            taken_away: matches!(
                state,
                PublicationState::Unpublished(
                    UnpublishedReason::MissingConsent(..)
                        | UnpublishedReason::Ended(_)
                        | UnpublishedReason::Draft
                        | UnpublishedReason::OrganiserUnpublished(_)
                )
            ),
        };
    publication.records_not_published().map(to_unpublished_record).collect()
}

/// How many records are not published, by reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct UnpublishedCounts {
    /// They are drafts.
    pub drafts: usize,
    /// They will be published later.
    pub scheduled: usize,
    /// Their `show_until` has passed.
    pub ended: usize,
    /// A consent is missing or not valid.
    pub consent: usize,
    /// Who offers them, or what they are the same as, is not published.
    pub waiting: usize,
    /// They have errors.
    pub errors: usize,
}

impl UnpublishedCounts {
    pub(super) fn from_publication(publication: &Publication) -> Self {
        let mut counts = Self::default();
        for (_, _, state, _) in publication.records_not_published() {
            let count = match state {
                PublicationState::Published => continue,
                PublicationState::Invalid => &mut counts.errors,
                PublicationState::Unpublished(UnpublishedReason::Draft) => &mut counts.drafts,
                PublicationState::Unpublished(UnpublishedReason::Scheduled(_)) => &mut counts.scheduled,
                PublicationState::Unpublished(UnpublishedReason::Ended(_)) => &mut counts.ended,
                PublicationState::Unpublished(UnpublishedReason::MissingConsent(..)) => &mut counts.consent,
                PublicationState::Unpublished(
                    UnpublishedReason::OrganiserUnpublished(_) | UnpublishedReason::MergedInto(_),
                ) => &mut counts.waiting,
            };
            *count += 1;
        }
        counts
    }
}

/// The addresses of records that only errors keep from being published.
pub fn invalid_addresses(publication: &Publication) -> Vec<&str> {
    let records = invalid_records(publication).filter(|(_, record)| record.kind().has_pages());
    records.map(|(_, record)| record.address.as_str()).collect()
}

/// The earliest time at which something else than errors could keep such a record from being published, or the site could
/// change by itself.
pub fn next_change_with_invalid(publication: &Publication) -> Option<Timestamp> {
    let of_records = invalid_records(publication).filter_map(|(ix, _)| publication.next_change_if_valid(ix));
    of_records.chain(publication.next_change()).min()
}

fn invalid_records(publication: &Publication) -> impl Iterator<Item = (RecordIndex, &Record)> {
    let editor_access = publication.for_editors();
    let is_held_back_by_errors_alone = move |ix: RecordIndex| {
        *editor_access.state(ix) == PublicationState::Invalid
            && matches!(publication.state_if_valid(ix), PublicationState::Published | PublicationState::Invalid)
    };
    editor_access.site.indexed_records().filter(move |(ix, _)| is_held_back_by_errors_alone(*ix))
}

/// Whether the first publication withholds something that the second one showed: a record that is no longer published for
/// another reason than errors, safety that was raised, or a consent that has changed.
pub fn has_taken_anything_down([now, before]: [&Publication; 2]) -> bool {
    let (site, site_before) = (now.for_editors().site, before.for_editors().site);
    if !site.ledger.has_same_text(&site_before.ledger) {
        return true;
    }
    let (editors, editors_before) = (now.for_editors(), before.for_editors());
    site_before.indexed_records().any(|(ix_before, record)| {
        let level_before = disclosure_level(before, ix_before);
        let Some(ix) = site.find(record.kind(), &record.id.slug) else { return level_before > 0 };
        disclosure_level(now, ix) < level_before
            || (editors.is_safety_raised(ix) && !editors_before.is_safety_raised(ix_before))
    })
}

/// How much of a record is public if errors do not count: its page (2), its address and what it names (1), or nothing (0).
fn disclosure_level(publication: &Publication, ix: RecordIndex) -> u8 {
    let state = match publication.for_editors().state(ix) {
        PublicationState::Invalid => publication.state_if_valid(ix),
        state => state.clone(),
    };
    match state {
        // Where the fields cannot be read, nobody knows.
        PublicationState::Published | PublicationState::Invalid => 2,
        state => u8::from(state.is_merged()),
    }
}

/// The addresses of drafts that a preview shows.
pub fn draft_addresses(publication: &Publication) -> Vec<&str> {
    let is_draft = |record: &&Record| {
        record.parsed.common.as_ref().is_some_and(|common| common.draft == Some(true)) && record.kind().has_pages()
    };
    publication
        .for_editors()
        .published_records()
        .map(|(_, record)| record)
        .filter(is_draft)
        .map(|record| record.address.as_str())
        .collect()
}
