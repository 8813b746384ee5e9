//! `.htaccess` for Apache 2.4: nothing but what `AllowOverride FileInfo` allows, so that no host refuses the whole site
//! for one line.
//!
//! Apache reads it anew for each request: 2,500 old addresses cost some six milliseconds there. Who minds includes the file
//! in the server's own configuration, within `<Directory>`, and turns `AllowOverride` off.

use super::headers::{ASSETS, CALENDARS, PAGES, every};
use super::{HostFile, NOTE, gone, moves, pattern};
use crate::path;
use crate::theme::Press;

pub(super) fn file(press: &Press) -> HostFile {
    let publication = press.publication();
    let not_found = publication.href("/404.html");
    let mut text = format!("{NOTE}\nErrorDocument 404 {not_found}\nErrorDocument 410 {not_found}\n");
    text.push_str("AddDefaultCharset utf-8\nAddCharset utf-8 .css .ics .js\nAddType text/calendar .ics\n\n<IfModule mod_headers.c>\n");
    for (name, value) in every(press) {
        text.push_str(&format!("Header always set {name} \"{value}\"\n"));
    }
    let fixed = pattern(&publication.href("/static/"));
    text.push_str(&format!("Header set Cache-Control \"{PAGES}\"\n"));
    text.push_str(&format!("Header set Cache-Control \"{CALENDARS}\" \"expr=%{{REQUEST_URI}} =~ m#\\.ics$#\"\n"));
    // A missing file is not to be missing for a year.
    text.push_str(&format!(
        "Header set Cache-Control \"{ASSETS}\" \"expr=%{{REQUEST_URI}} =~ m#^{fixed}# && %{{REQUEST_STATUS}} -lt 400\"\n"
    ));
    text.push_str("</IfModule>\n\n<IfModule mod_alias.c>\n");
    for address in gone(publication) {
        text.push_str(&format!("RedirectMatch 410 \"^{}$\"\n", optional_slash(&address)));
    }
    for moved in moves(publication) {
        text.push_str(&format!("RedirectMatch 301 \"^{}$\" \"{}\"\n", optional_slash(&moved.from), target(&moved.to)));
    }
    text.push_str("</IfModule>\n");
    (".htaccess", text)
}

/// With the `/` at its end or without, as readers write it.
fn optional_slash(address: &str) -> String {
    pattern(address) + if address.ends_with('/') { "?" } else { "" }
}

/// Where a pattern leads: as it is read, for Apache encodes it by itself. `$1` would mean what was matched.
fn target(href: &str) -> String {
    path::percent_decode(href).replace('$', "\\$")
}
