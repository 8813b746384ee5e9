//! Safety: whether people are in danger at present.

use jiff::civil::Date;

use crate::yaml::{FromNode, Node, Reader, Value, fields, words};

words! {
    /// How much danger people are in at present.
    pub enum SafetyLevel ("`normal` or `raised`") {
        /// There is no special danger.
        Normal "normal" | "calm",
        /// Addresses, times and telephone numbers are not shown.
        Raised "raised" | "high",
    }
}

/// A safety level. A level that cannot be read counts as raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Safety {
    /// The level.
    pub level: SafetyLevel,
    /// The day it was set.
    pub since: Option<Date>,
}

fields! {
    /// A safety level with its day.
    pub struct SafetyFields {
        /// The level.
        level: required SafetyLevel, always;
        /// The day it was set.
        since: optional Date, always;
    }
}

impl FromNode for Safety {
    const EXPECTED: &'static str = "`raised` or `{level: raised, since: 2027-06-18}`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let raised = Self { level: SafetyLevel::Raised, since: None };
        Some(match &node.value {
            Value::Map(_) => SafetyFields::from_node(node, reader)
                .map_or(raised, |read| Self { level: read.level, since: read.since }),
            _ => SafetyLevel::from_node(node, reader).map_or(raised, |level| Self { level, since: None }),
        })
    }
}
