//! A publication and a theme, ready to print any page: what many pages share is made once.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use tera::Value;

use super::page_context::{PageContext, TemplateValues};
use super::render_cache::RenderCache;
use super::{Theme, policy};
use crate::fault::{Code, Fault, Faults};
use crate::kind::{Grouping, Kind};
use crate::language::LanguageTag;
use crate::publish::{Page, PageKind, Publication, RecordIndex, VisibleRecord};
use crate::record::Channel;
use crate::view::{
    AboutView, Card, DateView, FeaturedCampaignView, LinkView, ListView, MetaView, MonthView, PageView, SearchView,
};
use crate::view::{JsonLd, Locale, SubscribeView, group_by_date, group_by_letter, related_sections};

/// A page may not be longer than this; a template that loops without end is stopped by it.
const MAX_PAGE_BYTES: usize = 32 * 1024 * 1024;

/// A publication and a theme.
pub struct Renderer {
    pub(super) publication: Arc<Publication>,
    pub(super) theme: Arc<Theme>,
    /// In the network's language.
    default_cache: RenderCache,
    /// In the others that `site.yaml` names.
    caches_by_language: BTreeMap<LanguageTag, RenderCache>,
}

impl Renderer {
    /// Makes ready.
    pub fn new(publication: &Arc<Publication>, theme: &Arc<Theme>) -> Self {
        let config = publication.config();
        let new_cache = |language: &LanguageTag| RenderCache::new(publication, language, theme.messages(language));
        let caches_by_language =
            config.languages.iter().map(|language| (language.clone(), new_cache(language))).collect();
        let default_cache = new_cache(&config.language);
        Self { publication: Arc::clone(publication), theme: Arc::clone(theme), default_cache, caches_by_language }
    }

    /// What pages of a language say; none is the network's, which speaks for languages that it does not name as well.
    fn cache_for(&self, language: Option<&LanguageTag>) -> &RenderCache {
        language.and_then(|language| self.caches_by_language.get(language)).unwrap_or(&self.default_cache)
    }

    /// The network's language, and its words.
    pub fn locale(&self) -> &Locale {
        &self.default_cache.locale
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
    pub fn render(&self, page: &Page, out: &mut Faults) -> Option<Vec<u8>> {
        let context = self.page_context(page, out)?;
        let policy = match page.id.kind {
            PageKind::Search => self.theme.search_policy(),
            _ => self.theme.policy(),
        };
        self.render_template(context, policy, out)
    }

    /// A page's template and the values that it gets.
    pub(super) fn page_context(&self, page: &Page, out: &mut Faults) -> Option<PageContext<'_>> {
        let mut context = match &page.id.kind {
            PageKind::Home => self.home_context(page, out),
            PageKind::Record(ix) if self.publication.list_introduction("") == Some(*ix) => self.home_context(page, out),
            PageKind::Record(_) => self.record_context(page, &self.publication.record_on_page(page)?, out),
            PageKind::Subscribe(_) => self.subscribe_context(page)?,
            PageKind::Search => self.search_context(page),
            PageKind::BuiltIn(_) => self.about_context(page)?,
            PageKind::NotFound => self.not_found_context(),
            PageKind::Redirect(_) => self.redirect_context(&self.publication.record_on_page(page)?),
            _ => self.list_context(page, out)?,
        };
        context.values.insert_value("site", context.cache.site.clone());
        context.values.or_insert("ui", || context.cache.ui_language(None));
        Some(context)
    }

    fn record_context(&self, page: &Page, record: &VisibleRecord<'_>, out: &mut Faults) -> PageContext<'_> {
        let template = self.template_name(record);
        let mut values = TemplateValues::new();
        let cache = self.cache_for(record.language());
        let view = PageView::new(&self.publication, page, record, &cache.locale);
        values.insert_value("ui", cache.ui_language(record.language()));
        values.insert_value("page", Value::from_serializable(&view));
        let meta = MetaView::for_record(&self.publication, page, &view, record);
        insert_head(&mut values, Some(&meta), Some(&JsonLd::for_record(&self.publication, &view)));
        let body = if page.id.page_number == 1 { self.render_body(&record.body(), cache, out) } else { String::new() };
        values.insert_value("body", Value::safe_string(&body));
        let sections: Vec<Value> = related_sections(&self.publication, page, record)
            .into_iter()
            .map(|section| {
                let mut map = tera::Map::new();
                map.insert("name".into(), Value::from(section.name));
                map.insert("title".into(), Value::from(cache.locale.messages().text(section.title_message)));
                map.insert("entries".into(), self.cards(&section.records, cache));
                Value::from(map)
            })
            .collect();
        values.insert_value("sections", Value::from(sections));
        PageContext { template, values, cache, subject: format!("`{}`", record.id()) }
    }

    /// The template of a record: its own if it names one that there is, else its kind's. (`site` reports others.)
    fn template_name(&self, record: &VisibleRecord<'_>) -> String {
        let custom_template =
            record.common().template.as_ref().map(|own| format!("{}.html", own.trim_end_matches(".html")));
        custom_template
            .filter(|name| self.theme.has_template(name))
            .unwrap_or_else(|| format!("{}.html", record.kind().as_str()))
    }

    fn not_found_context(&self) -> PageContext<'_> {
        let mut values = TemplateValues::new();
        insert_head(&mut values, None, None);
        new_context("404.html", values, &self.default_cache, "the page for addresses that nothing has")
    }

