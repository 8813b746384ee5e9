//! A page as HTML.

use super::policy;
use super::renderer::Renderer;
use super::template_job::{TemplateJob, TemplateName};
use super::template_values::PageContext;
use crate::fault::Faults;
use crate::publish::{Page, PageKind};

impl Renderer {
    /// One page as HTML; `None` after a fault was reported.
    pub fn render(&self, page: &Page, out: &mut Faults) -> Option<Vec<u8>> {
        let context = self.page_context(page, out)?;
        let policy = match page.id.kind {
            PageKind::Search => self.theme.search_policy(),
            _ => self.theme.policy(),
        };
        self.render_template(context, policy, out)
    }

    fn render_template(&self, context: PageContext<'_>, policy: &str, out: &mut Faults) -> Option<Vec<u8>> {
        let PageContext { template, values, cache, subject } = context;
        let values = values.0.into_iter().map(|(name, value)| (name.into(), value)).collect();
        let template = TemplateName::Page(template.into());
        let language = self.theme.engine_key(cache.locale.messages()).into();
        match self.theme.render(TemplateJob { language, template, values }, &self.stopped_templates) {
            Ok(mut bytes) => {
                policy::insert_policy(policy, &mut bytes);
                Some(bytes)
            }
            Err(fault) => {
                out.report(fault.with_note(format!("while rendering {subject}")));
                None
            }
        }
    }
}
