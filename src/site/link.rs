//! Everything that was read, file by file → one site: words resolved, relations in both directions.
//!
//! Linear in the number of references. Suggestions are looked for only where something is wrong.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::resolve::Linker;
use super::words::{self, Meant};
use super::{Index, Ix, Parts, Record, Resolved, Role, Shot, Site, Translation, address, check, cycle};
use crate::digest::Digest;
use crate::fault::{Code, Fault, Faults, Severity};
use crate::image::Facts;
use crate::markdown::Body;
use crate::path;
use crate::record::{self, Kind, Parsed, RecordId};
use crate::text::{Place, Span};

/// Makes a site; reports what is wrong with each file and between them.
pub fn link(parts: Parts, out: &mut Faults) -> Site {
    out.extend(parts.faults.iter().cloned());
    let mut records = gather(&parts, out);
    let by_id = Index::of(&records);
    attach_translations(&mut records, &by_id, &parts, out);
    let (signposts, signpost_marks) = match &parts.signposts {
        Some(source) => record::signposts(source, out),
        None => Default::default(),
    };
    let observances = parts.observances.as_ref().map(|source| record::observances(source, out)).unwrap_or_default();
    let addresses = address::Addresses::collect(&records, &parts.config);
    check_menu(&parts, &addresses, out);
    let (used, named) = {
        let linker = Linker {
            config: &parts.config,
            records: &records,
            by_id: &by_id,
            by_path: paths(&records),
            assets: &parts.assets,
            ledger: &parts.ledger,
            signposts: signposts.iter().map(|(signpost, _)| signpost.id.as_str()).collect(),
            topics: parts
                .config
                .topics
                .iter()
                .flat_map(|topics| topics.0.iter())
                .enumerate()
                .map(|(at, (slug, _))| (slug.as_str(), at as u32))
                .collect(),
            lists: HashMap::from(
                ["story type", "partner type", "resource type", "level", "access fact"]
                    .map(|name| (name, words::list(&parts.config, name))),
            ),
            blocks: &parts.blocks,
            addresses: &addresses,
            meant: Meant::new(&records),
            named: Default::default(),
        };
        if let Some(source) = &parts.signposts {
            for mark in &signpost_marks {
                linker.mark(source, mark, "", out);
            }
        }
        let linked = records.iter().map(|record| linker.record(record, out)).collect::<Vec<Linked>>();
        (linked, linker.named.into_inner())
    };
    let mut used_files = BTreeSet::new();
    let mut picture_consents: HashMap<Digest, Vec<String>> = HashMap::new();
    for (record, linked) in records.iter_mut().zip(used) {
        linked.settle_into(record, &parts.assets, &mut used_files, &mut picture_consents);
    }
    let Parts { config, config_source, ledger, private, assets, blocks, templates, .. } = parts;
    let topics = config.topics.iter().flat_map(|topics| topics.0.iter().cloned()).collect();
    let signposts = signposts.into_iter().map(|(signpost, _)| signpost).collect();
    let observances = observances.into_iter().map(|(observance, _)| observance).collect();
    let mut site = Site {
        config,
        config_source,
        records,
        by_id,
        ledger,
        signposts,
        observances,
        private,
        assets,
        picture_consents,
        blocks,
        templates,
        topics,
    };
    turn_relations(&mut site);
    cycle::check(&mut site, "parent", out);
    cycle::check(&mut site, "part_of", out);
    settle_places(&mut site);
    check::check(&mut site, out);
    address::check(&mut site, &used_files, out);
    used_files.extend(named);
    check::unused_files(&site, &used_files, out);
    site
}

/// Every entry of the menu leads somewhere.
fn check_menu(parts: &Parts, addresses: &address::Addresses, out: &mut Faults) {
    for item in parts.config.menu.iter().filter(|item| item.to.starts_with('/') && addresses.normal(&item.to).is_none())
    {
        let place = Place::new(&parts.config_source, item.to.span);
        let fault = Fault::new(Code::BrokenLink, place, format!("nothing has the address `{}`", item.to.value));
        let near = path::nearest(item.to.trim_matches('/'), addresses.all().map(|known| known.trim_matches('/')));
        out.report(match near {
            Some(near) => fault.suggest(Some(format!("/{near}/"))),
            None => fault.help("write the address of a page or list, such as `/stories/`"),
        });
    }
}