    /// The front page, or the start page of a language.
    fn home_context(&self, page: &Page, out: &mut Faults) -> PageContext<'_> {
        let publication = &self.publication;
        let lists = publication.lists();
        let cache = self.cache_for(page.id.language.as_ref());
        let introduction = self.introduction("", page.id.language.as_ref());
        let view = introduction.as_ref().map(|record| PageView::new(publication, page, record, &cache.locale));
        let mut values = self.body_values(introduction.as_ref(), cache, out);
        values.insert_value("page", Value::from_serializable(&view));
        let meta = MetaView::for_home(publication, page, view.as_ref().zip(introduction.as_ref()));
        insert_head(&mut values, Some(&meta), Some(&JsonLd::for_home(publication, self.locale())));
        let mut home = tera::Map::new();
        for spec in Kind::all().map(Kind::spec).filter(|spec| spec.home_cards > 0) {
            let records = lists.records_of_kind(spec.kind);
            home.insert(spec.folder.into(), self.cards(&records[..records.len().min(spec.home_cards)], cache));
        }
        let featured = FeaturedCampaignView::newest(publication, &cache.locale);
        home.insert("featured_campaign".into(), Value::from_serializable(&featured));
        let listed = Kind::all().filter(|kind| kind.spec().has_list);
        let counts: BTreeMap<&str, usize> =
            listed.map(|kind| (kind.folder(), lists.records_of_kind(kind).len())).collect();
        home.insert("counts".into(), Value::from_serializable(&counts));
        let made_on = (!lists.records_of_kind(Kind::Event).is_empty())
            .then(|| DateView::from_date(publication.today(), &cache.locale));
        values.insert_value("made_on", Value::from_serializable(&made_on));
        values.insert_value("home", Value::from(home));
        new_context("home.html", values, cache, format!("the front page `{}`", page.address))
    }

    fn list_context(&self, page: &Page, out: &mut Faults) -> Option<PageContext<'_>> {
        let (cache, locale) = (&self.default_cache, &self.default_cache.locale);
        let view = ListView::from_page(&self.publication, page, locale)?;
        let folder = match (&page.id.kind, page.id.page_number) {
            (PageKind::List(kind), 1) => kind.folder(),
            (PageKind::Topics, _) => "topics",
            _ => "\0",
        };
        let mut values = self.body_values(self.introduction(folder, None).as_ref(), cache, out);
        values.insert_value("page", Value::none());
        let template = if page.id.kind == PageKind::Topics { "topics.html" } else { "list.html" };
        let name = format!("the list `{}`", page.address);
        values.insert_value("list", Value::from_serializable(&view));
        let meta = MetaView::for_list(&self.publication, page, &view);
        insert_head(&mut values, Some(&meta), Some(&JsonLd::for_list(&self.publication, &view)));
        let entries = self.publication.entries_on_page(page);
        values.insert_value("entries", self.cards(entries, cache));
        let month = match page.id.kind {
            PageKind::Month(year, month) => MonthView::for_month(&self.publication, year, month, locale),
            _ => None,
        };
        values.insert_value("month", Value::from_serializable(&month));
        let grouping = match page.id.kind {
            PageKind::List(kind) => kind.spec().grouping,
            PageKind::PastEvents => Grouping::ByDate,
            _ => Grouping::None,
        };
        let groups = match grouping {
            Grouping::ByLetter => group_by_letter(&self.publication, entries),
            Grouping::ByDate => group_by_date(&self.publication, entries, locale),
            Grouping::None => Vec::new(),
        };
        let groups = groups.into_iter().map(|group| {
            let mut map = tera::Map::new();
            map.insert("entries".into(), self.cards(&group.records, cache));
            map.insert("key".into(), Value::from(group.key));
            map.insert("title".into(), Value::from(group.title));
            Value::from(map)
        });
        values.insert_value("groups", Value::from(groups.collect::<Vec<Value>>()));
        // An empty list says nothing that a later day could make wrong.
        let is_timed = page.id.kind == PageKind::List(Kind::Event) && !entries.is_empty();
        let made_on = is_timed.then(|| DateView::from_date(self.publication.today(), locale));
        values.insert_value("made_on", Value::from_serializable(&made_on));
        Some(new_context(template, values, cache, name))
    }

    fn subscribe_context(&self, page: &Page) -> Option<PageContext<'_>> {
        let view = SubscribeView::from_page(&self.publication, page, &self.default_cache.locale)?;
        let mut values = TemplateValues::new();
        values.insert_value("subscribe", Value::from_serializable(&view));
        self.insert_plain_head(&mut values, page, "WebPage", &view.title, &view.breadcrumbs);
        Some(new_context("subscribe.html", values, &self.default_cache, format!("the page `{}`", page.address)))
    }

    fn search_context(&self, page: &Page) -> PageContext<'_> {
        let mut values = TemplateValues::new();
        let view = SearchView::new(&self.publication);
        let title = self.locale().messages().text("search");
        self.insert_plain_head(&mut values, page, "SearchResultsPage", title, &[]);
        values.insert_value("search", Value::from_serializable(&view));
        new_context("search.html", values, &self.default_cache, "the page `/search/`")
    }

    fn about_context(&self, page: &Page) -> Option<PageContext<'_>> {
        let view = AboutView::from_page(&self.publication, page, self.locale())?;
        let mut values = TemplateValues::new();
        self.insert_plain_head(&mut values, page, "WebPage", &view.title, &view.breadcrumbs);
        values.insert_value("about", Value::from_serializable(&view));
        Some(new_context("about.html", values, &self.default_cache, format!("the page `{}`", page.address)))
    }

    /// The head of a page that is neither a record nor a list.
    fn insert_plain_head(&self, values: &mut TemplateValues, page: &Page, kind: &str, title: &str, trail: &[LinkView]) {
        let publication = &self.publication;
        let url = publication.absolute_url(&page.address);
        let json_ld = JsonLd::for_page(publication, kind, title, url.as_deref(), trail);
        insert_head(values, Some(&MetaView::for_page(publication, page, title, url)), Some(&json_ld));
    }

    /// The text of a folder's `index.md`, in a language where it has such a translation.
    fn introduction(&self, folder: &str, language: Option<&LanguageTag>) -> Option<VisibleRecord<'_>> {
        let record = self.publication.visible(self.publication.list_introduction(folder)?, Channel::Page)?;
        Some(record.in_language(language))
    }

    /// `body`: the HTML of a text, and none where there is no text.
    fn body_values(
        &self,
        introduction: Option<&VisibleRecord<'_>>,
        cache: &RenderCache,
        out: &mut Faults,
    ) -> TemplateValues {
        let mut values = TemplateValues::new();
        let body = introduction.map(|record| self.render_body(&record.body(), cache, out)).unwrap_or_default();
        values.insert_value("body", Value::safe_string(&body));
        values
    }

    fn redirect_context(&self, record: &VisibleRecord<'_>) -> PageContext<'_> {
        let mut values = TemplateValues::new();
        let cache = self.cache_for(record.language());
        let base = self.publication.base_url().map(|base| base.origin.clone());
        values.insert("target_href", &record.href());
        values.insert("target_url", &base.map(|origin| format!("{origin}{}", record.href())));
        new_context("redirect.html", values, cache, format!("an old address of `{}`", record.id()))
    }

    fn render_template(&self, sheet: PageContext<'_>, policy: &str, out: &mut Faults) -> Option<Vec<u8>> {
        let PageContext { template, values, cache: speech, subject: what } = sheet;
        let mut writer = LimitedWriter { bytes: Vec::with_capacity(8 * 1024), limit: MAX_PAGE_BYTES };
        let tera = self.theme.engine(speech.locale.messages());
        match tera.render_to(&template, &values.into_context(), &mut writer) {
            Ok(()) => {
                policy::insert_policy(policy, &mut writer.bytes);
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
                out.report(self.theme.fault_from_tera(&error).with_note(format!("while rendering {what}")));
                None
            }
        }
    }

    /// A record's card, made once for all pages that show it.
    pub(super) fn card(&self, ix: RecordIndex, cache: &RenderCache) -> Value {
        let build = || {
            let record = self.publication.visible(ix, Channel::List);
            let card = record.map(|record| Card::from_record(&self.publication, &record, &cache.locale));
            card.map_or_else(Value::none, |card| Value::from_serializable(&card))
        };
        cache.cards[ix.as_usize()].get_or_init(build).clone()
    }

    fn cards(&self, records: &[RecordIndex], cache: &RenderCache) -> Value {
        let cards = records.iter().map(|ix| self.card(*ix, cache)).filter(|card| !card.is_none());
        Value::from(cards.collect::<Vec<Value>>())
    }
}

/// What the head of every page says for others: `meta` and `json_ld`. JSON-LD is no theme's affair: what a title holds
/// must not end the element it stands in.
fn insert_head(values: &mut TemplateValues, meta: Option<&MetaView>, json_ld: Option<&JsonLd>) {
    values.insert_value("meta", Value::from_serializable(&meta));
    let script = json_ld.map(JsonLd::to_script_elements).unwrap_or_default();
    values.insert_value("json_ld", Value::safe_string(&script));
}

fn new_context<'a>(
    template: &str,
    values: TemplateValues,
    cache: &'a RenderCache,
    subject: impl Into<String>,
) -> PageContext<'a> {
    PageContext { template: template.to_owned(), values, cache, subject: subject.into() }
}

/// A writer that stops at a length.
struct LimitedWriter {
    bytes: Vec<u8>,
    limit: usize,
}

impl Write for LimitedWriter {
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
