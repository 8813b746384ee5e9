//! A record's page.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::about::{AboutView, ShareView, mailto_href};
use super::campaign::CampaignView;
use super::event::EventView;
use super::list::{Section, kind_list_title};
use super::partner::PartnerView;
use super::place::PlaceView;
use super::resource::ResourceView;
use super::story::StoryView;
use super::{DateView, LinkView, Locale, NameView, PatchView, PictureView};
use crate::language::LanguageTag;
use crate::publish::{Calendar, MENTIONS, ORGANISER_ROLES, Page, Publication, RecordIndex, VENUE_ROLES, VisibleRecord};
use crate::record::{Channel, Kind, KindFields};

/// A record's page, without its text and the cards on it: `theme` adds those.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PageView {
    /// `story`, `partner`, …
    pub kind: &'static str,
    /// `story:shared-kitchen`: never changes while the record keeps its slug.
    pub id: String,
    /// Its title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// Whether the summary was written, rather than taken from the text.
    pub has_summary: bool,
    /// Its address as it goes into `href`.
    pub href: String,
    /// With scheme and host, where they are known.
    pub url: Option<String>,
    /// Its language, for `lang`.
    pub language: String,
    /// `ltr` or `rtl`, for `dir`.
    pub direction: &'static str,
    /// Other languages it can be read in.
    pub translations: Vec<LanguageLink>,
    /// All of its languages with whole addresses, its own among them, where it has several and the address is known.
    pub alternates: Vec<AlternateLink>,
    /// The language of what the record says in its fields, when that is not the words' around it.
    pub fields_language: Option<String>,
    /// `rtl` or `ltr`, when there is such a language.
    pub fields_direction: Option<&'static str>,
    /// The way here from the front page.
    pub breadcrumbs: Vec<LinkView>,
    /// The lead picture.
    pub image: Option<PictureView>,
    /// The pattern of its place, or its own.
    pub patch: PatchView,
    /// Topics.
    pub topics: Vec<LinkView>,
    /// Where it is.
    pub places: Vec<LinkView>,
    /// Campaigns it is part of.
    pub campaigns: Vec<LinkView>,
    /// Who funds it.
    pub funders: Vec<LinkView>,
    /// Who keeps the record.
    pub looked_after_by: Option<LinkView>,
    /// Its readers may be in danger.
    pub at_risk: bool,
    /// The last change of substance.
    pub updated: Option<DateView>,
    /// What the site says of itself here, on a page of the network's own at such an address.
    pub about: Option<AboutView>,
    /// Ways to pass it on, for stories, events and campaigns; none where its address is not known.
    pub share: Option<ShareView>,
    /// A message that says what is wrong on it, for `href`.
    pub correction_mailto: String,
    /// The page that says how to subscribe to the events on it.
    pub subscribe_href: Option<String>,
    /// The event as a file for calendars.
    pub calendar_href: Option<String>,
    /// The theme's own data.
    pub extra: Option<serde_json::Value>,
    /// Which page it is, from 1, for places with much in them.
    pub page_number: u32,
    /// How many pages there are.
    pub page_count: u32,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// What is particular to a story.
    pub story: Option<StoryView>,
    /// What is particular to a partner.
    pub partner: Option<PartnerView>,
    /// What is particular to an event.
    pub event: Option<EventView>,
    /// What is particular to a place.
    pub place: Option<PlaceView>,
    /// What is particular to a campaign.
    pub campaign: Option<CampaignView>,
    /// What is particular to a resource.
    pub resource: Option<ResourceView>,
}

/// The same record in another language.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LanguageLink {
    /// For `hreflang` and `lang`.
    pub language: String,
    /// For `dir`.
    pub direction: &'static str,
    /// The language's own name.
    pub title: String,
    /// Its page.
    pub href: String,
}

impl LanguageLink {
    /// To an address in a language.
    pub(super) fn new((tag, href): (LanguageTag, String)) -> Self {
        let (direction, title) = (tag.direction(), tag.native_name().to_owned());
        Self { language: tag.as_str().to_owned(), direction, title, href }
    }
}

/// The whole address of a page in a language.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AlternateLink {
    /// For `hreflang`.
    pub language: String,
    /// With scheme and host.
    pub url: String,
}

