//! Records of all kinds but events.
//!
//! Types were chosen so that each is true of every record of its kind. A campaign is a `Project`, schema.org's word for
//! what several do together towards an aim; `Event` would be wrong for what has no place and lasts a year. What is to be
//! used (toolkit, guide, dialogue) is a `LearningResource`; a type of a network's own is a `CreativeWork`.

use serde_json::{Value, json};

use super::{JsonLdNode, NodeBuilder, geo_node};
use crate::view::campaign::CampaignView;
use crate::view::partner::PartnerView;
use crate::view::place::PlaceView;
use crate::view::resource::{FileView, ResourceView};
use crate::view::story::StoryView;

pub(super) fn record_node(builder: &NodeBuilder<'_>) -> Value {
    let page = builder.page;
    let node = match (&page.story, &page.partner, &page.place, &page.campaign, &page.resource) {
        (Some(story), ..) => builder.story_node(story),
        (_, Some(partner), ..) => builder.partner_node(partner),
        (_, _, Some(place), ..) => builder.place_node(place),
        (_, _, _, Some(campaign), _) => builder.campaign_node(campaign),
        (.., Some(resource)) => builder.resource_node(resource),
        _ => {
            let mut node = builder.base_node("WebPage");
            builder.set_creative_work(&mut node);
            node
        }
    };
    node.into()
}

