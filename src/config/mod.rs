//! `content/site.yaml`, the settings of the whole network, and `theme.yaml`, the settings of a theme.

mod base_url;
mod check;
mod check_search;
mod colour;
mod colour_pair;
mod contrast;
mod css_value;
mod editor;
mod labels;
mod manifest;
mod safety;
mod settings;
mod site_file;
mod token;
pub mod tokens;
mod zone;

pub use base_url::BaseUrl;
pub use check::check_codes_and_addresses;
pub use editor::is_safe_editor_pattern;
pub use labels::{Labels, label_from_slug};
pub use manifest::{ManifestFile, THEME_FILE as MANIFEST, ThemeManifest};
pub use safety::{Safety, SafetyLevel};
pub use settings::{
    Accessibility, ExtraTypes, Hosting, ImageOptions, MenuItem, Outputs, SearchOptions, SiteContact, SiteWaiver,
};
pub use site_file::{Config, SITE_FILE};
pub use zone::Zone;
