//! The outputs of a site: what each is, which addresses belong to it, and how long browsers may keep its files.
//!
//! An output is one row of the table in `spec.rs`, and a file of `format` that makes it. The rest is read from the row:
//! which addresses nobody else may have, what a host is told, and what is reported when a file has vanished.

mod names;
mod output_file;
mod reserved;
mod reserved_addresses;
mod site_page;
mod spec;

pub use names::*;
pub use output_file::{FileList, OutputFile};
pub use reserved::{NumberedFile, ReservedAddress};
pub use reserved_addresses::{
    AddressContext, is_numbered_part, is_reserved_address, reserved_addresses, reserved_folder,
};
pub use site_page::{BuiltInPage, SEARCH_ADDRESS};
pub use spec::{CachingRule, FilePattern, OutputKind, OutputSpec};
