//! Languages: tags (BCP 47), scripts and the direction they run in, and English dates and numbers for editors.

mod fold;
mod registry;
mod script;

use jiff::civil::{Date, Time, Weekday};

pub use fold::fold_case_and_marks;
pub use registry::language_names;
pub use script::{Script, is_right_to_left};

/// A language tag such as `en`, `cy`, `ur`, `zh-Hant`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LanguageTag(String);

impl LanguageTag {
    /// Reads a tag of a language with an optional script and region. BCP 47's extensions and private tags are not read.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let language = parts.next()?;
        let fits = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
            lengths.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        let letters = language.bytes().all(|b| b.is_ascii_lowercase());
        (fits(language, 2..=3) && letters && parts.all(|part| fits(part, 2..=8))).then(|| Self(text.to_owned()))
    }

    /// The tag as written, for `lang=`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is such a language. The script and region in the tag are not checked.
    pub fn is_known(&self) -> bool {
        registry::is_known_language(self.0.split('-').next().unwrap_or_default())
    }

    /// A tag that somebody wrote in another form: `EN`, `en_GB`, `eng`, `English`.
    pub fn from_other_form(written: &str) -> Option<Self> {
        let (language, rest) = written.split_at(written.find(['-', '_']).unwrap_or(written.len()));
        let respelt = format!("{}{}", language.to_lowercase(), rest.replace('_', "-"));
        let respelt = Self::parse(&respelt).filter(Self::is_known);
        respelt.or_else(|| registry::tag_of_name(written).and_then(Self::parse))
    }

    /// The language without its script and region: `zh` of `zh-Hant`. Many write `bsl` for British Sign Language, whose
    /// tag is `bfi`.
    pub fn primary_language(&self) -> &str {
        match self.0.split('-').next().unwrap_or_default() {
            "bsl" => "bfi",
            language => language,
        }
    }

    /// Languages without their scripts and regions, each once.
    pub fn primary_languages(tags: &[Self]) -> Vec<String> {
        let mut languages: Vec<String> = Vec::with_capacity(tags.len());
        for language in tags.iter().map(Self::primary_language) {
            if !languages.iter().any(|known| known == language) {
                languages.push(language.to_owned());
            }
        }
        languages
    }

    /// `rtl` for languages written from right to left, else `ltr`, for `dir=`.
    pub fn direction(&self) -> &'static str {
        if script::is_written_right_to_left(&self.0) { "rtl" } else { "ltr" }
    }

    /// The script that the language is written in; `None` where its letters are not known here.
    pub fn script(&self) -> Option<Script> {
        Script::from_tag(&self.0)
    }

    /// Whether people who read one language can read the other: `en` and `en-GB`, but not `pa` and `pa-Arab`.
    pub fn is_same_written_language(&self, other: &Self) -> bool {
        let is_same_language = || self.0.split('-').next() == other.0.split('-').next();
        self == other || (is_same_language() && self.direction() == other.direction())
    }

    /// What its speakers call the language, for links to it; the tag where that is not known here.
    pub fn native_name(&self) -> &str {
        match self.0.split('-').next().unwrap_or_default() {
            "ar" => "العربية",
            "bn" => "বাংলা",
            "cy" => "Cymraeg",
            "en" => "English",
            "fa" => "فارسی",
            "fr" => "Français",
            "gu" => "ગુજરાતી",
            "pa" => "ਪੰਜਾਬੀ",
            "pl" => "Polski",
            "ro" => "Română",
            "so" => "Soomaali",
            "uk" => "Українська",
            "ur" => "اردو",
            _ => &self.0,
        }
    }
}

/// A language without its script and region, such as `ur`: what people hear (ISO 639).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LanguageCode([u8; 3]);

impl LanguageCode {
    /// Reads the language of a tag: `pa` of `pa-Arab`.
    pub fn parse(tag: &str) -> Option<Self> {
        let tag = LanguageTag::parse(tag)?;
        let mut code = [b' '; 3];
        code.iter_mut().zip(tag.0.bytes().take_while(|byte| *byte != b'-')).for_each(|(to, byte)| *to = byte);
        Some(Self(code))
    }

