//! Decides whether a record is published at a moment, and whether it is over.

use std::sync::Arc;

use jiff::Timestamp;

use super::consents::find_missing_consent;
use super::future_check::{has_begun, has_future_day};
use super::options::PublishOptions;
use super::publication::StatusAtMoment;
use super::publication_state::{PublicationState, UnpublishedReason};
use super::timetable::Timetable;
use crate::kind::Role;
use crate::record::Channel;
use crate::site::{Record, Site};
use crate::time::{Clock, start_of_day};

impl StatusAtMoment {
    /// What the moment in the options decides about a record.
    pub(super) fn determine(site: &Site, record: &Record, options: &PublishOptions) -> Self {
        let clock = Clock::new(options.now);
        let state = determine_state(site, record, options, &clock);
        let timetable = state.is_published().then(|| Timetable::from_record(record, site, &clock)).flatten();
        let is_past = state.is_published() && is_past(site, record, timetable.as_ref(), &clock);
        let is_ahead = state.is_published() && !is_past && is_ahead(site, record, &clock);
        Self { state, timetable: timetable.map(Arc::new), is_past, is_ahead, change_point: clock.change_point() }
    }
}

fn determine_state(site: &Site, record: &Record, options: &PublishOptions, clock: &Clock) -> PublicationState {
    match record.is_invalid || has_future_day(site, record, clock) {
        true => PublicationState::Invalid,
        false => state_if_valid(site, record, options, clock),
    }
}

/// The state that a record would have without its errors.
pub(super) fn state_if_valid(
    site: &Site,
    record: &Record,
    options: &PublishOptions,
    clock: &Clock,
) -> PublicationState {
    let Some(common) = &record.parsed.common else { return PublicationState::Invalid };
    if common.draft == Some(true) && !options.include_drafts {
        return PublicationState::Unpublished(UnpublishedReason::Draft);
    }
    let zone = &site.config.zone.time_zone;
    if let Some(until) = common.show_until.and_then(|moment| moment.end_instant(zone))
        && clock.has_reached(until)
    {
        return PublicationState::Unpublished(UnpublishedReason::Ended(until));
    }
    if let Some(publish) = common.publish {
        // A day after the last one that the calendar has never comes.
        let from = publish.latest_instant(zone);
        if from.is_none_or(|from| !clock.has_reached(from)) {
            return PublicationState::Unpublished(UnpublishedReason::Scheduled(from.unwrap_or(Timestamp::MAX)));
        }
    }
    let missing_consent = find_missing_consent(site, record, Channel::Page, clock);
    let unpublished = missing_consent.or_else(|| find_unpublished_organiser(site, record, options, clock));
    match unpublished.or_else(|| merged_into(site, record)) {
        Some(reason) => PublicationState::Unpublished(reason),
        None => PublicationState::Published,
    }
}

/// A record that may be seen can still be shown as another.
fn merged_into(site: &Site, record: &Record) -> Option<UnpublishedReason> {
    let shown = site.shown_instead_of(site.find(record.kind(), &record.id.slug)?)?;
    Some(UnpublishedReason::MergedInto(site.record(shown).id.slug.clone()))
}

/// A way to take part is published only together with who offers it.
fn find_unpublished_organiser(
    site: &Site,
    record: &Record,
    options: &PublishOptions,
    clock: &Clock,
) -> Option<UnpublishedReason> {
    let mut organisers = record.relations.iter().filter(|(role, _)| *role == Role::Organiser);
    let partner = site.record(organisers.next()?.1);
    let is_published = determine_state(site, partner, options, clock).is_published();
    (!is_published).then(|| UnpublishedReason::OrganiserUnpublished(partner.id.slug.clone()))
}

/// Whether a record is over: an event after its last date, another record after the moment its kind names
/// (`RecordFields::open_until`), because its own status says so (`RecordFields::unlisted_status`), or since the day on which
/// it left (`RecordFields::unlisted_from`).
fn is_past(site: &Site, record: &Record, timetable: Option<&Timetable>, clock: &Clock) -> bool {
    let Some(fields) = &record.parsed.fields else { return false };
    let closes_at = fields.open_until().and_then(|moment| moment.end_instant(&site.config.zone.time_zone));
    let is_unlisted =
        fields.unlisted_status().is_some() || fields.unlisted_from().is_some_and(|day| has_begun(site, day, clock));
    is_unlisted || timetable.is_some_and(Timetable::is_over) || closes_at.is_some_and(|at| clock.has_reached(at))
}

/// Whether a record has not begun.
fn is_ahead(site: &Site, record: &Record, clock: &Clock) -> bool {
    let begins_on = record.parsed.fields.as_ref().and_then(|fields| fields.begins_on());
    let begins_at = begins_on.and_then(|day| start_of_day(day, &site.config.zone.time_zone));
    begins_at.is_some_and(|at| !clock.has_reached(at))
}
