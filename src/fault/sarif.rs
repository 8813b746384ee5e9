//! Faults as SARIF 2.1.0 (OASIS standard), which code hosts and editors read.

use serde_json::{Value, json};

use super::{Code, Fault, FaultLocation, Severity, explanation};
use crate::text::SourceLocation;

/// A SARIF log with one run: the rules are the codes, the results the faults.
pub fn format_sarif(faults: &[Fault]) -> String {
    let mut codes: Vec<Code> = faults.iter().map(|fault| fault.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "commonground",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| sarif_rule(*code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": faults.iter().map(|fault| sarif_result(fault, &codes)).collect::<Vec<_>>(),
        }],
    });
    serde_json::to_string_pretty(&log).expect("a JSON value always serialises") + "\n"
}

fn sarif_rule(code: Code) -> Value {
    json!({
        "id": code.as_str(),
        "shortDescription": { "text": code.title() },
        "fullDescription": { "text": explanation(code) },
        "defaultConfiguration": { "level": sarif_level(code.severity()) },
    })
}

fn sarif_result(fault: &Fault, codes: &[Code]) -> Value {
    let text = match &fault.help {
        Some(help) => format!("{}\n{help}", fault.message),
        None => fault.message.clone(),
    };
    let mut result = json!({
        "ruleId": fault.code.as_str(),
        "ruleIndex": codes.binary_search(&fault.code).unwrap_or_default(),
        "level": sarif_level(fault.severity),
        "message": { "text": text },
    });
    match &fault.location {
        FaultLocation::Source(place) => result["locations"] = json!([sarif_location(place, None)]),
        FaultLocation::File(path) => {
            result["locations"] = json!([{ "physicalLocation": { "artifactLocation": { "uri": encode_uri(path) } } }]);
        }
        FaultLocation::Network => {}
    }
    let related: Vec<Value> = fault
        .notes
        .iter()
        .filter_map(|note| note.location.as_ref().map(|place| sarif_location(place, Some(&note.message))))
        .collect();
    if !related.is_empty() {
        result["relatedLocations"] = Value::Array(related);
    }
    result
}

fn sarif_location(source_location: &SourceLocation, message: Option<&str>) -> Value {
    let (start, end) = (source_location.start(), source_location.end());
    let mut location = json!({ "physicalLocation": {
        "artifactLocation": { "uri": encode_uri(&source_location.source.path) },
        "region": {
            "startLine": start.line, "startColumn": start.column,
            "endLine": end.line, "endColumn": end.column,
        },
    }});
    if let Some(message) = message {
        location["message"] = json!({ "text": message });
    }
    location
}

fn encode_uri(path: &str) -> String {
    crate::path::percent_encode_path(path).into_owned()
}

fn sarif_level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}
