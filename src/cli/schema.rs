//! `schema`: the contract with themes, for programs and for people who write themes.

use std::collections::BTreeMap;

use clap::{Args, Subcommand};

use super::args::GlobalArgs;
use super::outcome::Outcome;
use super::report;
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
    /// The values, components and filters of each template: the contract with themes.
    View,
}

pub(super) fn run(global: &GlobalArgs, args: &SchemaArgs) -> Outcome {
    let SchemaTarget::View = args.target;
    // Outside a network, and in one that cannot be read, the components are those of the built-in theme.
    let world = match (global.open_default_world(), &global.root) {
        (Ok(world), _) => Some(world),
        (Err(outcome), Some(_)) => return outcome,
        (Err(_), None) => None,
    };
    let loaded = world.and_then(|world| pipeline::load(&world, None, &mut Faults::new()));
    let schema = match loaded {
        Some(loaded) => theme::contract_schema(&loaded.theme),
        None => theme::contract_schema(&Theme::load(DEFAULT_THEME, BTreeMap::new(), None, None, &mut Faults::new())),
    };
    report::write_stdout(&report::to_json(&schema), "the schema").unwrap_or(Outcome::Success)
}
