//! The first page of the desk: what needs attention, the last build, what to do before the site is published, what happens
//! next, and the table of all records.

use tera::Context;

use super::attention::list_attention;
use super::checklist::build_checklist;
use super::context::Desk;
use super::faults::describe_fault;
use super::last_build::{describe_last_build, list_still_published, list_sync_warnings};
use super::record_lists::{MAX_ITEMS, RecordLinks};
use super::table::build_table;
use super::upcoming::{list_consents, list_events, list_reviews, list_scheduled_changes, list_unchecked};
use crate::agenda::{Agenda, EditorRecords, instant_in_words};

pub(super) fn render_page(desk: &Desk<'_>, query: &dyn Fn(&str) -> Option<String>) -> String {
    let mut context = Context::new();
    let Some(renderer) = desk.renderer else {
        let rows: Vec<_> = desk.faults.iter().take(MAX_ITEMS).map(|fault| describe_fault(desk, fault)).collect();
        context.insert("is_unusable", &true);
        context.insert("more_count", &desk.faults.len().saturating_sub(rows.len()));
        context.insert("faults", &rows);
        return desk.render("overview.html", "The desk", "overview", context);
    };
    let publication = renderer.publication();
    let zone = &publication.config().zone.time_zone;
    let records = EditorRecords::from_publication(publication);
    let agenda = Agenda::from_publication(publication);
    let still_published = list_still_published(desk, renderer);
    let links = RecordLinks::new(desk, &records);
    context.insert("is_unusable", &false);
    context.insert("attention", &list_attention(&links, &agenda, &still_published));
    context.insert("last_build", &describe_last_build(desk, renderer, still_published.len()));
    context.insert("sync_warnings", &list_sync_warnings(desk));
    context.insert("checklist", &build_checklist(desk, publication, &records));
    context.insert("next_change", &publication.next_change().map(|at| instant_in_words(at, zone)));
    context.insert("events", &list_events(&links, &agenda));
    context.insert("starts", &list_scheduled_changes(&links, &agenda.starts));
    context.insert("ends", &list_scheduled_changes(&links, &agenda.ends));
    context.insert("consents", &list_consents(&links, &agenda));
    context.insert("reviews", &list_reviews(&links, &agenda));
    context.insert("unchecked", &list_unchecked(&links, &agenda));
    context.insert("table", &build_table(desk, &records, query));
    desk.render("overview.html", "The desk", "overview", context)
}
