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
use crate::yaml::{FromNode, Loose, Node, Placed, Reader, fields};

use super::Manifest;

/// What the names of dark colours end in.
const DARK: &str = "-dark";

fields! {
    /// Colours that stand on other colours.
    pub struct Pair {
        /// Tokens of what stands there.
        text: many String, always;
        /// Tokens of the grounds.
        on: many String, always;
        /// How much contrast it needs: 4.5 for text (SC 1.4.3), 3 for large text and borders (SC 1.4.11).
        least: required Ratio, always;
    }
}

/// How much lighter one colour is than another, from 1 to 21 (WCAG 2.2, "contrast ratio").
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio(f64);

impl FromNode for Ratio {
    const WANTS: &'static str = "a contrast such as `4.5`, from 1 to 21";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let number = node.text().and_then(|text| text.parse().ok()).filter(|number| (1.0..=21.0).contains(number));
        if number.is_none() {
            reader.wrong(node, Self::WANTS);
        }
        number.map(Self)
    }
}

/// The tokens of `site.yaml`, with its text.
pub type Own<'a> = (Option<&'a Loose<Placed<String>>>, &'a Arc<Source>);

/// A value with where it was written.
#[derive(Clone, Debug)]
struct Token {
    value: String,
    place: SourceLocation,
    /// Whether the network wrote it.
    is_own: bool,
}

/// Tokens by name.
type Tokens = BTreeMap<String, Token>;

/// Checks the tokens of themes and a network, and gives them as custom properties of CSS. The themes are the built-in one
/// and the network's own, each with its text: the later wins.
pub fn css(themes: Vec<(Arc<Source>, Manifest)>, own: Option<Own<'_>>, out: &mut Faults) -> String {
    let mut tokens = Tokens::new();
    let mut pairs = Vec::new();
    for (source, theme) in themes {
        for (name, _, Placed { value, span }) in theme.tokens.unwrap_or_default().0 {
            let place = SourceLocation::new(&source, span);
            tokens.insert(name, Token { value, place, is_own: false });
        }
        pairs = Some(theme.pairs).filter(|stated| !stated.is_empty()).unwrap_or(pairs);
    }
    if let Some((Some(own), source)) = own {
        for (name, span, value) in &own.0 {
            take(name, *span, value, source, &mut tokens, out);
        }
    }
    check(&tokens, &pairs, out);
    properties(&tokens)
}

/// Takes over a token of the network's own.
fn take(name: &str, span: Span, value: &Placed<String>, source: &Arc<Source>, tokens: &mut Tokens, out: &mut Faults) {
    let known = tokens.get(name).or_else(|| tokens.get(name.strip_suffix(DARK)?));
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
    if is_colour(&known.value) && Colour::read(value).is_none() {
        let fault = Fault::new(Code::InvalidValue, place, format!("`{}` is not a colour in six letters", value.value));
        out.report(
            fault.help(format!("write it like `{}`: `#` and two letters each for red, green and blue", known.value)),
        );
    } else if value.contains([';', '{', '}', '<', '>', '@', '\\']) || value.contains("/*") || value.contains("url(") {
        let fault =
            Fault::new(Code::InvalidValue, place, "a token is one value of CSS, without `;`, braces or addresses");
        out.report(fault.help(format!("write it like `{}`", known.value)));
    } else {
        tokens.insert(name.to_owned(), Token { value: value.value.clone(), place, is_own: true });
    }
}

fn is_colour(value: &str) -> bool {
    value.starts_with('#')
}

fn properties(tokens: &Tokens) -> String {
    let of = |dark: bool| {
        let mut text = String::new();
        for (name, token) in tokens.iter().filter(|(name, _)| name.ends_with(DARK) == dark) {
            let name = name.strip_suffix(DARK).unwrap_or(name);
            write!(text, "--{name}:{};", token.value).expect("writing into a text does not fail");
        }
        text
    };
    format!(":root{{{}}}@media (prefers-color-scheme:dark){{:root{{{}}}}}", of(false), of(true))
}

/// Holds every pair against the contrast it needs. Of what one line does wrong, the worst is said.
fn check(tokens: &Tokens, pairs: &[Pair], out: &mut Faults) {
    let mut worst: BTreeMap<(&str, u32), (f64, Fault)> = BTreeMap::new();
    for (dark, pair) in [false, true].into_iter().flat_map(|dark| pairs.iter().map(move |pair| (dark, pair))) {
        for text in &pair.text {
            let Some((contrast, token, fault)) = hard_to_read(tokens, text, pair, dark) else { continue };
            let key = (token.place.source.path.as_str(), token.place.span.start);
            if worst.get(&key).is_none_or(|(known, _)| contrast < *known) {
                worst.insert(key, (contrast, fault));
            }
        }
    }
    worst.into_values().for_each(|(_, fault)| out.report(fault));
}

