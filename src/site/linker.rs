//! Words of the front matter → what they name, with what was probably meant where they name nothing.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::link::{LinkedRecord, report_file_faults};
use super::suggestions::{self, Suggestions};
use super::{Record, RecordIndex, ResolvedTarget, SiteContext, lint};
use crate::fault::{Code, Fault, Faults};
use crate::kind::{Kind, ReferenceTarget, Role, Vocabulary};
use crate::markdown::LinkTarget;
use crate::path::{self, closest_match};
use crate::record::{KindFields, Organiser, PeopleInPicture};
use crate::text::{Source, SourceLocation};
use crate::yaml::Reference;

/// Everything that a word or link may name.
pub(super) struct Linker<'a> {
    pub(super) context: &'a SiteContext,
    pub(super) records: &'a [Arc<Record>],
    pub(super) signposts: BTreeSet<&'a str>,
    pub(super) topics: HashMap<&'a str, u32>,
    pub(super) word_lists: HashMap<Vocabulary, Vec<String>>,
    pub(super) suggestions: Suggestions<'a>,
    /// Files that the record at hand names, whatever else is wrong there.
    pub(super) referenced_files: RefCell<BTreeSet<String>>,
}

impl<'a> Linker<'a> {
    pub(super) fn new(context: &'a SiteContext, records: &'a [Arc<Record>]) -> Self {
        let topics = context.topics.iter().enumerate().map(|(at, (slug, _))| (slug.as_str(), at as u32)).collect();
        Self {
            context,
            records,
            signposts: context.signposts.iter().map(|signpost| signpost.id.as_str()).collect(),
            topics,
            word_lists: Vocabulary::all()
                .map(|list| (list, suggestions::allowed_words(&context.config, list)))
                .collect(),
            suggestions: Suggestions::new(records),
            referenced_files: RefCell::default(),
        }
    }

    /// What was asked since the last time: whether titles were, and the files that were named.
    pub(super) fn take_used(&self) -> (bool, BTreeSet<String>) {
        (self.suggestions.take_titles_used(), self.referenced_files.take())
    }

    pub(super) fn link_record(&self, record: &Record) -> LinkedRecord {
        let mut out = Faults::new();
        let source = &record.parsed.source;
        let folder = path::parent_folder(&source.path);
        let mut linked = LinkedRecord::default();
        for reference in &record.parsed.references {
            let resolved = self.resolve_reference(source, reference, folder, &mut out);
            match (&resolved, reference.target) {
                (ResolvedTarget::Record(to, _), _) => {
                    linked.relations.extend(Role::from_field(reference.field).map(|role| (role, *to)));
                }
                (ResolvedTarget::KnownWord, ReferenceTarget::Topic) if reference.field == "topics" => {
                    linked.topics.extend(self.topics.get(reference.text.as_str()))
                }
                (ResolvedTarget::KnownWord, ReferenceTarget::Consent) => {
                    self.check_consent_covers(record, reference, &mut out)
                }
                _ => {}
            }
            linked.resolved_references.push(resolved);
        }
        linked.topics.sort_unstable();
        linked.topics.dedup();
        self.check_organisers_without_record(record, &mut out);
        self.resolve_declared_pictures(record, &mut linked, &mut out);
        linked.body = self.link_body(source, &record.parsed.body, Some(record), &mut out);
        linked.has_errors = out.has_errors();
        for translation in &record.translations {
            let mut faults = Faults::new();
            let mut body =
                self.link_body(&translation.parsed.source, &translation.parsed.body, Some(record), &mut faults);
            self.apply_translated_alts(translation, &mut body);
            body.has_errors = faults.has_errors();
            out.extend(faults);
            linked.translations.push(body);
        }
        let mentioned = std::iter::once(&linked.body).chain(&linked.translations).flat_map(|body| {
            body.links.iter().filter_map(ResolvedTarget::record).chain(body.block_records.iter().flatten().copied())
        });
        let own_index = self.context.by_id.get(record.kind(), &record.id.slug);
        let mentions: BTreeSet<RecordIndex> = mentioned.filter(|to| Some(*to) != own_index).collect();
        linked.relations.extend(mentions.into_iter().map(|to| (Role::Mentions, to)));
        let mut seen = BTreeSet::new();
        linked.relations.retain(|relation| seen.insert(*relation));
        (linked.uses_titles, linked.files.referenced) = self.take_used();
        linked.collect_published_files();
        report_file_faults(record, &mut linked.faults);
        lint::report_lints(self.context, record, &mut linked.faults);
        linked.faults.extend(out);
        linked
    }

