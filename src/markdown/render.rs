//! Renders a body: one parse, with everything that the rest of the program wants to know about it.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{DefaultBrokenLinkCallback, Event, OffsetIter, Parser, Tag, TagEnd};

use super::block_scan::{BlockScan, scan_blocks};
use super::body::MarkdownBody;
use super::builder::{BodyBuilder, BuiltBody};
use super::collector::Collector;
use super::options::MarkdownOptions;
use super::placeholder::{MARKER_END, MARKER_START, extract_placeholders, marker_token};
use super::sanitise::sanitise_segments;
use crate::digest::Digest;
use crate::fault::Faults;
use crate::text::Source;

/// Renders the part of a source that is its body. `digest` is that of the source.
pub fn render(
    source: &Arc<Source>,
    digest: &Digest,
    range: Range<usize>,
    options: MarkdownOptions,
    out: &mut Faults,
) -> MarkdownBody {
    let text = &source.text[range.clone()];
    if text.trim().is_empty() {
        return MarkdownBody::default();
    }
    let text = replace_noncharacters(text);
    let scan = match options.extended {
        true => scan_blocks(source, range.start, &text, out),
        false => BlockScan::without_blocks(&text),
    };
    let token = marker_token(digest);
    let collector = Collector::new(source, range.start, &token, out);
    let mut events = BodyEvents {
        parser: Parser::new_ext(&scan.masked_text, options.parser_extensions()).into_offset_iter(),
        builder: BodyBuilder::new(options, &text, &scan.block_lines, collector),
        unused_footnotes: find_unused_footnotes(&scan.masked_text, options),
        skipped: 0,
        is_too_deep: false,
    };
    let mut html = String::with_capacity(text.len() + text.len() / 4);
    pulldown_cmark::html::push_html(&mut html, &mut events);
    if events.is_too_deep {
        return MarkdownBody { blocks: scan.blocks, ..MarkdownBody::default() };
    }
    let BuiltBody { body, raw_segments, has_tables } = events.builder.finish(range.start, &source.text);
    if has_tables && options.extended {
        html = replace_table_styles(&html);
    }
    if options.sanitise && !raw_segments.is_empty() {
        html = sanitise_segments(&html, &raw_segments, &token);
    }
    let (html, placeholders) = extract_placeholders(&html, &token);
    MarkdownBody { html, placeholders, blocks: scan.blocks, ..body }
}

/// The events of a body as they are to be written as HTML, each as soon as it is certain.
struct BodyEvents<'s, 'e> {
    parser: OffsetIter<'e, DefaultBrokenLinkCallback>,
    builder: BodyBuilder<'s, 'e>,
    unused_footnotes: HashSet<String>,
    /// How many elements are open in a footnote that is left out, itself included.
    skipped: usize,
    /// The text is nested too deeply to go on; a fault was reported.
    is_too_deep: bool,
}

impl<'e> Iterator for BodyEvents<'_, 'e> {
    type Item = Event<'e>;

    fn next(&mut self) -> Option<Event<'e>> {
        loop {
            if let Some(event) = self.builder.take_event() {
                return Some(event);
            }
            if self.is_too_deep {
                return None;
            }
            let (event, at) = self.parser.next()?;
            if !self.is_skipped(&event) {
                self.is_too_deep = self.builder.handle_event(event, at).is_err();
            }
        }
    }
}

impl BodyEvents<'_, '_> {
    /// Whether an event belongs to a footnote that is left out.
    fn is_skipped(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) if self.unused_footnotes.contains(&label.to_lowercase()) => {
                self.skipped += 1;
            }
            Event::Start(_) if self.skipped > 0 => self.skipped += 1,
            Event::End(_) if self.skipped > 0 => {
                self.skipped -= 1;
                return true;
            }
            _ => {}
        }
        self.skipped > 0
    }
}

/// The labels of footnotes that nothing leads to. No reader would see where they belong, so they are not published.
fn find_unused_footnotes(text: &str, options: MarkdownOptions) -> HashSet<String> {
    if !text.contains("[^") {
        return HashSet::new();
    }
    let mut open: Option<String> = None;
    let mut unused = HashSet::new();
    let mut references: Vec<(Option<String>, String)> = Vec::new();
    for event in Parser::new_ext(text, options.parser_extensions()) {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                unused.insert(label.to_lowercase());
                open = Some(label.to_lowercase());
            }
            Event::End(TagEnd::FootnoteDefinition) => open = None,
            Event::FootnoteReference(label) => references.push((open.clone(), label.to_lowercase())),
            _ => {}
        }
    }
    let mut by_footnote: HashMap<Option<String>, Vec<String>> = HashMap::new();
    for (from, to) in references {
        by_footnote.entry(from).or_default().push(to);
    }
    let mut pending = by_footnote.remove(&None).unwrap_or_default();
    while let Some(label) = pending.pop() {
        if unused.remove(&label) {
            pending.extend(by_footnote.remove(&Some(label)).unwrap_or_default());
        }
    }
    unused
}

