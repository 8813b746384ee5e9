//! Files for the host: what is in them, and what a host that reads them would answer.

use std::collections::BTreeMap;

use commonground::path;
use commonground::world::MemoryWorld;

use super::network::{Built, Folder, SITE, build, network};

/// A story with old addresses, one that is given up, and an event with a calendar.
const FILES: &str = "\
-- content/stories/ŵyl.md --
---
title: Gŵyl
date: 2026-01-17
people: none
aliases: [/stories/gŵyl fawr/, /howl, /old.html, /a+b(c)$1&d/]
---
-- content/events/tea.md --
---
title: Tea
start: 2026-12-01 18:00
online: {url: https://meet.example.org/tea, visibility: on-request}
---
";

fn hosted(hosting: &str, more: &str, files: &str) -> MemoryWorld {
    let mut world = network(files);
    let site = SITE.replace("https://example.org/net/", "https://example.org/");
    world.files.insert("content/site.yaml".to_owned(), format!("{site}hosting: {hosting}\n{more}").into_bytes());
    world
}

fn built(hosting: &str) -> Built {
    let built = build(&hosted(hosting, "gone: [/old-page/, '/given up.pdf']\n", FILES));
    assert_eq!(built.report(), "");
    built
}

/// Files that are there for the host only.
fn host_files(built: &Built) -> Vec<&str> {
    let is_one = |path: &&str| path.starts_with(['.', '_']);
    built.files.keys().map(String::as_str).filter(is_one).collect()
}

#[test]
fn every_host_gets_its_own_files_only() {
    for (hosting, files) in [
        ("plain", &[][..]),
        ("netlify", &["_headers", "_redirects"]),
        ("cloudflare", &["_headers", "_redirects"]),
        ("github", &[".nojekyll"]),
        ("gitlab", &["_redirects"]),
        ("apache", &[".htaccess"]),
        ("nginx", &[".nginx/maps.conf", ".nginx/server.conf"]),
    ] {
        let built = built(hosting);
        assert_eq!(host_files(&built), files, "{hosting}");
        assert!(
            built.page("howl/index.html").contains("url=/stories/%C5%B5yl/"),
            "the page that leads on is always there"
        );
    }
    assert_eq!(built("github").files[".nojekyll"], b"");
    let own = build(&hosted("netlify", "keep: [_headers]\n", FILES));
    assert_eq!(host_files(&own), ["_redirects"], "a file of somebody's own is not written over");
}

/// What every answer says, as far as it is the same for all hosts.
const HEADERS: [(&str, &str); 6] = [
    (
        "Content-Security-Policy",
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; font-src 'self'; object-src 'none'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Strict-Transport-Security", "max-age=31536000"),
];

#[test]
fn headers_and_redirects_are_in_the_format_of_each_host() {
    let every: String = HEADERS.iter().map(|(name, value)| format!("  {name}: {value}\n")).collect();
    let note = "# Made by commonground from content/site.yaml; the next build makes it anew.\n";
    let expected = format!(
        "{note}/*\n{every}/*.ics\n  Cache-Control: public, max-age=900\n/static/*\n  Cache-Control: public, max-age=31536000, immutable\n"
    );
    let to = "/stories/%C5%B5yl/";
    for hosting in ["netlify", "cloudflare"] {
        assert_eq!(built(hosting).page("_headers"), expected);
    }
    assert_eq!(
        built("netlify").page("_redirects"),
        format!(
            "{note}/stories/g%C5%B5yl%20fawr/ {to} 301!\n/howl/ {to} 301!\n/old.html {to} 301!\n/a+b(c)$1&d/ {to} 301!\n"
        )
    );
    let text = built("cloudflare");
    let text = text.page("_redirects");
    assert!(text.starts_with(&format!("{note}/old.html {to} 301\n/stories/g")), "a file's address comes first: {text}");
    assert!(text.ends_with(&format!("\n/howl {to} 301\n/a+b(c)$1&d {to} 301\n")), "{text}");
    let apache = built("apache");
    for (name, value) in HEADERS {
        assert!(apache.page(".htaccess").contains(&format!("Header always set {name} \"{value}\"\n")), "{name}");
    }
    let server = built("nginx");
    for (name, value) in HEADERS {
        assert!(server.page(".nginx/server.conf").contains(&format!("add_header {name} \"{value}\" always;\n")));
    }
}

#[test]
fn pages_and_headers_have_the_same_content_security_policy() {
    let built = built("netlify");
    let policy = HEADERS[0].1.strip_suffix("; frame-ancestors 'none'").expect("for headers only");
    let mut pages = 0;
    for (path, bytes) in built.files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        // What the search compiles is allowed on its own page, and in the header, which is said of all of them.
        let policy = match path.as_str() {
            "search/index.html" => policy.to_owned(),
            _ => policy.replace(" 'wasm-unsafe-eval'", ""),
        };
        let element = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
        let at = page.find(&element).unwrap_or_else(|| panic!("{path} has no policy"));
        let first = ["<link rel=\"stylesheet\"", "<script", "http-equiv=\"refresh\""];
        assert!(first.iter().all(|part| page.find(part).is_none_or(|other| at < other)), "{path}");
        assert!(page.find("<meta charset").is_some_and(|encoding| encoding < at), "{path}");
        for inline in [" style=", "<style", " onclick=", "<script>"] {
            assert!(!page.contains(inline), "{path} has {inline}, which the policy forbids");
        }
        pages += 1;
    }
    assert!(pages > 10);
}

#[test]
fn the_policy_allows_what_the_files_of_the_theme_do() {
    let theme = "-- themes/default/static/own.css --\na { background: url(data:image/png;base64,AA) }\n\
         -- themes/default/static/own.js --\nWebAssembly.compile(new Uint8Array());\n";
    let built = build(&hosted("netlify", "", theme));
    let said = built.page("_headers");
    assert!(
        said.contains("script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self';")
    );
    assert!(!said.contains("unsafe-inline") && !said.contains("unsafe-eval' "), "{said}");
    assert!(built.page("index.html").contains("img-src 'self' data:"));
}

#[test]
fn hsts_is_only_set_on_the_sites_own_host() {
    for (base, is_said) in
        [("https://example.org/", true), ("https://example.org/net/", false), ("http://example.org/", false)]
    {
        let mut world = hosted("apache", "", FILES);
        let site = String::from_utf8(world.files["content/site.yaml"].clone()).expect("text");
        world.files.insert("content/site.yaml".to_owned(), site.replace("https://example.org/", base).into_bytes());
        assert_eq!(build(&world).page(".htaccess").contains("Strict-Transport-Security"), is_said, "{base}");
    }
}

/// A story with many old addresses.
fn many(aliases: usize) -> String {
    let mut files = String::new();
    for story in 0..aliases / 50 {
        let names: Vec<String> = (0..50).map(|number| format!("/news/{story:03}/item-{number:02}/")).collect();
        files.push_str(&format!(
            "-- content/stories/story-{story:03}.md --\n---\ntitle: Story {story}\ndate: 2026-01-17\npeople: none\naliases: [{}]\n---\n",
            names.join(", ")
        ));
    }
    files
}

/// What a host answers: a status, and where a redirect leads.
type Answer = (u16, Option<String>);

/// A host: what it answers by the rules it has read, before it looks for a file.
type Rules<'a> = Box<dyn Fn(&str) -> Option<Answer> + 'a>;

/// `_redirects`: the first rule that holds, of as many as the host reads.
fn redirects(text: &str, most: usize, both_ways: bool) -> Rules<'_> {
    let rules = text.lines().filter(|line| !line.starts_with('#')).take(most);
    let mut known: BTreeMap<&str, (&str, u16)> = BTreeMap::new();
    for line in rules {
        let parts: Vec<&str> = line.split(' ').collect();
        let [from, to, status] = parts[..] else { panic!("{line} is no rule") };
        assert!(from.starts_with('/') && to.starts_with('/') && line.len() <= 1_000 && line.is_ascii(), "{line}");
        let status = status.trim_end_matches('!').parse().expect("a status");
        assert!(known.insert(from, (to, status)).is_none(), "{from} stands there twice");
    }
    Box::new(move |asked| {
        let slashed = format!("{}/", asked.trim_end_matches('/'));
        let found = known.get(asked).or_else(|| known.get(slashed.as_str()).filter(|_| both_ways));
        found.map(|(to, status)| (*status, Some((*to).to_owned())))
    })
}

