//! The page that takes the place of one that cannot be shown: what is wrong with it.

use std::sync::LazyLock;

use serde::Serialize;
use tera::{Context, Tera};

use super::fault_view::{FaultReader, FaultView};
use crate::fault::{Fault, Severity};

/// The most faults that are listed.
const MAX_FAULTS: usize = 50;

static TEMPLATES: LazyLock<Tera> = LazyLock::new(|| {
    let mut tera = Tera::default();
    tera.add_raw_template("fault_page.html", include_str!("fault_page.html")).expect("our own template is valid");
    tera
});

/// A page of faults.
#[derive(Clone, Debug, Serialize)]
pub(super) struct FaultPage {
    /// What cannot be shown.
    title: String,
    /// Why it cannot be shown, in one or two sentences.
    why: String,
    faults: Vec<FaultView>,
    /// The number of further faults.
    more_count: usize,
    /// The address of the page as it last was, for a frame beneath the faults.
    pub(super) last_good_href: Option<String>,
}

impl FaultPage {
    /// A page with these faults, errors first.
    pub(super) fn new(title: &str, why: &str, faults: &[&Fault], reader: FaultReader<'_>) -> Self {
        let mut faults = faults.to_vec();
        faults.sort_by_key(|fault| std::cmp::Reverse(fault.severity == Severity::Error));
        let more_count = faults.len().saturating_sub(MAX_FAULTS);
        let faults = faults.into_iter().take(MAX_FAULTS).map(|fault| reader.view(fault)).collect();
        Self { title: title.to_owned(), why: why.to_owned(), faults, more_count, last_good_href: None }
    }

    pub(super) fn render(&self) -> String {
        let context = Context::from_serialize(self);
        let page = context.and_then(|context| TEMPLATES.render("fault_page.html", &context));
        page.unwrap_or_else(|_| "<!DOCTYPE html><title>Faults</title><p>See the terminal.</p></body>".to_owned())
    }
}
