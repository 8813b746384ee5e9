//! The options of a publication.

use jiff::Timestamp;

use crate::config::BaseUrl;

/// For which moment, in which form and for which address a publication is made.
#[derive(Clone, Debug)]
pub struct PublishOptions {
    /// The moment that it is made for.
    pub now: Timestamp,
    /// Whether drafts are published too, as previews do.
    pub include_drafts: bool,
    /// The address of the site, in place of `base_url` in `site.yaml`.
    pub base_url: Option<BaseUrl>,
}