/// Replaces the characters that markers are made of by one of equal length.
fn replace_noncharacters(text: &str) -> Cow<'_, str> {
    // Two searches, because a search for a single character is much faster than one for either.
    match text.contains(MARKER_START) || text.contains(MARKER_END) {
        true => Cow::Owned(text.replace([MARKER_START, MARKER_END], "\u{fffd}")),
        false => Cow::Borrowed(text),
    }
}

/// Aligns the cells of tables by classes, since the Content-Security-Policy forbids `style`. An empty header cell, as in the
/// corner of a table, becomes a plain cell.
fn replace_table_styles(html: &str) -> String {
    let mut html = html.to_owned();
    for side in ["left", "center", "right"] {
        for cell in ["td", "th"] {
            let style = format!("<{cell} style=\"text-align: {side}\">");
            if html.contains(&style) {
                html = html.replace(&style, &format!("<{cell} class=\"align-{side}\">"));
            }
        }
    }
    html.replace("<th></th>", "<td></td>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::format_short;
    use crate::markdown::link::LinkTarget;
    use crate::markdown::placeholder::PlaceholderKind;

    impl MarkdownBody {
        /// The HTML with the links as they were written.
        fn html_with_links(&self) -> String {
            struct AsWritten<'a>(&'a MarkdownBody);
            impl crate::markdown::PlaceholderWriter for AsWritten<'_> {
                fn link_href(&mut self, number: u32) -> Option<String> {
                    match &self.0.links[number as usize].target {
                        LinkTarget::External(url) => Some(url.clone()),
                        other => Some(format!("{other:?}")),
                    }
                }
                fn write_picture(&mut self, _: u32, _: &mut String) {}
                fn write_block(&mut self, _: u32, _: Option<&str>, _: &mut String) {}
            }
            self.to_html(&mut AsWritten(self))
        }
    }

    fn render_text(text: &str) -> (MarkdownBody, String) {
        let source = Arc::new(Source { path: "content/stories/a.md".into(), text: text.into() });
        let mut out = Faults::new();
        let body = render(&source, &Digest::compute(text.as_bytes()), 0..text.len(), MarkdownOptions::ALL, &mut out);
        (body, format_short(&out.into_sorted()))
    }

    #[test]
    fn headings_get_ids_that_stay_and_no_attributes_of_the_editors() {
        let (body, faults) =
            render_text("## The kettle\n\n## The kettle\n\n### Tea {#tea onclick=alert(1) .big}\n\n## ***\n");
        let ids: Vec<&str> = body.headings.iter().map(|heading| heading.id.as_str()).collect();
        assert_eq!(ids, ["the-kettle", "the-kettle-2", "tea", "section"]);
        assert!(!body.html.contains("onclick") && !body.html.contains("big"), "{}", body.html);
        assert_eq!(faults, "");
    }

    #[test]
    fn a_generated_id_never_meets_a_written_one() {
        let (body, _) = render_text("## A\n\n## B {#a-2}\n\n## A\n\n## A\n");
        let mut ids: Vec<&str> = body.headings.iter().map(|heading| heading.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 4, "{:?}", body.headings);
    }

    #[test]
    fn no_level_of_headings_is_skipped() {
        let (body, _) =
            render_text("### a\n\n### b\n\n##### c\n\n#### d\n\n## e\n\n#### f\n\n#### g\n\n# h\n\n### i\n");
        let levels: Vec<u8> = body.headings.iter().map(|heading| heading.level).collect();
        assert_eq!(levels, [2, 2, 3, 3, 2, 3, 3, 2, 3]);
        assert!(body.html.contains("<h3 id=\"c\">c</h3>") && !body.html.contains("h5"), "{}", body.html);
        let (deep, _) = render_text("# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f\n");
        let levels: Vec<u8> = deep.headings.iter().map(|heading| heading.level).collect();
        assert_eq!(levels, [2, 3, 4, 5, 6, 6]);
    }

    #[test]
    fn footnotes_that_nothing_leads_to_are_not_published() {
        let (body, _) = render_text(
            "Said[^One].\n\n[^one]: Shown, and more[^two].\n\n[^two]: Shown too.\n\n[^three]: Not [shown](plan.pdf), nor[^four].\n\n    ![Nor](this.png)\n\n[^four]: Nor this[^three].\n\n> [^five]: Nor *that*.\n\nThe end.\n",
        );
        assert!(body.html.contains("Shown, and more") && body.html.contains("Shown too"), "{}", body.html);
        assert!(body.html.contains("The end."), "{}", body.html);
        assert!(!body.html.contains("Not") && !body.html.contains("Nor"), "{}", body.html);
        assert!(body.links.is_empty() && body.pictures.is_empty(), "{:?}", body.links);
    }

    #[test]
    fn html_that_is_nested_too_deeply_is_a_fault() {
        for text in ["<div>".repeat(500), "<div>\n\n".repeat(500), "<div></b>".repeat(500), "a <b>".repeat(500)] {
            let (body, faults) = render_text(&text);
            assert!(faults.contains("[too-deep]") && body.html.is_empty(), "{faults}");
        }
        let flat = "<div><p>a<p>b<br></div>\n\n".repeat(500);
        assert_eq!(render_text(&flat).1, "");
    }

    #[test]
    fn what_loads_from_elsewhere_becomes_a_link() {
        let (body, faults) = render_text(
            "<iframe src=\"https://maps.example.org/x\" title=\"The map\"></iframe>\n\n![Bunting](https://example.org/b.png)\n",
        );
        assert!(
            body.html.contains("<a class=\"link-card\" href=\"https://maps.example.org/x\">The map</a>"),
            "{}",
            body.html
        );
        assert!(
            body.html.contains("href=\"https://example.org/b.png\">Bunting</a>") && !body.html.contains("<img"),
            "{}",
            body.html
        );
        assert_eq!(faults.matches("[removed-html]").count(), 2, "{faults}");
    }

    #[test]
    fn scripts_and_handlers_do_not_survive() {
        for text in [
            "<script>alert(1)</script>",
            "a <b onclick=\"x()\">b</b>",
            "<svg><script>1</script></svg>",
            "<a href=\"javascript:x\">a</a>",
            "<img src=x onerror=alert(1)>",
            "<style>p{}</style>",
            "<form action=\"https://example.org\"><button>b</button></form>",
            "<div\n  onmouseover='x()'>a</div>",
        ] {
            let (body, faults) = render_text(text);
            for bad in [
                "<script",
                "onclick",
                "onerror",
                "javascript:",
                "<style",
                "<form",
                "<button",
                "onmouseover",
                "alert(1)",
            ] {
                assert!(!body.html.contains(bad), "{text}: {}", body.html);
            }
            // A picture becomes a placeholder; that its file is missing is reported when all files are known.
            assert!(!faults.is_empty() || body.pictures.len() == 1, "{text} is not reported");
        }
    }

    #[test]
    fn links_within_links_are_taken_apart() {
        for (text, faults_count) in [
            ("[one <a href=\"https://two.example/\">two</a> three](https://one.example/)\n", 1),
            ("<a href=\"https://one.example/\">one [two](https://two.example/) <https://three.example/></a>\n", 2),
            ("<a href=\"https://one.example/\">one <a href=\"https://two.example/\">two</a></a>\n", 1),
            ("<div>\n<a href=\"https://one.example/\">\n\none [two](https://two.example/)\n\n</a></div>\n", 1),
            ("<a href=\"https://one.example/\"><iframe src=\"https://two.example/\" title=\"two\"></iframe></a>\n", 0),
            ("[one[^1] two](https://one.example/)\n\n[^1]: A note.\n", 0),
            ("<a href=\"https://one.example/\">one ![two](https://two.example/a.png)</a>\n", 0),
        ] {
            let (body, faults) = render_text(text);
            let mut is_open = false;
            for piece in body.html_with_links().split('<') {
                assert!(!(is_open && piece.starts_with("a ")), "{text}: {}", body.html_with_links());
                is_open = (is_open || piece.starts_with("a ")) && !piece.starts_with("/a>");
            }
            assert!(body.html.contains("two"), "{text}: {}", body.html);
            assert_eq!(faults.matches("end the first link before").count(), faults_count, "{text}: {faults}");
        }
    }

    #[test]
    fn addresses_with_a_name_or_two_fragments_are_reported_with_the_right_one() {
        let (body, faults) = render_text(
            "[bank](http://@eximbankUS) <a href=\"https://bank.example@evil.example/x\">b</a> <a href='https:\\\\ann@two.example\\y'>c</a> [two](https://one.example/a##b) [list](/stories/##choose) [c](https://one.example/#a#b)\n",
        );
        assert!(
            faults.contains("for the account `eximbankUS`, write the whole address of its page [unsafe-url]"),
            "{faults}"
        );
        assert!(
            faults.contains("write `https://evil.example/x`, or `mailto:` for an e-mail address [unsafe-url]"),
            "{faults}"
        );
        assert!(faults.contains("write `https://two.example/y`, or `mailto:`"), "{faults}");
        assert!(faults.contains("write `https://one.example/a#b` [broken-anchor]"), "{faults}");
        assert!(faults.contains("write `/stories/#choose` [broken-anchor]"), "{faults}");
        let html = body.html_with_links();
        assert!(!html.contains("eximbankUS\"") && !html.contains("evil.example"), "{html}");
        assert!(
            html.contains("href=\"https://one.example/a#b\"") && html.contains("href=\"https://one.example/#a%23b\""),
            "{html}"
        );
    }

    #[test]
    fn clean_html_stays_and_its_links_are_checked() {
        let (body, faults) = render_text("a <kbd>Ctrl</kbd> <a href=\"../partners/x.md\" title=\"t\">x</a> b\n");
        assert!(body.html.contains("<kbd>Ctrl</kbd>"), "{}", body.html);
        assert_eq!(body.links.len(), 1);
        assert!(matches!(&body.links[0].target, LinkTarget::File { path, .. } if path == "content/partners/x.md"));
        assert_eq!(faults, "");
    }

    #[test]
    fn tables_are_aligned_by_class_and_comments_vanish() {
        let (body, _) =
            render_text("<!-- allow missing-alt until 2027-01-01: soon -->\n\n| a | b |\n|--:|:-:|\n| 1 | 2 |\n");
        assert!(
            body.html.contains("<td class=\"align-right\">1</td><td class=\"align-center\">2</td>"),
            "{}",
            body.html
        );
        assert!(!body.html.contains("style=") && !body.html.contains("<!--"), "{}", body.html);
    }

    #[test]
    fn boxes_of_tasks_have_a_name_and_empty_corners_are_no_headers() {
        let (body, _) = render_text("- [x] soup\n- [ ] bread\n\n| | a |\n|-|-|\n| b | c |\n");
        assert!(
            body.html.contains("<input disabled type=\"checkbox\" checked aria-label=\"✓\"> soup"),
            "{}",
            body.html
        );
        assert!(body.html.contains("<input disabled type=\"checkbox\" aria-label=\"☐\"> bread"), "{}", body.html);
        assert!(body.html.contains("<td></td><th>a</th>"), "{}", body.html);
        let (body, _) = render_text("- [x] soup <b>hot</b>\n");
        assert!(body.html.contains("aria-label=\"✓\""), "{}", body.html);
    }

    #[test]
    fn blocks_keep_footnotes_definitions_and_places_whole() {
        let (body, faults) = render_text(
            "One[^1] [two][d].\n\n:::callout kind=\"ask\"\n- item[^1]\n:::\n\n::event slug=\"x\"\n\n[^1]: Note.\n\n[d]: https://example.org/\n",
        );
        assert_eq!((body.blocks.len(), body.links.len()), (2, 1));
        let kinds: Vec<PlaceholderKind> = body
            .placeholders
            .iter()
            .map(|placeholder| placeholder.kind)
            .filter(|kind| !matches!(kind, PlaceholderKind::LinkOpen(_) | PlaceholderKind::LinkClose(_)))
            .collect();
        assert_eq!(
            kinds,
            [PlaceholderKind::BlockOpen(0), PlaceholderKind::BlockClose(0), PlaceholderKind::BlockOpen(1)]
        );
        assert_eq!(body.html.matches("class=\"footnote-reference\"").count(), 2);
        assert_eq!(faults, "");
    }

    #[test]
    fn noncharacters_of_a_text_cannot_be_placeholders() {
        let (body, _) = render_text("a \u{fdd0}L0\u{fdd1} b");
        assert!(body.placeholders.is_empty() && body.html.contains("\u{fffd}L0\u{fffd}"), "{}", body.html);
    }

    #[test]
    fn the_first_paragraph_is_the_excerpt() {
        let (body, _) = render_text("## Title\n\nOne *two* [three](https://example.org/).\n\nFour.\n");
        assert_eq!(body.excerpt, "One two three.");
        let (long, _) = render_text(&"many words ".repeat(60));
        assert!(long.excerpt.ends_with('…') && long.excerpt.len() < 250, "{}", long.excerpt);
    }
}
