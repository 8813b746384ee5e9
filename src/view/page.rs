//! A record's page.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::campaign::CampaignView;
use super::event::EventView;
use super::list::{Section, plural};
use super::partner::PartnerView;
use super::place::PlaceView;
use super::resource::ResourceView;
use super::story::StoryView;
use super::{DateView, LinkView, NameView, PatchView, PictureView};
use crate::publish::{AT, Calendar, Ix, MENTIONS, Page, Publication, RUNS, Seen};
use crate::record::{Channel, Fields, Kind};

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

impl PageView {
    /// Of a record as its page may show it.
    pub fn of(publication: &Publication, page: &Page, seen: &Seen<'_>) -> Self {
        let common = seen.common();
        let links = |role| seen.forward(role).map(|record| LinkView::to(&record)).collect::<Vec<_>>();
        let language = seen.language().unwrap_or(&publication.config().language);
        let languages =
            seen.languages().into_iter().filter(|(tag, _)| tag != language).map(|(tag, href)| LanguageLink {
                direction: tag.direction(),
                title: tag.own_name().to_owned(),
                language: tag.as_str().to_owned(),
                href,
            });
        let base = page.address.split("page/").next().unwrap_or(&page.address);
        let at = |number: u32| {
            publication.href(&if number == 1 { base.to_owned() } else { format!("{base}page/{number}/") })
        };
        let number = page.id.number;
        let mut view = Self {
            kind: seen.kind().word(),
            id: seen.id().to_string(),
            title: seen.title().to_owned(),
            summary: seen.summary().to_owned(),
            has_summary: common.summary.is_some(),
            href: publication.href(&page.address),
            url: publication.absolute(&page.address),
            language: language.as_str().to_owned(),
            direction: language.direction(),
            languages: languages.collect(),
            trail: trail(publication, seen),
            image: seen.image().map(PictureView::from),
            patch: PatchView::of_record(seen),
            topics: seen
                .topics()
                .map(|(slug, label)| LinkView {
                    title: label.clone(),
                    href: publication.href(&format!("/topics/{slug}/")),
                })
                .collect(),
            places: seen.places().map(|place| LinkView::to(&place)).collect(),
            campaigns: links("campaigns"),
            funders: links("funders"),
            looked_after_by: links("looked_after_by").into_iter().next(),
            at_risk: common.at_risk == Some(true),
            updated: common.updated.as_ref().map(DateView::of_moment),
            subscribe: publication.feed_of(seen).map(|feed| publication.href(&feed.subscribe())),
            calendar: publication
                .calendar_address(Calendar::Event(seen.ix()))
                .filter(|_| seen.kind() == Kind::Event)
                .map(|address| publication.href(&address)),
            extra: common.extra.as_ref().map(|extra| extra.0.clone()),
            number,
            of: page.of,
            previous: (number > 1).then(|| at(number - 1)),
            next: (number < page.of).then(|| at(number + 1)),
            story: None,
            partner: None,
            event: None,
            place: None,
            campaign: None,
            resource: None,
        };
        match seen.fields() {
            Fields::Story(story) => view.story = Some(StoryView::of(seen, story)),
            Fields::Partner(partner) => view.partner = Some(PartnerView::of(publication, seen, partner)),
            Fields::Event(event) => view.event = Some(EventView::of(publication, seen, event)),
            Fields::Place(place) => view.place = Some(PlaceView::of(seen, place)),
            Fields::Campaign(campaign) => view.campaign = Some(CampaignView::of(seen, campaign)),
            Fields::Resource(resource) => view.resource = Some(ResourceView::of(seen, resource)),
            Fields::Incident(_) | Fields::Page => {}
        }
        view
    }
}

/// From the front page to the list, and for places through the places above.
fn trail(publication: &Publication, seen: &Seen<'_>) -> Vec<LinkView> {
    let mut trail = Vec::new();
    if seen.kind() == Kind::Place {
        let mut at = seen.forward("parent").next();
        // A circle is a fault that holds its places back; sixteen is more than the earth has levels.
        while let Some(place) = at.filter(|_| trail.len() < 16) {
            trail.push(LinkView::to(&place));
            at = place.forward("parent").next();
        }
    }
    if seen.kind() == Kind::Page {
        let mut folder = seen.id().slug.as_str();
        while let Some((above, _)) = folder.rsplit_once('/') {
            trail.extend(publication.page_text(above).map(|page| LinkView::to(&page)));
            folder = above;
        }
    } else {
        trail.push(LinkView {
            title: plural(seen.kind()).to_owned(),
            href: publication.href(&format!("/{}/", seen.kind().folder())),
        });
    }
    trail.reverse();
    trail
}

