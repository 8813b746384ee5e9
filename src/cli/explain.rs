//! `explain`: what a fault means, with an example before and after.

use clap::Args;

use super::outcome::Outcome;
use crate::fault::{Code, explanation};
use crate::path::closest_match;

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The fault's code. Without it, all codes are listed.
    code: Option<String>,
}

pub(super) fn run(args: &ExplainArgs) -> Outcome {
    let Some(word) = &args.code else {
        for code in Code::ALL {
            anstream::println!("{:24} {:8} {}", code.as_str(), code.severity().as_str(), code.title());
        }
        return Outcome::Success;
    };
    match Code::parse(word) {
        Some(code) => {
            anstream::print!("{}", explanation(code));
            Outcome::Success
        }
        None => {
            let near = closest_match(word, Code::ALL.iter().map(|code| code.as_str()));
            let suggestion = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            Outcome::UsageError(format!("there is no fault `{word}`{suggestion} (`commonground explain` lists all)"))
        }
    }
}
