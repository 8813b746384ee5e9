//! The values that only a partner's page has.

mod contact;
mod json_ld;
mod partner_view;
mod service;

pub use partner_view::PartnerView;
