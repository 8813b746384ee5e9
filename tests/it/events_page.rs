//! An event's own page: its dates, access, hidden details and structured data.

use schemaorg_rs::profiles::ProfileRegistry;
use schemaorg_rs::{extract_all, validation};
use serde_json::Value;

use super::network::{Built, build, network, sample_network};

const SURROUNDING_RECORDS: &str = "\
-- content/places/mill-end.md --
---
title: Mill End
level: neighbourhood
---
By the river.
-- content/partners/hall.md --
---
title: The Hall
type: organisation
serves: [mill-end]
address: {lines: [1 Hall Row], town: Fenby, postcode: ZZ1 1AA}
access: {step-free: yes, hearing-loop: no, lift: ask}
checked: {date: 2026-11-03, by: Bo}
contacts:
  - {role: Office, email: office@hall.example.org, phone: '01632 960001'}
---
A hall.
";

fn event(fields: &str) -> String {
    format!(
        "{SURROUNDING_RECORDS}-- content/events/lunch.md --\n---\ntitle: Lunch club\nplaces: [mill-end]\norganisers: [hall]\n{fields}---\nSoup.\n"
    )
}

const WEEKLY: &str = "\
start: 2026-04-07 12:00
end: 2026-04-07 13:30
venue: hall
repeat: {every: week, days: [tue], until: 2027-12-14}
breaks:
  - {from: 2026-08-04, to: 2026-08-25, reason: Holidays}
  - {from: 2027-02-08, to: 2027-03-09, reason: Ramadan}
occurrences:
  - {date: 2026-11-24, status: cancelled, reason: The boiler has failed, status_since: 2026-11-20}
  - {date: 2026-12-01, start: '12:30', note: Bring a coat}
  - {date: 2026-12-05, added: true}
  - {date: 2026-12-15, start: '14:00', status: rescheduled, status_since: 2026-11-20}
";

/// Builds, and fails if anything is wrong.
fn build_without_faults(files: &str) -> Built {
    let built = build(&network(files));
    assert_eq!(built.report(), "");
    built
}

fn page(files: &str) -> String {
    build_without_faults(files).page("events/lunch/index.html").to_owned()
}

/// The data in a page's first `application/ld+json`, if that is of events.
fn data(page: &str) -> Option<Value> {
    let (_, rest) = page.split_once("<script type=\"application/ld+json\">")?;
    let (json, _) = rest.split_once("</script>")?;
    let data: Value = serde_json::from_str(json).expect("it is JSON");
    (data["@type"] == "Event" || data["@graph"].is_array()).then_some(data)
}

/// The events of it.
fn events(page: &str) -> Vec<Value> {
    match data(page) {
        None => Vec::new(),
        Some(Value::Object(mut map)) if map.contains_key("@graph") => {
            map["@graph"].take().as_array().expect("a list").clone()
        }
        Some(one) => vec![one],
    }
}

#[track_caller]
fn assert_shows(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "no `{part}` in {page}");
    }
}

#[test]
fn a_series_shows_its_rule_its_next_date_and_its_exceptions() {
    let page = page(&event(WEEKLY));
    assert_shows(
        &page,
        &[
            "<dd>Every Tuesday until 14 December 2027</dd>",
            "No lunch club 8 February to 9 March (Ramadan). Back on Tuesday 16 March.",
            "Next: <time class=\"dt-start\" datetime=\"2026-12-01T12:30+00:00\">Tuesday 1 December 2026, 12.30pm to 2pm</time>",
            "<li id=\"on-2026-11-24\" class=\"off\"><strong>Cancelled:</strong> <time datetime=\"2026-11-24T12:00+00:00\">",
            "The boiler has failed",
            "Tuesday 24 November 2026: cancelled.</strong>",
            "The next one is on Tuesday 1 December 2026.",
            "12.30pm to 2pm</time> (not at the usual time). Bring a coat</li>",
            "<li id=\"on-2026-12-05\"><time datetime=\"2026-12-05T12:00+00:00\">Saturday 5 December 2026, noon to 1.30pm</time> (an extra date)",
            "datetime=\"2027-04-06T12:00+01:00\"",
            "more dates</summary>",
            "Past dates</summary>",
            "id=\"on-2026-11-17\"",
        ],
    );
    assert!(!page.contains("(Holidays)"), "a break that is over is no news");
    let first = page.split("<details>").next().expect("a part");
    assert_eq!(first.matches("<li id=\"on-").count(), 12);
    let mut ids: Vec<&str> = page.split(" id=\"on-").skip(1).map(|rest| &rest[..10]).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "an anchor an occurrence");
}

