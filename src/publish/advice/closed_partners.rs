//! Warnings about events to come that are run by a partner that has closed, or are held there.

use super::checked_event::EventToCheck;
use crate::fault::{Code, Fault, Faults};
use crate::kind::Role;
use crate::publish::publication::Publication;
use crate::record::{EventStatus, KindFields, PartnerStatus};
use crate::site::RecordIndex;

/// Reports each field in which an event to come names a partner that has closed.
pub(super) fn check_closed_partners(publication: &Publication, checked: &EventToCheck<'_>, out: &mut Faults) {
    if checked.remaining_occurrences().next().is_none() {
        return;
    }
    let is_online = checked.event.status == Some(EventStatus::MovedOnline);
    for (role, partner) in &checked.record.relations {
        let is_named = Role::ORGANISERS.contains(role) || (role.is_venue() && !is_online);
        if !is_named || !has_closed(publication, *partner) {
            continue;
        }
        let message = match publication.is_safety_raised(checked.record_index) {
            true => "a partner that this event names has closed".to_owned(),
            false => format!("`{}` has closed, and this event is still to come", publication.record_id(*partner).slug),
        };
        let fault = Fault::new(Code::ClosedPartner, checked.field_location(role.as_str()), message);
        out.report(fault.with_help("name who runs or hosts it now, or cancel the event"));
    }
}

fn has_closed(publication: &Publication, partner: RecordIndex) -> bool {
    let fields = &publication.site.record(partner).parsed.fields;
    matches!(fields, Some(KindFields::Partner(partner)) if partner.status == Some(PartnerStatus::Closed))
}
