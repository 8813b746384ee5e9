//! Checks whether the colours of a theme can be read on one another (WCAG 2.2 SC 1.4.3 and 1.4.11).

use std::collections::BTreeMap;

use super::colour::Colour;
use super::colour_pair::ColourPair;
use super::token::{DARK_SUFFIX, Token, Tokens};
use crate::fault::{Code, Fault, Faults};

/// Checks that every pair of colours has the contrast it needs. Of several faults in one line the worst is reported.
pub(super) fn check_contrasts(tokens: &Tokens, pairs: &[ColourPair], out: &mut Faults) {
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

/// The background with the lowest contrast, if that is too low: the contrast, the token that must be changed, and the
/// fault.
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
    let backgrounds: Vec<(&String, (&Token, Colour))> =
        pair.on.iter().filter_map(|name| Some((name, find_token(name)?))).collect();
    let by_contrast = |(_, (_, left)): &&(_, (_, Colour)), (_, (_, right)): &&(_, (_, Colour))| {
        colour.contrast_ratio(*left).total_cmp(&colour.contrast_ratio(*right))
    };
    let (on, (background_token, background)) = backgrounds.iter().min_by(by_contrast)?;
    let contrast = colour.contrast_ratio(*background);
    if contrast >= pair.least.0 {
        return None;
    }
    let scheme = if dark { "in dark colours, " } else { "" };
    // Rounded down, so that it never looks like enough.
    let rounded = (contrast * 10.0).floor() / 10.0;
    let message = format!("{scheme}`{text}` on `{on}` has a contrast of {rounded:.1} to 1, and needs {}", pair.least.0);
    // If only the background is from `site.yaml`, it must be changed.
    if background_token.is_from_site && !text_token.is_from_site {
        let fault = Fault::new(Code::LowContrast, background_token.location.clone(), message);
        return Some((contrast, background_token, fault.with_help("choose a background nearer to the theme's own")));
    }
    let fault = Fault::new(Code::LowContrast, text_token.location.clone(), message);
    let name = if dark { format!("{text}{DARK_SUFFIX}") } else { text.to_owned() };
    let backgrounds: Vec<Colour> = backgrounds.iter().map(|(_, (_, background))| *background).collect();
    Some((
        contrast,
        text_token,
        match colour.nearest_readable(&backgrounds, pair.least.0) {
            Some(suggestion) => fault.with_help(format!("`{name}: \"{suggestion}\"` would do")),
            None => fault.with_help("choose backgrounds that are both light or both dark"),
        },
    ))
}
