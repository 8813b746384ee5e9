//! `explain`: what a fault means, with a before and an after.

use clap::Args;

use super::Ended;
use crate::fault::{Code, explanation};
use crate::path::closest_match;

#[derive(Debug, Args)]
pub(super) struct Options {
    /// The fault's code; all codes are listed where it is left out.
    code: Option<String>,
}

pub(super) fn run(options: &Options) -> Ended {
    let Some(word) = &options.code else {
        for code in Code::ALL {
            anstream::println!("{:24} {:8} {}", code.as_str(), code.severity().as_str(), code.title());
        }
        return Ended::Done;
    };
    match Code::parse(word) {
        Some(code) => {
            anstream::print!("{}", explanation(code));
            Ended::Done
        }
        None => {
            let near = closest_match(word, Code::ALL.iter().map(|code| code.as_str()));
            let suggestion = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            Ended::WrongUse(format!("there is no fault `{word}`{suggestion} (`commonground explain` lists all)"))
        }
    }
}
