//! Words of the interface in a language: messages in Fluent's syntax (projectfluent.org), by their ids.
//!
//! A language's words are layers: English below, the built-in file of the language over it, the network's own file on
//! top, message by message. Nearly all messages are a text, or a text with arguments: those are taken apart once and
//! joined by copying. What chooses between forms (plurals, genders) is left to Fluent.
//!
//! What a message says may hold marks such as `<a>` and `</a>`: they come out as pairs of noncharacters, which no text
//! can forge, for `theme` to make elements of.

mod dates;
mod message;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::ops::Range;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast;
use unic_langid::LanguageIdentifier;

use crate::language::{LanguageTag, is_right_to_left};
pub use message::{ELEMENT_CLOSE, ELEMENT_OPEN};
use message::{Message, MessagePart};

/// The files that the program brings along: tag, and text.
pub const BUILT_IN_MESSAGES: [(&str, &str); 4] = [
    ("cy", include_str!("../../themes/default/i18n/cy.ftl")),
    ("en", include_str!("../../themes/default/i18n/en.ftl")),
    ("pl", include_str!("../../themes/default/i18n/pl.ftl")),
    ("ur", include_str!("../../themes/default/i18n/ur.ftl")),
];

/// What is wrong with a file of messages: where, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageError {
    /// Bytes in the file's text.
    pub range: Range<usize>,
    /// In lower case, without a full stop.
    pub message: String,
}

/// An argument of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageArgument<'a> {
    /// A text.
    Text(&'a str),
    /// A number, for plurals.
    Number(i64),
}

impl<'a> From<&'a str> for MessageArgument<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for MessageArgument<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for MessageArgument<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for MessageArgument<'_> {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

/// The words of a language.
pub struct Messages {
    language: LanguageTag,
    right_to_left: bool,
    messages: HashMap<String, Message>,
    bundle: FluentBundle<FluentResource>,
}

impl fmt::Debug for Messages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({})", self.language.as_str())
    }
}

impl Messages {
    /// Of layers, the lowest first; what cannot be read in one is left out (see [`problems`]).
    pub fn new(language: LanguageTag, layers: &[&str]) -> Self {
        let identifier: LanguageIdentifier = language.as_str().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // Isolation is seen to here: by marks in plain text, by `<bdi>` in HTML, and only where it is needed.
        bundle.set_use_isolating(false);
        bundle.add_builtins().expect("nothing else is called `NUMBER`");
        bundle.set_transform(Some(message::encode_elements));
        let mut messages = HashMap::new();
        for layer in layers {
            let resource = match FluentResource::try_new((*layer).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            for entry in resource.entries() {
                if let ast::Entry::Message(ast::Message { id, value: Some(pattern), .. }) = entry {
                    messages.insert(id.name.to_owned(), Message::from_pattern(pattern));
                }
            }
            bundle.add_resource_overriding(resource);
        }
        let right_to_left = language.direction() == "rtl";
        Self { language, right_to_left, messages, bundle }
    }

    /// The program's own, without a theme's; English for a language that it does not speak.
    pub fn built_in(language: &str) -> Self {
        let find_text = |tag: &str| BUILT_IN_MESSAGES.iter().find(|(known, _)| *known == tag).map(|(_, text)| *text);
        let tag = if find_text(language).is_some() { language } else { "en" };
        let layers: Vec<&str> =
            [Some("en"), Some(tag).filter(|tag| *tag != "en")].into_iter().flatten().filter_map(find_text).collect();
        Self::new(LanguageTag::parse(tag).expect("a tag of the list"), &layers)
    }

    /// The language that these words are in.
    pub fn language(&self) -> &LanguageTag {
        &self.language
    }

    /// All ids, in no order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.messages.keys().map(String::as_str)
    }

    /// Whether there is a message.
    pub fn has_message(&self, id: &str) -> bool {
        self.messages.contains_key(id)
    }

    /// The arguments that a message names, and its marks.
    pub fn parameters(&self, id: &str) -> Option<(&[String], &[String])> {
        self.messages.get(id).map(|message| (message.variables.as_slice(), message.elements.as_slice()))
    }

    /// A message without arguments. Those that the program itself says are there in every language: a test holds that.
    pub fn text(&self, id: &str) -> &str {
        self.find_text(id).unwrap_or_default()
    }