/// `RedirectMatch`: patterns of plain letters with `\` before others and `?` behind the last.
fn htaccess(text: &str) -> Rules<'_> {
    let mut known: BTreeMap<String, (u16, Option<String>)> = BTreeMap::new();
    for line in text.lines().filter_map(|line| line.strip_prefix("RedirectMatch ")) {
        let parts: Vec<&str> = line.split('"').collect();
        let pattern = parts[1].strip_prefix('^').and_then(|rest| rest.strip_suffix('$')).expect("from end to end");
        let status = parts[0].trim().parse().expect("a status");
        // Apache encodes by itself where a rule leads.
        let answer = (status, parts.get(3).map(|to| path::percent_encode_path(to).into_owned()));
        let plain = |pattern: &str| pattern.replace('\\', "");
        let (long, short) = match pattern.strip_suffix("/?") {
            Some(folder) => (plain(folder) + "/", Some(plain(folder))),
            None => (plain(pattern), None),
        };
        short.into_iter().chain([long]).for_each(|from| drop(known.insert(from, answer.clone())));
    }
    Box::new(move |asked| known.get(&*path::percent_decode(asked)).cloned())
}

/// The maps of nginx, and what its server does with them: what is given up comes first.
fn nginx(text: &str) -> Rules<'_> {
    let map = |name: &str| -> BTreeMap<String, String> {
        let inner = text.split(&format!("map $uri ${name} {{\n")).nth(1).and_then(|rest| rest.split('}').next());
        let lines = inner.expect("a map").lines().map(str::trim).filter(|line| line.starts_with("\"/"));
        let pair = |line: &str| -> (String, String) {
            let parts: Vec<&str> = line.trim_end_matches(';').split('"').collect();
            (parts[1].to_lowercase(), parts.get(3).copied().unwrap_or(parts[2].trim()).to_owned())
        };
        lines.map(pair).collect()
    };
    let (gone, to) = (map("commonground_gone"), map("commonground_to"));
    Box::new(move |asked| {
        let uri = path::percent_decode(asked).to_lowercase();
        let moved = || to.get(&uri).map(|to| (301, Some(to.clone())));
        gone.get(&uri).map(|_| (410, None)).or_else(moved)
    })
}

