//! JSON-LD documents for lists, breadcrumbs and the network itself.

use serde_json::{Value, json};

use super::node::JsonLdNode;
use crate::publish::Publication;
use crate::view::link::LinkView;
use crate::view::site::SiteView;

/// The breadcrumbs of a page (`BreadcrumbList`); `None` when the site has no `base_url`.
pub(super) fn breadcrumb_list(
    publication: &Publication,
    breadcrumbs: &[LinkView],
    title: &str,
    url: Option<&str>,
) -> Option<Value> {
    let home = (publication.config().title.clone(), publication.absolute_url("/")?);
    let mut steps = vec![home];
    for link in breadcrumbs {
        steps.push((link.title.clone(), publication.absolute_href(&link.href)?));
    }
    steps.push((title.to_owned(), url?.to_owned()));
    let step = |(number, (name, url)): (usize, (String, String))| {
        let place = number + 1;
        json!({"@type": "ListItem", "position": place, "name": name, "item": url})
    };
    let steps: Vec<Value> = steps.into_iter().enumerate().map(step).collect();
    Some(json!({"@type": "BreadcrumbList", "itemListElement": steps}))
}

/// A page that is not a record: `CollectionPage` if it leads to others.
pub(super) fn page_document(publication: &Publication, schema_type: &str, title: &str, url: Option<&str>) -> Value {
    let mut node = JsonLdNode::new(schema_type);
    node.set_text("name", title);
    node.set("url", url.map(Value::from));
    node.set_text("inLanguage", publication.config().language.as_str());
    node.into()
}

/// The website, and the network as its publisher.
pub(super) fn website_document(publication: &Publication, site: &SiteView) -> Value {
    let mut node = JsonLdNode::new("WebSite");
    node.set_text("name", &site.title);
    node.set("url", site.url.clone().map(Value::from));
    node.set_text("description", site.description.as_deref().unwrap_or_default());
    let others = publication.config().languages.iter().map(|tag| tag.as_str());
    node.set_all("inLanguage", [site.language.as_str()].into_iter().chain(others).map(Value::from).collect());
    let mut publisher = JsonLdNode::new("Organization");
    publisher.set_text("name", &site.title);
    publisher.set("url", site.url.clone().map(Value::from));
    publisher.set_text("email", &site.contact.email);
    publisher.set_text("telephone", site.contact.phone.as_deref().unwrap_or_default());
    node.set("publisher", Some(publisher.into()));
    node.into()
}