#[test]
fn the_phase_of_an_event_depends_on_its_end() {
    let at = |now: &str| {
        let mut world = network(&event("start: 2027-01-10 18:30\nend: 2027-01-10 20:00\nvenue: hall\n"));
        world.now = now.parse().expect("a moment");
        build(&world).page("events/lunch/index.html").to_owned()
    };
    assert!(!at("2027-01-10T18:29:59Z").contains("On now"));
    assert_shows(&at("2027-01-10T18:30:00Z"), &["On now: <time"]);
    assert_shows(&at("2027-01-10T20:00:00Z"), &["This event has ended."]);
}

#[test]
fn a_past_event_shows_its_stories_first() {
    let story =
        "-- content/stories/pan.md --\n---\ntitle: The pan\ndate: 2026-02-01\npeople: none\nevent: lunch\n---\nText.\n";
    let page = page(&format!("{}{story}", event("start: 2026-01-10 18:30\nvenue: hall\n")));
    assert_shows(
        &page,
        &[
            "This event has ended.</strong> Read the stories that began with it: <a href=\"/net/stories/pan/\">The pan</a>.",
        ],
    );
    assert!(page.find("The pan") < page.find("<div class=\"text\">"));
    assert!(!page.contains("Not stated"), "nobody asks any more");
}

#[test]
fn the_page_names_a_time_zone_that_differs_from_the_sites() {
    let page = page(&event("start: 2027-06-10 18:30\nzone: Europe/Paris\nvenue: hall\n"));
    assert_shows(&page, &["datetime=\"2027-06-10T18:30+02:00\">Thursday 10 June 2027, 6.30pm</time> (Paris time)"]);
}

#[test]
fn times_in_a_repeated_hour_are_told_apart() {
    let page = page(&event("start: 2027-10-31 01:30 second\nduration: 2 hours\nvenue: hall\n"));
    assert_shows(&page, &["datetime=\"2027-10-31T01:30+00:00\"", "(the second time it is 1.30am that night)"]);
}

#[test]
fn banner_data_and_card_say_that_an_event_is_cancelled() {
    let built = build_without_faults(&event(
        "start: 2027-06-10 18:30\nvenue: hall\nstatus: cancelled\nreason: No heating\nstatus_since: 2026-11-01\n",
    ));
    let page = built.page("events/lunch/index.html");
    assert_shows(page, &["This event is cancelled.</strong> No heating.", "<strong>Cancelled:</strong> <time"]);
    assert_eq!(events(page)[0]["eventStatus"], "https://schema.org/EventCancelled");
    assert_shows(built.page("events/index.html"), &["<strong class=\"status\">Cancelled</strong>"]);
}

#[test]
fn access_facts_name_their_source_and_missing_ones_can_be_asked_for() {
    let built =
        build_without_faults(&event("start: 2027-06-10 18:30\nvenue: hall\naccess: {hearing-loop: yes, food: no}\n"));
    let page = built.page("events/lunch/index.html");
    assert_shows(
        page,
        &[
            "<dt>Yes</dt><dd>Hearing loop</dd>",
            "<dt>Yes</dt><dd>Step-free</dd>",
            "These facts come from the venue, <a href=\"/net/partners/hall/\">The Hall</a>, and were checked on <time datetime=\"2026-11-03\">3 November 2026</time>.",
            "Not stated: Accessible toilet, Parking, British Sign Language, Quiet space. Ask: <bdi>The Hall</bdi>, <a href=\"tel:01632960001\" dir=\"ltr\">01632 960001</a> or",
        ],
    );
    let list = built.page("events/index.html");
    assert_shows(
        list,
        &["Yes: Hearing loop, Step-free.", "Ask first: Lift.", "No: Food.", "/events/access/hearing-loop/"],
    );
    assert_shows(built.page("events/access/hearing-loop/index.html"), &["/events/lunch/", "Events: Hearing loop"]);
    assert!(built.files.contains_key("events/access/step-free/index.html"));
    assert!(!built.files.contains_key("events/access/food/index.html"), "nobody says yes");
    let contact = event("start: 2027-06-10 18:30\nvenue: hall\ncontact: {name: Cy, phone: '01632 960009'}\n");
    assert_shows(
        &self::page(&contact),
        &["Ask: <bdi>Cy</bdi>, <a href=\"tel:01632960009\" dir=\"ltr\">01632 960009</a>."],
    );
    let nobody = event("start: 2027-06-10 18:30\nvenue: hall\n").replace("organisers: [hall]\n", "");
    assert_shows(&self::page(&nobody), &["Ask: <a href=\"mailto:hello@example.org\">"]);
}

