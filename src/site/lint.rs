//! What `lint` remarked, as faults: here it is known in which language a record is, and which fields it has.
//!
//! Advice and warnings on one record's own texts alone, so that they are found again with the record and waived on a line.

use std::ops::Range;
use std::sync::Arc;

use super::{Record, SiteContext};
use crate::fault::{Code, Fault, Faults};
use crate::file_metadata;
use crate::language::{LanguageTag, Script};
use crate::lint::{self, LintFinding, LintKind, LintResults, Readability, Sentence};
use crate::path;
use crate::record::{Download, DownloadPurpose, KindFields, Resource};
use crate::text::{Source, SourceLocation, Span};

/// A text that asks for more years of school than this is hard to read.
const MAX_GRADE: f64 = 13.0;

/// A sentence of more words is hard to read in any text.
const MAX_SENTENCE_WORDS: u32 = 45;

/// Looks at a record's texts and its translations'.
pub(super) fn report_lints(context: &SiteContext, record: &Record, out: &mut Faults) {
    let parsed = &record.parsed;
    let resource = match &parsed.fields {
        Some(KindFields::Resource(resource)) => Some(resource),
        _ => None,
    };
    let story_language = match &parsed.fields {
        Some(KindFields::Story(story)) => story.language.as_ref(),
        _ => None,
    };
    let fields = parsed.locations.values().filter(|(name, _)| matches!(*name, "title" | "summary"));
    for (_, value) in fields {
        report_field_lints(&parsed.source, value.to_range(), out);
    }
    let lacks_captions = resource.is_some_and(|resource| report_resource_lints(context, record, resource, out));
    // Without its fences, front matter is read as text.
    let is_fenced = |fault: &Fault| !matches!(fault.code, Code::FrontMatterMissing | Code::FrontMatterOpen);
    if parsed.faults.iter().all(is_fenced) {
        let body = BodyText { source: &parsed.source, language: story_language.unwrap_or(&context.config.language) };
        body.report_lints(&parsed.body.lint_results, lacks_captions, out);
    }
    for translation in &record.translations {
        let images = translation.parsed.fields.iter().flat_map(|fields| &fields.images).flat_map(|images| &images.0);
        for (_, span, image) in images.filter(|(file, _, image)| lint::is_file_name_alt(&image.alt, file)) {
            out.report(file_name_as_alt_fault(SourceLocation::new(&translation.parsed.source, *span), &image.alt));
        }
        if translation.parsed.faults.iter().all(is_fenced) {
            let body = BodyText { source: &translation.parsed.source, language: &translation.language };
            body.report_lints(&translation.parsed.body.lint_results, lacks_captions, out);
        }
    }
}

/// Capitals and emoji in a title or summary.
fn report_field_lints(source: &Arc<Source>, at: Range<usize>, out: &mut Faults) {
    let text = &source.text[at.clone()];
    let quotations = lint::find_quotations(text);
    let span = |part: Range<usize>| Span::from_range(part).offset_by(at.start);
    out.extend(
        lint::find_capitals(text, &quotations)
            .into_iter()
            .map(|part| all_capitals_fault(SourceLocation::new(source, span(part)))),
    );
    let emoji = lint::find_emoji_runs(text, &quotations).into_iter();
    out.extend(emoji.map(|(part, count)| emoji_run_fault(SourceLocation::new(source, span(part)), count)));
}

/// One file's body, and the language it is in.
struct BodyText<'a> {
    source: &'a Arc<Source>,
    language: &'a LanguageTag,
}

impl BodyText<'_> {
    /// `video_told` when it was said already that the record's video has no captions.
    fn report_lints(&self, results: &LintResults, captions_reported: bool, out: &mut Faults) {
        for finding in results
            .findings
            .iter()
            .filter(|remark| !(captions_reported && remark.kind == LintKind::VideoWithoutCaptions))
        {
            out.extend(self.finding_fault(finding));
        }
        if self.language.as_str().split('-').next() == Some("en") {
            out.extend(self.hard_to_read_fault(&results.readability));
        }
    }

    fn finding_fault(&self, finding: &LintFinding) -> Option<Fault> {
        let place = SourceLocation::new(self.source, finding.span);
        let fault =
            |code: Code, message: String, help: &str| Some(Fault::new(code, place.clone(), message).with_help(help));
        match &finding.kind {
            LintKind::TopHeading => fault(
                Code::HeadingOrder,
                "a heading with one `#` is the page's title, which is there already".into(),
                "begin headings with `##` (WCAG 1.3.1)",
            ),
            LintKind::SkippedLevel { from, to } => fault(
                Code::HeadingOrder,
                match from {
                    1 => format!("the first heading is of level {to}; below the title comes level 2"),
                    _ => format!("this heading is of level {to}, and the one before it of level {from}"),
                },
                &format!("write `{}` (WCAG 1.3.1)", "#".repeat(usize::from(*from) + 1)),
            ),
            LintKind::EmptyLink => fault(
                Code::VagueLink,
                "this link has no text".into(),
                "say where it leads between the brackets (WCAG 2.4.4)",
            ),
            LintKind::VagueLink(text) => fault(
                Code::VagueLink,
                format!("`{text}` does not say where the link leads"),
                "make the words that name it the link: `[the hall’s opening times](…)` (WCAG 2.4.4)",
            ),
            LintKind::BareAddress => fault(
                Code::BareAddress,
                "this link's text is an address, which is read aloud sign by sign".into(),
                "name what it leads to: `[the minutes of May](https://…)` (WCAG 2.4.4)",
            ),
            LintKind::UnmarkedScript(script) => self.language_of_part_fault(*script, place),
            LintKind::AllCapitals => Some(all_capitals_fault(place)),
            LintKind::EmojiRun(count) => Some(emoji_run_fault(place, *count)),
            LintKind::TableWithoutHeaders => fault(
                Code::TableWithoutHeaders,
                "this table's header row is empty".into(),
                "name each column in its first row, or write a list (WCAG 1.3.1)",
            ),
            LintKind::VideoWithoutCaptions => Some(no_captions_fault(place)),
        }
    }

    fn language_of_part_fault(&self, script: Script, place: SourceLocation) -> Option<Fault> {
        let expected = self.language.script()?;
        let example = LanguageTag::parse(script.example_language())?;
        if expected == script {
            return None;
        }
        let direction = if example.direction() == "rtl" { " dir=\"rtl\"" } else { "" };
        let message = format!("these words in {} script do not say their language", script.name());
        let help = format!(
            "write `<span lang=\"{}\"{direction}>…</span>` around them, with the tag of their language (WCAG 3.1.2)",
            example.as_str()
        );
        Some(Fault::new(Code::LanguageOfPart, place, message).with_help(help))
    }

    /// One advice a text, at its worst place.
    fn hard_to_read_fault(&self, reading: &Readability) -> Option<Fault> {
        let fault = |sentence: Sentence, message: String| {
            let place = SourceLocation::new(self.source, first_line_span(self.source, sentence.span));
            Fault::new(Code::HardToRead, place, message)
        };
        if let Some((grade, hardest)) = reading.grade().filter(|grade| *grade >= MAX_GRADE).zip(reading.hardest) {
            let years = if grade < 17.5 { format!("about {grade:.0}") } else { "more than 17".to_owned() };
            let message = format!(
                "this text asks for {years} years of school (Flesch–Kincaid, for English only); here it is hardest"
            );
            return Some(fault(hardest, message).with_help("write shorter sentences and everyday words (WCAG 3.1.5)"));
        }
        let longest = reading.longest.filter(|sentence| sentence.words > MAX_SENTENCE_WORDS)?;
        let message =
            format!("this sentence has {} words, names and quotations not counted (English only)", longest.words);
        Some(fault(longest, message).with_help("make two or three of it, or a list (WCAG 3.1.5)"))
    }
}

