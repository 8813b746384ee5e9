//! A publication and a theme, ready to print any page: what many pages share is made once.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use tera::Value;

use super::sheet::{Sheet, Values};
use super::speech::Speech;
use super::{Theme, policy};
use crate::fault::{Code, Fault, Faults};
use crate::language::LanguageTag;
use crate::publish::{Page, PageKind, Publication, RecordIndex, VisibleRecord};
use crate::record::{Channel, Kind};
use crate::view::{
    AboutView, Card, Counts, DateView, LeadView, LinkView, ListView, MetaView, MonthView, PageView, SearchView,
};
use crate::view::{Structured, SubscribeView, Tongue, by_heading, by_letter, sections};

/// A page may not be longer than this; a template that loops without end is stopped by it.
const MAX_PAGE: usize = 32 * 1024 * 1024;

/// A publication and a theme.
pub struct Press {
    pub(super) publication: Arc<Publication>,
    pub(super) theme: Arc<Theme>,
    /// In the network's language.
    own: Speech,
    /// In the others that `site.yaml` names.
    others: BTreeMap<LanguageTag, Speech>,
}

impl Press {
    /// Makes ready.
    pub fn new(publication: &Arc<Publication>, theme: &Arc<Theme>) -> Self {
        let config = publication.config();
        let speech = |language: &LanguageTag| Speech::new(publication, language, theme.words(language));
        let others = config.languages.iter().map(|language| (language.clone(), speech(language))).collect();
        let own = speech(&config.language);
        Self { publication: Arc::clone(publication), theme: Arc::clone(theme), own, others }
    }

    /// What pages of a language say; none is the network's, which speaks for languages that it does not name as well.
    fn speech(&self, language: Option<&LanguageTag>) -> &Speech {
        language.and_then(|language| self.others.get(language)).unwrap_or(&self.own)
    }

    /// The network's language, and its words.
    pub fn tongue(&self) -> &Tongue {
        &self.own.tongue
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
        let sheet = self.sheet(page, out)?;
        let policy = match page.id.kind {
            PageKind::Search => self.theme.search_policy(),
            _ => self.theme.policy(),
        };
        self.render(sheet, policy, out)
    }

