//! Whether the people in a record or in a picture have agreed to be shown on a channel.

use super::publication_state::UnpublishedReason;
use crate::consent::{ConsentScope, ConsentState};
use crate::record::{Channel, KindFields};
use crate::site::{Record, Site};
use crate::time::Clock;

/// The first consent that a record needs for a channel and does not have.
pub(super) fn find_missing_consent(
    site: &Site,
    record: &Record,
    channel: Channel,
    clock: &Clock,
) -> Option<UnpublishedReason> {
    let Some(KindFields::Story(story)) = &record.parsed.fields else { return None };
    let people = story.people.unguarded().as_ref()?;
    let mut missing = None;
    // All consents are looked at, so that the clock knows when each changes.
    for person in people.persons() {
        let id = &person.consent.text;
        let state = consent_state(site, id, channel, clock);
        if state != Some(ConsentState::Given) {
            let state = state.unwrap_or(ConsentState::Given);
            missing.get_or_insert(UnpublishedReason::MissingConsent(id.clone(), state));
        }
    }
    missing
}

/// The state of a consent; `None` when there is no such consent, or it is given but not for the channel.
fn consent_state(site: &Site, id: &str, channel: Channel, clock: &Clock) -> Option<ConsentState> {
    let consent = site.ledger.get(id)?;
    let state = consent.state(clock, &site.config.zone.time_zone);
    let is_in_scope = consent.scope.contains(&ConsentScope::for_channel(channel));
    if state == ConsentState::Given && !is_in_scope { None } else { Some(state) }
}

/// Whether somebody has agreed to be shown on a channel, and still does.
pub(super) fn is_consent_given(site: &Site, id: &str, channel: Channel, clock: &Clock) -> bool {
    consent_state(site, id, channel, clock) == Some(ConsentState::Given)
}

/// Whether a picture may be shown on a channel: everybody in it has agreed. The consents of all records that use a
/// picture with the same bytes count.
pub(super) fn is_picture_visible(site: &Site, path: &str, channel: Channel, clock: &Clock) -> bool {
    let Some(metadata) = site.assets.get(path) else { return false };
    let Some(consents) = site.consents_by_picture.get(&metadata.digest) else { return true };
    // All consents are looked at, so that the clock knows when each changes.
    consents.iter().fold(true, |all_agreed, id| is_consent_given(site, id, channel, clock) & all_agreed)
}
