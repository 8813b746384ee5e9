//! Links to videos, and words that mention captions or a transcript.

/// Endings of video files.
const VIDEO_EXTENSIONS: [&str; 6] = ["mp4", "webm", "mov", "m4v", "avi", "ogv"];

/// Whether an address is that of a single video, not of a channel or a host's front page.
pub fn is_video_address(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let bare = lower.split(['?', '#']).next().unwrap_or(&lower);
    if VIDEO_EXTENSIONS.contains(&crate::path::extension(bare).as_str()) {
        return true;
    }
    let Some((_, rest)) = lower.split_once("://") else { return false };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = ["www.", "m."].iter().find_map(|prefix| host.strip_prefix(prefix)).unwrap_or(host);
    let name = path.split(['?', '#', '/']).next().unwrap_or_default();
    match host {
        "youtube.com" | "youtube-nocookie.com" => {
            (name == "watch" && path.contains("v=")) || matches!(name, "shorts" | "live" | "embed" | "v")
        }
        "youtu.be" | "fb.watch" => !name.is_empty(),
        "vimeo.com" => !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit()),
        "player.vimeo.com" | "dailymotion.com" => name == "video",
        "facebook.com" => name == "watch" || path.contains("/videos/"),
        "tiktok.com" => path.contains("/video/"),
        _ => false,
    }
}

/// Beginnings of words for them in English, Welsh and Polish.
const CAPTION_WORDS: [&str; 9] =
    ["caption", "subtitl", "transcript", "sub-titl", "isdeitl", "capsiwn", "capsiyn", "trawsgrif", "napisy"];

/// Whether a text mentions captions or a transcript. Comments do not count: a waiver names the fault in one.
pub fn mentions_captions(text: &str) -> bool {
    let mut rest = text;
    loop {
        let (part, comment) = rest.split_once("<!--").unwrap_or((rest, ""));
        if has_caption_word(&part.to_lowercase()) {
            return true;
        }
        match comment.split_once("-->") {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
}

/// Words that deny what stands near them, in the same languages.
const DENIALS: [&str; 17] = [
    "no", "not", "without", "lack", "lacks", "lacking", "neither", "nor", "cannot", "dim", "heb", "nid", "nad", "ddim",
    "bez", "nie", "brak",
];
/// How many words before and after a word for captions can deny it.
const DENIED_WITHIN: usize = 3;

/// Whether a text in small letters has a word for captions that nothing near it denies.
fn has_caption_word(text: &str) -> bool {
    let denies = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        DENIALS.contains(&word) || word.ends_with("n't") || word.ends_with("n’t")
    };
    let is_stop = |c: char| matches!(c, '.' | '!' | '?' | ':' | ';' | ',' | '{' | '}' | '[' | ']');
    text.split(is_stop).any(|phrase| {
        let words: Vec<&str> = phrase.split_whitespace().collect();
        words.iter().enumerate().any(|(at, word)| {
            let near = &words[at.saturating_sub(DENIED_WITHIN)..words.len().min(at + DENIED_WITHIN + 1)];
            CAPTION_WORDS.iter().any(|caption| word.contains(caption)) && !near.iter().any(|word| denies(word))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_video_differs_from_a_channel() {
        for video in [
            "https://www.youtube.com/watch?v=x",
            "https://youtu.be/x",
            "https://vimeo.com/123456",
            "https://www.facebook.com/hall/videos/1",
            "https://example.org/talk.MP4?x=1",
            "talk.webm",
        ] {
            assert!(is_video_address(video), "{video}");
        }
        for other in [
            "https://www.youtube.com/@hall",
            "https://www.youtube.com/",
            "https://vimeo.com/hall",
            "https://example.org/watch?v=x",
            "mailto:video@example.org",
            "../events/video.md",
        ] {
            assert!(!is_video_address(other), "{other}");
        }
    }

    #[test]
    fn a_waiver_does_not_mention_captions() {
        assert!(mentions_captions("The film has Captions."));
        assert!(mentions_captions("There is no sugar in it. Captions are in Welsh."));
        assert!(mentions_captions("[Not the last supper](film.mp4), with captions"));
        for denied in [
            "No captions yet.",
            "It doesn’t have subtitles",
            "Captions are not\nready",
            "Nie ma napisów",
            "heb isdeitlau",
        ] {
            assert!(!mentions_captions(denied), "{denied}");
        }
        assert!(!mentions_captions("<!-- allow no-captions until 2027-01-01: soon --> The film."));
        assert!(mentions_captions("<!-- x --> Mae isdeitlau ar y ffilm. <!-- y"));
    }
}
