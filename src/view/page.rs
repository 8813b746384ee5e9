//! A record's page.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::about::{AboutView, ShareView, mail};
use super::campaign::CampaignView;
use super::event::EventView;
use super::list::{Section, plural};
use super::partner::PartnerView;
use super::place::PlaceView;
use super::resource::ResourceView;
use super::story::StoryView;
use super::{DateView, LinkView, NameView, PatchView, PictureView, Tongue};
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
    pub languages: Vec<LanguageLink>,
    /// All of its languages with whole addresses, its own among them, where it has several and the address is known.
    pub alternates: Vec<Alternate>,
    /// The language of what the record says in its fields, when that is not the words' around it.
    pub fields_language: Option<String>,
    /// `rtl` or `ltr`, when there is such a language.
    pub fields_direction: Option<&'static str>,
    /// The way here from the front page.
    pub trail: Vec<LinkView>,
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
    pub mistake: String,
    /// The page that says how to subscribe to the events on it.
    pub subscribe: Option<String>,
    /// The event as a file for calendars.
    pub calendar: Option<String>,
    /// The theme's own data.
    pub extra: Option<serde_json::Value>,
    /// Which page it is, from 1, for places with much in them.
    pub number: u32,
    /// How many pages there are.
    pub of: u32,
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
    pub(super) fn of((tag, href): (LanguageTag, String)) -> Self {
        let (direction, title) = (tag.direction(), tag.native_name().to_owned());
        Self { language: tag.as_str().to_owned(), direction, title, href }
    }
}

/// The whole address of a page in a language.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Alternate {
    /// For `hreflang`.
    pub language: String,
    /// With scheme and host.
    pub url: String,
}

impl PageView {
    /// Of a record as its page may show it.
    pub fn of(publication: &Publication, page: &Page, seen: &VisibleRecord<'_>, tongue: &Tongue) -> Self {
        let common = seen.common();
        let links = |role| seen.related(role).map(|record| LinkView::to(&record, tongue)).collect::<Vec<_>>();
        let language = seen.language().unwrap_or(&publication.config().language);
        let all = seen.languages();
        let alternates = all.iter().filter(|_| all.len() > 1 && page.id.page_number == 1).filter_map(|(tag, href)| {
            Some(Alternate { language: tag.as_str().to_owned(), url: publication.absolute_href(href)? })
        });
        let alternates = alternates.collect();
        let languages = all.into_iter().filter(|(tag, _)| tag != language).map(LanguageLink::of);
        let (fields_language, fields_direction) = fields_mark(seen, tongue);
        let base = page.address.split("page/").next().unwrap_or(&page.address);
        let at = |number: u32| {
            publication.href(&if number == 1 { base.to_owned() } else { format!("{base}page/{number}/") })
        };
        let number = page.id.page_number;
        let words = tongue.words();
        let mut view = Self {
            kind: seen.kind().as_str(),
            id: seen.id().to_string(),
            title: seen.title().to_owned(),
            summary: seen.summary().to_owned(),
            has_summary: common.summary.is_some(),
            href: publication.href(&page.address),
            url: publication.absolute_url(&page.address),
            language: language.as_str().to_owned(),
            direction: language.direction(),
            languages: languages.collect(),
            alternates,
            fields_language,
            fields_direction,
            trail: trail(publication, seen, tongue),
            image: seen.lead_picture().map(PictureView::from),
            patch: PatchView::of_record(seen),
            topics: seen.topics().map(|topic| tongue.topic(publication, topic)).collect(),
            places: seen.places().map(|place| LinkView::to(&place, tongue)).collect(),
            campaigns: links("campaigns"),
            funders: links("funders"),
            looked_after_by: links("looked_after_by").into_iter().next(),
            at_risk: common.at_risk == Some(true),
            updated: common.updated.as_ref().map(|moment| DateView::of_moment(moment, tongue)),
            about: AboutView::of(publication, page, tongue),
            share: shares(seen)
                .then(|| Some(ShareView::of(&publication.absolute_url(&page.address)?, seen.title())))
                .flatten(),
            mistake: mail(
                publication,
                &words.format_unisolated("mistake-subject", &[("title", seen.title().into())]),
                "",
            ),
            subscribe: publication.calendar_feed_for(seen).map(|feed| publication.href(&feed.subscribe_address())),
            calendar: publication
                .calendar_address(Calendar::Event(seen.record_index()))
                .filter(|_| seen.kind() == Kind::Event)
                .map(|address| publication.href(&address)),
            extra: common.extra.as_ref().map(|extra| extra.0.clone()),
            number,
            of: page.page_count,
            previous: (number > 1).then(|| at(number - 1)),
            next: (number < page.page_count).then(|| at(number + 1)),
            story: None,
            partner: None,
            event: None,
            place: None,
            campaign: None,
            resource: None,
        };
        match seen.fields() {
            KindFields::Story(story) => view.story = Some(StoryView::of(seen, story, tongue)),
            KindFields::Partner(partner) => view.partner = Some(PartnerView::of(publication, seen, partner, tongue)),
            KindFields::Event(event) => view.event = Some(EventView::of(publication, seen, event, tongue)),
            KindFields::Place(place) => view.place = Some(PlaceView::of(seen, place, tongue)),
            KindFields::Campaign(campaign) => view.campaign = Some(CampaignView::of(seen, campaign, tongue)),
            KindFields::Resource(resource) => view.resource = Some(ResourceView::of(seen, resource, tongue)),
            KindFields::Incident(_) | KindFields::Page => {}
        }
        view
    }
}

