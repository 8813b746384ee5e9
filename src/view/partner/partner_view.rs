//! The fields of a partner.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::contact::{PartnerContactView, PartnerPersonView};
use super::service::ServiceView;
use crate::config::label_from_slug;
use crate::kind::Role;
use crate::language::LanguageTag;
use crate::publish::{Publication, VisiblePicture, VisibleRecord};
use crate::record::{Partner, PartnerStatus};
use crate::view::access_fact::{AccessFactView, access_facts};
use crate::view::address::AddressView;
use crate::view::date::DateView;
use crate::view::link::LinkView;
use crate::view::locale::Locale;
use crate::view::picture::PictureView;

/// The fields of a partner.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PartnerView {
    /// Its type.
    pub kind: String,
    /// The type in words.
    pub label: String,
    /// The partner it is a part of.
    pub part_of: Option<LinkView>,
    /// Partnerships it belongs to.
    pub member_of: Vec<LinkView>,
    /// The area it serves.
    pub serves: Vec<LinkView>,
    /// What it was called before.
    pub former_names: Vec<String>,
    /// The part of its address that may be shown.
    pub address: AddressView,
    /// The contacts that may be shown.
    pub contacts: Vec<PartnerContactView>,
    /// Its people who may be shown.
    pub people: Vec<PartnerPersonView>,
    /// Its website.
    pub website: Option<String>,
    /// Its pages on social media.
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
    /// The register of the charity number, as org-id.guide names it: `GB-CHC`.
    pub charity_register: Option<&'static str>,
    /// Its company number.
    pub company: Option<String>,
    /// `member`, `associate`, `inactive`, `closed`.
    pub status: Option<&'static str>,
    /// When it joined, or will join.
    pub joined: Option<DateView>,
    /// Whether it has yet to join.
    pub joins_later: bool,
    /// When it left, or will leave.
    pub left: Option<DateView>,
    /// Whether it has yet to leave.
    pub leaves_later: bool,
    /// When its facts were last checked.
    pub checked: Option<DateView>,
    /// Who checked its facts.
    pub checked_by: Option<String>,
    /// Its logo.
    pub logo: Option<PictureView>,
}

impl PartnerView {
    pub(in crate::view) fn new(
        publication: &Publication,
        record: &VisibleRecord<'_>,
        partner: &Partner,
        locale: &Locale,
    ) -> Self {
        let lens = record.lens();
        let config = publication.config();
        let service_view = |service| ServiceView::from_service(service, config, lens, locale);
        let checked = partner.checked.as_ref();
        let is_ahead = |day: Option<Date>| day.is_some_and(|day| !publication.has_day_begun(day));
        Self {
            kind: partner.kind.text.clone(),
            label: locale.label("type", &partner.kind.text),
            part_of: record.related(Role::PartOf).next().map(|whole| LinkView::from_record(&whole, locale)),
            member_of: LinkView::to_related(record, Role::MemberOf, locale),
            serves: LinkView::to_related(record, Role::Serves, locale),
            former_names: partner.former_names.clone(),
            address: AddressView::new(record.postal_address(), record, locale),
            contacts: PartnerContactView::list(partner, lens, locale),
            people: PartnerPersonView::list(record),
            website: partner.website.as_ref().map(|url| url.as_str().to_owned()),
            social: social_links(partner),
            services: partner.services.iter().map(service_view).collect(),
            languages: LanguageTag::primary_languages(&partner.languages),
            access: access_facts(partner.access.as_ref(), config, locale),
            opening: partner.opening.disclose(lens).cloned().flatten(),
            charity: partner.charity.as_ref().map(|number| number.0.clone()),
            charity_register: partner.charity.as_ref().map(|number| number.register()),
            company: partner.company.as_ref().map(|number| number.0.clone()),
            status: partner.status.map(PartnerStatus::as_str),
            joined: partner.joined.map(|day| DateView::from_date(day, locale)),
            joins_later: is_ahead(partner.joined),
            left: partner.left.map(|day| DateView::from_date(day, locale)),
            leaves_later: is_ahead(partner.left),
            checked: checked.map(|checked| DateView::from_date(checked.date, locale)),
            checked_by: checked.and_then(|checked| checked.by.clone()),
            logo: logo(record, partner),
        }
    }
}

/// The partner's pages on social media, by the names of the services.
fn social_links(partner: &Partner) -> Vec<LinkView> {
    let links = partner.social.iter().flat_map(|social| social.iter());
    links.map(|(service, url)| LinkView::new(label_from_slug(service), url.as_str().to_owned())).collect()
}

fn logo(record: &VisibleRecord<'_>, partner: &Partner) -> Option<PictureView> {
    let file = record.referenced_file(partner.logo.as_ref()?)?;
    let pixels = file.metadata.dimensions;
    Some(VisiblePicture { src: file.href, alt: String::new(), pixels, credit: None }.into())
}
