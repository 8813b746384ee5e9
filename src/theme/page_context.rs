//! Which template a page has, and the values that the template gets.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use super::renderer::Renderer;
use super::template_values::{PageContext, TemplateValues};
use crate::fault::Faults;
use crate::publish::{Page, PageKind, VisibleRecord};
use crate::view::{AboutView, CONTRACT_VERSION, JsonLd, LinkView, MetaView, SearchView, SubscribeView};

/// What a page's template gets: exactly these values, and no others.
#[derive(Clone, Debug, Serialize)]
pub struct InspectedPage {
    /// The version of the contract with themes.
    pub contract: u32,
    /// The page's address, without the base path.
    pub address: String,
    /// The template that renders it.
    pub template: String,
    /// The values that the template gets, by name.
    pub values: BTreeMap<&'static str, Value>,
}

impl Renderer {
    /// The template and the values of a page; `None` after a fault was reported, and for a list without records.
    pub fn inspect(&self, page: &Page, out: &mut Faults) -> Option<InspectedPage> {
        let PageContext { template, values: TemplateValues(values), .. } = self.page_context(page, out)?;
        Some(InspectedPage { contract: CONTRACT_VERSION, address: page.address.clone(), template, values })
    }

    /// A page's template and the values that it gets.
    pub(super) fn page_context(&self, page: &Page, out: &mut Faults) -> Option<PageContext<'_>> {
        let mut context = match &page.id.kind {
            PageKind::Home => self.home_context(page, out),
            PageKind::Record(ix) if self.publication.list_introduction("") == Some(*ix) => self.home_context(page, out),
            PageKind::Record(_) => self.record_context(page, &self.publication.record_on_page(page)?, out),
            PageKind::Subscribe(_) => self.subscribe_context(page)?,
            PageKind::Search => self.search_context(page),
            PageKind::BuiltIn(_) => self.about_context(page)?,
            PageKind::NotFound => self.not_found_context(),
            PageKind::Redirect(_) => self.redirect_context(&self.publication.record_on_page(page)?),
            _ => self.list_context(page, out)?,
        };
        context.values.insert_value("site", context.cache.site.clone());
        context.values.or_insert("ui", || context.cache.ui_language(None));
        Some(context)
    }

    fn not_found_context(&self) -> PageContext<'_> {
        let mut values = TemplateValues::new();
        values.insert_head(None, None);
        PageContext::new("404.html", values, &self.default_cache, "the page for addresses that nothing has")
    }

    fn subscribe_context(&self, page: &Page) -> Option<PageContext<'_>> {
        let view = SubscribeView::from_page(&self.publication, page, &self.default_cache.locale)?;
        let mut values = TemplateValues::new();
        values.insert("subscribe", &view);
        self.insert_plain_head(&mut values, page, "WebPage", &view.title, &view.breadcrumbs);
        Some(PageContext::new("subscribe.html", values, &self.default_cache, format!("the page `{}`", page.address)))
    }

    fn search_context(&self, page: &Page) -> PageContext<'_> {
        let mut values = TemplateValues::new();
        let view = SearchView::new(&self.publication, self.locale());
        let title = self.locale().messages().text("search");
        self.insert_plain_head(&mut values, page, "SearchResultsPage", title, &[]);
        values.insert("search", &view);
        PageContext::new("search.html", values, &self.default_cache, "the page `/search/`")
    }

    fn about_context(&self, page: &Page) -> Option<PageContext<'_>> {
        let view = AboutView::from_page(&self.publication, page, self.locale())?;
        let mut values = TemplateValues::new();
        self.insert_plain_head(&mut values, page, "WebPage", &view.title, &view.breadcrumbs);
        values.insert("about", &view);
        Some(PageContext::new("about.html", values, &self.default_cache, format!("the page `{}`", page.address)))
    }

    /// Adds the values for the head of a page that is neither a record nor a list.
    fn insert_plain_head(&self, values: &mut TemplateValues, page: &Page, kind: &str, title: &str, trail: &[LinkView]) {
        let publication = &self.publication;
        let url = publication.absolute_url(&page.address);
        let json_ld = self.json_ld(|| JsonLd::for_page(publication, kind, title, url.as_deref(), trail));
        values.insert_head(Some(&MetaView::for_page(publication, page, title, url)), json_ld);
    }

    fn redirect_context(&self, record: &VisibleRecord<'_>) -> PageContext<'_> {
        let mut values = TemplateValues::new();
        let cache = self.cache_for(record.language());
        let base = self.publication.base_url().map(|base| base.origin.clone());
        values.insert("target_href", &record.href());
        values.insert("target_url", &base.map(|origin| format!("{origin}{}", record.href())));
        PageContext::new("redirect.html", values, cache, format!("an old address of `{}`", record.id()))
    }
}
