//! Pictures: those of bodies, the lead picture, and what `images:` says about them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::linked_record::{LinkedBody, LinkedRecord};
use super::linker::Linker;
use crate::fault::{Code, Fault, Faults, Severity};
use crate::lint::is_file_name_alt;
use crate::markdown::Picture;
use crate::path;
use crate::record::{CommonFields, PeopleInPicture, PictureDetails};
use crate::site::check::file_name_as_alt_fault;
use crate::site::picture_use::PictureUse;
use crate::site::record::{Record, Translation};
use crate::site::resolved_target::ResolvedTarget;
use crate::text::{Source, SourceLocation};

impl Linker<'_> {
    /// Resolves a picture of a body; `None` when it cannot be shown.
    pub(super) fn resolve_picture(
        &self,
        source: &Arc<Source>,
        picture: &Picture,
        record: &Record,
        out: &mut Faults,
    ) -> Option<PictureUse> {
        let folder = path::parent_folder(&source.path);
        let location = || SourceLocation::new(source, picture.span);
        let ResolvedTarget::File(path) = self.resolve_file(source, picture.span, &picture.written, folder, true, out)
        else {
            return None;
        };
        let details = picture_details(record, &path);
        let stated_alt = details.and_then(|details| details.alt.clone()).filter(|alt| !alt.is_empty());
        if stated_alt.is_none() && !is_decorative(details) && is_file_name_alt(&picture.alt, &picture.written) {
            out.report(file_name_as_alt_fault(location(), &picture.alt));
        }
        let alt = stated_alt.unwrap_or_else(|| picture.alt.trim().to_owned());
        use_picture(path, alt, details, location, &picture.written, out)
    }

    /// Resolves the pictures that the front matter names: those of `images:`, and the lead picture.
    pub(super) fn resolve_declared_pictures(&self, record: &Record, linked: &mut LinkedRecord, out: &mut Faults) {
        if record.parsed.faults.iter().any(|fault| fault.severity == Severity::Error) {
            self.withhold_mentioned_pictures(record, linked);
        }
        if let Some(common) = &record.parsed.common {
            self.resolve_picture_details(record, common, linked, out);
            linked.lead_picture = resolve_lead_picture(record, common, &linked.resolved_references, out);
        }
    }

    /// Withholds the pictures that an unreadable record may be about. What it says about people in them could not be
    /// read, so no record shows them until the error is corrected. (They then need a consent with an empty id, which
    /// nobody has.)
    fn withhold_mentioned_pictures(&self, record: &Record, linked: &mut LinkedRecord) {
        let source = &record.parsed.source;
        let is_mentioned = |file: &&str| source.text.contains(file.rsplit('/').next().unwrap_or(file));
        let mentioned = self.files_below(path::parent_folder(&source.path)).filter(is_mentioned);
        linked.files.picture_consents.extend(mentioned.map(|file| (file.to_owned(), vec![String::new()])));
    }

    /// Resolves the pictures of `images:`, and notes which consents they need.
    fn resolve_picture_details(
        &self,
        record: &Record,
        common: &CommonFields,
        linked: &mut LinkedRecord,
        out: &mut Faults,
    ) {
        let source = &record.parsed.source;
        let folder = path::parent_folder(&source.path);
        // Where a picture is shown, its faults are reported there.
        let written = record.parsed.body.pictures.iter().map(|picture| picture.written.as_str());
        let written = written.chain(common.image.iter().map(|image| image.text.as_str()));
        let shown: BTreeSet<String> = written.filter_map(|name| path::resolve(folder, name)).collect();
        for (name, span, details) in common.images.iter().flat_map(|images| &images.0) {
            let alt = details.alt.as_ref().filter(|_| !is_decorative(Some(details)));
            if let Some(alt) = alt.filter(|alt| is_file_name_alt(alt, name)) {
                out.report(file_name_as_alt_fault(SourceLocation::new(source, *span), alt));
            }
            let is_shown = path::resolve(folder, name).is_some_and(|path| shown.contains(&path));
            let mut ignored = Faults::new();
            let out = if is_shown { &mut ignored } else { &mut *out };
            let file = self.resolve_file(source, *span, name, folder, true, out);
            if let (ResolvedTarget::File(file), Some(PeopleInPicture::Consents(consents))) = (file, &details.people) {
                let ids = consents.iter().map(|consent| consent.text.clone()).collect();
                linked.files.picture_consents.push((file, ids));
            }
        }
    }

    /// Replaces the alternative texts of pictures by those of a translation.
    pub(super) fn apply_translated_alts(&self, translation: &Translation, body: &mut LinkedBody) {
        let Some(images) = translation.parsed.fields.as_ref().and_then(|fields| fields.images.as_ref()) else { return };
        let folder = path::parent_folder(&translation.parsed.source.path);
        for picture in body.pictures.iter_mut().flatten() {
            let is_this = |name: &str| path::resolve(folder, name).as_deref() == Some(picture.path.as_str());
            if let Some((_, translated)) = images.iter().find(|(name, _)| is_this(name)) {
                picture.alt = translated.alt.clone();
            }
        }
    }
}

/// The lead picture; `None` when there is none, or when it cannot be shown.
fn resolve_lead_picture(
    record: &Record,
    common: &CommonFields,
    references: &[ResolvedTarget],
    out: &mut Faults,
) -> Option<PictureUse> {
    let image = common.image.as_ref()?;
    let Some(ResolvedTarget::File(file)) = references.get(image.index as usize) else { return None };
    let details = picture_details(record, file);
    let alt = details.and_then(|details| details.alt.clone()).unwrap_or_default();
    use_picture(file.clone(), alt, details, || record.parsed.locations.of_field("image"), &image.text, out)
}

/// A picture as pages show it; `None` when it has no alternative text. `written` is the file's name in the record.
fn use_picture(
    path: String,
    alt: String,
    details: Option<&PictureDetails>,
    location: impl Fn() -> SourceLocation,
    written: &str,
    out: &mut Faults,
) -> Option<PictureUse> {
    let decorative = is_decorative(details);
    if alt.is_empty() && !decorative {
        out.report(missing_alt_fault(location(), written));
        return None;
    }
    let people_stated = details.is_some_and(|details| details.people.is_some());
    if !people_stated {
        out.report(people_not_stated_fault(location(), written));
    }
    let alt = if decorative { String::new() } else { alt };
    Some(PictureUse { path, alt, credit: details.and_then(|details| details.credit.clone()), people_stated })
}

/// What a record's `images:` says about a file.
fn picture_details<'r>(record: &'r Record, file: &str) -> Option<&'r PictureDetails> {
    let folder = path::parent_folder(&record.parsed.source.path);
    let images = record.parsed.common.as_ref()?.images.as_ref()?;
    images.iter().find(|(name, _)| path::resolve(folder, name).as_deref() == Some(file)).map(|(_, details)| details)
}

fn is_decorative(details: Option<&PictureDetails>) -> bool {
    details.is_some_and(|details| details.decorative == Some(true))
}

fn missing_alt_fault(location: SourceLocation, file: &str) -> Fault {
    let message = format!("`{file}` has no text for those who cannot see it; it is left out");
    let help = format!("add `images: {{{file}: {{alt: …}}}}`, or `decorative: true` if it shows nothing that matters");
    Fault::new(Code::MissingAlt, location, message).with_help(help)
}

fn people_not_stated_fault(location: SourceLocation, file: &str) -> Fault {
    Fault::new(Code::PeopleNotStated, location, format!("it is not stated whether people are in `{file}`"))
        .with_help("add `people: none`, `people: crowd` or their consents under `images:`")
}
