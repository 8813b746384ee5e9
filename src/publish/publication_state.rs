//! Whether a record is published at a moment, and if not, why and until when.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::{Publication, PublishOptions, WithheldLinks};
use crate::config::SafetyLevel;
use crate::consent;
use crate::fault::{Code, Fault, Faults};
use crate::kind::Kind;
use crate::record::{Channel, KindFields};
use crate::site::{Record, RecordIndex, ResolvedTarget, Site};
use crate::text::{Source, SourceLocation, Span};
use crate::time::Clock;

/// How a record stands at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicationState {
    /// It is published.
    Published,
    /// It is kept back on purpose.
    Unpublished(UnpublishedReason),
    /// It has errors.
    Invalid,
}

/// Why a record is kept back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnpublishedReason {
    /// `draft: true`.
    Draft,
    /// Not before then.
    Scheduled(Timestamp),
    /// It was shown until then.
    Ended(Timestamp),
    /// A consent that does not hold, by its id.
    MissingConsent(String, consent::ConsentState),
}

impl PublicationState {
    /// Whether it is published.
    pub fn is_published(&self) -> bool {
        *self == Self::Published
    }

    /// Why not, in a few words; days are those of the site's zone.
    pub fn describe(&self, zone: &TimeZone) -> String {
        let day = |instant: Timestamp| instant.to_zoned(zone.clone()).date();
        match self {
            Self::Published => "published".to_owned(),
            Self::Invalid => "held back by errors".to_owned(),
            Self::Unpublished(UnpublishedReason::Draft) => "a draft".to_owned(),
            Self::Unpublished(UnpublishedReason::Scheduled(from)) => format!("scheduled for {}", day(*from)),
            // The last moment it was shown, not the first that it was not.
            Self::Unpublished(UnpublishedReason::Ended(at)) => {
                format!("ended {}", day(at.checked_sub(1.second()).unwrap_or(*at)))
            }
            Self::Unpublished(UnpublishedReason::MissingConsent(id, standing)) => match standing {
                consent::ConsentState::Withdrawn => format!("consent `{id}` was withdrawn"),
                consent::ConsentState::Expired => format!("consent `{id}` has expired"),
                consent::ConsentState::NotYet => format!("consent `{id}` begins later"),
                consent::ConsentState::Given => format!("consent `{id}` is not for the web"),
            },
        }
    }
}

/// A record's standing.
pub(super) fn determine_state(
    site: &Site,
    record: &Record,
    edition: &PublishOptions,
    clock: &Clock,
) -> PublicationState {
    if record.is_invalid { PublicationState::Invalid } else { state_if_valid(site, record, edition, clock) }
}

/// How a record would stand if what is wrong with it were mended.
pub(super) fn state_if_valid(
    site: &Site,
    record: &Record,
    edition: &PublishOptions,
    clock: &Clock,
) -> PublicationState {
    let Some(common) = &record.parsed.common else { return PublicationState::Invalid };
    if common.draft == Some(true) && !edition.include_drafts {
        return PublicationState::Unpublished(UnpublishedReason::Draft);
    }
    let zone = &site.config.zone.time_zone;
    if let Some(until) = common.show_until.and_then(|moment| moment.end_instant(zone))
        && clock.has_reached(until)
    {
        return PublicationState::Unpublished(UnpublishedReason::Ended(until));
    }
    if let Some(publish) = common.publish {
        // A day beyond the calendar's end never comes.
        let from = publish.latest_instant(zone);
        if from.is_none_or(|from| !clock.has_reached(from)) {
            return PublicationState::Unpublished(UnpublishedReason::Scheduled(from.unwrap_or(Timestamp::MAX)));
        }
    }
    match find_missing_consent(site, record, Channel::Page, clock) {
        Some(why) => PublicationState::Unpublished(why),
        None => PublicationState::Published,
    }
}

/// The first consent that does not let a record be seen on a channel.
pub(super) fn find_missing_consent(
    site: &Site,
    record: &Record,
    channel: Channel,
    clock: &Clock,
) -> Option<UnpublishedReason> {
    let Some(KindFields::Story(story)) = &record.parsed.fields else { return None };
    let people = story.people.unguarded().as_ref()?;
    let mut missing = None;
    // All are asked, so that the clock knows every turn.
    for person in people.persons() {
        let id = &person.consent.text;
        let state = consent_state(site, id, channel, clock);
        if state != Some(consent::ConsentState::Given) {
            missing.get_or_insert(UnpublishedReason::MissingConsent(
                id.clone(),
                state.unwrap_or(consent::ConsentState::Given),
            ));
        }
    }
    missing
}

/// How a consent stands for a channel; `None` when its scope does not hold the channel.
fn consent_state(site: &Site, id: &str, channel: Channel, clock: &Clock) -> Option<consent::ConsentState> {
    let consent = site.ledger.get(id)?;
    let state = consent.state(clock, &site.config.zone.time_zone);
    let in_scope = consent.scope.contains(&consent::ConsentScope::for_channel(channel));
    if state == consent::ConsentState::Given && !in_scope { None } else { Some(state) }
}