    /// A page's template and the values that it gets.
    pub(super) fn sheet(&self, page: &Page, out: &mut Faults) -> Option<Sheet<'_>> {
        let mut sheet = match &page.id.kind {
            PageKind::Home => self.home(page, out),
            PageKind::Record(ix) if self.publication.list_introduction("") == Some(*ix) => self.home(page, out),
            PageKind::Record(_) => self.record(page, &self.publication.record_on_page(page)?, out),
            PageKind::Subscribe(_) => self.subscribe(page)?,
            PageKind::Search => self.search(page),
            PageKind::BuiltIn(_) => self.about(page)?,
            PageKind::NotFound => self.not_found(),
            PageKind::Redirect(_) => self.redirect(&self.publication.record_on_page(page)?),
            _ => self.list(page, out)?,
        };
        sheet.values.insert_value("site", sheet.speech.site.clone());
        sheet.values.or_insert("words", || sheet.speech.words(None));
        Some(sheet)
    }

    fn record(&self, page: &Page, seen: &VisibleRecord<'_>, out: &mut Faults) -> Sheet<'_> {
        let template = self.template(seen);
        let mut context = Values::new();
        let speech = self.speech(seen.language());
        let view = PageView::of(&self.publication, page, seen, &speech.tongue);
        context.insert_value("words", speech.words(seen.language()));
        context.insert_value("page", Value::from_serializable(&view));
        let meta = MetaView::of(&self.publication, page, &view, seen);
        head(&mut context, Some(&meta), Some(&Structured::of(&self.publication, &view)));
        let body = if page.id.page_number == 1 { self.fill(&seen.body(), speech, out) } else { String::new() };
        context.insert_value("body", Value::safe_string(&body));
        let sections: Vec<Value> = sections(&self.publication, page, seen)
            .into_iter()
            .map(|(section, records)| {
                let mut map = tera::Map::new();
                map.insert("name".into(), Value::from(section.name));
                map.insert("title".into(), Value::from(speech.tongue.words().text(section.says)));
                map.insert("entries".into(), self.cards(&records, speech));
                Value::from(map)
            })
            .collect();
        context.insert_value("sections", Value::from(sections));
        Sheet { template, values: context, speech, what: format!("`{}`", seen.id()) }
    }

    /// The template of a record: its own if it names one that there is, else its kind's. (`site` reports others.)
    fn template(&self, seen: &VisibleRecord<'_>) -> String {
        let own = seen.common().template.as_ref().map(|own| format!("{}.html", own.trim_end_matches(".html")));
        own.filter(|name| self.theme.has(name)).unwrap_or_else(|| format!("{}.html", seen.kind().as_str()))
    }

    fn not_found(&self) -> Sheet<'_> {
        let mut context = Values::new();
        head(&mut context, None, None);
        sheet("404.html", context, &self.own, "the page for addresses that nothing has")
    }

    /// The front page, or the start page of a language.
    fn home(&self, page: &Page, out: &mut Faults) -> Sheet<'_> {
        let publication = &self.publication;
        let lists = publication.lists();
        let speech = self.speech(page.id.language.as_ref());
        let text = self.text("", page.id.language.as_ref());
        let view = text.as_ref().map(|seen| PageView::of(publication, page, seen, &speech.tongue));
        let mut context = self.body(text.as_ref(), speech, out);
        context.insert_value("page", Value::from_serializable(&view));
        let meta = MetaView::of_home(publication, page, view.as_ref().zip(text.as_ref()));
        head(&mut context, Some(&meta), Some(&Structured::of_home(publication, self.tongue())));
        let first = |kind: Kind, count: usize| {
            self.cards(&lists.records_of_kind(kind)[..lists.records_of_kind(kind).len().min(count)], speech)
        };
        let mut home = tera::Map::new();
        home.insert("campaigns".into(), first(Kind::Campaign, 3));
        home.insert("lead".into(), Value::from_serializable(&LeadView::of(publication, &speech.tongue)));
        home.insert("events".into(), first(Kind::Event, 6));
        home.insert("stories".into(), first(Kind::Story, 6));
        home.insert("places".into(), first(Kind::Place, 24));
        home.insert("counts".into(), Value::from_serializable(&Counts::of(publication)));
        let as_at =
            (!lists.records_of_kind(Kind::Event).is_empty()).then(|| DateView::of(publication.today(), &speech.tongue));
        context.insert_value("as_at", Value::from_serializable(&as_at));
        context.insert_value("home", Value::from(home));
        sheet("home.html", context, speech, format!("the front page `{}`", page.address))
    }

    fn list(&self, page: &Page, out: &mut Faults) -> Option<Sheet<'_>> {
        let (speech, tongue) = (&self.own, &self.own.tongue);
        let view = ListView::of(&self.publication, page, tongue)?;
        let folder = match (&page.id.kind, page.id.page_number) {
            (PageKind::List(kind), 1) => kind.folder(),
            (PageKind::Topics, _) => "topics",
            _ => "\0",
        };
        let mut context = self.body(self.text(folder, None).as_ref(), speech, out);
        context.insert_value("page", Value::none());
        let template = if page.id.kind == PageKind::Topics { "topics.html" } else { "list.html" };
        let name = format!("the list `{}`", page.address);
        context.insert_value("list", Value::from_serializable(&view));
        let meta = MetaView::of_list(&self.publication, page, &view);
        head(&mut context, Some(&meta), Some(&Structured::of_list(&self.publication, &view)));
        let entries = self.publication.entries_on_page(page);
        context.insert_value("entries", self.cards(entries, speech));
        let month = match page.id.kind {
            PageKind::Month(year, month) => MonthView::of(&self.publication, year, month, tongue),
            _ => None,
        };
        context.insert_value("month", Value::from_serializable(&month));
        let are_events = matches!(page.id.kind, PageKind::List(Kind::Event) | PageKind::PastEvents);
        let groups = match page.id.kind {
            PageKind::List(Kind::Partner) => by_letter(&self.publication, entries),
            _ if are_events => by_heading(&self.publication, entries, tongue),
            _ => Vec::new(),
        };
        let groups = groups.into_iter().map(|group| {
            let mut map = tera::Map::new();
            map.insert("entries".into(), self.cards(&group.records, speech));
            map.insert("key".into(), Value::from(group.key));
            map.insert("title".into(), Value::from(group.title));
            Value::from(map)
        });
        context.insert_value("groups", Value::from(groups.collect::<Vec<Value>>()));
        // An empty list says nothing that a later day could make wrong.
        let is_timed = page.id.kind == PageKind::List(Kind::Event) && !entries.is_empty();
        let as_at = is_timed.then(|| DateView::of(self.publication.today(), tongue));
        context.insert_value("as_at", Value::from_serializable(&as_at));
        Some(sheet(template, context, speech, name))
    }

    fn subscribe(&self, page: &Page) -> Option<Sheet<'_>> {
        let view = SubscribeView::of(&self.publication, page, &self.own.tongue)?;
        let mut context = Values::new();
        context.insert_value("subscribe", Value::from_serializable(&view));
        self.plain(&mut context, page, "WebPage", &view.title, &view.trail);
        Some(sheet("subscribe.html", context, &self.own, format!("the page `{}`", page.address)))
    }

    fn search(&self, page: &Page) -> Sheet<'_> {
        let mut context = Values::new();
        let view = SearchView::of(&self.publication);
        let title = self.tongue().words().text("search");
        self.plain(&mut context, page, "SearchResultsPage", title, &[]);
        context.insert_value("search", Value::from_serializable(&view));
        sheet("search.html", context, &self.own, "the page `/search/`")
    }

    fn about(&self, page: &Page) -> Option<Sheet<'_>> {
        let view = AboutView::of(&self.publication, page, self.tongue())?;
        let mut context = Values::new();
        self.plain(&mut context, page, "WebPage", &view.title, &view.trail);
        context.insert_value("about", Value::from_serializable(&view));
        Some(sheet("about.html", context, &self.own, format!("the page `{}`", page.address)))
    }

    /// The head of a page that is neither a record nor a list.
    fn plain(&self, context: &mut Values, page: &Page, kind: &str, title: &str, trail: &[LinkView]) {
        let publication = &self.publication;
        let url = publication.absolute_url(&page.address);
        let structured = Structured::of_page(publication, kind, title, url.as_deref(), trail);
        head(context, Some(&MetaView::plain(publication, page, title, url)), Some(&structured));
    }

    /// The text of a folder's `index.md`, in a language where it has such a translation.
    fn text(&self, folder: &str, language: Option<&LanguageTag>) -> Option<VisibleRecord<'_>> {
        let seen = self.publication.visible(self.publication.list_introduction(folder)?, Channel::Page)?;
        Some(seen.in_language(language))
    }

    /// `body`: the HTML of a text, and none where there is no text.
    fn body(&self, text: Option<&VisibleRecord<'_>>, speech: &Speech, out: &mut Faults) -> Values {
        let mut context = Values::new();
        let body = text.map(|seen| self.fill(&seen.body(), speech, out)).unwrap_or_default();
        context.insert_value("body", Value::safe_string(&body));
        context
    }

    fn redirect(&self, seen: &VisibleRecord<'_>) -> Sheet<'_> {
        let mut context = Values::new();
        let speech = self.speech(seen.language());
        let base = self.publication.base_url().map(|base| base.origin.clone());
        context.insert("to", &seen.href());
        context.insert("to_url", &base.map(|origin| format!("{origin}{}", seen.href())));
        sheet("redirect.html", context, speech, format!("an old address of `{}`", seen.id()))
    }

    fn render(&self, sheet: Sheet<'_>, policy: &str, out: &mut Faults) -> Option<Vec<u8>> {
        let Sheet { template, values, speech, what } = sheet;
        let mut writer = Limited { bytes: Vec::with_capacity(8 * 1024), limit: MAX_PAGE };
        let tera = self.theme.tera(speech.tongue.words());
        match tera.render_to(&template, &values.into_context(), &mut writer) {
            Ok(()) => {
                policy::insert(policy, &mut writer.bytes);
                Some(writer.bytes)
            }
            Err(error) if matches!(error.kind(), tera::ErrorKind::Io(_)) => {
                let message = format!("the template `{template}` makes a page of more than 32 MB");
                out.report(
                    Fault::in_network(Code::TemplateError, message).with_note(format!("while rendering {what}")),
                );
                None
            }
            Err(error) => {
                out.report(self.theme.fault(&error).with_note(format!("while rendering {what}")));
                None
            }
        }
    }

    /// A record's card, made once for all pages that show it.
    pub(super) fn card(&self, ix: RecordIndex, speech: &Speech) -> Value {
        let make = || {
            let seen = self.publication.visible(ix, Channel::List);
            let card = seen.map(|seen| Card::of(&self.publication, &seen, &speech.tongue));
            card.map_or_else(Value::none, |card| Value::from_serializable(&card))
        };
        speech.cards[ix.as_usize()].get_or_init(make).clone()
    }

    fn cards(&self, records: &[RecordIndex], speech: &Speech) -> Value {
        let cards = records.iter().map(|ix| self.card(*ix, speech)).filter(|card| !card.is_none());
        Value::from(cards.collect::<Vec<Value>>())
    }
}

/// What the head of every page says for others: `meta` and `structured`. JSON-LD is no theme's affair: what a title holds
/// must not end the element it stands in.
fn head(context: &mut Values, meta: Option<&MetaView>, structured: Option<&Structured>) {
    context.insert_value("meta", Value::from_serializable(&meta));
    let script = structured.map(Structured::script).unwrap_or_default();
    context.insert_value("structured", Value::safe_string(&script));
}

fn sheet<'a>(template: &str, values: Values, speech: &'a Speech, what: impl Into<String>) -> Sheet<'a> {
    Sheet { template: template.to_owned(), values, speech, what: what.into() }
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
