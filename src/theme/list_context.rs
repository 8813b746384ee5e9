//! The values of lists.

use tera::Value;

use super::renderer::Renderer;
use super::template_values::PageContext;
use crate::fault::Faults;
use crate::kind::{Grouping, Kind};
use crate::publish::{Page, PageKind};
use crate::view::{DateView, JsonLd, ListView, MetaView, MonthView, group_by_date, group_by_letter};

impl Renderer {
    pub(super) fn list_context(&self, page: &Page, out: &mut Faults) -> Option<PageContext<'_>> {
        let cache = self.cache_for(page.id.language.as_ref());
        let locale = &cache.locale;
        let view = ListView::from_page(&self.publication, page, locale)?;
        let folder = match (&page.id.kind, page.id.page_number) {
            (PageKind::List(kind), 1) => kind.folder(),
            (PageKind::Topics, _) => "topics",
            _ => "\0",
        };
        let language = page.id.language.as_ref();
        // A list in another language has its text only in that language.
        let introduction = self.introduction(folder, language);
        let introduction = introduction.filter(|text| language.is_none() || text.language() == language);
        let mut values = self.body_values(introduction.as_ref(), cache, out);
        values.insert_value("page", Value::none());
        let template = match page.id.kind {
            PageKind::Topics | PageKind::FacetValues(..) => "topics.html",
            _ => "list.html",
        };
        let name = format!("the list `{}`", page.address);
        values.insert("list", &view);
        let meta = MetaView::for_list(&self.publication, page, &view);
        values.insert_head(Some(&meta), self.json_ld(|| JsonLd::for_list(&self.publication, &view)));
        let entries = self.publication.entries_on_page(page);
        values.insert_value("entries", self.cards(entries, cache));
        let month = match page.id.kind {
            PageKind::Month(year, month) => MonthView::for_month(&self.publication, year, month, locale),
            _ => None,
        };
        values.insert("month", &month);
        let grouping = match page.id.kind {
            PageKind::List(kind) => kind.spec().grouping,
            PageKind::PastEvents | PageKind::FacetList(Kind::Event, ..) => Grouping::ByDate,
            _ => Grouping::None,
        };
        let groups = match grouping {
            Grouping::ByLetter => group_by_letter(&self.publication, entries, locale),
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
        // An empty list has no event that could be over when somebody reads the page.
        let is_timed = matches!(page.id.kind, PageKind::List(Kind::Event) | PageKind::FacetList(Kind::Event, ..))
            && !entries.is_empty();
        let made_on = is_timed.then(|| DateView::from_date(self.publication.today(), locale));
        values.insert("made_on", &made_on);
        Some(PageContext::new(template, values, cache, name))
    }
}