impl PageView {
    /// Of a record as its page may show it.
    pub fn new(publication: &Publication, page: &Page, record: &VisibleRecord<'_>, locale: &Locale) -> Self {
        let common = record.common();
        let links =
            |role| record.related(role).map(|record| LinkView::from_record(&record, locale)).collect::<Vec<_>>();
        let language = record.language().unwrap_or(&publication.config().language);
        let translations = record.languages();
        let alternates = translations.iter().filter(|_| translations.len() > 1 && page.id.page_number == 1).filter_map(
            |(tag, href)| {
                Some(AlternateLink { language: tag.as_str().to_owned(), url: publication.absolute_href(href)? })
            },
        );
        let alternates = alternates.collect();
        let languages = translations.into_iter().filter(|(tag, _)| tag != language).map(LanguageLink::new);
        let (fields_language, fields_direction) = fields_language_attributes(record, locale);
        let base = page.address.split("page/").next().unwrap_or(&page.address);
        let page_href = |number: u32| {
            publication.href(&if number == 1 { base.to_owned() } else { format!("{base}page/{number}/") })
        };
        let number = page.id.page_number;
        let messages = locale.messages();
        let mut view = Self {
            kind: record.kind().as_str(),
            id: record.id().to_string(),
            title: record.title().to_owned(),
            summary: record.summary().to_owned(),
            has_summary: common.summary.is_some(),
            href: publication.href(&page.address),
            url: publication.absolute_url(&page.address),
            language: language.as_str().to_owned(),
            direction: language.direction(),
            translations: languages.collect(),
            alternates,
            fields_language,
            fields_direction,
            breadcrumbs: breadcrumbs(publication, record, locale),
            image: record.lead_picture().map(PictureView::from),
            patch: PatchView::from_record(record),
            topics: record.topics().map(|topic| locale.topic_link(publication, topic)).collect(),
            places: record.places().map(|place| LinkView::from_record(&place, locale)).collect(),
            campaigns: links("campaigns"),
            funders: links("funders"),
            looked_after_by: links("looked_after_by").into_iter().next(),
            at_risk: common.at_risk == Some(true),
            updated: common.updated.as_ref().map(|moment| DateView::from_moment(moment, locale)),
            about: AboutView::from_page(publication, page, locale),
            share: is_shareable(record)
                .then(|| Some(ShareView::new(&publication.absolute_url(&page.address)?, record.title())))
                .flatten(),
            correction_mailto: mailto_href(
                publication,
                &messages.format_unisolated("mistake-subject", &[("title", record.title().into())]),
                "",
            ),
            subscribe_href: publication
                .calendar_feed_for(record)
                .map(|feed| publication.href(&feed.subscribe_address())),
            calendar_href: publication
                .calendar_address(Calendar::Event(record.record_index()))
                .filter(|_| record.kind() == Kind::Event)
                .map(|address| publication.href(&address)),
            extra: common.extra.as_ref().map(|extra| extra.0.clone()),
            page_number: number,
            page_count: page.page_count,
            previous: (number > 1).then(|| page_href(number - 1)),
            next: (number < page.page_count).then(|| page_href(number + 1)),
            story: None,
            partner: None,
            event: None,
            place: None,
            campaign: None,
            resource: None,
        };
        match record.fields() {
            KindFields::Story(story) => view.story = Some(StoryView::new(record, story, locale)),
            KindFields::Partner(partner) => view.partner = Some(PartnerView::new(publication, record, partner, locale)),
            KindFields::Event(event) => view.event = Some(EventView::new(publication, record, event, locale)),
            KindFields::Place(place) => view.place = Some(PlaceView::new(record, place, locale)),
            KindFields::Campaign(campaign) => view.campaign = Some(CampaignView::new(record, campaign, locale)),
            KindFields::Resource(resource) => view.resource = Some(ResourceView::new(record, resource, locale)),
            KindFields::Incident(_) | KindFields::Page => {}
        }
        view
    }
}

/// Whether a page says how to pass it on: not where readers may be watched.
fn is_shareable(record: &VisibleRecord<'_>) -> bool {
    matches!(record.kind(), Kind::Story | Kind::Event | Kind::Campaign) && record.common().at_risk != Some(true)
}

/// The fields of a record are in the network's language, or in a story's own; an edition brings a title and a text.
fn fields_language_attributes(record: &VisibleRecord<'_>, locale: &Locale) -> (Option<String>, Option<&'static str>) {
    locale.language_attributes(record.clone().in_language(None).language())
}

