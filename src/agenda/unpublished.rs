//! What is not published now, why, and until when.

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
    /// Why, in a few words.
    pub why: String,
    /// Its address if it were published, without the base path.
    pub address: String,
    /// It has errors; otherwise it is kept back on purpose.
    pub by_errors: bool,
    /// It is kept back because something ended: a consent, or its time.
    pub taken_away: bool,
}

/// Everything that is not published, in the order of kind and slug.
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
                    UnpublishedReason::MissingConsent(..) | UnpublishedReason::Ended(_) | UnpublishedReason::Draft
                )
            ),
        };
    publication.records_not_published().map(to_unpublished_record).collect()
}

/// How many records are not published, by why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct UnpublishedCounts {
    /// They are drafts.
    pub drafts: usize,
    /// They begin later.
    pub scheduled: usize,
    /// They were shown until some day.
    pub ended: usize,
    /// A consent does not hold.
    pub consent: usize,
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
            };
            *count += 1;
        }
        counts
    }
}

/// The addresses of records that only errors keep from being published.
pub fn invalid_addresses(publication: &Publication) -> Vec<&str> {
    let editor_access = publication.for_editors();
    let is_held_back_by_errors_alone = |ix: RecordIndex| {
        *editor_access.state(ix) == PublicationState::Invalid
            && matches!(publication.state_if_valid(ix), PublicationState::Published | PublicationState::Invalid)
    };
    let records = editor_access.site.indexed_records().filter(|(_, record)| record.kind().has_pages());
    records.filter(|(ix, _)| is_held_back_by_errors_alone(*ix)).map(|(_, record)| record.address.as_str()).collect()
}

/// Addresses of drafts that a preview shows.
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
