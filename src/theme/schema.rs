//! The contract with theme authors as one JSON Schema (2020-12): the output of `inspect` for any page is valid against
//! it.
//!
//! It is made from the types of the views, the declarations of the components and the arguments of the filters, so it
//! cannot differ from them.

use serde_json::{Map, Value, json};
use tera::{ComponentArg, ComponentInfo};

use super::filters;
use super::load::Theme;
use crate::kind::Kind;
use crate::language::LanguageTag;
use crate::view::{CONTRACT_VERSION, Contract};

/// The whole contract, with the components of a theme.
pub fn contract_schema(theme: &Theme) -> Value {
    let Contract { templates, custom_template: own_template, mut definitions } = Contract::new();
    let names: Vec<&str> = templates.iter().map(|(name, _)| name.as_str()).collect();
    let mut one_of: Vec<Value> = names
        .iter()
        .map(|name| {
            json!({
                "title": name,
                "properties": {"template": {"const": name}, "values": {"$ref": format!("#/$defs/{name}")}},
            })
        })
        .collect();
    one_of.push(json!({
        "title": "a template that a record names itself, with `template:`",
        "properties": {"template": {"not": {"enum": names}}, "values": own_template},
    }));
    definitions.extend(templates);
    definitions.extend(theme.components().map(|(component, file, text)| component_schema(&component, file, text)));
    definitions.extend(filters::schemas());
    definitions.insert("asset()".to_owned(), asset_schema());
    definitions.insert("once()".to_owned(), once_schema(theme));
    definitions.insert("t()".to_owned(), t_schema(theme));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:commonground:view:{CONTRACT_VERSION}"),
        "title": format!("What templates see (contract {CONTRACT_VERSION})"),
        "description": "An object of this kind is what `commonground inspect ADDRESS` prints. `$defs` has a template's \
            values under its name, a component's arguments under its tag, a filter's under `| NAME`. A value that is \
            not known is null and never left out, so that a template can ask for it. Tera's own filters are there \
            besides, but for `safe`.",
        "type": "object",
        "properties": {
            "contract": {"const": CONTRACT_VERSION, "description": "The version of the contract."},
            "address": {"type": "string", "description": "The page's address, without the base path."},
            "template": {"type": "string", "description": "The template that renders it."},
            "values": {"type": "object", "description": "The values that the template gets, by name."},
        },
        "required": ["contract", "address", "template", "values"],
        "additionalProperties": false,
        "oneOf": one_of,
        "$defs": definitions,
    })
}

/// A component: its tag, and the schema of its arguments.
fn component_schema(component: &ComponentInfo, file: &str, text: &str) -> (String, Value) {
    let name = component.name();
    let description = text.trim_start().strip_prefix("{#").and_then(|rest| rest.split_once("#}"));
    let description = description
        .map(|(description, _)| format!(" {}", description.trim_matches(['-', ' ', '\n'])))
        .unwrap_or_default();
    let takes_body = text.contains("{{ body") || text.contains("if body");
    let body = if takes_body { " It takes a body, which is HTML." } else { "" };
    let arguments: Vec<&ComponentArg> = component.args().iter().filter(|argument| !argument.is_implicit()).collect();
    let mut required: Vec<&str> =
        arguments.iter().filter(|argument| argument.is_required()).map(|argument| argument.name()).collect();
    required.sort_unstable();
    let properties: Map<String, Value> =
        arguments.iter().map(|argument| (argument.name().to_owned(), argument_schema(name, argument))).collect();
    let schema = json!({
        "title": format!("The component `{name}`"),
        "description": format!("In `{file}`.{description}{body}"),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": component.rest_param().is_some(),
    });
    (format!("<{name} />"), schema)
}

fn argument_schema(component: &str, argument: &ComponentArg) -> Value {
    // The program gives its own blocks these values, whatever type the component declares.
    match (component, argument.name()) {
        ("signposts", "entries") => return json!({"type": "array", "items": {"$ref": "#/$defs/SignpostView"}}),
        (block, "card") if block == "card" || Kind::parse(block).is_some() => return json!({"$ref": "#/$defs/Card"}),
        _ => {}
    }
    let kind = argument.arg_type().map(|kind| match kind.as_str() {
        "bool" => "boolean",
        "float" => "number",
        "map" => "object",
        "bytes" => "string",
        same => same,
    });
    let mut schema = Map::new();
    schema.extend(kind.map(|kind| ("type".to_owned(), json!(kind))));
    let default = argument.default().and_then(|default| serde_json::to_value(default).ok());
    schema.extend(default.map(|default| ("default".to_owned(), default)));
    Value::Object(schema)
}

/// The function `t`, with the ids of all messages.
fn t_schema(theme: &Theme) -> Value {
    let mut ids: Vec<&str> = theme.messages(&LanguageTag::parse("en").expect("a tag")).ids().collect();
    ids.sort_unstable();
    json!({
        "title": "The function `t`",
        "description": "A message of the interface in the page's language: `{{ t(id=\"stories\") }}`. The arguments of the \
            message are further arguments: `{{ t(id=\"book-by\", date=…) }}`. An element of a message (`<tell>…</tell>`) \
            becomes a link; the argument of the same name is its address. `fallback` is shown if no message has the id.",
        "type": "object",
        "properties": {
            "id": {"enum": ids, "description": "The message, as `i18n/en.ftl` names it."},
            "fallback": {"description": "The text that is shown if there is no such message."},
        },
        "required": ["id"],
    })
}

fn once_schema(theme: &Theme) -> Value {
    let components: Vec<String> = theme.components().map(|(component, ..)| component.name().to_owned()).collect();
    json!({
        "title": "The function `once`",
        "description": "The HTML of a component, made for the first page that gives it these values: \
            `{{ once(component=\"card\", card=card, tag=\"h3\") }}`. The component's arguments are further arguments, and so \
            is every value that it, or a component in it, takes with `@`.",
        "type": "object",
        "properties": {"component": {"enum": components, "description": "The component's name."}},
        "required": ["component"],
    })
}

fn asset_schema() -> Value {
    json!({
        "title": "The function `asset`",
        "description": "The address of a file in `static/`, with its fingerprint: `{{ asset(path=\"style.css\") }}`. \
            It stands in templates, not in components: those are given the address as an argument.",
        "type": "object",
        "properties": {"path": {"type": "string", "description": "The file's path within `static/`."}},
        "required": ["path"],
        "additionalProperties": false,
    })
}
