//! A body's links, pictures and blocks.

use std::sync::Arc;

use super::link::{LinkedBody, LinkedRecord};
use super::linker::Linker;
use super::{PictureUse, Record, RecordIndex, ResolvedTarget, Translation, lint};
use crate::fault::{Code, Fault, Faults, Severity};
use crate::kind::Kind;
use crate::lint::is_file_name_alt;
use crate::markdown::{Block, MarkdownBody, Picture};
use crate::path::{self, closest_match};
use crate::record::{self, PeopleInPicture};
use crate::text::{Source, SourceLocation};

impl Linker<'_> {
    /// Links, pictures and blocks of a body.
    pub(super) fn link_body(
        &self,
        source: &Arc<Source>,
        body: &MarkdownBody,
        record: Option<&Record>,
        out: &mut Faults,
    ) -> LinkedBody {
        let links =
            body.links.iter().map(|link| self.resolve_link(source, link.span, &link.target, Some(body), out)).collect();
        let pictures = body.pictures.iter().map(|picture| self.resolve_picture(source, picture, record, out)).collect();
        let blocks = body.blocks.iter().map(|block| self.resolve_block(source, block, out)).collect();
        LinkedBody { links, pictures, block_records: blocks, has_errors: false }
    }

    fn resolve_picture(
        &self,
        source: &Arc<Source>,
        picture: &Picture,
        record: Option<&Record>,
        out: &mut Faults,
    ) -> Option<PictureUse> {
        let folder = path::parent_folder(&source.path);
        let ResolvedTarget::File(path) = self.resolve_file(source, picture.span, &picture.written, folder, true, out)
        else {
            return None;
        };
        let written = picture.written.as_str();
        let info = record.and_then(|record| self.picture_info(record, &path));
        let decorative = info.is_some_and(|info| info.decorative == Some(true));
        let stated_alt = info.and_then(|info| info.alt.clone()).filter(|alt| !alt.is_empty());
        if stated_alt.is_none() && !decorative && is_file_name_alt(&picture.alt, written) {
            out.report(lint::file_name_as_alt_fault(SourceLocation::new(source, picture.span), &picture.alt));
        }
        let alt = stated_alt.unwrap_or_else(|| picture.alt.trim().to_owned());
        if alt.is_empty() && !decorative {
            out.report(missing_alt_fault(SourceLocation::new(source, picture.span), written));
            return None;
        }
        let people_stated = info.is_some_and(|info| info.people.is_some());
        if !people_stated {
            out.report(people_not_stated_fault(SourceLocation::new(source, picture.span), written));
        }
        let alt = if decorative { String::new() } else { alt };
        Some(PictureUse { path, alt, credit: info.and_then(|info| info.credit.clone()), people_stated })
    }

    /// What a record's `images:` says of a file.
    fn picture_info<'r>(&self, record: &'r Record, file: &str) -> Option<&'r record::PictureDetails> {
        let folder = path::parent_folder(&record.parsed.source.path);
        let images = record.parsed.common.as_ref()?.images.as_ref()?;
        images.iter().find(|(name, _)| path::resolve(folder, name).as_deref() == Some(file)).map(|(_, info)| info)
    }

    /// The lead picture, and what `images:` says of pictures.
    pub(super) fn resolve_declared_pictures(&self, record: &Record, linked: &mut LinkedRecord, out: &mut Faults) {
        let source = &record.parsed.source;
        let folder = path::parent_folder(&source.path);
        if record.parsed.faults.iter().any(|fault| fault.severity == Severity::Error) {
            // What it says of its pictures may be what cannot be read: nobody shows them until it is mended.
            let folder = format!("{folder}/");
            let beside = self.context.assets.range(folder.clone()..);
            let beside = beside.take_while(|(file, _)| file.starts_with(&folder));
            let mentioned = beside.filter(|(file, _)| source.text.contains(file.rsplit('/').next().unwrap_or(file)));
            linked.files.picture_consents.extend(mentioned.map(|(file, _)| (file.clone(), vec![String::new()])));
        }
        let Some(common) = &record.parsed.common else { return };
        for (name, span, info) in common.images.iter().flat_map(|images| &images.0) {
            if let Some(alt) =
                info.alt.as_ref().filter(|alt| info.decorative != Some(true) && is_file_name_alt(alt, name))
            {
                out.report(lint::file_name_as_alt_fault(SourceLocation::new(source, *span), alt));
            }
            let ResolvedTarget::File(file) = self.resolve_file(source, *span, name, folder, true, out) else {
                continue;
            };
            if let Some(PeopleInPicture::Consents(consents)) = &info.people {
                linked
                    .files
                    .picture_consents
                    .push((file, consents.iter().map(|consent| consent.text.clone()).collect()));
            }
        }
        let Some(image) = &common.image else { return };
        let Some(ResolvedTarget::File(file)) = linked.resolved_references.get(image.index as usize) else { return };
        let info = self.picture_info(record, file);
        let decorative = info.is_some_and(|info| info.decorative == Some(true));
        let alt = info.and_then(|info| info.alt.clone()).unwrap_or_default();
        let place = || record.parsed.locations.of_field("image");
        if alt.is_empty() && !decorative {
            out.report(missing_alt_fault(place(), &image.text));
            return;
        }
        let people_stated = info.is_some_and(|info| info.people.is_some());
        if !people_stated {
            out.report(people_not_stated_fault(place(), &image.text));
        }
        let alt = if decorative { String::new() } else { alt };
        linked.lead_picture = Some(PictureUse {
            path: file.clone(),
            alt,
            credit: info.and_then(|info| info.credit.clone()),
            people_stated,
        });
    }

    pub(super) fn apply_translated_alts(&self, translation: &Translation, body: &mut LinkedBody) {
        let Some(images) = translation.parsed.fields.as_ref().and_then(|fields| fields.images.as_ref()) else { return };
        let folder = path::parent_folder(&translation.parsed.source.path);
        for picture in body.pictures.iter_mut().flatten() {
            let alt =
                images.iter().find(|(name, _)| path::resolve(folder, name).as_deref() == Some(picture.path.as_str()));
            if let Some((_, alt)) = alt {
                picture.alt = alt.alt.clone();
            }
        }
    }

    fn resolve_block(&self, source: &Arc<Source>, block: &Block, out: &mut Faults) -> Option<RecordIndex> {
        let place = |span| SourceLocation::new(source, span);
        let Some(kind) = self.context.blocks.get(&block.name) else {
            let fault =
                Fault::new(Code::UnknownComponent, place(block.span), format!("there is no block `{}`", block.name));
            let names: Vec<&str> = self.context.blocks.0.iter().map(|kind| kind.name.as_ref()).collect();
            let near = closest_match(&block.name, names.iter().copied());
            out.report(if near.is_some() {
                fault.with_suggestion(near)
            } else {
                fault.with_help(format!("there are {}", names.join(", ")))
            });
            return None;
        };
        if kind.has_content != block.has_content {
            let (fence, help) = if kind.has_content {
                (":::", "and a line `:::` after its content")
            } else {
                ("::", "with two colons: it has no content")
            };
            let fault = Fault::new(
                Code::UnknownArgument,
                place(block.span),
                format!("block `{}` is written with `{fence}`", block.name),
            );
            out.report(fault.with_help(format!("write `{fence}{}` {help}", block.name)));
        }
        let mut record_index = None;
        for argument in &block.arguments {
            let Some(parameter) = kind.parameters.iter().find(|parameter| parameter.name == argument.name) else {
                let fault = Fault::new(
                    Code::UnknownArgument,
                    place(argument.name_span),
                    format!("block `{}` takes no `{}`", block.name, argument.name),
                );
                let names = || kind.parameters.iter().map(|parameter| parameter.name.as_ref());
                let near = closest_match(&argument.name, names());
                let listed = names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ");
                out.report(match (near, listed.is_empty()) {
                    (Some(_), _) => fault.with_suggestion(near),
                    (None, false) => fault.with_help(format!("it can be {listed}")),
                    (None, true) => fault.with_help("it takes none: remove it"),
                });
                continue;
            };
            if let Some(kind) = parameter.record_kind.and_then(Kind::parse) {
                record_index = self.resolve_record(kind, &argument.value, place(argument.span), out).record();
            } else if !parameter.allowed_values.is_empty()
                && !parameter.allowed_values.contains(&argument.value.as_str())
            {
                let fault = Fault::new(
                    Code::InvalidValue,
                    place(argument.span),
                    format!("`{}` cannot be `{}`", argument.name, argument.value),
                );
                let near = closest_match(&argument.value, parameter.allowed_values.iter().copied());
                out.report(if near.is_some() {
                    fault.with_suggestion(near)
                } else {
                    fault.with_help(format!("it can be {}", parameter.allowed_values.join(", ")))
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
            out.report(fault.with_help(format!("write `::{} {}=\"…\"`", block.name, parameter.name)));
        }
        record_index
    }
}

fn missing_alt_fault(place: SourceLocation, file: &str) -> Fault {
    Fault::new(Code::MissingAlt, place, format!("`{file}` has no text for those who cannot see it; it is left out"))
        .with_help(format!(
            "add `images: {{{file}: {{alt: …}}}}`, or `decorative: true` if it shows nothing that matters"
        ))
}

fn people_not_stated_fault(place: SourceLocation, file: &str) -> Fault {
    Fault::new(Code::PeopleNotStated, place, format!("it is not stated whether people are in `{file}`"))
        .with_help("add `people: none`, `people: crowd` or their consents under `images:`")
}
