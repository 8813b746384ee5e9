//! `schema`: what others rely on, for machines and for people who write themes.

use std::collections::BTreeMap;

use clap::{Args, Subcommand};

use super::{GlobalArgs, Outcome, report};
use crate::disk::DiskWorld;
use crate::fault::Faults;
use crate::pipeline;
use crate::theme::{self, DEFAULT_THEME, Theme};

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    #[command(subcommand)]
    target: SchemaTarget,
}

#[derive(Debug, Subcommand)]
enum SchemaTarget {
    /// What each template sees, as JSON Schema, with components and filters: the contract with themes.
    View,
}

pub(super) fn run(global: &GlobalArgs, args: &SchemaArgs) -> Outcome {
    let SchemaTarget::View = args.target;
    // Outside a network, and in one that cannot be read, the built-in theme's components are listed.
    let root = match (global.network_root(), &global.root) {
        (Ok(root), _) => Some(root),
        (Err(ended), Some(_)) => return ended,
        (Err(_), None) => None,
    };
    let own = root.and_then(|root| DiskWorld::new(&root, None, None).ok());
    let own = own.and_then(|world| pipeline::load(&world, None, &mut Faults::new()));
    let schema = match own {
        Some(loaded) => theme::contract_schema(&loaded.theme),
        None => theme::contract_schema(&Theme::load(DEFAULT_THEME, BTreeMap::new(), None, &mut Faults::new())),
    };
    report::write_stdout(&report::to_json(&schema), "the schema").unwrap_or(Outcome::Success)
}