/// Every value that can be hidden, with the visibility that hides it.
const KEPT: &[(&str, &str)] = &[
    ("hidden", "content/events/a-hidden.md"),
    ("on-request", "content/events/b-asked.md"),
    ("area", "content/events/c-area.md"),
];

#[test]
fn hidden_details_are_in_no_file() {
    let mut files = SURROUNDING_RECORDS.to_owned();
    for (visibility, path) in KEPT {
        files.push_str(&format!(
            "-- {path} --\n---\ntitle: Circle {visibility}\nstart: 2027-03-0{n} 18:30\nplaces: [mill-end]\n\
             venue: {{name: Secret house, lines: [9 Secret Row], town: Secretown, postcode: ZZ9 9ZZ, location: [53.1234, -0.5678], visibility: {visibility}}}\n\
             online: {{url: 'https://secret.example.org/{visibility}', visibility: {visibility}}}\n\
             repeat: {{every: week, count: 3}}\n\
             occurrences:\n  - {{date: 2027-03-1{n}, venue: {{name: Secret barn, lines: [8 Secret Row], visibility: {visibility}}}}}\n\
             ---\nText.\n",
            n = 1 + KEPT.iter().position(|(known, _)| known == visibility).expect("it is there"),
        ));
    }
    files.push_str(
        "-- content/partners/refuge.md --\n---\ntitle: The refuge\ntype: organisation\nserves: [mill-end]\n\
         address: {lines: [7 Secret Row], postcode: ZZ9 8ZZ, visibility: on-request}\n\
         contacts:\n  - {role: Keeper, name: Secret Keeper, email: keeper@secret.example.org, phone: '07700 900009', visibility: hidden}\n---\nText.\n\
         -- content/events/d-refuge.md --\n---\ntitle: At the refuge\nstart: 2027-03-05 18:30\nvenue: refuge\norganisers: [refuge]\n---\nText.\n",
    );
    let built = build(&network(&files));
    for (path, bytes) in &built.files {
        let text = String::from_utf8_lossy(bytes);
        for secret in ["Secret", "ZZ9", "53.1234", "0.5678", "secret.example", "900009", "Secretown", "Row, ", "barn"] {
            assert!(!text.contains(secret), "`{secret}` is in {path}");
        }
    }
    for (_, path) in &KEPT[1..] {
        let page = built.page(&path.replace("content/", "").replace(".md", "/index.html"));
        let event = &events(page)[0];
        let place = event["location"].as_array().map_or(&event["location"], |both| &both[0]);
        assert_eq!(place["address"]["addressLocality"], "Mill End");
        assert_eq!(place["name"], "Mill End");
    }
    assert_shows(built.page("events/c-area/index.html"), &["<a href=\"/net/places/mill-end/\">Mill End</a>"]);
}

const RAISED: &str = "\
start: 2031-03-07 18:47
end: 2031-03-07 20:13
venue: hall
online: {url: 'https://meet.example.org/lunch', visibility: public}
contact: {name: Contact Person, phone: '01632 960077', email: bookings@person.example.org}
booking: {needed: yes, phone: '01632 960078', closes: 2031-03-01}
hosts: [{name: The Hosting House}]
repeat: {every: week, until: 2031-05-30}
breaks: [{from: 2031-04-01, to: 2031-04-10, reason: A festival}]
safety: {level: raised, since: 2026-11-01}
";

