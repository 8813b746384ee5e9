//! Checks of records that need the whole network: times in zones, places, people, pictures.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::{Record, RecordIndex, Site, event, leak};
use crate::fault::{Code, Fault, Faults, Severity};
use crate::path::{closest_match, is_sync_copy};
use crate::record::{Kind, KindFields, Venue};
use crate::text::SourceLocation;

/// Checks a record by its kind. `faults` are those that are known already; gives back all.
pub(super) fn check_record_and_leaks(site: &mut Site, ix: RecordIndex, mut faults: Faults) -> Faults {
    let mut record_faults = Faults::new();
    check_record(site, site.record(ix), &mut record_faults);
    let mut leaks = Faults::new();
    let leaking_translations = leak::check_leaks(site.record(ix), &mut leaks);
    // A translation that tells what is hidden is held back by itself.
    let record_leaks = leaks.iter().any(|fault| {
        fault.severity == Severity::Error && fault.path() == Some(site.record(ix).parsed.source.path.as_str())
    });
    if record_faults.has_errors() || record_leaks {
        site.record_mut(ix).is_invalid = true;
    }
    for number in leaking_translations {
        site.record_mut(ix).translations[number].is_invalid = true;
    }
    record_faults.extend(leaks);
    faults.extend(record_faults);
    faults
}

