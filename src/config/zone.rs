//! The time zone of a network's wall times.

use jiff::tz::TimeZone;

use crate::fault::{Code, Fault};
use crate::path::closest_match;
use crate::time;
use crate::yaml::{FromNode, Node, Reader};

/// A time zone with its name.
#[derive(Clone, Debug)]
pub struct Zone {
    /// The IANA name.
    pub name: String,
    /// The rules of the zone.
    pub time_zone: TimeZone,
}

impl FromNode for Zone {
    const EXPECTED: &'static str = "an IANA zone such as `Europe/London`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let name = reader.read_text(node, Self::EXPECTED)?.trim();
        if let Some(rules) = time::find_zone(name) {
            return Some(Self { name: name.to_owned(), time_zone: rules });
        }
        let fault =
            Fault::new(Code::InvalidValue, reader.location(node.span), format!("there is no time zone `{name}`"));
        let names = time::zone_names();
        let city = name.rsplit('/').next().unwrap_or(name).replace(' ', "_");
        let same_city =
            names.iter().find(|known| known.rsplit('/').next().is_some_and(|last| last.eq_ignore_ascii_case(&city)));
        let near = same_city.map(String::as_str).or_else(|| closest_match(name, names.iter().map(String::as_str)));
        reader.report(fault.with_suggestion_or_help(near, "write an IANA name such as `Europe/London`"));
        None
    }
}
