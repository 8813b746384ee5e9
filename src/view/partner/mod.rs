//! What a partner's page shows besides what all pages show.

mod contact;
mod json_ld;
mod partner_view;
mod service;

pub use partner_view::PartnerView;
