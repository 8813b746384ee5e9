//! What is not published now, why, and until when: for the summary of a build, and later for desk and status.

use crate::publish::{Publication, Standing, Why};

/// A record that is not published now.
#[derive(Clone, Debug, PartialEq, Eq)]
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
        why: standing.words(&publication.config().zone.rules),
        address: address.to_owned(),
        by_errors: *standing == Standing::HeldBack,
        taken_away: matches!(standing, Standing::Withheld(Why::Consent(..) | Why::Ended(_) | Why::Draft)),
    };
    publication.not_published().map(one).collect()
}
