//! Fills the placeholders of a body: links, pictures, blocks.

use std::borrow::Cow;

use tera::Value;

use super::render_cache::RenderCache;
use super::renderer::Renderer;
use super::template_job::{TemplateJob, TemplateName};
use crate::fault::Faults;
use crate::markdown::{Argument, Block, PictureHtml, PlaceholderWriter, escape_html};
use crate::messages::Messages;
use crate::publish::{VisibleBody, VisibleRecord};
use crate::view::SignpostView;

/// Fills placeholders for a page.
struct PagePlaceholders<'a> {
    renderer: &'a Renderer,
    body: &'a VisibleBody<'a>,
    cache: &'a RenderCache,
    out: &'a mut Faults,
}

impl PlaceholderWriter for PagePlaceholders<'_> {
    fn link_href(&mut self, number: u32) -> Option<String> {
        self.body.link_href(number)
    }

    fn write_picture(&mut self, number: u32, html: &mut String) {
        if let Some(picture) = self.body.picture(number) {
            let (pixels, credit) = (picture.pixels, picture.credit.as_deref());
            PictureHtml { src: &picture.src, alt: &picture.alt, pixels, credit, is_on_page: true }.write(html);
        }
    }

    fn write_block(&mut self, number: u32, content: Option<&str>, html: &mut String) {
        html.push_str(&self.renderer.render_block(self.body, number, content, self.cache, self.out));
    }
}

impl Renderer {
    /// The HTML of a body. A link to something that may not be shown becomes plain text; a block that shows it is left
    /// out.
    pub(super) fn render_body(&self, body: &VisibleBody<'_>, cache: &RenderCache, out: &mut Faults) -> String {
        let html = body.markdown().to_html(&mut PagePlaceholders { renderer: self, body, cache, out });
        if html.contains(ALERT_START) { add_alert_titles(&html, cache.locale.messages()) } else { html }
    }

    fn render_block(
        &self,
        body: &VisibleBody<'_>,
        number: u32,
        content: Option<&str>,
        cache: &RenderCache,
        out: &mut Faults,
    ) -> String {
        let Some((block, record)) = body.block(number) else { return String::new() };
        let values = self.block_values(block, record.as_ref(), cache);
        let template = TemplateName::Block(block.name.replace('-', "_").into(), content.map(Into::into));
        let language = self.theme.engine_key(cache.locale.messages()).into();
        match self.theme.render(TemplateJob { language, template, values }, &self.stopped_templates) {
            Ok(html) => String::from_utf8(html).unwrap_or_default(),
            Err(fault) => {
                out.report(fault.with_note(format!("while rendering the block `{}`", block.name)));
                String::new()
            }
        }
    }

    /// A block's arguments with the types that its component declares.
    fn block_values<'b>(
        &self,
        block: &'b Block,
        record: Option<&VisibleRecord<'_>>,
        cache: &RenderCache,
    ) -> Vec<(Cow<'b, str>, Value)> {
        if block.name == "signposts" {
            let signposts = SignpostView::for_place(&self.publication, block.argument("place"), &cache.locale);
            return vec![("entries".into(), Value::from_serializable(&signposts))];
        }
        if let Some(record) = record {
            return vec![("card".into(), self.card(record.record_index(), cache))];
        }
        let definition = self.theme.component(&block.name.replace('-', "_"));
        let typed_value = |argument: &'b Argument| {
            let declared = definition
                .as_ref()
                .and_then(|definition| definition.args().iter().find(|known| known.name() == argument.name));
            let value = match declared.and_then(|declared| declared.arg_type()).map(|kind| kind.as_str()) {
                Some("bool") => Value::from(matches!(argument.value.as_str(), "true" | "yes")),
                Some("integer" | "number") => {
                    argument.value.parse::<i64>().map_or_else(|_| Value::from(argument.value.as_str()), Value::from)
                }
                Some("float") => {
                    argument.value.parse::<f64>().map_or_else(|_| Value::from(argument.value.as_str()), Value::from)
                }
                _ => Value::from(argument.value.as_str()),
            };
            (argument.name.as_str().into(), value)
        };
        block.arguments.iter().map(typed_value).collect()
    }
}

/// The start of an alert's HTML.
const ALERT_START: &str = "<blockquote class=\"markdown-alert-";

/// Adds a title such as "Note" to each alert, which the style sheet shows.
fn add_alert_titles(html: &str, messages: &Messages) -> String {
    let mut output = String::with_capacity(html.len() + 64);
    for (number, part) in html.split(ALERT_START).enumerate() {
        if number > 0 {
            output.push_str("<blockquote data-title=\"");
            let kind = part.split('"').next().unwrap_or_default();
            escape_html(messages.find_text(&format!("alert-{kind}")).unwrap_or_default(), &mut output);
            output.push_str("\" class=\"markdown-alert-");
        }
        output.push_str(part);
    }
    output
}