/// What a record is known by elsewhere, and should have alone: a field and its value.
pub(super) fn unique_ids(fields: Option<&KindFields>) -> Vec<(&'static str, &str)> {
    match fields {
        Some(KindFields::Partner(partner)) => {
            let charity = partner.charity.as_ref().map(|number| ("charity", number.0.as_str()));
            let company = partner.company.as_ref().map(|number| ("company", number.0.as_str()));
            charity.into_iter().chain(company).collect()
        }
        Some(KindFields::Event(event)) => {
            let uid = event.uid.as_deref().map(str::trim).filter(|uid| !uid.is_empty());
            uid.map(|uid| ("uid", uid)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// Two records that are known by the same. Two partners with one number, neither a part of the other nor of the same
/// one, are often one partner twice; two events with one `uid` are one event to calendars.
pub(super) fn check_duplicate_ids(site: &Site, out: &mut Faults) {
    let mut first_with_id: HashMap<(&str, &str), RecordIndex> = HashMap::new();
    for (ix, record) in site.indexed_records() {
        for (field, value) in unique_ids(record.parsed.fields.as_ref()) {
            let first = *first_with_id.entry((field, value)).or_insert(ix);
            if first == ix || (field != "uid" && top_organisation(site, first) == top_organisation(site, ix)) {
                continue;
            }
            let field_location =
                |record: &Record| SourceLocation::new(&record.parsed.source, record.parsed.field_span(field));
            let other = site.record(first);
            let name = &other.id.slug;
            let (code, message, help) = match field {
                "uid" => (
                    Code::SameUid,
                    format!("`{name}` has the same `uid`"),
                    "remove this line: calendars would take the two for one event",
                ),
                _ => (
                    Code::SameNumber,
                    format!("`{name}` has the same {field} number"),
                    "remove one of the two, mend the number, or say which is `part_of` the other",
                ),
            };
            let fault = Fault::new(code, field_location(record), message)
                .with_note_at(field_location(other), "it is also written here");
            out.report(fault.with_help(help));
        }
    }
}

/// The partner at the top of what a partner is a part of.
fn top_organisation(site: &Site, mut ix: RecordIndex) -> RecordIndex {
    let mut steps = 0;
    while let Some((_, parent)) =
        site.record(ix).relations.iter().find(|(role, _)| *role == "part_of").filter(|_| steps < 16)
    {
        ix = *parent;
        steps += 1;
    }
    ix
}

fn check_record(site: &Site, record: &Record, out: &mut Faults) {
    let field_location = |field: &str| SourceLocation::new(&record.parsed.source, record.parsed.field_span(field));
    if let Some(common) = &record.parsed.common {
        for (field, moment) in
            [("publish", common.publish), ("show_until", common.show_until), ("updated", common.updated)]
        {
            if let Some(moment) = moment.filter(|moment| moment.offset.is_some()) {
                event::check_offset(&moment, &site.config.zone, field_location(field), out);
            }
        }
    }
    if let Some(common) = &record.parsed.common
        && let (Some(from), Some(until)) = (common.publish, common.show_until)
        && until.end_instant(&site.config.zone.time_zone) <= from.latest_instant(&site.config.zone.time_zone)
    {
        out.report(
            Fault::new(
                Code::InvalidValue,
                field_location("show_until"),
                "`show_until` is before `publish`: it would never be shown",
            )
            .with_help("check the two dates"),
        );
    }
    if let Some(template) = record.parsed.common.as_ref().and_then(|common| common.template.as_ref())
        && !site.templates.iter().any(|name| name == template || name.strip_suffix(".html") == Some(template))
    {
        let fault = Fault::new(
            Code::TemplateError,
            field_location("template"),
            format!("the theme has no template `{template}`"),
        );
        out.report(fault.with_suggestion(closest_match(
            template.trim_end_matches(".html").trim_end_matches(".htm"),
            site.templates.iter().map(|name| name.trim_end_matches(".html")),
        )));
    }
    check_coordinates(site, record, out);
    match &record.parsed.fields {
        Some(KindFields::Event(event)) => event::check_event(site, record, event, out),
        Some(KindFields::Partner(partner)) => {
            let unstated = !["address", "serves", "places"].iter().any(|field| record.parsed.has_value(field));
            let nowhere = unstated && partner.address.unguarded().is_none() && record.in_places.is_empty();
            if nowhere {
                out.report(
                    Fault::new(
                        Code::ShownNowhere,
                        field_location("title"),
                        "this partner is shown on no place: it has neither an address nor an area it serves",
                    )
                    .with_help("add `serves:` with the places it is there for, or an `address:`"),
                );
            }
        }
        Some(KindFields::Story(story))
            if story.must_name_people() && story.people.unguarded().is_none() && !record.parsed.has_value("people") =>
        {
            let place = if story.kind.is_some() { field_location("type") } else { field_location("title") };
            out.report(
                Fault::new(Code::MissingField, place, "field `people` is missing: a story must say who is in it")
                    .with_help("add `people:` with their consents, or `people: none` when nobody can be recognised"),
            );
        }
        Some(KindFields::Incident(incident)) if incident.until.is_none() && !record.parsed.has_value("until") => {
            let fault = Fault::new(
                Code::NoEnd,
                field_location("title"),
                "this pack does not say until when; it would show for seven days",
            );
            out.report(fault.with_help("add `until:` with its last day"));
        }
        Some(KindFields::Campaign(campaign)) => {
            if let Some(end) = campaign.end.filter(|end| *end < campaign.start) {
                out.report(
                    Fault::new(
                        Code::InvalidValue,
                        field_location("end"),
                        format!("the campaign would end on {end}, before it starts"),
                    )
                    .with_help("check the two dates"),
                );
            }
        }
        _ => {}
    }
}

/// Countries (ISO 3166-1 alpha-2) with the box that holds them: south, north, west, east, in degrees.
const COUNTRY_BOUNDS: &[(&str, [f64; 4])] = &[
    ("AU", [-43.8, -9.0, 112.8, 154.0]),
    ("BE", [49.4, 51.6, 2.4, 6.5]),
    ("CA", [41.6, 83.2, -141.1, -52.5]),
    ("DE", [47.2, 55.2, 5.8, 15.1]),
    ("ES", [27.5, 43.9, -18.3, 4.5]),
    ("FR", [41.2, 51.2, -5.3, 9.7]),
    ("GB", [49.8, 60.9, -8.7, 1.9]),
    ("IE", [51.3, 55.5, -10.8, -5.9]),
    ("IT", [35.4, 47.2, 6.5, 18.6]),
    ("NL", [50.7, 53.6, 3.3, 7.3]),
    ("NZ", [-47.4, -34.0, 166.3, 178.7]),
    ("PL", [48.9, 54.9, 14.0, 24.2]),
    ("PT", [30.0, 42.2, -31.4, -6.1]),
    ("US", [18.8, 71.5, -179.2, -66.8]),
];

fn check_coordinates(site: &Site, record: &Record, out: &mut Faults) {
    let country = site.config.country.as_deref().unwrap_or_default();
    let Some((_, [south, north, west, east])) = COUNTRY_BOUNDS.iter().find(|(known, _)| *known == country) else {
        return;
    };
    let found = match &record.parsed.fields {
        Some(KindFields::Place(place)) => place.location.map(|point| ("location", "", point)),
        Some(KindFields::Partner(partner)) => {
            let address = partner.address.unguarded().as_ref();
            address.and_then(|address| address.location).map(|point| ("address", "location", point))
        }
        Some(KindFields::Event(event)) => match event.venue.unguarded() {
            Some(Venue::Place(place)) => place.location.map(|point| ("venue", "location", point)),
            _ => None,
        },
        _ => None,
    };
    let Some((field, name, point)) = found else { return };
    let is_in_country =
        |latitude: f64, longitude: f64| (*south..=*north).contains(&latitude) && (*west..=*east).contains(&longitude);
    if is_in_country(point.latitude, point.longitude) {
        return;
    }
    let place = SourceLocation::new(&record.parsed.source, record.parsed.nested_span(field, None, name));
    let fault = Fault::new(Code::OutsideCountry, place, format!("these coordinates are not in {country}"));
    out.report(if is_in_country(point.longitude, point.latitude) {
        fault.with_help(format!("did you mean `[{}, {}]`? latitude comes first", point.longitude, point.latitude))
    } else {
        fault.with_help("check the figures and the minus sign: latitude first, then longitude")
    });
}

/// Files in `content/` that no record refers to.
pub(super) fn check_unused_files(site: &Site, used: &BTreeSet<String>, out: &mut Faults) {
    let referenced: BTreeSet<&str> = site
        .records
        .iter()
        .flat_map(|record| record.resolved_references.iter())
        .filter_map(|resolved| match resolved {
            super::ResolvedTarget::File(path) => Some(path.as_str()),
            _ => None,
        })
        .collect();
    // What an unreadable record uses cannot be known.
    let folders_with_unreadable_records: BTreeSet<&str> = site
        .records
        .iter()
        .filter(|record| record.parsed.is_unreadable())
        .map(|record| crate::path::parent_folder(&record.parsed.source.path))
        .collect();
    for path in
        site.assets.keys().filter(|path| !folders_with_unreadable_records.contains(crate::path::parent_folder(path)))
    {
        if !used.contains(path) && !referenced.contains(path.as_str()) && !is_sync_copy(crate::path::file_stem(path)) {
            let message = format!(
                "no record refers to `{}`, so it is not published",
                path.strip_prefix("content/").unwrap_or(path)
            );
            out.report(Fault::in_file(Code::UnusedFile, path.clone(), message).with_help("link to it, or remove it"));
        }
    }
}

/// A place with all the places above it: its parents, and the further areas it lies in.
pub(super) fn compute_enclosing_places(records: &[Arc<Record>]) -> Vec<Vec<RecordIndex>> {
    let mut enclosing_places: Vec<Vec<RecordIndex>> = vec![Vec::new(); records.len()];
    for (index, record) in records.iter().enumerate().filter(|(_, record)| record.kind() == Kind::Place) {
        let mut seen = BTreeSet::from([RecordIndex::new(index)]);
        let mut to_visit = vec![record];
        while let Some(record) = to_visit.pop() {
            for (_, to) in record.relations.iter().filter(|(role, _)| matches!(*role, "parent" | "within")) {
                if seen.insert(*to) {
                    to_visit.push(&records[to.as_usize()]);
                }
            }
        }
        enclosing_places[index] = seen.into_iter().collect();
    }
    enclosing_places
}
