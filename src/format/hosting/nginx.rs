//! Two files for nginx, in `.nginx/`: maps, which belong outside of any `server` block, and what a server does with
//! them. nginx reads them when it starts or reloads; until then the pages at old addresses lead to the new ones.

use super::headers::{CACHE_BY_DEFAULT, response_headers};
use super::old_addresses::{
    GENERATED_NOTE, HostFile, escape_regex, gone_addresses, published_redirects, without_slash,
};
use crate::output::{FilePattern, NOT_FOUND_FILE, OutputKind};
use crate::theme::Renderer;

/// The folder of the files. nginx must not serve it.
const NGINX_FOLDER: &str = ".nginx";
/// At least as many bytes as nginx stores with each key of a hash.
const HASH_ENTRY_OVERHEAD: usize = 32;
/// The smallest hash bucket size that nginx accepts on any machine.
const MIN_HASH_BUCKET: usize = 128;

/// The maps: old addresses, addresses that were given up, and how long browsers may keep files.
pub(super) fn maps_conf(renderer: &Renderer) -> HostFile {
    let publication = renderer.publication();
    let moved: Vec<(String, String)> = published_redirects(publication)
        .flat_map(|moved| {
            let slashless = without_slash(&moved.from).map(|from| (from.to_owned(), moved.to.clone()));
            std::iter::once((moved.from.clone(), moved.to.clone())).chain(slashless)
        })
        .collect();
    let gone: Vec<String> = gone_addresses(publication)
        .into_iter()
        .flat_map(|address| {
            let slashless = without_slash(&address).map(str::to_owned);
            std::iter::once(address).chain(slashless)
        })
        .collect();
    let keys = || moved.iter().map(|(from, _)| from).chain(&gone);
    let longest = keys().map(String::len).max().unwrap_or_default();
    let bucket_size = (longest + HASH_ENTRY_OVERHEAD).next_power_of_two().max(MIN_HASH_BUCKET);
    let table_size = (keys().count() * 2).next_power_of_two().max(2048);
    let mut text = format!(
        "{GENERATED_NOTE}\n\
         # Outside of any `server` (within `http`), with the folder that the site lies in:\n\
         #     include /srv/www/SITE/{NGINX_FOLDER}/maps.conf;\n\
         # and within the site's `server`:\n\
         #     root /srv/www/SITE;\n\
         #     include /srv/www/SITE/{NGINX_FOLDER}/server.conf;\n\
         # Whoever can write to that folder then says what nginx does: copy both files elsewhere where that is too much.\n\
         # After publishing, `nginx -t && nginx -s reload` lets it know of new old addresses.\n\
         # Where two such sites share a server, give the maps of one other names in copies of both files, and keep the two\n\
         # lines on sizes once, with the larger numbers.\n\n\
         map_hash_bucket_size {bucket_size};\nmap_hash_max_size {table_size};\n\n\
         map $uri $commonground_to {{\n    default \"\";\n"
    );
    for (from, to) in &moved {
        text.push_str(&format!("    \"{from}\" \"{}\";\n", to.replace('$', "%24")));
    }
    // `volatile`: nginx evaluates the map again for the error page. A cached result would never let it through.
    text.push_str("}\n\nmap $uri $commonground_gone {\n    volatile;\n    default \"\";\n");
    gone.iter().for_each(|address| text.push_str(&format!("    \"{address}\" 1;\n")));
    let home = publication.href("/");
    text.push_str(&format!(
        "}}\n\nmap $uri $commonground_cache {{\n    volatile;\n    default \"{CACHE_BY_DEFAULT}\";\n"
    ));
    for rule in OutputKind::caching_rules() {
        let pattern = match rule.files {
            FilePattern::Ending(ending) => format!("\\.{ending}$"),
            FilePattern::Folder(folder) => format!("^{}{folder}", escape_regex(&home)),
        };
        text.push_str(&format!("    \"~{pattern}\" \"{}\";\n", rule.cache_control));
    }
    text.push_str("}\n");
    (".nginx/maps.conf", text)
}

/// What a server does with the maps, and the headers.
pub(super) fn server_conf(renderer: &Renderer) -> HostFile {
    let publication = renderer.publication();
    let home = publication.href("/");
    let not_found = publication.href(&format!("/{NOT_FOUND_FILE}"));
    let mut text = format!(
        "{GENERATED_NOTE}\n# See maps.conf for where this belongs. A `location` with an `add_header` of its own has none of these.\n\n\
         index index.html;\ncharset utf-8;\nabsolute_redirect off;\nerror_page 404 \"{not_found}\";\nerror_page 410 \"{not_found}\";\n\n\
         if ($commonground_gone) {{\n    return 410;\n}}\nif ($commonground_to) {{\n    return 301 $commonground_to$is_args$args;\n}}\n\n"
    );
    for (name, value) in response_headers(renderer) {
        text.push_str(&format!("add_header {name} \"{value}\" always;\n"));
    }
    text.push_str(&format!(
        "add_header Cache-Control $commonground_cache;\n\n\
         location \"{home}{NGINX_FOLDER}/\" {{\n    return 404;\n}}\n\
         location ~ \\.ics$ {{\n    types {{}}\n    default_type \"text/calendar; charset=utf-8\";\n}}\n"
    ));
    (".nginx/server.conf", text)
}
