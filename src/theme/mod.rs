//! A theme: Tera templates and components, the network's own files over the built-in ones, file by file.
//!
//! A template sees its view and nothing else. There is no way from here to a record: what is not in a view or in
//! a body that `publish` has seen to cannot be shown.

mod assets;
mod body;
mod filters;
mod language_engine;
mod load;
mod message;
mod page_context;
mod plain_text;
mod policy;
mod render_cache;
mod renderer;
mod schema;

pub(crate) use filters::reject_safe;
pub use load::{DEFAULT_THEME, Theme, built_in_files};
pub use page_context::Inspection;
pub use policy::REFERRER_POLICY;
pub use renderer::Renderer;
pub use schema::contract_schema;
