//! Everything that is known about one record.

use serde::Serialize;
use tera::Context;

use super::faults::{Shown, shown};
use super::table::{keeper, kind_label};
use super::{Desk, capital};
use crate::agenda::{EditorRecords, RequiredConsent};
use crate::publish::MENTIONS;
use crate::record::Kind;
use crate::site::{Record, RecordIndex, Role};

/// Relations of one role that are listed.
const MOST: usize = 100;

#[derive(Serialize)]
struct View {
    id: String,
    title: String,
    summary: Option<String>,
    kind: &'static str,
    status: &'static str,
    status_label: &'static str,
    why: Option<String>,
    next: Option<String>,
    file: String,
    editor: Option<String>,
    page: Option<String>,
    address: Option<String>,
    raised: bool,
    keeper: Option<Related>,
    dates: Vec<(&'static str, String)>,
    topics: Vec<String>,
    editions: Vec<Edition>,
    consents: Vec<RequiredConsent>,
    forward: Vec<Relations>,
    backward: Vec<Relations>,
    faults: Vec<Shown>,
}

#[derive(Serialize)]
struct Edition {
    language: String,
    name: String,
    file: String,
    editor: Option<String>,
    page: Option<String>,
    held_back: bool,
}

#[derive(Serialize)]
struct Relations {
    label: String,
    records: Vec<Related>,
    more: usize,
}

#[derive(Serialize)]
struct Related {
    href: String,
    title: String,
    kind: &'static str,
    status_label: &'static str,
}

pub(super) fn page(desk: &Desk<'_>, id: &str) -> (u16, String) {
    let mut context = Context::new();
    let records = desk.publication().map(EditorRecords::from_publication);
    let found = records.as_ref().and_then(|records| find(records, id).map(|ix| (records, ix)));
    let Some((records, ix)) = found else {
        context.insert("asked", id);
        context.insert("record", &None::<View>);
        return (404, desk.render("record.html", "No such record", "record", context));
    };
    let view = view(desk, records, ix);
    context.insert("record", &view);
    (200, desk.render("record.html", &view.title, "record", context))
}

fn find(records: &EditorRecords<'_>, id: &str) -> Option<RecordIndex> {
    let (kind, slug) = id.split_once(':')?;
    records.site().find(Kind::parse(kind)?, slug)
}

fn view(desk: &Desk<'_>, records: &EditorRecords<'_>, ix: RecordIndex) -> View {
    let site = records.site();
    let record = site.record(ix);
    let common = record.parsed.common.as_ref();
    let status = records.status(ix);
    let file = record.parsed.source.path.clone();
    let page = |address: &str| {
        let publication = desk.publication()?;
        publication.page_at(address).map(|page| publication.href(&page.address))
    };
    let [forward, backward] = records.relations(ix);
    View {
        id: record.id.to_string(),
        title: record.parsed.title().to_owned(),
        summary: common.and_then(|common| common.summary.clone()),
        kind: kind_label(record.kind()),
        status: status.as_str(),
        status_label: status.label(),
        why: records.status_reason(ix),
        next: records.upcoming_change(ix).map(|next| capital(&format!("{}: {}", next.when_words, next.description))),
        editor: desk.editor(&file, None),
        page: page(&record.address),
        address: record.kind().has_pages().then(|| record.address.clone()),
        raised: records.is_safety_raised(ix),
        keeper: keeper(site, record).map(|keeper| related(desk, records, keeper)),
        dates: records.labelled_dates(ix),
        topics: record
            .topics
            .iter()
            .filter_map(|topic| site.topics.get(*topic as usize))
            .map(|topic| topic.1.clone())
            .collect(),
        editions: record
            .translations
            .iter()
            .map(|edition| Edition {
                language: edition.language.as_str().to_owned(),
                name: edition.language.native_name().to_owned(),
                file: edition.parsed.source.path.clone(),
                editor: desk.editor(&edition.parsed.source.path, None),
                page: page(&edition.address),
                held_back: edition.is_invalid,
            })
            .collect(),
        consents: records.required_consents(ix),
        forward: by_role(desk, records, &forward, forward_label),
        backward: by_role(desk, records, &backward, backward_label),
        faults: faults(desk, record),
        file,
    }
}

fn faults(desk: &Desk<'_>, record: &Record) -> Vec<Shown> {
    let of_edition = |path: &str| record.translations.iter().any(|edition| edition.parsed.source.path == path);
    let is_own = |path: &str| record.parsed.source.path == path || of_edition(path);
    let own = desk.faults.iter().filter(|fault| fault.path().is_some_and(is_own));
    own.map(|fault| shown(desk, fault)).collect()
}

fn related(desk: &Desk<'_>, records: &EditorRecords<'_>, record: &Record) -> Related {
    let ix = records.site().find(record.kind(), &record.id.slug);
    Related {
        href: desk.record_href(record),
        title: record.parsed.title().to_owned(),
        kind: kind_label(record.kind()),
        status_label: ix.map_or("", |ix| records.status(ix).label()),
    }
}

/// Relations by role, roles in the order in which they first come.
fn by_role(
    desk: &Desk<'_>,
    records: &EditorRecords<'_>,
    relations: &[(Role, RecordIndex)],
    label: fn(Role) -> String,
) -> Vec<Relations> {
    let mut roles: Vec<Role> = Vec::new();
    for (role, _) in relations {
        if !roles.contains(role) {
            roles.push(role);
        }
    }
    let of_role = |role: Role| {
        let mut of_role: Vec<RecordIndex> =
            relations.iter().filter(|(known, _)| *known == role).map(|(_, ix)| *ix).collect();
        of_role.sort_unstable();
        of_role.dedup();
        let shown = of_role.iter().take(MOST).map(|ix| related(desk, records, records.site().record(*ix)));
        Relations { label: label(role), records: shown.collect(), more: of_role.len().saturating_sub(MOST) }
    };
    roles.into_iter().map(of_role).collect()
}

fn forward_label(role: Role) -> String {
    match role {
        MENTIONS => "Links to".to_owned(),
        "by" => "Written by".to_owned(),
        "event" => "Grew from".to_owned(),
        "parent" => "Lies in".to_owned(),
        "within" => "Lies within".to_owned(),
        "led_by" => "Asks led by".to_owned(),
        "related" => "Related".to_owned(),
        _ => capital(&role.replace('_', " ")),
    }
}

fn backward_label(role: Role) -> String {
    match role {
        MENTIONS => "Linked from".to_owned(),
        "looked_after_by" => "Looks after".to_owned(),
        "funders" => "Funds".to_owned(),
        "partners" => "Partner in".to_owned(),
        "by" => "Wrote".to_owned(),
        "event" => "What grew from it".to_owned(),
        "venue" => "Venue of".to_owned(),
        "organisers" => "Organises".to_owned(),
        "co_organisers" => "Co-organises".to_owned(),
        "hosts" => "Hosts".to_owned(),
        "part_of" => "Its parts".to_owned(),
        "member_of" => "Its members".to_owned(),
        "serves" => "Served by".to_owned(),
        "places" => "Here".to_owned(),
        "parent" | "within" => "Places in it".to_owned(),
        "campaigns" => "Part of this campaign".to_owned(),
        "toolkit" => "In the toolkit of".to_owned(),
        "publisher" => "Publishes".to_owned(),
        "supersedes" => "Superseded by".to_owned(),
        "led_by" => "Leads asks of".to_owned(),
        "related" => "Named as related by".to_owned(),
        _ => format!("As “{}” of", role.replace('_', " ")),
    }
}