/// The ground on which a colour is hardest to read, if it is too hard there: the contrast, and what is to be mended.
fn hard_to_read<'a>(tokens: &'a Tokens, text: &str, pair: &Pair, dark: bool) -> Option<(f64, &'a Token, Fault)> {
    let token = |name: &str| {
        let own = tokens.get(&format!("{name}{DARK}")).filter(|_| dark);
        own.or_else(|| tokens.get(name)).and_then(|token| Some((token, Colour::read(&token.value)?)))
    };
    let (written, colour) = token(text)?;
    let grounds: Vec<(&String, (&Token, Colour))> =
        pair.on.iter().filter_map(|name| Some((name, token(name)?))).collect();
    let hardest = |(_, (_, one)): &&(_, (_, Colour)), (_, (_, other)): &&(_, (_, Colour))| {
        colour.contrast(*one).total_cmp(&colour.contrast(*other))
    };
    let (on, (ground_written, ground)) = grounds.iter().min_by(hardest)?;
    let contrast = colour.contrast(*ground);
    if contrast >= pair.least.0 {
        return None;
    }
    let scheme = if dark { "in dark colours, " } else { "" };
    // Never rounded up to what is asked for.
    let rounded = (contrast * 10.0).floor() / 10.0;
    let message = format!("{scheme}`{text}` on `{on}` has a contrast of {rounded:.1} to 1, and needs {}", pair.least.0);
    // Where the network wrote one of the two, that is what there is to mend.
    if ground_written.is_own && !written.is_own {
        let fault = Fault::new(Code::LowContrast, ground_written.place.clone(), message);
        return Some((contrast, ground_written, fault.help("choose a ground nearer to the theme's own")));
    }
    let fault = Fault::new(Code::LowContrast, written.place.clone(), message);
    let name = if dark { format!("{text}{DARK}") } else { text.to_owned() };
    let grounds: Vec<Colour> = grounds.iter().map(|(_, (_, ground))| *ground).collect();
    Some((
        contrast,
        written,
        match colour.until_readable(&grounds, pair.least.0) {
            Some(enough) => fault.help(format!("`{name}: \"{enough}\"` would do")),
            None => fault.help("choose grounds that are both light or both dark"),
        },
    ))
}

/// A colour in sRGB, each part from 0 to 255.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Colour([u8; 3]);

impl Colour {
    /// Of `#1d5b78` or `#fff`.
    fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let part = |from: usize, to: usize| u8::from_str_radix(&digits[from..to], 16).ok();
        match digits.len() {
            6 => Some(Self([part(0, 2)?, part(2, 4)?, part(4, 6)?])),
            3 => Some(Self([part(0, 1)? * 17, part(1, 2)? * 17, part(2, 3)? * 17])),
            _ => None,
        }
    }

    /// WCAG 2.2, "relative luminance".
    fn luminance(self) -> f64 {
        let linear = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    /// WCAG 2.2, "contrast ratio": from 1 to 21.
    fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The nearest darker or lighter one that can be read on all grounds.
    fn until_readable(self, grounds: &[Self], least: f64) -> Option<Self> {
        let readable = |colour: &Self| grounds.iter().all(|ground| colour.contrast(*ground) >= least);
        let towards = |goal: u8| {
            (1..=100_u16).map(move |step| {
                Self(self.0.map(|part| {
                    let mixed = u16::from(part) * (100 - step) + u16::from(goal) * step;
                    u8::try_from(mixed / 100).unwrap_or(goal)
                }))
            })
        };
        let darker = towards(0).enumerate().find(|(_, colour)| readable(colour));
        let lighter = towards(255).enumerate().find(|(_, colour)| readable(colour));
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
        Colour::read(text).expect("a colour")
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
            let found = colour(one).contrast(colour(other));
            assert!((found - contrast).abs() < 0.05, "{one} {other}: {found}");
            assert!((found - colour(other).contrast(colour(one))).abs() < 1e-9);
        }
    }

    #[test]
    fn what_is_suggested_can_be_read() {
        for number in 0..4_096_u32 {
            let part = |shift: u32| u8::try_from((number >> shift & 15) * 17).expect("a byte");
            let text = Colour([part(0), part(4), part(8)]);
            for ground in ["#fffcf6", "#14171e", "#808080", "#f0b24a"] {
                let enough =
                    text.until_readable(&[colour(ground)], 4.5).expect("black or white can be read on anything");
                assert!(enough.contrast(colour(ground)) >= 4.5, "{text} on {ground}: {enough}");
            }
        }
    }

    #[test]
    fn colours_are_read_and_nothing_else_is() {
        assert_eq!(Colour::read("#abc"), Colour::read("#aabbcc"));
        for text in ["", "#", "#ab", "#abcd", "teal", "#gggggg", "#aabbc", "rgb(1,2,3)", "#äää"] {
            assert_eq!(Colour::read(text), None, "{text}");
        }
    }
}
