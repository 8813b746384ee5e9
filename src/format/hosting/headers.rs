//! The headers of all responses, and how long browsers may keep them; `_headers` for the hosts that read such a file.

use super::old_addresses::{GENERATED_NOTE, HostFile};
use crate::output::{FilePattern, OutputKind};
use crate::theme::{REFERRER_POLICY, Renderer};

/// Browsers ask for pages and pictures each time, so that what was taken down is no longer shown.
pub(super) const CACHE_BY_DEFAULT: &str = "no-cache";

/// Names and values of the headers of every response.
///
/// `Referrer-Policy` is the strictest: only readers themselves should tell that they came from a page against hate.
/// `Strict-Transport-Security` is sent when the site has a host to itself and is published with `https`; it never
/// includes subdomains, which may belong to others. `frame-ancestors` has an effect in a header only (CSP Level 3
/// §6.4.2).
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

/// `_headers` of Netlify and Cloudflare: three rules, far below Cloudflare's limits (100 rules, 2,000 characters a
/// line).
///
/// When several rules match, both hosts join the values of a header that is in more than one of them, so each header is
/// in one rule only. Pages therefore have no rule for caching: both hosts make browsers ask for pages each time anyway.
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
