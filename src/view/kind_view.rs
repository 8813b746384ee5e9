//! The fields of each kind, as one type.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde_json::Value;

use super::campaign::CampaignView;
use super::event::EventView;
use super::json_ld::{JsonLdNode, JsonLdNodeBuilder};
use super::locale::Locale;
use super::opportunity::OpportunityView;
use super::partner::PartnerView;
use super::place::PlaceView;
use super::resource::ResourceView;
use super::story::StoryView;
use crate::kind::Kind;
use crate::publish::{Publication, VisibleRecord};
use crate::record::KindFields;

/// The fields of the record's own kind. Templates get this view as `page.details`: `page.details.venue` on an event's
/// page.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum KindView {
    /// A story.
    Story(Box<StoryView>),
    /// A partner.
    Partner(Box<PartnerView>),
    /// An event.
    Event(Box<EventView>),
    /// A place.
    Place(Box<PlaceView>),
    /// A campaign.
    Campaign(Box<CampaignView>),
    /// A resource.
    Resource(Box<ResourceView>),
    /// An opportunity.
    Opportunity(Box<OpportunityView>),
    /// A page, which has no further fields.
    Page,
}

impl KindView {
    /// The view of a record's own fields.
    pub(super) fn new(publication: &Publication, record: &VisibleRecord<'_>, locale: &Locale) -> Self {
        match record.fields() {
            KindFields::Story(story) => Self::Story(Box::new(StoryView::new(record, story, locale))),
            KindFields::Partner(partner) => {
                Self::Partner(Box::new(PartnerView::new(publication, record, partner, locale)))
            }
            KindFields::Event(event) => Self::Event(Box::new(EventView::new(publication, record, event, locale))),
            KindFields::Place(place) => Self::Place(Box::new(PlaceView::new(record, place, locale))),
            KindFields::Campaign(campaign) => {
                Self::Campaign(Box::new(CampaignView::new(publication, record, campaign, locale)))
            }
            KindFields::Resource(resource) => Self::Resource(Box::new(ResourceView::new(record, resource, locale))),
            KindFields::Opportunity(opportunity) => {
                Self::Opportunity(Box::new(OpportunityView::new(publication, record, opportunity, locale)))
            }
            KindFields::Incident(_) | KindFields::Page(_) => Self::Page,
        }
    }

    /// Further schema.org data of the page, beside that of the record.
    pub(super) fn further_json_ld(&self) -> Option<Value> {
        match self {
            Self::Campaign(campaign) => campaign.questions_json_ld(),
            _ => None,
        }
    }

    /// The schema of what a template of a kind gets.
    pub(super) fn schema(kind: Kind, generator: &mut SchemaGenerator) -> Schema {
        match kind {
            Kind::Story => generator.subschema_for::<StoryView>(),
            Kind::Partner => generator.subschema_for::<PartnerView>(),
            Kind::Event => generator.subschema_for::<EventView>(),
            Kind::Place => generator.subschema_for::<PlaceView>(),
            Kind::Campaign => generator.subschema_for::<CampaignView>(),
            Kind::Resource => generator.subschema_for::<ResourceView>(),
            Kind::Opportunity => generator.subschema_for::<OpportunityView>(),
            Kind::Incident | Kind::Page => generator.subschema_for::<()>(),
        }
    }

    /// The record as schema.org data; `None` when a required value is unknown.
    pub(super) fn json_ld(&self, builder: &JsonLdNodeBuilder<'_>) -> Option<Value> {
        let node: JsonLdNode = match self {
            Self::Event(event) => return event.json_ld(builder),
            Self::Story(story) => story.json_ld(builder),
            Self::Partner(partner) => partner.json_ld(builder),
            Self::Place(place) => place.json_ld(builder),
            Self::Campaign(campaign) => campaign.json_ld(builder),
            Self::Resource(resource) => resource.json_ld(builder),
            Self::Opportunity(opportunity) => opportunity.json_ld(builder),
            Self::Page => {
                let mut node = builder.base_node(builder.page.json_ld_type);
                builder.set_creative_work(&mut node);
                node
            }
        };
        Some(node.into())
    }
}
