//! Which colours of a theme are used on which.

use crate::yaml::{FromNode, Node, Reader, fields};

fields! {
    /// Colours that are used on other colours.
    pub struct ColourPair {
        /// Tokens of the colours in front: of text, icons and borders.
        text: many String, always;
        /// Tokens of the backgrounds.
        on: many String, always;
        /// The contrast that is needed: 4.5 for text (WCAG 2.2 SC 1.4.3), 3 for large text and borders (SC 1.4.11).
        least: required ContrastRatio, always;
    }
}

/// How much lighter one colour is than another: the contrast ratio of WCAG 2.2, from 1 to 21.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ContrastRatio(pub(super) f64);

impl FromNode for ContrastRatio {
    const EXPECTED: &'static str = "a contrast such as `4.5`, from 1 to 21";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let number = node.text().and_then(|text| text.parse().ok()).filter(|number| (1.0..=21.0).contains(number));
        if number.is_none() {
            reader.report_invalid_value(node, Self::EXPECTED);
        }
        number.map(Self)
    }
}
