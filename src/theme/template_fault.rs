//! Turns errors of Tera into faults with a position in the template.

use tera::ErrorKind;

use super::theme_file::{DEFAULT_THEME, ThemeFiles};
use crate::fault::{Code, Fault};
use crate::language::uncapitalise;

/// The fault for a Tera error that has a position.
pub(super) fn fault_from_tera(error: &tera::Error, files: &ThemeFiles) -> Fault {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let message = lower_first(report.message());
            match find_template(report.filename(), files) {
                Some((path, text)) => {
                    Fault::in_text(Code::TemplateError, path, text, report.span().range.clone(), message)
                }
                None => Fault::in_file(
                    Code::TemplateError,
                    format!("themes/{DEFAULT_THEME}/templates/{}", report.filename()),
                    message,
                ),
            }
        }
        ErrorKind::MissingParent { current, parent } => {
            let message = lower_first(&error.to_string());
            match find_template(current, files) {
                Some((path, text)) => {
                    let at = text.find(parent.as_str()).map_or(0, |at| at.saturating_sub(1));
                    Fault::in_text(Code::TemplateError, path, text, at..at + parent.len() + 2, message)
                }
                None => Fault::in_network(Code::TemplateError, message),
            }
        }
        _ => Fault::in_network(Code::TemplateError, lower_first(&error.to_string())),
    }
}

/// Faults between files. Tera joins their reports to one text; each begins with `error: …` and `--> name:line:column`.
pub(super) fn split_faults(error: &tera::Error, files: &ThemeFiles) -> Vec<Fault> {
    let ErrorKind::Msg(text) = error.kind() else { return vec![fault_from_tera(error, files)] };
    let mut faults = Vec::new();
    for report in text.split("error: ").filter(|report| !report.trim().is_empty()) {
        let message = lower_first(report.lines().next().unwrap_or_default());
        let location = report.lines().find_map(|line| line.trim_start().strip_prefix("--> ")).and_then(|place| {
            let mut parts = place.rsplitn(3, ':');
            let column: usize = parts.next()?.trim().parse().ok()?;
            let line: usize = parts.next()?.parse().ok()?;
            let (path, text) = find_template(parts.next()?, files)?;
            Some((path, text, byte_offset(text, line, column)))
        });
        faults.push(match location {
            Some((path, text, at)) => Fault::in_text(Code::TemplateError, path, text, at..at + 1, message),
            None => Fault::in_network(Code::TemplateError, message),
        });
    }
    faults
}

fn find_template<'a>(name: &str, files: &'a ThemeFiles) -> Option<(&'a str, &'a str)> {
    let file = files.get(&format!("templates/{name}")).or_else(|| files.get(name))?;
    Some((&file.path, std::str::from_utf8(&file.bytes).ok()?))
}

fn byte_offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let within_line = text[start..].chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>();
    start + within_line
}

fn lower_first(text: &str) -> String {
    uncapitalise(text).trim_end_matches('.').replace(['\n', '\r'], " ")
}
