//! Pages about the site itself: how accessible it is, what it learns about its readers, how to send an event. They say
//! what is true because of how the program builds sites, and what `site.yaml` says.

use schemars::JsonSchema;
use serde::Serialize;

use super::date::DateView;
use super::link::LinkView;
use super::locale::Locale;
use crate::fault::Code;
use crate::path::percent_encode_value;
use crate::publish::{BuiltInPage, Page, PageKind, Publication};

/// The facts on a page about the site itself.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AboutView {
    /// `accessibility`, `privacy` or `send-event`.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// Its address as it goes into `href`.
    pub href: String,
    /// Its address with scheme and host; `None` when the site has no `base_url`.
    pub url: Option<String>,
    /// The links that lead here from the front page.
    pub breadcrumbs: Vec<LinkView>,
    /// The day on which somebody last tested the site's accessibility.
    pub checked: Option<DateView>,
    /// Who tested it.
    pub checked_by: Option<String>,
    /// Known problems.
    pub known_issues: Vec<String>,
    /// Accessibility faults that the network has accepted until a day.
    pub waivers: Vec<WaiverView>,
    /// How to send an event to the network.
    pub event_form: Option<EventFormView>,
}

/// An accessibility fault that is accepted until a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WaiverView {
    /// The WCAG 2.2 success criterion that it fails: `1.1.1`.
    pub criterion: &'static str,
    /// Why the network accepts it for now.
    pub reason: String,
    /// The last day on which it is accepted.
    pub until: DateView,
}

/// How to send an event to the network.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EventFormView {
    /// A `mailto:` link for a message to the network that has the questions in it (RFC 6068).
    pub mailto: String,
    /// The questions, one on each line.
    pub questions: String,
}

/// The ids of the messages that ask about an event.
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
    /// The view of a page about the site; `None` for another page.
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
            checked: statement
                .and_then(|stated| stated.checked)
                .filter(|day| publication.has_day_begun(day.value))
                .map(|day| DateView::from_date(day.value, locale)),
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

/// The accepted faults that fail a WCAG criterion, each once, including those whose last day has passed.
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

/// A `mailto:` link for a message to the network (RFC 6068).
pub(super) fn mailto_href(publication: &Publication, subject: &str, body: &str) -> String {
    let to = &publication.config().contact.email;
    let body = if body.is_empty() { String::new() } else { format!("&body={}", percent_encode_value(body)) };
    format!("mailto:{to}?subject={}{body}", percent_encode_value(subject))
}

/// Links to share a page. Nobody learns who used them.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ShareView {
    /// The page's address with scheme and host.
    pub url: String,
    /// A `mailto:` link for a message to anybody (RFC 6068).
    pub mailto: String,
    /// A link that opens WhatsApp when somebody follows it.
    pub whatsapp: String,
}

impl ShareView {
    /// The links for a page with this title.
    pub(super) fn new(url: &str, title: &str) -> Self {
        let text = percent_encode_value(&format!("{title}\n{url}"));
        Self {
            url: url.to_owned(),
            mailto: format!("mailto:?subject={}&body={}", percent_encode_value(title), percent_encode_value(url)),
            whatsapp: format!("https://wa.me/?text={text}"),
        }
    }
}
