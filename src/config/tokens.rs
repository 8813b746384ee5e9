//! Tokens: the colours, faces and measures that a theme names in `theme.yaml` and a network may change in `site.yaml`.
//!
//! They become custom properties of style sheets; a name that ends in `-dark` is for dark
//! colours. `pairs:` says which colour stands on which, and every pair is held against WCAG 2.2 SC 1.4.3 (text) or
//! 1.4.11 (large text, borders), in light and in dark colours: a network's own red must stay readable too.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use crate::fault::{Code, Fault, Faults};
use crate::path::closest_match;
use crate::text::{Source, SourceLocation, Span};
use crate::yaml::{FromNode, NamedValues, Node, Reader, Spanned, fields};

use super::ThemeManifest;

/// What the names of dark colours end in.
const DARK_SUFFIX: &str = "-dark";

fields! {
    /// Colours that stand on other colours.
    pub struct ColourPair {
        /// Tokens of what stands there.
        text: many String, always;
        /// Tokens of the grounds.
        on: many String, always;
        /// How much contrast it needs: 4.5 for text (SC 1.4.3), 3 for large text and borders (SC 1.4.11).
        least: required ContrastRatio, always;
    }
}

/// How much lighter one colour is than another, from 1 to 21 (WCAG 2.2, "contrast ratio").
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ContrastRatio(f64);

impl FromNode for ContrastRatio {
    const EXPECTED: &'static str = "a contrast such as `4.5`, from 1 to 21";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let number = node.text().and_then(|text| text.parse().ok()).filter(|number| (1.0..=21.0).contains(number));
        if number.is_none() {
            reader.report_invalid_value(node, Self::EXPECTED);
        }
        number.map(Self)
    }
}

/// The tokens of `site.yaml`, with its text.
pub type SiteTokens<'a> = (Option<&'a NamedValues<Spanned<String>>>, &'a Arc<Source>);

/// A value with where it was written.
#[derive(Clone, Debug)]
struct Token {
    value: String,
    location: SourceLocation,
    /// Whether the network wrote it.
    is_from_site: bool,
}

/// Tokens by name.
type Tokens = BTreeMap<String, Token>;

/// Checks the tokens of themes and a network, and gives them as custom properties of CSS. The themes are the built-in one
/// and the network's own, each with its text: the later wins.
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
            tokens.insert(name, Token { value, location: place, is_from_site: false });
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

/// Takes over a token of the network's own.
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
        out.report(fault.with_suggestion(closest_match(name, tokens.keys().map(String::as_str))));
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
    } else if value.contains([';', '{', '}', '<', '>', '@', '\\']) || value.contains("/*") || value.contains("url(") {
        let fault =
            Fault::new(Code::InvalidValue, place, "a token is one value of CSS, without `;`, braces or addresses");
        out.report(fault.with_help(format!("write it like `{}`", known.value)));
    } else {
        tokens.insert(name.to_owned(), Token { value: value.value.clone(), location: place, is_from_site: true });
    }
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

/// Holds every pair against the contrast it needs. Of what one line does wrong, the worst is said.
fn check_contrasts(tokens: &Tokens, pairs: &[ColourPair], out: &mut Faults) {
    let mut worst: BTreeMap<(&str, u32), (f64, Fault)> = BTreeMap::new();
    for (dark, pair) in [false, true].into_iter().flat_map(|dark| pairs.iter().map(move |pair| (dark, pair))) {
        for text in &pair.text {
            let Some((contrast, token, fault)) = find_low_contrast(tokens, text, pair, dark) else { continue };
            let key = (token.location.source.path.as_str(), token.location.span.start);
            if worst.get(&key).is_none_or(|(known, _)| contrast < *known) {
                worst.insert(key, (contrast, fault));
            }
        }
    }
    worst.into_values().for_each(|(_, fault)| out.report(fault));
}

