//! The values that only a campaign's page has.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use super::date::DateView;
use super::json_ld::{JsonLdNode, JsonLdNodeBuilder};
use super::link::LinkView;
use super::locale::Locale;
use super::patch::PatchView;
use crate::kind::Kind;
use crate::publish::{Publication, VisibleRecord};
use crate::record::{Ask, Campaign, CampaignPhase, Channel, KindFields};

/// The fields of a campaign.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CampaignView {
    /// The first day.
    pub start: DateView,
    /// The last day.
    pub end: Option<DateView>,
    /// What it asks for.
    pub asks: Vec<CampaignAskView>,
    /// Its steps, in the order of their days.
    pub phases: Vec<CampaignPhaseView>,
    /// How to join; `None` when it is over.
    pub join: Option<LinkView>,
    /// The hashtag to share it with, including the `#`.
    pub hashtag: Option<String>,
    /// Whether its first day has come.
    pub begun: bool,
    /// Whether it is over.
    pub ended: bool,
    /// What came of it, or has come of it so far.
    pub outcome: Option<String>,
    /// Questions that people ask.
    pub questions: Vec<CampaignQuestionView>,
}

/// A question that people ask, and the answer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CampaignQuestionView {
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: String,
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
    /// The address of the page where people can do it; `None` when the campaign is over.
    pub href: Option<String>,
}

/// The campaign that the front page shows first: the newest that is running, else the next to begin.
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
    /// The first of the campaigns that are not over, in the order of lists; `None` when there are none.
    pub fn first_in_list(publication: &Publication, locale: &Locale) -> Option<Self> {
        let first = publication.lists().records_of_kind(Kind::Campaign).first()?;
        if publication.is_past(*first) {
            return None;
        }
        let record = locale.translate(&publication.visible(*first, Channel::List)?);
        let KindFields::Campaign(campaign) = record.fields() else { return None };
        Some(Self {
            link: LinkView::from_record(&record, locale),
            summary: record.summary().to_owned(),
            patch: PatchView::from_record(&record),
            campaign: CampaignView::new(publication, &record, campaign, locale),
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
    /// Whether the campaign is at this step today.
    pub current: bool,
}

impl CampaignView {
    pub(super) fn new(
        publication: &Publication,
        record: &VisibleRecord<'_>,
        campaign: &Campaign,
        locale: &Locale,
    ) -> Self {
        let ended = record.is_past();
        Self {
            start: DateView::from_date(campaign.start, locale),
            end: campaign.end.map(|day| DateView::from_date(day, locale)),
            asks: campaign.asks.iter().map(|ask| CampaignAskView::new(record, ask, locale)).collect(),
            phases: phases(publication, campaign, ended, locale),
            join: campaign.join.as_ref().filter(|_| !ended).and_then(|join| {
                Some(LinkView::in_site_language(join.text.clone(), record.destination_href(&join.link)?, locale))
            }),
            hashtag: campaign.hashtag.as_ref().map(|word| format!("#{}", word.trim_start_matches('#'))),
            begun: publication.has_day_begun(campaign.start),
            ended,
            outcome: campaign.outcome.clone(),
            questions: campaign
                .questions
                .iter()
                .map(|one| CampaignQuestionView { question: one.q.clone(), answer: one.a.clone() })
                .collect(),
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

    /// The questions as schema.org data; `None` without any.
    pub(super) fn questions_json_ld(&self) -> Option<Value> {
        let question = |one: &CampaignQuestionView| {
            let answer = json!({"@type": "Answer", "text": one.answer});
            json!({"@type": "Question", "name": one.question, "acceptedAnswer": answer})
        };
        let questions: Vec<Value> = self.questions.iter().map(question).collect();
        (!questions.is_empty()).then(|| json!({"@type": "FAQPage", "mainEntity": questions}))
    }
}

impl CampaignAskView {
    fn new(record: &VisibleRecord<'_>, ask: &Ask, locale: &Locale) -> Self {
        let led_by = ask.led_by.as_ref().and_then(|partner| record.resolve_reference(partner));
        let link = ask.link.as_ref().filter(|_| !record.is_past());
        Self {
            title: ask.title.clone(),
            text: ask.text.clone(),
            audience: ask.audience.clone(),
            led_by: led_by.map(|partner| LinkView::from_record(&partner, locale)),
            href: link.and_then(|link| record.destination_href(link)),
        }
    }
}

/// The steps of a campaign by their days. The one that began last is the current one, until the campaign ends.
fn phases(publication: &Publication, campaign: &Campaign, ended: bool, locale: &Locale) -> Vec<CampaignPhaseView> {
    let begun = campaign.phases.iter().map(|phase| phase.from).filter(|day| publication.has_day_begun(*day));
    let current = begun.max().filter(|_| !ended);
    let view = |phase: &CampaignPhase| CampaignPhaseView {
        title: phase.title.clone(),
        from: DateView::from_date(phase.from, locale),
        current: current == Some(phase.from),
    };
    let mut phases: Vec<&CampaignPhase> = campaign.phases.iter().collect();
    phases.sort_by_key(|phase| phase.from);
    phases.into_iter().map(view).collect()
}