/// One record for each file; of two with the same name the first in the order of paths stays.
fn gather(parts: &Parts, out: &mut Faults) -> Vec<Record> {
    let mut files: Vec<&Arc<Parsed>> = parts.records.iter().collect();
    // Stable, so that files of one name stay in the order of their paths.
    files.sort_by(|one, other| (one.kind, &one.slug).cmp(&(other.kind, &other.slug)));
    let mut records: Vec<Record> = Vec::with_capacity(files.len());
    for parsed in files {
        out.extend(parsed.faults.iter().cloned());
        let first = records
            .last()
            .map(|record| &record.parsed)
            .filter(|last| (last.kind, &last.slug) == (parsed.kind, &parsed.slug));
        if let Some(first) = first {
            let place = Place::new(&parsed.source, parsed.span_of("slug"));
            out.report(
                Fault::new(
                    Code::DuplicateAddress,
                    place,
                    format!("{} `{}` exists twice", parsed.kind.a_word(), parsed.slug),
                )
                .note_at(Place::new(&first.source, first.span_of("slug")), "the other one is here")
                .help("give one of them another `slug:`, or remove one"),
            );
            continue;
        }
        records.push(record_of(RecordId::own(parsed.kind, parsed.slug.clone()), parsed, out));
    }
    records
}

fn record_of(id: RecordId, parsed: &Arc<Parsed>, out: &mut Faults) -> Record {
    let mut held_back = parsed.common.is_none()
        || parsed.fields.is_none()
        || parsed.faults.iter().any(|fault| fault.severity == Severity::Error);
    let last = id.slug.rsplit('/').next().unwrap_or(&id.slug);
    let home = id.kind == Kind::Page && id.slug.is_empty();
    let reserved = id.slug.split('/').any(path::is_reserved) || (id.kind == Kind::Page && path::is_ours(&id.slug));
    let fits = home || id.slug.split('/').all(path::is_slug);
    held_back |= reserved || !fits;
    // A `slug:` that does not fit was reported where it stands.
    if (reserved || !fits) && !parsed.states("slug") {
        let part = id.slug.split('/').find(|part| path::is_reserved(part)).unwrap_or(last);
        let (code, message) = match reserved {
            true => (Code::ReservedName, format!("`{part}` is a reserved name")),
            false => (Code::InvalidValue, "this file's name gives no address".to_owned()),
        };
        let help = if part == last { "rename the file, or add a `slug:`" } else { "rename the folder" };
        out.report(Fault::new(code, Place::new(&parsed.source, parsed.head()), message).help(help));
    }
    let address = address::of_record(&id);
    Record {
        id,
        parsed: Arc::clone(parsed),
        translations: Vec::new(),
        resolved: Vec::new(),
        links: Vec::new(),
        pictures: Vec::new(),
        block_records: Vec::new(),
        image: None,
        topics: Vec::new(),
        in_places: Vec::new(),
        forward: Vec::new(),
        backward: Vec::new(),
        held_back,
        address,
    }
}

/// Translations are found by the record's file name, which its `slug:` may have changed.
fn attach_translations(records: &mut [Record], by_id: &Index, parts: &Parts, out: &mut Faults) {
    if parts.translations.is_empty() {
        return;
    }
    let mut by_file: HashMap<(Kind, String), Ix> = HashMap::new();
    for (index, record) in records.iter().enumerate() {
        if let record::FileRole::Record { kind, slug } = record::classify(&record.parsed.source.path, &[]) {
            by_file.insert((kind, slug), Ix::new(index));
        }
    }
    for (kind, slug, language, parsed) in &parts.translations {
        out.extend(parsed.faults.iter().cloned());
        let found = by_file.get(&(*kind, slug.clone())).copied().or_else(|| by_id.get(*kind, slug));
        let Some(ix) = found else {
            let message = format!("there is no {kind} `{slug}` that this could be a translation of");
            let head = Span::new(0..parsed.source.text.lines().next().map_or(0, str::len));
            out.report(
                Fault::new(Code::UnknownReference, Place::new(&parsed.source, head), message)
                    .help("name the file like the record, with the language before `.md`"),
            );
            continue;
        };
        let record = &mut records[ix.at()];
        let own_slug = parsed.fields.as_ref().and_then(|fields| fields.slug.clone());
        let address = address::of_edition(&record.id, language.as_str(), own_slug.as_deref());
        let held_back = parsed.fields.is_none() || parsed.faults.iter().any(|fault| fault.severity == Severity::Error);
        record.translations.push(Translation {
            language: language.clone(),
            parsed: Arc::clone(parsed),
            links: Vec::new(),
            pictures: Vec::new(),
            block_records: Vec::new(),
            held_back,
            address,
        });
    }
    for record in records {
        record.translations.sort_by(|one, other| one.language.cmp(&other.language));
    }
}

