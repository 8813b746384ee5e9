//! The schema.org data of a partner.

use serde_json::{Value, json};

use super::partner_view::PartnerView;
use crate::view::json_ld::{JsonLdNode, JsonLdNodeBuilder, geo_node};

impl PartnerView {
    /// The partner as schema.org data.
    pub(in crate::view) fn json_ld(&self, builder: &JsonLdNodeBuilder<'_>) -> JsonLdNode {
        let mut node = builder.base_node(organisation_type(self));
        node.set_all("alternateName", self.former_names.iter().map(|name| json!(name)).collect());
        node.set_all("identifier", self.identifiers(builder));
        node.set("address", builder.address_node(Some(&self.address), None));
        let area = self.address.area.iter().chain(builder.page.places);
        let mut location = JsonLdNode::new("Place");
        location.set("address", builder.address_node(Some(&self.address), None));
        location.set("geo", geo_node(self.address.latitude, self.address.longitude));
        match location.0.len() > 1 {
            true => node.set("location", Some(location.into())),
            false => node.set_all("location", area.map(|place| builder.link_node("Place", place)).collect()),
        }
        node.set_all("areaServed", builder.link_nodes("Place", &self.serves));
        node.set("parentOrganization", self.part_of.as_ref().map(|whole| builder.link_node("Organization", whole)));
        node.set_all("memberOf", builder.link_nodes("Organization", &self.member_of));
        node.set_all("funder", builder.link_nodes("Organization", builder.page.funders));
        node.set(
            "logo",
            self.logo.as_ref().and_then(|logo| builder.publication.absolute_href(&logo.src)).map(Value::from),
        );
        let elsewhere = self.website.iter().chain(self.social.iter().map(|link| &link.href));
        node.set_all("sameAs", elsewhere.map(|url| json!(url)).collect());
        let reachable = self.contacts.iter().filter(|contact| contact.email.is_some() || contact.phone.is_some());
        let contacts = reachable.map(|contact| {
            let mut point = JsonLdNode::new("ContactPoint");
            point.set_text("contactType", &contact.role);
            point.set_text("name", contact.name.as_deref().unwrap_or_default());
            point.set_text("email", contact.email.as_deref().unwrap_or_default());
            point.set_text("telephone", contact.phone.as_deref().unwrap_or_default());
            Value::from(point)
        });
        node.set_all("contactPoint", contacts.collect());
        let named = self.people.iter().filter_map(|person| Some((&person.role, person.name.as_ref()?)));
        node.set_all("member", named.map(|(role, name)| person_node(role, name)).collect());
        node.set_all("knowsLanguage", self.languages.iter().map(|language| json!(language)).collect());
        node
    }

    /// The partner's register numbers as org-id.guide writes them. Data of funders and councils identifies
    /// organisations by these.
    fn identifiers(&self, builder: &JsonLdNodeBuilder<'_>) -> Vec<Value> {
        if builder.publication.config().country.as_deref() != Some("GB") {
            return Vec::new();
        }
        let company = self.company.as_ref().map(|number| ("GB-COH", number));
        let charity = self.charity.as_ref().map(|number| (self.charity_register.unwrap_or("GB-CHC"), number));
        let identifier = |(register, number): (&str, &String)| {
            let register_page = format!("https://org-id.guide/list/{register}");
            json!({"@type": "PropertyValue", "propertyID": register_page, "value": format!("{register}-{number}")})
        };
        charity.into_iter().chain(company).map(identifier).collect()
    }
}

fn person_node(role: &str, name: &str) -> Value {
    let mut person = JsonLdNode::new("Person");
    person.set_text("name", name);
    person.set_text("jobTitle", role);
    person.into()
}

/// The schema.org type of an organisation. A registered charity is an `NGO`, unless it is a school or a council.
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
