//! Checks what `site.yaml` names: codes of faults, topics and addresses.

use std::sync::Arc;

use super::Config;
use super::check_search::check_search;
use super::editor::{EDITOR_PLACEHOLDERS, find_unknown_placeholder, is_safe_editor_pattern};
use crate::fault::{Code, Fault, Faults, Severity};
use crate::kind::{Kind, PAGE_SORTS};
use crate::path::{closest_match, is_slug, is_too_long, is_valid_old_address, slugify};
use crate::text::{Source, SourceLocation, Span};
use crate::yaml::{Spanned, Url};

/// Checks the codes, topics and addresses that `site.yaml` names.
pub fn check_codes_and_addresses(source: &Arc<Source>, config: &Config, out: &mut Faults) {
    let check = SiteFileCheck { source, config };
    check.check_lints(out);
    check.check_waivers(out);
    check.check_topics(out);
    check.check_gone(out);
    check.check_keep(out);
    check.check_editor(out);
    check.check_menu(out);
    check.check_budget(out);
    check.check_rss(out);
    check_search(source, config, out);
    check.check_tool(out);
}

struct SiteFileCheck<'a> {
    source: &'a Arc<Source>,
    config: &'a Config,
}

impl SiteFileCheck<'_> {
    fn fault(&self, code: Code, span: Span, message: String) -> Fault {
        Fault::new(code, SourceLocation::new(self.source, span), message)
    }

    fn check_lints(&self, out: &mut Faults) {
        for (word, span, severity) in self.config.lints.iter().flat_map(|lints| &lints.0) {
            match Code::parse(word) {
                None => out.report(self.unknown_code_fault(word, *span)),
                Some(code) => out.extend(self.severity_fault(code, *span, severity)),
            }
        }
    }

    fn severity_fault(&self, code: Code, span: Span, severity: &Spanned<String>) -> Option<Fault> {
        if code.severity() == Severity::Error && severity.value != "error" {
            let message = format!("`{code}` is an error, and errors cannot be turned off or lowered");
            return Some(self.fault(Code::InvalidValue, span, message).with_help("remove this line"));
        }
        if severity.value != "off" && Severity::parse(severity).is_none() {
            let message = format!("`{severity}` is not a severity");
            let fault = self.fault(Code::InvalidValue, severity.span, message);
            return Some(fault.with_help("write `off`, `advice`, `warning` or `error`"));
        }
        None
    }

    fn check_waivers(&self, out: &mut Faults) {
        for code in self.config.waivers.iter().map(|waiver| &waiver.code).filter(|code| Code::parse(code).is_none()) {
            out.report(self.unknown_code_fault(code, code.span));
        }
    }

    fn unknown_code_fault(&self, word: &str, span: Span) -> Fault {
        let near = closest_match(word, Code::ALL.iter().map(|code| code.as_str()));
        self.fault(Code::UnknownCode, span, format!("there is no fault `{word}`"))
            .with_suggestion_or_help(near, "`commonground explain` lists all")
    }

    fn check_topics(&self, out: &mut Faults) {
        for (slug, _) in self.config.topics.iter().flat_map(|topics| &topics.0).filter(|(slug, _)| !is_slug(slug)) {
            let at = self.source.text.find(slug.as_str()).unwrap_or(0);
            let span = Span::from_range(at..at + slug.len());
            let fault =
                self.fault(Code::InvalidValue, span, format!("the topic `{slug}` cannot be used in an address"));
            out.report(fault.with_help(format!("write `{}`", slugify(slug))));
        }
        for slug in self.words_with_lists().filter(|slug| is_too_long(slug)) {
            let at = self.source.text.find(slug.as_str()).unwrap_or(0);
            let message = format!("`{}…` is too long for an address", slug.chars().take(40).collect::<String>());
            let fault = self.fault(Code::NameTooLong, Span::from_range(at..at + slug.len()), message);
            out.report(fault.with_help("two or three words are enough"));
        }
    }

    /// The topics, access facts, levels and types, each of which has pages.
    fn words_with_lists(&self) -> impl Iterator<Item = &String> {
        let labels = [&self.config.topics, &self.config.access, &self.config.levels];
        let labels = labels.into_iter().flatten().flat_map(|labels| labels.0.iter().map(|(slug, _)| slug));
        labels.chain(Kind::all().flat_map(|kind| self.config.extra_types(kind)))
    }

    fn check_gone(&self, out: &mut Faults) {
        for address in self.config.gone.iter().filter(|address| !is_valid_old_address(address)) {
            let message = format!("`{address}` is not an address of this site");
            let fault = self.fault(Code::InvalidValue, address.span, message);
            out.report(fault.with_help("write the whole path, such as `/stories/old-name/`"));
        }
    }

    fn check_keep(&self, out: &mut Faults) {
        let is_path = |name: &str| name.contains(['/', '\\']) || matches!(name, "" | "." | "..");
        for name in self.config.keep.iter().filter(|name| is_path(name)) {
            let message = format!("`{name}` is not the name of a file or folder in the output folder");
            let fault = self.fault(Code::InvalidValue, name.span, message);
            out.report(fault.with_help("write a single name, without `/`, such as `archive`"));
        }
    }

    fn check_editor(&self, out: &mut Faults) {
        let Some(pattern) = &self.config.editor else { return };
        let help = "write an address such as `vscode://file/{path}:{line}:{column}`";
        let report = |message: String| self.fault(Code::InvalidValue, pattern.span, message);
        if !is_safe_editor_pattern(pattern) {
            return out.report(report(format!("`{pattern}` is not an address that opens an editor")).with_help(help));
        }
        if let Some(word) = find_unknown_placeholder(pattern) {
            let near = closest_match(word, EDITOR_PLACEHOLDERS).map(|word| format!("{{{word}}}"));
            out.report(report(format!("`editor` has no `{{{word}}}`")).with_suggestion_or_help(near, help));
        } else if !pattern.contains("{path}") {
            out.report(report("`editor` does not say which file: it has no `{path}`".to_owned()).with_help(help));
        }
    }

    fn check_tool(&self, out: &mut Faults) {
        let Some(tool) = &self.config.tool else { return };
        let program = env!("CARGO_PKG_VERSION");
        let Some(version) = parse_version(tool) else {
            let fault = self.fault(Code::InvalidValue, tool.span, format!("`tool` should be a version, not `{tool}`"));
            return out.report(fault.with_help(format!("write `tool: \"{program}\"`")));
        };
        if Some(version) > parse_version(program) {
            let message =
                format!("this network is written for version {tool} of the program, and this is version {program}");
            let fault = self.fault(Code::NewerContract, tool.span, message);
            out.report(fault.with_help("use a newer version of the program"));
        }
    }

    fn check_budget(&self, out: &mut Faults) {
        let sorts = || Kind::all().filter(|kind| kind.has_pages()).map(Kind::as_str).chain(PAGE_SORTS);
        let entries = self.config.budget.iter().flat_map(|budget| &budget.0);
        for (name, span, _) in entries.filter(|(name, ..)| !sorts().any(|sort| sort == name)) {
            let fault = self.fault(Code::UnknownField, *span, format!("there are no pages of the sort `{name}`"));
            let all = format!("write one of: {}", sorts().collect::<Vec<_>>().join(", "));
            out.report(fault.with_suggestion_or_help(closest_match(name, sorts()), all));
        }
    }

    fn check_rss(&self, out: &mut Faults) {
        let rss = self.config.outputs.as_ref().and_then(|outputs| outputs.rss).filter(|rss| rss.value);
        if let Some(rss) = rss.filter(|_| !self.config.has_feeds()) {
            let message = "RSS is a form of the feeds, and `feeds: false` makes none".to_owned();
            let fault = self.fault(Code::NeedlessField, rss.span, message);
            out.report(fault.with_help("remove `feeds: false`, or `rss: true`"));
        }
    }

    fn check_menu(&self, out: &mut Faults) {
        let leads_nowhere = |to: &str| !to.starts_with('/') && !Url::has_published_scheme(to);
        for to in self.config.menu.iter().map(|item| &item.to).filter(|to| leads_nowhere(to)) {
            let message = format!("`{to}` is neither an address of this site nor a web address");
            let fault = self.fault(Code::InvalidValue, to.span, message);
            out.report(fault.with_help("write `/stories/` or `https://example.org/`"));
        }
    }
}

/// A version of one to three numbers, such as `0.1`.
fn parse_version(text: &str) -> Option<[u32; 3]> {
    let mut numbers = [0; 3];
    let mut parts = text.trim().split('.');
    for number in &mut numbers {
        match parts.next() {
            Some(part) => *number = part.parse().ok()?,
            None => break,
        }
    }
    parts.next().is_none().then_some(numbers)
}