/// Whether a page says how to pass it on: not where readers may be watched.
fn shares(seen: &VisibleRecord<'_>) -> bool {
    matches!(seen.kind(), Kind::Story | Kind::Event | Kind::Campaign) && seen.common().at_risk != Some(true)
}

/// The fields of a record are in the network's language, or in a story's own; an edition brings a title and a text.
fn fields_mark(seen: &VisibleRecord<'_>, tongue: &Tongue) -> (Option<String>, Option<&'static str>) {
    tongue.mark(seen.clone().in_language(None).language())
}

/// From the front page to the list, and for places through the places above.
fn trail(publication: &Publication, seen: &VisibleRecord<'_>, tongue: &Tongue) -> Vec<LinkView> {
    let mut trail = Vec::new();
    if seen.kind() == Kind::Place {
        let mut at = seen.related("parent").next();
        // A circle is a fault that holds its places back; sixteen is more than the earth has levels.
        while let Some(place) = at.filter(|_| trail.len() < 16) {
            trail.push(LinkView::to(&place, tongue));
            at = place.related("parent").next();
        }
    }
    if seen.kind() == Kind::Page {
        let mut folder = seen.id().slug.as_str();
        while let Some((above, _)) = folder.rsplit_once('/') {
            trail.extend(publication.visible_introduction(above).map(|page| LinkView::to(&page, tongue)));
            folder = above;
        }
    } else {
        let href = publication.href(&format!("/{}/", seen.kind().folder()));
        trail.push(LinkView::said(plural(seen.kind(), tongue).to_owned(), href));
    }
    trail.reverse();
    trail
}

/// The relations that a record's page shows, in order: heading, and the numbers of the records.
///
/// Nothing here is kept by hand: it is what other records say of this one, by role.
pub fn sections(publication: &Publication, page: &Page, seen: &VisibleRecord<'_>) -> Vec<(Section, Vec<RecordIndex>)> {
    let section = |name, says, records: Vec<RecordIndex>| (Section { name, says }, records);
    let forward = |role| seen.related(role).map(|record| record.record_index()).collect::<Vec<_>>();
    let mut sections = Vec::new();
    if let KindFields::Campaign(_) = seen.fields() {
        sections.push(section("partners", "who-takes-part", forward("partners")));
        sections.push(section("toolkit", "toolkit", forward("toolkit")));
    }
    if let KindFields::Resource(_) = seen.fields() {
        sections.push(section("supersedes", "supersedes", forward("supersedes")));
    }
    let in_place = if seen.kind() == Kind::Place { publication.entries_on_page(page) } else { &[] };
    let others: Vec<(&str, Kind, RecordIndex)> =
        seen.backlinks().map(|(role, from)| (role, from.kind(), from.record_index())).collect();
    for row in rows(seen.kind()) {
        let mut records: Vec<RecordIndex> = others
            .iter()
            .filter(|(role, kind, _)| row.roles.contains(role) && *kind == row.kind)
            .map(|(.., ix)| *ix)
            .collect();
        if row.roles == VENUE_ROLES {
            // Where an event is may be what must not be told.
            records.retain(|ix| publication.may_show_location(*ix));
        }
        if (row.name == "hosts" || row.name == "hosted") && !seen.shows_events_by_others() {
            let own = others.iter().filter(|(role, ..)| ORGANISER_ROLES.contains(role)).map(|(.., ix)| *ix);
            let own: HashSet<RecordIndex> = own.collect();
            records.retain(|ix| own.contains(ix));
        }
        if row.in_place {
            let here = in_place
                .iter()
                .filter(|ix| publication.visible(**ix, Channel::List).is_some_and(|seen| seen.kind() == row.kind));
            records.extend(here);
        }
        if row.kind == Kind::Event {
            let past = |ix: &RecordIndex| publication.is_past(*ix);
            records.retain(|ix| past(ix) == row.past);
        }
        in_list_order(publication, &mut records);
        sections.push(section(row.name, row.says, records));
    }
    if page.id.page_number > 1 {
        sections.retain(|(_, records)| !records.is_empty());
        return sections;
    }
    sections.push(section("related", "related", forward("related")));
    let shown: HashSet<RecordIndex> = sections.iter().flat_map(|(_, records)| records.iter().copied()).collect();
    let mut mentions: Vec<RecordIndex> = others
        .iter()
        .filter(|(role, _, ix)| (*role == MENTIONS || *role == "related") && !shown.contains(ix))
        .map(|(.., ix)| *ix)
        .collect();
    mentions.sort_unstable();
    mentions.dedup();
    sections.push(section("mentions", "mentioned-in", mentions));
    sections.retain(|(_, records)| !records.is_empty());
    sections
}

