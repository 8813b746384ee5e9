//! Why a template could not be rendered, without the engine's own types, so that it can come from another process.

use std::ops::Range;

use tera::ErrorKind;

/// Why a template could not be rendered. Most name the template or component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TemplateError {
    /// An error at a place in a template.
    At { template: String, range: Range<usize>, message: String },
    /// An error without a place.
    Message(String),
    /// The template wrote more than a page may have.
    TooLarge(String),
    /// The template was stopped because it took too long.
    TookTooLong(String),
    /// The template was stopped because it needed too much memory.
    NeededTooMuchMemory(String),
    /// The template was stopped on other pages, so it was not tried again.
    NotTried(String),
}

impl TemplateError {
    /// What the engine says.
    pub fn from_tera(error: &tera::Error) -> Self {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Self::At {
                template: report.filename().to_owned(),
                range: report.span().range.clone(),
                message: report.message().to_owned(),
            },
            _ => Self::Message(error.to_string()),
        }
    }
}
