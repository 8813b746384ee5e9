//! The contacts and people of a partner that may be shown.

use schemars::JsonSchema;
use serde::Serialize;

use crate::publish::VisibleRecord;
use crate::record::{Disclosure, Lens, Partner, Phone, VisibleContact};
use crate::view::locale::Locale;

/// The part of a partner's contact that may be shown.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PartnerContactView {
    /// The role of the contact: `coordinator`.
    pub role: String,
    /// The person's name.
    pub name: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// A telephone number as people write it.
    pub phone: Option<String>,
    /// The number for `tel:`.
    pub dial: Option<String>,
    /// Whether people can ask for what is hidden.
    pub on_request: bool,
}

impl PartnerContactView {
    /// The contacts that may be shown, then one entry for all contacts that people can ask for.
    pub(super) fn list(partner: &Partner, lens: &Lens, locale: &Locale) -> Vec<Self> {
        let contacts = partner.contacts.disclose(lens);
        let public = contacts.iter().copied().filter_map(Disclosure::public);
        let has_more = contacts.iter().any(|contact| matches!(contact, Disclosure::Area | Disclosure::OnRequest));
        let on_request = has_more.then(|| Self {
            role: locale.messages().text("contact").to_owned(),
            name: None,
            email: None,
            phone: None,
            dial: None,
            on_request: true,
        });
        public.filter_map(|contact| contact.visible(lens)).map(Self::from_contact).chain(on_request).collect()
    }

    fn from_contact(contact: VisibleContact) -> Self {
        Self {
            role: contact.role,
            name: contact.name,
            email: contact.email,
            dial: contact.phone.as_ref().map(Phone::tel_number),
            phone: contact.phone.map(|phone| phone.0),
            on_request: contact.on_request,
        }
    }
}

/// Somebody with a post at a partner.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PartnerPersonView {
    /// The post: `chair`.
    pub role: String,
    /// The name that may be shown; `None` when people can ask for it.
    pub name: Option<String>,
}

impl PartnerPersonView {
    /// The people of a partner who may be shown.
    pub(super) fn list(record: &VisibleRecord<'_>) -> Vec<Self> {
        let people = record.partner_people().into_iter();
        people.map(|(role, name)| Self { role: role.to_owned(), name: name.map(str::to_owned) }).collect()
    }
}