/// From the front page to the list, and for places through the places above.
fn breadcrumbs(publication: &Publication, record: &VisibleRecord<'_>, locale: &Locale) -> Vec<LinkView> {
    let mut breadcrumbs = Vec::new();
    if record.kind() == Kind::Place {
        let mut parent = record.related("parent").next();
        // A circle is a fault that holds its places back; sixteen is more than the earth has levels.
        while let Some(place) = parent.filter(|_| breadcrumbs.len() < 16) {
            breadcrumbs.push(LinkView::from_record(&place, locale));
            parent = place.related("parent").next();
        }
    }
    if record.kind() == Kind::Page {
        let mut folder = record.id().slug.as_str();
        while let Some((above, _)) = folder.rsplit_once('/') {
            breadcrumbs
                .extend(publication.visible_introduction(above).map(|page| LinkView::from_record(&page, locale)));
            folder = above;
        }
    } else {
        let href = publication.href(&format!("/{}/", record.kind().folder()));
        breadcrumbs.push(LinkView::new(kind_list_title(record.kind(), locale).to_owned(), href));
    }
    breadcrumbs.reverse();
    breadcrumbs
}

/// The relations that a record's page shows, in order: heading, and the numbers of the records.
///
/// Nothing here is kept by hand: it is what other records say of this one, by role.
pub fn related_sections(
    publication: &Publication,
    page: &Page,
    record: &VisibleRecord<'_>,
) -> Vec<(Section, Vec<RecordIndex>)> {
    let new_section = |name, title_message, records: Vec<RecordIndex>| (Section { name, title_message }, records);
    let forward = |role| record.related(role).map(|record| record.record_index()).collect::<Vec<_>>();
    let mut sections = Vec::new();
    if let KindFields::Campaign(_) = record.fields() {
        sections.push(new_section("partners", "who-takes-part", forward("partners")));
        sections.push(new_section("toolkit", "toolkit", forward("toolkit")));
    }
    if let KindFields::Resource(_) = record.fields() {
        sections.push(new_section("supersedes", "supersedes", forward("supersedes")));
    }
    let in_place = if record.kind() == Kind::Place { publication.entries_on_page(page) } else { &[] };
    let relations: Vec<(&str, Kind, RecordIndex)> =
        record.backlinks().map(|(role, from)| (role, from.kind(), from.record_index())).collect();
    for rule in section_rules(record.kind()) {
        let mut records: Vec<RecordIndex> = relations
            .iter()
            .filter(|(role, kind, _)| rule.roles.contains(role) && *kind == rule.kind)
            .map(|(.., ix)| *ix)
            .collect();
        if rule.roles == VENUE_ROLES {
            // Where an event is may be what must not be told.
            records.retain(|ix| publication.may_show_location(*ix));
        }
        if (rule.name == "hosts" || rule.name == "hosted") && !record.shows_events_by_others() {
            let own_events = relations.iter().filter(|(role, ..)| ORGANISER_ROLES.contains(role)).map(|(.., ix)| *ix);
            let own_events: HashSet<RecordIndex> = own_events.collect();
            records.retain(|ix| own_events.contains(ix));
        }
        if rule.in_place {
            let from_place = in_place
                .iter()
                .filter(|ix| publication.visible(**ix, Channel::List).is_some_and(|record| record.kind() == rule.kind));
            records.extend(from_place);
        }
        if rule.kind == Kind::Event {
            let is_past = |ix: &RecordIndex| publication.is_past(*ix);
            records.retain(|ix| is_past(ix) == rule.past);
        }
        sort_in_list_order(publication, &mut records);
        sections.push(new_section(rule.name, rule.title_message, records));
    }
    if page.id.page_number > 1 {
        sections.retain(|(_, records)| !records.is_empty());
        return sections;
    }
    sections.push(new_section("related", "related", forward("related")));
    let shown: HashSet<RecordIndex> = sections.iter().flat_map(|(_, records)| records.iter().copied()).collect();
    let mut mentions: Vec<RecordIndex> = relations
        .iter()
        .filter(|(role, _, ix)| (*role == MENTIONS || *role == "related") && !shown.contains(ix))
        .map(|(.., ix)| *ix)
        .collect();
    mentions.sort_unstable();
    mentions.dedup();
    sections.push(new_section("mentions", "mentioned-in", mentions));
    sections.retain(|(_, records)| !records.is_empty());
    sections
}

/// Each once, in the order in which lists show them: newest stories first, the next event first.
fn sort_in_list_order(publication: &Publication, records: &mut Vec<RecordIndex>) {
    let order = publication.list_ranks();
    records.sort_unstable_by_key(|ix| order[ix.as_usize()]);
    records.dedup();
}

