//! The texts of the interface in a language: messages in Fluent's syntax (projectfluent.org), by their ids.
//!
//! A language's messages come in layers: English first, then the built-in file of the language, then the network's own
//! file. Each layer replaces the messages of those before it that have the same id. A message that a language lacks is
//! shown in English; a page in another language marks it with `lang`. Nearly all messages are a text, or a text with
//! arguments: those are split once and joined by copying. What chooses between forms (plurals, genders) is left to
//! Fluent.
//!
//! A message may have elements such as `<a>…</a>`. They are marked by noncharacters, which `theme` turns into HTML and
//! which no argument can contain.
//!
//! JSON-LD and calendars are in the language of the record. Faults, the desk and `status` are in English.

mod argument;
mod check;
mod dates;
mod message;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast;
use unic_langid::LanguageIdentifier;

use crate::language::{LanguageTag, is_right_to_left};
pub use argument::MessageArgument;
pub use check::{MessageError, check_messages};
pub use message::{ELEMENT_CLOSE, ELEMENT_OPEN};
use message::{Message, MessagePart};

/// The built-in files: language tag and text.
pub const BUILT_IN_MESSAGES: [(&str, &str); 4] = [
    ("cy", include_str!("../../themes/default/i18n/cy.ftl")),
    ("en", include_str!("../../themes/default/i18n/en.ftl")),
    ("pl", include_str!("../../themes/default/i18n/pl.ftl")),
    ("ur", include_str!("../../themes/default/i18n/ur.ftl")),
];

/// Dates and times in numbers: a layer between the English messages and those of a language that the program does not
/// speak, so that no sentence in that language has an English month.
pub const NUMERIC_DATES: &str = include_str!("numeric_dates.ftl");

/// Messages that every description of a rule needs some of.
const RULE_MESSAGES: [&str; 4] = ["rule-until", "weekday-every-1", "month-in-1", "rule-every-day"];

/// The messages of a language.
pub struct Messages {
    language: LanguageTag,
    /// Whether it has words of its own for how an event repeats, rather than English ones.
    describes_rules: bool,
    right_to_left: bool,
    messages: HashMap<String, Message>,
    bundle: FluentBundle<FluentResource>,
}

impl fmt::Debug for Messages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Messages({})", self.language.as_str())
    }
}

impl Messages {
    /// Builds the messages from layers, each of which replaces messages of the layers before it. What cannot be read is
    /// left out; see [`check_messages`].
    pub fn new(language: LanguageTag, layers: &[&str]) -> Self {
        let identifier: LanguageIdentifier = language.as_str().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // Arguments are isolated only where they need it: by control characters in plain text, by `<bdi>` in HTML.
        bundle.set_use_isolating(false);
        bundle.add_builtins().expect("nothing else is called `NUMBER`");
        bundle.set_transform(Some(message::encode_elements));
        let mut messages = HashMap::new();
        let mut own_rule_messages = BTreeSet::new();
        for (depth, layer) in layers.iter().enumerate() {
            let resource = match FluentResource::try_new((*layer).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            for entry in resource.entries() {
                if let ast::Entry::Message(ast::Message { id, value: Some(pattern), .. }) = entry {
                    messages.insert(id.name.to_owned(), Message::from_pattern(pattern));
                    let is_own = depth > 0 || layers.len() == 1 || language.as_str() == "en";
                    if is_own && RULE_MESSAGES.contains(&id.name) {
                        own_rule_messages.insert(id.name.to_owned());
                    }
                }
            }
            bundle.add_resource_overriding(resource);
        }
        let right_to_left = language.direction() == "rtl";
        let describes_rules = own_rule_messages.len() == RULE_MESSAGES.len();
        Self { language, describes_rules, right_to_left, messages, bundle }
    }

    /// Whether it has words of its own for how an event repeats.
    pub fn describes_rules(&self) -> bool {
        self.describes_rules
    }

    /// The built-in messages of a language; English for a language that has none.
    pub fn built_in(language: &str) -> Self {
        let find_text = |tag: &str| BUILT_IN_MESSAGES.iter().find(|(known, _)| *known == tag).map(|(_, text)| *text);
        let tag = if find_text(language).is_some() { language } else { "en" };
        let layers: Vec<&str> =
            [Some("en"), Some(tag).filter(|tag| *tag != "en")].into_iter().flatten().filter_map(find_text).collect();
        Self::new(LanguageTag::parse(tag).expect("a tag of the list"), &layers)
    }

    /// The language of the messages.
    pub fn language(&self) -> &LanguageTag {
        &self.language
    }

    /// All ids, in no order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.messages.keys().map(String::as_str)
    }

    /// Whether there is a message of this id.
    pub fn has_message(&self, id: &str) -> bool {
        self.messages.contains_key(id)
    }

    /// The names of a message's arguments and elements.
    pub fn parameters(&self, id: &str) -> Option<(&[String], &[String])> {
        self.messages.get(id).map(|message| (message.variables.as_slice(), message.elements.as_slice()))
    }

    /// A message without arguments. A test checks that every language has the messages that the program itself uses.
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

    /// A message with arguments. Arguments that run in the other direction are isolated (UAX #9, FSI and PDI).
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

    /// A message with arguments that are not isolated.
    pub fn format_unisolated(&self, id: &str, arguments: &[(&str, MessageArgument<'_>)]) -> String {
        let Some(message) = self.messages.get(id) else { return String::new() };
        match &message.parts {
            Some(parts) => message::join_parts(parts, arguments),
            None => self.format_with_fluent(id, arguments),
        }
    }

    /// A message that has plurals or other forms.
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

    /// Whether a text has letters of a script that runs in the other direction than this language.
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
        let plurals: Vec<String> =
            [1_i64, 3, 5, 12, 22].map(|count| polish.format("n", &[("count", count.into())])).into();
        assert_eq!(plurals, ["1 dzień", "3 dni (few)", "5 dni", "12 dni", "22 dni (few)"]);
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
}
