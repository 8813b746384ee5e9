//! A break of a series in words.

use jiff::civil::Date;

use crate::messages::{MessageArgument, Messages};

/// `No lunch club 8 February to 9 March (Ramadan). Back on Tuesday 16 March.`
///
/// `back_on` is the first date of the series after the break. Years are given where they change.
pub fn describe_break(
    title: &str,
    (from, to): (Date, Date),
    reason: Option<&str>,
    back_on: Option<Date>,
    messages: &Messages,
) -> String {
    let (from, to) = (from.min(to), from.max(to));
    let range = |id, from: &str, to: &str| messages.format_unisolated(id, &[("from", from.into()), ("to", to.into())]);
    let days = match (from.year() == to.year(), from.month() == to.month()) {
        _ if from == to => messages.format_day_month(from),
        (true, true) => range("days-in-month", &from.day().to_string(), &messages.format_day_month(to)),
        (true, false) => range("days-from-to", &messages.format_day_month(from), &messages.format_day_month(to)),
        (false, _) => range("days-from-to", &messages.format_date(from), &messages.format_date(to)),
    };
    let reason = reason.map(|reason| reason.trim().trim_end_matches('.')).filter(|reason| !reason.is_empty());
    let arguments = [("title", title.into()), ("days", MessageArgument::Text(&days))];
    let text = match reason {
        None => messages.format("break", &arguments),
        Some(reason) => messages.format("break-reason", &[arguments[0], arguments[1], ("reason", reason.into())]),
    };
    let Some(back) = back_on else { return text };
    let day = if back.year() == from.year() { messages.format_day_month(back) } else { messages.format_date(back) };
    let weekday = messages.weekday_name_in_sentence(back.weekday());
    let day = messages.format_unisolated("weekday-date", &[("weekday", weekday.into()), ("date", (&day).into())]);
    format!("{text} {}", messages.format_unisolated("back-on", &[("day", (&day).into())]))
}
