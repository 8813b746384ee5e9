//! The options of a publication.

use jiff::Timestamp;

use crate::config::BaseUrl;

/// The moment, the form and the address of a publication.
#[derive(Clone, Debug)]
pub struct PublishOptions {
    /// The moment that it is made for.
    pub now: Timestamp,
    /// Whether drafts are published too, as previews do.
    pub include_drafts: bool,
    /// The address of the site, in place of `base_url` in `site.yaml`.
    pub base_url: Option<BaseUrl>,
}
