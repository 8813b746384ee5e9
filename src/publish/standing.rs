//! Whether a record is published at a moment, and if not, why and until when.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::{Edition, Publication, Told};
use crate::config::SafetyLevel;
use crate::consent;
use crate::fault::{Code, Fault, Faults};
use crate::record::{Channel, Kind, KindFields};
use crate::site::{Ix, Record, Resolved, Site};
use crate::text::{Source, SourceLocation, Span};
use crate::time::Clock;

/// How a record stands at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is published.
    Live,
    /// It is kept back on purpose.
    Withheld(Why),
    /// It has errors.
    HeldBack,
}

/// Why a record is kept back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// `draft: true`.
    Draft,
    /// Not before then.
    Scheduled(Timestamp),
    /// It was shown until then.
    Ended(Timestamp),
    /// A consent that does not hold, by its id.
    Consent(String, consent::ConsentState),
}

impl Standing {
    /// Whether it is published.
    pub fn is_live(&self) -> bool {
        *self == Self::Live
    }

    /// Why not, in a few words; days are those of the site's zone.
    pub fn words(&self, zone: &TimeZone) -> String {
        let day = |instant: Timestamp| instant.to_zoned(zone.clone()).date();
        match self {
            Self::Live => "published".to_owned(),
            Self::HeldBack => "held back by errors".to_owned(),
            Self::Withheld(Why::Draft) => "a draft".to_owned(),
            Self::Withheld(Why::Scheduled(from)) => format!("scheduled for {}", day(*from)),
            // The last moment it was shown, not the first that it was not.
            Self::Withheld(Why::Ended(at)) => format!("ended {}", day(at.checked_sub(1.second()).unwrap_or(*at))),
            Self::Withheld(Why::Consent(id, standing)) => match standing {
                consent::ConsentState::Withdrawn => format!("consent `{id}` was withdrawn"),
                consent::ConsentState::Expired => format!("consent `{id}` has expired"),
                consent::ConsentState::NotYet => format!("consent `{id}` begins later"),
                consent::ConsentState::Given => format!("consent `{id}` is not for the web"),
            },
        }
    }
}

/// A record's standing.
pub(super) fn of(site: &Site, record: &Record, edition: &Edition, clock: &Clock) -> Standing {
    if record.held_back { Standing::HeldBack } else { but_for_errors(site, record, edition, clock) }
}

/// How a record would stand if what is wrong with it were mended.
pub(super) fn but_for_errors(site: &Site, record: &Record, edition: &Edition, clock: &Clock) -> Standing {
    let Some(common) = &record.parsed.common else { return Standing::HeldBack };
    if common.draft == Some(true) && !edition.drafts {
        return Standing::Withheld(Why::Draft);
    }
    let zone = &site.config.zone.time_zone;
    if let Some(until) = common.show_until.and_then(|moment| moment.end_instant(zone))
        && clock.has_reached(until)
    {
        return Standing::Withheld(Why::Ended(until));
    }
    if let Some(publish) = common.publish {
        // A day beyond the calendar's end never comes.
        let from = publish.latest_instant(zone);
        if from.is_none_or(|from| !clock.has_reached(from)) {
            return Standing::Withheld(Why::Scheduled(from.unwrap_or(Timestamp::MAX)));
        }
    }
    match missing_consent(site, record, Channel::Page, clock) {
        Some(why) => Standing::Withheld(why),
        None => Standing::Live,
    }
}

/// The first consent that does not let a record be seen on a channel.
pub(super) fn missing_consent(site: &Site, record: &Record, channel: Channel, clock: &Clock) -> Option<Why> {
    let Some(KindFields::Story(story)) = &record.parsed.fields else { return None };
    let people = story.people.unguarded().as_ref()?;
    let mut missing = None;
    // All are asked, so that the clock knows every turn.
    for person in people.persons() {
        let id = &person.consent.text;
        let standing = consent_standing(site, id, channel, clock);
        if standing != Some(consent::ConsentState::Given) {
            missing.get_or_insert(Why::Consent(id.clone(), standing.unwrap_or(consent::ConsentState::Given)));
        }
    }
    missing
}

/// How a consent stands for a channel; `None` when its scope does not hold the channel.
fn consent_standing(site: &Site, id: &str, channel: Channel, clock: &Clock) -> Option<consent::ConsentState> {
    let consent = site.ledger.get(id)?;
    let standing = consent.state(clock, &site.config.zone.time_zone);
    let in_scope = consent.scope.contains(&consent::ConsentScope::for_channel(channel));
    if standing == consent::ConsentState::Given && !in_scope { None } else { Some(standing) }
}

