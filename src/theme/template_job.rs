//! One template with its values, ready to be rendered: in this process, or in one that can be stopped.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use tera::{Context, ErrorKind, Value};

use super::language_engine::{ENGLISH, LanguageEngine};
use super::once;
use super::template_error::TemplateError;

/// The most bytes that a template writes.
const MAX_OUTPUT_BYTES: usize = 32 * 1024 * 1024;

/// The engines of a theme, by language tag.
pub(super) type Engines = BTreeMap<String, LanguageEngine>;

/// A template and the values that it gets.
pub(super) struct TemplateJob<'a> {
    /// The language of the engine.
    pub language: Cow<'a, str>,
    pub template: TemplateName<'a>,
    pub values: Vec<(Cow<'a, str>, Value)>,
}

/// What is rendered.
pub(super) enum TemplateName<'a> {
    /// A whole page, by the name of its template.
    Page(Cow<'a, str>),
    /// A block in a body, by the name of its component, with the HTML that it contains.
    Block(Cow<'a, str>, Option<Cow<'a, str>>),
}

impl TemplateName<'_> {
    /// The name of the template or component.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Page(name) | Self::Block(name, _) => name,
        }
    }
}

impl TemplateJob<'_> {
    /// Renders the template in this process.
    pub fn render(self, engines: &Engines) -> Result<Vec<u8>, TemplateError> {
        let tera = &engines.get(&*self.language).unwrap_or_else(|| &engines[ENGLISH]).tera();
        let mut context = Context::new();
        for (name, value) in self.values {
            context.insert_value(name.into_owned(), value);
        }
        let mut writer = LimitedWriter { bytes: Vec::with_capacity(8 * 1024), limit: MAX_OUTPUT_BYTES };
        let rendered = match &self.template {
            TemplateName::Page(name) => tera.render_to(name, &context, &mut writer),
            TemplateName::Block(name, content) => {
                tera.render_component_to(name, &context, content.as_deref(), true, &mut writer)
            }
        };
        match rendered {
            Ok(()) => Ok(writer.bytes),
            Err(error) if matches!(error.kind(), ErrorKind::Io(_)) => {
                Err(TemplateError::TooLarge(self.template.as_str().to_owned()))
            }
            Err(error) => Err(TemplateError::from_tera(&once::take_inner_error().unwrap_or(error))),
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
