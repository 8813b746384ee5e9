//! A publication and a theme, ready to print any page: what many pages share is made once.

use std::io::{self, Write};
use std::sync::{Arc, OnceLock};

use tera::{Context, Value};

use super::{Theme, policy};
use crate::fault::{Code, Fault, Faults};
use crate::publish::{Ix, Page, Publication, Seen, What};
use crate::record::{Channel, Kind};
use crate::view::{Card, Counts, DateView, ListView, MonthView, PageView, SiteView};
use crate::view::{SearchView, Structured, SubscribeView, by_heading, sections};

/// A page may not be longer than this; a template that loops without end is stopped by it.
const MAX_PAGE: usize = 32 * 1024 * 1024;

/// A publication and a theme.
pub struct Press {
    pub(super) publication: Arc<Publication>,
    pub(super) theme: Arc<Theme>,
    site: Value,
    cards: Vec<OnceLock<Value>>,
}

impl Press {
    /// Makes ready.
    pub fn new(publication: &Arc<Publication>, theme: &Arc<Theme>) -> Self {
        let site = Value::from_serializable(&SiteView::of(publication));
        let cards = std::iter::repeat_with(OnceLock::new).take(publication.order().len()).collect();
        Self { publication: Arc::clone(publication), theme: Arc::clone(theme), site, cards }
    }

    /// What is printed.
    pub fn publication(&self) -> &Publication {
        &self.publication
    }

    /// What it is printed with.
    pub fn theme(&self) -> &Theme {
        &self.theme
    }

    /// A Content-Security-Policy that is no narrower than any page's own. A host says it of all of them; each page
    /// says its own as well, and what both allow is allowed.
    pub fn widest_policy(&self) -> &str {
        match self.publication.config().has_search() {
            true => self.theme.search_policy(),
            false => self.theme.policy(),
        }
    }

    /// One page as HTML; `None` after a fault was reported.
    pub fn print(&self, page: &Page, out: &mut Faults) -> Option<Vec<u8>> {
        match &page.id.what {
            What::Home => self.home(out),
            What::Record(_) => self.record(page, &self.publication.seen_on(page)?, out),
            What::Subscribe(_) => self.subscribe(page, out),
            What::Search => self.search(out),
            What::NotFound => self.render("404.html", Context::new(), "the page for addresses that nothing has", out),
            What::Redirect(_) => self.redirect(&self.publication.seen_on(page)?, out),
            _ => self.list(page, out),
        }
    }

    fn record(&self, page: &Page, seen: &Seen<'_>, out: &mut Faults) -> Option<Vec<u8>> {
        let template = self.template(seen);
        let mut context = Context::new();
        let view = PageView::of(&self.publication, page, seen);
        context.insert_value("page", Value::from_serializable(&view));
        // JSON-LD is no theme's affair: what a title holds must not end the element it stands in.
        let structured = Structured::of(&self.publication, &view).map(|data| data.script()).unwrap_or_default();
        context.insert_value("structured", Value::safe_string(&structured));
        let body = if page.id.number == 1 { self.fill(&seen.body(), out) } else { String::new() };
        context.insert_value("body", Value::safe_string(&body));
        let sections: Vec<Value> = sections(&self.publication, page, seen)
            .into_iter()
            .map(|(section, records)| {
                let mut map = tera::Map::new();
                map.insert("name".into(), Value::from(section.name));
                map.insert("title".into(), Value::from(section.title));
                map.insert("entries".into(), self.cards(&records));
                Value::from(map)
            })
            .collect();
        context.insert_value("sections", Value::from(sections));
        self.render(&template, context, &format!("`{}`", seen.id()), out)
    }

    /// The template of a record: its own if it names one that there is, else its kind's. (`site` reports others.)
    fn template(&self, seen: &Seen<'_>) -> String {
        let own = seen.common().template.as_ref().map(|own| format!("{}.html", own.trim_end_matches(".html")));
        own.filter(|name| self.theme.has(name)).unwrap_or_else(|| format!("{}.html", seen.kind().word()))
    }

    fn home(&self, out: &mut Faults) -> Option<Vec<u8>> {
        let publication = &self.publication;
        let lists = publication.lists();
        let mut context = self.list_text("", out);
        let first = |kind: Kind, count: usize| self.cards(&lists.of(kind)[..lists.of(kind).len().min(count)]);
        let mut home = tera::Map::new();
        home.insert("campaigns".into(), first(Kind::Campaign, 2));
        home.insert("events".into(), first(Kind::Event, 6));
        home.insert("stories".into(), first(Kind::Story, 12));
        home.insert("places".into(), first(Kind::Place, 24));
        home.insert("counts".into(), Value::from_serializable(&Counts::of(publication)));
        let as_at = (!lists.of(Kind::Event).is_empty()).then(|| DateView::of(publication.today()));
        context.insert_value("as_at", Value::from_serializable(&as_at));
        context.insert_value("home", Value::from(home));
        self.render("home.html", context, "the front page", out)
    }

