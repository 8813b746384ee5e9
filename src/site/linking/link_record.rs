//! Links one record: its references, its bodies, and the relations that follow from them.

use std::collections::BTreeSet;

use super::linked_record::{LinkedBody, LinkedRecord};
use super::linker::Linker;
use crate::fault::{Code, Fault, Faults};
use crate::kind::{ReferenceTarget, Role};
use crate::path;
use crate::record::{PeopleInPicture, PictureDetails};
use crate::site::check::{has_own_errors, report_file_faults, report_lints};
use crate::site::record::{Record, Translation};
use crate::site::record_index::RecordIndex;
use crate::site::resolved_target::ResolvedTarget;
use crate::text::SourceLocation;
use crate::yaml::Reference;

impl Linker<'_> {
    /// Links a record and its translations.
    pub(super) fn link_record(&self, record: &Record) -> LinkedRecord {
        let mut out = Faults::new();
        let mut linked = LinkedRecord::default();
        self.link_references(record, &mut linked, &mut out);
        self.check_organisers_without_record(record, &mut out);
        self.check_same_as(record, &mut out);
        self.resolve_declared_pictures(record, &mut linked, &mut out);
        linked.body = self.link_body(&record.parsed.source, &record.parsed.body, record, &mut out);
        linked.has_errors = has_own_errors(record) || out.has_errors();
        for translation in &record.translations {
            linked.translations.push(self.link_translation(record, translation, &mut out));
        }
        self.add_mentions(record, &mut linked);
        self.follow_same_as(record, &mut linked);
        (linked.uses_titles, linked.files.referenced) = self.take_used();
        linked.files.published = linked.published_files();
        report_file_faults(record, &mut linked.faults);
        report_lints(self.context, record, &mut linked.faults);
        linked.faults.extend(out);
        linked
    }

    fn link_references(&self, record: &Record, linked: &mut LinkedRecord, out: &mut Faults) {
        let source = &record.parsed.source;
        let folder = path::parent_folder(&source.path);
        for reference in &record.parsed.references {
            let target = self.resolve_reference(source, reference, folder, out);
            match (&target, reference.target) {
                (ResolvedTarget::Record(to, _), _) => {
                    linked.relations.extend(Role::from_field(reference.field).map(|role| (role, *to)));
                }
                (ResolvedTarget::KnownWord, ReferenceTarget::Topic) if reference.field == "topics" => {
                    linked.topics.extend(self.topics.get(reference.text.as_str()))
                }
                (ResolvedTarget::KnownWord, ReferenceTarget::Consent) => {
                    self.check_consent_covers(record, reference, out)
                }
                _ => {}
            }
            linked.resolved_references.push(target);
        }
        linked.topics.sort_unstable();
        linked.topics.dedup();
    }

    fn link_translation(&self, record: &Record, translation: &Translation, out: &mut Faults) -> LinkedBody {
        let mut faults = Faults::new();
        let parsed = &translation.parsed;
        let mut body = self.link_body(&parsed.source, &parsed.body, record, &mut faults);
        self.apply_translated_alts(translation, &mut body);
        body.has_errors = faults.has_errors();
        out.extend(faults);
        body
    }

    /// Adds a relation to each other record that a body links to or shows in a block, and removes repeated relations.
    fn add_mentions(&self, record: &Record, linked: &mut LinkedRecord) {
        let own_index = self.context.by_id.get(record.kind(), &record.id.slug);
        let mentions: BTreeSet<RecordIndex> =
            linked.bodies().flat_map(LinkedBody::mentioned_records).filter(|to| Some(*to) != own_index).collect();
        linked.relations.extend(mentions.into_iter().map(|to| (Role::Mentions, to)));
        let mut added = BTreeSet::new();
        linked.relations.retain(|relation| added.insert(*relation));
    }

    /// Whether a consent that a record names covers the record, or a picture for which the record names the consent.
    fn check_consent_covers(&self, record: &Record, reference: &Reference, out: &mut Faults) {
        let Some(consent) = self.context.ledger.get(&reference.text) else { return };
        let folder = path::parent_folder(&record.parsed.source.path);
        let common = record.parsed.common.as_ref();
        let pictures = common.into_iter().flat_map(|common| &common.images).flat_map(|images| images.iter());
        let mut files = pictures
            .filter(|(_, picture)| names_consent(picture, &reference.text))
            .filter_map(|(name, _)| path::resolve(folder, name));
        let key = record.consent_key();
        if consent.covers(&key) || files.any(|file| consent.covers(path::path_in_content(&file))) {
            return;
        }
        let message = format!("consent `{}` does not cover `{key}`", reference.text);
        let location = SourceLocation::new(&record.parsed.source, reference.span);
        let help = format!("if they agreed to it, add `{key}` to its `for:` in `content/consents.yaml`");
        out.report(Fault::new(Code::ConsentMissing, location, message).with_help(help));
    }
}

/// Whether a picture's `people:` names a consent.
fn names_consent(picture: &PictureDetails, id: &str) -> bool {
    match &picture.people {
        Some(PeopleInPicture::Consents(consents)) => consents.iter().any(|consent| consent.text == id),
        _ => false,
    }
}
