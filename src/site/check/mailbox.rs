//! Mailboxes of single people that the page of a partner or an event would publish.

use crate::fault::{Code, Fault, Faults};
use crate::path::slugify;
use crate::record::{Email, Event, Partner, Visibility};
use crate::site::linked_site::Site;
use crate::site::record::Record;

/// Reports contacts that make a person's own mailbox public.
pub(super) fn check_mailboxes(record: &Record, partner: &Partner, out: &mut Faults) {
    let contacts = partner.contacts.unguarded();
    for (number, contact) in contacts.iter().enumerate() {
        let is_public = contact.visibility == Some(Visibility::Public);
        let title = record.parsed.title();
        if !contact.email.as_ref().is_some_and(|email| is_public && is_personal(email, &[title])) {
            continue;
        }
        let location = record.parsed.locations.of_nested("contacts", Some((number, contacts.len())), "email");
        let message = "this looks like one person's own mailbox, and everybody can read it";
        let fault = Fault::new(Code::PersonalMailbox, location, message);
        out.report(fault.with_help("write the group's mailbox, or `visibility: on-request`"));
    }
}

/// Reports a person's own mailbox as the contact of an event, which is always public. One that is named after the event or
/// after who runs it is a group's.
pub(super) fn check_event_mailbox(site: &Site, record: &Record, event: &Event, out: &mut Faults) {
    let Some(email) = event.contact.as_ref().and_then(|contact| contact.email.as_ref()) else { return };
    let related = record.relations.iter().map(|(_, to)| site.record(*to).parsed.title());
    let titles: Vec<&str> = related.chain([record.parsed.title()]).collect();
    if is_personal(email, &titles) {
        let location = record.parsed.locations.of_nested("contact", None, "email");
        let message = "this looks like one person's own mailbox, and everybody can read it";
        let fault = Fault::new(Code::PersonalMailbox, location, message);
        out.report(fault.with_help("write the group's mailbox"));
    }
}

/// Whether a mailbox is neither an office's nor named after one of some groups.
fn is_personal(email: &Email, titles: &[&str]) -> bool {
    let mailbox = letters(email.0.split('@').next().unwrap_or_default());
    let is_named_after = |title: &&str| {
        let title_slug = slugify(title);
        let initials: String = title_slug.split('-').filter_map(|word| word.chars().next()).collect();
        letters(title).contains(&mailbox) || mailbox.contains(&letters(title)) || mailbox == initials
    };
    !email.is_shared() && !titles.iter().any(is_named_after)
}

fn letters(text: &str) -> String {
    slugify(text).replace('-', "")
}