/// A section that is made of what other records say.
struct SectionRule {
    name: &'static str,
    title_message: &'static str,
    kind: Kind,
    roles: &'static [&'static str],
    /// Also what is in the place.
    in_place: bool,
    /// For events: those that have passed, or those that have not.
    past: bool,
}

const fn by_role(
    name: &'static str,
    title_message: &'static str,
    kind: Kind,
    roles: &'static [&'static str],
) -> SectionRule {
    SectionRule { name, title_message, kind, roles, in_place: false, past: false }
}

const fn past_events_by_role(
    name: &'static str,
    title_message: &'static str,
    roles: &'static [&'static str],
) -> SectionRule {
    SectionRule { name, title_message, kind: Kind::Event, roles, in_place: false, past: true }
}

const fn by_place(name: &'static str, title_message: &'static str, kind: Kind, past: bool) -> SectionRule {
    SectionRule { name, title_message, kind, roles: &[], in_place: true, past }
}

const PARTNER_SECTIONS: &[SectionRule] = &[
    by_role("organises", "they-run", Kind::Event, ORGANISER_ROLES),
    by_role("hosts", "held-here", Kind::Event, VENUE_ROLES),
    by_role("stories", "stories", Kind::Story, &["partners", "by"]),
    by_role("campaigns", "campaigns", Kind::Campaign, &["partners", "led_by"]),
    by_role("resources", "resources", Kind::Resource, &["publisher"]),
    by_role("parts", "parts", Kind::Partner, &["part_of"]),
    by_role("members", "members", Kind::Partner, &["member_of"]),
    by_role("funds-stories", "funds-stories", Kind::Story, &["funders"]),
    by_role("funds-events", "funds-events", Kind::Event, &["funders"]),
    by_role("funds-campaigns", "funds-campaigns", Kind::Campaign, &["funders"]),
    by_role("funds-partners", "funds-partners", Kind::Partner, &["funders"]),
    by_role("funds-resources", "funds-resources", Kind::Resource, &["funders"]),
    past_events_by_role("organised", "they-ran", ORGANISER_ROLES),
    past_events_by_role("hosted", "were-held-here", VENUE_ROLES),
];

const PLACE_SECTIONS: &[SectionRule] = &[
    by_place("places", "places-within", Kind::Place, false),
    by_place("campaigns", "campaigns", Kind::Campaign, false),
    by_place("events", "events", Kind::Event, false),
    by_place("stories", "stories", Kind::Story, false),
    by_place("partners", "partners", Kind::Partner, false),
    by_place("resources", "resources", Kind::Resource, false),
    by_place("pages", "pages", Kind::Page, false),
    by_place("past-events", "past-events", Kind::Event, true),
];

const EVENT_SECTIONS: &[SectionRule] = &[by_role("stories", "grown-stories", Kind::Story, &["event"])];

const CAMPAIGN_SECTIONS: &[SectionRule] = &[
    by_role("events", "events", Kind::Event, &["campaigns"]),
    by_role("stories", "stories", Kind::Story, &["campaigns"]),
    by_role("resources", "resources", Kind::Resource, &["campaigns"]),
    by_role("partner-records", "partners-in-it", Kind::Partner, &["campaigns"]),
    by_role("places", "places-in-it", Kind::Place, &["campaigns"]),
    by_role("pages", "pages", Kind::Page, &["campaigns"]),
    by_role("campaigns", "campaigns-in-it", Kind::Campaign, &["campaigns"]),
    past_events_by_role("past-events", "past-events", &["campaigns"]),
];

const RESOURCE_SECTIONS: &[SectionRule] = &[
    by_role("campaigns", "used-in", Kind::Campaign, &["toolkit"]),
    by_role("superseded-by", "superseded-by", Kind::Resource, &["supersedes"]),
];

fn section_rules(kind: Kind) -> &'static [SectionRule] {
    match kind {
        Kind::Partner => PARTNER_SECTIONS,
        Kind::Place => PLACE_SECTIONS,
        Kind::Event => EVENT_SECTIONS,
        Kind::Campaign => CAMPAIGN_SECTIONS,
        Kind::Resource => RESOURCE_SECTIONS,
        Kind::Story | Kind::Incident | Kind::Page => &[],
    }
}

/// Names of a role, as the record itself writes them.
pub(crate) fn organiser_names(
    record: &VisibleRecord<'_>,
    organisers: &[crate::record::Organiser],
    locale: &Locale,
) -> Vec<NameView> {
    organisers
        .iter()
        .filter_map(|organiser| record.resolve_organiser(organiser))
        .map(|name| NameView::from_record_or_text(name, locale))
        .collect()
}
