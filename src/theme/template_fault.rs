//! Turns errors of templates into faults with a position.

use std::collections::BTreeSet;

use tera::ErrorKind;

use super::template_error::TemplateError;
use super::theme_file::{DEFAULT_THEME, ThemeFile, ThemeFiles, template_name};
use crate::fault::{Code, Fault};
use crate::language::uncapitalise;

/// What is wrong between the files of a theme.
pub(super) struct TemplateProblems {
    pub faults: Vec<Fault>,
    /// The names of the templates that are wrong.
    pub templates: BTreeSet<String>,
}

/// The fault for a Tera error.
pub(super) fn fault_from_tera(error: &tera::Error, files: &ThemeFiles) -> Fault {
    fault_from_error(&TemplateError::from_tera(error), files)
}

/// The fault for a template that could not be rendered.
pub(super) fn fault_from_error(error: &TemplateError, files: &ThemeFiles) -> Fault {
    match error {
        TemplateError::At { template, range, message } => {
            let message = lower_first(message);
            match find_template(template, files) {
                Some((path, text)) => Fault::in_text(Code::TemplateError, path, text, range.clone(), message),
                None => {
                    let path = format!("themes/{DEFAULT_THEME}/templates/{template}");
                    Fault::in_file(Code::TemplateError, path, message)
                }
            }
        }
        TemplateError::Message(message) => Fault::in_network(Code::TemplateError, lower_first(message)),
        TemplateError::TooLarge(name) => fault_in_template(name, "makes more than 32 MB", files),
        TemplateError::TookTooLong(name) => {
            let fault = fault_in_template(name, "was stopped: it had not finished after 5 seconds", files);
            fault.with_help("look for loops within loops, here and in what it includes")
        }
        TemplateError::NeededTooMuchMemory(name) => {
            let fault = fault_in_template(name, "was stopped: it needed more than 512 MB of memory", files);
            fault.with_help("look for a text or list that grows in a loop, here and in what it includes")
        }
        TemplateError::NotTried(name) => {
            fault_in_template(name, "was not tried again: it had to be stopped on other pages", files)
        }
    }
}

/// A fault of a whole template or component.
fn fault_in_template(name: &str, what: &str, files: &ThemeFiles) -> Fault {
    let path = find_template(name, files).map_or_else(|| name.to_owned(), |(path, _)| path.to_owned());
    Fault::in_file(Code::TemplateError, path, format!("the template {what}"))
}

/// What is wrong between files. Tera joins its reports to one text.
pub(super) fn find_problems(error: &tera::Error, files: &ThemeFiles) -> TemplateProblems {
    match error.kind() {
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            let chain: Vec<&str> = [tpl].into_iter().chain(inheritance_chain).map(String::as_str).collect();
            circle_problem("extends", chain, files)
        }
        ErrorKind::CircularInclude { include_chain, .. } => {
            circle_problem("includes", include_chain.iter().map(String::as_str).collect(), files)
        }
        ErrorKind::MissingParent { current, parent } => {
            let fault = fault_at_name(current, parent, lower_first(&error.to_string()), files);
            TemplateProblems { faults: vec![fault], templates: BTreeSet::from([current.clone()]) }
        }
        ErrorKind::Msg(text) if text.contains("--> ") => split_problems(text, files),
        ErrorKind::Msg(text) => {
            let own = files.keys().filter_map(|inner| template_name(inner));
            let templates = own.filter(|name| text.contains(&format!("`{name}`"))).map(str::to_owned).collect();
            TemplateProblems { faults: vec![fault_from_tera(error, files)], templates }
        }
        _ => TemplateProblems { faults: vec![fault_from_tera(error, files)], templates: BTreeSet::new() },
    }
}

/// Templates that extend or include each other in a circle. The last of `chain`, which has at least two, is in it twice.
fn circle_problem(verb: &str, mut chain: Vec<&str>, files: &ThemeFiles) -> TemplateProblems {
    let closing = chain.pop().unwrap_or_default();
    let circle = &chain[chain.iter().position(|name| *name == closing).unwrap_or(0)..];
    let steps: Vec<String> = circle.iter().skip(1).chain([&closing]).map(|name| format!("`{name}`")).collect();
    let is_own = |name: &&&str| find_file(name, files).is_some_and(ThemeFile::is_own);
    let at = circle.iter().rposition(|name| is_own(&name)).unwrap_or(0);
    let message = match circle {
        [only] => format!("`{only}` {verb} itself"),
        _ => format!("`{}` {verb} {}", circle[0], steps.join(&format!(", which {verb} "))),
    };
    let fault = fault_at_name(circle[at], circle.get(at + 1).unwrap_or(&closing), message, files).with_help(
        "a file of your theme takes the place of the built-in one, so it cannot build on it: extend `base.html`, or \
         start with a copy of it: `commonground theme eject`",
    );
    TemplateProblems { faults: vec![fault], templates: circle.iter().map(|name| (*name).to_owned()).collect() }
}

/// A fault at the place where a template names another one.
fn fault_at_name(template: &str, named: &str, message: String, files: &ThemeFiles) -> Fault {
    let Some((path, text)) = find_template(template, files) else {
        return Fault::in_network(Code::TemplateError, message);
    };
    let quoted = [format!("\"{named}\""), format!("'{named}'")];
    match quoted.iter().find_map(|quoted| text.find(quoted.as_str())) {
        Some(at) => Fault::in_text(Code::TemplateError, path, text, at..at + named.len() + 2, message),
        None => Fault::in_file(Code::TemplateError, path, message),
    }
}

/// Each report begins with `error: …` and `--> name:line:column`.
fn split_problems(text: &str, files: &ThemeFiles) -> TemplateProblems {
    let mut problems = TemplateProblems { faults: Vec::new(), templates: BTreeSet::new() };
    for report in text.split("error: ").filter(|report| !report.trim().is_empty()) {
        let message = lower_first(report.lines().next().unwrap_or_default());
        let location = report.lines().find_map(|line| line.trim_start().strip_prefix("--> ")).and_then(|place| {
            let mut parts = place.rsplitn(3, ':');
            let column: usize = parts.next()?.trim().parse().ok()?;
            let line: usize = parts.next()?.parse().ok()?;
            let name = parts.next()?;
            problems.templates.insert(name.to_owned());
            let (path, text) = find_template(name, files)?;
            Some((path, text, byte_offset(text, line, column)))
        });
        problems.faults.push(match location {
            Some((path, text, at)) => Fault::in_text(Code::TemplateError, path, text, at..at + 1, message),
            None => Fault::in_network(Code::TemplateError, message),
        });
    }
    problems
}

fn find_template<'a>(name: &str, files: &'a ThemeFiles) -> Option<(&'a str, &'a str)> {
    let file = find_file(name, files)?;
    Some((&file.path, std::str::from_utf8(&file.bytes).ok()?))
}

/// The file of a template, by the template's name.
fn find_file<'a>(name: &str, files: &'a ThemeFiles) -> Option<&'a ThemeFile> {
    files.get(&format!("templates/{name}")).or_else(|| files.get(name))
}

fn byte_offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let within_line = text[start..].chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>();
    start + within_line
}

fn lower_first(text: &str) -> String {
    uncapitalise(text).trim_end_matches('.').replace(['\n', '\r'], " ")
}
