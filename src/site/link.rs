//! Everything that was read, file by file → one site: words resolved, relations in both directions.
//!
//! Linear in the number of references. Suggestions are looked for only where something is wrong.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::words::{self, Meant};
use super::{Index, Ix, MENTIONS, Parts, Record, Resolved, Role, Shot, Site, Translation, address, check, cycle};
use crate::consent::Ledger;
use crate::digest::Digest;
use crate::fault::{Code, Fault, Faults, Severity};
use crate::image::{Facts, is_picture};
use crate::markdown::{Block, Blocks, Body, Target};
use crate::path::{self, nearest};
use crate::record::{self, Kind, Parsed, PeopleShown, RecordId};
use crate::text::{Place, Source, Span};
use crate::yaml::Mark;

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
    let used = {
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
        };
        if let Some(source) = &parts.signposts {
            for mark in &signpost_marks {
                linker.mark(source, mark, "", out);
            }
        }
        records.iter().map(|record| linker.record(record, out)).collect::<Vec<Linked>>()
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
    check::unused_files(&site, &used_files, out);
    site
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
    if id.slug.split('/').any(path::is_reserved) {
        let message = format!("`{last}` is a reserved name");
        out.report(
            Fault::new(Code::ReservedName, Place::new(&parsed.source, parsed.head()), message)
                .help("rename the file, or add a `slug:`"),
        );
        held_back = true;
    } else if !home && !id.slug.split('/').all(path::is_slug) {
        let message = "this file's name gives no address";
        out.report(
            Fault::new(Code::InvalidValue, Place::new(&parsed.source, parsed.head()), message)
                .help("rename the file, or add a `slug:`"),
        );
        held_back = true;
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
struct Linked {
    resolved: Vec<Resolved>,
    body: LinkedBody,
    translations: Vec<LinkedBody>,
    image: Option<Shot>,
    topics: Vec<u32>,
    forward: Vec<(Role, Ix)>,
    /// Consents that pictures need, by path.
    consents: Vec<(String, Vec<String>)>,
    held_back: bool,
}

#[derive(Default)]
struct LinkedBody {
    links: Vec<Resolved>,
    pictures: Vec<Option<Shot>>,
    blocks: Vec<Option<Ix>>,
    held_back: bool,
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

struct Linker<'a> {
    config: &'a crate::config::Config,
    records: &'a [Record],
    by_id: &'a Index,
    by_path: HashMap<&'a str, (Ix, &'a Body)>,
    assets: &'a BTreeMap<String, Facts>,
    ledger: &'a Ledger,
    signposts: BTreeSet<&'a str>,
    topics: HashMap<&'a str, u32>,
    lists: HashMap<&'static str, Vec<String>>,
    blocks: &'a Blocks,
    addresses: &'a address::Addresses,
    meant: Meant<'a>,
}

