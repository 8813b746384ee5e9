//! A theme: Tera templates and components, the network's own files over the built-in ones, file by file.
//!
//! A template sees its view and nothing else. There is no way from here to a record: what is not in a view or in
//! a body that `publish` has seen to cannot be shown.

mod assets;
mod body;
mod filters;
mod load;
mod plain;
mod policy;
mod press;
mod say;
mod schema;
mod sheet;
mod speech;
mod spoken;

pub use load::{DEFAULT_THEME, Theme, built_in_files};
pub use policy::REFERRER_POLICY;
pub use press::Renderer;
pub use schema::contract_schema;
pub use sheet::Inspection;