/// A place of many lines as its first: that is where it is mended, and where a waiver stands before it.
fn first_line_span(source: &Source, span: Span) -> Span {
    let range = span.to_range();
    let end = source.text[range.clone()].find(['\r', '\n']).map_or(range.end, |end| range.start + end);
    Span::from_range(range.start..end)
}

/// Downloads and videos of a resource. Tells whether its video has neither captions nor a transcript.
fn report_resource_lints(context: &SiteContext, record: &Record, resource: &Resource, out: &mut Faults) -> bool {
    let parsed = &record.parsed;
    let place = |span: Span| SourceLocation::new(&parsed.source, span);
    let extension = |file: &Download| path::extension(&file.file.text);
    let linked = resource.link.as_ref();
    let folder = path::parent_folder(&parsed.source.path);
    let exists =
        |file: &Download| path::resolve(folder, &file.file.text).is_some_and(|path| context.assets.contains_key(&path));
    let pdf = resource.files.iter().position(|file| extension(file) == "pdf" && exists(file));
    let exempt = resource.web_version.is_some() || linked.is_some() || resource.kind.text == "poster";
    if let Some(number) = pdf.filter(|_| !exempt) {
        let location = parsed.locations.of_nested("files", Some((number, resource.files.len())), "file");
        let message = format!("`{}` cannot be read as a web page", resource.files[number].file.text);
        let help = "put its words on a page and name that under `web_version:` (WCAG 1.4.10)";
        out.report(Fault::new(Code::NoWebVersion, location, message).with_help(help));
    }
    let is_video = resource.kind.text == "video"
        && (linked.is_some()
            || resource.files.iter().any(|file| file_metadata::type_name(&file.file.text) == Some("video")));
    let captions = |file: &Download| {
        file.format == Some(DownloadPurpose::Captions) || file_metadata::type_name(&file.file.text) == Some("captions")
    };
    let states_captions = resource.web_version.is_some()
        || resource.files.iter().any(captions)
        || lint::mentions_captions(&parsed.source.text);
    let lacks_captions = is_video && !states_captions;
    if lacks_captions {
        let field = if linked.is_some() { "link" } else { "files" };
        out.report(no_captions_fault(place(first_line_span(&parsed.source, parsed.locations.of_field(field).span))));
    }
    lacks_captions
}

/// A picture whose text is no text.
pub(super) fn file_name_as_alt_fault(place: SourceLocation, alt: &str) -> Fault {
    Fault::new(Code::FileNameAsAlt, place, format!("`{}` is no text for those who cannot see the picture", alt.trim()))
        .with_help(
            "say what it shows, or `decorative: true` under `images:` if it shows nothing that matters (WCAG 1.1.1)",
        )
}

fn all_capitals_fault(place: SourceLocation) -> Fault {
    Fault::new(Code::AllCapitals, place, "words in capitals are slow to read, and may be spelled out letter by letter")
        .with_help("write them in small letters; `**bold**` stresses them as well")
}

fn emoji_run_fault(place: SourceLocation, count: usize) -> Fault {
    Fault::new(Code::EmojiRun, place, format!("{count} emoji in a row are read aloud by their names, one by one"))
        .with_help("keep one, and put it at the end (WCAG 1.1.1)")
}

fn no_captions_fault(place: SourceLocation) -> Fault {
    Fault::new(Code::NoCaptions, place, "nothing says whether this video has captions or a transcript")
        .with_help("say so beside it, as in `(with captions)`, or link to a transcript (WCAG 1.2.2)")
}
