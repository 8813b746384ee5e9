//! Pages that say something of the site itself: how far everybody can use it, what it learns of its readers, how to send an
//! event. What stands on them is so because of how the program makes sites, or is written in `site.yaml`.

use schemars::JsonSchema;
use serde::Serialize;

use super::date::DateView;
use super::link::LinkView;
use super::locale::Locale;
use crate::fault::Code;
use crate::path::percent_encode_value;
use crate::publish::{BuiltInPage, Page, PageKind, Publication};

/// What a site says about itself.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AboutView {
    /// `accessibility`, `privacy` or `send-event`.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// Its address as it goes into `href`.
    pub href: String,
    /// Its address with scheme and host; none when the site has no `base_url`.
    pub url: Option<String>,
    /// The links that lead here from the front page.
    pub breadcrumbs: Vec<LinkView>,
    /// When somebody last looked whether everybody can use the site.
    pub checked: Option<DateView>,
    /// Who that was.
    pub checked_by: Option<String>,
    /// Known problems.
    pub known_issues: Vec<String>,
    /// Faults that were accepted for a while and keep somebody from something.
    pub waivers: Vec<WaiverView>,
    /// What is to be filled in of an event.
    pub event_form: Option<EventFormView>,
}

/// A fault that was accepted for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WaiverView {
    /// The criterion of WCAG 2.2 that it falls short of: `1.1.1`.
    pub criterion: &'static str,
    /// Why it is accepted.
    pub reason: String,
    /// The last day.
    pub until: DateView,
}

/// What is to be filled in of an event.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EventFormView {
    /// A message to the network with the questions in it, for `href` (RFC 6068).
    pub mailto: String,
    /// The questions, one a line.
    pub questions: String,
}

/// What is asked of an event: the ids of messages.
const QUESTION_IDS: [&str; 11] = [
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
    /// The view of such a page; `None` for another page.
    pub fn from_page(publication: &Publication, page: &Page, locale: &Locale) -> Option<Self> {
        let built_in_page = match &page.id.kind {
            PageKind::BuiltIn(built_in_page) => *built_in_page,
            PageKind::Record(_) if page.id.language.is_none() => BuiltInPage::from_address(&page.address)?,
            _ => return None,
        };
        let statement =
            publication.config().accessibility.as_ref().filter(|_| built_in_page == BuiltInPage::Accessibility);
        Some(Self {
            kind: built_in_page.as_str(),
            title: locale.messages().text(built_in_page.as_str()).to_owned(),
            href: publication.href(&page.address),
            url: publication.absolute_url(&page.address),
            breadcrumbs: match built_in_page {
                BuiltInPage::SendEvent => vec![LinkView::to_list(publication, "events", "/events/", locale)],
                _ => Vec::new(),
            },
            checked: statement.and_then(|stated| stated.checked).map(|day| DateView::from_date(day, locale)),
            checked_by: statement.and_then(|stated| stated.by.clone()),
            known_issues: statement.map(|stated| stated.known.clone()).unwrap_or_default(),
            waivers: if built_in_page == BuiltInPage::Accessibility {
                collect_waivers(publication, locale)
            } else {
                Vec::new()
            },
            event_form: (built_in_page == BuiltInPage::SendEvent).then(|| EventFormView::new(publication, locale)),
        })
    }
}

/// Accepted faults that fall short of a criterion, whether their day has passed or not: each once.
fn collect_waivers(publication: &Publication, locale: &Locale) -> Vec<WaiverView> {
    let site_waivers = publication.config().waivers.iter();
    let site_waivers = site_waivers.filter_map(|one| Some((Code::parse(&one.code)?, one.reason.as_str(), one.until)));
    let inline_waivers = publication.waivers().map(|one| (one.code, one.reason.as_str(), one.until));
    let mut views: Vec<WaiverView> = Vec::new();
    for (code, reason, until) in site_waivers.chain(inline_waivers) {
        let Some(criterion) = code.wcag_criterion() else { continue };
        let view = WaiverView { criterion, reason: reason.to_owned(), until: DateView::from_date(until, locale) };
        if !views.contains(&view) {
            views.push(view);
        }
    }
    views
}

impl EventFormView {
    fn new(publication: &Publication, locale: &Locale) -> Self {
        let messages = locale.messages();
        let lines: Vec<String> = QUESTION_IDS.iter().map(|id| format!("{}: ", messages.text(id))).collect();
        Self {
            mailto: mailto_href(publication, messages.text("send-subject"), &lines.join("\r\n\r\n")),
            questions: lines.join("\n"),
        }
    }
}

/// A message to the network, for `href` (RFC 6068).
pub(super) fn mailto_href(publication: &Publication, subject: &str, body: &str) -> String {
    let to = &publication.config().contact.email;
    let body = if body.is_empty() { String::new() } else { format!("&body={}", percent_encode_value(body)) };
    format!("mailto:{to}?subject={}{body}", percent_encode_value(subject))
}

/// Ways to share a page that tell nobody who shared it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ShareView {
    /// Its address with scheme and host.
    pub url: String,
    /// A message to whomever one likes, for `href` (RFC 6068).
    pub mailto: String,
    /// A link that opens WhatsApp when somebody follows it.
    pub whatsapp: String,
}

impl ShareView {
    /// The links for a page with a title.
    pub(super) fn new(url: &str, title: &str) -> Self {
        let text = percent_encode_value(&format!("{title}\n{url}"));
        Self {
            url: url.to_owned(),
            mailto: format!("mailto:?subject={}&body={}", percent_encode_value(title), percent_encode_value(url)),
            whatsapp: format!("https://wa.me/?text={text}"),
        }
    }
}
