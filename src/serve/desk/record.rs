//! The desk's page about one record.

use serde::Serialize;
use tera::Context;

use super::context::Desk;
use super::faults::{FaultRow, describe_fault};
use super::record_facts::looked_after_by;
use crate::agenda::{EditorRecords, RequiredConsent};
use crate::kind::{Kind, Role};
use crate::language::capitalise;
use crate::site::{Record, RecordIndex, Translation};

/// How many relations of one role are listed.
const MAX_RELATED: usize = 100;

#[derive(Serialize)]
struct RecordView {
    id: String,
    title: String,
    summary: Option<String>,
    kind: &'static str,
    status: &'static str,
    status_label: &'static str,
    why: Option<String>,
    next_change: Option<String>,
    file: String,
    editor_href: Option<String>,
    page_href: Option<String>,
    address: Option<String>,
    is_safety_raised: bool,
    looked_after_by: Option<RelatedRecord>,
    dates: Vec<(&'static str, String)>,
    topics: Vec<String>,
    translations: Vec<TranslationView>,
    consents: Vec<RequiredConsent>,
    relations: Vec<RelationGroup>,
    backlinks: Vec<RelationGroup>,
    faults: Vec<FaultRow>,
}

#[derive(Serialize)]
struct TranslationView {
    language: String,
    name: String,
    file: String,
    editor_href: Option<String>,
    page_href: Option<String>,
    has_errors: bool,
}

#[derive(Serialize)]
struct RelationGroup {
    label: String,
    records: Vec<RelatedRecord>,
    more_count: usize,
}

#[derive(Serialize)]
struct RelatedRecord {
    href: String,
    title: String,
    kind: &'static str,
    status_label: &'static str,
}

pub(super) fn render_page(desk: &Desk<'_>, id: &str) -> (u16, String) {
    let mut context = Context::new();
    let records = desk.publication().map(EditorRecords::from_publication);
    let found = records.as_ref().and_then(|records| find_record(records, id).map(|ix| (records, ix)));
    let Some((records, ix)) = found else {
        context.insert("requested_id", id);
        context.insert("record", &None::<RecordView>);
        return (404, desk.render("record.html", "No such record", "record", context));
    };
    let view = describe_record(desk, records, ix);
    context.insert("record", &view);
    (200, desk.render("record.html", &view.title, "record", context))
}

fn find_record(records: &EditorRecords<'_>, id: &str) -> Option<RecordIndex> {
    let (kind, slug) = id.split_once(':')?;
    records.site().find(Kind::parse(kind)?, slug)
}

fn describe_record(desk: &Desk<'_>, records: &EditorRecords<'_>, ix: RecordIndex) -> RecordView {
    let site = records.site();
    let record = site.record(ix);
    let status = records.status(ix);
    let file = record.parsed.source.path.clone();
    let upcoming_change = records.upcoming_change(ix);
    let topics = record.topics.iter().filter_map(|topic| site.topics.get(*topic as usize));
    let [relations, backlinks] = records.relations(ix);
    RecordView {
        id: record.id.to_string(),
        title: record.parsed.title().to_owned(),
        summary: record.parsed.common.as_ref().and_then(|common| common.summary.clone()),
        kind: record.kind().spec().label,
        status: status.as_str(),
        status_label: status.label(),
        why: records.status_reason(ix),
        next_change: upcoming_change.map(|next| capitalise(&format!("{}: {}", next.when_words, next.description))),
        editor_href: desk.editor_href(&file, None),
        page_href: page_href(desk, &record.address),
        address: record.kind().has_pages().then(|| record.address.clone()),
        is_safety_raised: records.is_safety_raised(ix),
        looked_after_by: looked_after_by(site, record).map(|partner| describe_related(desk, records, partner)),
        dates: records.labelled_dates(ix),
        topics: topics.map(|(_, label)| label.clone()).collect(),
        translations: record.translations.iter().map(|translation| describe_translation(desk, translation)).collect(),
        consents: records.required_consents(ix),
        relations: group_by_role(desk, records, &relations, Role::label),
        backlinks: group_by_role(desk, records, &backlinks, Role::backlink_label),
        faults: list_faults(desk, record),
        file,
    }
}

fn describe_translation(desk: &Desk<'_>, translation: &Translation) -> TranslationView {
    let file = translation.parsed.source.path.clone();
    TranslationView {
        language: translation.language.as_str().to_owned(),
        name: translation.language.native_name().to_owned(),
        editor_href: desk.editor_href(&file, None),
        page_href: page_href(desk, &translation.address),
        has_errors: translation.is_invalid,
        file,
    }
}

/// The link to the page at an address; `None` when it is not published.
fn page_href(desk: &Desk<'_>, address: &str) -> Option<String> {
    let publication = desk.publication()?;
    publication.page_at(address).map(|page| publication.href(&page.address))
}

fn list_faults(desk: &Desk<'_>, record: &Record) -> Vec<FaultRow> {
    let is_translation =
        |path: &str| record.translations.iter().any(|translation| translation.parsed.source.path == path);
    let is_own = |path: &str| record.parsed.source.path == path || is_translation(path);
    let own_faults = desk.faults.iter().filter(|fault| fault.path().is_some_and(is_own));
    own_faults.map(|fault| describe_fault(desk, fault)).collect()
}

fn describe_related(desk: &Desk<'_>, records: &EditorRecords<'_>, record: &Record) -> RelatedRecord {
    let ix = records.site().find(record.kind(), &record.id.slug);
    RelatedRecord {
        href: desk.record_href(record),
        title: record.parsed.title().to_owned(),
        kind: record.kind().spec().label,
        status_label: ix.map_or("", |ix| records.status(ix).label()),
    }
}

/// Relations by role, in the order in which the roles first occur.
fn group_by_role(
    desk: &Desk<'_>,
    records: &EditorRecords<'_>,
    relations: &[(Role, RecordIndex)],
    label: fn(Role) -> &'static str,
) -> Vec<RelationGroup> {
    let mut roles: Vec<Role> = Vec::new();
    for (role, _) in relations {
        if !roles.contains(role) {
            roles.push(*role);
        }
    }
    let group = |role: Role| {
        let mut of_role: Vec<RecordIndex> =
            relations.iter().filter(|(known, _)| *known == role).map(|(_, ix)| *ix).collect();
        of_role.sort_unstable();
        of_role.dedup();
        let shown =
            of_role.iter().take(MAX_RELATED).map(|ix| describe_related(desk, records, records.site().record(*ix)));
        RelationGroup {
            label: label(role).to_owned(),
            records: shown.collect(),
            more_count: of_role.len().saturating_sub(MAX_RELATED),
        }
    };
    roles.into_iter().map(group).collect()
}
