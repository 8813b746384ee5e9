//! Lists, the way to a page, and the network itself.

use serde_json::{Value, json};

use super::{Data, absolute};
use crate::publish::Publication;
use crate::view::{LinkView, SiteView};

/// The way from the front page to a page (`BreadcrumbList`); none where addresses are not known.
pub(super) fn trail(publication: &Publication, trail: &[LinkView], title: &str, url: Option<&str>) -> Option<Value> {
    let home = (publication.config().title.clone(), publication.absolute_url("/")?);
    let mut steps = vec![home];
    for link in trail {
        steps.push((link.title.clone(), absolute(publication, &link.href)?));
    }
    steps.push((title.to_owned(), url?.to_owned()));
    let step = |(number, (name, url)): (usize, (String, String))| {
        let place = number + 1;
        json!({"@type": "ListItem", "position": place, "name": name, "item": url})
    };
    let steps: Vec<Value> = steps.into_iter().enumerate().map(step).collect();
    Some(json!({"@type": "BreadcrumbList", "itemListElement": steps}))
}

/// A page that is no record: `CollectionPage` for one that leads to others.
pub(super) fn page(publication: &Publication, kind: &str, title: &str, url: Option<&str>) -> Value {
    let mut data = Data::of(kind);
    data.text("name", title);
    data.say("url", url.map(Value::from));
    data.text("inLanguage", publication.config().language.as_str());
    data.into()
}

/// The network's site, and the network that publishes it.
pub(super) fn home(publication: &Publication, site: &SiteView) -> Value {
    let mut data = Data::of("WebSite");
    data.text("name", &site.title);
    data.say("url", site.url.clone().map(Value::from));
    data.text("description", site.description.as_deref().unwrap_or_default());
    let others = publication.config().languages.iter().map(|tag| tag.as_str());
    data.say_all("inLanguage", [site.language.as_str()].into_iter().chain(others).map(Value::from).collect());
    let mut publisher = Data::of("Organization");
    publisher.text("name", &site.title);
    publisher.say("url", site.url.clone().map(Value::from));
    publisher.text("email", &site.contact.email);
    publisher.text("telephone", site.contact.phone.as_deref().unwrap_or_default());
    data.say("publisher", Some(publisher.into()));
    data.into()
}
