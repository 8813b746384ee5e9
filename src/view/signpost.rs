//! Organisations that help.

use schemars::JsonSchema;
use serde::Serialize;

use super::date::DateView;
use super::locale::Locale;
use crate::publish::Publication;
use crate::record::{Phone, Signpost};

/// An organisation that takes reports or offers help.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SignpostView {
    /// Its name.
    pub title: String,
    /// `report` or `support`.
    pub kind: Option<String>,
    /// The nation that it serves.
    pub nation: Option<String>,
    /// A telephone number as people write it.
    pub phone: Option<String>,
    /// The number for `tel:`.
    pub dial: Option<String>,
    /// Its website.
    pub url: Option<String>,
    /// A sentence about it.
    pub text: Option<String>,
    /// When people can reach it.
    pub hours: Option<String>,
    /// When somebody last checked that it can be reached.
    pub checked: DateView,
}

impl SignpostView {
    /// The signposts for a place and those for everywhere; all of them when no place is given.
    pub fn for_place(publication: &Publication, place: Option<&str>, locale: &Locale) -> Vec<Self> {
        let fits = |signpost: &&Signpost| match (&signpost.place, place) {
            (Some(signpost_place), Some(wanted)) => signpost_place.text == wanted,
            _ => true,
        };
        let view = |signpost: &Signpost| Self {
            title: signpost.title.clone(),
            kind: signpost.kind.clone(),
            nation: signpost.nation.clone(),
            phone: signpost.phone.as_ref().map(|phone| phone.0.clone()),
            dial: signpost.phone.as_ref().map(Phone::tel_number),
            url: signpost.url.as_ref().map(|url| url.as_str().to_owned()),
            text: signpost.text.clone(),
            hours: signpost.hours.clone(),
            checked: DateView::from_date(signpost.checked.value, locale),
        };
        publication.signposts().iter().filter(fits).map(view).collect()
    }
}
