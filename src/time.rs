//! Wall times, zones, and the clock.
//!
//! Editors write wall times (`2027-06-18 18:30`), never offsets; a zone turns them into instants. [`Clock`] alone knows
//! what time it is.

mod clock;
mod date_text;
mod duration;
mod moment;
mod zone;

pub use clock::{ChangePoint, Clock};
pub use date_text::{DateError, parse_date, parse_time};
pub use duration::parse_duration;
pub use moment::{Moment, RepeatedHour, WallTimeError, parse_instant};
pub use zone::{end_of_day, find_zone, start_of_day, to_rfc3339, zone_names};
