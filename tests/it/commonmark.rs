//! The CommonMark specification's own examples: plain, they give pulldown-cmark's HTML; as published, those that
//! differ are listed with the reason in `commonmark.txt`.

use std::collections::BTreeMap;
use std::sync::Arc;

use commonground::digest::Digest;
use commonground::fault::Faults;
use commonground::markdown::{LinkTarget, MarkdownBody, MarkdownOptions, Piece, PlaceholderKind, render};
use commonground::text::Source;

use super::skip::variable_or_skip;

struct Example {
    number: u64,
    markdown: String,
}

/// The examples, from the file that `COMMONMARK_SPEC` names; none where it is not set, which CI does not allow.
fn examples() -> Vec<Example> {
    let Some(path) = variable_or_skip("COMMONMARK_SPEC") else { return Vec::new() };
    let text = std::fs::read_to_string(path).expect("the examples can be read");
    let example = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).expect("one example a line");
        Example {
            number: value["number"].as_u64().expect("a number"),
            markdown: value["markdown"].as_str().expect("its Markdown").to_owned(),
        }
    };
    let examples: Vec<Example> = text.lines().map(example).collect();
    assert!(examples.len() > 600, "the specification has more than 600 examples");
    examples
}

fn ours(markdown: &str, options: MarkdownOptions) -> MarkdownBody {
    let source = Arc::new(Source { path: "content/example.md".into(), text: markdown.to_owned() });
    render(&source, &Digest::compute(markdown.as_bytes()), 0..markdown.len(), options, &mut Faults::new())
}

fn theirs(markdown: &str) -> String {
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(markdown));
    html
}

#[test]
fn plain_rendering_equals_that_of_pulldown_cmark() {
    for example in examples().iter().filter(|example| !example.markdown.trim().is_empty()) {
        let body = ours(&example.markdown, MarkdownOptions::COMMONMARK);
        assert!(body.placeholders.is_empty(), "example {}", example.number);
        assert_eq!(body.html, theirs(&example.markdown), "example {}", example.number);
    }
}

/// The body with links as they were written, so that what is left differs for another reason.
fn filled(body: &MarkdownBody) -> String {
    let mut html = String::new();
    for piece in body.pieces() {
        match piece {
            Piece::Html(part) => html.push_str(part),
            Piece::Placeholder(PlaceholderKind::LinkOpen(_)) => html.push_str("<a>"),
            Piece::Placeholder(PlaceholderKind::LinkClose(_)) => html.push_str("</a>"),
            Piece::Placeholder(_) => {}
        }
    }
    html
}

fn has_raw_html(example: &str) -> bool {
    use pulldown_cmark::Event::{Html, InlineHtml};
    pulldown_cmark::Parser::new(example).any(|event| matches!(event, Html(_) | InlineHtml(_)))
}

/// Why an example differs as published: the first of these that is there.
fn reason(example: &str, body: &MarkdownBody, theirs: &str) -> &'static str {
    let smart = |html: &str| html.contains(['“', '”', '‘', '’', '–', '—', '…']);
    if body.links.iter().any(|link| matches!(link.target, LinkTarget::Unsafe(_))) {
        "unsafe-link"
    } else if theirs.contains("<img") {
        "picture"
    } else if theirs.contains("<a href") {
        "link"
    } else if !body.headings.is_empty() {
        "heading-id"
    } else if has_raw_html(example) {
        "raw-html"
    } else if smart(&body.html) && !smart(theirs) {
        "smart"
    } else {
        "extension"
    }
}

#[test]
fn examples_that_differ_as_published_are_listed_with_the_reason() {
    let examples = examples();
    if examples.is_empty() {
        return;
    }
    let mut found = BTreeMap::new();
    for example in &examples {
        let body = ours(&example.markdown, MarkdownOptions::ALL);
        let theirs = theirs(&example.markdown);
        if filled(&body) != theirs {
            found.insert(example.number, reason(&example.markdown, &body, &theirs));
        }
    }
    let listed: String = found.iter().map(|(number, reason)| format!("{number} {reason}\n")).collect();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/commonmark.txt");
    if std::env::var("UPDATE_FIXTURES").is_ok() {
        std::fs::write(path, &listed).expect("written");
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(listed, expected, "the list of differing examples has changed: look at each, then UPDATE_FIXTURES=1");
}