/// Asks a host: its rules, then a page that leads on, then a page.
fn ask(rules: &Rules<'_>, files: &BTreeMap<String, Vec<u8>>, asked: &str) -> Answer {
    if let Some(answer) = rules(asked) {
        return answer;
    }
    let Some(page) = files.get(&path::output_path(&path::to_page_address(&path::percent_decode(asked)))) else {
        return (404, None);
    };
    let page = String::from_utf8_lossy(page);
    let refresh = page.split("http-equiv=\"refresh\" content=\"0; url=").nth(1);
    (200, refresh.and_then(|rest| rest.split('"').next()).map(str::to_owned))
}

#[test]
fn two_thousand_five_hundred_old_addresses_redirect_in_one_step() {
    for hosting in ["plain", "netlify", "cloudflare", "github", "gitlab", "apache", "nginx"] {
        let built = build(&hosted(hosting, "gone: [/left/, /gone.html]\n", &many(2_500)));
        assert_eq!(built.report(), "");
        let text = |file: &str| built.files.get(file).map_or("", |bytes| std::str::from_utf8(bytes).expect("text"));
        let (rules, by_rule): (Rules<'_>, usize) = match hosting {
            "netlify" => (redirects(text("_redirects"), usize::MAX, true), 2_500),
            "cloudflare" => (redirects(text("_redirects"), 2_000, false), 2_000),
            // GitLab asks its files first, so that no rule is ever needed.
            "apache" => (htaccess(text(".htaccess")), 2_500),
            "nginx" => (nginx(text(".nginx/maps.conf")), 2_500),
            _ => (Box::new(|_: &str| None), 0),
        };
        let mut ruled = 0;
        for story in 0..50 {
            for number in 0..50 {
                let asked = format!("/news/{story:03}/item-{number:02}/");
                let (status, to) = ask(&rules, &built.files, &asked);
                ruled += usize::from(status == 301);
                let to = to.unwrap_or_else(|| panic!("{hosting}: {asked} leads nowhere"));
                assert_eq!(to, format!("/stories/story-{story:03}/"), "{hosting}");
                assert_eq!(ask(&rules, &built.files, &to), (200, None), "{hosting}: {to} is not the last step");
            }
        }
        assert_eq!(ruled, by_rule, "{hosting}");
        let says_gone = matches!(hosting, "apache" | "nginx");
        for asked in ["/left/", "/gone.html"] {
            assert_eq!(ask(&rules, &built.files, asked).0, if says_gone { 410 } else { 404 }, "{hosting}: {asked}");
        }
    }
}

