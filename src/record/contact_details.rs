//! Postal addresses, e-mail addresses and telephone numbers.

use super::guard::{HasVisibility, SafetyField, Visibility};
use crate::yaml::{Coordinates, FromNode, Node, Protection, Reader, fields};

fields! {
    /// A postal address.
    pub struct Address {
        /// Lines before the town.
        lines: many String, always;
        /// The town.
        town: optional String, always;
        /// The postcode.
        postcode: optional String, always;
        /// Latitude and longitude.
        location: optional Coordinates, always;
        /// Who may see the address [default: everybody].
        visibility: optional Visibility, always;
    }
}

impl HasVisibility for Address {
    const SAFETY_FIELD: SafetyField = SafetyField::Address;

    fn visibility(&self) -> Visibility {
        self.visibility.unwrap_or(Visibility::Public)
    }
}

/// An e-mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(pub String);

/// Names of mailboxes that belong to an office rather than to a person.
const SHARED_MAILBOXES: &[&str] = &[
    "admin",
    "advice",
    "bookings",
    "contact",
    "enquiries",
    "enquiry",
    "events",
    "hello",
    "help",
    "info",
    "mail",
    "media",
    "office",
    "press",
    "post",
    "reception",
    "secretary",
    "support",
    "team",
    "volunteer",
    "volunteering",
    "welcome",
];

impl Email {
    /// Whether the mailbox belongs to an office rather than to a person.
    pub(crate) fn is_shared(&self) -> bool {
        let name = self.0.split('@').next().unwrap_or_default().to_lowercase();
        SHARED_MAILBOXES.contains(&name.as_str())
    }
}

impl FromNode for Email {
    const EXPECTED: &'static str = "an e-mail address";
    const PROTECTION: Protection = Protection::UnlessSafetyIsRaised;

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.read_text(node, Self::EXPECTED)?.trim();
        let (name, host) = text.split_once('@').unwrap_or(("", ""));
        let is_clean = !text
            .contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '?' | '&' | ':'));
        if name.is_empty() || !host.contains('.') || host.contains('@') || host.ends_with('.') || !is_clean {
            reader.report_invalid_value(node, Self::EXPECTED);
            return None;
        }
        Some(Self(text.to_owned()))
    }
}

/// A telephone number as people write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone(pub String);

impl Phone {
    /// The number for a `tel:` link: digits and a leading `+`.
    pub fn tel_number(&self) -> String {
        self.0.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
    }

    /// Whether it is a mobile number of the United Kingdom (Ofcom: numbers that begin with 07, but not with 070 and
    /// 076).
    pub fn is_mobile(&self) -> bool {
        let dial = self.tel_number().replace("+44", "0").replace("0044", "0");
        dial.starts_with("07") && !dial.starts_with("070") && !dial.starts_with("076")
    }
}

impl FromNode for Phone {
    const EXPECTED: &'static str = "a telephone number in quotes";
    const PROTECTION: Protection = Protection::UnlessSafetyIsRaised;

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.read_text(node, Self::EXPECTED)?.trim();
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let is_clean = text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')' | '.' | 'x' | 'e' | 't'));
        if !(3..=18).contains(&digits) || !is_clean {
            reader.report_invalid_value(node, Self::EXPECTED);
            return None;
        }
        Some(Self(text.to_owned()))
    }
}