    /// A message without arguments, if there is one.
    pub fn find_text(&self, id: &str) -> Option<&str> {
        match self.messages.get(id)?.parts.as_deref()? {
            [] => Some(""),
            [MessagePart::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// A message with arguments; each that needs it is isolated by the marks of Unicode (UAX #9, FSI and PDI).
    pub fn format(&self, id: &str, arguments: &[(&str, MessageArgument<'_>)]) -> String {
        let isolated: Vec<(&str, Cow<'_, str>)> = arguments
            .iter()
            .filter_map(|(name, argument)| match argument {
                MessageArgument::Text(text) if self.needs_isolation(text) => {
                    Some((*name, Cow::Owned(format!("\u{2068}{text}\u{2069}"))))
                }
                MessageArgument::Text(text) => Some((*name, Cow::Borrowed(*text))),
                MessageArgument::Number(_) => None,
            })
            .collect();
        let texts = isolated.iter().map(|(name, text)| (*name, MessageArgument::Text(text)));
        let numbers = arguments.iter().filter(|(_, argument)| matches!(argument, MessageArgument::Number(_))).copied();
        let values: Vec<(&str, MessageArgument<'_>)> = texts.chain(numbers).collect();
        self.format_unisolated(id, &values)
    }

    /// A message with arguments as they are.
    pub fn format_unisolated(&self, id: &str, arguments: &[(&str, MessageArgument<'_>)]) -> String {
        let Some(message) = self.messages.get(id) else { return String::new() };
        match &message.parts {
            Some(parts) => message::join_parts(parts, arguments),
            None => self.format_with_fluent(id, arguments),
        }
    }

    /// What has plurals or other forms.
    fn format_with_fluent(&self, id: &str, arguments: &[(&str, MessageArgument<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return String::new();
        };
        let mut values = FluentArgs::with_capacity(arguments.len());
        for (name, argument) in arguments {
            match argument {
                MessageArgument::Text(text) => values.set(*name, FluentValue::from(*text)),
                MessageArgument::Number(number) => values.set(*name, FluentValue::from(*number)),
            }
        }
        self.bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned()
    }

    /// Whether a text would mix with words of this language that run the other way.
    pub fn needs_isolation(&self, text: &str) -> bool {
        !text.is_ascii() && !self.right_to_left && text.chars().any(is_right_to_left)
            || self.right_to_left && text.chars().any(|c| c.is_alphabetic() && !is_right_to_left(c))
    }

    /// `a`, `a and b`, `a, b and c`.
    pub fn format_list(&self, names: impl IntoIterator<Item = String>) -> String {
        let mut names: Vec<String> = names.into_iter().collect();
        match (names.pop(), names.is_empty()) {
            (None, _) => String::new(),
            (Some(last), true) => last,
            (Some(last), false) => {
                let first = names.join(self.text("comma"));
                self.format_unisolated("and", &[("first", (&first).into()), ("last", (&last).into())])
            }
        }
    }
}

/// What is wrong with a file of messages. `known` are built-in words: a message of the same id may name no argument
/// that none of them does, for nobody would give it one.
pub fn check_messages(text: &str, known: &[Messages]) -> Vec<MessageError> {
    let mut found = Vec::new();
    let resource = match FluentResource::try_new(text.to_owned()) {
        Ok(resource) => resource,
        Err((resource, errors)) => {
            found.extend(errors.into_iter().map(|error| {
                let end = error.pos.end.min(text.len());
                MessageError {
                    range: error.pos.start.min(end)..end,
                    message: message::restyle_error(&error.kind.to_string()),
                }
            }));
            resource
        }
    };
    let mut offsets: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in resource.entries() {
        let ast::Entry::Message(entry) = entry else { continue };
        let (id, at) = (
            entry.id.name,
            message::find_definition(text, entry.id.name, offsets.get(entry.id.name).map_or(0, |at| at + 1)),
        );
        if offsets.insert(id, at).is_some() {
            found.push(MessageError { range: at..at + id.len(), message: format!("`{id}` is said twice") });
        }
        let known: Vec<(&[String], &[String])> = known.iter().filter_map(|words| words.parameters(id)).collect();
        let Some(pattern) = entry.value.as_ref().filter(|_| !known.is_empty()) else { continue };
        let message = Message::from_pattern(pattern);
        let is_unknown_argument = |name: &&String| !known.iter().any(|(variables, _)| variables.contains(name));
        if let Some(name) = message.variables.iter().find(is_unknown_argument) {
            let at = text[at..].find(&format!("${name}")).map_or(at, |inner| at + inner);
            found.push(MessageError {
                range: at..at + name.len() + 1,
                message: format!("`{id}` has no argument `{name}`"),
            });
        }
        let is_strange = |name: &&String| !known.iter().any(|(_, marks)| marks.contains(name));
        if let Some(name) = message.elements.iter().find(is_strange) {
            let at = text[at..].find(&format!("<{name}>")).map_or(at, |inner| at + inner);
            found.push(MessageError {
                range: at..at + name.len() + 2,
                message: format!("`{id}` has no mark `<{name}>`"),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages_of(language: &str, text: &str) -> Messages {
        Messages::new(LanguageTag::parse(language).unwrap(), &[text])
    }

    #[test]
    fn plurals_follow_the_language() {
        let polish = messages_of(
            "pl",
            "n = { $count ->\n [one] { $count } dzień\n [few] { $count } dni (few)\n *[many] { $count } dni\n }\n",
        );
        let said: Vec<String> =
            [1_i64, 3, 5, 12, 22].map(|count| polish.format("n", &[("count", count.into())])).into();
        assert_eq!(said, ["1 dzień", "3 dni (few)", "5 dni", "12 dni", "22 dni (few)"]);
    }

    #[test]
    fn what_runs_the_other_way_is_isolated() {
        let urdu = messages_of("ur", "at = مقام: { $name }۔\n");
        assert_eq!(urdu.format("at", &[("name", "Hope Street".into())]), "مقام: \u{2068}Hope Street\u{2069}۔");
        assert_eq!(urdu.format("at", &[("name", "لاہور".into())]), "مقام: لاہور۔");
        assert_eq!(urdu.format("at", &[("name", "18:30".into())]), "مقام: 18:30۔");
        let english = messages_of("en", "at = At { $name }.\n");
        assert_eq!(english.format("at", &[("name", "Tŷ’r bobl".into())]), "At Tŷ’r bobl.");
        assert_eq!(english.format("at", &[("name", "لاہور".into())]), "At \u{2068}لاہور\u{2069}.");
    }

    #[test]
    fn layers_lie_over_one_another_message_by_message() {
        let layered = Messages::new(LanguageTag::parse("cy").unwrap(), &["a = one\nb = two\n", "b = dau\n"]);
        assert_eq!((layered.text("a"), layered.text("b")), ("one", "dau"));
    }

    #[test]
    fn what_is_wrong_has_a_place() {
        let known = messages_of("en", "by = By { $date }\n");
        let text = "ok = fine\nby = By { $dat }\nbroken = { $\nlast = x\n";
        let found = check_messages(text, &[known]);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found.iter().any(|problem| &text[problem.range.clone()] == "$dat"), "{found:?}");
    }
}
