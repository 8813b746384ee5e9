//! Records of all kinds but events.
//!
//! Types were chosen so that each is true of every record of its kind. A campaign is a `Project`, schema.org's word for
//! what several do together towards an aim; `Event` would be wrong for what has no place and lasts a year. What is to be
//! used (toolkit, guide, dialogue) is a `LearningResource`; a type of a network's own is a `CreativeWork`.

use serde_json::{Value, json};

use super::{Data, Maker, geo};
use crate::view::campaign::CampaignView;
use crate::view::partner::PartnerView;
use crate::view::place::PlaceView;
use crate::view::resource::{FileView, ResourceView};
use crate::view::story::StoryView;

pub(super) fn of(maker: &Maker<'_>) -> Value {
    let page = maker.page;
    let data = match (&page.story, &page.partner, &page.place, &page.campaign, &page.resource) {
        (Some(story), ..) => maker.story(story),
        (_, Some(partner), ..) => maker.partner(partner),
        (_, _, Some(place), ..) => maker.place(place),
        (_, _, _, Some(campaign), _) => maker.campaign(campaign),
        (.., Some(resource)) => maker.resource(resource),
        _ => {
            let mut data = maker.thing("WebPage");
            maker.work(&mut data);
            data
        }
    };
    data.into()
}

impl Maker<'_> {
    /// What is said of everything.
    fn thing(&self, kind: &str) -> Data {
        let page = self.page;
        let mut data = Data::of(kind);
        data.text("name", &page.title);
        data.say("url", page.url.clone().map(Value::from));
        data.text("description", &page.summary);
        data.say("image", page.image.as_ref().and_then(|image| self.absolute(&image.src)).map(Value::from));
        data
    }

    /// What is said of everything that somebody has written.
    fn work(&self, data: &mut Data) {
        let page = self.page;
        data.text("inLanguage", &page.language);
        data.say("dateModified", page.updated.as_ref().map(|day| json!(day.iso)));
        data.say_all("keywords", page.topics.iter().map(|topic| json!(topic.title)).collect());
        data.say_all("contentLocation", self.all_linked("Place", &page.places));
        data.say_all("funder", self.all_linked("Organization", &page.funders));
    }

    fn network(&self) -> Value {
        let mut data = Data::of("Organization");
        data.text("name", &self.publication.config().title);
        data.say("url", self.publication.absolute_url("/").map(Value::from));
        data.into()
    }

    fn story(&self, story: &StoryView) -> Data {
        let mut data = self.thing(if story.kind == "news" { "NewsArticle" } else { "Article" });
        self.work(&mut data);
        data.text("headline", &self.page.title);
        data.text("datePublished", &story.date.iso);
        // Who is named by a text may be a person or a group, so no type is said of them. A story without a byline is the network's.
        data.say(
            "author",
            Some(match &story.by {
                Some(by) if by.href.is_none() => json!({"name": by.title}),
                Some(by) => self.organisation(by),
                None => self.network(),
            }),
        );
        data.say("publisher", Some(self.network()));
        data.say("mainEntityOfPage", self.page.url.clone().map(Value::from));
        data.say_all("mentions", self.all_linked("Organization", &story.partners));
        data.say("about", story.event.as_ref().map(|event| self.linked("WebPage", event)));
        data
    }

    fn partner(&self, partner: &PartnerView) -> Data {
        let mut data = self.thing(organisation(partner));
        data.say_all("alternateName", partner.former_names.iter().map(|name| json!(name)).collect());
        data.say_all("identifier", self.identifiers(partner));
        data.say("address", self.postal(Some(&partner.address), None));
        let area = partner.address.area.iter().chain(&self.page.places);
        let mut location = Data::of("Place");
        location.say("address", self.postal(Some(&partner.address), None));
        location.say("geo", geo(partner.address.latitude, partner.address.longitude));
        match location.0.len() > 1 {
            true => data.say("location", Some(location.into())),
            false => data.say_all("location", area.map(|place| self.linked("Place", place)).collect()),
        }
        data.say_all("areaServed", self.all_linked("Place", &partner.serves));
        data.say("parentOrganization", partner.part_of.as_ref().map(|whole| self.linked("Organization", whole)));
        data.say_all("memberOf", self.all_linked("Organization", &partner.member_of));
        data.say_all("funder", self.all_linked("Organization", &self.page.funders));
        data.say("logo", partner.logo.as_ref().and_then(|logo| self.absolute(&logo.src)).map(Value::from));
        let elsewhere = partner.website.iter().chain(partner.social.iter().map(|link| &link.href));
        data.say_all("sameAs", elsewhere.map(|url| json!(url)).collect());
        let reached = partner.contacts.iter().filter(|contact| contact.email.is_some() || contact.phone.is_some());
        let contacts = reached.map(|contact| {
            let mut point = Data::of("ContactPoint");
            point.text("contactType", &contact.role);
            point.text("name", contact.name.as_deref().unwrap_or_default());
            point.text("email", contact.email.as_deref().unwrap_or_default());
            point.text("telephone", contact.phone.as_deref().unwrap_or_default());
            Value::from(point)
        });
        data.say_all("contactPoint", contacts.collect());
        data.say_all("knowsLanguage", partner.languages.iter().map(|language| json!(language)).collect());
        data
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

    fn place(&self, place: &PlaceView) -> Data {
        let mut data = self.thing(area(&place.level));
        let names = place.names.iter().map(|name| &name.name).filter(|name| **name != self.page.title);
        data.say_all("alternateName", names.map(|name| json!(name)).collect());
        data.say_all("identifier", place.codes.iter().map(|code| json!(code)).collect());
        data.say("geo", geo(place.latitude, place.longitude));
        let above = place.parent.iter().chain(&place.within);
        data.say_all("containedInPlace", above.map(|above| self.linked("Place", above)).collect());
        data
    }

    fn campaign(&self, campaign: &CampaignView) -> Data {
        let mut data = self.thing("Project");
        data.text("foundingDate", &campaign.start.iso);
        data.say("dissolutionDate", campaign.end.as_ref().map(|end| json!(end.iso)));
        data.text("alternateName", campaign.hashtag.as_deref().unwrap_or_default());
        data.say_all("keywords", self.page.topics.iter().map(|topic| json!(topic.title)).collect());
        data.say_all("areaServed", self.all_linked("Place", &self.page.places));
        data.say_all("funder", self.all_linked("Organization", &self.page.funders));
        let join = campaign.join.as_ref().and_then(|join| Some((join, self.absolute(&join.href)?)));
        let join = join.map(|(join, url)| json!({"@type": "JoinAction", "name": join.title, "target": url}));
        data.say("potentialAction", join);
        data
    }

    fn resource(&self, resource: &ResourceView) -> Data {
        let mut data = self.thing(work(&resource.kind));
        self.work(&mut data);
        data.say("datePublished", resource.date.as_ref().map(|day| json!(day.iso)));
        data.say_all("author", resource.authors.iter().map(|name| json!({"name": name})).collect());
        data.say("publisher", resource.publisher.as_ref().map(|partner| self.linked("Organization", partner)));
        let licence = resource.licence.as_ref();
        data.say("license", licence.map(|name| json!({"@type": "CreativeWork", "name": name})));
        let audience = resource.audience.as_ref();
        data.say("audience", audience.map(|text| json!({"@type": "Audience", "audienceType": text})));
        data.say_all("encoding", resource.files.iter().map(|file| self.file(file)).collect());
        let elsewhere = resource.link.as_ref().map(|link| json!(link));
        if resource.kind == "video" {
            // Google asks for these two of a video; without a picture it makes no result of its own of it.
            data.say("uploadDate", resource.date.as_ref().map(|day| json!(day.iso)));
            let picture = self.page.image.as_ref().and_then(|image| self.absolute(&image.src));
            data.say("thumbnailUrl", picture.map(Value::from));
        }
        data.say("sameAs", elsewhere);
        data
    }

    fn file(&self, file: &FileView) -> Value {
        let mut data = Data::of("MediaObject");
        data.text("name", &file.title);
        data.say("contentUrl", self.absolute(&file.href).map(Value::from));
        data.text("inLanguage", file.language.as_deref().unwrap_or_default());
        data.into()
    }
}

/// The type of an organisation. What is registered as a charity is non-governmental, unless it is a school or a council.
fn organisation(partner: &PartnerView) -> &'static str {
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
fn area(level: &str) -> &'static str {
    match level {
        "city" => "City",
        "ward" | "parish" | "borough" | "district" | "county" | "combined-authority" | "region" | "nation" => {
            "AdministrativeArea"
        }
        _ => "Place",
    }
}

fn work(kind: &str) -> &'static str {
    match kind {
        "report" => "Report",
        "toolkit" | "guide" | "dialogue" => "LearningResource",
        "poster" => "Poster",
        "video" => "VideoObject",
        _ => "CreativeWork",
    }
}
