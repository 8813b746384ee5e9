//! The start of a new event, as it is given to `new --start`.

use std::io::{self, IsTerminal, Write};

use jiff::civil::{Date, DateTime};

use crate::config::Zone;
use crate::time::{DateError, Moment, WallTimeError};

/// The start of a new event.
pub(super) struct EventStart {
    /// The start that was given.
    written: String,
    /// For a start in the past: the same day of the next year that has it. Often only the year is wrong.
    suggested: Option<String>,
}

impl EventStart {
    /// Parses a start; the error is a message.
    pub(super) fn parse(written: &str, now: DateTime, zone: &Zone) -> Result<Self, String> {
        let invalid = |help: &str| format!("`{written}` is not a start such as `2027-06-18 18:30`{help}");
        let moment = Moment::parse(written).map_err(|error| invalid(&describe_date_error(error)))?;
        // The front matter has times without an offset; `check` would compare it with that of the zone.
        if moment.offset.is_some() {
            return Err(invalid(": write the time on the clock there, without an offset"));
        }
        match moment.instant(&zone.time_zone) {
            Err(WallTimeError::DoesNotExist) => {
                return Err(invalid(&format!(": in {} the clocks go forward over it", zone.name)));
            }
            Err(WallTimeError::Ambiguous) => {
                return Err(invalid(&format!(": add `first` or `second`, for it comes twice in {}", zone.name)));
            }
            Ok(_) => {}
        }
        let format_start = |moment: Moment| {
            let first_or_second = written.split_whitespace().nth(2).map(|word| format!(" {word}")).unwrap_or_default();
            format!("{}{first_or_second}", moment.to_iso8601().replace('T', " "))
        };
        let suggested = if has_passed(&moment, now) { next_in_future(&moment, now) } else { None };
        Ok(Self { written: written.to_owned(), suggested: suggested.map(format_start) })
    }

    /// The start to write. On a terminal the program asks which of the two is meant; otherwise it only prints the
    /// suggestion.
    pub(super) fn confirm(self) -> String {
        let Some(suggested) = self.suggested else { return self.written };
        let year = &suggested[..4];
        if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
            eprintln!(
                "`{}` has passed: did you mean {year}? If so, write `start: {suggested}` in the file.",
                self.written
            );
            return self.written;
        }
        eprint!("`{}` has passed. Did you mean {year} (`{suggested}`)? [Y/n] ", self.written);
        let _ = io::stderr().flush();
        let mut answer = String::new();
        let read = io::stdin().read_line(&mut answer);
        let declined = read.is_err() || answer.trim().to_lowercase().starts_with('n');
        if declined { self.written } else { suggested }
    }
}

fn describe_date_error(error: DateError) -> String {
    match error {
        DateError::NotIso(readings) if !readings.is_empty() => {
            let readings: Vec<String> = readings.iter().map(|date| format!("`{date}`")).collect();
            format!(": write {}", readings.join(" or "))
        }
        DateError::NotIso(_) | DateError::NoSuchDay => ": there is no such day or hour".to_owned(),
        DateError::Unrecognised => String::new(),
    }
}

fn has_passed(moment: &Moment, now: DateTime) -> bool {
    match moment.time {
        Some(_) => moment.datetime() < now,
        None => moment.date < now.date(),
    }
}

/// The same day and time in the first year in which it has not passed. Leap days need up to four years.
fn next_in_future(moment: &Moment, now: DateTime) -> Option<Moment> {
    (0..=4).find_map(|years| {
        let date = Date::new(now.year() + years, moment.date.month(), moment.date.day()).ok()?;
        Some(Moment { date, ..*moment }).filter(|moment| !has_passed(moment, now))
    })
}