/// Whether a picture's content may be seen on a channel: everybody in it has agreed, whichever record says so.
pub(super) fn picture_is_seen(site: &Site, path: &str, channel: Channel, clock: &Clock) -> bool {
    let Some(facts) = site.assets.get(path) else { return false };
    let Some(consents) = site.picture_consents.get(&facts.digest) else { return true };
    consents.iter().fold(true, |seen, id| {
        (consent_standing(site, id, channel, clock) == Some(consent::ConsentState::Given)) & seen
    })
}

/// For which records safety is raised: by the network, by themselves, or by a place they are in.
pub(super) fn raised(site: &Site) -> Vec<bool> {
    // A place that cannot be read may have been raised: it is read strictly.
    let raised = |record: &Record| match &record.parsed.common {
        Some(common) => match common.safety {
            Some(safety) => safety.level == SafetyLevel::Raised,
            None => record.kind() == Kind::Place && record.held_back,
        },
        None => record.kind() == Kind::Place,
    };
    if site.config.safety_level() == SafetyLevel::Raised {
        return vec![true; site.records.len()];
    }
    if !site.records.iter().any(|record| raised(record)) {
        return vec![false; site.records.len()];
    }
    let by_place = |ix: &Ix| site.above[ix.at()].iter().any(|place| raised(site.record(*place)));
    let around = |record: &Record| raised(record) || record.in_places.iter().any(by_place);
    site.iter()
        .map(|(ix, record)| {
            // An event is where its venue and its hosts are, whatever places it names.
            let mut houses = record.forward.iter().filter(|(role, _)| matches!(*role, "venue" | "hosts"));
            around(record) || by_place(&ix) || houses.any(|(_, house)| around(site.record(*house)))
        })
        .collect()
}

/// Withheld is not missing: what refers to such a record loses the relation, and the editor is told.
pub(super) fn links_to_withheld(publication: &Publication) -> Told {
    if publication.standing.iter().all(|standing| !matches!(standing, Standing::Withheld(_))) {
        return Told::new();
    }
    let told = publication.site.iter().map(|(ix, _)| (ix, links_of(publication, ix)));
    told.filter(|(_, faults)| !faults.is_empty()).collect()
}

/// The same, of one record.
pub(super) fn links_of(publication: &Publication, ix: Ix) -> Vec<Fault> {
    let mut out = Faults::new();
    if !publication.is_live(ix) {
        return Vec::new();
    }
    let record = publication.site.record(ix);
    let mut told = BTreeSet::new();
    let marks = record.parsed.references.iter().zip(&record.resolved).map(|(mark, resolved)| (mark.span, resolved));
    report(publication, &record.parsed.source, marks, &mut told, &mut out);
    let links = record.parsed.body.links.iter().zip(&record.links).map(|(link, resolved)| (link.span, resolved));
    report(publication, &record.parsed.source, links, &mut told, &mut out);
    let blocks = record.parsed.body.blocks.iter().zip(&record.block_records);
    for (block, ix) in blocks.filter_map(|(block, ix)| ix.map(|ix| (block, ix))) {
        let named = Resolved::Record(ix, None);
        let block = std::iter::once((block.span, &named));
        report(publication, &record.parsed.source, block, &mut told, &mut out);
    }
    for translation in &record.translations {
        let body = &translation.parsed.body;
        let links = body.links.iter().zip(&translation.links).map(|(link, resolved)| (link.span, resolved));
        report(publication, &translation.parsed.source, links, &mut told, &mut out);
    }
    out.into_iter().collect()
}

fn report<'a>(
    publication: &Publication,
    source: &std::sync::Arc<Source>,
    references: impl Iterator<Item = (Span, &'a Resolved)>,
    told: &mut BTreeSet<(String, Span)>,
    out: &mut Faults,
) {
    for (span, resolved) in references {
        let Some(ix) = resolved.record() else { continue };
        let standing = &publication.standing[ix.at()];
        let to = publication.site.record(ix);
        if matches!(standing, Standing::Withheld(_))
            && to.kind() != Kind::Incident
            && told.insert((source.path.clone(), span))
        {
            let message = format!(
                "`{}` is not published now ({}), so this is left out",
                to.id.slug,
                standing.words(&publication.site.config.zone.time_zone)
            );
            let fault = Fault::new(Code::LinksToWithheld, SourceLocation::new(source, span), message);
            out.report(
                fault.with_help("nothing needs doing if that is meant: it shows as soon as the record is published"),
            );
        }
    }
}