fn paths(records: &[Record]) -> HashMap<&str, (Ix, &Body)> {
    let mut paths = HashMap::with_capacity(records.len());
    for (index, record) in records.iter().enumerate() {
        paths.insert(record.parsed.source.path.as_str(), (Ix::new(index), &record.parsed.body));
        for translation in &record.translations {
            paths.insert(translation.parsed.source.path.as_str(), (Ix::new(index), &translation.parsed.body));
        }
    }
    paths
}

/// What linking found out about one record.
#[derive(Default)]
pub(super) struct Linked {
    pub(super) resolved: Vec<Resolved>,
    pub(super) body: LinkedBody,
    pub(super) translations: Vec<LinkedBody>,
    pub(super) image: Option<Shot>,
    pub(super) topics: Vec<u32>,
    pub(super) forward: Vec<(Role, Ix)>,
    /// Consents that pictures need, by path.
    pub(super) consents: Vec<(String, Vec<String>)>,
    pub(super) held_back: bool,
}

#[derive(Default)]
pub(super) struct LinkedBody {
    pub(super) links: Vec<Resolved>,
    pub(super) pictures: Vec<Option<Shot>>,
    pub(super) blocks: Vec<Option<Ix>>,
    pub(super) held_back: bool,
}

impl Linked {
    fn settle_into(
        self,
        record: &mut Record,
        assets: &BTreeMap<String, Facts>,
        used: &mut BTreeSet<String>,
        consents: &mut HashMap<Digest, Vec<String>>,
    ) {
        let bodies = || std::iter::once(&self.body).chain(&self.translations);
        for resolved in self.resolved.iter().chain(bodies().flat_map(|body| &body.links)) {
            if let Resolved::File(path) = resolved {
                used.insert(path.clone());
            }
        }
        for shot in bodies().flat_map(|body| &body.pictures).flatten().chain(&self.image) {
            used.insert(shot.path.clone());
        }
        for (path, ids) in self.consents {
            if let Some(facts) = assets.get(&path) {
                consents.entry(facts.digest).or_default().extend(ids);
            }
        }
        record.resolved = self.resolved;
        record.image = self.image;
        record.topics = self.topics;
        record.forward = self.forward;
        record.links = self.body.links;
        record.pictures = self.body.pictures;
        record.block_records = self.body.blocks;
        record.held_back |= self.held_back;
        for (translation, body) in record.translations.iter_mut().zip(self.translations) {
            translation.links = body.links;
            translation.pictures = body.pictures;
            translation.block_records = body.blocks;
            translation.held_back |= body.held_back;
        }
    }
}

/// Every relation also where it leads to.
fn turn_relations(site: &mut Site) {
    let mut backward: Vec<Vec<(Role, Ix)>> = vec![Vec::new(); site.records.len()];
    for (ix, record) in site.iter() {
        for (role, to) in &record.forward {
            backward[to.at()].push((role, ix));
        }
    }
    for (record, backward) in site.records.iter_mut().zip(backward) {
        record.backward = backward;
    }
}

/// Where each record is: its own places, else its venue's, else its organisers'. A partner is where it serves too.
fn settle_places(site: &mut Site) {
    let own = |record: &Record| -> Vec<Ix> {
        let places = record.forward.iter().filter(|(role, _)| matches!(*role, "places" | "serves"));
        let mut places: Vec<Ix> = places.map(|(_, to)| *to).collect();
        places.sort_unstable();
        places.dedup();
        places
    };
    let stated: Vec<Vec<Ix>> = site.records.iter().map(own).collect();
    for index in 0..site.records.len() {
        let record = &site.records[index];
        let mut places = stated[index].clone();
        for role in ["venue", "organisers"] {
            if places.is_empty() && record.kind() == Kind::Event {
                let through = record.forward.iter().filter(|(known, _)| *known == role);
                places = through.flat_map(|(_, to)| stated[to.at()].iter().copied()).collect();
                places.sort_unstable();
                places.dedup();
            }
        }
        site.records[index].in_places = places;
    }
}
