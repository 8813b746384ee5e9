//! Whether an event that has moved online says where.

use crate::fault::{Code, Fault};
use crate::record::Event;
use crate::site::record::Record;
use crate::text::SourceLocation;

/// Whether the event says where it is online, here or in the private folder.
pub(super) fn has_online(record: &Record, event: &Event) -> bool {
    record.parsed.locations.has_value("online") || event.online.unguarded().is_some()
}

/// The fault of an event, or of one of its dates, that has moved online, while nothing says where.
pub(super) fn no_online_fault(what: &str, location: SourceLocation) -> Fault {
    let message = format!("{what} has moved online, and nothing says where");
    Fault::new(Code::FieldsDisagree, location, message)
        .with_help("add `online: {url: …, visibility: public}` to the event, with the link for `…`")
}