/// Whether a picture's content may be seen on a channel: everybody in it has agreed, whichever record says so.
pub(super) fn is_picture_visible(site: &Site, path: &str, channel: Channel, clock: &Clock) -> bool {
    let Some(facts) = site.assets.get(path) else { return false };
    let Some(consents) = site.consents_by_picture.get(&facts.digest) else { return true };
    consents.iter().fold(true, |all_agreed, id| {
        (consent_state(site, id, channel, clock) == Some(consent::ConsentState::Given)) & all_agreed
    })
}

/// For which records safety is raised: by the network, by themselves, or by a place they are in.
pub(super) fn find_raised_safety(site: &Site) -> Vec<bool> {
    // A place that cannot be read may have been raised: it is read strictly.
    let has_raised_safety = |record: &Record| match &record.parsed.common {
        Some(common) => match common.safety {
            Some(safety) => safety.level == SafetyLevel::Raised,
            None => record.kind() == Kind::Place && record.is_invalid,
        },
        None => record.kind() == Kind::Place,
    };
    if site.config.safety_level() == SafetyLevel::Raised {
        return vec![true; site.records.len()];
    }
    if !site.records.iter().any(|record| has_raised_safety(record)) {
        return vec![false; site.records.len()];
    }
    let is_in_raised_place = |ix: &RecordIndex| {
        site.enclosing_places[ix.as_usize()].iter().any(|place| has_raised_safety(site.record(*place)))
    };
    let is_raised_here = |record: &Record| has_raised_safety(record) || record.in_places.iter().any(is_in_raised_place);
    site.indexed_records()
        .map(|(ix, record)| {
            // An event is where its venue and its hosts are, whatever places it names.
            let mut venues = record.relations.iter().filter(|(role, _)| role.is_venue());
            is_raised_here(record)
                || is_in_raised_place(&ix)
                || venues.any(|(_, venue)| is_raised_here(site.record(*venue)))
        })
        .collect()
}

/// Withheld is not missing: what refers to such a record loses the relation, and the editor is told.
pub(super) fn find_withheld_links(publication: &Publication) -> WithheldLinks {
    if publication.states.iter().all(|standing| !matches!(standing, PublicationState::Unpublished(_))) {
        return WithheldLinks::new();
    }
    let faults_by_record =
        publication.site.indexed_records().map(|(ix, _)| (ix, find_withheld_links_in(publication, ix)));
    faults_by_record.filter(|(_, faults)| !faults.is_empty()).collect()
}

/// The same, of one record.
pub(super) fn find_withheld_links_in(publication: &Publication, ix: RecordIndex) -> Vec<Fault> {
    let mut out = Faults::new();
    if !publication.is_published(ix) {
        return Vec::new();
    }
    let record = publication.site.record(ix);
    let mut reported = BTreeSet::new();
    let references =
        record.parsed.references.iter().zip(&record.resolved_references).map(|(mark, resolved)| (mark.span, resolved));
    report_withheld_links(publication, &record.parsed.source, references, &mut reported, &mut out);
    let links = record.parsed.body.links.iter().zip(&record.links).map(|(link, resolved)| (link.span, resolved));
    report_withheld_links(publication, &record.parsed.source, links, &mut reported, &mut out);
    let blocks = record.parsed.body.blocks.iter().zip(&record.block_records);
    for (block, ix) in blocks.filter_map(|(block, ix)| ix.map(|ix| (block, ix))) {
        let target = ResolvedTarget::Record(ix, None);
        let block = std::iter::once((block.span, &target));
        report_withheld_links(publication, &record.parsed.source, block, &mut reported, &mut out);
    }
    for translation in &record.translations {
        let body = &translation.parsed.body;
        let links = body.links.iter().zip(&translation.links).map(|(link, resolved)| (link.span, resolved));
        report_withheld_links(publication, &translation.parsed.source, links, &mut reported, &mut out);
    }
    out.into_iter().collect()
}

fn report_withheld_links<'a>(
    publication: &Publication,
    source: &std::sync::Arc<Source>,
    references: impl Iterator<Item = (Span, &'a ResolvedTarget)>,
    reported: &mut BTreeSet<(String, Span)>,
    out: &mut Faults,
) {
    for (span, resolved) in references {
        let Some(ix) = resolved.record() else { continue };
        let state = &publication.states[ix.as_usize()];
        let target = publication.site.record(ix);
        if matches!(state, PublicationState::Unpublished(_))
            && target.kind() != Kind::Incident
            && reported.insert((source.path.clone(), span))
        {
            let message = format!(
                "`{}` is not published now ({}), so this is left out",
                target.id.slug,
                state.describe(&publication.site.config.zone.time_zone)
            );
            let fault = Fault::new(Code::LinksToWithheld, SourceLocation::new(source, span), message);
            out.report(
                fault.with_help("nothing needs doing if that is meant: it shows as soon as the record is published"),
            );
        }
    }
}