/// The relations that a record's page shows, in order: heading, and the numbers of the records.
///
/// Nothing here is kept by hand: it is what other records say of this one, by role.
pub fn sections(publication: &Publication, page: &Page, seen: &Seen<'_>) -> Vec<(Section, Vec<Ix>)> {
    let section = |name, title, records: Vec<Ix>| (Section { name, title }, records);
    let forward = |role| seen.forward(role).map(|record| record.ix()).collect::<Vec<_>>();
    let mut sections = Vec::new();
    if let Fields::Campaign(_) = seen.fields() {
        sections.push(section("partners", "Who takes part", forward("partners")));
        sections.push(section("toolkit", "Toolkit", forward("toolkit")));
    }
    if let Fields::Resource(_) = seen.fields() {
        sections.push(section("supersedes", "Takes the place of", forward("supersedes")));
    }
    let in_place = if seen.kind() == Kind::Place { publication.entries(page) } else { &[] };
    let others: Vec<(&str, Kind, Ix)> = seen.backward().map(|(role, from)| (role, from.kind(), from.ix())).collect();
    for row in rows(seen.kind()) {
        let mut records: Vec<Ix> = others
            .iter()
            .filter(|(role, kind, _)| row.roles.contains(role) && *kind == row.kind)
            .map(|(.., ix)| *ix)
            .collect();
        if row.roles == AT {
            // Where an event is may be what must not be told.
            records.retain(|ix| publication.tells_where(*ix));
        }
        if (row.name == "hosts" || row.name == "hosted") && !seen.shows_events_by_others() {
            let own = others.iter().filter(|(role, ..)| RUNS.contains(role)).map(|(.., ix)| *ix);
            let own: HashSet<Ix> = own.collect();
            records.retain(|ix| own.contains(ix));
        }
        if row.in_place {
            let here = in_place
                .iter()
                .filter(|ix| publication.see(**ix, Channel::List).is_some_and(|seen| seen.kind() == row.kind));
            records.extend(here);
        }
        if row.kind == Kind::Event {
            let past = |ix: &Ix| publication.is_past(*ix);
            records.retain(|ix| past(ix) == row.past);
        }
        in_list_order(publication, &mut records);
        sections.push(section(row.name, row.title, records));
    }
    if page.id.number > 1 {
        sections.retain(|(_, records)| !records.is_empty());
        return sections;
    }
    sections.push(section("related", "Related", forward("related")));
    let shown: HashSet<Ix> = sections.iter().flat_map(|(_, records)| records.iter().copied()).collect();
    let mut mentions: Vec<Ix> = others
        .iter()
        .filter(|(role, _, ix)| (*role == MENTIONS || *role == "related") && !shown.contains(ix))
        .map(|(.., ix)| *ix)
        .collect();
    mentions.sort_unstable();
    mentions.dedup();
    sections.push(section("mentions", "Mentioned in", mentions));
    sections.retain(|(_, records)| !records.is_empty());
    sections
}

/// Each once, in the order in which lists show them: newest stories first, the next event first.
fn in_list_order(publication: &Publication, records: &mut Vec<Ix>) {
    let order = publication.order();
    records.sort_unstable_by_key(|ix| order[ix.at()]);
    records.dedup();
}

/// A section that is made of what other records say.
struct Row {
    name: &'static str,
    title: &'static str,
    kind: Kind,
    roles: &'static [&'static str],
    /// Also what is in the place.
    in_place: bool,
    /// For events: those that have passed, or those that have not.
    past: bool,
}

const fn row(name: &'static str, title: &'static str, kind: Kind, roles: &'static [&'static str]) -> Row {
    Row { name, title, kind, roles, in_place: false, past: false }
}

const fn past(name: &'static str, title: &'static str, roles: &'static [&'static str]) -> Row {
    Row { name, title, kind: Kind::Event, roles, in_place: false, past: true }
}

const fn here(name: &'static str, title: &'static str, kind: Kind, past: bool) -> Row {
    Row { name, title, kind, roles: &[], in_place: true, past }
}

const PARTNER: &[Row] = &[
    row("organises", "Events they run", Kind::Event, RUNS),
    row("hosts", "Events held here", Kind::Event, AT),
    row("stories", "Stories", Kind::Story, &["partners", "by"]),
    row("campaigns", "Campaigns", Kind::Campaign, &["partners", "led_by"]),
    row("resources", "Resources", Kind::Resource, &["publisher"]),
    row("parts", "Part of it", Kind::Partner, &["part_of"]),
    row("members", "Members", Kind::Partner, &["member_of"]),
    row("funds-stories", "Stories they fund", Kind::Story, &["funders"]),
    row("funds-events", "Events they fund", Kind::Event, &["funders"]),
    row("funds-campaigns", "Campaigns they fund", Kind::Campaign, &["funders"]),
    row("funds-partners", "Partners they fund", Kind::Partner, &["funders"]),
    row("funds-resources", "Resources they fund", Kind::Resource, &["funders"]),
    past("organised", "Past events they ran", RUNS),
    past("hosted", "Past events held here", AT),
];

const PLACE: &[Row] = &[
    here("places", "Places within it", Kind::Place, false),
    here("campaigns", "Campaigns", Kind::Campaign, false),
    here("events", "Events", Kind::Event, false),
    here("stories", "Stories", Kind::Story, false),
    here("partners", "Partners", Kind::Partner, false),
    here("resources", "Resources", Kind::Resource, false),
    here("pages", "Pages", Kind::Page, false),
    here("past-events", "Past events", Kind::Event, true),
];

const EVENT: &[Row] = &[row("stories", "Stories that grew from it", Kind::Story, &["event"])];

const CAMPAIGN: &[Row] = &[
    row("events", "Events", Kind::Event, &["campaigns"]),
    row("stories", "Stories", Kind::Story, &["campaigns"]),
    row("resources", "Resources", Kind::Resource, &["campaigns"]),
    row("partner-records", "Partners in it", Kind::Partner, &["campaigns"]),
    row("places", "Places in it", Kind::Place, &["campaigns"]),
    row("pages", "Pages", Kind::Page, &["campaigns"]),
    row("campaigns", "Campaigns in it", Kind::Campaign, &["campaigns"]),
    past("past-events", "Past events", &["campaigns"]),
];

const RESOURCE: &[Row] = &[
    row("campaigns", "Used in campaigns", Kind::Campaign, &["toolkit"]),
    row("superseded-by", "Its place is taken by", Kind::Resource, &["supersedes"]),
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
pub(crate) fn names(seen: &Seen<'_>, organisers: &[crate::record::Organiser]) -> Vec<NameView> {
    organisers.iter().filter_map(|organiser| seen.organiser(organiser)).map(NameView::of).collect()
}