#[test]
fn redirects_stay_within_the_limits_of_each_host() {
    let lines = |hosting: &str| {
        let built = build(&hosted(hosting, "", &many(2_500)));
        let text = built.page("_redirects");
        (text.lines().filter(|line| !line.starts_with('#')).count(), text.len())
    };
    assert_eq!(lines("cloudflare").0, 2_000);
    assert_eq!(lines("gitlab").0, 1_000);
    let (rules, bytes) = lines("gitlab");
    assert!(rules <= 1_000 && bytes <= 64 * 1024);
    let few = build(&hosted("cloudflare", "", &many(500)));
    let rules = redirects(few.page("_redirects"), 2_000, false);
    assert_eq!(rules("/news/003/item-07"), Some((301, Some("/stories/story-003/".to_owned()))), "without the slash");
}

#[test]
fn redirects_match_addresses_with_unusual_letters() {
    for (hosting, file) in [
        ("netlify", "_redirects"),
        ("cloudflare", "_redirects"),
        ("apache", ".htaccess"),
        ("nginx", ".nginx/maps.conf"),
    ] {
        let built = built(hosting);
        let rules = match hosting {
            "apache" => htaccess(built.page(file)),
            "nginx" => nginx(built.page(file)),
            _ => redirects(built.page(file), 2_000, hosting == "netlify"),
        };
        for asked in ["/stories/g%C5%B5yl%20fawr/", "/howl", "/howl/", "/old.html", "/a+b(c)$1&d/"] {
            assert_eq!(rules(asked), Some((301, Some("/stories/%C5%B5yl/".to_owned()))), "{hosting}: {asked}");
        }
        let gone = rules("/given%20up.pdf").map(|(status, _)| status);
        assert_eq!(gone, matches!(hosting, "apache" | "nginx").then_some(410), "{hosting}");
    }
}

#[test]
fn an_existing_address_is_never_answered_with_gone() {
    let more = "gone: [/stories/ŵyl/, /STORIES/Ŵyl, /HOWL/, /old-page, /old-page/]\n";
    for (hosting, file) in [("apache", ".htaccess"), ("nginx", ".nginx/maps.conf")] {
        let built = build(&hosted(hosting, more, FILES));
        let rules = if hosting == "apache" { htaccess(built.page(file)) } else { nginx(built.page(file)) };
        assert_eq!(rules("/stories/%C5%B5yl/"), None, "{hosting}");
        assert_eq!(rules("/howl/").map(|(status, _)| status), Some(301), "{hosting}");
        assert_eq!(rules("/old-page").map(|(status, _)| status), Some(410), "{hosting}");
        assert_eq!(built.page(file).matches("/old-page/").count(), 1, "{hosting}");
        assert!(built.faults.iter().all(|fault| fault.code.as_str() == "not-gone"), "{}", built.report());
    }
}

