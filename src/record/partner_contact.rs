//! The contacts of partners.

use super::contact_details::{Email, Phone};
use super::field_locations::FieldLocations;
use super::guard::{Disclosure, HasVisibility, Lens, SafetyField, Visibility};
use crate::fault::{Code, Fault, Faults};
use crate::text::{SourceLocation, list_in_words};
use crate::yaml::fields;

fields! {
    /// A way to reach a partner. Only its role is always public.
    pub struct PartnerContact {
        /// The role: `office`, `volunteering`.
        role: required String, always;
        /// The person's name; hidden unless `visibility` says otherwise.
        name: optional String, always;
        /// An e-mail address; a personal one is hidden unless `visibility` says otherwise.
        email: optional Email, always;
        /// A telephone number; a mobile number is hidden unless `visibility` says otherwise.
        phone: optional Phone, always;
        /// Who may see the name, the e-mail address and the number.
        visibility: optional Visibility, always;
    }
}

impl HasVisibility for PartnerContact {
    const SAFETY_FIELD: SafetyField = SafetyField::Phone;

    /// The visibility of the contact as a whole. [`PartnerContact::visible`] applies the defaults of its parts.
    fn visibility(&self) -> Visibility {
        self.visibility.unwrap_or(Visibility::Public)
    }
}

/// The part of a contact that readers may see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VisibleContact {
    /// The role: `office`, `volunteering`.
    pub role: String,
    /// The person's name.
    pub name: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// A telephone number.
    pub phone: Option<Phone>,
    /// Whether readers can ask for what is hidden.
    pub on_request: bool,
}

/// Reports what readers do not see of contacts whose entries do not say that this is meant.
pub(super) fn check_contacts(contacts: &[PartnerContact], locations: &FieldLocations, out: &mut Faults) {
    for (number, contact) in contacts.iter().enumerate() {
        let parts = contact.silently_hidden_parts();
        let Some((field, _)) = parts.first() else { continue };
        let names: Vec<String> = parts.iter().map(|(_, called)| format!("the {called}")).collect();
        let what = format!("{} of this contact", list_in_words(&names));
        out.report(hidden_by_default(&what, locations.of_nested("contacts", Some((number, contacts.len())), field)));
    }
}

/// The fault of a value that readers do not see, while nothing says that this is meant.
pub(super) fn hidden_by_default(what: &str, location: SourceLocation) -> Fault {
    let message = format!("readers do not see {what}, and nothing says that this is meant");
    Fault::new(Code::HiddenByDefault, location, message)
        .with_help("add `visibility: public` or `visibility: hidden` to this entry, beside its `role:`")
}

impl PartnerContact {
    /// Whether the mailbox belongs to an office rather than to a person.
    pub(crate) fn has_shared_mailbox(&self) -> bool {
        self.email.as_ref().is_some_and(Email::is_shared)
    }

    /// The parts that readers do not see although nothing says that this is meant: field, and what it is called.
    pub(super) fn silently_hidden_parts(&self) -> Vec<(&'static str, &'static str)> {
        if self.visibility.is_some() {
            return Vec::new();
        }
        let is_hidden_mailbox = self.email.is_some() && !self.has_shared_mailbox();
        let is_hidden_number = self.phone.as_ref().is_some_and(Phone::is_mobile);
        let parts = [
            ("name", "name", self.name.is_some()),
            ("email", "mailbox", is_hidden_mailbox),
            ("phone", "mobile number", is_hidden_number),
        ];
        parts.into_iter().filter(|(_, _, is_hidden)| *is_hidden).map(|(field, called, _)| (field, called)).collect()
    }

    /// The part of the contact that readers may see; `None` when it is hidden.
    pub fn visible(&self, lens: &Lens) -> Option<VisibleContact> {
        let role = VisibleContact { role: self.role.clone(), ..VisibleContact::default() };
        match lens.disclose(self) {
            Disclosure::Hidden => None,
            Disclosure::Area | Disclosure::OnRequest => Some(VisibleContact { on_request: true, ..role }),
            Disclosure::Public(_) => {
                let is_stated = self.visibility.is_some();
                let is_shared = self.has_shared_mailbox();
                let is_landline = self.phone.as_ref().is_some_and(|phone| !phone.is_mobile());
                Some(VisibleContact {
                    name: self.name.clone().filter(|_| is_stated),
                    email: self.email.as_ref().filter(|_| is_stated || is_shared).map(|email| email.0.clone()),
                    phone: self.phone.clone().filter(|_| is_stated || is_landline),
                    ..role
                })
            }
        }
    }
}
