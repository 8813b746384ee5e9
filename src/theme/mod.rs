//! A theme: Tera templates and components, the network's own files over the built-in ones, file by file.
//!
//! A template sees its view and nothing else. There is no way from here to a record: what is not in a view or in
//! a body that `publish` has seen to cannot be shown.

mod assets;
mod body;
mod compile;
mod filters;
mod home_context;
mod language_engine;
mod list_context;
mod load;
mod message;
mod page_context;
mod policy;
mod record_context;
mod render_cache;
mod render_page;
mod renderer;
mod schema;
mod template_fault;
mod template_values;
mod theme_file;
mod token_css;

pub(crate) use filters::reject_safe;
pub use load::Theme;
pub use page_context::Inspection;
pub use policy::REFERRER_POLICY;
pub use renderer::Renderer;
pub use schema::contract_schema;
pub use theme_file::{DEFAULT_THEME, built_in_files};
