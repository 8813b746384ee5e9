//! The text of HTML that this program has written itself, for excerpts and the search. The result is text, and is
//! escaped where it is used.

/// Elements inside words and sentences: their tags do not separate words.
const INLINE_ELEMENTS: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];
/// Elements whose content is not text.
const NON_TEXT_ELEMENTS: &[&str] = &["script", "style", "template"];

/// The text of some HTML, with its white space as it is.
pub fn html_to_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let (tag, after_tag) = rest.split_at(tag_length(rest));
        rest = after_tag;
        let name = tag_name(tag);
        if NON_TEXT_ELEMENTS.contains(&name.as_str()) || tag.contains("class=\"footnote-reference\"") {
            rest = skip_element(rest, &name);
        } else if !INLINE_ELEMENTS.contains(&name.as_str()) {
            text.push(' ');
        }
    }
    text.push_str(rest);
    html_escape::decode_html_entities(&text).into_owned()
}

/// The length of the tag that a text begins with: a `>` within quotes does not end it.
fn tag_length(text: &str) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    text.len()
}

fn tag_name(tag: &str) -> String {
    let letters = tag.trim_start_matches(['<', '/']).chars().take_while(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}

/// The rest after the end of an element that cannot contain an element of the same name.
fn skip_element<'a>(rest: &'a str, name: &str) -> &'a str {
    let end = format!("</{name}");
    let at = rest.find(&end).unwrap_or(rest.len());
    &rest[at + tag_length(&rest[at..])..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_part_words_and_tags_within_words_do_not() {
        let words = |html: &str| html_to_text(html).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words("<h2>One</h2><p>t<em>w</em>o<br>three</p>"), "One two three");
        assert_eq!(words("<img alt=\"a > b\" src='x'>After"), "After");
        assert_eq!(words("Before<!-- <p>no</p> --> after"), "Before after");
        assert_eq!(words("a<script>b</script><style>c</style>d"), "ad");
        assert_eq!(words("Said<sup class=\"footnote-reference\"><a href=\"#1\">1</a></sup>."), "Said.");
        assert_eq!(words("&lt;p&gt; &amp;amp; ŵ"), "<p> &amp; ŵ");
        assert_eq!(words("an open <tag"), "an open");
    }
}
