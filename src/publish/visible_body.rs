//! The text of a record, with the targets of its links, pictures and blocks.

use super::visible_files::VisiblePicture;
use super::visible_record::VisibleRecord;
use crate::markdown::{Block, MarkdownBody};
use crate::record::Channel;
use crate::site::{PictureUse, RecordIndex, ResolvedTarget};

/// The text of a record. Its links, pictures and blocks are numbered.
#[derive(Clone, Debug)]
pub struct VisibleBody<'a> {
    record: VisibleRecord<'a>,
    body: &'a MarkdownBody,
    links: &'a [ResolvedTarget],
    pictures: &'a [Option<PictureUse>],
    block_records: &'a [Option<RecordIndex>],
}

impl<'a> VisibleRecord<'a> {
    /// The text, in the language that is shown.
    pub fn body(&self) -> VisibleBody<'a> {
        match self.translation {
            Some(translation) => VisibleBody {
                record: self.clone(),
                body: &translation.parsed.body,
                links: &translation.links,
                pictures: &translation.pictures,
                block_records: &translation.block_records,
            },
            None => VisibleBody {
                record: self.clone(),
                body: &self.record.parsed.body,
                links: &self.record.links,
                pictures: &self.record.pictures,
                block_records: &self.record.block_records,
            },
        }
    }
}

impl<'a> VisibleBody<'a> {
    /// The text itself.
    pub fn markdown(&self) -> &'a MarkdownBody {
        self.body
    }

    /// The `href` of a link; `None` when the link is shown as plain text, because its target is not published.
    pub fn link_href(&self, number: u32) -> Option<String> {
        self.record.publication.resolved_href(self.links.get(number as usize)?)
    }

    /// A picture; `None` when it is left out.
    pub fn picture(&self, number: u32) -> Option<VisiblePicture> {
        let picture = self.pictures.get(number as usize)?.as_ref()?;
        self.record.visible_picture(picture)
    }

    /// A block and the record that it refers to; `None` when that record may not be shown, and the block is left out.
    pub fn block(&self, number: u32) -> Option<(&'a Block, Option<VisibleRecord<'a>>)> {
        let block = self.body.blocks.get(number as usize)?;
        match self.block_records.get(number as usize).copied().flatten() {
            None => Some((block, None)),
            Some(ix) => Some((block, Some(self.record.publication.visible(ix, Channel::List)?))),
        }
    }
}
