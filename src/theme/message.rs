//! `t(id="book-by", date=…)`: interface messages in a template.
//!
//! Each language has its own engine with this function bound to its messages. A component sees none of its page's
//! values, so it could not pass the language on. The result is text like any other, and the engine escapes it. If the
//! message has elements (`<tell>tell us</tell>`), or an argument is HTML that the engine itself has made, every part is
//! escaped here, and the whole is HTML.

use std::collections::HashMap;
use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use crate::markdown::escape_html;
use crate::messages::{ELEMENT_CLOSE, ELEMENT_OPEN, MessageArgument, Messages};
use crate::path::closest_match;

/// Marks the start of the number of an argument that is HTML.
const HTML_OPEN: char = '\u{FDD2}';
const HTML_CLOSE: char = '\u{FDD3}';
/// Marks the start of an argument that is written in the other direction.
const ISOLATE_OPEN: char = '\u{FDD4}';
const ISOLATE_CLOSE: char = '\u{FDD5}';

/// Elements of messages that become these HTML elements. Every other element becomes a link; the argument of the same
/// name is its address.
const HTML_ELEMENTS: [(&str, &str, &str); 3] =
    [("b", "<b>", "</b>"), ("strong", "<strong>", "</strong>"), ("hidden", "<span class=\"hidden\">", "</span>")];

/// Binds `t` to the messages of a language.
pub(super) fn register_t(tera: &mut Tera, messages: &Arc<Messages>) {
    let messages = Arc::clone(messages);
    let plain_value =
        |id: &str| messages.find_text(id).filter(|text| !text.contains(ELEMENT_OPEN)).map(Value::normal_string);
    let plain_messages: HashMap<String, Value> =
        messages.ids().filter_map(|id| Some((id.to_owned(), plain_value(id)?))).collect();
    tera.register_function("t", move |arguments: Kwargs, _: &State| message(&messages, &plain_messages, &arguments));
}

fn message(messages: &Messages, plain_messages: &HashMap<String, Value>, arguments: &Kwargs) -> TeraResult<Value> {
    let id: &str = arguments.must_get("id")?;
    if let Some(text) = plain_messages.get(id) {
        return Ok(text.clone());
    }
    let Some((variables, elements)) = messages.parameters(id) else {
        if let Some(fallback) = arguments.get::<&Value>("fallback")? {
            return Ok(fallback.clone());
        }
        let near =
            closest_match(id, messages.ids()).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        return Err(Error::message(format!("no file in `i18n/` has words for `{id}`{near}")));
    };
    let mut named_values = Vec::with_capacity(variables.len());
    for name in variables {
        named_values.push((name.as_str(), required_argument(arguments, id, name)?));
    }
    if elements.is_empty() && named_values.iter().all(|(_, value)| !value.is_safe()) {
        let texts: Vec<(&str, String)> = named_values.iter().map(|(name, value)| (*name, value.to_string())).collect();
        let values =
            named_values.iter().zip(&texts).map(|((name, value), (_, text))| (*name, message_argument(value, text)));
        return Ok(Value::from(messages.format(id, &values.collect::<Vec<_>>())));
    }
    let texts: Vec<String> =
        named_values.iter().enumerate().map(|(number, (_, value))| argument_text(messages, number, value)).collect();
    let values = named_values.iter().zip(&texts).map(|((name, value), text)| (*name, message_argument(value, text)));
    let text = messages.format_unisolated(id, &values.collect::<Vec<_>>());
    elements_to_html(&text, id, &named_values, arguments).map(|html| Value::safe_string(&html))
}

fn required_argument<'k>(arguments: &'k Kwargs, id: &str, name: &'k str) -> TeraResult<&'k Value> {
    let value = arguments.get::<&Value>(name)?.filter(|value| !value.is_none() && !value.is_undefined());
    value.ok_or_else(|| Error::message(format!("the words of `{id}` need `{name}`")))
}

fn message_argument<'a>(value: &Value, text: &'a str) -> MessageArgument<'a> {
    match value.as_i64().filter(|_| value.is_number()) {
        Some(number) => MessageArgument::Number(number),
        None => MessageArgument::Text(text),
    }
}

/// An argument as text, with marks for what becomes HTML later.
fn argument_text(messages: &Messages, number: usize, value: &Value) -> String {
    if value.is_safe() {
        return format!("{HTML_OPEN}{number}{HTML_CLOSE}");
    }
    let text = value.to_string().replace(|c| (ELEMENT_OPEN..=ISOLATE_CLOSE).contains(&c), "");
    if messages.needs_isolation(&text) { format!("{ISOLATE_OPEN}{text}{ISOLATE_CLOSE}") } else { text }
}