/// Each once, in the order in which lists show them: newest stories first, the next event first.
fn in_list_order(publication: &Publication, records: &mut Vec<RecordIndex>) {
    let order = publication.list_ranks();
    records.sort_unstable_by_key(|ix| order[ix.as_usize()]);
    records.dedup();
}

/// A section that is made of what other records say.
struct Row {
    name: &'static str,
    says: &'static str,
    kind: Kind,
    roles: &'static [&'static str],
    /// Also what is in the place.
    in_place: bool,
    /// For events: those that have passed, or those that have not.
    past: bool,
}

const fn row(name: &'static str, says: &'static str, kind: Kind, roles: &'static [&'static str]) -> Row {
    Row { name, says, kind, roles, in_place: false, past: false }
}

const fn past(name: &'static str, says: &'static str, roles: &'static [&'static str]) -> Row {
    Row { name, says, kind: Kind::Event, roles, in_place: false, past: true }
}

const fn here(name: &'static str, says: &'static str, kind: Kind, past: bool) -> Row {
    Row { name, says, kind, roles: &[], in_place: true, past }
}

const PARTNER: &[Row] = &[
    row("organises", "they-run", Kind::Event, ORGANISER_ROLES),
    row("hosts", "held-here", Kind::Event, VENUE_ROLES),
    row("stories", "stories", Kind::Story, &["partners", "by"]),
    row("campaigns", "campaigns", Kind::Campaign, &["partners", "led_by"]),
    row("resources", "resources", Kind::Resource, &["publisher"]),
    row("parts", "parts", Kind::Partner, &["part_of"]),
    row("members", "members", Kind::Partner, &["member_of"]),
    row("funds-stories", "funds-stories", Kind::Story, &["funders"]),
    row("funds-events", "funds-events", Kind::Event, &["funders"]),
    row("funds-campaigns", "funds-campaigns", Kind::Campaign, &["funders"]),
    row("funds-partners", "funds-partners", Kind::Partner, &["funders"]),
    row("funds-resources", "funds-resources", Kind::Resource, &["funders"]),
    past("organised", "they-ran", ORGANISER_ROLES),
    past("hosted", "were-held-here", VENUE_ROLES),
];

const PLACE: &[Row] = &[
    here("places", "places-within", Kind::Place, false),
    here("campaigns", "campaigns", Kind::Campaign, false),
    here("events", "events", Kind::Event, false),
    here("stories", "stories", Kind::Story, false),
    here("partners", "partners", Kind::Partner, false),
    here("resources", "resources", Kind::Resource, false),
    here("pages", "pages", Kind::Page, false),
    here("past-events", "past-events", Kind::Event, true),
];

const EVENT: &[Row] = &[row("stories", "grown-stories", Kind::Story, &["event"])];

const CAMPAIGN: &[Row] = &[
    row("events", "events", Kind::Event, &["campaigns"]),
    row("stories", "stories", Kind::Story, &["campaigns"]),
    row("resources", "resources", Kind::Resource, &["campaigns"]),
    row("partner-records", "partners-in-it", Kind::Partner, &["campaigns"]),
    row("places", "places-in-it", Kind::Place, &["campaigns"]),
    row("pages", "pages", Kind::Page, &["campaigns"]),
    row("campaigns", "campaigns-in-it", Kind::Campaign, &["campaigns"]),
    past("past-events", "past-events", &["campaigns"]),
];

const RESOURCE: &[Row] = &[
    row("campaigns", "used-in", Kind::Campaign, &["toolkit"]),
    row("superseded-by", "superseded-by", Kind::Resource, &["supersedes"]),
];

fn rows(kind: Kind) -> &'static [Row] {
    match kind {
        Kind::Partner => PARTNER,
        Kind::Place => PLACE,
        Kind::Event => EVENT,
        Kind::Campaign => CAMPAIGN,
        Kind::Resource => RESOURCE,
        Kind::Story | Kind::Incident | Kind::Page => &[],
    }
}

/// Names of a role, as the record itself writes them.
pub(crate) fn names(
    seen: &VisibleRecord<'_>,
    organisers: &[crate::record::Organiser],
    tongue: &Tongue,
) -> Vec<NameView> {
    organisers
        .iter()
        .filter_map(|organiser| seen.resolve_organiser(organiser))
        .map(|name| NameView::of(name, tongue))
        .collect()
}
