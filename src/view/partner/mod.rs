//! What a partner's page shows besides what all pages show.

mod json_ld;

use schemars::JsonSchema;
use serde::Serialize;

use super::access_fact::{AccessFactView, access_facts};
use super::address::AddressView;
use super::date::DateView;
use super::link::LinkView;
use super::locale::Locale;
use super::picture::PictureView;
use crate::config::label_from_slug;
use crate::kind::Role;
use crate::publish::{Publication, VisiblePicture, VisibleRecord};
use crate::record::{Disclosure, Partner, PartnerStatus, Service};

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
    pub contacts: Vec<PartnerContactView>,
    /// Its website.
    pub website: Option<String>,
    /// Its pages elsewhere.
    pub social: Vec<LinkView>,
    /// What it offers.
    pub services: Vec<ServiceView>,
    /// Languages spoken there.
    pub languages: Vec<String>,
    /// Access facts.
    pub access: Vec<AccessFactView>,
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

/// A way to reach a partner, as much as may be seen.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PartnerContactView {
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
    pub access: Vec<AccessFactView>,
}

impl PartnerView {
    pub(super) fn new(
        publication: &Publication,
        record: &VisibleRecord<'_>,
        partner: &Partner,
        locale: &Locale,
    ) -> Self {
        let lens = record.lens();
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
        let on_request_contact = on_request.then(|| PartnerContactView {
            role: locale.messages().text("contact").to_owned(),
            name: None,
            email: None,
            phone: None,
            dial: None,
            on_request: true,
        });
        let service_view = |service: &Service| ServiceView {
            title: service.title.clone(),
            summary: service.summary.clone(),
            topics: service
                .topics
                .iter()
                .filter_map(|topic| {
                    config
                        .topic_label(&topic.text)
                        .map(|label| locale.site_term_label("topic", &topic.text, Some(label)).0)
                })
                .collect(),
            schedule: service.schedule.disclose(lens).cloned().flatten(),
            cost: service.cost.clone(),
            access: access_facts(service.access.as_ref(), config, locale),
        };
        let logo = partner.logo.as_ref().and_then(|logo| record.referenced_file(logo));
        Self {
            kind: partner.kind.text.clone(),
            label: locale.label("type", &partner.kind.text),
            part_of: record.related(Role::PartOf).next().map(|whole| LinkView::from_record(&whole, locale)),
            member_of: record.related(Role::MemberOf).map(|partner| LinkView::from_record(&partner, locale)).collect(),
            serves: record.related(Role::Serves).map(|place| LinkView::from_record(&place, locale)).collect(),
            former_names: partner.former_names.clone(),
            address: AddressView::new(record.postal_address(), record, locale),
            contacts: contacts
                .map(|contact| PartnerContactView {
                    role: contact.role,
                    name: contact.name,
                    email: contact.email,
                    dial: contact.phone.as_ref().map(crate::record::Phone::tel_number),
                    phone: contact.phone.map(|phone| phone.0),
                    on_request: contact.on_request,
                })
                .chain(on_request_contact)
                .collect(),
            website: partner.website.as_ref().map(|url| url.as_str().to_owned()),
            social: partner
                .social
                .iter()
                .flat_map(|social| social.iter())
                .map(|(service, url)| LinkView::new(label_from_slug(service), url.as_str().to_owned()))
                .collect(),
            services: partner.services.iter().map(service_view).collect(),
            languages: partner.languages.clone(),
            access: access_facts(partner.access.as_ref(), config, locale),
            opening: partner.opening.disclose(lens).cloned().flatten(),
            charity: partner.charity.as_ref().map(|number| number.0.clone()),
            charity_register: partner.charity.as_ref().map(|number| number.register()),
            company: partner.company.as_ref().map(|number| number.0.clone()),
            status: partner.status.map(PartnerStatus::as_str),
            joined: partner.joined.map(|day| DateView::from_date(day, locale)),
            left: partner.left.map(|day| DateView::from_date(day, locale)),
            checked: partner.checked.as_ref().map(|checked| DateView::from_date(checked.date, locale)),
            checked_by: partner.checked.as_ref().and_then(|checked| checked.by.clone()),
            logo: logo.map(|(src, facts, _)| {
                VisiblePicture { src, alt: String::new(), pixels: facts.dimensions, credit: None }.into()
            }),
        }
    }
}
