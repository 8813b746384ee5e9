//! Pages that say something of the site itself: how far everybody can use it, what it learns of its readers, how to send an
//! event. What stands on them is so because of how the program makes sites, or is written in `site.yaml`.

use schemars::JsonSchema;
use serde::Serialize;

use super::{DateView, LinkView, Tongue};
use crate::fault::Code;
use crate::path::percent_encode_value;
use crate::publish::{BuiltInPage, Page, PageKind, Publication};

/// What a site says of itself.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AboutView {
    /// `accessibility`, `privacy` or `send-event`.
    pub what: &'static str,
    /// Its title.
    pub title: String,
    /// Its address as it goes into `href`.
    pub href: String,
    /// With scheme and host, where they are known.
    pub url: Option<String>,
    /// The way here from the front page.
    pub trail: Vec<LinkView>,
    /// When somebody last looked whether everybody can use the site.
    pub checked: Option<DateView>,
    /// Who that was.
    pub checked_by: Option<String>,
    /// What is known not to be as it should.
    pub known: Vec<String>,
    /// Faults that were accepted for a while and keep somebody from something.
    pub waived: Vec<WaivedView>,
    /// What is to be filled in of an event.
    pub send: Option<SendView>,
}

/// A fault that was accepted for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WaivedView {
    /// The criterion of WCAG 2.2 that it falls short of: `1.1.1`.
    pub criterion: &'static str,
    /// Why it is accepted.
    pub reason: String,
    /// The last day.
    pub until: DateView,
}

/// What is to be filled in of an event.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SendView {
    /// A message to the network with the questions in it, for `href` (RFC 6068).
    pub mail: String,
    /// The questions, one a line.
    pub text: String,
}

/// What is asked of an event: the ids of messages.
const QUESTIONS: [&str; 11] = [
    "send-what",
    "send-day",
    "send-starts",
    "send-ends",
    "send-where",
    "send-about",
    "send-run-by",
    "send-contact",
    "send-cost",
    "send-access",
    "send-from",
];

impl AboutView {
    /// Of a page; `None` for one that says nothing of the site.
    pub fn of(publication: &Publication, page: &Page, tongue: &Tongue) -> Option<Self> {
        let own = match &page.id.kind {
            PageKind::BuiltIn(own) => *own,
            PageKind::Record(_) if page.id.language.is_none() => BuiltInPage::from_address(&page.address)?,
            _ => return None,
        };
        let stated = publication.config().accessibility.as_ref().filter(|_| own == BuiltInPage::Accessibility);
        Some(Self {
            what: own.as_str(),
            title: tongue.words().text(own.as_str()).to_owned(),
            href: publication.href(&page.address),
            url: publication.absolute_url(&page.address),
            trail: match own {
                BuiltInPage::SendEvent => vec![tongue.list(publication, "events", "/events/")],
                _ => Vec::new(),
            },
            checked: stated.and_then(|stated| stated.checked).map(|day| DateView::of(day, tongue)),
            checked_by: stated.and_then(|stated| stated.by.clone()),
            known: stated.map(|stated| stated.known.clone()).unwrap_or_default(),
            waived: if own == BuiltInPage::Accessibility { waived(publication, tongue) } else { Vec::new() },
            send: (own == BuiltInPage::SendEvent).then(|| SendView::of(publication, tongue)),
        })
    }
}

/// Accepted faults that fall short of a criterion, whether their day has passed or not: each once.
fn waived(publication: &Publication, tongue: &Tongue) -> Vec<WaivedView> {
    let of_site = publication.config().waivers.iter();
    let of_site = of_site.filter_map(|one| Some((Code::parse(&one.code)?, one.reason.as_str(), one.until)));
    let on_lines = publication.waivers().map(|one| (one.code, one.reason.as_str(), one.until));
    let mut views: Vec<WaivedView> = Vec::new();
    for (code, reason, until) in of_site.chain(on_lines) {
        let Some(criterion) = code.wcag_criterion() else { continue };
        let view = WaivedView { criterion, reason: reason.to_owned(), until: DateView::of(until, tongue) };
        if !views.contains(&view) {
            views.push(view);
        }
    }
    views
}

impl SendView {
    fn of(publication: &Publication, tongue: &Tongue) -> Self {
        let words = tongue.words();
        let lines: Vec<String> = QUESTIONS.iter().map(|id| format!("{}: ", words.text(id))).collect();
        Self { mail: mail(publication, words.text("send-subject"), &lines.join("\r\n\r\n")), text: lines.join("\n") }
    }
}

/// A message to the network, for `href` (RFC 6068).
pub(super) fn mail(publication: &Publication, subject: &str, body: &str) -> String {
    let to = &publication.config().contact.email;
    let body = if body.is_empty() { String::new() } else { format!("&body={}", percent_encode_value(body)) };
    format!("mailto:{to}?subject={}{body}", percent_encode_value(subject))
}

/// Ways to pass a page on that tell nobody who did.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ShareView {
    /// Its address with scheme and host.
    pub url: String,
    /// A message to whomever one likes, for `href` (RFC 6068).
    pub mail: String,
    /// The same in WhatsApp, which opens only when it is asked for.
    pub whatsapp: String,
}

impl ShareView {
    /// Of a page with a title.
    pub(super) fn of(url: &str, title: &str) -> Self {
        let text = percent_encode_value(&format!("{title}\n{url}"));
        Self {
            url: url.to_owned(),
            mail: format!("mailto:?subject={}&body={}", percent_encode_value(title), percent_encode_value(url)),
            whatsapp: format!("https://wa.me/?text={text}"),
        }
    }
}
