//! Times of day, lengths of time and the parts of recurrence rules, as fields hold them.

use jiff::civil::Time;

use crate::fault::{Code, Fault};
use crate::recurrence::{self, DaySpec, RecurrenceRule, RepeatInterval};
use crate::time;
use crate::yaml::{FromNode, Node, Reader};

macro_rules! impl_from_node {
    ($type:ty, $expected:literal, $parse:expr) => {
        impl FromNode for $type {
            const EXPECTED: &'static str = $expected;

            fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
                let parsed = $parse(reader.read_text(node, Self::EXPECTED)?);
                if parsed.is_none() {
                    reader.report_invalid_value(node, Self::EXPECTED);
                }
                parsed
            }
        }
    };
}

/// A length of time in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minutes(pub u32);

impl_from_node!(RepeatInterval, "a step such as `week`, `2 weeks` or `month`", recurrence::parse_interval);
impl_from_node!(DaySpec, "a day such as `tue`, `second thursday`, `last friday` or `15`", recurrence::parse_day_spec);
impl_from_node!(Minutes, "a length of time such as `90 minutes` or `2 hours`", |text: &str| time::parse_duration(text)
    .map(Minutes));
impl_from_node!(Time, "a time such as `12:30`", |text: &str| time::parse_time(text.trim()).ok());

/// A raw `RRULE` (RFC 5545 §3.3.10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawRule(pub RecurrenceRule);

impl FromNode for RawRule {
    const EXPECTED: &'static str = "a rule such as `FREQ=WEEKLY;BYDAY=TU`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match RecurrenceRule::parse(reader.read_text(node, Self::EXPECTED)?) {
            Ok(rule) => Some(Self(rule)),
            Err(refusal) => {
                let (message, help) = refusal.message_and_help();
                reader.report(Fault::new(Code::InvalidValue, reader.location(node.span), message).with_help(help));
                None
            }
        }
    }
}
