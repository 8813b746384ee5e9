//! What a build has written.

/// How the new site took the place of the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swap {
    /// No file differs, so nothing was changed.
    Untouched,
    /// The folders were exchanged in one step.
    Atomic,
    /// The files were replaced one by one, because the folder cannot be exchanged.
    InPlace,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteSummary {
    /// How the new site took the place of the old one.
    pub swap: Swap,
    /// Files that are new or different.
    pub changed: usize,
    /// Files that are the same as before.
    pub unchanged: usize,
    /// Files that were removed.
    pub removed: usize,
}
