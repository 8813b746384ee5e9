//! Severities that `lints:` changes, and faults that waivers accept. Errors cannot be changed or accepted, except two
//! partners with one number: `check::duplicate_ids` makes that advice where `site.yaml` has a waiver.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::linked_site::Site;
use crate::config::SiteWaiver;
use crate::fault::{Code, Fault, FaultLocation, Faults, Severity};
use crate::path::{closest_match, path_in_content};
use crate::record::LineWaiver;
use crate::text::{Source, SourceLocation};

/// Codes of faults that only some commands look for.
const NOT_ALWAYS_LOOKED_FOR: [Code; 2] = [Code::OverBudget, Code::VanishedAddress];

/// Applies the severities of `lints:` and the waivers. A waiver ends with its last day in the network's time zone.
pub fn apply_waivers(site: &Site, now: Timestamp, out: &mut Faults) {
    let today = now.to_zoned(site.config.zone.time_zone.clone()).date();
    let lints: HashMap<Code, Option<Severity>> = site
        .config
        .lints
        .iter()
        .flat_map(|lints| lints.iter())
        .filter_map(|(code, level)| Some((Code::parse(code)?, Severity::parse(level))))
        .collect();
    let line_waivers = collect_line_waivers(site);
    report_expired_waivers(site, &line_waivers, today, out);
    let mut idle: BTreeSet<usize> = (0..site.config.waivers.len()).collect();
    out.retain_mut(|fault| {
        if fault.severity == Severity::Error {
            return true;
        }
        let site_waivers: Vec<usize> = site_waivers_of(site, fault).map(|(index, _)| index).collect();
        site_waivers.iter().for_each(|index| {
            idle.remove(index);
        });
        let is_accepted = |index: &usize| site.config.waivers[*index].until >= today;
        let is_waived = is_waived_on_line(fault, &line_waivers, today) || site_waivers.iter().any(is_accepted);
        apply_lints(fault, &lints) && !is_waived
    });
    let idle = idle.into_iter().map(|index| &site.config.waivers[index]).filter(|waiver| waiver.until >= today);
    let mut idle: Vec<Fault> = idle.filter_map(|waiver| idle_waiver_fault(site, waiver)).collect();
    idle.retain_mut(|fault| apply_lints(fault, &lints));
    out.extend(idle);
}

/// The waivers on lines of records and translations, by path.
fn collect_line_waivers(site: &Site) -> HashMap<&str, (&Arc<Source>, &[LineWaiver])> {
    let mut waivers: HashMap<&str, (&Arc<Source>, &[LineWaiver])> = HashMap::new();
    for record in site.dependents.with_waivers.iter().map(|ix| site.record(*ix)) {
        let translations = record.translations.iter().map(|translation| &translation.parsed);
        let own = (&record.parsed.source, record.parsed.waivers.as_slice());
        let in_files = translations.map(|parsed| (&parsed.source, parsed.waivers.as_slice())).chain([own]);
        waivers.extend(
            in_files.filter(|(_, list)| !list.is_empty()).map(|(file, list)| (file.path.as_str(), (file, list))),
        );
    }
    waivers
}

/// Gives a fault the severity of `lints:`; `false` when the fault is turned off.
fn apply_lints(fault: &mut Fault, lints: &HashMap<Code, Option<Severity>>) -> bool {
    match lints.get(&fault.code) {
        Some(None) => return false,
        Some(Some(severity)) => fault.severity = *severity,
        None => {}
    }
    true
}

/// The advice for a waiver that accepts nothing.
fn idle_waiver_fault(site: &Site, waiver: &SiteWaiver) -> Option<Fault> {
    let code = Code::parse(&waiver.code).filter(|code| !NOT_ALWAYS_LOOKED_FOR.contains(code))?;
    let (message, help) = match code.severity() {
        Severity::Error if code != Code::SameNumber => {
            (format!("`{code}` is an error, and errors cannot be accepted"), "remove this waiver".to_owned())
        }
        _ => {
            let paths = site.records.iter().map(|record| path_in_content(&record.parsed.source.path));
            let near = closest_match(&waiver.file, paths);
            let help = match near.filter(|near| *near != path_in_content(&waiver.file)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "remove it, or correct the path of the file".to_owned(),
            };
            (format!("this waiver accepts nothing: there is no `{code}` in `{}`", waiver.file), help)
        }
    };
    let location = SourceLocation::new(&site.config_source, waiver.code.span);
    Some(Fault::new(Code::NeedlessField, location, message).with_help(help))
}

fn is_waived_on_line(fault: &Fault, line_waivers: &HashMap<&str, (&Arc<Source>, &[LineWaiver])>, today: Date) -> bool {
    let FaultLocation::Source(location) = &fault.location else { return false };
    let Some((source, waivers)) = line_waivers.get(location.source.path.as_str()) else { return false };
    let line = location.start().line;
    waivers.iter().any(|waiver| waiver.code == fault.code && waiver.until >= today && covers_line(source, waiver, line))
}

/// Whether a waiver covers a line: its own line, or the next line that has text.
fn covers_line(source: &Source, waiver: &LineWaiver, line: usize) -> bool {
    if line <= waiver.line {
        return line == waiver.line;
    }
    source.text.lines().skip(waiver.line).take(line - waiver.line - 1).all(|between| between.trim().is_empty())
}

/// Whether `site.yaml` has a waiver for a fault, ended or not.
pub(super) fn has_site_waiver(site: &Site, fault: &Fault) -> bool {
    site_waivers_of(site, fault).next().is_some()
}

/// The waivers of `site.yaml` for a fault, each with its position there.
fn site_waivers_of<'a>(site: &'a Site, fault: &'a Fault) -> impl Iterator<Item = (usize, &'a SiteWaiver)> {
    let is_for_file = |file: &str| fault.path().is_some_and(|path| file == path || file == path_in_content(path));
    let waivers = site.config.waivers.iter().enumerate();
    waivers.filter(move |(_, waiver)| waiver.code.value == fault.code.as_str() && is_for_file(&waiver.file))
}

fn report_expired_waivers(
    site: &Site,
    line_waivers: &HashMap<&str, (&Arc<Source>, &[LineWaiver])>,
    today: Date,
    out: &mut Faults,
) {
    let help = "fix what it is about, or give it a new last day";
    for (source, waivers) in line_waivers.values() {
        for waiver in waivers.iter().filter(|waiver| waiver.until < today) {
            let message = format!("this waiver of `{}` ended on {}", waiver.code, waiver.until);
            out.report(
                Fault::new(Code::WaiverPassed, SourceLocation::new(source, waiver.span), message).with_help(help),
            );
        }
    }
    for waiver in site.config.waivers.iter().filter(|waiver| waiver.until < today) {
        let message = format!("the waiver of `{}` for `{}` ended on {}", waiver.code.value, waiver.file, waiver.until);
        let location = SourceLocation::new(&site.config_source, waiver.code.span);
        out.report(Fault::new(Code::WaiverPassed, location, message).with_help(help));
    }
}
