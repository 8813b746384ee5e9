//! The values that only an opportunity's page has.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use super::access_fact::{AccessFactView, access_facts};
use super::date::DateView;
use super::json_ld::{JsonLdNode, JsonLdNodeBuilder};
use super::link::NameView;
use super::locale::Locale;
use crate::publish::{Publication, VisibleRecord};
use crate::record::{Application, Commitment, Opportunity, Phone, SafetyField};
use crate::time::{end_of_day, to_rfc3339};

/// What is particular to an opportunity.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct OpportunityView {
    /// Who offers it.
    pub organiser: Option<NameView>,
    /// What somebody would do there.
    pub role: Option<String>,
    /// How much time it takes, and when; `None` while safety is raised.
    pub time: Option<String>,
    /// `one-off`, `regular` or `flexible`.
    pub commitment: Option<&'static str>,
    /// The commitment in words.
    pub label: Option<String>,
    /// The first day.
    pub from: Option<DateView>,
    /// The last day on which people can apply.
    pub until: Option<DateView>,
    /// The end of that day, in the network's zone (RFC 3339).
    pub closes_at: Option<String>,
    /// Whether that day has passed.
    pub closed: bool,
    /// Whether it can be done from home.
    pub remote: bool,
    /// Access facts.
    pub access: Vec<AccessFactView>,
    /// Which expenses are paid: travel, meals, childcare.
    pub expenses: Option<String>,
    /// Checks that are made before somebody starts; the word `none` says that there are none.
    pub checks: Option<String>,
    /// The youngest age, or the ages it is for.
    pub age: Option<String>,
    /// How to apply; `None` when it is closed.
    pub apply: Option<ApplicationView>,
}

/// How to apply.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct ApplicationView {
    /// A form on the internet.
    pub url: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// A telephone number as people write it.
    pub phone: Option<String>,
    /// The number for `tel:`.
    pub dial: Option<String>,
    /// A sentence.
    pub text: Option<String>,
    /// Whether people must ask the network instead, because safety is raised.
    pub ask_network: bool,
}

impl OpportunityView {
    pub(super) fn new(
        publication: &Publication,
        record: &VisibleRecord<'_>,
        opportunity: &Opportunity,
        locale: &Locale,
    ) -> Self {
        let config = publication.config();
        let organiser = record.resolve_organiser(&opportunity.organiser);
        let zone = &config.zone.time_zone;
        let shows_contact = record.lens().discloses(SafetyField::Phone);
        let application = || match shows_contact {
            true => ApplicationView::new(&opportunity.apply),
            false => ApplicationView { ask_network: true, ..ApplicationView::default() },
        };
        Self {
            organiser: organiser.map(|name| NameView::from_record_or_text(name, locale)),
            role: opportunity.role.clone(),
            time: opportunity.time.disclose(record.lens()).and_then(Option::clone),
            commitment: opportunity.commitment.map(Commitment::as_str),
            label: opportunity.commitment.map(|commitment| locale.label("commitment", commitment.as_str())),
            from: opportunity.from.map(|day| DateView::from_date(day, locale)),
            until: opportunity.until.map(|day| DateView::from_date(day, locale)),
            closes_at: opportunity.until.and_then(|day| end_of_day(day, zone)).map(|end| to_rfc3339(end, zone)),
            closed: record.is_past(),
            remote: opportunity.remote == Some(true),
            access: access_facts(opportunity.access.as_ref(), config, locale),
            expenses: opportunity.expenses.clone(),
            checks: opportunity.checks.clone(),
            age: opportunity.age.clone(),
            apply: (!record.is_past()).then(application),
        }
    }

    /// The opportunity as a schema.org `JobPosting`; `VOLUNTEER` is a value of `employmentType` that search engines know.
    pub(super) fn json_ld(&self, builder: &JsonLdNodeBuilder<'_>) -> JsonLdNode {
        let mut node = builder.base_node(builder.page.json_ld_type);
        node.set_text("title", builder.page.title);
        node.set("employmentType", Some(json!("VOLUNTEER")));
        node.set("hiringOrganization", self.organiser.as_ref().map(|name| builder.organisation_node(name)));
        node.set_text("responsibilities", self.role.as_deref().unwrap_or_default());
        node.set_text("workHours", self.time.as_deref().unwrap_or_default());
        node.set("jobStartDate", self.from.as_ref().map(|day| json!(day.iso)));
        node.set("datePosted", builder.page.updated.map(|day| json!(day.iso)));
        node.set("validThrough", self.closes_at.as_ref().map(|end| json!(end)));
        node.set("jobLocationType", self.remote.then(|| json!("TELECOMMUTE")));
        node.set_all("jobLocation", builder.link_nodes("Place", builder.page.places));
        node.set_text("jobBenefits", self.expenses.as_deref().unwrap_or_default());
        node
    }
}

impl ApplicationView {
    fn new(apply: &Application) -> Self {
        Self {
            url: apply.url.as_ref().map(|url| url.as_str().to_owned()),
            email: apply.email.as_ref().map(|email| email.0.clone()),
            phone: apply.phone.as_ref().map(|phone| phone.0.clone()),
            dial: apply.phone.as_ref().map(Phone::tel_number),
            text: apply.text.clone(),
            ask_network: false,
        }
    }
}
