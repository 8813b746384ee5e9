//! Addresses in `site.yaml`: those of the menu, and the pages that the search puts first.

use std::sync::Arc;

use crate::config::Config;
use crate::fault::{Code, Fault, Faults};
use crate::site::address::KnownAddresses;
use crate::text::{Source, SourceLocation};
use crate::yaml::NamedValues;

/// Reports pages of the search's `pins:` that are not there.
pub(in crate::site) fn check_pins(
    config: &Config,
    config_source: &Arc<Source>,
    addresses: &KnownAddresses,
    out: &mut Faults,
) {
    let pins = config.search.iter().flat_map(|search| &search.pins).flat_map(NamedValues::iter);
    for (words, to) in pins.filter(|(_, to)| addresses.normalise(to).is_none()) {
        let location = SourceLocation::new(config_source, to.span);
        let message = format!("`{words}` is pinned to `{to}`, and nothing has this address");
        let help = "write the address of a page or list, such as `/staying-safe/`";
        let fault = Fault::new(Code::BrokenLink, location, message);
        out.report(fault.with_suggestion_or_help(addresses.nearest(to), help));
    }
}

/// Reports entries of the menu that lead nowhere. Addresses of other sites are not checked.
pub(in crate::site) fn check_menu(
    config: &Config,
    config_source: &Arc<Source>,
    addresses: &KnownAddresses,
    out: &mut Faults,
) {
    let is_known = |to: &str| addresses.normalise(to).is_some() || addresses.has_file(to);
    for item in config.menu.iter().filter(|item| item.to.starts_with('/') && !is_known(&item.to)) {
        let location = SourceLocation::new(config_source, item.to.span);
        let fault = Fault::new(Code::BrokenLink, location, format!("nothing has the address `{}`", item.to.value));
        let help = "write the address of a page or list, such as `/stories/`";
        out.report(fault.with_suggestion_or_help(addresses.nearest(&item.to), help));
    }
}