impl Linker<'_> {
    fn record(&self, record: &Record, all: &mut Faults) -> Linked {
        let mut out = Faults::new();
        let source = &record.parsed.source;
        let folder = path::folder(&source.path);
        let mut linked = Linked::default();
        for mark in &record.parsed.marks {
            let resolved = self.mark(source, mark, folder, &mut out);
            match (&resolved, mark.target) {
                (Resolved::Record(to, _), _) => linked.forward.push((mark.field, *to)),
                (Resolved::Known, "topic") if mark.field == "topics" => {
                    linked.topics.extend(self.topics.get(mark.text.as_str()))
                }
                (Resolved::Known, "consent") => self.covered(record, mark, &mut out),
                _ => {}
            }
            linked.resolved.push(resolved);
        }
        linked.topics.sort_unstable();
        linked.topics.dedup();
        self.pictures_declared(record, &mut linked, &mut out);
        linked.body = self.body(source, &record.parsed.body, Some(record), &mut out);
        linked.held_back = out.has_errors();
        for translation in &record.translations {
            let mut faults = Faults::new();
            let mut body = self.body(&translation.parsed.source, &translation.parsed.body, Some(record), &mut faults);
            self.translated_alts(translation, &mut body);
            body.held_back = faults.has_errors();
            out.extend(faults);
            linked.translations.push(body);
        }
        let mentioned = std::iter::once(&linked.body).chain(&linked.translations).flat_map(|body| {
            body.links.iter().filter_map(Resolved::record).chain(body.blocks.iter().flatten().copied())
        });
        let own = self.by_id.get(record.kind(), &record.id.slug);
        let mentions: BTreeSet<Ix> = mentioned.filter(|to| Some(*to) != own).collect();
        linked.forward.extend(mentions.into_iter().map(|to| (MENTIONS, to)));
        let mut seen = BTreeSet::new();
        linked.forward.retain(|relation| seen.insert(*relation));
        all.extend(out);
        linked
    }

    /// Resolves one word of the front matter.
    fn mark(&self, source: &Arc<Source>, mark: &Mark, folder: &str, out: &mut Faults) -> Resolved {
        let place = || Place::new(source, mark.span);
        let text = mark.text.as_str();
        match mark.target {
            "topic" => {
                if self.topics.contains_key(text) {
                    return Resolved::Known;
                }
                let fault =
                    Fault::new(Code::UnknownTopic, place(), format!("there is no topic `{text}`; it is left out"));
                let near = nearest(text, self.topics.keys().copied()).or_else(|| self.topic_by_label(text));
                out.report(if near.is_some() {
                    fault.suggest(near)
                } else {
                    fault.help("add it to `topics:` in `content/site.yaml`")
                });
                Resolved::Nothing
            }
            "consent" => {
                if self.ledger.get(text).is_some() || self.ledger.broken {
                    return Resolved::Known;
                }
                let fault = Fault::new(
                    Code::ConsentMissing,
                    place(),
                    format!("there is no consent `{text}` in `consents.yaml`"),
                );
                let near = self.ledger.near(text);
                out.report(if near.is_some() {
                    fault.suggest(near)
                } else {
                    fault.help("add it to `content/consents.yaml`, or take the person out")
                });
                Resolved::Nothing
            }
            "signpost" => {
                if self.signposts.contains(text) {
                    return Resolved::Known;
                }
                let fault = Fault::new(Code::UnknownReference, place(), format!("there is no signpost `{text}`"));
                out.report(fault.suggest(nearest(text, self.signposts.iter().copied())));
                Resolved::Nothing
            }
            "picture" | "file" => self.file(source, mark.span, text, folder, mark.target == "picture", out),
            "link" => self.target(source, mark.span, &Target::read(text, folder), None, out),
            "record" => self.anything(text, place(), out),
            "partner or text" => self.partner_or_text(text, place(), out),
            target => match Kind::of_word(target) {
                Some(kind) => self.reference(kind, text, place(), out),
                None => self.word(target, text, place(), out),
            },
        }
    }

    fn topic_by_label(&self, text: &str) -> Option<&str> {
        let topics = self.config.topics.as_ref()?;
        topics.0.iter().find(|(_, label)| label.eq_ignore_ascii_case(text)).map(|(slug, _)| slug.as_str())
    }

    fn reference(&self, kind: Kind, slug: &str, place: Place, out: &mut Faults) -> Resolved {
        if let Some(ix) = self.by_id.get(kind, slug) {
            return Resolved::Record(ix, None);
        }
        if let Some(other) = self.meant.other_kind(self.by_id, kind, slug) {
            let message = format!("`{slug}` is {}, but {} belongs here", other.a_word(), kind.a_word());
            let fault = Fault::new(Code::WrongKind, place, message);
            let near = self.meant.slug(kind, slug);
            out.report(if near.is_some() {
                fault.suggest(near)
            } else {
                fault.help(format!("name {}", kind.a_word()))
            });
            return Resolved::Nothing;
        }
        let fault = Fault::new(Code::UnknownReference, place, format!("there is no {kind} `{slug}`"));
        let near = self.meant.slug(kind, slug);
        out.report(match near {
            Some(_) => fault.suggest(near),
            None => fault.help(format!(
                "write the slug of {} in `content/{}/`, or add it there",
                kind.a_word(),
                kind.folder()
            )),
        });
        Resolved::Nothing
    }

    /// `kind:slug`.
    fn anything(&self, text: &str, place: Place, out: &mut Faults) -> Resolved {
        let Some((word, slug)) = text.split_once(':') else {
            let found = Kind::ALL.into_iter().find(|kind| self.by_id.get(*kind, text).is_some());
            let fault = Fault::new(Code::InvalidValue, place, format!("`{text}` does not say of which kind it is"));
            out.report(match found {
                Some(kind) => fault.suggest(Some(format!("{kind}:{text}"))),
                None => fault.help("write a kind and a slug, such as `story:shared-kitchen`"),
            });
            return Resolved::Nothing;
        };
        match Kind::of_word(word.trim()) {
            Some(kind) => self.reference(kind, slug.trim(), place, out),
            None => {
                let fault = Fault::new(Code::InvalidValue, place, format!("there is no kind `{word}`"));
                out.report(fault.suggest(nearest(word, Kind::ALL.iter().map(|kind| kind.word()))));
                Resolved::Nothing
            }
        }
    }

    /// A partner's slug, or text. Only what looks like a slug and is near to one is a mistake.
    fn partner_or_text(&self, text: &str, place: Place, out: &mut Faults) -> Resolved {
        if let Some(ix) = self.by_id.get(Kind::Partner, text) {
            return Resolved::Record(ix, None);
        }
        if path::is_slug(text) && text.contains('-') && self.meant.slug(Kind::Partner, text).is_some() {
            return self.reference(Kind::Partner, text, place, out);
        }
        Resolved::Nothing
    }

    /// A word of a list that the network can extend.
    fn word(&self, target: &str, text: &str, place: Place, out: &mut Faults) -> Resolved {
        let Some(list) = self.lists.get(target) else { return Resolved::Nothing };
        if list.iter().any(|word| word == text) {
            return Resolved::Known;
        }
        let fault = Fault::new(Code::InvalidValue, place, format!("there is no {target} `{text}`"));
        let near = nearest(text, list.iter().map(String::as_str));
        out.report(match (near, target) {
            (Some(_), _) => fault.suggest(near),
            (None, "access fact") => fault.help("add it to `access:` in `content/site.yaml`"),
            (None, "level") => fault.help("add it to `levels:` in `content/site.yaml`"),
            (None, _) => {
                fault.help(format!("it can be {}; more go to `types:` in `content/site.yaml`", list.join(", ")))
            }
        });
        Resolved::Nothing
    }

    /// A picture or download beside the record.
    fn file(
        &self,
        source: &Arc<Source>,
        span: Span,
        written: &str,
        folder: &str,
        picture: bool,
        out: &mut Faults,
    ) -> Resolved {
        let place = Place::new(source, span);
        let Target::File { path, .. } = Target::read(written, folder) else {
            out.report(
                Fault::new(Code::InvalidValue, place, format!("`{written}` is not the name of a file"))
                    .help("save the file beside this one and write its name"),
            );
            return Resolved::Nothing;
        };
        let Some(facts) = self.assets.get(&path) else {
            out.report(self.missing_file(place, written, &path, folder));
            return Resolved::Nothing;
        };
        if picture && !is_picture(&path) {
            out.report(
                Fault::new(Code::InvalidValue, place, format!("`{written}` is not a picture that browsers show"))
                    .help("use a PNG, JPEG, WebP, GIF, AVIF or SVG file"),
            );
            return Resolved::Nothing;
        }
        if facts.active {
            out.report(unsafe_file(place, written));
            return Resolved::Nothing;
        }
        Resolved::File(path)
    }

    fn missing_file(&self, place: Place, written: &str, path: &str, folder: &str) -> Fault {
        let fault = Fault::new(Code::MissingFile, place, format!("there is no file `{written}` here"));
        let beside = self
            .assets
            .range(format!("{folder}/")..)
            .map(|(path, _)| path.as_str())
            .take_while(|path| path.starts_with(folder));
        let names: Vec<&str> = beside.map(|path| &path[folder.len() + 1..]).collect();
        let lower = written.to_lowercase();
        let near = names.iter().copied().find(|name| name.to_lowercase() == lower).or_else(|| nearest(written, names));
        if near.is_some() { fault.suggest(near) } else { fault.help(format!("save it as `{path}`")) }
    }

    /// A link, in a body or in a field.
    fn target(
        &self,
        source: &Arc<Source>,
        span: Span,
        target: &Target,
        own: Option<&Body>,
        out: &mut Faults,
    ) -> Resolved {
        let place = || Place::new(source, span);
        match target {
            Target::Outside(url) => Resolved::Verbatim(url.clone()),
            Target::Anchor(anchor) => {
                if let Some(body) = own {
                    anchor_fault(body, anchor, "this page", place(), out);
                }
                Resolved::Verbatim(format!("#{anchor}"))
            }
            Target::File { path, anchor } => self.linked_file(source, span, path, anchor.as_deref(), out),
            Target::Address { address, anchor } => self.linked_address(address, anchor.as_deref(), place(), out),
            Target::OutOfRoot => {
                out.report(
                    Fault::new(Code::BrokenLink, place(), "this leads out of the network")
                        .help("link to a file inside `content/`"),
                );
                Resolved::Nothing
            }
            Target::Unsafe(scheme) => {
                let fault =
                    Fault::new(Code::UnsafeUrl, place(), format!("addresses beginning `{scheme}` are not published"));
                out.report(fault.help("use an address that begins with https:, http:, mailto: or tel:"));
                Resolved::Nothing
            }
        }
    }

    fn linked_file(
        &self,
        source: &Arc<Source>,
        span: Span,
        path: &str,
        anchor: Option<&str>,
        out: &mut Faults,
    ) -> Resolved {
        let place = || Place::new(source, span);
        if let Some((ix, body)) = self.by_path.get(path) {
            let record = &self.records[ix.at()];
            if !record.kind().has_pages() {
                out.report(
                    Fault::new(Code::BrokenLink, place(), format!("{} has no page to link to", record.kind().a_word()))
                        .help("link to a place or a page instead"),
                );
                return Resolved::Nothing;
            }
            if let Some(anchor) = anchor {
                anchor_fault(body, anchor, &format!("`{}`", record.id.slug), place(), out);
            }
            return Resolved::Record(*ix, anchor.map(str::to_owned));
        }
        if let Some(facts) = self.assets.get(path) {
            if facts.active {
                out.report(unsafe_file(place(), path));
                return Resolved::Nothing;
            }
            return Resolved::File(path.to_owned());
        }
        let folder = path.strip_prefix("content/").or((path == "content").then_some("")).unwrap_or("?");
        if let Some(known) = self.addresses.normal(&format!("/{folder}/").replace("//", "/")) {
            return match self.addresses.record(&known) {
                Some(ix) => Resolved::Record(ix, anchor.map(str::to_owned)),
                None => Resolved::Address(known, anchor.map(str::to_owned)),
            };
        }
        out.report(self.broken(place(), path));
        Resolved::Nothing
    }

    /// A link to a file that is not there, with the record that was probably meant.
    fn broken(&self, place: Place, path: &str) -> Fault {
        let shown = path.strip_prefix("content/").unwrap_or(path);
        let fault = Fault::new(Code::BrokenLink, place, format!("there is no file `{shown}`"));
        let near = match record::classify(&format!("content/{shown}"), &self.config.languages) {
            record::FileRole::Record { kind, slug } => {
                self.meant.slug(kind, &slug).and_then(|slug| self.by_id.get(kind, slug))
            }
            _ => None,
        };
        match near {
            Some(ix) => {
                let near = &self.records[ix.at()].parsed.source.path;
                fault.help(format!("did you mean `{}`?", near.strip_prefix("content/").unwrap_or(near)))
            }
            None => fault.help("check the path: it starts from the folder of this file"),
        }
    }

    fn linked_address(&self, address: &str, anchor: Option<&str>, place: Place, out: &mut Faults) -> Resolved {
        let anchor_text = anchor.map(str::to_owned);
        let Some(known) = self.addresses.normal(address) else {
            let fault = Fault::new(Code::BrokenLink, place, format!("nothing has the address `{address}`"));
            let near = nearest(address.trim_matches('/'), self.addresses.all().map(|known| known.trim_matches('/')));
            out.report(match near {
                Some(near) => fault.suggest(Some(format!("/{near}/"))),
                None => fault.help("link to the file instead, such as `../stories/shared-kitchen.md`"),
            });
            return Resolved::Nothing;
        };
        match self.addresses.record(&known) {
            Some(ix) => {
                if let Some(anchor) = anchor {
                    anchor_fault(&self.records[ix.at()].parsed.body, anchor, &format!("`{known}`"), place, out);
                }
                Resolved::Record(ix, anchor_text)
            }
            None => Resolved::Address(known, anchor_text),
        }
    }

    /// Links, pictures and blocks of a body.
    fn body(&self, source: &Arc<Source>, body: &Body, record: Option<&Record>, out: &mut Faults) -> LinkedBody {
        let links =
            body.links.iter().map(|link| self.target(source, link.span, &link.target, Some(body), out)).collect();
        let pictures = body.pictures.iter().map(|picture| self.picture(source, picture, record, out)).collect();
        let blocks = body.blocks.iter().map(|block| self.block(source, block, out)).collect();
        LinkedBody { links, pictures, blocks, held_back: false }
    }

    fn picture(
        &self,
        source: &Arc<Source>,
        picture: &crate::markdown::Picture,
        record: Option<&Record>,
        out: &mut Faults,
    ) -> Option<Shot> {
        let folder = path::folder(&source.path);
        let Resolved::File(path) = self.file(source, picture.span, &picture.written, folder, true, out) else {
            return None;
        };
        let written = picture.written.as_str();
        let info = record.and_then(|record| self.info(record, &path));
        let decorative = info.is_some_and(|info| info.decorative == Some(true));
        let alt = info
            .and_then(|info| info.alt.clone())
            .filter(|alt| !alt.is_empty())
            .unwrap_or_else(|| picture.alt.trim().to_owned());
        if alt.is_empty() && !decorative {
            out.report(missing_alt(Place::new(source, picture.span), written));
            return None;
        }
        let people_stated = info.is_some_and(|info| info.people.is_some());
        if !people_stated {
            out.report(people_not_stated(Place::new(source, picture.span), written));
        }
        let alt = if decorative { String::new() } else { alt };
        Some(Shot { path, alt, credit: info.and_then(|info| info.credit.clone()), people_stated })
    }

    /// What a record's `images:` says of a file.
    fn info<'r>(&self, record: &'r Record, file: &str) -> Option<&'r record::ImageInfo> {
        let folder = path::folder(&record.parsed.source.path);
        let images = record.parsed.common.as_ref()?.images.as_ref()?;
        images.iter().find(|(name, _)| path::resolve(folder, name).as_deref() == Some(file)).map(|(_, info)| info)
    }

    /// The lead picture, and what `images:` says of pictures.
    fn pictures_declared(&self, record: &Record, linked: &mut Linked, out: &mut Faults) {
        let Some(common) = &record.parsed.common else { return };
        let source = &record.parsed.source;
        let folder = path::folder(&source.path);
        for (name, span, info) in common.images.iter().flat_map(|images| &images.0) {
            let Resolved::File(file) = self.file(source, *span, name, folder, true, out) else { continue };
            if let Some(PeopleShown::Consents(consents)) = &info.people {
                linked.consents.push((file, consents.iter().map(|consent| consent.word.clone()).collect()));
            }
        }
        let Some(image) = &common.image else { return };
        let Some(Resolved::File(file)) = linked.resolved.get(image.mark as usize) else { return };
        let info = self.info(record, file);
        let decorative = info.is_some_and(|info| info.decorative == Some(true));
        let alt = info.and_then(|info| info.alt.clone()).unwrap_or_default();
        let place = || Place::new(source, record.parsed.span_of("image"));
        if alt.is_empty() && !decorative {
            out.report(missing_alt(place(), &image.word));
            return;
        }
        let people_stated = info.is_some_and(|info| info.people.is_some());
        if !people_stated {
            out.report(people_not_stated(place(), &image.word));
        }
        let alt = if decorative { String::new() } else { alt };
        linked.image =
            Some(Shot { path: file.clone(), alt, credit: info.and_then(|info| info.credit.clone()), people_stated });
    }

    fn translated_alts(&self, translation: &Translation, body: &mut LinkedBody) {
        let Some(images) = translation.parsed.fields.as_ref().and_then(|fields| fields.images.as_ref()) else { return };
        let folder = path::folder(&translation.parsed.source.path);
        for shot in body.pictures.iter_mut().flatten() {
            let alt =
                images.iter().find(|(name, _)| path::resolve(folder, name).as_deref() == Some(shot.path.as_str()));
            if let Some((_, alt)) = alt {
                shot.alt = alt.alt.clone();
            }
        }
    }

    /// Whether a consent that a record names covers it.
    fn covered(&self, record: &Record, mark: &Mark, out: &mut Faults) {
        let Some(consent) = self.ledger.get(&mark.text) else { return };
        let folder = path::folder(&record.parsed.source.path);
        let common = record.parsed.common.as_ref();
        let files = common.into_iter().flat_map(|common| &common.images).flat_map(|images| images.iter()).filter_map(
            |(name, info)| {
                let consents = match &info.people {
                    Some(PeopleShown::Consents(consents)) => consents.as_slice(),
                    _ => &[],
                };
                let named = consents.iter().any(|named| named.word == mark.text);
                named.then(|| path::resolve(folder, name)).flatten()
            },
        );
        let covered = consent.covers(&record.key())
            || files.into_iter().any(|file| consent.covers(file.strip_prefix("content/").unwrap_or(&file)));
        if !covered {
            let message = format!("consent `{}` does not cover `{}`", mark.text, record.key());
            let fault = Fault::new(Code::ConsentMissing, Place::new(&record.parsed.source, mark.span), message);
            out.report(fault.help(format!(
                "if they agreed to it, add `{}` to its `for:` in `content/consents.yaml`",
                record.key()
            )));
        }
    }

    fn block(&self, source: &Arc<Source>, block: &Block, out: &mut Faults) -> Option<Ix> {
        let place = |span| Place::new(source, span);
        let Some(kind) = self.blocks.get(&block.name) else {
            let fault =
                Fault::new(Code::UnknownComponent, place(block.span), format!("there is no block `{}`", block.name));
            let names: Vec<&str> = self.blocks.0.iter().map(|kind| kind.name.as_ref()).collect();
            let near = nearest(&block.name, names.iter().copied());
            out.report(if near.is_some() {
                fault.suggest(near)
            } else {
                fault.help(format!("there are {}", names.join(", ")))
            });
            return None;
        };
        if kind.content != block.content {
            let (marks, help) = if kind.content {
                (":::", "and a line `:::` after its content")
            } else {
                ("::", "with two colons: it has no content")
            };
            let fault = Fault::new(
                Code::UnknownArgument,
                place(block.span),
                format!("block `{}` is written with `{marks}`", block.name),
            );
            out.report(fault.help(format!("write `{marks}{}` {help}", block.name)));
        }
        let mut found = None;
        for argument in &block.arguments {
            let Some(parameter) = kind.parameters.iter().find(|parameter| parameter.name == argument.name) else {
                let fault = Fault::new(
                    Code::UnknownArgument,
                    place(argument.span),
                    format!("block `{}` takes no `{}`", block.name, argument.name),
                );
                out.report(
                    fault.suggest(nearest(
                        &argument.name,
                        kind.parameters.iter().map(|parameter| parameter.name.as_ref()),
                    )),
                );
                continue;
            };
            if let Some(kind) = parameter.refers.and_then(Kind::of_word) {
                found = self.reference(kind, &argument.value, place(argument.span), out).record();
            } else if !parameter.words.is_empty() && !parameter.words.contains(&argument.value.as_str()) {
                let fault = Fault::new(
                    Code::InvalidValue,
                    place(argument.span),
                    format!("`{}` cannot be `{}`", argument.name, argument.value),
                );
                let near = nearest(&argument.value, parameter.words.iter().copied());
                out.report(if near.is_some() {
                    fault.suggest(near)
                } else {
                    fault.help(format!("it can be {}", parameter.words.join(", ")))
                });
            }
        }
        for parameter in
            kind.parameters.iter().filter(|parameter| parameter.required && block.argument(&parameter.name).is_none())
        {
            let fault = Fault::new(
                Code::MissingField,
                place(block.span),
                format!("block `{}` needs `{}`", block.name, parameter.name),
            );
            out.report(fault.help(format!("write `::{} {}=\"…\"`", block.name, parameter.name)));
        }
        found
    }
}

