//! A theme: Tera templates, components and static files. The network's own files replace the built-in ones, file by
//! file.
//!
//! A template gets the values of its view and nothing else. It cannot reach a record: what is not in a view, or in a
//! body that `publish` made visible, cannot be shown.
//!
//! - One Tera engine per language, with the function `t` bound to its messages (`message.rs`, `language_engine.rs`). A
//!   component sees none of its page's values, so it need not be given the language.
//! - `render_cache.rs` keeps what the pages of one language share: the site's values, and each record's card. A card is
//!   shown on about eight pages.
//! - The head of every page comes from one component, `components/meta.html`, which `base.html` includes once.
//! - A template that cannot be read gives way to the built-in one (`compile.rs`), so that a withdrawal never waits for a
//!   template.
//! - `once.rs` renders what many pages show alike, such as a card, for the first of them.
//! - A network's own templates can be rendered in other processes (`template_workers.rs`), because the engine cannot be
//!   stopped and a process can.

mod assets;
mod body;
mod compile;
mod filters;
mod home_context;
mod language_engine;
mod list_context;
mod load;
mod message;
mod once;
mod page_context;
mod policy;
mod record_context;
mod render_cache;
mod render_page;
mod renderer;
mod schema;
mod template_error;
mod template_fault;
mod template_job;
mod template_values;
mod template_workers;
mod theme_file;
mod token_css;
mod wire;

pub(crate) use filters::reject_safe;
pub use load::Theme;
pub use page_context::InspectedPage;
pub use policy::REFERRER_POLICY;
pub use renderer::Renderer;
pub use schema::contract_schema;
pub use template_workers::{StartWorker, TemplateWorker, WorkerTheme};
pub use theme_file::{DEFAULT_THEME, built_in_files};
