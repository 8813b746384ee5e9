//! Advice on links for joining online.

use super::checked_event::EventToCheck;
use crate::fault::{Code, Fault, Faults};

/// Reports a link for joining without a `visibility`: readers must ask for it, and the editor may not know.
pub(super) fn check_online_link(checked: &EventToCheck<'_>, out: &mut Faults) {
    let online = checked.event.online.unguarded().as_ref();
    let is_silent = online.is_some_and(|online| online.visibility.is_none());
    if is_silent && checked.remaining_occurrences().next().is_some() {
        let location = checked.record.parsed.locations.of_nested("online", None, "url");
        let message = "readers see “Contact us for the link” instead of this link";
        let fault = Fault::new(Code::LinkOnRequest, location, message);
        let help = "write `online: {url: …, visibility: public}` with the link for `…`, or `on-request` for `public` if that is meant";
        out.report(fault.with_help(help));
    }
}
