//! How a command ended.

/// How a command ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The command did what was asked.
    Success,
    /// There are errors in the content; they were shown.
    ContentErrors,
    /// The command cannot be carried out as it was given.
    UsageError(String),
    /// The system did not allow it.
    SystemError(String),
}
