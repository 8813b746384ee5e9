//! Finds mistakes in a file of messages.

use std::collections::BTreeMap;
use std::ops::Range;

use fluent_bundle::FluentResource;
use fluent_syntax::ast;
use fluent_syntax::parser::ParserError;

use super::Messages;
use super::message::Message;
use crate::language::uncapitalise;

/// A mistake in a file of messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageError {
    /// The bytes of the file's text that are wrong.
    pub range: Range<usize>,
    /// What is wrong, in lower case and without a full stop.
    pub message: String,
}

/// Finds the mistakes in a file of messages. `built_in` are the program's own messages in some languages. A message may
/// use only arguments and elements that one of them has under the same id, because the program fills in no others.
pub fn check_messages(text: &str, built_in: &[Messages]) -> Vec<MessageError> {
    let mut found = Vec::new();
    let resource = match FluentResource::try_new(text.to_owned()) {
        Ok(resource) => resource,
        Err((resource, errors)) => {
            found.extend(errors.iter().map(|error| syntax_error(error, text.len())));
            resource
        }
    };
    let mut offsets: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in resource.entries() {
        let ast::Entry::Message(entry) = entry else { continue };
        let id = entry.id.name;
        let at = find_definition(text, id, offsets.get(id).map_or(0, |at| at + 1));
        if offsets.insert(id, at).is_some() {
            found.push(MessageError { range: at..at + id.len(), message: format!("`{id}` is there twice") });
        }
        if let Some(pattern) = &entry.value {
            check_parameters(text, id, at, &Message::from_pattern(pattern), built_in, &mut found);
        }
    }
    found
}

fn syntax_error(error: &ParserError, length: usize) -> MessageError {
    let end = error.pos.end.min(length);
    let message = uncapitalise(&error.kind.to_string()).trim_end_matches('.').replace('"', "`");
    MessageError { range: error.pos.start.min(end)..end, message }
}

/// Compares the arguments and elements of a message, which begins at `at`, with those of the built-in messages.
fn check_parameters(
    text: &str,
    id: &str,
    at: usize,
    message: &Message,
    built_in: &[Messages],
    found: &mut Vec<MessageError>,
) {
    let known: Vec<(&[String], &[String])> = built_in.iter().filter_map(|messages| messages.parameters(id)).collect();
    if known.is_empty() {
        return;
    }
    let mut report = |written: String, message: String| {
        let start = text[at..].find(&written).map_or(at, |inner| at + inner);
        found.push(MessageError { range: start..start + written.len(), message });
    };
    let is_unknown_argument = |name: &&String| !known.iter().any(|(arguments, _)| arguments.contains(name));
    if let Some(name) = message.variables.iter().find(is_unknown_argument) {
        report(format!("${name}"), format!("`{id}` has no argument `{name}`"));
    }
    let is_unknown_element = |name: &&String| !known.iter().any(|(_, elements)| elements.contains(name));
    if let Some(name) = message.elements.iter().find(is_unknown_element) {
        report(format!("<{name}>"), format!("`{id}` has no element `<{name}>`"));
    }
}

/// The offset at which the definition of an id begins, searched from `from` on.
fn find_definition(text: &str, id: &str, from: usize) -> usize {
    let is_definition = |at: &usize| {
        let rest = text[at + id.len()..].trim_start_matches(' ');
        rest.starts_with('=') && (*at == 0 || text[..*at].ends_with('\n'))
    };
    text[from..]
        .match_indices(id)
        .map(|(at, _)| from + at)
        .find(is_definition)
        .unwrap_or(from.min(text.len() - id.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::LanguageTag;

    #[test]
    fn mistakes_have_a_place() {
        let known = Messages::new(LanguageTag::parse("en").unwrap(), &["by = By { $date }\n"]);
        let text = "ok = fine\nby = By { $dat }\nbroken = { $\nlast = x\n";
        let found = check_messages(text, &[known]);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found.iter().any(|error| &text[error.range.clone()] == "$dat"), "{found:?}");
    }
}
