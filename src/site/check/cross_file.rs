//! The checks that involve several files.

use std::collections::BTreeSet;

use super::address_clash::check_addresses;
use super::cycle::check_cycles;
use super::duplicate_ids::check_duplicate_ids;
use super::unused_files::check_unused_files;
use crate::fault::Faults;
use crate::kind::Role;
use crate::site::linked_site::Site;

/// Checks circles of records, ids and addresses that two records have, and unused files. `published` are the files that
/// are published with records, `referenced` all files that are named anywhere.
pub(in crate::site) fn check_cross_file(
    site: &mut Site,
    published: &BTreeSet<String>,
    referenced: &BTreeSet<String>,
    out: &mut Faults,
) {
    check_cycles(site, Role::Parent, out);
    check_cycles(site, Role::PartOf, out);
    check_cycles(site, Role::Supersedes, out);
    check_duplicate_ids(site, out);
    check_addresses(site, published, out);
    check_unused_files(site, |path| published.contains(path) || referenced.contains(path), out);
}
