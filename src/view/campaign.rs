//! What a campaign's page shows besides what all pages show.

use schemars::JsonSchema;
use serde::Serialize;

use super::{DateView, LinkView, PatchView, Tongue};
use crate::publish::{Publication, VisibleRecord};
use crate::record::{Campaign, Channel, Kind, KindFields};

/// What is particular to a campaign.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CampaignView {
    /// The first day.
    pub start: DateView,
    /// The last day.
    pub end: Option<DateView>,
    /// What it asks for.
    pub asks: Vec<AskView>,
    /// Its steps.
    pub phases: Vec<PhaseView>,
    /// How to join.
    pub join: Option<LinkView>,
    /// The word to share it with, with its `#`.
    pub hashtag: Option<String>,
}

/// Something a campaign asks for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "CampaignAskView")]
pub struct AskView {
    /// In a few words.
    pub title: String,
    /// In a sentence or two.
    pub text: String,
    /// Of whom.
    pub audience: Option<String>,
    /// Who leads it.
    pub led_by: Option<LinkView>,
    /// Where to do it.
    pub href: Option<String>,
}

/// The campaign that the front page opens with: the newest.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LeadView {
    /// Its page.
    pub link: LinkView,
    /// One or two sentences.
    pub summary: String,
    /// Its pattern.
    pub patch: PatchView,
    /// What it asks for, and how to join.
    pub campaign: CampaignView,
}

impl LeadView {
    /// Of the campaigns as lists show them; none where there is none.
    pub fn of(publication: &Publication, tongue: &Tongue) -> Option<Self> {
        let first = publication.lists().records_of_kind(Kind::Campaign).first()?;
        let seen = tongue.edition(&publication.visible(*first, Channel::List)?);
        let KindFields::Campaign(campaign) = seen.fields() else { return None };
        Some(Self {
            link: LinkView::to(&seen, tongue),
            summary: seen.summary().to_owned(),
            patch: PatchView::of_record(&seen),
            campaign: CampaignView::of(&seen, campaign, tongue),
        })
    }
}

/// A step of a campaign.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PhaseView {
    /// In a few words.
    pub title: String,
    /// Its first day.
    pub from: DateView,
}

impl CampaignView {
    pub(super) fn of(seen: &VisibleRecord<'_>, campaign: &Campaign, tongue: &Tongue) -> Self {
        let join = campaign.join.as_ref();
        Self {
            start: DateView::of(campaign.start, tongue),
            end: campaign.end.map(|day| DateView::of(day, tongue)),
            asks: campaign
                .asks
                .iter()
                .map(|ask| AskView {
                    title: ask.title.clone(),
                    text: ask.text.clone(),
                    audience: ask.audience.clone(),
                    led_by: ask
                        .led_by
                        .as_ref()
                        .and_then(|partner| seen.resolve_reference(partner))
                        .map(|partner| LinkView::to(&partner, tongue)),
                    href: ask.link.as_ref().and_then(|link| seen.destination_href(link)),
                })
                .collect(),
            phases: campaign
                .phases
                .iter()
                .map(|phase| PhaseView { title: phase.title.clone(), from: DateView::of(phase.from, tongue) })
                .collect(),
            join: join.and_then(|join| {
                Some(LinkView::of_site(join.text.clone(), seen.destination_href(&join.link)?, tongue))
            }),
            hashtag: campaign.hashtag.as_ref().map(|word| format!("#{}", word.trim_start_matches('#'))),
        }
    }
}
