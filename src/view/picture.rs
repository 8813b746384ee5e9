//! Pictures.

use schemars::JsonSchema;
use serde::Serialize;

use crate::publish::VisiblePicture;

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PictureView {
    /// The address for `src`.
    pub src: String,
    /// The text for `alt`; empty for decoration.
    pub alt: String,
    /// In pixels; `None` when it is unknown.
    pub width: Option<u32>,
    /// In pixels; `None` when it is unknown.
    pub height: Option<u32>,
    /// The credit: who made the picture.
    pub credit: Option<String>,
}

impl From<VisiblePicture> for PictureView {
    fn from(picture: VisiblePicture) -> Self {
        let (width, height) = picture.pixels.map_or((None, None), |(width, height)| (Some(width), Some(height)));
        Self { src: picture.src, alt: picture.alt, width, height, credit: picture.credit }
    }
}
