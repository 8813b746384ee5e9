//! Words of the front matter → what they name, with what was probably meant where they name nothing.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::link::{Linked, of_files};
use super::words::{self, Meant};
use super::{Frame, Ix, MENTIONS, Record, Resolved, lint};
use crate::fault::{Code, Fault, Faults};
use crate::markdown::LinkTarget;
use crate::path::{self, closest_match};
use crate::record::{Kind, KindFields, Organiser, PeopleInPicture};
use crate::text::{Source, SourceLocation};
use crate::yaml::Reference;

/// Everything that a word or link may name.
pub(super) struct Linker<'a> {
    pub(super) frame: &'a Frame,
    pub(super) records: &'a [Arc<Record>],
    pub(super) signposts: BTreeSet<&'a str>,
    pub(super) topics: HashMap<&'a str, u32>,
    pub(super) lists: HashMap<&'static str, Vec<String>>,
    pub(super) meant: Meant<'a>,
    /// Files that the record at hand names, whatever else is wrong there.
    pub(super) named: RefCell<BTreeSet<String>>,
}

impl<'a> Linker<'a> {
    pub(super) fn new(frame: &'a Frame, records: &'a [Arc<Record>]) -> Self {
        let topics = frame.topics.iter().enumerate().map(|(at, (slug, _))| (slug.as_str(), at as u32)).collect();
        let lists = ["story type", "partner type", "resource type", "level", "access fact"];
        Self {
            frame,
            records,
            signposts: frame.signposts.iter().map(|signpost| signpost.id.as_str()).collect(),
            topics,
            lists: HashMap::from(lists.map(|name| (name, words::list(&frame.config, name)))),
            meant: Meant::new(records),
            named: RefCell::default(),
        }
    }

    /// What was asked since the last time: whether titles were, and the files that were named.
    pub(super) fn asked(&self) -> (bool, BTreeSet<String>) {
        (self.meant.was_asked(), self.named.take())
    }

