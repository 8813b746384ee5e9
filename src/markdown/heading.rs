//! Headings: their levels and ids on the page.

use std::collections::HashMap;

use pulldown_cmark::HeadingLevel;

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// From 1 to 6.
    pub level: u8,
    /// Its id, which is unique on the page.
    pub id: String,
    /// Its text, without markup.
    pub text: String,
}

/// Gives the headings of a body their levels and ids, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct HeadingOutline {
    /// How often each id was asked for.
    ids: HashMap<String, u32>,
    /// The levels, as written, of the last heading and of those above it.
    levels: Vec<HeadingLevel>,
}

impl HeadingOutline {
    /// The level at which a heading is published: one below the heading above it, or below the page's title. So no page
    /// skips a level, whatever was written; the fault `heading-order` tells editors about it.
    pub fn published_level(&mut self, written: HeadingLevel) -> HeadingLevel {
        while self.levels.last().is_some_and(|above| *above >= written) {
            self.levels.pop();
        }
        self.levels.push(written);
        HeadingLevel::try_from(self.levels.len() + 1).unwrap_or(HeadingLevel::H6)
    }

    /// The preferred id if it is free, else the same with a number.
    pub fn unique_id(&mut self, preferred: String) -> String {
        let preferred = if preferred.is_empty() { "section".to_owned() } else { preferred };
        let count = self.ids.get(&preferred).map_or(1, |count| count + 1);
        let mut unique = if count == 1 { preferred.clone() } else { format!("{preferred}-{count}") };
        while count > 1 && self.ids.contains_key(&unique) {
            unique.push('x');
        }
        self.ids.insert(preferred, count);
        self.ids.entry(unique.clone()).or_insert(1);
        unique
    }
}