    /// Resolves one word of the front matter.
    pub(super) fn resolve_reference(
        &self,
        source: &Arc<Source>,
        reference: &Reference,
        folder: &str,
        out: &mut Faults,
    ) -> ResolvedTarget {
        let place = || SourceLocation::new(source, reference.span);
        let text = reference.text.as_str();
        match reference.target {
            ReferenceTarget::Topic => {
                if self.topics.contains_key(text) {
                    return ResolvedTarget::KnownWord;
                }
                let fault =
                    Fault::new(Code::UnknownTopic, place(), format!("there is no topic `{text}`; it is left out"));
                let near = closest_match(text, self.topics.keys().copied()).or_else(|| self.find_topic_by_label(text));
                out.report(if near.is_some() {
                    fault.with_suggestion(near)
                } else {
                    fault.with_help("add it to `topics:` in `content/site.yaml`")
                });
                ResolvedTarget::Unresolved
            }
            ReferenceTarget::Consent => {
                if self.context.ledger.get(text).is_some() || self.context.ledger.is_incomplete {
                    return ResolvedTarget::KnownWord;
                }
                let fault = Fault::new(
                    Code::ConsentMissing,
                    place(),
                    format!("there is no consent `{text}` in `consents.yaml`"),
                );
                let near = self.context.ledger.nearest_id(text);
                out.report(if near.is_some() {
                    fault.with_suggestion(near)
                } else {
                    fault.with_help("add it to `content/consents.yaml`, or take the person out")
                });
                ResolvedTarget::Unresolved
            }
            ReferenceTarget::Signpost => {
                if self.signposts.contains(text) {
                    return ResolvedTarget::KnownWord;
                }
                let fault = Fault::new(Code::UnknownReference, place(), format!("there is no signpost `{text}`"));
                out.report(fault.with_suggestion(closest_match(text, self.signposts.iter().copied())));
                ResolvedTarget::Unresolved
            }
            ReferenceTarget::Picture | ReferenceTarget::File => {
                let is_picture = reference.target == ReferenceTarget::Picture;
                self.resolve_file(source, reference.span, text, folder, is_picture, out)
            }
            ReferenceTarget::Link => {
                self.resolve_link(source, reference.span, &LinkTarget::parse(text, folder), None, out)
            }
            ReferenceTarget::AnyRecord => self.resolve_any_record(text, place(), out),
            ReferenceTarget::PartnerOrText => self.resolve_partner_or_text(text, place(), out),
            ReferenceTarget::Record(kind) => self.resolve_record(kind, text, place(), out),
            ReferenceTarget::Word(list) => self.resolve_list_word(list, text, place(), out),
        }
    }

    fn find_topic_by_label(&self, text: &str) -> Option<&str> {
        let topics = self.context.config.topics.as_ref()?;
        topics.0.iter().find(|(_, label)| label.eq_ignore_ascii_case(text)).map(|(slug, _)| slug.as_str())
    }

    pub(super) fn resolve_record(
        &self,
        kind: Kind,
        slug: &str,
        place: SourceLocation,
        out: &mut Faults,
    ) -> ResolvedTarget {
        if let Some(ix) = self.context.by_id.get(kind, slug) {
            return ResolvedTarget::Record(ix, None);
        }
        if let Some(other) = self.suggestions.find_other_kind(&self.context.by_id, kind, slug) {
            let message = format!("`{slug}` is {}, but {} belongs here", other.with_article(), kind.with_article());
            let fault = Fault::new(Code::WrongKind, place, message);
            let near = self.suggestions.suggest_slug(kind, slug);
            out.report(if near.is_some() {
                fault.with_suggestion(near)
            } else {
                fault.with_help(format!("name {}", kind.with_article()))
            });
            return ResolvedTarget::Unresolved;
        }
        let fault = Fault::new(Code::UnknownReference, place, format!("there is no {kind} `{slug}`"));
        let near = self.suggestions.suggest_slug(kind, slug);
        out.report(match near {
            Some(_) => fault.with_suggestion(near),
            None => fault.with_help(format!(
                "write the slug of {} in `content/{}/`, or add it there",
                kind.with_article(),
                kind.folder()
            )),
        });
        ResolvedTarget::Unresolved
    }

    /// `kind:slug`.
    fn resolve_any_record(&self, text: &str, place: SourceLocation, out: &mut Faults) -> ResolvedTarget {
        let Some((word, slug)) = text.split_once(':') else {
            let found = Kind::all().find(|kind| self.context.by_id.get(*kind, text).is_some());
            let fault = Fault::new(Code::InvalidValue, place, format!("`{text}` does not say of which kind it is"));
            out.report(match found {
                Some(kind) => fault.with_suggestion(Some(format!("{kind}:{text}"))),
                None => fault.with_help("write a kind and a slug, such as `story:shared-kitchen`"),
            });
            return ResolvedTarget::Unresolved;
        };
        match Kind::parse(word.trim()) {
            Some(kind) => self.resolve_record(kind, slug.trim(), place, out),
            None => {
                let fault = Fault::new(Code::InvalidValue, place, format!("there is no kind `{word}`"));
                out.report(fault.with_suggestion(closest_match(word, Kind::all().map(|kind| kind.as_str()))));
                ResolvedTarget::Unresolved
            }
        }
    }

