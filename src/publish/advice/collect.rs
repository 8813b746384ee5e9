//! Collects all advice.

use super::campaigns::check_outcomes;
use super::checked_event::events_to_check;
use super::closed_partners::check_closed_partners;
use super::observances::check_observance;
use super::online::check_online_link;
use super::series::{check_silent_gaps, check_still_running};
use super::venue_overlaps::check_venue_overlaps;
use crate::fault::Faults;
use crate::publish::publication::{Advice, Publication};
use crate::time::Clock;

/// All advice on events, partners and campaigns.
pub(in crate::publish) fn collect_advice(publication: &Publication) -> Advice {
    let mut out = Faults::new();
    let clock = Clock::new(publication.options.now);
    let events = events_to_check(publication, &clock);
    for checked in &events {
        check_online_link(checked, &mut out);
        check_silent_gaps(publication, checked, &clock, &mut out);
        check_still_running(publication, checked, &clock, &mut out);
        check_closed_partners(publication, checked, &mut out);
        for observance in &publication.site.observances {
            check_observance(publication, checked, observance, &mut out);
        }
    }
    check_venue_overlaps(publication, &events, &mut out);
    check_outcomes(publication, &mut out);
    Advice { faults: out.into_iter().collect(), change_point: clock.change_point() }
}
