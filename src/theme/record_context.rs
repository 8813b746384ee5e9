//! The values of a record's page, and of the texts above lists.

use tera::Value;

use super::render_cache::RenderCache;
use super::renderer::Renderer;
use super::template_values::{PageContext, TemplateValues};
use crate::fault::Faults;
use crate::language::LanguageTag;
use crate::publish::{Page, VisibleRecord};
use crate::record::Channel;
use crate::view::{JsonLd, MetaView, PageView, related_sections};

impl Renderer {
    pub(super) fn record_context(&self, page: &Page, record: &VisibleRecord<'_>, out: &mut Faults) -> PageContext<'_> {
        let template = self.template_name(record);
        let mut values = TemplateValues::new();
        let cache = self.cache_for(record.language());
        let view = PageView::new(&self.publication, page, record, &cache.locale);
        values.insert_value("ui", cache.ui_language(record.language()));
        values.insert("page", &view);
        let meta = MetaView::for_record(&self.publication, page, &view, record);
        values.insert_head(Some(&meta), self.json_ld(|| JsonLd::for_record(&self.publication, &view)));
        let body = if page.id.page_number == 1 { self.render_body(&record.body(), cache, out) } else { String::new() };
        values.insert_value("body", Value::safe_string(&body));
        let sections: Vec<Value> = related_sections(&self.publication, page, record)
            .into_iter()
            .map(|section| {
                let mut map = tera::Map::new();
                map.insert("name".into(), Value::from(section.name));
                map.insert("title".into(), Value::from(cache.locale.messages().text(section.title_message)));
                map.insert("entries".into(), self.cards(&section.records, cache));
                Value::from(map)
            })
            .collect();
        values.insert_value("sections", Value::from(sections));
        PageContext { template, values, cache, subject: format!("`{}`", record.id()) }
    }

    /// The template of a record: the one it names if it exists, else its kind's. `site` reports one that does not
    /// exist.
    pub(super) fn template_name(&self, record: &VisibleRecord<'_>) -> String {
        let custom_template =
            record.common().template.as_ref().map(|own| format!("{}.html", own.trim_end_matches(".html")));
        custom_template
            .filter(|name| self.theme.has_template(name))
            .unwrap_or_else(|| format!("{}.html", record.kind().as_str()))
    }

    /// The text of a folder's `index.md`, in a language if it is translated into it.
    pub(super) fn introduction(&self, folder: &str, language: Option<&LanguageTag>) -> Option<VisibleRecord<'_>> {
        let record = self.publication.visible(self.publication.list_introduction(folder)?, Channel::Page)?;
        Some(record.in_language(language))
    }

    /// `body`: the HTML of a text; empty without a text.
    pub(super) fn body_values(
        &self,
        introduction: Option<&VisibleRecord<'_>>,
        cache: &RenderCache,
        out: &mut Faults,
    ) -> TemplateValues {
        let mut values = TemplateValues::new();
        let body = introduction.map(|record| self.render_body(&record.body(), cache, out)).unwrap_or_default();
        values.insert_value("body", Value::safe_string(&body));
        values
    }
}
