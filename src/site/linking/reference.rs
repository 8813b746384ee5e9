//! References of the front matter, and what was probably meant where a reference names nothing.

use std::sync::Arc;

use super::linker::Linker;
use crate::fault::{Code, Fault, Faults};
use crate::kind::{Kind, ReferenceTarget, Role, Vocabulary};
use crate::markdown::LinkTarget;
use crate::path::{closest_match, is_slug};
use crate::site::resolved_target::ResolvedTarget;
use crate::text::{Source, SourceLocation};
use crate::yaml::Reference;

impl Linker<'_> {
    /// Resolves a reference of the front matter. `folder` is the folder of its file.
    pub(super) fn resolve_reference(
        &self,
        source: &Arc<Source>,
        reference: &Reference,
        folder: &str,
        out: &mut Faults,
    ) -> ResolvedTarget {
        let location = SourceLocation::new(source, reference.span);
        let text = reference.text.as_str();
        match reference.target {
            ReferenceTarget::Topic => self.resolve_topic(text, location, out),
            ReferenceTarget::Consent => self.resolve_consent(text, location, out),
            ReferenceTarget::Signpost => self.resolve_signpost(text, location, out),
            ReferenceTarget::Picture => self.resolve_file(source, reference.span, text, folder, true, out),
            ReferenceTarget::File => self.resolve_file(source, reference.span, text, folder, false, out),
            ReferenceTarget::Link => {
                self.resolve_link(source, reference.span, &LinkTarget::parse(text, folder), None, out)
            }
            ReferenceTarget::AnyRecord => self.resolve_any_record(text, location, out),
            ReferenceTarget::PartnerOrText => self.resolve_partner_or_text(text, location, out),
            ReferenceTarget::Record(Kind::Partner) if can_be_named_in_words(reference.field) => {
                self.resolve_partner_or_name(text, location, out)
            }
            ReferenceTarget::Record(kind) => self.resolve_record(kind, text, location, out),
            ReferenceTarget::Word(list) => self.resolve_list_word(list, text, location, out),
        }
    }

    fn resolve_topic(&self, text: &str, location: SourceLocation, out: &mut Faults) -> ResolvedTarget {
        if self.topics.contains_key(text) {
            return ResolvedTarget::KnownWord;
        }
        let fault = Fault::new(Code::UnknownTopic, location, format!("there is no topic `{text}`; it is left out"));
        let nearest = closest_match(text, self.topics.keys().copied()).or_else(|| self.find_topic_by_label(text));
        out.report(fault.with_suggestion_or_help(nearest, "add it to `topics:` in `content/site.yaml`"));
        ResolvedTarget::Unresolved
    }

    fn find_topic_by_label(&self, text: &str) -> Option<&str> {
        let topics = self.context.config.topics.as_ref()?;
        topics.0.iter().find(|(_, label)| label.eq_ignore_ascii_case(text)).map(|(slug, _)| slug.as_str())
    }

    fn resolve_consent(&self, text: &str, location: SourceLocation, out: &mut Faults) -> ResolvedTarget {
        let ledger = &self.context.ledger;
        if ledger.get(text).is_some() || ledger.is_incomplete {
            return ResolvedTarget::KnownWord;
        }
        let message = format!("there is no consent `{text}` in `consents.yaml`");
        let help = "add it to `content/consents.yaml`, or take the person out";
        // A similar id is another person's, who has not agreed to this.
        out.report(Fault::new(Code::ConsentMissing, location, message).with_help(help));
        ResolvedTarget::Unresolved
    }

    fn resolve_signpost(&self, text: &str, location: SourceLocation, out: &mut Faults) -> ResolvedTarget {
        if self.signposts.contains(text) {
            return ResolvedTarget::KnownWord;
        }
        let fault = Fault::new(Code::UnknownReference, location, format!("there is no signpost `{text}`"));
        out.report(fault.with_suggestion(closest_match(text, self.signposts.iter().copied())));
        ResolvedTarget::Unresolved
    }

    /// Resolves the slug of a record of a kind.
    pub(super) fn resolve_record(
        &self,
        kind: Kind,
        slug: &str,
        location: SourceLocation,
        out: &mut Faults,
    ) -> ResolvedTarget {
        match self.context.by_id.get(kind, slug) {
            Some(ix) => ResolvedTarget::Record(ix, None),
            None => {
                out.report(self.missing_record_fault(kind, slug, location));
                ResolvedTarget::Unresolved
            }
        }
    }

    /// Resolves the slug of a partner in a field that also takes `{name: …}`.
    fn resolve_partner_or_name(&self, slug: &str, location: SourceLocation, out: &mut Faults) -> ResolvedTarget {
        if let Some(ix) = self.context.by_id.get(Kind::Partner, slug) {
            return ResolvedTarget::Record(ix, None);
        }
        let fault = self.missing_record_fault(Kind::Partner, slug, location);
        let help = fault.help.clone().unwrap_or_default();
        let separator = if help.ends_with('?') { " " } else { "; " };
        let help = format!("{help}{separator}somebody without a record is written `{{name: …}}`");
        out.report(fault.with_help(help));
        ResolvedTarget::Unresolved
    }

    /// The fault of a slug that no record of a kind has.
    fn missing_record_fault(&self, kind: Kind, slug: &str, location: SourceLocation) -> Fault {
        let expected = kind.with_article();
        let (fault, help) = match self.suggestions.find_other_kind(&self.context.by_id, kind, slug) {
            Some(other) => {
                let message = format!("`{slug}` is {}, but {expected} belongs here", other.with_article());
                (Fault::new(Code::WrongKind, location, message), format!("name {expected}"))
            }
            None => {
                let message = format!("there is no {kind} `{slug}`");
                let help = format!("write the slug of {expected} in `content/{}/`, or add it there", kind.folder());
                (Fault::new(Code::UnknownReference, location, message), help)
            }
        };
        // Codes of places are in capitals.
        let upper = slug.to_uppercase();
        let is_code = self.context.by_id.get(kind, &upper).is_some();
        let suggestion = if is_code { Some(upper.as_str()) } else { self.suggestions.suggest_slug(kind, slug) };
        fault.with_suggestion_or_help(suggestion, help)
    }

    /// Resolves `kind:slug`.
    fn resolve_any_record(&self, text: &str, location: SourceLocation, out: &mut Faults) -> ResolvedTarget {
        let Some((word, slug)) = text.split_once(':') else {
            let found = Kind::all().find(|kind| self.context.by_id.get(*kind, text).is_some());
            let fault = Fault::new(Code::InvalidValue, location, format!("`{text}` does not say of which kind it is"));
            let suggestion = found.map(|kind| format!("{kind}:{text}"));
            let help = "write a kind and a slug, such as `story:shared-kitchen`";
            out.report(fault.with_suggestion_or_help(suggestion, help));
            return ResolvedTarget::Unresolved;
        };
        match Kind::parse(word.trim()) {
            Some(kind) => self.resolve_record(kind, slug.trim(), location, out),
            None => {
                let fault = Fault::new(Code::InvalidValue, location, format!("there is no kind `{word}`"));
                out.report(fault.with_suggestion(closest_match(word, Kind::all().map(|kind| kind.as_str()))));
                ResolvedTarget::Unresolved
            }
        }
    }

    /// Resolves a partner's slug, or a name that is not one. Only text that looks like a slug and is close to a
    /// partner's slug is reported as a mistake.
    fn resolve_partner_or_text(&self, text: &str, location: SourceLocation, out: &mut Faults) -> ResolvedTarget {
        if let Some(ix) = self.context.by_id.get(Kind::Partner, text) {
            return ResolvedTarget::Record(ix, None);
        }
        if is_slug(text) && text.contains('-') && self.suggestions.suggest_slug(Kind::Partner, text).is_some() {
            return self.resolve_record(Kind::Partner, text, location, out);
        }
        ResolvedTarget::Unresolved
    }

    /// Resolves a word of a list that `site.yaml` can extend.
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
        let help = match list {
            Vocabulary::AccessFacts => "add it to `access:` in `content/site.yaml`".to_owned(),
            Vocabulary::Levels => "add it to `levels:` in `content/site.yaml`".to_owned(),
            Vocabulary::Types(_) => {
                format!("it can be {}; more go to `types:` in `content/site.yaml`", words.join(", "))
            }
        };
        let fault = Fault::new(Code::InvalidValue, location, format!("there is no {} `{text}`", list.word_name()));
        out.report(fault.with_suggestion_or_help(closest_match(text, words.iter().map(String::as_str)), help));
        ResolvedTarget::Unresolved
    }
}

/// Whether a field takes `{name: …}` for somebody without a record.
fn can_be_named_in_words(field: &str) -> bool {
    let is_named = |role: Role| {
        matches!(role, Role::Organiser | Role::Speakers) || role.is_venue() || Role::ORGANISERS.contains(&role)
    };
    Role::from_field(field).is_some_and(is_named)
}
