//! Advice on the texts of one record and its translations.
//!
//! `lint` finds problems in a text without knowing its language or its record. Here they become faults.

use std::ops::Range;
use std::sync::Arc;

use super::lint_faults::{
    all_capitals_fault, bare_address_fault, emoji_run_fault, empty_link_fault, file_name_as_alt_fault, first_line_span,
    no_captions_fault, skipped_level_fault, table_without_headers_fault, top_heading_fault, vague_link_fault,
};
use super::resource_lint::report_resource_lints;
use crate::fault::{Code, Fault, Faults};
use crate::language::{LanguageTag, Script};
use crate::lint::{self, LintFinding, LintKind, LintResults, Readability, Sentence};
use crate::record::KindFields;
use crate::site::context::SiteContext;
use crate::site::record::{Record, Translation};
use crate::text::{Source, SourceLocation, Span};

/// The Flesch–Kincaid grade, in years of school, from which a text is hard to read.
const MAX_GRADE: f64 = 13.0;

/// The number of words from which a sentence is hard to read, whatever the grade of the text.
const MAX_SENTENCE_WORDS: u32 = 45;

/// Reports advice on the texts of a record and its translations.
pub(in crate::site) fn report_lints(context: &SiteContext, record: &Record, out: &mut Faults) {
    let parsed = &record.parsed;
    for (_, value) in parsed.locations.values().filter(|(name, _)| matches!(*name, "title" | "summary")) {
        report_field_lints(&parsed.source, value.to_range(), out);
    }
    for (name, value) in parsed.locations.values().filter(|(name, _)| !matches!(*name, "extra" | "notes")) {
        out.extend(markup_fault(&parsed.source, name, value));
    }
    let lacks_captions = match &parsed.fields {
        Some(KindFields::Resource(resource)) => report_resource_lints(context, record, resource, out),
        _ => false,
    };
    let own_language = match &parsed.fields {
        Some(KindFields::Story(story)) => story.language.as_ref(),
        _ => None,
    };
    if has_readable_body(&parsed.faults) {
        let body = BodyText { source: &parsed.source, language: own_language.unwrap_or(&context.config.language) };
        body.report_lints(&parsed.body.lint_results, lacks_captions, out);
    }
    for translation in &record.translations {
        report_translation_lints(translation, lacks_captions, out);
    }
}

fn report_translation_lints(translation: &Translation, captions_reported: bool, out: &mut Faults) {
    let parsed = &translation.parsed;
    let images = parsed.fields.iter().flat_map(|fields| &fields.images).flat_map(|images| &images.0);
    for (_, span, image) in images.filter(|(file, _, image)| lint::is_file_name_alt(&image.alt, file)) {
        out.report(file_name_as_alt_fault(SourceLocation::new(&parsed.source, *span), &image.alt));
    }
    if has_readable_body(&parsed.faults) {
        let body = BodyText { source: &parsed.source, language: &translation.language };
        body.report_lints(&parsed.body.lint_results, captions_reported, out);
    }
}

/// Whether the front matter ends where it should. Otherwise its fields were read as a part of the body.
fn has_readable_body(faults: &[Fault]) -> bool {
    faults.iter().all(|fault| !matches!(fault.code, Code::FrontMatterMissing | Code::FrontMatterOpen))
}

/// Reports capitals and emoji in a title or summary.
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

/// The fault of the first Markdown or HTML in a field.
fn markup_fault(source: &Arc<Source>, name: &str, value: Span) -> Option<Fault> {
    let text = &source.text[value.to_range()];
    let found = lint::find_markup(text)?;
    let message = format!("`{name}` is plain text, so readers would see `{}`", &text[found.clone()]);
    let location = SourceLocation::new(source, Span::from_range(found).offset_by(value.start as usize));
    let help = "write the words alone; what needs a link goes in the text below the fields";
    Some(Fault::new(Code::MarkupInField, location, message).with_help(help))
}

/// The body of a file, and its language.
struct BodyText<'a> {
    source: &'a Arc<Source>,
    language: &'a LanguageTag,
}

impl BodyText<'_> {
    /// `captions_reported` says whether missing captions of the record's video were reported already.
    fn report_lints(&self, results: &LintResults, captions_reported: bool, out: &mut Faults) {
        let is_reported = |finding: &&LintFinding| captions_reported && finding.kind == LintKind::VideoWithoutCaptions;
        for finding in results.findings.iter().filter(|finding| !is_reported(finding)) {
            out.extend(self.finding_fault(finding));
        }
        if self.language.as_str().split('-').next() == Some("en") {
            out.extend(self.hard_to_read_fault(&results.readability));
        }
    }

    /// The fault of a finding; `None` when it is none in the language of the text.
    fn finding_fault(&self, finding: &LintFinding) -> Option<Fault> {
        let location = SourceLocation::new(self.source, finding.span);
        match &finding.kind {
            LintKind::TopHeading => Some(top_heading_fault(location)),
            LintKind::SkippedLevel { from, to } => Some(skipped_level_fault(location, *from, *to)),
            LintKind::EmptyLink => Some(empty_link_fault(location)),
            LintKind::VagueLink(text) => Some(vague_link_fault(location, text)),
            LintKind::BareAddress => Some(bare_address_fault(location)),
            LintKind::UnmarkedScript(script) => self.language_of_part_fault(*script, location),
            LintKind::AllCapitals => Some(all_capitals_fault(location)),
            LintKind::EmojiRun(count) => Some(emoji_run_fault(location, *count)),
            LintKind::TableWithoutHeaders => Some(table_without_headers_fault(location)),
            LintKind::VideoWithoutCaptions => Some(no_captions_fault(location)),
        }
    }

    /// The fault of words in a script that is not that of the text; `None` when it is.
    fn language_of_part_fault(&self, script: Script, location: SourceLocation) -> Option<Fault> {
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
        Some(Fault::new(Code::LanguageOfPart, location, message).with_help(help))
    }

    /// The fault of a text that is hard to read, at its hardest sentence.
    fn hard_to_read_fault(&self, reading: &Readability) -> Option<Fault> {
        let fault = |sentence: Sentence, message: String| {
            let location = SourceLocation::new(self.source, first_line_span(self.source, sentence.span));
            Fault::new(Code::HardToRead, location, message)
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
