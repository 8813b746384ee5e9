//! Dates in the texts of an event that have a wrong weekday, such as "Friday 18 June" when 18 June is a Thursday.

use std::ops::Range;

use super::written_date::WrittenDate;
use crate::fault::{Code, Fault, Faults};
use crate::language::{english_date, english_weekday};
use crate::markdown::prose_ranges;
use crate::record::Event;
use crate::site::linked_site::Site;
use crate::site::record::Record;
use crate::text::{SourceLocation, Span};

/// Checks the dates in the title, summary and body of an event. Only English texts are checked.
pub(super) fn check_weekdays(site: &Site, record: &Record, event: &Event, out: &mut Faults) {
    let parsed = &record.parsed;
    let text = &parsed.source.text;
    if !site.config.language.as_str().starts_with("en") || !has_weekday(text) {
        return;
    }
    let body = parsed.locations.body_span().to_range();
    let fields = parsed.locations.values().filter(|(name, _)| matches!(*name, "title" | "summary"));
    let mut runs: Vec<Range<usize>> = fields.map(|(_, value)| value.to_range()).collect();
    runs.extend(prose_ranges(&text[body.clone()]).into_iter().map(|run| body.start + run.start..body.start + run.end));
    for run in runs {
        for written in WrittenDate::find_all(&text[run.clone()]) {
            let Some(date) = written.contradicted_date(event) else { continue };
            let span = Span::from_range(run.start + written.range.start..run.start + written.range.end);
            let message = format!("{} is a {}", english_date(date), english_weekday(date.weekday()));
            let fault = Fault::new(Code::WrongWeekday, SourceLocation::new(&parsed.source, span), message);
            out.report(fault.with_help("correct the weekday or the date"));
        }
    }
}

fn has_weekday(text: &str) -> bool {
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].iter().any(|name| text.contains(name))
}
