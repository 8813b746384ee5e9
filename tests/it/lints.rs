//! Lints for editors: their locations are in the text, and a waiver silences them until its last day.

use std::sync::Arc;

use commonground::digest::Digest;
use commonground::fault::{Code, Fault, FaultLocation, Faults};
use commonground::lint::{
    find_capitals, find_emoji_runs, find_quotations, is_file_name_alt, is_video_address, mentions_captions,
};
use commonground::markdown::{MarkdownOptions, render};
use commonground::text::Source;
use proptest::prelude::*;

use super::network::{build, network};

/// Each lint with a line of text that causes it.
const SPOKEN_OF: [(Code, &str); 9] = [
    (Code::AllCapitals, "ALL ARE WELCOME here."),
    (Code::BareAddress, "<https://example.org/files/2027/05/minutes.html>"),
    (Code::EmojiRun, "Cake 🍰☕🍪"),
    (Code::HeadingOrder, "#### Tea"),
    (Code::LanguageOfPart, "خوش آمدید"),
    (Code::NoCaptions, "[The supper](https://vimeo.com/123456)"),
    (Code::TableWithoutHeaders, "\n| | |\n|---|---|\n| Monday | 10 |"),
    (Code::VagueLink, "[click here](https://example.org/)"),
    (
        Code::HardToRead,
        "We meet on the first floor of the old mill by the river, where there is room for all of us and for our coats and \
         prams and bikes, and where the tea is always hot and the cake is always there and nobody ever asks why we came.",
    ),
];

fn page(body: &str, site: &str) -> Vec<Code> {
    let mut world = network("");
    world.files.insert("content/about.md".into(), format!("---\ntitle: About us\n---\n{body}\n").into_bytes());
    let config = String::from_utf8(world.files["content/site.yaml"].clone()).expect("text") + site;
    world.files.insert("content/site.yaml".into(), config.into_bytes());
    build(&world).faults.iter().map(|fault| fault.code).collect()
}

#[test]
fn a_waiver_silences_a_lint_until_its_last_day() {
    for (code, text) in SPOKEN_OF {
        let until = |day: &str| page(&format!("<!-- allow {code} until {day}: agreed -->\n{text}"), "");
        assert_eq!(page(text, ""), [code], "{text}");
        assert_eq!(until("2026-11-22"), [], "{text}");
        assert_eq!(until("2026-11-21"), [Code::WaiverPassed, code], "{text}");
        let listed = |day: &str| {
            let waiver = format!("waivers: [{{code: {code}, file: about.md, reason: agreed, until: {day}}}]\n");
            page(text, &waiver)
        };
        assert_eq!(listed("2026-11-22"), [], "{text}");
        assert_eq!(listed("2026-11-21"), [code, Code::WaiverPassed], "{text}");
    }
}

#[test]
fn a_lint_can_be_turned_off_and_raised() {
    for (code, text) in SPOKEN_OF {
        assert_eq!(page(text, &format!("lints: {{{code}: off}}\n")), [], "{text}");
        assert_eq!(page(text, &format!("lints: {{{code}: warning}}\n")), [code], "{text}");
    }
}

/// What random texts are made of.
const PIECES: [&str; 48] = [
    "# ",
    "#### ",
    "\n\n",
    "\n",
    "\r\n",
    " ",
    "- ",
    "> ",
    "| | |\n|---|---|\n| a | b |\n",
    "[click here](https://example.org)",
    "[](x.md)",
    "[",
    "](",
    ")",
    "![",
    "![IMG_1.jpg](a.jpg)",
    "ALL ARE WELCOME",
    "ESOL",
    "’",
    "‘",
    "“",
    "”",
    "\"",
    "&amp;",
    "&nbsp;",
    "&NotEqualTilde;",
    "🎉",
    "👩‍👩‍👧‍👦",
    "🇬🇧",
    "\u{200d}",
    "\u{fe0f}",
    "خوش آمدید",
    "ਜੀ ਆਇਆਂ ਨੂੰ",
    "欢迎大家来这里",
    "Ласкаво просимо",
    "<span lang=\"ur\">",
    "</span>",
    "<div lang=uk>\n\n",
    "</div>\n\n",
    "<br>",
    "`code`",
    "```\n",
    "Dr. ",
    "word. ",
    "<https://vimeo.com/1>",
    ":::callout\n",
    ":::\n",
    "[^1]",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => (0..PIECES.len()).prop_map(|at| PIECES[at].to_owned()),
        1 => any::<char>().prop_map(String::from),
        1 => "[A-Za-z ’.!?]{0,12}",
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn locations_of_lints_are_in_the_body(body in text(), head in "(---\ntitle: Tŷ\n---\n)?") {
        let all = format!("{head}{body}");
        let source = Arc::new(Source { path: "content/about.md".into(), text: all.clone() });
        let digest = Digest::compute(all.as_bytes());
        let review = render(&source, &digest, head.len()..all.len(), MarkdownOptions::ALL, &mut Faults::new()).lint_results;
        let sentences = review.readability.longest.iter().chain(&review.readability.hardest).map(|sentence| sentence.span);
        for span in review.findings.iter().map(|remark| remark.span).chain(sentences) {
            let range = span.to_range();
            prop_assert!(head.len() <= range.start && range.start < range.end, "{range:?} in {all:?}");
            prop_assert!(all.get(range.clone()).is_some(), "{range:?} cuts a character of {all:?}");
        }
    }

    #[test]
    fn lints_accept_any_text_in_a_network(body in text(), title in text()) {
        let mut world = network("");
        let title = title.replace(['\n', '\r', '\'', '\u{fdd0}'], " ");
        world.files.insert("content/about.md".into(), format!("---\ntitle: '{title}'\n---\n{body}").into_bytes());
        world.files.insert("content/about.cy.md".into(), format!("---\n---\n{body}").into_bytes());
        let in_text = |fault: &Fault| match &fault.location {
            FaultLocation::Source(place) => place.source.text.get(place.span.to_range()).is_some(),
            _ => true,
        };
        prop_assert!(build(&world).faults.iter().all(in_text));
    }

    #[test]
    fn rules_on_words_accept_any_text(text in any::<String>()) {
        let apart = find_quotations(&text);
        let found = find_capitals(&text, &apart).into_iter().chain(find_emoji_runs(&text, &apart).into_iter().map(|(range, _)| range));
        for range in found.chain(apart.clone()) {
            prop_assert!(text.get(range).is_some());
        }
        let _ = (is_file_name_alt(&text, &text), is_video_address(&text), mentions_captions(&text));
    }
}