fn anchor_fault(body: &Body, anchor: &str, page: &str, place: Place, out: &mut Faults) {
    if anchor.is_empty() || body.has_anchor(anchor) {
        return;
    }
    let fault = Fault::new(Code::BrokenAnchor, place, format!("{page} has no heading `#{anchor}`"));
    let near = nearest(anchor, body.headings.iter().map(|heading| heading.id.as_str()));
    out.report(match near {
        Some(near) => fault.suggest(Some(format!("#{near}"))),
        None => fault.help("leave out what follows `#`, or add the heading"),
    });
}

fn unsafe_file(place: Place, written: &str) -> Fault {
    Fault::new(Code::UnsafeFile, place, format!("`{written}` could run code in a reader's browser"))
        .help("publish it as a PDF, a picture or a document; an SVG must be without scripts")
}

fn missing_alt(place: Place, file: &str) -> Fault {
    Fault::new(Code::MissingAlt, place, format!("`{file}` has no text for those who cannot see it; it is left out"))
        .help(format!("add `images: {{{file}: {{alt: …}}}}`, or `decorative: true` if it shows nothing that matters"))
}

fn people_not_stated(place: Place, file: &str) -> Fault {
    Fault::new(Code::PeopleNotStated, place, format!("it is not stated whether people are in `{file}`"))
        .help("add `people: none`, `people: crowd` or their consents under `images:`")
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
