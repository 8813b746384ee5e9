//! The files of the private folder that are about people: `people.yaml` and `allow.yaml`. They are optional, and nothing
//! in them is published: they are only checked.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Consent, Ledger};
use crate::fault::{Code, Fault, Faults};
use crate::record::ListFile;
use crate::text::{Source, SourceLocation, Span};
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
        /// The reason.
        reason: required String, always;
        /// The last day on which it may.
        until: optional Date, always;
    }
}

/// Checks `people.yaml`: its fields, and that each consent is in the ledger.
pub fn check_people(source: &Arc<Source>, ledger: &Ledger, out: &mut Faults) {
    for (person, span) in
        &ListFile::<PrivatePerson>::read(source, &["person", "known_as", "contact", "form"], out).items
    {
        let location = || SourceLocation::new(source, *span);
        match ledger.get(&person.id) {
            None => out.report(
                Fault::new(
                    Code::ConsentMissing,
                    location(),
                    format!("there is no consent `{}` in `consents.yaml`", person.id),
                )
                .with_help("add it to `content/consents.yaml`, or take this entry out"),
            ),
            Some(consent) if consent.minor == Some(true) && person.guardian.is_none() => out.report(
                Fault::new(
                    Code::MissingField,
                    location(),
                    format!("consent `{}` is for a minor and names no guardian", person.id),
                )
                .with_help("add `guardian:` with the name of who agreed"),
            ),
            Some(_) => {}
        }
    }
}

/// Reports, once, that nothing follows from `minor` where there is no `people.yaml`.
pub fn report_minors_without_people(ledger: &Ledger, out: &mut Faults) {
    let is_minor = |(consent, _): &&(Consent, Span)| consent.minor == Some(true);
    if let Some((_, span)) = ledger.consents.values().find(is_minor)
        && let Some(source) = &ledger.source
    {
        let message = "`minor` does nothing without `people.yaml` in the private folder, where it asks for a guardian";
        out.report(Fault::new(Code::NoEffectYet, SourceLocation::new(source, *span), message));
    }
}

/// Checks the fields of `allow.yaml`.
pub fn check_allowed(source: &Arc<Source>, out: &mut Faults) {
    ListFile::<AllowedText>::read(source, &["text"], out);
}