impl NodeBuilder<'_> {
    /// What is said of everything.
    fn base_node(&self, schema_type: &str) -> JsonLdNode {
        let page = self.page;
        let mut node = JsonLdNode::new(schema_type);
        node.set_text("name", &page.title);
        node.set("url", page.url.clone().map(Value::from));
        node.set_text("description", &page.summary);
        node.set("image", page.image.as_ref().and_then(|image| self.absolute_href(&image.src)).map(Value::from));
        node
    }

    /// What is said of everything that somebody has written.
    fn set_creative_work(&self, node: &mut JsonLdNode) {
        let page = self.page;
        node.set_text("inLanguage", &page.language);
        node.set("dateModified", page.updated.as_ref().map(|day| json!(day.iso)));
        node.set_all("keywords", page.topics.iter().map(|topic| json!(topic.title)).collect());
        node.set_all("contentLocation", self.link_nodes("Place", &page.places));
        node.set_all("funder", self.link_nodes("Organization", &page.funders));
    }

    fn network_node(&self) -> Value {
        let mut node = JsonLdNode::new("Organization");
        node.set_text("name", &self.publication.config().title);
        node.set("url", self.publication.absolute_url("/").map(Value::from));
        node.into()
    }

    fn story_node(&self, story: &StoryView) -> JsonLdNode {
        let mut node = self.base_node(if story.kind == "news" { "NewsArticle" } else { "Article" });
        self.set_creative_work(&mut node);
        node.set_text("headline", &self.page.title);
        node.set_text("datePublished", &story.date.iso);
        // Who is named by a text may be a person or a group, so no type is said of them. A story without a byline is the network's.
        node.set(
            "author",
            Some(match &story.by {
                Some(by) if by.href.is_none() => json!({"name": by.title}),
                Some(by) => self.organisation_node(by),
                None => self.network_node(),
            }),
        );
        node.set("publisher", Some(self.network_node()));
        node.set("mainEntityOfPage", self.page.url.clone().map(Value::from));
        node.set_all("mentions", self.link_nodes("Organization", &story.partners));
        node.set("about", story.event.as_ref().map(|event| self.link_node("WebPage", event)));
        node
    }

    fn partner_node(&self, partner: &PartnerView) -> JsonLdNode {
        let mut node = self.base_node(organisation_type(partner));
        node.set_all("alternateName", partner.former_names.iter().map(|name| json!(name)).collect());
        node.set_all("identifier", self.identifiers(partner));
        node.set("address", self.address_node(Some(&partner.address), None));
        let area = partner.address.area.iter().chain(&self.page.places);
        let mut location = JsonLdNode::new("Place");
        location.set("address", self.address_node(Some(&partner.address), None));
        location.set("geo", geo_node(partner.address.latitude, partner.address.longitude));
        match location.0.len() > 1 {
            true => node.set("location", Some(location.into())),
            false => node.set_all("location", area.map(|place| self.link_node("Place", place)).collect()),
        }
        node.set_all("areaServed", self.link_nodes("Place", &partner.serves));
        node.set("parentOrganization", partner.part_of.as_ref().map(|whole| self.link_node("Organization", whole)));
        node.set_all("memberOf", self.link_nodes("Organization", &partner.member_of));
        node.set_all("funder", self.link_nodes("Organization", &self.page.funders));
        node.set("logo", partner.logo.as_ref().and_then(|logo| self.absolute_href(&logo.src)).map(Value::from));
        let elsewhere = partner.website.iter().chain(partner.social.iter().map(|link| &link.href));
        node.set_all("sameAs", elsewhere.map(|url| json!(url)).collect());
        let reachable = partner.contacts.iter().filter(|contact| contact.email.is_some() || contact.phone.is_some());
        let contacts = reachable.map(|contact| {
            let mut point = JsonLdNode::new("ContactPoint");
            point.set_text("contactType", &contact.role);
            point.set_text("name", contact.name.as_deref().unwrap_or_default());
            point.set_text("email", contact.email.as_deref().unwrap_or_default());
            point.set_text("telephone", contact.phone.as_deref().unwrap_or_default());
            Value::from(point)
        });
        node.set_all("contactPoint", contacts.collect());
        node.set_all("knowsLanguage", partner.languages.iter().map(|language| json!(language)).collect());
        node
    }

    /// Numbers of registers as org-id.guide writes them, which is how funders' and councils' data name organisations.
    fn identifiers(&self, partner: &PartnerView) -> Vec<Value> {
        if self.publication.config().country.as_deref() != Some("GB") {
            return Vec::new();
        }
        let company = partner.company.as_ref().map(|number| ("GB-COH", number));
        let charity = partner.charity.as_ref().map(|number| (partner.charity_register.unwrap_or("GB-CHC"), number));
        let identifier = |(register, number): (&str, &String)| {
            let register_page = format!("https://org-id.guide/list/{register}");
            json!({"@type": "PropertyValue", "propertyID": register_page, "value": format!("{register}-{number}")})
        };
        charity.into_iter().chain(company).map(identifier).collect()
    }

    fn place_node(&self, place: &PlaceView) -> JsonLdNode {
        let mut node = self.base_node(place_type(&place.level));
        let names = place.names.iter().map(|name| &name.name).filter(|name| **name != self.page.title);
        node.set_all("alternateName", names.map(|name| json!(name)).collect());
        node.set_all("identifier", place.codes.iter().map(|code| json!(code)).collect());
        node.set("geo", geo_node(place.latitude, place.longitude));
        let above = place.parent.iter().chain(&place.within);
        node.set_all("containedInPlace", above.map(|above| self.link_node("Place", above)).collect());
        node
    }

    fn campaign_node(&self, campaign: &CampaignView) -> JsonLdNode {
        let mut node = self.base_node("Project");
        node.set_text("foundingDate", &campaign.start.iso);
        node.set("dissolutionDate", campaign.end.as_ref().map(|end| json!(end.iso)));
        node.set_text("alternateName", campaign.hashtag.as_deref().unwrap_or_default());
        node.set_all("keywords", self.page.topics.iter().map(|topic| json!(topic.title)).collect());
        node.set_all("areaServed", self.link_nodes("Place", &self.page.places));
        node.set_all("funder", self.link_nodes("Organization", &self.page.funders));
        let join = campaign.join.as_ref().and_then(|join| Some((join, self.absolute_href(&join.href)?)));
        let join = join.map(|(join, url)| json!({"@type": "JoinAction", "name": join.title, "target": url}));
        node.set("potentialAction", join);
        node
    }

    fn resource_node(&self, resource: &ResourceView) -> JsonLdNode {
        let mut node = self.base_node(resource_type(&resource.kind));
        self.set_creative_work(&mut node);
        node.set("datePublished", resource.date.as_ref().map(|day| json!(day.iso)));
        node.set_all("author", resource.authors.iter().map(|name| json!({"name": name})).collect());
        node.set("publisher", resource.publisher.as_ref().map(|partner| self.link_node("Organization", partner)));
        let licence = resource.licence.as_ref();
        node.set("license", licence.map(|name| json!({"@type": "CreativeWork", "name": name})));
        let audience = resource.audience.as_ref();
        node.set("audience", audience.map(|text| json!({"@type": "Audience", "audienceType": text})));
        node.set_all("encoding", resource.files.iter().map(|file| self.file_node(file)).collect());
        let elsewhere = resource.link.as_ref().map(|link| json!(link));
        if resource.kind == "video" {
            // Google asks for these two of a video; without a picture it makes no result of its own of it.
            node.set("uploadDate", resource.date.as_ref().map(|day| json!(day.iso)));
            let picture = self.page.image.as_ref().and_then(|image| self.absolute_href(&image.src));
            node.set("thumbnailUrl", picture.map(Value::from));
        }
        node.set("sameAs", elsewhere);
        node
    }

    fn file_node(&self, file: &FileView) -> Value {
        let mut node = JsonLdNode::new("MediaObject");
        node.set_text("name", &file.title);
        node.set("contentUrl", self.absolute_href(&file.href).map(Value::from));
        node.set_text("inLanguage", file.language.as_deref().unwrap_or_default());
        node.into()
    }
}

/// The type of an organisation. What is registered as a charity is non-governmental, unless it is a school or a council.
fn organisation_type(partner: &PartnerView) -> &'static str {
    match partner.kind.as_str() {
        "school" => "EducationalOrganization",
        "statutory" => "GovernmentOrganization",
        "infrastructure" => "NGO",
        "partnership" => "Consortium",
        _ if partner.charity.is_some() => "NGO",
        _ => "Organization",
    }
}

/// The type of a place: what has a council or a government of its own is an administrative area.
fn place_type(level: &str) -> &'static str {
    match level {
        "city" => "City",
        "ward" | "parish" | "borough" | "district" | "county" | "combined-authority" | "region" | "nation" => {
            "AdministrativeArea"
        }
        _ => "Place",
    }
}

fn resource_type(kind: &str) -> &'static str {
    match kind {
        "report" => "Report",
        "toolkit" | "guide" | "dialogue" => "LearningResource",
        "poster" => "Poster",
        "video" => "VideoObject",
        _ => "CreativeWork",
    }
}
