//! Checks of records that need the whole network: times in zones, places, people, pictures.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::{Record, RecordIndex, Site, event, leak};
use crate::country::Country;
use crate::fault::{Code, Fault, Faults, Severity};
use crate::kind::{Kind, Role};
use crate::path::{closest_match, is_sync_copy};
use crate::record::KindFields;

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

/// Two records that are known by the same. Two partners with one number, neither a part of the other nor of the same
/// one, are often one partner twice; two events with one `uid` are one event to calendars.
pub(super) fn check_duplicate_ids(site: &Site, out: &mut Faults) {
    let mut first_with_id: HashMap<(&str, &str), RecordIndex> = HashMap::new();
    for (ix, record) in site.indexed_records() {
        for (field, value) in record.parsed.fields.iter().flat_map(|fields| fields.unique_ids()) {
            let first = *first_with_id.entry((field, value)).or_insert(ix);
            if first == ix || (field != "uid" && top_organisation(site, first) == top_organisation(site, ix)) {
                continue;
            }
            let field_location = |record: &Record| record.parsed.locations.of_field(field);
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
                    "remove one of the two, correct the number, or say which is `part_of` the other",
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
        site.record(ix).relations.iter().find(|(role, _)| *role == Role::PartOf).filter(|_| steps < 16)
    {
        ix = *parent;
        steps += 1;
    }
    ix
}

fn check_record(site: &Site, record: &Record, out: &mut Faults) {
    let field_location = |field: &str| record.parsed.locations.of_field(field);
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
        Some(fields) => fields.check(&record.parsed.locations, out),
        None => {}
    }
}

fn check_coordinates(site: &Site, record: &Record, out: &mut Faults) {
    let Some(country) = site.config.country.as_deref().and_then(Country::find) else { return };
    let found = record.parsed.fields.as_ref().and_then(|fields| fields.coordinates());
    let Some((field, name, point)) = found else { return };
    if country.contains(point.latitude, point.longitude) {
        return;
    }
    let place = record.parsed.locations.of_nested(field, None, name);
    let fault = Fault::new(Code::OutsideCountry, place, format!("these coordinates are not in {}", country.code));
    out.report(if country.contains(point.longitude, point.latitude) {
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
    // Nor what a field with a mistyped name uses: any file that is named there may be meant.
    let with_unknown_fields: Vec<&str> = site
        .records
        .iter()
        .filter(|record| record.parsed.faults.iter().any(|fault| fault.code == Code::UnknownField))
        .map(|record| record.parsed.source.text.as_str())
        .collect();
    let may_be_meant = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        with_unknown_fields.iter().any(|text| text.contains(name))
    };
    for path in
        site.assets.keys().filter(|path| !folders_with_unreadable_records.contains(crate::path::parent_folder(path)))
    {
        if !used.contains(path)
            && !referenced.contains(path.as_str())
            && !is_sync_copy(crate::path::file_stem(path))
            && !may_be_meant(path)
        {
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
            for (_, to) in record.relations.iter().filter(|(role, _)| matches!(role, Role::Parent | Role::Within)) {
                if seen.insert(*to) {
                    to_visit.push(&records[to.as_usize()]);
                }
            }
        }
        enclosing_places[index] = seen.into_iter().collect();
    }
    enclosing_places
}
