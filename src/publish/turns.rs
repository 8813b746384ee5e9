//! What `agenda` needs of a publication besides what may be seen: for editors' eyes, never for readers'.

use jiff::Timestamp;

use super::lists::has_passed;
use super::{Publication, Standing, standing};
use crate::site::{Ix, Site};
use crate::time::Clock;

/// Everything, published or not. `tests/it/rooms.rs` holds that only `agenda` asks for it.
pub(crate) struct ForEditors<'a> {
    /// All records.
    pub site: &'a Site,
    /// How each stands, by record number.
    pub standing: &'a [Standing],
}

impl Publication {
    /// Everything, for what is said to editors.
    pub(crate) fn for_editors(&self) -> ForEditors<'_> {
        ForEditors { site: &self.site, standing: &self.standing }
    }

    /// The instant at which an event leaves the events to come, if that is still ahead. This publication's own clock
    /// is not asked: looking ahead must not make a turn of what nobody shows.
    pub(crate) fn passes_at(&self, ix: Ix) -> Option<Timestamp> {
        let ahead = Clock::at(self.edition.now);
        has_passed(self.site.record(ix), &self.site, &ahead);
        ahead.next_change()
    }

    /// How a record that errors hold back would stand without them: a consent that has ended has ended all the same.
    pub(crate) fn but_for_errors(&self, ix: Ix) -> Standing {
        standing::but_for_errors(&self.site, self.site.record(ix), &self.edition, &Clock::at(self.edition.now))
    }
}
