//! Organisers of events and opportunities that are named in words.

use std::slice;

use super::linker::Linker;
use crate::fault::{Code, Fault, Faults};
use crate::kind::Kind;
use crate::record::{KindFields, Organiser};
use crate::site::record::Record;

impl Linker<'_> {
    /// Checks organisers that are written as `{name: …}`, which is for organisations without a record. Where no
    /// organiser of an event has a record, no partner's page shows the event.
    pub(super) fn check_organisers_without_record(&self, record: &Record, out: &mut Faults) {
        let lists = organiser_fields(record);
        let has_no_record = |organiser: &Organiser| matches!(organiser, Organiser::Name(_));
        // This is reported for the first organiser only.
        let mut report_no_record =
            record.kind() == Kind::Event && lists.iter().all(|(_, list)| list.iter().all(has_no_record));
        for (field, list) in lists {
            for (number, organiser) in list.iter().enumerate() {
                let Organiser::Name(name) = organiser else { continue };
                let Some((code, message, help)) = self.describe_missing_record(name, report_no_record) else {
                    continue;
                };
                report_no_record = false;
                let item = (field != "organiser").then_some((number, list.len()));
                let location = record.parsed.locations.of_nested(field, item, "name");
                out.report(Fault::new(code, location, message).with_help(help));
            }
        }
    }

    /// The code, message and help for an organiser that is named in words.
    fn describe_missing_record(&self, name: &str, report_no_record: bool) -> Option<(Code, String, String)> {
        match self.suggestions.find_by_title(Kind::Partner, name) {
            Some(slug) => Some((
                Code::HasARecord,
                format!("`{name}` has a record, which a name in words does not lead to"),
                format!("write `{slug}` instead of `{{name: …}}`, unless it is somebody else"),
            )),
            None if report_no_record => Some((
                Code::NoRecord,
                format!("`{name}` has no record, so no partner's page shows this event"),
                "add one in `content/partners/`, or leave it: the name is shown as text".to_owned(),
            )),
            None => None,
        }
    }
}

/// The fields of a record that name those who run or offer what it is about.
fn organiser_fields(record: &Record) -> Vec<(&'static str, &[Organiser])> {
    match &record.parsed.fields {
        Some(KindFields::Event(event)) => {
            vec![("organisers", &event.organisers), ("co_organisers", &event.co_organisers), ("hosts", &event.hosts)]
        }
        Some(KindFields::Opportunity(opportunity)) => {
            vec![("organiser", slice::from_ref(&opportunity.organiser))]
        }
        _ => Vec::new(),
    }
}
