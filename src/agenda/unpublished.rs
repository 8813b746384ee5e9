//! What is not published now, why, and until when.

use serde::Serialize;

use crate::publish::{Publication, PublicationState, UnpublishedReason};

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
        |(id, title, state, address): (&crate::kind::RecordId, &str, &PublicationState, &str)| UnpublishedRecord {
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

/// Addresses of records that errors hold back and nothing else: once mended, they are published again.
pub fn invalid_addresses(publication: &Publication) -> Vec<&str> {
    let editor_access = publication.for_editors();
    let invalid = editor_access
        .site
        .indexed_records()
        .zip(editor_access.states)
        .filter(|(_, standing)| **standing == PublicationState::Invalid);
    let records = invalid.map(|((ix, record), _)| (ix, record)).filter(|(ix, record)| {
        let state_without_errors = publication.state_if_valid(*ix);
        record.kind().has_pages()
            && matches!(state_without_errors, PublicationState::Published | PublicationState::Invalid)
    });
    records.map(|(_, record)| record.address.as_str()).collect()
}

/// Addresses of drafts that a preview shows.
pub fn draft_addresses(publication: &Publication) -> Vec<&str> {
    let editor_access = publication.for_editors();
    let published =
        editor_access.site.indexed_records().zip(editor_access.states).filter(|(_, standing)| standing.is_published());
    let is_draft = |record: &&crate::site::Record| {
        record.parsed.common.as_ref().is_some_and(|common| common.draft == Some(true)) && record.kind().has_pages()
    };
    published.map(|((_, record), _)| record).filter(is_draft).map(|record| record.address.as_str()).collect()
}
