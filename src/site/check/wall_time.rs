//! Times of day in a time zone: some do not exist, and some come twice.

use jiff::Timestamp;

use crate::config::Zone;
use crate::fault::{Code, Fault, Faults};
use crate::text::SourceLocation;
use crate::time::{Moment, WallTimeError};

/// A time as editors write it: `2027-06-18 19:00`.
pub(super) fn format_moment(moment: &Moment) -> String {
    moment.to_iso8601().replace('T', " ")
}

/// Whether a wall time is exactly one instant in its time zone; reports it otherwise.
pub(super) fn check_time(moment: &Moment, zone: &Zone, location: SourceLocation, out: &mut Faults) -> bool {
    let (written, name) = (format_moment(moment), &zone.name);
    let fault = match moment.instant(&zone.time_zone) {
        Err(WallTimeError::DoesNotExist) => {
            let message = format!("there is no {written} in {name}: the clocks go forward over it");
            Fault::new(Code::TimeDoesNotExist, location, message).with_help("choose a time an hour later")
        }
        Err(WallTimeError::Ambiguous) if moment.offset.is_none() => {
            let message = format!("{written} comes twice in {name}: the clocks go back over it");
            let help = format!("write `{written} first` or `{written} second`");
            Fault::new(Code::TimeAmbiguous, location, message).with_help(help)
        }
        _ => return check_offset(moment, zone, location, out),
    };
    out.report(fault);
    false
}

/// Whether the offset of a time, if it has one, is that of the zone at that time; reports it otherwise.
pub(super) fn check_offset(moment: &Moment, zone: &Zone, location: SourceLocation, out: &mut Faults) -> bool {
    let Some(stated) = moment.offset else { return true };
    let (written, name) = (format_moment(moment), &zone.name);
    let help = match moment.instant(&zone.time_zone) {
        Err(WallTimeError::Ambiguous) => format!("write `{written} first` or `{written} second`"),
        Err(WallTimeError::DoesNotExist) => return true,
        Ok(instant) => {
            let offset = zone.time_zone.to_offset(instant).seconds();
            if offset == stated {
                return true;
            }
            let stated_second = instant.as_second() + i64::from(offset) - i64::from(stated);
            let reading =
                Timestamp::from_second(stated_second).map(|other| other.to_zoned(zone.time_zone.clone()).datetime());
            let reading = reading
                .map(|time| format!("{} {:02}:{:02}", time.date(), time.hour(), time.minute()))
                .unwrap_or_default();
            format!("write the wall time without an offset: `{written}`, or `{reading}` if the offset was right")
        }
    };
    let message = format!("the offset is not that of {name} on that day");
    out.report(Fault::new(Code::OffsetContradicts, location, message).with_help(help));
    false
}
