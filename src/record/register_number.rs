//! Numbers of registers of charities and companies.

use crate::yaml::{FromNode, Node, Reader};

/// A charity number of England and Wales, Scotland (`SC`) or Northern Ireland (`NIC`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CharityNumber(pub String);

impl CharityNumber {
    /// The register it is in, as org-id.guide names it.
    pub fn register(&self) -> &'static str {
        if self.0.starts_with("SC") {
            "GB-SC"
        } else if self.0.starts_with("NIC") {
            "GB-NIC"
        } else {
            "GB-CHC"
        }
    }
}

impl FromNode for CharityNumber {
    const EXPECTED: &'static str = "a charity number such as `1234567`, `SC012345` or `NIC100123`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let number = reader.read_text(node, Self::EXPECTED)?.trim().to_uppercase().replace(' ', "");
        let has_digits = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
            lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
        };
        let (main, branch) = number.split_once('-').unwrap_or((&number, "1"));
        let is_valid = match (main.strip_prefix("SC"), main.strip_prefix("NIC")) {
            (Some(rest), _) => has_digits(rest, 6..=6),
            (_, Some(rest)) => has_digits(rest, 6..=6),
            _ => has_digits(main, 6..=7) && has_digits(branch, 1..=3),
        };
        if !is_valid {
            reader.report_invalid_value(node, Self::EXPECTED);
            return None;
        }
        Some(Self(number))
    }
}

/// A company number: eight characters, the first two digits or letters (Companies House).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanyNumber(pub String);

impl FromNode for CompanyNumber {
    const EXPECTED: &'static str = "a company number of eight characters such as `01234567` or `SC123456`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let number = reader.read_text(node, Self::EXPECTED)?.trim().to_uppercase().replace(' ', "");
        let is_valid = number.is_ascii()
            && number.len() == 8
            && number[..2].bytes().all(|b| b.is_ascii_alphanumeric())
            && number[2..].bytes().all(|b| b.is_ascii_digit());
        if !is_valid {
            reader.report_invalid_value(node, Self::EXPECTED);
            return None;
        }
        Some(Self(number))
    }
}
