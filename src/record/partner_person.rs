//! The people of partners: trustees, staff, volunteers in a post.

use super::field_locations::FieldLocations;
use super::guard::{HasVisibility, SafetyField, Visibility};
use super::partner_contact::hidden_by_default;
use super::reference::{Consents, ReferenceTo};
use crate::fault::{Code, Fault, Faults};
use crate::yaml::fields;

fields! {
    /// Somebody with a post at a partner. The name is hidden unless `visibility` or a consent says otherwise.
    pub struct PartnerPerson {
        /// The post: `chair`, `coordinator`.
        role: required String, always;
        /// The person's name.
        name: optional String, always;
        /// The person's consent in `consents.yaml`. It says what the person is called, and for how long.
        consent: optional ReferenceTo<Consents>, always;
        /// Who may see the name.
        visibility: optional Visibility, always;
    }
}

impl HasVisibility for PartnerPerson {
    const SAFETY_FIELD: SafetyField = SafetyField::Phone;

    fn visibility(&self) -> Visibility {
        let default = if self.consent.is_some() { Visibility::Public } else { Visibility::Hidden };
        self.visibility.unwrap_or(default)
    }
}

/// Reports people without a name, and names that a consent replaces.
pub(super) fn check_people(people: &[PartnerPerson], locations: &FieldLocations, out: &mut Faults) {
    for (number, person) in people.iter().enumerate() {
        let item = Some((number, people.len()));
        let (name, message, help) = match (&person.name, &person.consent) {
            (None, None) => {
                ("role", "a post without a name or a consent is not shown", "add `name:` or `consent:`, or take it out")
            }
            (Some(_), Some(_)) => {
                ("name", "the consent says what this person is called, so this is not shown", "keep one of the two")
            }
            (Some(_), None) if person.visibility.is_none() => {
                out.report(hidden_by_default("this name", locations.of_nested("people", item, "name")));
                continue;
            }
            _ => continue,
        };
        let fault = Fault::new(Code::NeedlessField, locations.of_nested("people", item, name), message);
        out.report(fault.with_help(help));
    }
}
