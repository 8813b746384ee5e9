//! The values of the front page.

use std::collections::BTreeMap;

use tera::Value;

use super::renderer::Renderer;
use super::template_values::PageContext;
use crate::fault::Faults;
use crate::kind::Kind;
use crate::publish::{Page, RecordIndex};
use crate::view::{DateView, FeaturedCampaignView, JsonLd, MetaView, PageView};

impl Renderer {
    /// The front page, or the start page of a language.
    pub(super) fn home_context(&self, page: &Page, out: &mut Faults) -> PageContext<'_> {
        let publication = &self.publication;
        let lists = publication.lists();
        let cache = self.cache_for(page.id.language.as_ref());
        let introduction = self.introduction("", page.id.language.as_ref());
        let view = introduction.as_ref().map(|record| PageView::new(publication, page, record, &cache.locale));
        let mut values = self.body_values(introduction.as_ref(), cache, out);
        values.insert("page", &view);
        let meta = MetaView::for_home(publication, page, view.as_ref().zip(introduction.as_ref()));
        values.insert_head(Some(&meta), self.json_ld(|| JsonLd::for_home(publication, self.locale())));
        let mut home = tera::Map::new();
        for spec in Kind::all().map(Kind::spec).filter(|spec| spec.home_cards > 0) {
            let current = lists.records_of_kind(spec.kind).iter().copied().filter(|ix| !publication.is_past(*ix));
            let records: Vec<RecordIndex> = current.take(spec.home_cards).collect();
            home.insert(spec.folder.into(), self.cards(&records, cache));
        }
        let featured = FeaturedCampaignView::first_in_list(publication, &cache.locale);
        home.insert("featured_campaign".into(), Value::from_serializable(&featured));
        let listed = Kind::all().filter(|kind| kind.spec().has_list);
        let counts: BTreeMap<&str, usize> =
            listed.map(|kind| (kind.folder(), lists.records_of_kind(kind).len())).collect();
        home.insert("counts".into(), Value::from_serializable(&counts));
        let has_events = !lists.records_of_kind(Kind::Event).is_empty();
        let made_on = has_events.then(|| publication.today());
        let counted_on = made_on.or_else(|| publication.newest_day_in_lists());
        let view = |day| DateView::from_date(day, &cache.locale);
        home.insert("counted_on".into(), Value::from_serializable(&counted_on.map(view)));
        values.insert("made_on", &made_on.map(view));
        values.insert_value("home", Value::from(home));
        PageContext::new("home.html", values, cache, format!("the front page `{}`", page.address))
    }
}
