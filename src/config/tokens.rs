//! Tokens: the colours, typefaces and sizes that a theme names in `theme.yaml` and a network may change in `site.yaml`.
//!
//! They become custom properties in each style sheet that has the comment `/* tokens */`; a name that ends in `-dark`
//! is for dark colours. `pairs:` says which colour is used on which. The contrast of every pair is checked before any
//! page is rendered, in light and in dark colours (WCAG 2.2 SC 1.4.3 and 1.4.11): a network's own red must be readable
//! too.

use std::fmt::Write;
use std::sync::Arc;

use super::colour::Colour;
use super::contrast::check_contrasts;
use super::css_value::is_css_value;
use super::manifest::ThemeManifest;
use super::token::{DARK_SUFFIX, Token, Tokens};
use crate::fault::{Code, Fault, Faults};
use crate::path::closest_match;
use crate::text::{Source, SourceLocation, Span};
use crate::yaml::{NamedValues, Spanned};

/// The tokens of `site.yaml`, and the text of that file.
pub type SiteTokens<'a> = (Option<&'a NamedValues<Spanned<String>>>, &'a Arc<Source>);

/// Checks tokens and gives them as custom properties of CSS. A later theme replaces the tokens of those before it, and
/// `site.yaml` replaces those of all themes.
pub fn render_css(
    themes: Vec<(Arc<Source>, ThemeManifest)>,
    site_tokens: Option<SiteTokens<'_>>,
    out: &mut Faults,
) -> String {
    let mut tokens = Tokens::new();
    let mut pairs = Vec::new();
    for (source, theme) in themes {
        for (name, _, Spanned { value, span }) in theme.tokens.unwrap_or_default().0 {
            let place = SourceLocation::new(&source, span);
            match is_css_value(&value) {
                true => drop(tokens.insert(name, Token { value, location: place, is_from_site: false })),
                false => out.report(not_css_fault(place).with_help("close its brackets and quotes")),
            }
        }
        pairs = Some(theme.pairs).filter(|stated| !stated.is_empty()).unwrap_or(pairs);
    }
    if let Some((Some(own), source)) = site_tokens {
        for (name, span, value) in &own.0 {
            override_token(name, *span, value, source, &mut tokens, out);
        }
    }
    check_contrasts(&tokens, &pairs, out);
    render_properties(&tokens)
}

/// Replaces a token by that of `site.yaml`.
fn override_token(
    name: &str,
    span: Span,
    value: &Spanned<String>,
    source: &Arc<Source>,
    tokens: &mut Tokens,
    out: &mut Faults,
) {
    let known = tokens.get(name).or_else(|| tokens.get(name.strip_suffix(DARK_SUFFIX)?));
    let Some(known) = known else {
        let fault = Fault::new(
            Code::InvalidValue,
            SourceLocation::new(source, span),
            format!("the theme has no token `{name}`"),
        );
        let names: Vec<&str> = tokens.keys().map(String::as_str).filter(|name| !name.ends_with(DARK_SUFFIX)).collect();
        let help = format!("it has {}", names.join(", "));
        out.report(fault.with_suggestion_or_help(closest_match(name, tokens.keys().map(String::as_str)), help));
        return;
    };
    let place = SourceLocation::new(source, value.span);
    if is_colour(&known.value) && Colour::parse(value).is_none() {
        let fault = Fault::new(Code::InvalidValue, place, format!("`{}` is not a colour in six letters", value.value));
        out.report(
            fault.with_help(format!(
                "write it like `{}`: `#` and two letters each for red, green and blue",
                known.value
            )),
        );
    } else if !is_css_value(value) {
        out.report(not_css_fault(place).with_help(format!("write it like `{}`", known.value)));
    } else {
        tokens.insert(name.to_owned(), Token { value: value.value.clone(), location: place, is_from_site: true });
    }
}

fn not_css_fault(place: SourceLocation) -> Fault {
    Fault::new(Code::InvalidValue, place, "a token is one value of CSS, without `;`, braces or addresses")
}

fn is_colour(value: &str) -> bool {
    value.starts_with('#')
}

fn render_properties(tokens: &Tokens) -> String {
    let declarations = |dark: bool| {
        let mut text = String::new();
        for (name, token) in tokens.iter().filter(|(name, _)| name.ends_with(DARK_SUFFIX) == dark) {
            let name = name.strip_suffix(DARK_SUFFIX).unwrap_or(name);
            write!(text, "--{name}:{};", token.value).expect("writing into a text does not fail");
        }
        text
    };
    format!(":root{{{}}}@media (prefers-color-scheme:dark){{:root{{{}}}}}", declarations(false), declarations(true))
}
