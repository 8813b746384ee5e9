//! What a field hides and the text tells all the same: a postcode, a number, a mailbox, a line of an address.
//!
//! A check of one record, of its own texts alone. Its messages never repeat the value: the line that is shown has it.

use std::sync::Arc;

use super::Record;
use crate::fault::{Code, Fault, Faults};
use crate::record::{Address, Event, HasVisibility, KindFields, Partner, PartnerContact, Phone, Venue, Visibility};
use crate::text::{Source, SourceLocation, Span};

/// Fields whose values are under a visibility of their own, or are never published.
const SEPARATE_FIELDS: &[&str] = &["address", "contacts", "venue", "online", "notes", "uid"];

/// Something that is not to be read.
struct Secret<'a> {
    label: &'static str,
    value: &'a str,
    code: Code,
}

/// Reports what the record's texts tell although a field hides it; gives back the translations that do.
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
    let fields = record.parsed.locations.values().filter(|(name, _)| !SEPARATE_FIELDS.contains(name));
    for span in fields.map(|(_, value)| value).chain([record.parsed.locations.body_span()]) {
        report_leaks(source, span, &secrets, out);
    }
    let mut leaking_translations = Vec::new();
    for (number, translation) in record.translations.iter().enumerate() {
        let source = &translation.parsed.source;
        let mut translation_faults = Faults::new();
        report_leaks(source, Span::from_range(0..source.text.len()), &secrets, &mut translation_faults);
        if translation_faults.has_errors() {
            leaking_translations.push(number);
        }
        out.extend(translation_faults);
    }
    leaking_translations
}

fn report_leaks(source: &Arc<Source>, span: Span, secrets: &[Secret<'_>], out: &mut Faults) {
    let text = &source.text[span.to_range()];
    let compact = CompactText::new(text);
    for secret in secrets {
        let found = match secret.label {
            "telephone number" => find_phone_number(text, secret.value),
            _ => compact.find(text, secret.value),
        };
        for (start, end) in found {
            let place = SourceLocation::new(source, Span::from_range(start..end).offset_by(span.start as usize));
            let label = secret.label;
            let fault = match secret.code {
                Code::HiddenInText => {
                    Fault::new(secret.code, place, format!("this {label} is hidden, and the text tells it"))
                        .with_help("take it out of the text, or give the field another `visibility`")
                }
                _ => Fault::new(secret.code, place, format!("this {label} is kept back, and the text tells it"))
                    .with_help("take it out of the text, or say `visibility: public` where it is written"),
            };
            out.report(fault);
        }
    }
}

/// What stands in the way of a visibility: nothing, a warning, or an error.
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

/// Number and mailbox of a contact; without a `visibility` a mobile and a personal mailbox are kept back.
fn add_contact_secrets<'a>(contact: &'a PartnerContact, secrets: &mut Vec<Secret<'a>>) {
    let default_code = |kept: bool| kept.then_some(Code::KeptBackInText);
    let code_unless_stated = |kept: bool| contact.visibility.map_or_else(|| default_code(kept), leak_code);
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
        }
    }
    if let Some(online) = event.online.unguarded()
        && let Some(code) = leak_code(online.visibility())
    {
        secrets.push(Secret { label: "link", value: online.url.as_str(), code });
    }
    secrets
}

fn add_address_secrets<'a>(
    visibility: Visibility,
    lines: &'a [String],
    postcode: Option<&'a str>,
    secrets: &mut Vec<Secret<'a>>,
) {
    let Some(code) = leak_code(visibility) else { return };
    // A single word ("Annexe") is in many texts without telling anything.
    let distinctive_lines = lines.iter().map(String::as_str).filter(|line| line.trim().contains(' '));
    secrets.extend(distinctive_lines.map(|text| Secret { label: "line of an address", value: text, code }));
    secrets.extend(postcode.map(|text| Secret { label: "postcode", value: text, code }));
}

/// A text in small letters without spaces, and where each letter stands in it.
struct CompactText {
    letters: String,
    /// By byte of `letters`: the byte in the text.
    offsets: Vec<usize>,
}

impl CompactText {
    fn new(text: &str) -> Self {
        let mut compact = Self { letters: String::with_capacity(text.len()), offsets: Vec::with_capacity(text.len()) };
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let before = compact.letters.len();
            compact.letters.extend(c.to_lowercase());
            compact.offsets.resize(compact.offsets.len() + compact.letters.len() - before, at);
        }
        compact
    }

    /// Where a value stands by itself, not within a longer word.
    fn find(&self, text: &str, value: &str) -> Vec<(usize, usize)> {
        let wanted = Self::new(value).letters;
        if wanted.is_empty() {
            return Vec::new();
        }
        let spans = self.letters.match_indices(&wanted).map(|(at, _)| {
            let last = self.offsets[at + wanted.len() - 1];
            let length = text[last..].chars().next().map_or(0, char::len_utf8);
            (self.offsets[at], last + length)
        });
        let is_word_character = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        spans
            .filter(|(start, end)| {
                !is_word_character(text[..*start].chars().next_back())
                    && !is_word_character(text[*end..].chars().next())
            })
            .collect()
    }
}

/// Where a telephone number stands, however it is spaced, with or without the country's code.
fn find_phone_number(text: &str, phone: &str) -> Vec<(usize, usize)> {
    let wanted = national_digits(&Phone(phone.to_owned()).tel_number());
    if wanted.len() < 5 {
        return Vec::new();
    }
    let mut found = Vec::new();
    let is_phone_character = |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')' | '.' | '\u{a0}');
    let mut at = 0;
    while let Some(start) =
        text[at..].find(|c: char| c.is_ascii_digit() || matches!(c, '+' | '(')).map(|start| at + start)
    {
        let end = text[start..].find(|c: char| !is_phone_character(c)).map_or(text.len(), |end| start + end);
        let run = &text[start..end];
        if national_digits(&Phone(run.to_owned()).tel_number()).contains(&wanted) {
            let trimmed = run.trim_end_matches(|c: char| !c.is_ascii_digit());
            found.push((start, start + trimmed.len()));
        }
        at = end;
    }
    found
}

/// Digits without the code of the United Kingdom and without the leading nought.
fn national_digits(dial: &str) -> String {
    let digits = dial.strip_prefix("+44").or(dial.strip_prefix("0044")).unwrap_or(dial);
    digits.chars().filter(char::is_ascii_digit).collect::<String>().trim_start_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_however_they_are_written() {
        let text = "Come to 2  mill lane, zz14wh. Ring (01632) 960-001 or +44 1632 960 001, not 01632 960002.";
        let compact = CompactText::new(text);
        let texts =
            |found: Vec<(usize, usize)>| found.iter().map(|(start, end)| &text[*start..*end]).collect::<Vec<_>>();
        assert_eq!(texts(compact.find(text, "ZZ1 4WH")), ["zz14wh"]);
        assert_eq!(texts(compact.find(text, "2 Mill Lane")), ["2  mill lane"]);
        assert!(compact.find(text, "2 Mill Lan").is_empty(), "a part of a word is another word");
        assert_eq!(texts(find_phone_number(text, "01632 960001")), ["(01632) 960-001", "+44 1632 960 001"]);
        assert!(find_phone_number(text, "01632 960009").is_empty());
    }
}
