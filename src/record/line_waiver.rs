//! `<!-- allow CODE until 2027-01-01: reason -->` on the line before a fault accepts it for a while.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::fault::{Code, Fault, Faults};
use crate::markdown::code_ranges;
use crate::path::closest_match;
use crate::text::{Source, SourceLocation, Span};
use crate::time::parse_date;

/// A waiver on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineWaiver {
    /// The code of the faults that are accepted.
    pub code: Code,
    /// The last day.
    pub until: Date,
    /// The reason.
    pub reason: String,
    /// The line of the waiver, from 1. It covers the rest of that line and the next line with text.
    pub line: usize,
    /// The waiver's place in the file.
    pub span: Span,
}

const WAIVER_START: &str = "<!-- allow ";

/// The waivers of a file; `body` is where its Markdown is.
pub(super) fn find_line_waivers(source: &Arc<Source>, body: Range<usize>, out: &mut Faults) -> Vec<LineWaiver> {
    let text = &source.text;
    if !text.contains(WAIVER_START) {
        return Vec::new();
    }
    let code = code_ranges(&text[body.clone()]);
    // A waiver in code shows how to write one.
    let is_in_code = |at: usize| at >= body.start && code.iter().any(|range| range.contains(&(at - body.start)));
    let starts = text.match_indices(WAIVER_START).map(|(at, _)| at).filter(|at| !is_in_code(*at));
    starts.filter_map(|at| parse_waiver(source, text, at, out)).collect()
}

fn parse_waiver(source: &Arc<Source>, text: &str, at: usize, out: &mut Faults) -> Option<LineWaiver> {
    let inner = &text[at + WAIVER_START.len()..];
    let end = inner.find("-->").unwrap_or_else(|| inner.find('\n').unwrap_or(inner.len()));
    let span = Span::from_range(at..at + WAIVER_START.len() + end);
    let (head, reason) = inner[..end].split_once(':').unwrap_or((&inner[..end], ""));
    let mut words = head.split_whitespace();
    let word = words.next().unwrap_or_default();
    let until = match (words.next(), words.next()) {
        (Some("until"), Some(date)) => parse_date(date).ok(),
        _ => None,
    };
    let Some(code) = Code::parse(word) else {
        let fault =
            Fault::new(Code::UnknownCode, SourceLocation::new(source, span), format!("there is no fault `{word}`"));
        let near = closest_match(word, Code::ALL.iter().map(|code| code.as_str()));
        out.report(fault.with_suggestion_or_help(near, "`commonground explain` lists all"));
        return None;
    };
    let (Some(until), false) = (until, reason.trim().is_empty()) else {
        let fault =
            Fault::new(Code::InvalidValue, SourceLocation::new(source, span), "a waiver needs a last day and a reason");
        out.report(fault.with_help(format!("write `<!-- allow {code} until 2027-01-01: why -->`")));
        return None;
    };
    let line = text[..at].bytes().filter(|b| *b == b'\n').count() + 1;
    Some(LineWaiver { code, until, reason: reason.trim().to_owned(), line, span })
}
