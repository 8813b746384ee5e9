//! Data for search engines and other programs: schema.org in JSON-LD 1.1.
//!
//! It is made from the page's own view, so it cannot say what the page does not show. No value is invented: a value
//! that is unknown or may not be shown is left out.

mod documents;
mod node;

use serde_json::{Value, json};

pub(super) use self::node::{JsonLdNode, JsonLdNodeBuilder, PageFacts, geo_node, schema_org_url};
use crate::kind::Kind;
use crate::publish::Publication;
use crate::view::link::LinkView;
use crate::view::list::ListView;
use crate::view::locale::Locale;
use crate::view::page::PageView;
use crate::view::site::SiteView;

/// Structured data of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonLd(Vec<Value>);

impl JsonLd {
    /// For a record's page: the record, questions with their answers, and the breadcrumbs.
    pub fn for_record(publication: &Publication, page: &PageView) -> Self {
        let facts = PageFacts {
            title: &page.title,
            summary: &page.summary,
            url: page.url.as_deref(),
            language: &page.language,
            json_ld_type: Kind::parse(page.kind).map_or("WebPage", |kind| kind.spec().json_ld_type),
            image: page.image.as_ref(),
            updated: page.updated.as_ref(),
            topics: &page.topics,
            places: &page.places,
            funders: &page.funders,
        };
        let record_document = page.details.json_ld(&JsonLdNodeBuilder { publication, page: facts });
        let record_documents = record_document.into_iter().chain(page.details.further_json_ld());
        Self::from_documents(record_documents.chain(documents::breadcrumb_list(
            publication,
            &page.breadcrumbs,
            &page.title,
            page.url.as_deref(),
        )))
    }

    /// For a list.
    pub fn for_list(publication: &Publication, list: &ListView) -> Self {
        let url = list.url.as_deref();
        let mut page = documents::page_document(publication, "CollectionPage", &list.title, url);
        page["inLanguage"] = json!(list.language);
        let breadcrumbs = documents::breadcrumb_list(publication, &list.breadcrumbs, &list.title, url);
        Self::from_documents([page].into_iter().chain(breadcrumbs))
    }

    /// For a page that is neither a record nor a list; `schema_type` is its type in schema.org.
    pub fn for_page(
        publication: &Publication,
        schema_type: &str,
        title: &str,
        url: Option<&str>,
        breadcrumbs: &[LinkView],
    ) -> Self {
        let breadcrumbs = documents::breadcrumb_list(publication, breadcrumbs, title, url);
        Self::from_documents(
            [documents::page_document(publication, schema_type, title, url)].into_iter().chain(breadcrumbs),
        )
    }

    /// For the front page.
    pub fn for_home(publication: &Publication, locale: &Locale) -> Self {
        Self::from_documents([documents::website_document(publication, &SiteView::new(publication, locale))])
    }

    /// Makes each value a document of its own.
    fn from_documents(documents: impl IntoIterator<Item = Value>) -> Self {
        let with_context = |mut document: Value| {
            document["@context"] = json!("https://schema.org");
            document
        };
        Self(documents.into_iter().map(with_context).collect())
    }

    /// The `script` elements with the data. Characters that could end the element are written as JSON escapes, which
    /// mean the same (HTML, "restrictions on the contents of raw text elements").
    pub fn to_script_elements(&self) -> String {
        let mut script = String::new();
        for document in &self.0 {
            script.push_str("<script type=\"application/ld+json\">");
            let json = serde_json::to_string(document).expect("its keys are texts");
            let mut rest = json.as_str();
            while let Some(at) = rest.find(['<', '>', '&', '\u{2028}', '\u{2029}']) {
                let (before, after) = rest.split_at(at);
                let mut chars = after.chars();
                let special = chars.next().map_or(0, u32::from);
                script.push_str(before);
                script.push_str(&format!("\\u{special:04x}"));
                rest = chars.as_str();
            }
            script.push_str(rest);
            script.push_str("</script>\n");
        }
        script
    }
}
