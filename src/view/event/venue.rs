//! Where an event is.

use schemars::JsonSchema;
use serde::Serialize;

use crate::publish::VisibleRecord;
use crate::record::{Disclosure, Venue};
use crate::view::address::AddressView;
use crate::view::link::{LinkView, NameView};
use crate::view::locale::Locale;

/// Where an event is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct VenueView {
    /// Its name, linked to its page if it has one.
    pub name: NameView,
    /// The part of its address that may be shown.
    pub address: AddressView,
}

impl VenueView {
    /// The part of a venue that may be shown: the rules of a partner's address are in the partner's record, those of
    /// another venue in its `visibility`.
    pub(super) fn new(record: &VisibleRecord<'_>, shown: Disclosure<&Venue>, locale: &Locale) -> Option<Self> {
        let without_name = |address| Self { name: NameView::empty(), address };
        let with_name = |name: NameView, mut address: AddressView| {
            // The name is not repeated in the address.
            address.lines.retain(|line| *line != name.title);
            Self { name, address }
        };
        match shown {
            Disclosure::Hidden => None,
            Disclosure::OnRequest => Some(without_name(AddressView { on_request: true, ..AddressView::default() })),
            Disclosure::Area => Some(without_name(AddressView {
                area: record.places().map(|place| LinkView::from_record(&place, locale)).collect(),
                ..AddressView::default()
            })),
            Disclosure::Public(Venue::Partner(named)) => {
                let partner = record.resolve_reference(named)?;
                let address = AddressView::new(partner.postal_address(), &partner, locale);
                Some(with_name(NameView::from_record_or_text(Ok(partner), locale), address))
            }
            Disclosure::Public(Venue::Place(place)) => {
                let address = AddressView::new(Some(Disclosure::Public(&place.address())), record, locale);
                Some(with_name(NameView::from_record_or_text(Err(&place.name), locale), address))
            }
        }
    }
}