    /// The code as it is written in tags and addresses.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default().trim_end()
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English name of a month, from 1.
pub fn english_month(number: i8) -> &'static str {
    usize::try_from(number - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or("")
}

/// The English name of a weekday.
pub fn english_weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// `18 June 2027`.
pub fn english_date(date: Date) -> String {
    format!("{} {} {}", date.day(), english_month(date.month()), date.year())
}

/// `Friday 18 June 2027`.
pub fn english_weekday_date(date: Date) -> String {
    format!("{} {}", english_weekday(date.weekday()), english_date(date))
}

/// `6.30pm`, `noon`, `midnight`, `9am`: the way English notices give a time.
pub fn english_time(time: Time) -> String {
    let (hour, minute) = (time.hour(), time.minute());
    match (hour, minute) {
        (0, 0) => return "midnight".into(),
        (12, 0) => return "noon".into(),
        _ => {}
    }
    let half = if hour < 12 { "am" } else { "pm" };
    let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
    if minute == 0 { format!("{hour}{half}") } else { format!("{hour}.{minute:02}{half}") }
}

/// A text with its first letter as a capital.
pub fn capitalise(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `3 stories`, `1 story`.
pub fn format_count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A text with its first letter in lower case.
pub fn uncapitalise(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    #[test]
    fn tags_know_their_direction() {
        assert_eq!(LanguageTag::parse("ur").unwrap().direction(), "rtl");
        assert_eq!(LanguageTag::parse("pa-Arab").unwrap().direction(), "rtl");
        assert_eq!(LanguageTag::parse("cy").unwrap().direction(), "ltr");
        assert_eq!(LanguageTag::parse("English"), None);
        assert_eq!(LanguageTag::parse("e"), None);
    }

    #[test]
    fn a_code_is_the_language_of_a_tag() {
        let code = |tag| LanguageCode::parse(tag).map(|code| code.as_str().to_owned());
        assert_eq!(code("pa-Arab").as_deref(), Some("pa"));
        assert_eq!(code("bfi").as_deref(), Some("bfi"));
        assert_eq!(code("Urdu"), None);
    }

    #[test]
    fn only_the_first_letter_becomes_a_capital() {
        for (text, expected) in
            [("", ""), ("every day", "Every day"), ("ŵyl", "Ŵyl"), ("ßa", "SSa"), ("A b", "A b"), ("“a", "“a")]
        {
            assert_eq!(capitalise(text), expected);
        }
    }

    #[test]
    fn dates_and_times_read_like_a_notice() {
        assert_eq!(english_weekday_date(date(2027, 6, 18)), "Friday 18 June 2027");
        assert_eq!(english_time(time(18, 30, 0, 0)), "6.30pm");
        assert_eq!(english_time(time(12, 0, 0, 0)), "noon");
        assert_eq!(english_time(time(0, 15, 0, 0)), "12.15am");
        assert_eq!(english_time(time(9, 0, 0, 0)), "9am");
    }

    #[test]
    fn a_language_that_there_is_is_known() {
        for tag in ["en", "cy", "en-GB", "zh-Hant", "syl", "bfi", "aaa", "aab-GB", "zzj", "hak", "und", "pa-Arab"] {
            assert!(LanguageTag::parse(tag).expect(tag).is_known(), "{tag}");
        }
        for tag in ["xx", "qq", "eng", "wel", "zzz", "xqz"] {
            assert!(!LanguageTag::parse(tag).expect(tag).is_known(), "{tag}");
        }
    }

    #[test]
    fn names_and_other_forms_have_a_tag() {
        let tag = |written| LanguageTag::from_other_form(written).map(|tag| tag.as_str().to_owned());
        for (written, expected) in [
            ("English", Some("en")),
            ("welsh", Some("cy")),
            ("Cymraeg", Some("cy")),
            ("EN", Some("en")),
            ("en_GB", Some("en-GB")),
            ("eng", Some("en")),
            ("wel", Some("cy")),
            ("Sylheti", Some("syl")),
            ("اردو", Some("ur")),
            ("Englsh", None),
            ("xx", None),
            ("", None),
        ] {
            assert_eq!(tag(written).as_deref(), expected, "{written}");
        }
    }
}
