//! Calendars: what is in them, what is not, and that other programs make of them what our pages say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use commonground::fault::Faults;
use commonground::kind::Kind;
use commonground::pipeline;
use commonground::publish::{self, Calendar, FeedScope, OccurrencePhase, PageKind, PublishOptions};
use commonground::record::Channel;
use commonground::time::Moment;
use commonground::world::MemoryWorld;
use ical::tree::cst::IcalCst;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use crate::network::{Built, build, network, read_network, sample_network};
use crate::random::RandomChoices;
use crate::skip::{large_network, variable_or_skip};

/// Everything that is odd about dates, in scripts that take two to four bytes a letter.
const ODD: &str = "
-- content/places/abertawe.md --
---
title: Abertawe, dinas y môr; a’r \\ bae
level: city
---
-- content/partners/ty-gwyn.md --
---
title: Tŷ Gwyn – y “gegin”, a’r ardd; 🌿
type: group
serves: [abertawe]
address: {lines: [\"Stryd y Ffynnon, 4\"], town: Abertawe, location: [51.62, -3.94]}
contacts: [{role: Desk, email: hello@ty-gwyn.example.org, visibility: public}]
---
-- content/events/paned.md --
---
title: \"Paned a sgwrs yn Gymraeg: dewch bawb, croeso cynnes; mae’r tŷ’n llawn ŵyn a phoeth 🏴󠁧󠁢󠁷󠁬󠁳󠁿🫖🫖🫖🫖🫖🫖🫖🫖🫖🫖🫖\"
start: 2026-10-06 10:30
end: 2026-10-06 12:00
repeat: {every: week, days: [tue]}
venue: ty-gwyn
organisers: [ty-gwyn]
topics: [food]
---
-- content/events/dastarkhwan.md --
---
title: مل بیٹھ کر کھانا، سب کے لیے، ہر جمعے کی شام کو محلے کے ہال میں، اور چائے بھی
summary: \"ہر ایک کے لیے؛ بچے، بوڑھے، نئے آنے والے، پرانے رہنے والے\"
start: 2026-11-27 18:00
duration: 3 hours
zone: Asia/Karachi
repeat: {every: 2 weeks, count: 12}
venue: ty-gwyn
organisers: [ty-gwyn]
---
-- content/events/emoji.md --
---
title: 👩‍👩‍👧‍👦🥘👨🏿‍🍳🧕🏽🏳️‍🌈🎉👩‍👩‍👧‍👦🥘👨🏿‍🍳🧕🏽🏳️‍🌈🎉👩‍👩‍👧‍👦🥘👨🏿‍🍳🧕🏽🏳️‍🌈🎉
start: 2027-06-18
end: 2027-06-20
venue: ty-gwyn
organisers: [ty-gwyn]
status: postponed
reason: \"Rain, of course; and \\\\ wind\"
status_since: 2026-11-20 09:30
---
-- content/events/night.md --
---
title: The night walk, over the change of the clocks
start: 2026-10-03 23:00
end: 2026-10-04 03:30
repeat: {every: week}
venue: ty-gwyn
organisers: [ty-gwyn]
---
-- content/events/twice.md --
---
title: At half past one on Sundays
start: 2026-09-06 01:30
end: 2026-09-06 02:30
repeat: {every: week}
venue: ty-gwyn
organisers: [ty-gwyn]
---
-- content/events/first-hour.md --
---
title: The first of two hours
start: 2027-10-31 01:30 first
end: 2027-10-31 01:45 first
venue: ty-gwyn
organisers: [ty-gwyn]
---
-- content/events/second-hour.md --
---
title: The second of two hours
start: 2027-10-31 01:30 second
end: 2027-10-31 01:45 second
venue: ty-gwyn
organisers: [ty-gwyn]
---
-- content/events/exhibition.md --
---
title: Whole days, some of them not
start: 2026-11-02
end: 2026-11-03
repeat: {every: week, days: [mon], until: 2027-05-31}
breaks: [{from: 2026-12-21, to: 2027-01-03}]
except: [2027-02-01]
occurrences:
  - {date: 2027-02-06, added: true, note: A Saturday}
  - {date: 2026-12-28, added: true}
  - {date: 2027-03-01, start: \"18:00\", end: \"21:00\"}
  - {date: 2027-03-08, status: cancelled}
venue: ty-gwyn
organisers: [ty-gwyn]
---
-- content/events/off-rule.md --
---
title: Starts on a Friday, meets on Tuesdays
start: 2026-11-06 19:00
end: 2026-11-06 20:00
repeat: {rrule: \"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=9\"}
except: [2026-11-17]
venue: ty-gwyn
organisers: [ty-gwyn]
---
-- content/events/left-out-first.md --
---
title: The first date is left out
start: 2026-11-03 19:00
repeat: {every: month, days: first tuesday, until: 2027-12-31}
except: [2026-11-03]
venue: ty-gwyn
organisers: [ty-gwyn]
---
-- content/events/early.md --
---
title: An added date before the first
start: 2026-11-24 19:00
end: 2026-11-24 20:00
repeat: {every: week, count: 6}
occurrences: [{date: 2026-11-19, added: true, start: \"18:00\"}]
venue: ty-gwyn
organisers: [ty-gwyn]
---
-- content/events/mixed.md --
---
title: A rule that programs read in several ways
start: 2026-11-03 19:00
end: 2026-11-03 20:00
repeat: {rrule: \"FREQ=MONTHLY;BYDAY=TU,2TH\"}
venue: ty-gwyn
organisers: [ty-gwyn]
---
-- content/events/position.md --
---
title: A position in the week
start: 2026-11-04 19:00
repeat: {rrule: \"FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2\"}
venue: ty-gwyn
organisers: [ty-gwyn]
---
-- content/events/weeks.md --
---
title: Weeks by their numbers
start: 2026-11-04 19:00
repeat: {rrule: \"FREQ=YEARLY;BYWEEKNO=2,20,53;BYDAY=WE\"}
venue: ty-gwyn
organisers: [ty-gwyn]
---
-- content/events/end-of-month.md --
---
title: The thirty-first, and the last of the month
start: 2026-10-31 12:00
end: 2026-10-31 13:00
repeat: {rrule: \"FREQ=MONTHLY;UNTIL=20271231T235959Z\"}
venue: ty-gwyn
organisers: [ty-gwyn]
---
-- content/events/until-midnight.md --
---
title: Ends at midnight by the clocks of Auckland
start: 2026-11-02 08:00
end: 2026-11-02 09:00
zone: Pacific/Auckland
repeat: {every: 1 day, until: 2027-04-09}
venue: ty-gwyn
organisers: [ty-gwyn]
---
-- content/events/daily.md --
---
title: Every day with a long break
start: 2026-01-05 07:00
end: 2026-01-05 07:30
repeat: {every: 1 day}
breaks: [{from: 2027-03-20, to: 2027-04-02}]
venue: ty-gwyn
organisers: [ty-gwyn]
---
-- content/events/finished.md --
---
title: Long over
start: 2019-03-05 18:00
end: 2019-03-05 19:00
repeat: {every: week, count: 8}
occurrences: [{date: 2019-03-12, status: cancelled}]
venue: ty-gwyn
organisers: [ty-gwyn]
---
";

/// An event for every time zone: weekly, at an hour at which no clock changes; and one around midday for two years.
const ZONES: [&str; 9] = [
    "Europe/London",
    "Europe/Dublin",
    "Africa/Casablanca",
    "Pacific/Auckland",
    "Asia/Kathmandu",
    "America/St_Johns",
    "Pacific/Chatham",
    "Antarctica/Troll",
    "Etc/UTC",
];

fn odd() -> MemoryWorld {
    let mut files = ODD.to_owned();
    for zone in ZONES {
        let slug = zone.to_lowercase().replace(['/', '_'], "-");
        files.push_str(&format!(
            "-- content/events/zone-{slug}.md --\n---\ntitle: Weekly in {zone}\nstart: 2025-09-07 11:00\nend: 2025-09-07 13:00\n\
             zone: {zone}\nrepeat: {{every: week}}\nvenue: ty-gwyn\norganisers: [ty-gwyn]\n---\n"
        ));
    }
    network(&files)
}

/// The networks that are judged, with their names.
fn networks_to_judge() -> Vec<(&'static str, Built)> {
    let folder = tempfile::tempdir().expect("a folder");
    let large = build(&read_network(&large_network(folder.path())));
    vec![("sample", build(&sample_network())), ("odd", build(&odd())), ("large", large)]
}

fn calendars(built: &Built) -> impl Iterator<Item = (&str, &str)> {
    let files = built.files.iter().filter(|(path, _)| path.ends_with(".ics"));
    files.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("UTF-8")))
}

fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "")
}

/// The lines of an event's own calendar.
fn event(built: &Built, slug: &str) -> String {
    unfolded(built.page(&format!("events/{slug}/event.ics")))
}

#[track_caller]
fn one_event(fields: &str) -> String {
    let built = build(&network(&format!("-- content/events/walk.md --\n---\ntitle: Walk\n{fields}\n---\n")));
    event(&built, "walk")
}

/// The slugs of the events that a page links to as cards; not those that it only calls related.
fn linked(built: &Built, address: &str) -> BTreeSet<String> {
    let publication = built.renderer.as_ref().expect("rendered").publication();
    let base = publication.href("/events/");
    let mut found = BTreeSet::new();
    let first = publication.page_at(address).expect("a page");
    for page in publication.pages().iter().filter(|page| page.id.kind == first.id.kind && page.id.language.is_none()) {
        let html = built.page(&commonground::path::output_path(&page.address));
        let others = ["related\"", "mentions\""];
        let sections = html.split("<section class=\"");
        for section in sections.filter(|section| !others.iter().any(|other| section.starts_with(other))) {
            let cards = section.split("class=\"name\"").skip(1);
            let links = cards.filter_map(|card| card.split("href=\"").nth(1)?.split('"').next());
            let slugs = links.filter_map(|href| href.strip_prefix(&base)?.strip_suffix('/'));
            found.extend(slugs.filter(|slug| !slug.contains('/')).map(str::to_owned));
        }
    }
    found
}

#[test]
fn a_calendar_has_the_events_that_its_page_lists() {
    for (name, built) in networks_to_judge() {
        let publication = built.renderer.as_ref().expect("rendered").publication();
        let mut feeds = 0;
        for feed in publication.calendar_feeds() {
            let mut listed = linked(&built, &feed.page_address);
            if feed.scope == FeedScope::Network {
                listed.extend(linked(&built, "/events/past/"));
            }
            let id = |ix| publication.visible(ix, Channel::Page).expect("published").id().slug.clone();
            // The list of a language has no past events.
            let is_listed = |ix: &_| !matches!(feed.scope, FeedScope::Language(_)) || !publication.is_past(*ix);
            let ours = publication.listed_events(feed.scope).into_iter().filter(is_listed).map(id);
            let ours: BTreeSet<String> = ours.collect();
            assert_eq!(listed, ours, "{name}: {}", feed.id);
            // The file has the events whose times are public and that were not cancelled long ago.
            let text = unfolded(built.page(&commonground::path::output_path(&feed.address())));
            let uids: BTreeSet<&str> = text.lines().filter_map(|line| line.strip_prefix("UID:")).skip(1).collect();
            let wanted: BTreeSet<String> = publication
                .calendar_feed_events(feed.scope)
                .into_iter()
                .map(|ix| publication.event_uid(&publication.visible(ix, Channel::Calendar).expect("published")))
                .collect();
            assert_eq!(uids, wanted.iter().map(String::as_str).collect(), "{name}: {}", feed.id);
            feeds += 1;
        }
        assert!(feeds > 3, "{name}: {feeds}");
        for calendar in publication.calendars() {
            let address = publication.calendar_address(calendar).expect("it has one");
            assert_eq!(publication.calendar_at(&address), Some(calendar), "{address}");
            assert!(built.files.contains_key(&commonground::path::output_path(&address)), "{address}");
        }
        let events = publication.calendars().into_iter().filter(|one| matches!(one, Calendar::Event(_))).count();
        assert!(events <= publication.count_published(Kind::Event) && events > 0, "{name}: {events}");
    }
}

#[test]
fn calendars_are_encoded_as_rfc_5545_requires() {
    for (name, built) in networks_to_judge() {
        for (path, text) in calendars(&built) {
            assert!(text.ends_with("END:VCALENDAR\r\n"), "{name}: {path}");
            assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "{name}: {path} has a bare line end");
            let mut open: Vec<&str> = Vec::new();
            for line in text.trim_end_matches("\r\n").split("\r\n") {
                assert!(line.len() <= 75 && !line.is_empty(), "{name}: {path}: {line}");
            }
            let whole = unfolded(text);
            for line in whole.lines() {
                let (head, value) = line.split_once(':').unwrap_or_else(|| panic!("{name}: {path}: {line}"));
                let property = head.split(';').next().unwrap_or_default();
                assert!(property.bytes().all(|b| b.is_ascii_uppercase() || b == b'-'), "{name}: {path}: {line}");
                match property {
                    "BEGIN" => open.push(value),
                    "END" => assert_eq!(open.pop(), Some(value), "{name}: {path}"),
                    "SUMMARY" | "DESCRIPTION" | "LOCATION" | "NAME" | "X-WR-CALNAME" | "UID" => {
                        let mut rest = value.chars();
                        while let Some(c) = rest.next() {
                            let fine = match c {
                                '\\' => matches!(rest.next(), Some('\\' | ';' | ',' | 'n')),
                                ';' | ',' => false,
                                _ => !c.is_control(),
                            };
                            assert!(fine, "{name}: {path}: {line}");
                        }
                    }
                    "DTSTART" | "DTEND" | "RECURRENCE-ID" | "EXDATE" => {
                        let date = head.contains(";VALUE=DATE");
                        let utc = value.ends_with('Z');
                        let zoned = head.contains(";TZID=") || open.last() != Some(&"VEVENT");
                        assert!(date || utc || zoned, "{name}: {path}: {line}");
                    }
                    _ => {}
                }
            }
            assert!(open.is_empty(), "{name}: {path}");
        }
    }
}

#[test]
fn the_crate_ical_rs_finds_no_error() {
    for (name, built) in networks_to_judge() {
        for (path, text) in calendars(&built) {
            let cst = IcalCst::parse(text).unwrap_or_else(|error| panic!("{name}: {path}: {error}"));
            if let Err(problems) = cst.decode().validate() {
                let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
                panic!("{name}: {path}: {}", problems.join("; "));
            }
        }
    }
}

/// The dates of every event as our pages have them, by the file of each.
fn expected(built: &Built) -> Value {
    let publication = built.renderer.as_ref().expect("rendered").publication();
    let mut expected = serde_json::Map::new();
    for calendar in publication.calendars() {
        let Calendar::Event(ix) = calendar else { continue };
        let event = publication.visible(ix, Channel::Calendar).expect("published");
        let zone = event.zone().0;
        let path = commonground::path::output_path(&publication.calendar_address(calendar).expect("it has one"));
        let instances = event.timetable().expect("told").occurrences().iter().map(|instance| {
            let day = |moment: Moment| moment.date.tomorrow().expect("far from 9999");
            let end = match (instance.start.time, instance.end) {
                (None, end) => Some(day(end.unwrap_or(instance.start)).to_string()),
                (Some(_), None) => None,
                (Some(_), Some(end)) => end.end_instant(zone).map(format_utc),
            };
            let start = match instance.start.time {
                None => instance.start.date.to_string(),
                Some(_) => format_utc(instance.starts_at(zone)),
            };
            // An event within an hour that the clocks skip begins and ends at once: it has no end in a calendar.
            let end = end.filter(|end| *end > start);
            json!({"start": start, "end": end, "off": instance.is_called_off})
        });
        expected.insert(path, instances.collect());
    }
    Value::Object(expected)
}

fn format_utc(instant: Timestamp) -> String {
    instant.to_zoned(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Runs a judge of `tests/judges` on the calendars of all networks.
fn assert_judge_accepts(program: &str, script: &Path) {
    for (name, built) in networks_to_judge() {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in calendars(&built) {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("below")).expect("made");
            std::fs::write(path, text).expect("written");
        }
        let wanted = folder.path().join("expected.json");
        std::fs::write(&wanted, expected(&built).to_string()).expect("written");
        let ran = Command::new(program).arg(script).arg(folder.path()).arg(&wanted).output().expect("it runs");
        assert!(ran.status.success(), "{name}:\n{}", String::from_utf8_lossy(&ran.stderr));
    }
}

#[test]
fn icalendar_and_recurring_ical_events_find_the_dates_of_the_pages() {
    let Some(python) = variable_or_skip("DATEUTIL_JUDGE") else { return };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judges/calendars.py");
    assert_judge_accepts(&python, &script);
}

#[test]
fn ical_js_finds_the_dates_of_the_pages() {
    let Some(script) = variable_or_skip("CALENDAR_JUDGE") else { return };
    assert_judge_accepts("node", Path::new(&script));
}

#[test]
fn time_zone_components_give_the_offsets_of_the_clocks() {
    let built = build(&odd());
    for zone in ZONES {
        let text = event(&built, &format!("zone-{}", zone.to_lowercase().replace(['/', '_'], "-")));
        let rules = commonground::time::find_zone(zone).expect("a zone");
        let mut changes: BTreeMap<String, String> = BTreeMap::new();
        for observance in text.split("TZNAME").filter(|part| part.contains("TZOFFSETTO")) {
            let value = |name: &str| {
                let line = observance.lines().rev().find(|line| line.starts_with(&format!("{name}:")));
                line.map(|line| line[name.len() + 1..].to_owned()).unwrap_or_default()
            };
            let onsets = observance.lines().filter_map(|line| line.strip_prefix("RDATE:"));
            for onset in onsets.map(str::to_owned).chain([value("DTSTART")]) {
                changes.insert(onset, value("TZOFFSETTO"));
            }
        }
        // Ten years of changes, each at the wall time before it, with the offset after it.
        let begin: Timestamp = "2026-01-01T00:00:00Z".parse().expect("a timestamp");
        let end: Timestamp = "2036-01-01T00:00:00Z".parse().expect("a timestamp");
        let offset = |instant: Timestamp| rules.to_offset(instant);
        let mut expected = 0;
        for change in rules.following(begin).take_while(|change| change.timestamp() < end) {
            let before = offset(change.timestamp().checked_sub(1.second()).expect("far from the end"));
            let wall = before.to_datetime(change.timestamp()).strftime("%Y%m%dT%H%M%S").to_string();
            let after = offset(change.timestamp()).to_string().replace(':', "");
            let after = if after.len() == 3 { format!("{after}00") } else { after };
            assert_eq!(changes.get(&wall), Some(&after), "{zone}: {wall}");
            expected += 1;
        }
        assert!(["Asia/Kathmandu", "Etc/UTC"].contains(&zone) || expected > 2, "{zone}: {expected}");
    }
}

#[test]
fn calendar_programs_show_what_the_page_shows() {
    let built = build(&odd());
    let off_rule = event(&built, "off-rule");
    assert!(off_rule.contains("DTSTART;TZID=Europe/London:20261117T190000\r\n"), "{off_rule}");
    assert!(
        off_rule
            .contains("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=9\r\nEXDATE;TZID=Europe/London:20261117T190000\r\n")
    );
    // A count counts on; an end without one can begin with the first date that stands.
    let left_out = event(&built, "left-out-first");
    assert!(left_out.contains("DTSTART;TZID=Europe/London:20261201T190000\r\n"), "{left_out}");
    for slug in ["mixed", "position", "weeks", "early"] {
        let text = event(&built, slug);
        assert!(!text.contains("RRULE") && text.contains("RDATE;TZID"), "{slug}: {text}");
    }
    let days = event(&built, "exhibition");
    assert!(days.contains(
        "DTSTART;VALUE=DATE:20261102\r\nDTEND;VALUE=DATE:20261104\r\nRRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20270531\r\n"
    ));
    assert!(days.contains("EXDATE;VALUE=DATE:20261221,20270201\r\n"), "{days}");
    assert!(days.contains("RDATE;VALUE=DATE:20270206\r\n"), "{days}");
    assert!(
        days.contains("RECURRENCE-ID;VALUE=DATE:20270301\r\nDTSTART;TZID=Europe/London:20270301T180000\r\n"),
        "{days}"
    );
    // In a repeated hour RFC 5545 means the first and ical.js the second, so such times are written in UTC.
    assert!(event(&built, "first-hour").contains("DTSTART:20271031T003000Z\r\n"));
    assert!(event(&built, "second-hour").contains("DTSTART:20271031T013000Z\r\n"));
    assert!(!event(&built, "second-hour").contains("VTIMEZONE"));
    assert!(event(&built, "emoji").contains("STATUS:TENTATIVE\r\n"));
    assert!(
        event(&built, "emoji")
            .contains("DESCRIPTION:This event is postponed. Rain\\, of course\\; and \\\\ wind.\\n\\n")
    );
}

/// An event, with dates that overlap: each lasts longer than the step.
const OVERLAPPING: &str = "
-- content/events/overlapping.md --
---
title: Ten days in every week
start: 2026-11-02 10:00
end: 2026-11-12 11:00
repeat: {every: week}
venue: ty-gwyn
organisers: [ty-gwyn]
---
-- content/events/nights.md --
---
title: Thirty hours every day
start: 2026-10-01 20:00
duration: 30 hours
repeat: {every: day, until: 2027-03-31}
venue: ty-gwyn
organisers: [ty-gwyn]
---
";

#[test]
fn every_occurrence_is_past_or_under_way_or_to_come() {
    let mut world = odd();
    world.files.extend(network(OVERLAPPING).files.into_iter().filter(|(path, _)| path.starts_with("content/events/")));
    let mut faults = Faults::new();
    let loaded = pipeline::load(&world, None, &mut faults).expect("it loads");
    let mut choices = RandomChoices::from_seed(20_261_122);
    let mut phases_found = BTreeSet::new();
    for round in 0..300 {
        // A third of the times are on the half hour, when events begin and end.
        let random = 1_740_000_000 + i64::try_from(choices.below(1 << 24)).expect("24 bits") * 6;
        let now = Timestamp::from_second(random - random % if round % 3 == 0 { 1_800 } else { 1 }).expect("a moment");
        let options = PublishOptions { now, include_drafts: false, base_url: None };
        let publication = publish::publish(&loaded.site, &options, &mut Faults::new());
        let lists = publication.lists();
        let (coming, past) = (lists.records_of_kind(Kind::Event), &lists.past_events);
        assert_eq!(coming.len() + past.len(), publication.count_published(Kind::Event));
        for ix in coming.iter().chain(past) {
            assert!(coming.contains(ix) != past.contains(ix), "in both lists, or in none");
            let event = publication.visible(*ix, Channel::Page).expect("listed");
            let (Some(table), zone) = (event.timetable(), event.zone().0) else { continue };
            assert_eq!(past.contains(ix), table.is_over(), "{}", event.id());
            let mut all_over = !table.continues_past_horizon();
            for (number, date) in table.occurrences().iter().enumerate() {
                let expected = match (date.starts_at(zone) <= now, date.ends_at(zone) <= now) {
                    (_, true) => OccurrencePhase::Past,
                    (true, false) => OccurrencePhase::UnderWay,
                    (false, false) => OccurrencePhase::Upcoming,
                };
                assert_eq!(table.phase(number), expected, "{} on {} at {now}", event.id(), date.recurrence_id);
                all_over &= expected == OccurrencePhase::Past;
                phases_found.insert((expected, event.id().slug.clone()));
            }
            assert_eq!(table.is_over(), all_over, "{} at {now}", event.id());
        }
    }
    for phase in [OccurrencePhase::Past, OccurrencePhase::UnderWay, OccurrencePhase::Upcoming] {
        assert!(phases_found.iter().filter(|(known, _)| *known == phase).count() > 10, "{phase:?} is hardly met");
    }
}

#[test]
fn dtstamp_is_the_time_of_the_last_change() {
    let base = "start: 2027-06-18 18:30";
    let silent = one_event(base);
    assert!(silent.contains("SEQUENCE:0\r\n") && silent.contains("DTSTAMP:20200101T000000Z\r\n"), "{silent}");
    let updated = one_event(&format!("{base}\nupdated: 2026-11-20\nstatus: cancelled\nstatus_since: 2026-11-21 10:30"));
    assert!(updated.contains("DTSTAMP:20261121T103000Z\r\nLAST-MODIFIED:20261121T103000Z\r\n"), "{updated}");
    let minutes = ("2026-11-21T10:30:00Z".parse::<Timestamp>().expect("one").as_second() - 1_577_836_800) / 60;
    assert!(
        updated.contains(&format!("SEQUENCE:{minutes}\r\n")) && updated.contains("STATUS:CANCELLED\r\n"),
        "{updated}"
    );
    let of_a_date = one_event(&format!(
        "{base}\nrepeat: {{every: week}}\noccurrences:\n  - {{date: 2027-06-25, status: cancelled, status_since: 2026-11-21 10:30}}"
    ));
    assert!(of_a_date.contains(&format!("SEQUENCE:{minutes}\r\n")), "{of_a_date}");
    let far = one_event(&format!("{base}\nupdated: 9998-12-31"));
    assert!(far.contains("SEQUENCE:2147483647\r\n"), "{far}");
    // Safety of a place above the venue's.
    let built = build(&network(
        "-- content/places/town.md --\n---\ntitle: Town\nlevel: town\nsafety: {level: normal, since: 2026-11-02}\n---\n\
         -- content/places/street.md --\n---\ntitle: Street\nlevel: neighbourhood\nparent: town\n---\n\
         -- content/events/walk.md --\n---\ntitle: Walk\nstart: 2027-06-18 18:30\nplaces: [street]\n---\n",
    ));
    assert!(event(&built, "walk").contains("DTSTAMP:20261102T000000Z\r\n"));
}

#[test]
fn every_event_has_a_unique_and_stable_uid() {
    assert!(one_event("start: 2027-06-18 18:30").contains("UID:walk@example.org\r\n"));
    assert!(one_event("start: 2027-06-18 18:30\nuid: kept-from-before").contains("UID:kept-from-before\r\n"));
    let built = build(&network(
        "-- content/events/a.md --\n---\ntitle: A\nstart: 2027-06-18\nuid: same\n---\n\
         -- content/events/b.md --\n---\ntitle: B\nstart: 2027-06-19\nuid: same\n---\n",
    ));
    assert!(event(&built, "a").contains("UID:same\r\n") && event(&built, "b").contains("UID:b@example.org\r\n"));
}

#[test]
fn a_cancelled_event_leaves_feeds_after_its_date_and_keeps_its_own_file() {
    let mut world = network(
        "-- content/events/walk.md --\n---\ntitle: Walk\nstart: 2026-11-14 10:00\nend: 2026-11-14 12:00\nstatus: cancelled\nstatus_since: 2026-11-10\n---\n",
    );
    let at = |world: &mut MemoryWorld, now: &str| {
        world.now = now.parse().expect("a timestamp");
        let built = build(world);
        let next = built.renderer.as_ref().expect("rendered").publication().next_change();
        assert!(built.files.contains_key("events/walk/event.ics"));
        (built.page("events/calendar.ics").contains("BEGIN:VEVENT"), next)
    };
    let turn = "2026-11-21T12:00:00Z".parse().ok();
    assert_eq!(at(&mut world, "2026-11-21T11:59:59Z"), (true, turn));
    assert!(!at(&mut world, "2026-11-21T12:00:00Z").0);
    let mut series = network(
        "-- content/events/walk.md --\n---\ntitle: Walk\nstart: 2026-11-14 10:00\nrepeat: {every: week}\nstatus: cancelled\nstatus_since: 2026-11-10 09:00\n---\n",
    );
    assert!(at(&mut series, "2026-12-08T08:59:59Z").0);
    assert!(!at(&mut series, "2026-12-08T09:00:00Z").0);
}

#[test]
fn an_event_leaves_feeds_90_days_after_its_last_date() {
    let walk = |fields: &str| {
        network(&format!(
            "-- content/events/walk.md --\n---\ntitle: Walk\nstart: 2026-11-14 10:00\nend: 2026-11-14 12:00\n{fields}---\n"
        ))
    };
    let is_in_feed = |world: &mut MemoryWorld, now: &str| {
        world.now = now.parse().expect("a timestamp");
        let built = build(world);
        assert!(built.files.contains_key("events/walk/event.ics"), "its own calendar stays");
        assert!(built.page("events/past/index.html").contains("/events/walk/") || now.starts_with("2026"));
        let next = built.renderer.as_ref().expect("rendered").publication().next_change();
        (built.page("events/calendar.ics").contains("BEGIN:VEVENT"), next)
    };
    let leaves_at = "2027-02-12T12:00:00Z".parse().ok();
    let mut once = walk("");
    assert_eq!(is_in_feed(&mut once, "2027-02-12T11:59:59Z"), (true, leaves_at));
    assert!(!is_in_feed(&mut once, "2027-02-12T12:00:00Z").0);
    let mut series = walk("repeat: {every: week, count: 2}\n");
    assert!(is_in_feed(&mut series, "2027-02-19T11:59:59Z").0);
    assert!(!is_in_feed(&mut series, "2027-02-19T12:00:00Z").0);
}

#[test]
fn a_calendar_has_the_2000_events_that_are_nearest_and_says_so() {
    let event = |slug: String, start: &str, end: &str| {
        format!("-- content/events/{slug}.md --\n---\ntitle: {slug}\nstart: {start}\nend: {end}\n---\n")
    };
    let feed_with = |coming: u16| {
        // The slugs are in the other order than the days.
        let mut files: String = (0..coming)
            .map(|number| {
                let (month, day, hour) = ([1, 2, 4][usize::from(number % 3)], 1 + number / 3 % 28, number / 84);
                let day = format!("2027-{month:02}-{day:02} {hour:02}");
                event(format!("coming-{:05}", 40_000 - u32::from(number)), &format!("{day}:00"), &format!("{day}:30"))
            })
            .collect();
        files += &event("on-now".to_owned(), "2026-11-01 10:00", "2026-12-30 10:00");
        files += &event("just-over".to_owned(), "2026-11-20 10:00", "2026-11-20 12:00");
        files += &event("over".to_owned(), "2026-11-10 10:00", "2026-11-10 12:00");
        let world = network(&files);
        let mut faults = Faults::new();
        let loaded = pipeline::load(&world, None, &mut faults).expect("a network");
        let options = PublishOptions { now: world.now, include_drafts: false, base_url: None };
        let renderer = pipeline::build_renderer(&loaded, &options, &mut faults);
        assert!(!faults.has_errors());
        let calendar = pipeline::render_file(&renderer, "/events/calendar.ics").expect("a calendar");
        let calendar = String::from_utf8(calendar.bytes).expect("UTF-8");
        let page = renderer.publication().page_at("/events/subscribe/").expect("a page").clone();
        let page = String::from_utf8(renderer.render(&page, &mut faults).expect("no error")).expect("UTF-8");
        let uids = calendar.lines().filter_map(|line| line.strip_prefix("UID:")?.strip_suffix("@example.org"));
        let uids: Vec<String> = uids.filter(|uid| *uid != "network").map(str::to_owned).collect();
        (uids, page.contains("this calendar has only the next 2000. All of them are on the page."))
    };
    let (all, is_said) = feed_with(1_997);
    assert_eq!((all.len(), is_said), (2_000, false));
    let (all, is_said) = feed_with(1_998);
    assert_eq!((all.len(), is_said), (2_000, true));
    let has = |uids: &[String], uid: &str| uids.iter().any(|one| one == uid);
    let has_three = ["on-now", "just-over", "over"].map(|uid| has(&all, uid));
    assert_eq!(has_three, [true, true, false]);
    let (next, _) = feed_with(2_010);
    assert_eq!(next.len(), 2_000);
    assert!(next.is_sorted() && has(&next, "on-now") && !has(&next, "just-over") && !has(&next, "over"));
    // The last eleven by day are left out.
    let left_out: Vec<u16> =
        (0..2_010).filter(|n| !has(&next, &format!("coming-{:05}", 40_000 - u32::from(*n)))).collect();
    let key = |n: &u16| (n % 3, n / 3 % 28, n / 84);
    let mut by_day: Vec<u16> = (0..2_010).collect();
    by_day.sort_by_key(key);
    let mut last = by_day.split_off(2_010 - 11);
    last.sort_unstable();
    assert_eq!(left_out, last);
}

#[test]
fn each_spoken_language_has_a_list_and_a_calendar() {
    let event = |slug: &str, start: &str, languages: &str| {
        format!("-- content/events/{slug}.md --\n---\ntitle: The {slug}\nstart: {start}\n{languages}\n---\n")
    };
    let files = [
        event("supper", "2027-01-10 18:30", "languages: {spoken: [en, ur], interpreted: [pl]}"),
        event("choir", "2027-01-11 18:30", "languages: [cy, ur-PK]"),
        event("walk", "2026-11-14 10:00", "languages: [ur]"),
        event("fair", "2026-03-14 10:00", "languages: [ur, fa]"),
        event("quiz", "2027-01-12 10:00", "cost: free"),
        "-- content/about.md --\n---\ntitle: About\n---\n[In Urdu](/events/language/ur/), [and yours](/events/language/ur/subscribe/).\n".to_owned(),
    ];
    let mut world = network(&files.concat());
    let built = build(&world);
    let linked_on = |built: &Built, page: &str| {
        let html = built.page(page).to_owned();
        ["supper", "choir", "walk", "fair", "quiz"].map(|slug| html.contains(&format!("/net/events/{slug}/\"")))
    };
    assert_eq!(linked_on(&built, "events/language/ur/index.html"), [true, true, false, false, false]);
    assert_eq!(linked_on(&built, "events/language/fa/index.html"), [false; 5], "an address stays");
    assert!(!built.files.contains_key("events/language/pl/index.html"));
    let page = built.page("events/language/ur/index.html");
    assert!(page.contains("<h1>Events: Urdu</h1>") && page.contains("/net/events/language/ur/subscribe/\""), "{page}");
    let calendar = unfolded(built.page("events/language/ur/calendar.ics"));
    let has = |slug: &str| calendar.contains(&format!("SUMMARY:The {slug}\r\n"));
    assert_eq!(["supper", "choir", "walk", "fair", "quiz"].map(has), [true, true, true, false, false]);
    assert!(calendar.contains("NAME:اردو – Test network\r\n"), "{calendar}");
    let subscribe = built.page("events/language/ur/subscribe/index.html");
    assert!(subscribe.contains("All events at which this language is spoken: Urdu"), "{subscribe}");
    let list = built.page("events/index.html");
    let nav = list.split("aria-label=\"Events by language\"").nth(1).expect("a list of languages");
    assert!(nav.contains("<a href=\"/net/events/language/ur/\">Urdu</a> (2)") && !nav.contains("Farsi"), "{nav}");
    assert_eq!(built.report().matches("language").count(), 0, "{}", built.report());
    world.files.insert(
        "content/story.md".to_owned(),
        b"---\ntitle: S\naliases: [/events/language/cy/calendar.ics, /events/language/cy/subscribe/]\n---\n".to_vec(),
    );
    assert_eq!(build(&world).report().matches("duplicate-address").count(), 2);
}

#[test]
fn hidden_details_are_in_no_calendar() {
    let files = |more: &str| {
        format!(
            "-- content/events/walk.md --\n---\ntitle: Walk\nstart: 2027-06-18 18:30\n{more}\n\
             online: {{url: \"https://meet.example.org/secret\", visibility: on-request}}\n\
             venue: {{name: The hidden yard, lines: [9 Secret Lane], location: [53.1, -1.2], visibility: on-request}}\n---\n"
        )
    };
    let calm = build(&network(&files("")));
    let text = event(&calm, "walk");
    assert!(text.contains("LOCATION:contact us for the address\r\n"), "{text}");
    for word in ["Secret", "secret", "hidden", "GEO", "CONFERENCE", "ORGANIZER"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
    let raised = build(&network(&files("safety: raised")));
    assert!(!raised.files.contains_key("events/walk/event.ics"));
    assert!(!raised.page("events/calendar.ics").contains("VEVENT"));
    assert!(!raised.page("events/walk/index.html").contains(".ics"));
    let kept = build(&network(&files("safety: raised\nkeep_public: {fields: [times], reason: It is a march}")));
    assert!(event(&kept, "walk").contains("DTSTART;TZID=Europe/London:20270618T183000\r\n"));
}

#[test]
fn calendars_can_be_turned_off() {
    let mut world = odd();
    let site = format!("{}outputs: {{calendars: false}}\n", crate::network::SITE);
    world.files.insert("content/site.yaml".into(), site.into_bytes());
    let built = build(&world);
    assert_eq!(calendars(&built).count(), 0);
    assert!(!built.page("events/subscribe/index.html").contains("webcal:"));
    assert!(!built.page("events/paned/index.html").contains(".ics"));
    assert!(!built.page("events/index.html").contains("Put these events in your calendar"));
}

#[test]
fn a_calendar_without_events_is_valid() {
    let built = build(&network(""));
    let text = built.page("topics/food/calendar.ics");
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    assert!(
        built.page("topics/food/subscribe/index.html").contains("webcal://example.org/net/topics/food/calendar.ics")
    );
}

#[test]
fn records_cannot_take_the_addresses_of_calendars() {
    let built = build(&network(
        "-- content/events/subscribe.md --\n---\ntitle: Subscribe\nstart: 2027-06-18\n---\n\
         -- content/places/town.md --\n---\ntitle: Town\nlevel: town\n---\n\
         -- content/stories/a.md --\n---\ntitle: A\ndate: 2026-01-01\naliases: [/places/town/subscribe/]\npeople: none\n---\n",
    ));
    let clashes = built.report().matches("duplicate-address").count();
    assert_eq!(clashes, 2, "{}", built.report());
    let publication = built.renderer.as_ref().expect("rendered").publication();
    assert_eq!(
        publication.page_at("/events/subscribe/").map(|page| &page.id.kind),
        Some(&PageKind::Subscribe(FeedScope::Network))
    );
}
