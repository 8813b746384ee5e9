//! Colours and their contrast.

use std::fmt;

/// A colour in sRGB, each component from 0 to 255.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Colour([u8; 3]);

impl Colour {
    /// Parses `#1d5b78` or `#fff`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let part = |from: usize, to: usize| u8::from_str_radix(&digits[from..to], 16).ok();
        match digits.len() {
            6 => Some(Self([part(0, 2)?, part(2, 4)?, part(4, 6)?])),
            3 => Some(Self([part(0, 1)? * 17, part(1, 2)? * 17, part(2, 3)? * 17])),
            _ => None,
        }
    }

    /// The relative luminance (WCAG 2.2), from 0 to 1.
    fn relative_luminance(self) -> f64 {
        let linear = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    /// The contrast ratio (WCAG 2.2), from 1 to 21.
    pub(super) fn contrast_ratio(self, other: Self) -> f64 {
        let (one, other) = (self.relative_luminance(), other.relative_luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The nearest darker or lighter colour that has at least this contrast with all backgrounds; `None` if there is
    /// none.
    pub(super) fn nearest_readable(self, backgrounds: &[Self], least: f64) -> Option<Self> {
        let is_readable =
            |colour: &Self| backgrounds.iter().all(|background| colour.contrast_ratio(*background) >= least);
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

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
        // The examples of W3C's "Understanding WCAG", and black on white.
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
            for background in ["#fffcf6", "#14171e", "#808080", "#f0b24a"] {
                let enough =
                    text.nearest_readable(&[colour(background)], 4.5).expect("black or white can be read on anything");
                assert!(enough.contrast_ratio(colour(background)) >= 4.5, "{text} on {background}: {enough}");
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
