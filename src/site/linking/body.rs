//! The links, pictures and blocks of a body.

use std::sync::Arc;

use super::linked_record::LinkedBody;
use super::linker::Linker;
use crate::fault::Faults;
use crate::markdown::MarkdownBody;
use crate::site::record::Record;
use crate::text::Source;

impl Linker<'_> {
    /// Resolves the links, pictures and blocks of the body of a record or of one of its translations.
    pub(super) fn link_body(
        &self,
        source: &Arc<Source>,
        body: &MarkdownBody,
        record: &Record,
        out: &mut Faults,
    ) -> LinkedBody {
        let own_body = Some(body).filter(|_| !record.shares_its_page());
        let links =
            body.links.iter().map(|link| self.resolve_link(source, link.span, &link.target, own_body, out)).collect();
        let pictures = body.pictures.iter().map(|picture| self.resolve_picture(source, picture, record, out)).collect();
        let block_records = body.blocks.iter().map(|block| self.resolve_block(source, block, out)).collect();
        LinkedBody { links, pictures, block_records, has_errors: false }
    }
}
