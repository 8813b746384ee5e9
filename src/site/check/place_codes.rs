//! Codes of places, in the forms that statistics offices use.

use std::collections::BTreeSet;

use crate::country::Country;
use crate::fault::{Code, Fault, Faults};
use crate::record::Place;
use crate::site::linked_site::Site;
use crate::site::record::Record;
use crate::text::SourceLocation;

/// Reports codes that no place in the network's country can have, and those that a place has twice.
pub(super) fn check_place_codes(site: &Site, record: &Record, place: &Place, out: &mut Faults) {
    let country = site.config.country.as_deref().and_then(Country::find);
    let mut codes = BTreeSet::new();
    for (number, code) in place.codes.iter().enumerate() {
        let location = || record.parsed.locations.of_nested("codes", Some((number, place.codes.len())), "");
        if !codes.insert(code) {
            let message = format!("this place has the code `{code}` already");
            out.report(Fault::new(Code::NeedlessField, location(), message).with_help("remove one of the two"));
        } else if !has_code_form(code, country) {
            out.report(code_form_fault(code, country, location()));
        }
    }
}

fn code_form_fault(code: &str, country: Option<&Country>, location: SourceLocation) -> Fault {
    let message = format!("no place has a code like `{}`", code.chars().take(60).collect::<String>());
    let upper = code.to_uppercase();
    let suggestion = has_code_form(&upper, country).then_some(upper);
    Fault::new(Code::InvalidValue, location, message).with_suggestion_or_help(suggestion, code_help(country))
}

/// Whether a code has a form of the country, or of ISO 3166-2; without a country that is known here, whether it is
/// letters, digits and hyphens, and not letters alone.
fn has_code_form(code: &str, country: Option<&Country>) -> bool {
    let is_code_character = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-';
    let is_any_code = (2..=16).contains(&code.len())
        && code.bytes().all(is_code_character)
        && code.bytes().any(|byte| !byte.is_ascii_uppercase());
    let is_subdivision = |country: &Country| code.split_once('-').is_some_and(|(before, _)| before == country.code);
    is_any_code && country.is_none_or(|country| country.has_place_code(code) || is_subdivision(country))
}

fn code_help(country: Option<&Country>) -> String {
    match country.map_or(&[][..], |country| country.place_codes) {
        [] => "write it as the statistics office does, in capitals and digits".to_owned(),
        examples => {
            let quoted: Vec<String> = examples.iter().map(|example| format!("`{example}`")).collect();
            format!("write it as the statistics office does: {}", quoted.join(", "))
        }
    }
}
