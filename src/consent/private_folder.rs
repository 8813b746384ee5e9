//! The part of the private folder that is about people. Nothing of it is published, and it need not be there.

use std::sync::Arc;

use jiff::civil::Date;

use super::Ledger;
use crate::fault::{Code, Fault, Faults};
use crate::record::read_list;
use crate::text::{Source, SourceLocation};
use crate::yaml::fields;

fields! {
    /// The person behind a consent. This is never published.
    pub struct PrivatePerson {
        /// The id of the consent in `consents.yaml`.
        id: required String, always;
        /// Their name.
        person: required String, always;
        /// Other names they are known by.
        known_as: many String, always;
        /// How to reach them.
        contact: optional String, always;
        /// Who agreed for them, if they are under eighteen.
        guardian: optional String, always;
        /// Where the signed form is.
        form: optional String, always;
    }
}

fields! {
    /// A private text that may appear in public all the same.
    pub struct AllowedText {
        /// The text that is allowed.
        text: required String, always;
        /// The only file or address in which it may appear; without it, anywhere.
        file: optional String, always;
        /// Why.
        reason: required String, always;
        /// The last day on which it may.
        until: optional Date, always;
    }
}

/// What the private folder says about people.
#[derive(Debug, Default)]
pub struct PrivateFolder {
    /// The people.
    pub people: Vec<PrivatePerson>,
    /// Private texts that may appear in public.
    pub allowed: Vec<AllowedText>,
}

/// Reads `people.yaml`, and checks that each consent is in the ledger.
pub fn read_people(source: &Arc<Source>, ledger: &Ledger, out: &mut Faults) -> Vec<PrivatePerson> {
    let (items, _, _) = read_list::<PrivatePerson>(source, out);
    for (person, span) in &items {
        let place = || SourceLocation::new(source, *span);
        match ledger.get(&person.id) {
            None => out.report(
                Fault::new(
                    Code::ConsentMissing,
                    place(),
                    format!("there is no consent `{}` in `consents.yaml`", person.id),
                )
                .with_suggestion(ledger.nearest_id(&person.id)),
            ),
            Some(consent) if consent.minor == Some(true) && person.guardian.is_none() => out.report(
                Fault::new(
                    Code::MissingField,
                    place(),
                    format!("consent `{}` is for a minor and names no guardian", person.id),
                )
                .with_help("add `guardian:` with the name of who agreed"),
            ),
            Some(_) => {}
        }
    }
    items.into_iter().map(|(person, _)| person).collect()
}

/// Reads `allow.yaml`.
pub fn read_allowed(source: &Arc<Source>, out: &mut Faults) -> Vec<AllowedText> {
    read_list::<AllowedText>(source, out).0.into_iter().map(|(allowed, _)| allowed).collect()
}
