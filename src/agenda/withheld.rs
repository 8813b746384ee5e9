//! What is not published now, why, and until when.

use serde::Serialize;

use crate::publish::{Publication, Standing, Why};

/// A record that is not published now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Withheld {
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
pub fn withheld(publication: &Publication) -> Vec<Withheld> {
    let one = |(id, title, standing, address): (&crate::record::RecordId, &str, &Standing, &str)| Withheld {
        id: id.to_string(),
        title: title.to_owned(),
        why: standing.words(&publication.config().zone.time_zone),
        address: address.to_owned(),
        by_errors: *standing == Standing::HeldBack,
        taken_away: matches!(standing, Standing::Withheld(Why::Consent(..) | Why::Ended(_) | Why::Draft)),
    };
    publication.not_published().map(one).collect()
}

/// How many records are not published, by why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
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

impl Counts {
    pub(super) fn of(publication: &Publication) -> Self {
        let mut counts = Self::default();
        for (_, _, standing, _) in publication.not_published() {
            let count = match standing {
                Standing::Live => continue,
                Standing::HeldBack => &mut counts.errors,
                Standing::Withheld(Why::Draft) => &mut counts.drafts,
                Standing::Withheld(Why::Scheduled(_)) => &mut counts.scheduled,
                Standing::Withheld(Why::Ended(_)) => &mut counts.ended,
                Standing::Withheld(Why::Consent(..)) => &mut counts.consent,
            };
            *count += 1;
        }
        counts
    }
}

/// Addresses of records that errors hold back and nothing else: once mended, they are published again.
pub fn held_back(publication: &Publication) -> Vec<&str> {
    let all = publication.for_editors();
    let broken = all.site.iter().zip(all.standing).filter(|(_, standing)| **standing == Standing::HeldBack);
    let records = broken.map(|((ix, record), _)| (ix, record)).filter(|(ix, record)| {
        let otherwise = publication.but_for_errors(*ix);
        record.kind().has_pages() && matches!(otherwise, Standing::Live | Standing::HeldBack)
    });
    records.map(|(_, record)| record.address.as_str()).collect()
}

/// Addresses of drafts that a preview shows.
pub fn drafts(publication: &Publication) -> Vec<&str> {
    let all = publication.for_editors();
    let shown = all.site.iter().zip(all.standing).filter(|(_, standing)| standing.is_live());
    let draft = |record: &&crate::site::Record| {
        record.parsed.common.as_ref().is_some_and(|common| common.draft == Some(true)) && record.kind().has_pages()
    };
    shown.map(|((_, record), _)| record).filter(draft).map(|record| record.address.as_str()).collect()
}
