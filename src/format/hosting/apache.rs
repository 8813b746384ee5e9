//! `.htaccess` for Apache 2.4. It uses only what `AllowOverride FileInfo` permits, because a forbidden line makes
//! Apache refuse the whole site.
//!
//! Apache reads the file again for each request: 2,500 old addresses take some six milliseconds. If that is too much,
//! include the file in the server's own configuration, within `<Directory>`, and turn `AllowOverride` off.

use super::headers::{CACHE_BY_DEFAULT, response_headers};
use super::old_addresses::{GENERATED_NOTE, HostFile, escape_regex, gone_addresses, published_redirects};
use crate::output::{FilePattern, NOT_FOUND_FILE, OutputKind};
use crate::path;
use crate::theme::Renderer;

pub(super) fn htaccess(renderer: &Renderer) -> HostFile {
    let publication = renderer.publication();
    let not_found = publication.href(&format!("/{NOT_FOUND_FILE}"));
    let mut text = format!("{GENERATED_NOTE}\nErrorDocument 404 {not_found}\nErrorDocument 410 {not_found}\n");
    text.push_str(&format!(
        "AddDefaultCharset utf-8\nAddCharset utf-8 {}\nAddType text/calendar .ics\n\n<IfModule mod_headers.c>\n",
        text_endings().join(" ")
    ));
    for (name, value) in response_headers(renderer) {
        text.push_str(&format!("Header always set {name} \"{value}\"\n"));
    }
    text.push_str(&format!("Header set Cache-Control \"{CACHE_BY_DEFAULT}\"\n"));
    for rule in OutputKind::caching_rules() {
        let condition = match rule.files {
            FilePattern::Ending(ending) => format!("%{{REQUEST_URI}} =~ m#\\.{ending}$#"),
            // A "not found" must not be kept for a year.
            FilePattern::Folder(folder) => {
                let folder = escape_regex(&publication.href(&format!("/{folder}")));
                format!("%{{REQUEST_URI}} =~ m#^{folder}# && %{{REQUEST_STATUS}} -lt 400")
            }
        };
        text.push_str(&format!("Header set Cache-Control \"{}\" \"expr={condition}\"\n", rule.cache_control));
    }
    text.push_str("</IfModule>\n\n<IfModule mod_alias.c>\n");
    for address in gone_addresses(publication) {
        text.push_str(&format!("RedirectMatch 410 \"^{}$\"\n", pattern_with_optional_slash(&address)));
    }
    for moved in published_redirects(publication) {
        text.push_str(&format!(
            "RedirectMatch 301 \"^{}$\" \"{}\"\n",
            pattern_with_optional_slash(&moved.from),
            redirect_target(&moved.to)
        ));
    }
    text.push_str("</IfModule>\n");
    (".htaccess", text)
}

/// The endings of text files that do not say their encoding themselves.
fn text_endings() -> Vec<String> {
    let endings = OutputKind::all().flat_map(|output| output.spec().text_endings);
    let mut endings: Vec<String> = endings.map(|ending| format!(".{ending}")).collect();
    endings.sort_unstable();
    endings
}

/// A pattern for an address with or without the `/` at its end.
fn pattern_with_optional_slash(address: &str) -> String {
    escape_regex(address) + if address.ends_with('/') { "?" } else { "" }
}

/// The target of a redirect, decoded, because Apache percent-encodes it. `$1` would mean what was matched.
fn redirect_target(href: &str) -> String {
    path::percent_decode(href).replace('$', "\\$")
}
