//! A body's holes filled: links, pictures, blocks.

use tera::{Context, Value};

use super::Press;
use super::speech::Speech;
use crate::fault::Faults;
use crate::markdown::{Block, PlaceholderWriter, escape_html};
use crate::publish::{VisibleBody, VisibleRecord};
use crate::view::SignpostView;
use crate::words::Messages;

/// Fills as a page does.
struct OnPage<'a> {
    press: &'a Press,
    body: &'a VisibleBody<'a>,
    speech: &'a Speech,
    out: &'a mut Faults,
}

impl PlaceholderWriter for OnPage<'_> {
    fn link_href(&mut self, number: u32) -> Option<String> {
        self.body.link_href(number)
    }

    fn write_picture(&mut self, number: u32, html: &mut String) {
        if let Some(picture) = self.body.picture(number) {
            push_picture(&picture, html);
        }
    }

    fn write_block(&mut self, number: u32, content: Option<&str>, html: &mut String) {
        html.push_str(&self.press.block(self.body, number, content, self.speech, self.out));
    }
}

impl Press {
    /// The HTML of a body. Links to what is not to be seen become plain text, such blocks nothing.
    pub(super) fn fill(&self, body: &VisibleBody<'_>, speech: &Speech, out: &mut Faults) -> String {
        let html = body.markdown().to_html(&mut OnPage { press: self, body, speech, out });
        if html.contains(ALERT) { titled(&html, speech.tongue.words()) } else { html }
    }

    fn block(
        &self,
        body: &VisibleBody<'_>,
        number: u32,
        content: Option<&str>,
        speech: &Speech,
        out: &mut Faults,
    ) -> String {
        let Some((block, record)) = body.block(number) else { return String::new() };
        let context = self.arguments(block, record.as_ref(), speech);
        let name = block.name.replace('-', "_");
        match self.theme.tera(speech.tongue.words()).render_component(&name, &context, content, true) {
            Ok(html) => html,
            Err(error) => {
                out.report(self.theme.fault(&error).with_note(format!("while rendering the block `{}`", block.name)));
                String::new()
            }
        }
    }

    /// A block's arguments with the types that its component declares.
    fn arguments(&self, block: &Block, record: Option<&VisibleRecord<'_>>, speech: &Speech) -> Context {
        let mut context = Context::new();
        if block.name == "signposts" {
            let signposts = SignpostView::all(&self.publication, block.argument("place"), &speech.tongue);
            context.insert_value("entries", Value::from_serializable(&signposts));
            return context;
        }
        if let Some(record) = record {
            context.insert_value("card", self.card(record.record_index(), speech));
            return context;
        }
        let definition = self.theme.tera(speech.tongue.words()).get_component_definition(&block.name.replace('-', "_"));
        for argument in &block.arguments {
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
            context.insert_value(argument.name.clone(), value);
        }
        context
    }
}

/// How an alert begins.
const ALERT: &str = "<blockquote class=\"markdown-alert-";

/// Alerts with their titles, which the style sheet shows.
fn titled(html: &str, words: &Messages) -> String {
    let mut whole = String::with_capacity(html.len() + 64);
    for (number, part) in html.split(ALERT).enumerate() {
        if number > 0 {
            whole.push_str("<blockquote data-title=\"");
            let kind = part.split('"').next().unwrap_or_default();
            escape_html(words.find_text(&format!("alert-{kind}")).unwrap_or_default(), &mut whole);
            whole.push_str("\" class=\"markdown-alert-");
        }
        whole.push_str(part);
    }
    whole
}

fn push_picture(picture: &crate::publish::VisiblePicture, html: &mut String) {
    html.push_str("<img src=\"");
    escape_html(&picture.src, html);
    html.push_str("\" alt=\"");
    escape_html(&picture.alt, html);
    html.push('"');
    if let Some((width, height)) = picture.pixels {
        html.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
    }
    html.push_str(" loading=\"lazy\">");
    if let Some(credit) = &picture.credit {
        html.push_str(" <small class=\"credit\">");
        escape_html(credit, html);
        html.push_str("</small>");
    }
}
