//! Pictures as pages show them.

/// A picture in a body, or the lead picture of a record.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PictureUse {
    /// The path of the file.
    pub path: String,
    /// The alternative text; empty when the picture is decorative.
    pub alt: String,
    /// Who made the picture.
    pub credit: Option<String>,
    /// Whether the record states who is in the picture.
    pub people_stated: bool,
}
