//! The values that only a campaign's page has.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use super::date::DateView;
use super::json_ld::{JsonLdNode, JsonLdNodeBuilder};
use super::link::LinkView;
use super::locale::Locale;
use super::patch::PatchView;
use crate::kind::Kind;
use crate::publish::{Publication, VisibleRecord};
use crate::record::{Campaign, Channel, KindFields};

/// The fields of a campaign.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CampaignView {
    /// The first day.
    pub start: DateView,
    /// The last day.
    pub end: Option<DateView>,
    /// What it asks for.
    pub asks: Vec<CampaignAskView>,
    /// Its steps, in the order of the record.
    pub phases: Vec<CampaignPhaseView>,
    /// How to join.
    pub join: Option<LinkView>,
    /// The hashtag to share it with, including the `#`.
    pub hashtag: Option<String>,
}

/// Something a campaign asks for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CampaignAskView {
    /// What it asks, in a few words.
    pub title: String,
    /// One or two sentences.
    pub text: String,
    /// Who is asked.
    pub audience: Option<String>,
    /// The partner that leads it.
    pub led_by: Option<LinkView>,
    /// The address of the page where people can do it.
    pub href: Option<String>,
}

/// The campaign that the front page shows first: the newest.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FeaturedCampaignView {
    /// Its page.
    pub link: LinkView,
    /// One or two sentences.
    pub summary: String,
    /// Its pattern.
    pub patch: PatchView,
    /// What it asks for, and how to join.
    pub campaign: CampaignView,
}

impl FeaturedCampaignView {
    /// The newest of the campaigns in the lists; `None` when there are no campaigns.
    pub fn newest(publication: &Publication, locale: &Locale) -> Option<Self> {
        let first = publication.lists().records_of_kind(Kind::Campaign).first()?;
        let record = locale.translate(&publication.visible(*first, Channel::List)?);
        let KindFields::Campaign(campaign) = record.fields() else { return None };
        Some(Self {
            link: LinkView::from_record(&record, locale),
            summary: record.summary().to_owned(),
            patch: PatchView::from_record(&record),
            campaign: CampaignView::new(&record, campaign, locale),
        })
    }
}

/// A step of a campaign.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CampaignPhaseView {
    /// The step, in a few words.
    pub title: String,
    /// Its first day.
    pub from: DateView,
}

impl CampaignView {
    pub(super) fn new(record: &VisibleRecord<'_>, campaign: &Campaign, locale: &Locale) -> Self {
        let join = campaign.join.as_ref();
        Self {
            start: DateView::from_date(campaign.start, locale),
            end: campaign.end.map(|day| DateView::from_date(day, locale)),
            asks: campaign
                .asks
                .iter()
                .map(|ask| CampaignAskView {
                    title: ask.title.clone(),
                    text: ask.text.clone(),
                    audience: ask.audience.clone(),
                    led_by: ask
                        .led_by
                        .as_ref()
                        .and_then(|partner| record.resolve_reference(partner))
                        .map(|partner| LinkView::from_record(&partner, locale)),
                    href: ask.link.as_ref().and_then(|link| record.destination_href(link)),
                })
                .collect(),
            phases: campaign
                .phases
                .iter()
                .map(|phase| CampaignPhaseView {
                    title: phase.title.clone(),
                    from: DateView::from_date(phase.from, locale),
                })
                .collect(),
            join: join.and_then(|join| {
                Some(LinkView::in_site_language(join.text.clone(), record.destination_href(&join.link)?, locale))
            }),
            hashtag: campaign.hashtag.as_ref().map(|word| format!("#{}", word.trim_start_matches('#'))),
        }
    }

    /// The campaign as schema.org data.
    pub(super) fn json_ld(&self, builder: &JsonLdNodeBuilder<'_>) -> JsonLdNode {
        let mut node = builder.base_node(builder.page.json_ld_type);
        node.set_text("foundingDate", &self.start.iso);
        node.set("dissolutionDate", self.end.as_ref().map(|end| json!(end.iso)));
        node.set_text("alternateName", self.hashtag.as_deref().unwrap_or_default());
        node.set_all("keywords", builder.page.topics.iter().map(|topic| json!(topic.title)).collect());
        node.set_all("areaServed", builder.link_nodes("Place", builder.page.places));
        node.set_all("funder", builder.link_nodes("Organization", builder.page.funders));
        let join = self.join.as_ref().and_then(|join| Some((join, builder.publication.absolute_href(&join.href)?)));
        let join = join.map(|(join, url)| json!({"@type": "JoinAction", "name": join.title, "target": url}));
        node.set("potentialAction", join);
        node
    }
}