#[test]
fn raised_safety_keeps_time_place_and_numbers_out_of_every_file() {
    let built = build_without_faults(&event(RAISED));
    for (path, bytes) in &built.files {
        let text = String::from_utf8_lossy(bytes);
        for secret in [
            "2031",
            "18:47",
            "6.47pm",
            "8.13pm",
            "meet.example",
            "Contact Person",
            "960077",
            "960078",
            "bookings@person",
            "Hosting",
            "festival",
            "Every Friday",
        ] {
            assert!(!text.contains(secret) && !path.contains(secret), "`{secret}` is in {path}");
        }
    }
    let page = built.page("events/lunch/index.html");
    assert!(!page.contains("Hall Row") && data(page).is_none());
    assert!(!page.contains("come from the venue"), "the facts would tell which venue it is");
    assert_shows(page, &["Ask: <a href=\"mailto:hello@example.org\">"]);
    // "On request" and "hidden because of safety" have the same words, so that readers cannot tell them apart.
    let asked = event(
        "start: 2027-03-07 18:47\nvenue: {name: Somewhere, visibility: on-request}\nonline: {url: 'https://meet.example.org/x', visibility: on-request}\n",
    );
    let asked = self::page(&asked);
    let place = |page: &str| {
        page.split_once("<dt>Where</dt>").map(|(_, rest)| rest[..rest.find("</div>").unwrap_or(0)].to_owned())
    };
    assert_eq!(place(page), place(&asked));
    let kept = RAISED.to_owned() + "keep_public: {fields: [times, address], reason: It is in the paper}\n";
    assert_shows(&self::page(&event(&kept)), &["2031", "1 Hall Row"]);
}

#[test]
fn raising_and_lowering_safety_equals_a_clean_build() {
    // Lists by month and by access fact depend on safety; `edits` tests the same with random edits.
    let calm = build_without_faults(&event(&RAISED.replace("safety: {level: raised, since: 2026-11-01}\n", "")));
    assert!(calm.files.contains_key("events/2031/03/index.html"));
    assert!(calm.files.contains_key("events/access/step-free/index.html"));
    let raised = build_without_faults(&event(RAISED));
    assert!(!raised.files.keys().any(|path| path.starts_with("events/2031") || path.starts_with("events/access")));
}

#[test]
fn the_order_of_a_list_does_not_reveal_hidden_times() {
    let other = |name: &str, day: &str, more: &str| {
        format!(
            "-- content/events/{name}.md --\n---\ntitle: {name}\nstart: {day} 10:00\nplaces: [mill-end]\n{more}---\nText.\n"
        )
    };
    let raised = "safety: {level: raised, since: 2026-11-01}\n";
    let files = [other("a", "2027-01-01", ""), other("b", "2027-01-02", raised), other("c", "2027-01-03", "")].concat();
    let built = build_without_faults(&format!("{SURROUNDING_RECORDS}{files}"));
    let list = built.page("events/index.html");
    let at = |name: &str| list.find(&format!("/events/{name}/\"")).expect("it is listed");
    assert!(at("a") < at("c") && at("c") < at("b"));
    assert!(!built.page("events/2027/01/index.html").contains("/events/b/"));
}