#[test]
fn every_rule_begins_with_the_base_path() {
    for hosting in ["netlify", "gitlab", "apache", "nginx"] {
        let mut world = hosted(hosting, "gone: [/left/]\n", FILES);
        let site = String::from_utf8(world.files["content/site.yaml"].clone()).expect("text");
        world
            .files
            .insert("content/site.yaml".to_owned(), site.replace("example.org/", "example.org/net/").into_bytes());
        let built = build(&world);
        for file in host_files(&built) {
            let text = built.page(file);
            let addresses =
                text.split(['"', ' ', '\n']).filter(|part| part.starts_with('/') && !part.starts_with("/srv/"));
            addresses.for_each(|part| assert!(part.starts_with("/net/"), "{hosting}: {part}"));
        }
    }
}

#[test]
fn status_does_not_report_files_of_another_theme_or_host() {
    let folder = Folder::empty();
    folder.write("content/site.yaml", format!("{SITE}hosting: apache\n"));
    folder.build(&[]).expect_code(0);
    folder.write("content/site.yaml", format!("{SITE}hosting: nginx\n"));
    folder.write("themes/default/static/style.css", "body { color: navy }");
    let said = folder.run(&["status", "--on", "2026-11-22"]).expect_code(0);
    assert!(!said.out.contains("static/") && !said.out.contains(".htaccess"), "{}", said.out);
}

#[test]
fn a_build_ends_with_the_command_that_publishes() {
    let folder = Folder::empty();
    for (hosting, line, file) in [
        (
            "plain",
            "rsync -rtz --delete --exclude=/.commonground --exclude=/.git public/ USER@example.org:FOLDER/   (or: rclone sync public REMOTE:FOLDER)",
            "index.html",
        ),
        ("netlify", "netlify deploy --prod --dir=public", "_redirects"),
        ("cloudflare", "wrangler pages deploy public --project-name=PROJECT", "_headers"),
        ("github", "git -C public add --all && git -C public commit -m \"Publish\" && git -C public push", ".nojekyll"),
        (
            "gitlab",
            "git push   (and let a job `pages` in .gitlab-ci.yml run `commonground build --keep-going`)",
            "_redirects",
        ),
        (
            "apache",
            "rsync -rtz --delete --exclude=/.commonground --exclude=/.git public/ USER@example.org:FOLDER/",
            ".htaccess",
        ),
        (
            "nginx",
            "rsync -rtz --delete --exclude=/.commonground --exclude=/.git public/ USER@example.org:FOLDER/",
            ".nginx/server.conf",
        ),
    ] {
        folder.write("content/site.yaml", format!("{SITE}hosting: {hosting}\n"));
        let built = folder.build(&[]).expect_code(0);
        assert!(built.err.ends_with(&format!("\nTo publish: {line}\n")), "{hosting}: {}", built.err);
        assert!(folder.path(&format!("public/{file}")).exists(), "{hosting}");
        let warned = built.err.contains("`base_url` has the path `/net`");
        assert_eq!(warned, matches!(hosting, "netlify" | "cloudflare"), "{hosting}: {}", built.err);
        assert!(folder.build(&[]).expect_code(0).err.contains("Nothing has changed"), "{hosting}");
    }
    for left in ["_redirects", "_headers", ".nojekyll", ".htaccess"] {
        assert!(!folder.path("public").join(left).exists(), "{left} is another host's");
    }
    folder.write("content/about.md", "---\ntitle: About us\n---\n");
    assert_eq!(folder.build(&["--quiet"]).expect_code(0).err, "");
    let elsewhere = folder.build(&["--out", "two words/site"]).expect_code(0);
    assert!(elsewhere.err.contains(" 'two words/site'/ USER@example.org:FOLDER/"), "{}", elsewhere.err);
}
