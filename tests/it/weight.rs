//! How heavy pages are: what counts, which page is named, and what a strict build makes of one over its budget.

use commonground::fault::Faults;
use commonground::pipeline::{self, HeaviestPage, NullSink};
use commonground::publish::PublishOptions;
use commonground::world::{MemoryWorld, World};

use super::network::{Folder, SITE, network};
use super::random::RandomChoices;

/// Letters that hardly get shorter when they are compressed: three quarters of their bytes stay.
fn noise(length: usize) -> String {
    let mut choices = RandomChoices::from_seed(12);
    let letters: Vec<char> = ('a'..='z').chain('A'..='Z').chain('0'..='9').collect();
    (0..length).map(|_| letters[choices.below(letters.len())]).collect()
}

/// A network with a theme of its own, whose pages have nothing but a title, a text and a style sheet where there is one.
fn with_theme(pages: &str, sheet: Option<&str>) -> MemoryWorld {
    let link = if sheet.is_some() { "<link rel=\"stylesheet\" href=\"{{ asset(path=\"own.css\") }}\">" } else { "" };
    let template = format!("<!DOCTYPE html><title>{{{{ page.title }}}}</title>{link}{{{{ body }}}}");
    let mut world = network(&format!("{pages}-- themes/mine/templates/page.html --\n{template}\n"));
    world.files.insert("content/site.yaml".to_owned(), format!("{SITE}theme: mine\nbudget: {{page: 0}}\n").into());
    world.files.extend(sheet.map(|sheet| ("themes/mine/static/own.css".to_owned(), sheet.as_bytes().to_vec())));
    world
}

fn page(slug: &str, body: &str) -> String {
    format!("-- content/{slug}.md --\n---\ntitle: {slug}\n---\n\n{body}\n")
}

/// The heaviest page with the template `page.html`.
fn heaviest_page(world: &MemoryWorld) -> HeaviestPage {
    let mut faults = Faults::new();
    let loaded = pipeline::load(world, None, &mut faults).expect("a network");
    let options = PublishOptions { now: world.now(), include_drafts: false, base_url: None };
    let renderer = pipeline::build_renderer(&loaded, &options, &mut faults);
    let heaviest = pipeline::render_site_with_search(world, &renderer, &NullSink, None, &mut faults).expect("no error");
    assert!(!faults.has_errors());
    heaviest.into_iter().find(|page| page.sort == "page").expect("a page")
}

#[test]
fn a_page_weighs_what_is_sent_with_its_style_sheets_and_their_typefaces() {
    let kilobytes = |world: &MemoryWorld| heaviest_page(world).kilobytes;
    let plain = with_theme(&page("about", &"word ".repeat(20_000)), None);
    assert!(kilobytes(&plain) < 5, "a page is weighed as it is sent: {}", kilobytes(&plain));
    let text = with_theme(&page("about", &noise(20_000)), None);
    assert!((10..20).contains(&kilobytes(&text)), "{}", kilobytes(&text));
    let mut sheet = with_theme(&page("about", "Few words."), Some(&format!("/* {} */", noise(20_000))));
    assert!((10..20).contains(&kilobytes(&sheet)), "{}", kilobytes(&sheet));
    // A typeface is compressed already, and counts only where a style sheet names it.
    sheet.files.insert("themes/mine/static/fonts/own.woff2".to_owned(), vec![b'x'; 50_000]);
    assert!((10..20).contains(&kilobytes(&sheet)), "{}", kilobytes(&sheet));
    let named = "@font-face { font-family: Own; src: url(fonts/own.woff2) }";
    sheet.files.insert("themes/mine/static/own.css".to_owned(), named.into());
    assert!((50..55).contains(&kilobytes(&sheet)), "{}", kilobytes(&sheet));
    // Pictures do not count.
    sheet.files.insert("content/tea.png".to_owned(), noise(90_000).into_bytes());
    sheet.files.insert("content/about.md".to_owned(), b"---\ntitle: A\n---\n\n![A pot of tea](tea.png)\n".to_vec());
    assert!((50..55).contains(&kilobytes(&sheet)), "{}", kilobytes(&sheet));
}

#[test]
fn the_heaviest_page_is_named_with_how_many_are_over_the_budget() {
    let pages = [page("a", "Few."), page("b", &noise(9_000)), page("c", &noise(3_000))].concat();
    let mut world = with_theme(&pages, None);
    let over = heaviest_page(&world);
    assert_eq!((over.address.as_str(), over.budget, over.over_budget), ("/b/", Some(0), 3));
    let within = format!("{SITE}theme: mine\nbudget: {{page: 200}}\n");
    world.files.insert("content/site.yaml".to_owned(), within.into());
    let within = heaviest_page(&world);
    assert_eq!((within.address.as_str(), within.budget, within.over_budget), ("/b/", Some(200), 0));
    assert_eq!(within.kilobytes, over.kilobytes);
}

#[test]
fn a_build_names_the_heaviest_pages_and_a_strict_one_stops_over_the_budget() {
    let folder = Folder::new(&page("about", "Few words."));
    folder.write("content/site.yaml", format!("{SITE}budget: {{page: 900}}\n"));
    let built = folder.build(&["--strict"]).expect_code(0);
    let start = "The heaviest pages as they are sent, without pictures:";
    let (_, pages) = built.err.split_once(start).expect("a part about it");
    for part in ["page ", " of 900 kB", "/about/", "home ", "list "] {
        assert!(pages.contains(part), "`{part}` is not in {pages}");
    }
    folder.write("content/site.yaml", format!("{SITE}budget: {{page: 1}}\n"));
    folder.run(&["check"]).expect_code(0);
    assert!(folder.run(&["check", "--strict"]).expect_code(1).out.contains("warning[over-budget]"));
    let before = folder.read("public/about/index.html");
    folder.write_all(&page("about", "Other words."));
    assert!(folder.build(&["--strict"]).expect_code(1).err.contains("warning[over-budget]"));
    assert_eq!(folder.read("public/about/index.html"), before, "nothing was written");
    assert!(folder.build(&[]).expect_code(0).err.contains("warning[over-budget]"));
    assert!(folder.read("public/about/index.html").contains("Other words."));
}
