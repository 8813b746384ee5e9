//! Postal addresses.

use schemars::JsonSchema;
use serde::Serialize;

use super::link::LinkView;
use super::locale::Locale;
use crate::publish::VisibleRecord;
use crate::record::{Address, Disclosure};

/// The part of an address that may be shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct AddressView {
    /// Lines, the town and the postcode; empty when they may not be shown.
    pub lines: Vec<String>,
    /// The lines before the town; empty when they may not be shown.
    pub street: Vec<String>,
    /// The town; `None` when it may not be shown.
    pub town: Option<String>,
    /// The postcode; `None` when it may not be shown.
    pub postcode: Option<String>,
    /// The neighbourhoods, when nothing more may be shown.
    pub area: Vec<LinkView>,
    /// Whether people can ask for the address.
    pub on_request: bool,
    /// The latitude, in degrees north; `None` when the address may not be shown.
    pub latitude: Option<f64>,
    /// The longitude, in degrees east; `None` when the address may not be shown.
    pub longitude: Option<f64>,
}

impl AddressView {
    /// The part of an address that may be shown; the neighbourhoods are those of `record`.
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
