//! A page as HTML.

use std::io::{self, Write};

use super::policy;
use super::renderer::Renderer;
use super::template_values::PageContext;
use crate::fault::{Code, Fault, Faults};
use crate::publish::{Page, PageKind};

/// The most bytes of a page, so that a template that loops without end is stopped.
const MAX_PAGE_BYTES: usize = 32 * 1024 * 1024;

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
        let mut writer = LimitedWriter { bytes: Vec::with_capacity(8 * 1024), limit: MAX_PAGE_BYTES };
        let tera = self.theme.engine(cache.locale.messages());
        match tera.render_to(&template, &values.into_context(), &mut writer) {
            Ok(()) => {
                policy::insert_policy(policy, &mut writer.bytes);
                Some(writer.bytes)
            }
            Err(error) if matches!(error.kind(), tera::ErrorKind::Io(_)) => {
                let message = format!("the template `{template}` makes a page of more than 32 MB");
                out.report(
                    Fault::in_network(Code::TemplateError, message).with_note(format!("while rendering {subject}")),
                );
                None
            }
            Err(error) => {
                out.report(self.theme.fault_from_tera(&error).with_note(format!("while rendering {subject}")));
                None
            }
        }
    }
}

/// A writer that fails after a number of bytes.
struct LimitedWriter {
    bytes: Vec<u8>,
    limit: usize,
}

impl Write for LimitedWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