    /// A partner's slug, or text. Only what looks like a slug and is near to one is a mistake.
    fn resolve_partner_or_text(&self, text: &str, place: SourceLocation, out: &mut Faults) -> ResolvedTarget {
        if let Some(ix) = self.context.by_id.get(Kind::Partner, text) {
            return ResolvedTarget::Record(ix, None);
        }
        if path::is_slug(text) && text.contains('-') && self.suggestions.suggest_slug(Kind::Partner, text).is_some() {
            return self.resolve_record(Kind::Partner, text, place, out);
        }
        ResolvedTarget::Unresolved
    }

    /// `{name: …}` is for those without a record. Where nobody else runs an event, it is on no partner's page.
    fn check_organisers_without_record(&self, record: &Record, out: &mut Faults) {
        let Some(KindFields::Event(event)) = &record.parsed.fields else { return };
        let lists =
            [("organisers", &event.organisers), ("co_organisers", &event.co_organisers), ("hosts", &event.hosts)];
        let has_no_record = |organiser: &Organiser| matches!(organiser, Organiser::Name(_));
        let mut no_partner = lists.iter().all(|(_, list)| list.iter().all(has_no_record));
        let all =
            lists.into_iter().flat_map(|(field, list)| list.iter().enumerate().map(move |one| (field, list, one)));
        for (field, list, (number, organiser)) in all {
            let Organiser::Name(name) = organiser else { continue };
            let (code, message, help) = match self.suggestions.find_by_title(Kind::Partner, name) {
                Some(slug) => (
                    Code::HasARecord,
                    format!("`{name}` has a record, which a name in words does not lead to"),
                    format!("write `{slug}` instead of `{{name: …}}`, unless it is somebody else"),
                ),
                None if no_partner => (
                    Code::NoRecord,
                    format!("`{name}` has no record, so no partner's page shows this event"),
                    "add one in `content/partners/`, or leave it: the name is shown as text".to_owned(),
                ),
                None => continue,
            };
            // Said of the first.
            no_partner = false;
            let location = record.parsed.locations.of_nested(field, Some((number, list.len())), "name");
            out.report(Fault::new(code, location, message).with_help(help));
        }
    }

    /// A word of a list that the network can extend.
    fn resolve_list_word(
        &self,
        list: Vocabulary,
        text: &str,
        location: SourceLocation,
        out: &mut Faults,
    ) -> ResolvedTarget {
        let Some(words) = self.word_lists.get(&list) else { return ResolvedTarget::Unresolved };
        if words.iter().any(|word| word == text) {
            return ResolvedTarget::KnownWord;
        }
        let fault = Fault::new(Code::InvalidValue, location, format!("there is no {} `{text}`", list.word_name()));
        let near = closest_match(text, words.iter().map(String::as_str));
        out.report(match (near, list) {
            (Some(_), _) => fault.with_suggestion(near),
            (None, Vocabulary::AccessFacts) => fault.with_help("add it to `access:` in `content/site.yaml`"),
            (None, Vocabulary::Levels) => fault.with_help("add it to `levels:` in `content/site.yaml`"),
            (None, Vocabulary::Types(_)) => {
                let words = words.join(", ");
                fault.with_help(format!("it can be {words}; more go to `types:` in `content/site.yaml`"))
            }
        });
        ResolvedTarget::Unresolved
    }

    /// Whether a consent that a record names covers it.
    fn check_consent_covers(&self, record: &Record, reference: &Reference, out: &mut Faults) {
        let Some(consent) = self.context.ledger.get(&reference.text) else { return };
        let folder = path::parent_folder(&record.parsed.source.path);
        let common = record.parsed.common.as_ref();
        let files = common.into_iter().flat_map(|common| &common.images).flat_map(|images| images.iter()).filter_map(
            |(name, info)| {
                let consents = match &info.people {
                    Some(PeopleInPicture::Consents(consents)) => consents.as_slice(),
                    _ => &[],
                };
                let named = consents.iter().any(|named| named.text == reference.text);
                named.then(|| path::resolve(folder, name)).flatten()
            },
        );
        let covered = consent.covers(&record.consent_key())
            || files.into_iter().any(|file| consent.covers(file.strip_prefix("content/").unwrap_or(&file)));
        if !covered {
            let message = format!("consent `{}` does not cover `{}`", reference.text, record.consent_key());
            let fault =
                Fault::new(Code::ConsentMissing, SourceLocation::new(&record.parsed.source, reference.span), message);
            out.report(fault.with_help(format!(
                "if they agreed to it, add `{}` to its `for:` in `content/consents.yaml`",
                record.consent_key()
            )));
        }
    }
}
