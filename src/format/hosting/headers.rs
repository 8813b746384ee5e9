//! What is said with every answer, and for how long it may be kept; `_headers` for the hosts that read one.

use super::old_addresses::{GENERATED_NOTE, HostFile};
use crate::output::{FilePattern, OutputKind};
use crate::theme::{REFERRER_POLICY, Renderer};

/// Pages and pictures are asked for again each time, so that what is taken away is away.
pub(super) const CACHE_BY_DEFAULT: &str = "no-cache";

/// Names and values for every answer.
///
/// `Referrer-Policy` is the strictest: that somebody comes from a page against hate, and from which, is theirs to tell.
/// `Strict-Transport-Security` is said where the site has a whole host to itself and is published with `https`, and
/// never for names below it, which may be others'. `frame-ancestors` counts in a header only (CSP Level 3 §6.4.2).
pub(super) fn response_headers(renderer: &Renderer) -> Vec<(&'static str, String)> {
    let mut headers = vec![
        ("Content-Security-Policy", format!("{}; frame-ancestors 'none'", renderer.widest_policy())),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", REFERRER_POLICY.to_owned()),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()".to_owned()),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
    ];
    let owns_https_host = |base: &&crate::config::BaseUrl| base.path.is_empty() && base.origin.starts_with("https://");
    if renderer.publication().base_url().filter(owns_https_host).is_some() {
        headers.push(("Strict-Transport-Security", "max-age=31536000".to_owned()));
    }
    headers
}

/// `_headers` of Netlify and Cloudflare: three rules, far from Cloudflare's limits (100 rules, 2,000 characters a line).
///
/// Where several rules match, both hosts join the values of a header that stands in more than one, so each stands in
/// one only: pages have no rule for caching. Both hosts have them asked for again each time by themselves.
pub(super) fn headers_file(renderer: &Renderer) -> HostFile {
    let home = renderer.publication().href("/");
    let mut text = format!("{GENERATED_NOTE}\n{home}*\n");
    for (name, value) in response_headers(renderer) {
        text.push_str(&format!("  {name}: {value}\n"));
    }
    for rule in OutputKind::caching_rules() {
        let pattern = match rule.files {
            FilePattern::Ending(ending) => format!("*.{ending}"),
            FilePattern::Folder(folder) => format!("{folder}*"),
        };
        text.push_str(&format!("{home}{pattern}\n  Cache-Control: {}\n", rule.cache_control));
    }
    ("_headers", text)
}
