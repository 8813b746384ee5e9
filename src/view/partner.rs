//! What a partner's page shows besides what all pages show.

use schemars::JsonSchema;
use serde::Serialize;

use super::{DateView, FactView, LinkView, PictureView, Tongue, facts};
use crate::config::label_from_slug;
use crate::publish::{Publication, VisiblePicture, VisibleRecord};
use crate::record::{Address, Disclosure, Partner, PartnerStatus, Service};

/// What is particular to a partner.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PartnerView {
    /// Its type.
    pub kind: String,
    /// The same in words.
    pub label: String,
    /// The partner it is a part of.
    pub part_of: Option<LinkView>,
    /// Partnerships it belongs to.
    pub member_of: Vec<LinkView>,
    /// The area it serves.
    pub serves: Vec<LinkView>,
    /// What it was called before.
    pub former_names: Vec<String>,
    /// Where it is, as much as may be seen.
    pub address: AddressView,
    /// How to reach it, as much as may be seen.
    pub contacts: Vec<ContactView>,
    /// Its website.
    pub website: Option<String>,
    /// Its pages elsewhere.
    pub social: Vec<LinkView>,
    /// What it offers.
    pub services: Vec<ServiceView>,
    /// Languages spoken there.
    pub languages: Vec<String>,
    /// Access facts.
    pub access: Vec<FactView>,
    /// When it is open.
    pub opening: Option<String>,
    /// Its charity number.
    pub charity: Option<String>,
    /// The register that number is in, as org-id.guide names it: `GB-CHC`.
    pub charity_register: Option<&'static str>,
    /// Its company number.
    pub company: Option<String>,
    /// `member`, `associate`, `inactive`, `closed`.
    pub status: Option<&'static str>,
    /// When it joined.
    pub joined: Option<DateView>,
    /// When it left.
    pub left: Option<DateView>,
    /// When its facts were last checked.
    pub checked: Option<DateView>,
    /// Who checked them.
    pub checked_by: Option<String>,
    /// Its logo.
    pub logo: Option<PictureView>,
}

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
    pub(super) fn of(shown: Option<Disclosure<&Address>>, seen: &VisibleRecord<'_>, tongue: &Tongue) -> Self {
        match shown {
            None | Some(Disclosure::Hidden) => Self::default(),
            Some(Disclosure::OnRequest) => Self { on_request: true, ..Self::default() },
            Some(Disclosure::Area) => {
                Self { area: seen.places().map(|place| LinkView::to(&place, tongue)).collect(), ..Self::default() }
            }
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

/// A way to reach a partner, as much as may be seen.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "PartnerContactView")]
pub struct ContactView {
    /// What they are.
    pub role: String,
    /// Their name.
    pub name: Option<String>,
    /// A mailbox.
    pub email: Option<String>,
    /// A number as people write it.
    pub phone: Option<String>,
    /// The number for `tel:`.
    pub dial: Option<String>,
    /// There is more to be had by asking.
    pub on_request: bool,
}

/// Something that a partner offers.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ServiceView {
    /// What it is called.
    pub title: String,
    /// One or two sentences.
    pub summary: Option<String>,
    /// Topics, by their labels.
    pub topics: Vec<String>,
    /// When it is there.
    pub schedule: Option<String>,
    /// What it costs.
    pub cost: Option<String>,
    /// Access facts.
    pub access: Vec<FactView>,
}

impl PartnerView {
    pub(super) fn of(publication: &Publication, seen: &VisibleRecord<'_>, partner: &Partner, tongue: &Tongue) -> Self {
        let lens = seen.lens();
        let config = publication.config();
        let contacts = partner.contacts.disclose(lens).into_iter();
        let contacts = contacts.filter_map(|shown| match shown {
            Disclosure::Public(contact) => contact.visible(lens),
            Disclosure::Area | Disclosure::OnRequest | Disclosure::Hidden => None,
        });
        let on_request = partner
            .contacts
            .disclose(lens)
            .iter()
            .any(|shown| matches!(shown, Disclosure::Area | Disclosure::OnRequest));
        let asked = on_request.then(|| ContactView {
            role: tongue.words().text("contact").to_owned(),
            name: None,
            email: None,
            phone: None,
            dial: None,
            on_request: true,
        });
        let service = |service: &Service| ServiceView {
            title: service.title.clone(),
            summary: service.summary.clone(),
            topics: service
                .topics
                .iter()
                .filter_map(|topic| {
                    config.topic_label(&topic.text).map(|label| tongue.name_of("topic", &topic.text, Some(label)).0)
                })
                .collect(),
            schedule: service.schedule.disclose(lens).cloned().flatten(),
            cost: service.cost.clone(),
            access: facts(service.access.as_ref(), config, tongue),
        };
        let logo = partner.logo.as_ref().and_then(|logo| seen.referenced_file(logo));
        Self {
            kind: partner.kind.text.clone(),
            label: tongue.label("type", &partner.kind.text),
            part_of: seen.related("part_of").next().map(|whole| LinkView::to(&whole, tongue)),
            member_of: seen.related("member_of").map(|partner| LinkView::to(&partner, tongue)).collect(),
            serves: seen.related("serves").map(|place| LinkView::to(&place, tongue)).collect(),
            former_names: partner.former_names.clone(),
            address: AddressView::of(seen.postal_address(), seen, tongue),
            contacts: contacts
                .map(|contact| ContactView {
                    role: contact.role,
                    name: contact.name,
                    email: contact.email,
                    dial: contact.phone.as_ref().map(crate::record::Phone::tel_number),
                    phone: contact.phone.map(|phone| phone.0),
                    on_request: contact.on_request,
                })
                .chain(asked)
                .collect(),
            website: partner.website.as_ref().map(|url| url.as_str().to_owned()),
            social: partner
                .social
                .iter()
                .flat_map(|social| social.iter())
                .map(|(service, url)| LinkView::said(label_from_slug(service), url.as_str().to_owned()))
                .collect(),
            services: partner.services.iter().map(service).collect(),
            languages: partner.languages.clone(),
            access: facts(partner.access.as_ref(), config, tongue),
            opening: partner.opening.disclose(lens).cloned().flatten(),
            charity: partner.charity.as_ref().map(|number| number.0.clone()),
            charity_register: partner.charity.as_ref().map(|number| number.register()),
            company: partner.company.as_ref().map(|number| number.0.clone()),
            status: partner.status.map(PartnerStatus::as_str),
            joined: partner.joined.map(|day| DateView::of(day, tongue)),
            left: partner.left.map(|day| DateView::of(day, tongue)),
            checked: partner.checked.as_ref().map(|checked| DateView::of(checked.date, tongue)),
            checked_by: partner.checked.as_ref().and_then(|checked| checked.by.clone()),
            logo: logo.map(|(src, facts, _)| {
                VisiblePicture { src, alt: String::new(), pixels: facts.dimensions, credit: None }.into()
            }),
        }
    }
}
