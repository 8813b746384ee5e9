//! Values that a field hides but a text of the record contains: a postcode, a telephone number, a mailbox, a line of an
//! address, the name of a venue.
//!
//! The messages do not repeat the value, because reports may be shared. The line that they point to has it.

use std::sync::Arc;

use super::find_secret::{CompactText, find_phone_number};
use crate::fault::{Code, Fault, Faults};
use crate::record::{Address, Event, HasVisibility, KindFields, Partner, PartnerContact, Venue, Visibility};
use crate::site::record::Record;
use crate::text::{Source, SourceLocation, Span};

/// Fields that are not searched: they have a visibility of their own, or are never published.
const SEPARATE_FIELDS: &[&str] = &["address", "contacts", "people", "venue", "online", "notes", "uid"];

/// A value that readers must not see.
struct Secret<'a> {
    label: &'static str,
    value: &'a str,
    code: Code,
}

/// Reports hidden values in the texts of a record, and returns the translations that contain one, by their positions.
pub(super) fn check_leaks(record: &Record, out: &mut Faults) -> Vec<usize> {
    let secrets = match &record.parsed.fields {
        Some(KindFields::Partner(partner)) => partner_secrets(partner),
        Some(KindFields::Event(event)) => event_secrets(event),
        _ => return Vec::new(),
    };
    if secrets.is_empty() {
        return Vec::new();
    }
    let source = &record.parsed.source;
    // The venues of single dates are within a field that is searched.
    let own_places = record.parsed.locations.in_each_item("occurrences", "venue");
    let fields = record.parsed.locations.values().filter(|(name, _)| !SEPARATE_FIELDS.contains(name));
    for span in fields.map(|(_, value)| value).chain([record.parsed.locations.body_span()]) {
        report_leaks(source, span, &secrets, &own_places, out);
    }
    let mut leaking_translations = Vec::new();
    for (number, translation) in record.translations.iter().enumerate() {
        let source = &translation.parsed.source;
        let mut translation_faults = Faults::new();
        report_leaks(source, Span::from_range(0..source.text.len()), &secrets, &[], &mut translation_faults);
        if translation_faults.has_errors() {
            leaking_translations.push(number);
        }
        out.extend(translation_faults);
    }
    leaking_translations
}

/// Reports the secrets that a part of a text tells, outside the places where they are written.
fn report_leaks(source: &Arc<Source>, span: Span, secrets: &[Secret<'_>], own_places: &[Span], out: &mut Faults) {
    let text = &source.text[span.to_range()];
    let compact = CompactText::new(text);
    for secret in secrets {
        let found = match secret.label {
            "telephone number" => find_phone_number(text, secret.value),
            _ => compact.find(text, secret.value),
        };
        for (start, end) in found {
            let found = Span::from_range(start..end).offset_by(span.start as usize);
            if own_places.iter().any(|own| own.start <= found.start && found.end <= own.end) {
                continue;
            }
            let location = SourceLocation::new(source, found);
            let label = secret.label;
            let fault = match secret.code {
                Code::HiddenInText => {
                    Fault::new(secret.code, location, format!("this {label} is hidden, and the text tells it"))
                        .with_help("take it out of the text, or give the field another `visibility`")
                }
                _ => Fault::new(secret.code, location, format!("this {label} is kept back, and the text tells it"))
                    .with_help("take it out of the text, or say `visibility: public` where it is written"),
            };
            out.report(fault);
        }
    }
}

/// The fault of a text that contains a value with a visibility; `None` for public values.
fn leak_code(visibility: Visibility) -> Option<Code> {
    match visibility {
        Visibility::Public => None,
        Visibility::Area | Visibility::OnRequest => Some(Code::KeptBackInText),
        Visibility::Hidden => Some(Code::HiddenInText),
    }
}

fn partner_secrets(partner: &Partner) -> Vec<Secret<'_>> {
    let mut secrets = Vec::new();
    if let Some(address) = partner.address.unguarded() {
        let Address { lines, postcode, .. } = address;
        add_address_secrets(address.visibility(), lines, postcode.as_deref(), &mut secrets);
    }
    for contact in partner.contacts.unguarded() {
        add_contact_secrets(contact, &mut secrets);
    }
    secrets
}

/// The telephone number and mailbox of a contact. Without a `visibility`, mobile numbers and personal mailboxes are not
/// shown.
fn add_contact_secrets<'a>(contact: &'a PartnerContact, secrets: &mut Vec<Secret<'a>>) {
    let default_code = |is_private: bool| is_private.then_some(Code::KeptBackInText);
    let code_unless_stated = |is_private: bool| contact.visibility.map_or_else(|| default_code(is_private), leak_code);
    if let Some(email) = &contact.email
        && let Some(code) = code_unless_stated(!contact.has_shared_mailbox())
    {
        secrets.push(Secret { label: "mailbox", value: &email.0, code });
    }
    if let Some(phone) = &contact.phone
        && let Some(code) = code_unless_stated(phone.is_mobile())
    {
        secrets.push(Secret { label: "telephone number", value: &phone.0, code });
    }
}

fn event_secrets(event: &Event) -> Vec<Secret<'_>> {
    let mut secrets = Vec::new();
    let own_venue = event.venue.unguarded().as_ref();
    let occurrence_venues = event.occurrences.unguarded().iter().filter_map(|entry| entry.venue.unguarded().as_ref());
    for venue in own_venue.into_iter().chain(occurrence_venues) {
        if let Venue::Place(named) = venue {
            add_address_secrets(venue.visibility(), &named.lines, named.postcode.as_deref(), &mut secrets);
            let code = leak_code(venue.visibility()).filter(|_| is_proper_name(&named.name));
            secrets.extend(code.map(|code| Secret { label: "name of the venue", value: &named.name, code }));
        }
    }
    if let Some(online) = event.online.unguarded()
        && let Some(code) = leak_code(online.visibility())
    {
        secrets.push(Secret { label: "link", value: online.url.as_str(), code });
    }
    secrets
}

/// Whether a name is that of one place, such as `Rose Villa`. A single word, or `A private home`, gives nothing away.
fn is_proper_name(name: &str) -> bool {
    name.split_whitespace().skip(1).any(|word| !word.starts_with(char::is_lowercase))
}

fn add_address_secrets<'a>(
    visibility: Visibility,
    lines: &'a [String],
    postcode: Option<&'a str>,
    secrets: &mut Vec<Secret<'a>>,
) {
    let Some(code) = leak_code(visibility) else { return };
    // A single word such as "Annexe" is in many texts and does not give the address away.
    let distinctive_lines = lines.iter().map(String::as_str).filter(|line| line.trim().contains(' '));
    secrets.extend(distinctive_lines.map(|text| Secret { label: "line of an address", value: text, code }));
    secrets.extend(postcode.map(|text| Secret { label: "postcode", value: text, code }));
}
