//! What templates get: plain values, chosen by `publish` and already in words.
//!
//! A view has no record and no lens. None of its types is HTML: the only HTML that a template gets is the body and the
//! elements of JSON-LD, which `theme` adds to the view. `contract` describes all values as JSON Schema; a test compares
//! the values of every page with it.

mod about;
mod access;
mod access_fact;
mod address;
mod campaign;
mod card;
mod contract;
mod date;
mod event;
mod facets;
mod json_ld;
mod kind_view;
mod link;
mod list;
mod locale;
mod meta;
mod month;
mod opportunity;
mod page;
mod partner;
mod patch;
mod picture;
mod place;
mod record_group;
mod resource;
mod search;
mod sections;
mod signpost;
mod site;
mod story;
mod subscribe;

pub use about::AboutView;
pub use access_fact::AccessFactView;
pub use campaign::FeaturedCampaignView;
pub use card::Card;
pub use contract::{CONTRACT_VERSION, Contract};
pub use date::DateView;
pub use facets::ChoiceRecord;
pub use json_ld::JsonLd;
pub use kind_view::KindView;
pub use link::{LanguageLink, LinkView, NameView};
pub use list::{ListView, MonthLink};
pub use locale::{Locale, UiLanguageView};
pub use meta::MetaView;
pub use month::MonthView;
pub use page::PageView;
pub use patch::PatchView;
pub use picture::PictureView;
pub use record_group::{RecordGroup, group_by_date, group_by_letter};
pub use search::{SearchEntry, SearchView, list_search_words};
pub use sections::related_sections;
pub use signpost::SignpostView;
pub use site::SiteView;
pub use subscribe::SubscribeView;