/// The ground on which a colour is hardest to read, if it is too hard there: the contrast, and what is to be mended.
fn find_low_contrast<'a>(
    tokens: &'a Tokens,
    text: &str,
    pair: &ColourPair,
    dark: bool,
) -> Option<(f64, &'a Token, Fault)> {
    let find_token = |name: &str| {
        let dark_token = tokens.get(&format!("{name}{DARK_SUFFIX}")).filter(|_| dark);
        dark_token.or_else(|| tokens.get(name)).and_then(|token| Some((token, Colour::parse(&token.value)?)))
    };
    let (text_token, colour) = find_token(text)?;
    let grounds: Vec<(&String, (&Token, Colour))> =
        pair.on.iter().filter_map(|name| Some((name, find_token(name)?))).collect();
    let by_contrast = |(_, (_, left)): &&(_, (_, Colour)), (_, (_, right)): &&(_, (_, Colour))| {
        colour.contrast_ratio(*left).total_cmp(&colour.contrast_ratio(*right))
    };
    let (on, (ground_token, ground)) = grounds.iter().min_by(by_contrast)?;
    let contrast = colour.contrast_ratio(*ground);
    if contrast >= pair.least.0 {
        return None;
    }
    let scheme = if dark { "in dark colours, " } else { "" };
    // Never rounded up to what is asked for.
    let rounded = (contrast * 10.0).floor() / 10.0;
    let message = format!("{scheme}`{text}` on `{on}` has a contrast of {rounded:.1} to 1, and needs {}", pair.least.0);
    // Where the network wrote one of the two, that is what there is to mend.
    if ground_token.is_from_site && !text_token.is_from_site {
        let fault = Fault::new(Code::LowContrast, ground_token.location.clone(), message);
        return Some((contrast, ground_token, fault.with_help("choose a ground nearer to the theme's own")));
    }
    let fault = Fault::new(Code::LowContrast, text_token.location.clone(), message);
    let name = if dark { format!("{text}{DARK_SUFFIX}") } else { text.to_owned() };
    let grounds: Vec<Colour> = grounds.iter().map(|(_, (_, ground))| *ground).collect();
    Some((
        contrast,
        text_token,
        match colour.nearest_readable(&grounds, pair.least.0) {
            Some(suggestion) => fault.with_help(format!("`{name}: \"{suggestion}\"` would do")),
            None => fault.with_help("choose grounds that are both light or both dark"),
        },
    ))
}

/// A colour in sRGB, each part from 0 to 255.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Colour([u8; 3]);

impl Colour {
    /// Of `#1d5b78` or `#fff`.
    fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let part = |from: usize, to: usize| u8::from_str_radix(&digits[from..to], 16).ok();
        match digits.len() {
            6 => Some(Self([part(0, 2)?, part(2, 4)?, part(4, 6)?])),
            3 => Some(Self([part(0, 1)? * 17, part(1, 2)? * 17, part(2, 3)? * 17])),
            _ => None,
        }
    }

    /// WCAG 2.2, "relative luminance".
    fn relative_luminance(self) -> f64 {
        let linear = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    /// WCAG 2.2, "contrast ratio": from 1 to 21.
    fn contrast_ratio(self, other: Self) -> f64 {
        let (one, other) = (self.relative_luminance(), other.relative_luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The nearest darker or lighter one that can be read on all grounds.
    fn nearest_readable(self, grounds: &[Self], least: f64) -> Option<Self> {
        let is_readable = |colour: &Self| grounds.iter().all(|ground| colour.contrast_ratio(*ground) >= least);
        let mixes_towards = |goal: u8| {
            (1..=100_u16).map(move |step| {
                Self(self.0.map(|part| {
                    let mixed = u16::from(part) * (100 - step) + u16::from(goal) * step;
                    u8::try_from(mixed / 100).unwrap_or(goal)
                }))
            })
        };
        let darker = mixes_towards(0).enumerate().find(|(_, colour)| is_readable(colour));
        let lighter = mixes_towards(255).enumerate().find(|(_, colour)| is_readable(colour));
        darker.into_iter().chain(lighter).min_by_key(|(step, _)| *step).map(|(_, colour)| colour)
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).expect("a colour")
    }

    #[test]
    fn contrasts_are_those_of_wcag() {
        // The examples of the Understanding documents, and the ends of the scale.
        for (one, other, contrast) in [
            ("#000", "#ffffff", 21.0),
            ("#777777", "#ffffff", 4.478),
            ("#767676", "#ffffff", 4.542),
            ("#ff0000", "#ffffff", 3.998),
            ("#20242e", "#fffcf6", 15.2),
        ] {
            let found = colour(one).contrast_ratio(colour(other));
            assert!((found - contrast).abs() < 0.05, "{one} {other}: {found}");
            assert!((found - colour(other).contrast_ratio(colour(one))).abs() < 1e-9);
        }
    }

    #[test]
    fn what_is_suggested_can_be_read() {
        for number in 0..4_096_u32 {
            let part = |shift: u32| u8::try_from((number >> shift & 15) * 17).expect("a byte");
            let text = Colour([part(0), part(4), part(8)]);
            for ground in ["#fffcf6", "#14171e", "#808080", "#f0b24a"] {
                let enough =
                    text.nearest_readable(&[colour(ground)], 4.5).expect("black or white can be read on anything");
                assert!(enough.contrast_ratio(colour(ground)) >= 4.5, "{text} on {ground}: {enough}");
            }
        }
    }

    #[test]
    fn colours_are_read_and_nothing_else_is() {
        assert_eq!(Colour::parse("#abc"), Colour::parse("#aabbcc"));
        for text in ["", "#", "#ab", "#abcd", "teal", "#gggggg", "#aabbc", "rgb(1,2,3)", "#äää"] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }
}
