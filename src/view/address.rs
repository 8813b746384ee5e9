//! Postal addresses.

use schemars::JsonSchema;
use serde::Serialize;

use super::link::LinkView;
use super::locale::Locale;
use crate::publish::VisibleRecord;
use crate::record::{Address, Disclosure};

/// An address, as much as may be seen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct AddressView {
    /// Lines, the town and the postcode; empty when they may not be seen.
    pub lines: Vec<String>,
    /// The lines before the town, when they may be seen.
    pub street: Vec<String>,
    /// The town, when it may be seen.
    pub town: Option<String>,
    /// The postcode, when it may be seen.
    pub postcode: Option<String>,
    /// The neighbourhoods, when only they may be seen.
    pub area: Vec<LinkView>,
    /// It is given to whoever asks.
    pub on_request: bool,
    /// Degrees north, when the address may be seen.
    pub latitude: Option<f64>,
    /// Degrees east, when the address may be seen.
    pub longitude: Option<f64>,
}

impl AddressView {
    /// Of an address; `seen` is the record whose places stand for the area.
    pub(super) fn new(shown: Option<Disclosure<&Address>>, record: &VisibleRecord<'_>, locale: &Locale) -> Self {
        match shown {
            None | Some(Disclosure::Hidden) => Self::default(),
            Some(Disclosure::OnRequest) => Self { on_request: true, ..Self::default() },
            Some(Disclosure::Area) => Self {
                area: record.places().map(|place| LinkView::from_record(&place, locale)).collect(),
                ..Self::default()
            },
            Some(Disclosure::Public(address)) => Self {
                lines: address.lines.iter().chain(&address.town).chain(&address.postcode).cloned().collect(),
                street: address.lines.clone(),
                town: address.town.clone(),
                postcode: address.postcode.clone(),
                latitude: address.location.map(|point| point.latitude),
                longitude: address.location.map(|point| point.longitude),
                ..Self::default()
            },
        }
    }
}
