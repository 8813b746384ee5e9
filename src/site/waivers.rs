//! Severities that `lints:` changes, and faults that waivers accept. Errors cannot be changed or accepted, except two
//! partners with one number: `check::duplicate_ids` makes that advice where `site.yaml` has a waiver.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::linked_site::Site;
use crate::config::SiteWaiver;
use crate::fault::{Code, Fault, FaultLocation, Faults, Severity};
use crate::path::path_in_content;
use crate::record::LineWaiver;
use crate::text::{Source, SourceLocation};

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
    let mut line_waivers: HashMap<&str, (&Arc<Source>, &[LineWaiver])> = HashMap::new();
    for record in site.dependents.with_waivers.iter().map(|ix| site.record(*ix)) {
        if !record.parsed.waivers.is_empty() {
            line_waivers.insert(&record.parsed.source.path, (&record.parsed.source, &record.parsed.waivers));
        }
        for translation in record.translations.iter().filter(|translation| !translation.parsed.waivers.is_empty()) {
            line_waivers
                .insert(&translation.parsed.source.path, (&translation.parsed.source, &translation.parsed.waivers));
        }
    }
    report_expired_waivers(site, &line_waivers, today, out);
    out.retain_mut(|fault| {
        if fault.severity == Severity::Error {
            return true;
        }
        match lints.get(&fault.code) {
            Some(None) => return false,
            Some(Some(severity)) => fault.severity = *severity,
            None => {}
        }
        !(is_waived_on_line(fault, &line_waivers, today) || is_waived_in_config(fault, site, today))
    });
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

fn is_waived_in_config(fault: &Fault, site: &Site, today: Date) -> bool {
    site_waivers_of(site, fault).any(|waiver| waiver.until >= today)
}

/// Whether `site.yaml` has a waiver for a fault, ended or not.
pub(super) fn has_site_waiver(site: &Site, fault: &Fault) -> bool {
    site_waivers_of(site, fault).next().is_some()
}

fn site_waivers_of<'a>(site: &'a Site, fault: &'a Fault) -> impl Iterator<Item = &'a SiteWaiver> {
    let is_for_file = |file: &str| fault.path().is_some_and(|path| file == path || file == path_in_content(path));
    let waivers = site.config.waivers.iter();
    waivers.filter(move |waiver| waiver.code.value == fault.code.as_str() && is_for_file(&waiver.file))
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
