//! The outputs of a site: what each is, which addresses are its own, and how long an answer may be kept.
//!
//! An output is one row of the table in `spec.rs`, and a file of `format` that makes it. What depends on what a file is (which
//! names nobody else can have, what a host is told, what is reported when it is gone) follows from the row.

mod names;
mod output_file;
mod reserved;
mod reserved_addresses;
mod site_page;
mod spec;

pub use names::*;
pub use output_file::{FileList, OutputFile};
pub use reserved::Reserved;
pub use reserved_addresses::{ReservedFor, is_reserved_address, reserved_addresses, reserved_folder};
pub use site_page::{BuiltInPage, SEARCH_ADDRESS};
pub use spec::{CachingRule, FilePattern, OutputKind, OutputSpec};
