//! Every link of a site leads somewhere: each internal address to a file, each fragment to an id of its page, and no link is
//! within another.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::network::{Built, build, build_with, network, read_network, sample_network};
use super::skip::large_network;

/// A page: what its links are, and the ids that they can name.
#[derive(Default)]
struct PageLinks {
    hrefs: Vec<String>,
    ids: HashSet<String>,
    /// The links that begin within another one.
    nested: Vec<String>,
}

/// The value of an attribute of a tag, decoded.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let value = &tag[start..start + tag[start..].find('"')?];
    Some(html_escape::decode_html_entities(value).into_owned())
}

fn read_links(page: &str) -> PageLinks {
    let mut links = PageLinks::default();
    let mut is_in_link = false;
    for piece in page.split('<').skip(1) {
        let tag = piece.split('>').next().unwrap_or_default();
        links.ids.extend(attribute(tag, "id"));
        if tag == "/a" {
            is_in_link = false;
        } else if tag.starts_with("a ") {
            links.hrefs.extend(attribute(tag, "href"));
            if std::mem::replace(&mut is_in_link, true) {
                links.nested.push(tag.to_owned());
            }
        } else if tag.starts_with("link ") {
            links.hrefs.extend(attribute(tag, "href"));
        }
        links.hrefs.extend(attribute(tag, "src"));
    }
    links
}

fn decode(text: &str) -> String {
    commonground::path::percent_decode(text).into_owned()
}

/// What is wrong with the links of a site, each once with the first page that has it.
fn broken_links(built: &Built) -> BTreeMap<String, String> {
    let publication = built.renderer.as_ref().expect("rendered").publication();
    let base = publication.href("/");
    let pages: HashMap<&str, PageLinks> = built
        .files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path.as_str(), read_links(std::str::from_utf8(bytes).expect("UTF-8"))))
        .collect();
    let search: BTreeSet<&str> = ["search/"].into();
    let mut wrong = BTreeMap::new();
    let mut report = |what: String, page: &str| {
        wrong.entry(what).or_insert_with(|| page.to_owned());
    };
    let mut sorted: Vec<(&&str, &PageLinks)> = pages.iter().collect();
    sorted.sort_by_key(|(path, _)| **path);
    for (path, links) in sorted {
        links.nested.iter().for_each(|tag| report(format!("<{tag}> within another link"), path));
        for href in &links.hrefs {
            if href.matches('#').count() > 1 {
                report(format!("{href} has two fragments"), path);
            }
            if href.starts_with("http") {
                let host = href.split('/').nth(2).unwrap_or_default();
                if host.contains('@') || host.is_empty() {
                    report(format!("{href} has no proper host"), path);
                }
                continue;
            }
            let (address, fragment) = href.split_once('#').map_or((href.as_str(), None), |(a, f)| (a, Some(f)));
            let file = match address {
                "" => (*path).to_owned(),
                _ => {
                    let Some(rest) = address.split('?').next().unwrap_or_default().strip_prefix(&base) else {
                        continue;
                    };
                    let file = decode(rest);
                    if file.is_empty() || file.ends_with('/') { file + "index.html" } else { file }
                }
            };
            if !built.files.contains_key(&file) && !search.iter().any(|folder| file.starts_with(folder)) {
                report(format!("{href} leads to no file"), path);
            }
            let is_there =
                |fragment: &str| pages.get(file.as_str()).is_none_or(|page| page.ids.contains(&decode(fragment)));
            if let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty() && !is_there(fragment)) {
                report(format!("{href} leads to no `{fragment}`"), path);
            }
        }
    }
    wrong
}

#[test]
fn every_link_of_the_sample_leads_somewhere() {
    assert_eq!(broken_links(&build_with(&sample_network(), true)), BTreeMap::new());
}

#[test]
fn every_link_of_a_large_network_leads_somewhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let built = build(&read_network(&large_network(folder.path())));
    assert!(built.files.len() > 1000, "{}", built.files.len());
    assert_eq!(broken_links(&built), BTreeMap::new());
}

#[test]
fn a_list_without_choices_is_linked_without_its_choices() {
    let story = |slug: &str| {
        format!("-- content/stories/{slug}.md --\n---\ntitle: {slug}\ndate: 2026-01-02\npeople: none\n---\n\nWords.\n")
    };
    let built = build(&network(&(story("soup") + &story("bread"))));
    let chosen = built.files.keys().find(|path| path.starts_with("stories/type/")).expect("a list by type");
    assert!(built.page(chosen).contains("href=\"/net/stories/\""), "{}", built.page(chosen));
    assert_eq!(broken_links(&built), BTreeMap::new());
}

#[test]
fn feeds_and_calendars_can_be_linked_to() {
    let text = "[a](/rss.xml) [b](/feed.xml) [c](/feed.json) [d](/events/calendar.ics) [e](topics/food/feed.xml) \
                [f](/places/harbour/calendar.ics) [g](events/singing/event.ics) [h](/events/hidden/event.ics)\n";
    let files = format!(
        "-- content/about.md --\n---\ntitle: About us\n---\n{text}\
         -- content/places/harbour.md --\n---\ntitle: Harbour\nlevel: town\n---\n\
         -- content/events/singing.md --\n---\ntitle: Singing\nstart: 2027-01-05 18:30\nplaces: [harbour]\n---\n\
         -- content/events/hidden.md --\n---\ntitle: Hidden\nstart: 2027-01-05 18:30\nsafety: raised\nplaces: [harbour]\n---\n"
    );
    let mut world = network(&files);
    world.files.get_mut("content/site.yaml").expect("there is one").extend_from_slice(b"outputs: {rss: true}\n");
    let built = build(&world);
    assert!(!built.report().contains("broken-link"), "{}", built.report());
    let page = built.page("about/index.html");
    for file in ["rss.xml", "feed.xml", "feed.json", "events/calendar.ics", "topics/food/feed.xml"] {
        assert!(page.contains(&format!("href=\"/net/{file}\"")), "{file}: {page}");
    }
    for file in ["places/harbour/calendar.ics", "events/singing/event.ics"] {
        assert!(page.contains(&format!("href=\"/net/{file}\"")), "{file}: {page}");
    }
    assert!(!page.contains("href=\"/net/events/hidden/event.ics\""), "its times are hidden: {page}");
    assert_eq!(broken_links(&built), BTreeMap::new());
}