    pub(super) fn record(&self, record: &Record) -> Linked {
        let mut out = Faults::new();
        let source = &record.parsed.source;
        let folder = path::parent_folder(&source.path);
        let mut linked = Linked::default();
        for mark in &record.parsed.references {
            let resolved = self.mark(source, mark, folder, &mut out);
            match (&resolved, mark.target_kind) {
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
        self.named_in_words(record, &mut out);
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
        let own = self.frame.by_id.get(record.kind(), &record.id.slug);
        let mentions: BTreeSet<Ix> = mentioned.filter(|to| Some(*to) != own).collect();
        linked.forward.extend(mentions.into_iter().map(|to| (MENTIONS, to)));
        let mut seen = BTreeSet::new();
        linked.forward.retain(|relation| seen.insert(*relation));
        (linked.asked_titles, linked.reach.named) = self.asked();
        linked.reach_files();
        of_files(record, &mut linked.faults);
        lint::check(self.frame, record, &mut linked.faults);
        linked.faults.extend(out);
        linked
    }

    /// Resolves one word of the front matter.
    pub(super) fn mark(&self, source: &Arc<Source>, mark: &Reference, folder: &str, out: &mut Faults) -> Resolved {
        let place = || SourceLocation::new(source, mark.span);
        let text = mark.text.as_str();
        match mark.target_kind {
            "topic" => {
                if self.topics.contains_key(text) {
                    return Resolved::Known;
                }
                let fault =
                    Fault::new(Code::UnknownTopic, place(), format!("there is no topic `{text}`; it is left out"));
                let near = closest_match(text, self.topics.keys().copied()).or_else(|| self.topic_by_label(text));
                out.report(if near.is_some() {
                    fault.with_suggestion(near)
                } else {
                    fault.with_help("add it to `topics:` in `content/site.yaml`")
                });
                Resolved::Nothing
            }
            "consent" => {
                if self.frame.ledger.get(text).is_some() || self.frame.ledger.is_incomplete {
                    return Resolved::Known;
                }
                let fault = Fault::new(
                    Code::ConsentMissing,
                    place(),
                    format!("there is no consent `{text}` in `consents.yaml`"),
                );
                let near = self.frame.ledger.nearest_id(text);
                out.report(if near.is_some() {
                    fault.with_suggestion(near)
                } else {
                    fault.with_help("add it to `content/consents.yaml`, or take the person out")
                });
                Resolved::Nothing
            }
            "signpost" => {
                if self.signposts.contains(text) {
                    return Resolved::Known;
                }
                let fault = Fault::new(Code::UnknownReference, place(), format!("there is no signpost `{text}`"));
                out.report(fault.with_suggestion(closest_match(text, self.signposts.iter().copied())));
                Resolved::Nothing
            }
            "picture" | "file" => self.file(source, mark.span, text, folder, mark.target_kind == "picture", out),
            "link" => self.target(source, mark.span, &LinkTarget::parse(text, folder), None, out),
            "record" => self.anything(text, place(), out),
            "partner or text" => self.partner_or_text(text, place(), out),
            target => match Kind::parse(target) {
                Some(kind) => self.reference(kind, text, place(), out),
                None => self.word(target, text, place(), out),
            },
        }
    }

    fn topic_by_label(&self, text: &str) -> Option<&str> {
        let topics = self.frame.config.topics.as_ref()?;
        topics.0.iter().find(|(_, label)| label.eq_ignore_ascii_case(text)).map(|(slug, _)| slug.as_str())
    }

    pub(super) fn reference(&self, kind: Kind, slug: &str, place: SourceLocation, out: &mut Faults) -> Resolved {
        if let Some(ix) = self.frame.by_id.get(kind, slug) {
            return Resolved::Record(ix, None);
        }
        if let Some(other) = self.meant.other_kind(&self.frame.by_id, kind, slug) {
            let message =
                format!("`{slug}` is {}, but {} belongs here", other.word_with_article(), kind.word_with_article());
            let fault = Fault::new(Code::WrongKind, place, message);
            let near = self.meant.slug(kind, slug);
            out.report(if near.is_some() {
                fault.with_suggestion(near)
            } else {
                fault.with_help(format!("name {}", kind.word_with_article()))
            });
            return Resolved::Nothing;
        }
        let fault = Fault::new(Code::UnknownReference, place, format!("there is no {kind} `{slug}`"));
        let near = self.meant.slug(kind, slug);
        out.report(match near {
            Some(_) => fault.with_suggestion(near),
            None => fault.with_help(format!(
                "write the slug of {} in `content/{}/`, or add it there",
                kind.word_with_article(),
                kind.folder()
            )),
        });
        Resolved::Nothing
    }

    /// `kind:slug`.
    fn anything(&self, text: &str, place: SourceLocation, out: &mut Faults) -> Resolved {
        let Some((word, slug)) = text.split_once(':') else {
            let found = Kind::ALL.into_iter().find(|kind| self.frame.by_id.get(*kind, text).is_some());
            let fault = Fault::new(Code::InvalidValue, place, format!("`{text}` does not say of which kind it is"));
            out.report(match found {
                Some(kind) => fault.with_suggestion(Some(format!("{kind}:{text}"))),
                None => fault.with_help("write a kind and a slug, such as `story:shared-kitchen`"),
            });
            return Resolved::Nothing;
        };
        match Kind::parse(word.trim()) {
            Some(kind) => self.reference(kind, slug.trim(), place, out),
            None => {
                let fault = Fault::new(Code::InvalidValue, place, format!("there is no kind `{word}`"));
                out.report(fault.with_suggestion(closest_match(word, Kind::ALL.iter().map(|kind| kind.as_str()))));
                Resolved::Nothing
            }
        }
    }

    /// A partner's slug, or text. Only what looks like a slug and is near to one is a mistake.
    fn partner_or_text(&self, text: &str, place: SourceLocation, out: &mut Faults) -> Resolved {
        if let Some(ix) = self.frame.by_id.get(Kind::Partner, text) {
            return Resolved::Record(ix, None);
        }
        if path::is_slug(text) && text.contains('-') && self.meant.slug(Kind::Partner, text).is_some() {
            return self.reference(Kind::Partner, text, place, out);
        }
        Resolved::Nothing
    }

    /// `{name: …}` is for those without a record. Where nobody else runs an event, it is on no partner's page.
    fn named_in_words(&self, record: &Record, out: &mut Faults) {
        let Some(KindFields::Event(event)) = &record.parsed.fields else { return };
        let lists =
            [("organisers", &event.organisers), ("co_organisers", &event.co_organisers), ("hosts", &event.hosts)];
        let in_words = |organiser: &Organiser| matches!(organiser, Organiser::Name(_));
        let mut nobody = lists.iter().all(|(_, list)| list.iter().all(in_words));
        let all =
            lists.into_iter().flat_map(|(field, list)| list.iter().enumerate().map(move |one| (field, list, one)));
        for (field, list, (number, organiser)) in all {
            let Organiser::Name(name) = organiser else { continue };
            let (code, message, help) = match self.meant.titled(Kind::Partner, name) {
                Some(slug) => (
                    Code::HasARecord,
                    format!("`{name}` has a record, which a name in words does not lead to"),
                    format!("write `{slug}` instead of `{{name: …}}`, unless it is somebody else"),
                ),
                None if nobody => (
                    Code::NoRecord,
                    format!("`{name}` has no record, so no partner's page shows this event"),
                    "add one in `content/partners/`, or leave it: the name is shown as text".to_owned(),
                ),
                None => continue,
            };
            // Said of the first.
            nobody = false;
            let span = record.parsed.nested_span(field, Some((number, list.len())), "name");
            out.report(Fault::new(code, SourceLocation::new(&record.parsed.source, span), message).with_help(help));
        }
    }

    /// A word of a list that the network can extend.
    fn word(&self, target: &str, text: &str, place: SourceLocation, out: &mut Faults) -> Resolved {
        let Some(list) = self.lists.get(target) else { return Resolved::Nothing };
        if list.iter().any(|word| word == text) {
            return Resolved::Known;
        }
        let fault = Fault::new(Code::InvalidValue, place, format!("there is no {target} `{text}`"));
        let near = closest_match(text, list.iter().map(String::as_str));
        out.report(match (near, target) {
            (Some(_), _) => fault.with_suggestion(near),
            (None, "access fact") => fault.with_help("add it to `access:` in `content/site.yaml`"),
            (None, "level") => fault.with_help("add it to `levels:` in `content/site.yaml`"),
            (None, _) => {
                fault.with_help(format!("it can be {}; more go to `types:` in `content/site.yaml`", list.join(", ")))
            }
        });
        Resolved::Nothing
    }

    /// Whether a consent that a record names covers it.
    fn covered(&self, record: &Record, mark: &Reference, out: &mut Faults) {
        let Some(consent) = self.frame.ledger.get(&mark.text) else { return };
        let folder = path::parent_folder(&record.parsed.source.path);
        let common = record.parsed.common.as_ref();
        let files = common.into_iter().flat_map(|common| &common.images).flat_map(|images| images.iter()).filter_map(
            |(name, info)| {
                let consents = match &info.people {
                    Some(PeopleInPicture::Consents(consents)) => consents.as_slice(),
                    _ => &[],
                };
                let named = consents.iter().any(|named| named.text == mark.text);
                named.then(|| path::resolve(folder, name)).flatten()
            },
        );
        let covered = consent.covers(&record.key())
            || files.into_iter().any(|file| consent.covers(file.strip_prefix("content/").unwrap_or(&file)));
        if !covered {
            let message = format!("consent `{}` does not cover `{}`", mark.text, record.key());
            let fault =
                Fault::new(Code::ConsentMissing, SourceLocation::new(&record.parsed.source, mark.span), message);
            out.report(fault.with_help(format!(
                "if they agreed to it, add `{}` to its `for:` in `content/consents.yaml`",
                record.key()
            )));
        }
    }
}
