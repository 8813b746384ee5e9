//! The sample network has enough records of every kind, and uses every field.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use commonground::config::Config;
use commonground::consent::Consent;
use commonground::fault::Faults;
use commonground::kind::Kind;
use commonground::record::{CommonFields, FileRole, Observance, Signpost, classify, declared_fields};
use commonground::text::Source;
use commonground::yaml::{self, Field, Node, Value};

use super::network::files_below;

fn names(node: &Node, found: &mut BTreeSet<String>) {
    match &node.value {
        Value::Map(entries) => found.extend(entries.iter().map(|entry| entry.name.clone())),
        Value::List(items) => items.iter().for_each(|item| names(item, found)),
        _ => {}
    }
}

/// A file's kind, its path, and the names of its top-level fields.
type Used = (Option<Kind>, String, BTreeSet<String>);

/// What each file uses, and the kind of each record.
fn used() -> (Vec<Used>, Vec<Kind>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let paths = files_below(&root.join("content"));
    let mut used = Vec::new();
    let mut kinds = Vec::new();
    for path in
        paths.iter().filter(|path| matches!(path.extension().and_then(|ending| ending.to_str()), Some("md" | "yaml")))
    {
        let inner = path.strip_prefix(root).expect("below").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path).expect("text");
        let source = Arc::new(Source { path: inner.clone(), text });
        let mut out = Faults::new();
        let languages = ["cy", "ur"].map(|tag| commonground::language::LanguageTag::parse(tag).expect("a tag"));
        let (kind, range) = match classify(&inner, &languages) {
            FileRole::Record { kind, .. } => {
                kinds.push(kind);
                (Some(kind), yaml::split_front_matter(&source, &mut out).front_matter.expect("front matter"))
            }
            FileRole::Translation { .. } => continue,
            _ => (None, 0..source.text.len()),
        };
        let mut found = BTreeSet::new();
        names(&yaml::parse(&source, range, &mut out).0, &mut found);
        used.push((kind, inner, found));
    }
    (used, kinds)
}

#[test]
fn the_sample_has_enough_records_of_every_kind() {
    let (_, kinds) = used();
    let count = |kind: Kind| kinds.iter().filter(|known| **known == kind).count();
    for (kind, least) in [
        (Kind::Place, 8),
        (Kind::Partner, 14),
        (Kind::Story, 15),
        (Kind::Event, 16),
        (Kind::Campaign, 2),
        (Kind::Resource, 6),
        (Kind::Incident, 1),
        (Kind::Page, 6),
    ] {
        assert!(count(kind) >= least, "{} of {least} {kind}", count(kind));
    }
}

#[test]
fn the_sample_uses_every_field() {
    let (used, _) = used();
    let mut missing = Vec::new();
    let mut expect = |what: &str, fields: &[Field], fits: &dyn Fn(Option<Kind>, &str) -> bool| {
        for field in fields {
            if !used.iter().any(|(kind, path, names)| fits(*kind, path) && names.contains(field.name)) {
                missing.push(format!("{what}: {}", field.name));
            }
        }
    };
    expect("all kinds", CommonFields::FIELDS, &|kind, _| kind.is_some());
    for kind in Kind::all() {
        expect(kind.as_str(), declared_fields(kind), &|known, _| known == Some(kind));
    }
    expect("site.yaml", Config::FIELDS, &|_, path| path == "content/site.yaml");
    expect("consents.yaml", Consent::FIELDS, &|_, path| path == "content/consents.yaml");
    expect("signposts.yaml", Signpost::FIELDS, &|_, path| path == "content/signposts.yaml");
    expect("observances.yaml", Observance::FIELDS, &|_, path| path == "content/observances.yaml");
    assert_eq!(missing, Vec::<String>::new());
}