#[test]
fn a_title_cannot_close_the_structured_data() {
    let title = "</script><script>alert(1)</script> <!-- & \u{2028} \u{2029} \"x\"";
    let files =
        event("start: 2027-03-07 18:30\nvenue: hall\n").replace("title: Lunch club", &format!("title: '{title}'"));
    let built = build(&network(&files));
    let page = built.page("events/lunch/index.html");
    let (_, rest) = page.split_once("ld+json\">").expect("data");
    let (json, _) = rest.split_once("</script>").expect("an end");
    assert!(!json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']));
    assert!(data(page).expect("data")["name"].as_str().is_some_and(|name| name.contains("</script><script>alert(1)")));
}

#[test]
fn structured_data_is_true_and_complete() {
    let page = page(&event(
        "start: 2027-06-10 18:30\nend: 2027-06-10 20:00\nvenue: hall\nonline: {url: 'https://meet.example.org/l', visibility: public}\n\
         status: rescheduled\nreason: Exams\nstatus_since: 2026-11-01\nprevious_start: 2027-05-10 18:30\ncost: free\n\
         summary: Soup & bread.\n",
    ));
    let event = &events(&page)[0];
    assert_eq!(event["startDate"], "2027-06-10T18:30+01:00");
    assert_eq!(event["endDate"], "2027-06-10T20:00+01:00");
    assert_eq!(event["previousStartDate"], "2027-05-10T18:30+01:00");
    assert_eq!(event["eventStatus"], "https://schema.org/EventRescheduled");
    assert_eq!(event["eventAttendanceMode"], "https://schema.org/MixedEventAttendanceMode");
    assert_eq!(event["description"], "Soup & bread.");
    assert_eq!(event["location"][0]["address"]["streetAddress"], "1 Hall Row");
    assert_eq!(event["location"][0]["address"]["postalCode"], "ZZ1 1AA");
    assert_eq!(event["location"][1]["url"], "https://meet.example.org/l");
    assert_eq!(event["organizer"][0]["url"], "https://example.org/net/partners/hall/");
    assert_eq!(event["isAccessibleForFree"], true);
    assert!(event.get("offers").is_none(), "a currency is known only where the country is");
    assert!(event.get("performer").is_none());
}

#[test]
fn every_next_date_of_a_series_is_an_event_with_its_own_address() {
    let page = page(&event(WEEKLY));
    let events = events(&page);
    assert_eq!(events.len(), 6);
    assert_eq!(events[0]["eventStatus"], "https://schema.org/EventCancelled");
    assert_eq!(events[1]["startDate"], "2026-12-01T12:30+00:00");
    let moved: Vec<&Value> = events.iter().filter(|event| !event["previousStartDate"].is_null()).collect();
    assert_eq!(moved.len(), 1);
    assert_eq!(moved[0]["eventStatus"], "https://schema.org/EventRescheduled");
    assert_eq!(moved[0]["startDate"], "2026-12-15T14:00+00:00");
    assert_eq!(moved[0]["previousStartDate"], "2026-12-15T12:00+00:00");
    for event in &events {
        let (_, anchor) = event["url"].as_str().and_then(|url| url.split_once('#')).expect("an anchor");
        assert!(page.contains(&format!("id=\"{anchor}\"")));
    }
}

/// The judge takes every location for a place and for a virtual one at once: it misses the name and the address of
/// a `VirtualLocation`, and the `url` of a `Place`. Neither is asked for by Google; these are set aside by name.
const FALSE: [&str; 2] = ["in nested VirtualLocation", "in nested Place"];

#[test]
fn the_sample_network_satisfies_schema_org_and_google() {
    let built = build(&sample_network());
    let registry = ProfileRegistry::with_google();
    let mut judged = 0;
    for (path, bytes) in built.files.iter().filter(|(path, _)| path.starts_with("events/")) {
        let page = String::from_utf8_lossy(bytes);
        let told = events(&page);
        if told.is_empty() {
            continue;
        }
        let graph = extract_all(&page).expect("the page can be read");
        let vocabulary = validation::validate(&graph);
        let bad = vocabulary.diagnostics.iter().filter(|one| one.severity == validation::Severity::Error);
        assert_eq!(bad.map(|one| format!("{}: {}", one.path, one.message)).collect::<Vec<_>>(), [""; 0], "{path}");
        let google = registry.evaluate("google", &graph, &vocabulary.diagnostics).expect("the profile is there");
        for result in google.type_results.iter().filter(|result| result.schema_type == "Event") {
            assert!(result.eligible, "{path} lacks {:?}", result.required_missing);
            let errors = result.field_diagnostics.iter().filter(|one| one.severity == validation::Severity::Error);
            let errors = errors.map(|one| &one.message).filter(|text| FALSE.iter().all(|known| !text.contains(known)));
            assert_eq!(errors.collect::<Vec<_>>(), Vec::<&String>::new(), "{path}");
            let never = ["performer"];
            let missing = result.recommended_missing.iter().filter(|name| !never.contains(&name.as_str()));
            let unknown = ["image", "offers", "endDate"];
            assert_eq!(missing.filter(|name| !unknown.contains(&name.as_str())).count(), 0, "{path}: {result:?}");
            judged += 1;
        }
        for event in told {
            strict(path, &event);
        }
    }
    assert!(judged >= 15, "only {judged} events were judged");
}

/// What Google's guidelines say of an `Event`, by ourselves: the judge is not told apart by kinds of location.
fn strict(path: &str, event: &Value) {
    let offset =
        |text: &str| text.len() == 10 || text.ends_with('Z') || matches!(text.as_bytes()[text.len() - 6], b'+' | b'-');
    for name in ["startDate", "endDate", "previousStartDate"] {
        assert!(event[name].as_str().is_none_or(offset), "{path}: {name} {}", event[name]);
    }
    let locations = event["location"].as_array().cloned().unwrap_or_else(|| vec![event["location"].clone()]);
    for location in &locations {
        match location["@type"].as_str() {
            Some("VirtualLocation") => assert!(location["url"].as_str().is_some_and(|url| url.starts_with("https://"))),
            Some("Place") => {
                assert!(location["name"].is_string(), "{path}: a place without a name");
                assert_eq!(location["address"]["@type"], "PostalAddress", "{path}");
                assert!(location["address"]["addressLocality"].is_string(), "{path}");
            }
            other => panic!("{path}: {other:?} is no location"),
        }
    }
    let mode = event["eventAttendanceMode"].as_str().unwrap_or_default();
    assert_eq!(mode.contains("Mixed"), locations.len() == 2, "{path}");
    assert!(event["url"].as_str().is_some_and(|url| url.starts_with("https://")), "{path}");
}

#[test]
fn pages_and_cards_are_marked_up_as_h_events() {
    let built = build_without_faults(&event("start: 2027-06-10 18:30\nend: 2027-06-10 20:00\nvenue: hall\n"));
    let page = built.page("events/lunch/index.html");
    assert_shows(
        page,
        &[
            "<article class=\"event h-event\">",
            "<h1 class=\"p-name\">Lunch club</h1>",
            "<data class=\"u-url\" value=\"https://example.org/net/events/lunch/\">",
            "class=\"dt-start\" datetime=\"2027-06-10T18:30+01:00\"",
            "<data class=\"dt-end\" value=\"2027-06-10T20:00+01:00\">",
            "<dd class=\"p-location h-card\"><a class=\"p-name u-url\" href=\"/net/partners/hall/\">The Hall</a>",
            "p-adr",
        ],
    );
    assert_shows(
        built.page("events/index.html"),
        &["card event h-event", "class=\"p-name u-url\"", "dt-start", "dt-end"],
    );
}

#[test]
fn two_whole_days_are_two_days_on_the_page_for_search_engines_and_in_calendars() {
    let built = build_without_faults(&event("start: 2027-06-19\nall_day: true\nduration: 2 days\nvenue: hall\n"));
    let page = built.page("events/lunch/index.html");
    assert_shows(page, &["Saturday 19 June 2027 to Sunday 20 June 2027</time>"]);
    assert_eq!(events(page)[0]["endDate"], "2027-06-20");
    let calendar = built.page("events/lunch/event.ics");
    assert_shows(calendar, &["DTSTART;VALUE=DATE:20270619\r\nDTEND;VALUE=DATE:20270621\r\n"]);
}

#[test]
fn an_event_that_moved_online_is_not_at_its_hall_for_machines() {
    let moved = "start: 2027-06-10 18:30\nvenue: hall\nstatus: moved-online\nstatus_since: 2026-11-01\n\
                 online: {url: 'https://meet.example.org/x', visibility: public}\n";
    let built = build_without_faults(&event(moved));
    let page = built.page("events/lunch/index.html");
    assert_shows(page, &["<dd class=\"h-card off\"><strong>Not at:</strong> <a class=\"p-name u-url\""]);
    assert!(!page.contains("p-location"), "{page}");
    assert!(!built.page("events/lunch/event.ics").contains("LOCATION"));
    let one_date = "start: 2027-06-10 18:30\nvenue: hall\nrepeat: {every: week}\nonline: {url: 'https://meet.example.org/x', visibility: public}\n\
                    occurrences: [{date: 2027-06-10, status: moved-online, status_since: 2026-11-01}]\n";
    let built = build_without_faults(&event(one_date));
    assert!(!built.page("events/lunch/index.html").contains("p-location"), "the next date is not there");
    assert_eq!(built.page("events/lunch/event.ics").matches("LOCATION").count(), 1);
}

#[test]
fn a_booking_of_which_safety_leaves_nothing_has_no_row() {
    let booking =
        "start: 2027-06-10 18:30\nvenue: hall\nbooking: {url: 'https://book.example.org/', phone: 01632 960001}\n";
    assert_shows(&page(&event(booking)), &["<dt>Booking</dt>"]);
    assert!(!page(&event(&format!("{booking}safety: raised\n"))).contains("<dt>Booking</dt>"));
    let with_words = format!("{booking}safety: raised\n").replace("{url", "{needed: yes, url");
    assert_shows(&page(&event(&with_words)), &["<dt>Booking</dt><dd><p>Please book.</p>"]);
}

#[test]
fn speakers_are_named_as_they_agreed_and_as_long_as_they_agree() {
    let speakers = "start: 2027-06-10 18:30\nvenue: {name: Barn}\nspeakers:\n  - hall\n  - {name: Ann Marsh, link: 'https://ann.example.org/'}\n  \
                    - {name: Theodora Quill, consent: c-0001}\n";
    let consent = |more: &str| {
        format!(
            "-- content/consents.yaml --\n- {{id: c-0001, shown_as: Dora, for: [events/lunch], given: 2026-01-01, expires: 2027-12-31, scope: [web]{more}}}\n"
        )
    };
    let built = build_without_faults(&format!("{}{}", event(speakers), consent("")));
    let page = built.page("events/lunch/index.html");
    assert_shows(
        page,
        &[
            "<dt>Speakers</dt><dd><a href=\"/net/partners/hall/\">The Hall</a>, <a href=\"https://ann.example.org/\">Ann Marsh</a>, Dora</dd>",
        ],
    );
    let performers = events(page)[0]["performer"].clone();
    assert_eq!(performers[2], serde_json::json!({"@type": "Person", "name": "Dora"}));
    let files =
        |built: &Built, name: &str| built.files.values().any(|bytes| String::from_utf8_lossy(bytes).contains(name));
    assert!(!files(&built, "Theodora"));
    let hall = built.page("partners/hall/index.html");
    assert!(hall.contains("Events they speak at</h2>"), "{hall}");
    let ended = build_without_faults(&format!("{}{}", event(speakers), consent(", withdrawn: 2026-11-01")));
    assert!(
        ended.files.contains_key("events/lunch/index.html") && !files(&ended, "Dora") && !files(&ended, "Theodora")
    );
    let mut world = network(&format!("{}{}", event(speakers), consent("")));
    world.now = "2027-12-31T23:59:59Z".parse().expect("a moment");
    let last_day = build(&world);
    let next_change = last_day.renderer.as_ref().expect("rendered").publication().next_change();
    assert_eq!(next_change, "2028-01-01T00:00:00Z".parse().ok());
    let uncovered = consent("").replace("events/lunch", "events/other");
    assert!(build(&network(&format!("{}{uncovered}", event(speakers)))).report().contains("[consent-missing]"));
}

#[test]
fn who_funds_an_event_or_speaks_there_has_it_on_its_page_and_in_its_calendar() {
    for (field, heading) in
        [("funders", "Past events they funded</h2>"), ("speakers", "Past events they spoke at</h2>")]
    {
        let files = event(&format!("start: 2026-11-10 18:30\nvenue: {{name: Barn}}\n{field}: [hall]\n"));
        // Who runs an event has it in the calendar anyway.
        let built = build(&network(&files.replace("organisers: [hall]", "organisers: [{name: Our street}]")));
        assert_shows(built.page("partners/hall/index.html"), &[heading]);
        assert_shows(built.page("partners/hall/calendar.ics"), &["SUMMARY:Lunch club"]);
    }
}