fn elements_to_html(text: &str, id: &str, named_values: &[(&str, &Value)], arguments: &Kwargs) -> TeraResult<String> {
    let mut html = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some(at) = rest.find(|c| (ELEMENT_OPEN..=ISOLATE_CLOSE).contains(&c)) {
        escape_html(&rest[..at], &mut html);
        let marker = rest[at..].chars().next().unwrap_or_default();
        rest = &rest[at + marker.len_utf8()..];
        match marker {
            ELEMENT_OPEN => {
                let (name, after) = rest.split_once(ELEMENT_CLOSE).unwrap_or((rest, ""));
                rest = after;
                push_tag(name, id, arguments, &mut html)?;
            }
            HTML_OPEN => {
                let (number, after) = rest.split_once(HTML_CLOSE).unwrap_or((rest, ""));
                rest = after;
                let value = number.parse().ok().and_then(|number: usize| named_values.get(number));
                html.push_str(value.and_then(|(_, value)| value.as_str()).unwrap_or_default());
            }
            ISOLATE_OPEN => html.push_str("<bdi>"),
            ISOLATE_CLOSE => html.push_str("</bdi>"),
            _ => {}
        }
    }
    escape_html(rest, &mut html);
    Ok(html)
}

fn push_tag(name: &str, id: &str, arguments: &Kwargs, html: &mut String) -> TeraResult<()> {
    let closing = name.strip_prefix('/');
    let html_element = HTML_ELEMENTS.iter().find(|(known, ..)| *known == closing.unwrap_or(name));
    match (html_element, closing) {
        (Some((_, open, _)), None) => html.push_str(open),
        (Some((.., close)), Some(_)) => html.push_str(close),
        (None, Some(_)) => html.push_str("</a>"),
        (None, None) => {
            html.push_str("<a href=\"");
            escape_html(&required_argument(arguments, id, name)?.to_string(), html);
            html.push_str("\">");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use tera::Context;

    use super::*;
    use crate::language::LanguageTag;

    fn render(language: &str, words: &str, template: &str) -> Result<String, String> {
        let words = Messages::new(LanguageTag::parse(language).unwrap(), &[words]);
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html"]);
        register_t(&mut tera, &Arc::new(words));
        tera.add_raw_template("page.html", template).map_err(|error| error.to_string())?;
        let mut context = Context::new();
        context.insert("name", "<Tea & Talk>");
        context.insert("urdu", "چائے");
        context.insert("page", "/a?b=1&c=2");
        tera.render("page.html", &context).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_filled_in_is_escaped_once() {
        let words = "plain = At { $name }\nlink = <go>At { $name }</go> & on\n";
        assert_eq!(render("en", words, "{{ t(id=\"plain\", name=name) }}").unwrap(), "At &lt;Tea &amp; Talk&gt;");
        assert_eq!(
            render("en", words, "{{ t(id=\"link\", name=name, go=page) }}").unwrap(),
            "<a href=\"/a?b=1&amp;c=2\">At &lt;Tea &amp; Talk&gt;</a> &amp; on"
        );
        let captured = "{% set at %}<i>{{ name }}</i>{% endset %}{{ t(id=\"plain\", name=at) }}";
        assert_eq!(render("en", words, captured).unwrap(), "At <i>&lt;Tea &amp; Talk&gt;</i>");
    }

    #[test]
    fn no_argument_can_forge_a_mark() {
        let words = "link = <go>{ $name }</go>\n";
        let forged = "{{ t(id=\"link\", name=\"\u{FDD0}b\u{FDD1}\u{FDD2}0\u{FDD3}x\", go=page) }}";
        assert_eq!(render("en", words, forged).unwrap(), "<a href=\"/a?b=1&amp;c=2\">b0x</a>");
    }

    #[test]
    fn what_runs_the_other_way_is_isolated_as_its_place_allows() {
        let words = "plain = At { $name }.\nlink = <go>At</go> { $name }.\n";
        assert_eq!(render("en", words, "{{ t(id=\"plain\", name=urdu) }}").unwrap(), "At \u{2068}چائے\u{2069}.");
        let link = render("en", words, "{{ t(id=\"link\", name=urdu, go=\"/\") }}").unwrap();
        assert_eq!(link, "<a href=\"/\">At</a> <bdi>چائے</bdi>.");
    }

    #[test]
    fn what_is_missing_is_said() {
        let words = "book-by = By { $date }\n";
        assert!(render("en", words, "{{ t(id=\"book-bye\") }}").unwrap_err().contains("did you mean `book-by`?"));
        assert!(
            render("en", words, "{{ t(id=\"book-by\") }}").unwrap_err().contains("the words of `book-by` need `date`")
        );
        assert_eq!(render("en", words, "{{ t(id=\"other\", fallback=\"xx\") }}").unwrap(), "xx");
    }
}