    fn list(&self, page: &Page, out: &mut Faults) -> Option<Vec<u8>> {
        let view = ListView::of(&self.publication, page)?;
        let folder = match (&page.id.what, page.id.number) {
            (What::List(kind), 1) => kind.folder(),
            (What::Topics, _) => "topics",
            _ => "\0",
        };
        let mut context = self.list_text(folder, out);
        let template = if page.id.what == What::Topics { "topics.html" } else { "list.html" };
        let name = format!("the list `{}`", page.address);
        context.insert_value("list", Value::from_serializable(&view));
        let entries = self.publication.entries(page);
        context.insert_value("entries", self.cards(entries));
        let month = match page.id.what {
            What::Month(year, month) => MonthView::of(&self.publication, year, month),
            _ => None,
        };
        context.insert_value("month", Value::from_serializable(&month));
        let are_events = matches!(page.id.what, What::List(Kind::Event) | What::PastEvents);
        let groups = if are_events { by_heading(&self.publication, entries) } else { Vec::new() };
        let groups = groups.into_iter().map(|group| {
            let mut map = tera::Map::new();
            map.insert("entries".into(), self.cards(&group.events));
            map.insert("key".into(), Value::from(group.key));
            map.insert("title".into(), Value::from(group.title));
            Value::from(map)
        });
        context.insert_value("groups", Value::from(groups.collect::<Vec<Value>>()));
        // An empty list says nothing that a later day could make wrong.
        let is_timed = page.id.what == What::List(Kind::Event) && !entries.is_empty();
        let as_at = is_timed.then(|| DateView::of(self.publication.today()));
        context.insert_value("as_at", Value::from_serializable(&as_at));
        self.render(template, context, &name, out)
    }

    fn subscribe(&self, page: &Page, out: &mut Faults) -> Option<Vec<u8>> {
        let view = SubscribeView::of(&self.publication, page)?;
        let mut context = Context::new();
        context.insert_value("subscribe", Value::from_serializable(&view));
        self.render("subscribe.html", context, &format!("the page `{}`", page.address), out)
    }

    fn search(&self, out: &mut Faults) -> Option<Vec<u8>> {
        let mut context = Context::new();
        context.insert_value("search", Value::from_serializable(&SearchView::of(&self.publication)));
        self.render_under(self.theme.search_policy(), "search.html", context, "the page `/search/`", out)
    }

    /// `page` and `body` of a folder's `index.md`; nothing and no text where there is none.
    fn list_text(&self, folder: &str, out: &mut Faults) -> Context {
        let mut context = Context::new();
        let publication = &self.publication;
        let text = publication.list_text(folder).and_then(|ix| publication.see(ix, Channel::Page));
        let page = publication.page_at("/").filter(|_| folder.is_empty());
        let body = text.as_ref().map(|seen| self.fill(&seen.body(), out)).unwrap_or_default();
        let view = match (&text, page) {
            (Some(seen), Some(page)) => Value::from_serializable(&PageView::of(publication, page, seen)),
            _ => Value::none(),
        };
        context.insert_value("page", view);
        context.insert_value("body", Value::safe_string(&body));
        context
    }

    fn redirect(&self, seen: &Seen<'_>, out: &mut Faults) -> Option<Vec<u8>> {
        let mut context = Context::new();
        let base = self.publication.base_url().map(|base| base.origin.clone());
        context.insert("to", &seen.href());
        context.insert("to_url", &base.map(|origin| format!("{origin}{}", seen.href())));
        self.render("redirect.html", context, &format!("an old address of `{}`", seen.id()), out)
    }

    fn render(&self, template: &str, context: Context, what: &str, out: &mut Faults) -> Option<Vec<u8>> {
        self.render_under(self.theme.policy(), template, context, what, out)
    }

    fn render_under(
        &self,
        policy: &str,
        template: &str,
        mut context: Context,
        what: &str,
        out: &mut Faults,
    ) -> Option<Vec<u8>> {
        context.insert_value("site", self.site.clone());
        let mut writer = Limited { bytes: Vec::with_capacity(8 * 1024), limit: MAX_PAGE };
        match self.theme.tera.render_to(template, &context, &mut writer) {
            Ok(()) => {
                policy::insert(policy, &mut writer.bytes);
                Some(writer.bytes)
            }
            Err(error) if matches!(error.kind(), tera::ErrorKind::Io(_)) => {
                let message = format!("the template `{template}` makes a page of more than 32 MB");
                out.report(Fault::of_network(Code::TemplateError, message).note(format!("while rendering {what}")));
                None
            }
            Err(error) => {
                out.report(self.theme.fault(&error).note(format!("while rendering {what}")));
                None
            }
        }
    }

    /// A record's card, made once for all pages that show it.
    pub(super) fn card(&self, ix: Ix) -> Value {
        let make = || {
            let seen = self.publication.see(ix, Channel::List);
            seen.map_or_else(Value::none, |seen| Value::from_serializable(&Card::of(&self.publication, &seen)))
        };
        self.cards[ix.at()].get_or_init(make).clone()
    }

    fn cards(&self, records: &[Ix]) -> Value {
        let cards = records.iter().map(|ix| self.card(*ix)).filter(|card| !card.is_none());
        Value::from(cards.collect::<Vec<Value>>())
    }
}

/// A writer that stops at a length.
struct Limited {
    bytes: Vec<u8>,
    limit: usize,
}

impl Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
