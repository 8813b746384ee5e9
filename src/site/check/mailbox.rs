//! Mailboxes of single people that a partner's page would publish.

use crate::fault::{Code, Fault, Faults};
use crate::path::slugify;
use crate::record::{Partner, PartnerContact, Visibility};
use crate::site::record::Record;

/// Reports contacts that make a person's own mailbox public.
pub(super) fn check_mailboxes(record: &Record, partner: &Partner, out: &mut Faults) {
    let contacts = partner.contacts.unguarded();
    for (number, contact) in contacts.iter().enumerate() {
        if contact.visibility != Some(Visibility::Public) || !is_personal(contact, record.parsed.title()) {
            continue;
        }
        let location = record.parsed.locations.of_nested("contacts", Some((number, contacts.len())), "email");
        let message = "this looks like one person's own mailbox, and everybody can read it";
        let fault = Fault::new(Code::PersonalMailbox, location, message);
        out.report(fault.with_help("write the group's mailbox, or `visibility: on-request`"));
    }
}

/// Whether the mailbox is neither an office's nor named after the group.
fn is_personal(contact: &PartnerContact, title: &str) -> bool {
    let Some(email) = &contact.email else { return false };
    let mailbox = letters(email.0.split('@').next().unwrap_or_default());
    let title_slug = slugify(title);
    let initials: String = title_slug.split('-').filter_map(|word| word.chars().next()).collect();
    let is_groups = letters(title).contains(&mailbox) || mailbox.contains(&letters(title)) || mailbox == initials;
    !contact.has_shared_mailbox() && !is_groups
}

fn letters(text: &str) -> String {
    slugify(text).replace('-', "")
}
