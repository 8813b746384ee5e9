//! What is accepted and shows nowhere, or says what cannot be, is told to editors with a way out.

use super::network::{Built, build, network};
use super::properties::build_at;

const FILES: &str = "\
-- content/places/quay.md --
---
title: The Quay
level: town
---
By the water.
-- content/partners/loft.md --
---
title: Net Loft
type: organisation
serves: [quay]
address: {lines: [1 Loft Row], town: Quay}
access: {step-free: yes, hearing-loop: yes}
---
Nets.
-- content/partners/crew.md --
---
title: Quay crew
type: group
serves: [quay]
---
We row.
-- content/events/tides.md --
---
title: Tides
start: 2027-03-05 18:30
venue: loft
organisers: [crew]
---
Come.
";

fn with_event(fields: &str) -> Built {
    build(&network(&FILES.replace("organisers: [crew]\n", &format!("organisers: [crew]\n{fields}"))))
}

fn with_crew(fields: &str) -> Built {
    build(&network(&FILES.replace("type: group\n", &format!("type: group\n{fields}"))))
}

#[track_caller]
fn assert_says(built: &Built, expected: &[&str]) {
    let report = built.report();
    expected.iter().for_each(|line| assert!(report.contains(line), "`{line}` is not in:\n{report}"));
    assert_eq!(report.lines().count(), expected.len(), "{report}");
}

#[test]
fn the_line_for_a_link_that_everybody_may_see_can_be_copied() {
    let built = with_event("online: {url: https://meet.example.org/tides}\n");
    assert_says(&built, &["write `online: {url: …, visibility: public}` with the link for `…`"]);
    assert_eq!(with_event("online: {url: https://meet.example.org/tides, visibility: public}\n").report(), "");
}

#[test]
fn nobody_elses_consent_is_suggested() {
    let consents = "-- content/consents.yaml --\n- {id: c-0001, shown_as: Ann, for: [events/tides], given: 2026-01-01, expires: 2029-01-01, scope: [web]}\n\
                    -- content/private/people.yaml --\n- {id: c-0002, person: Bo Sample}\n";
    let files = FILES.replace("organisers: [crew]\n", "organisers: [crew]\nspeakers: [{name: Bo, consent: c-0011}]\n");
    let report = build(&network(&(files + consents))).report();
    assert!(report.contains("`c-0011`") && report.contains("`c-0002`") && !report.contains("c-0001"), "{report}");
}

#[test]
fn an_event_that_moved_online_says_where() {
    let moved = "status: moved-online\nstatus_since: 2026-11-01\n";
    let place = "tides.md:6:9: warning: the event has moved online, and nothing says where";
    assert_says(&with_event(moved), &[place]);
    let online = format!("{moved}online: {{url: https://meet.example.org/x, visibility: public}}\n");
    assert_eq!(with_event(&online).report(), "");
    let one_date =
        "repeat: {every: week}\noccurrences: [{date: 2027-03-05, status: moved-online, status_since: 2026-11-01}]\n";
    assert_says(&with_event(one_date), &["tides.md:7:42: warning: this date has moved online, and nothing says where"]);
}

#[test]
fn an_event_that_moved_online_has_no_access_facts_of_its_hall() {
    let online = "online: {url: https://meet.example.org/x, visibility: public}\n";
    let in_hall = with_event(online);
    assert!(in_hall.files.contains_key("events/access/step-free/index.html"));
    let moved = with_event(&format!("{online}status: moved-online\nstatus_since: 2026-11-01\n"));
    assert_eq!(moved.report(), "");
    assert!(!moved.files.contains_key("events/access/step-free/index.html"));
    let (page, list) = (moved.page("events/tides/index.html"), moved.page("events/index.html"));
    assert!(!page.contains("Step-free") && !page.contains("Accessible toilet"), "{page}");
    assert!(page.contains("Not stated: British Sign Language, Live captions"), "{page}");
    assert!(!list.contains("Step-free"), "{list}");
    let raised = with_event(&format!("{online}status: moved-online\nstatus_since: 2026-11-01\nsafety: raised\n"));
    let page = raised.page("events/tides/index.html");
    assert!(page.contains("has moved online") && !page.contains("Not at"), "{page}");
}

#[test]
fn a_group_of_fields_that_says_nothing_is_told_and_shows_nothing() {
    for empty in ["contact: {}\n", "contact: {name: }\n"] {
        let built = with_event(empty);
        assert_says(
            &built,
            &[
                "tides.md:6:10: advice: `contact` says nothing; write at least one of `name`, `phone`, `email` or `text` in it, or remove it",
            ],
        );
        assert!(!built.page("events/tides/index.html").contains("<dt>Ask</dt>"));
    }
    assert_says(&with_event("booking: {}\n"), &["advice: `booking` says nothing"]);
}

#[test]
fn what_readers_do_not_see_of_a_partner_is_told_where_nothing_says_that_it_is_meant() {
    let person = with_crew("people: [{role: Cook, name: Bo Hidden}]\n");
    assert_says(&person, &["crew.md:4:29: advice: readers do not see this name, and nothing says that this is meant"]);
    let contact = |fields: &str| with_crew(&format!("contacts:\n  - {{role: Office, {fields}}}\n"));
    assert_says(&contact("name: Bo Hidden"), &["crew.md:5:26: advice: readers do not see the name of this contact"]);
    assert_says(&contact("email: bo.hidden@example.org"), &["crew.md:5:27: advice: readers do not see the mailbox"]);
    assert_says(&contact("phone: 07700 900123"), &["crew.md:5:27: advice: readers do not see the mobile number"]);
    let all = contact("email: bo.hidden@example.org, phone: 07700 900123, name: Bo");
    assert_says(&all, &["advice: readers do not see the name, the mailbox and the mobile number of this contact"]);
    for meant in [
        "name: Bo, visibility: hidden",
        "name: Bo, visibility: public",
        "phone: 01632 960001",
        "email: info@example.org",
    ] {
        assert_eq!(contact(meant).report(), "", "{meant}");
    }
    assert_eq!(with_crew("people: [{role: Cook, name: Bo, visibility: hidden}]\n").report(), "");
}

#[test]
fn a_previous_start_without_a_status_is_told() {
    let built = with_event("previous_start: 2027-03-04 18:30\n");
    assert_says(
        &built,
        &["tides.md:6:17: advice: a previous start is shown with a status, and this event is scheduled"],
    );
}

/// The crew with the same page as the loft.
const SAME: &str = "same_as: partner:loft\n";

#[test]
fn two_records_of_which_neither_is_published_are_told() {
    let files = FILES
        .replace("type: organisation\n", "type: organisation\ndraft: true\n")
        .replace("venue: loft\norganisers: [crew]", "places: [quay]");
    let built =
        build(&network(&files.replace("type: group\n", &format!("type: group\n{SAME}")).replace("\nWe row.", "")));
    assert_says(
        &built,
        &["crew.md:4:10: advice: `loft` is not published now (a draft), so neither of the two has a page"],
    );
}

#[test]
fn what_is_lost_when_two_records_become_one_is_named() {
    let fields = "charity: \"1234567\"\nlanguages: [pl]\naddress: {town: Elsewhere}\ntopics: [food]\nnotes: Mine\naliases: [/x/]\n";
    let built = with_crew(&format!("{SAME}{fields}summary: We row and sing.\n"));
    let lost = "crew.md:4:10: advice: readers do not see `charity`, `languages` and `summary` of this file: `loft` has nothing there; copy what is right into `content/partners/loft.md`";
    assert_says(&built, &[lost]);
    let without_text = FILES.replace("\nNets.", "").replace("type: group\n", &format!("type: group\n{SAME}"));
    assert_says(&build(&network(&without_text)), &["readers do not see the text of this file"]);
    assert_eq!(with_crew(SAME).report(), "");
}

#[test]
fn a_record_that_is_shown_as_another_is_in_the_places_of_the_other() {
    let copies = "-- content/events/copy.md --\n---\ntitle: Tides\nstart: 2027-03-05 18:30\nsame_as: event:tides\nvenue: loft\n---\nCome.\n\
                  -- content/partners/crewe.md --\n---\ntitle: Crewe\ntype: group\nsame_as: partner:crew\n---\nWe row.\n";
    assert_eq!(build(&network(&format!("{FILES}{copies}"))).report(), "");
}

#[test]
fn a_partner_that_has_left_leaves_the_lists_on_that_day() {
    let world = network(&FILES.replace("type: group\n", "type: group\njoined: 2020-01-01\nleft: 2026-12-31\n"));
    let in_list = |built: &Built| built.page("partners/index.html").contains("/partners/crew/\"");
    let before = build(&world);
    assert!(in_list(&before) && before.report().is_empty(), "{}", before.report());
    let next = before.renderer.as_ref().expect("rendered").publication().next_change();
    assert!(next.is_some_and(|next| next.to_string().as_str() <= "2026-12-31T00:00:00Z"), "{next:?}");
    let after = build_at(&world, "2026-12-31T00:00:00Z".parse().expect("an instant"));
    assert!(!in_list(&after) && after.files.contains_key("partners/crew/index.html"));
    assert!(after.page("partners/crew/index.html").contains("It left the network on"));
}

#[test]
fn days_of_joining_leaving_and_closing_that_cannot_all_be_right_are_told() {
    let order = with_crew("joined: 2020-01-01\nleft: 2019-01-01\n");
    assert_says(&order, &["crew.md:5:7: warning: it would have left before it joined"]);
    let world = network(
        &FILES
            .replace("type: group\n", "type: group\nstatus: closed\nleft: 2027-05-01\n")
            .replace("organisers: [crew]\n", ""),
    );
    let closed = build(&world);
    assert_says(&closed, &["crew.md:5:7: warning: the partner has closed, and `left` is still to come"]);
    let page = closed.page("partners/crew/index.html");
    assert!(page.contains("has closed.") && !page.contains("It will leave"), "{page}");
    assert_eq!(build_at(&world, "2027-05-01T12:00:00Z".parse().expect("an instant")).report(), "");
}

#[test]
fn what_has_happened_cannot_be_on_a_day_to_come() {
    let error = "which is still to come; write the day on which that really happened";
    for (fields, place, what) in [
        ("attendance: {people: 20, date: 2027-03-05, publish: true}\n", "6:32", "people were counted on 5 March 2027"),
        ("status: cancelled\nstatus_since: 2029-01-01\n", "7:15", "the status was decided on 1 January 2029"),
        (
            "repeat: {every: week}\noccurrences: [{date: 2027-03-12, status: cancelled, status_since: 2029-01-01}]\n",
            "7:67",
            "the status was decided on 1 January 2029",
        ),
    ] {
        let built = with_event(fields);
        assert_says(&built, &[&format!("tides.md:{place}: error: this says that {what}, {error}")]);
        assert!(!built.files.contains_key("events/tides/index.html"), "{fields}");
    }
    let files = format!(
        "{FILES}-- content/events/tides.cy.md --\n---\ntitle: Llanw\nreviewed: 2027-09-02\n---\nDewch.\n\
        -- content/signposts.yaml --\n- {{id: line, title: Line, checked: 2027-01-02}}\n"
    );
    let mut world = network(&files);
    world.files.get_mut("content/site.yaml").expect("it is there").extend(b"accessibility: {checked: 2029-10-14}\n");
    let built = build(&world);
    assert_says(
        &built,
        &[
            "content/events/tides.cy.md:3:11: error: this says that the translation was read on 2 September 2027",
            "content/signposts.yaml:1:36: error: this says that the facts were checked on 2 January 2027",
            "content/site.yaml:8:26: error: this says that the site was tested on 14 October 2029",
        ],
    );
    assert!(!built.page("cy/events/tides/index.html").contains("2027-09-02"));
    assert_eq!(build_at(&world, "2029-10-14T12:00:00Z".parse().expect("an instant")).report(), "");
}

#[test]
fn somebody_without_a_record_who_speaks_is_written_as_a_name() {
    let built = with_event("speakers: [Bea Tern]\n");
    assert_says(
        &built,
        &[
            "tides.md:6:12: error: there is no partner `Bea Tern`; write the slug of a partner in `content/partners/`, or add it there; somebody without a record is written `{name: …}`",
        ],
    );
}

#[test]
fn a_minor_without_anybody_to_ask_is_told() {
    let consent = |more: &str| {
        format!(
            "{FILES}-- content/consents.yaml --\n- {{id: c-0001, shown_as: Ann, for: [stories/x], given: 2026-01-01, expires: 2029-01-01, scope: [web], minor: true}}\n{more}"
        )
    };
    let advice = "content/consents.yaml:1:3: advice: `minor` does nothing without `people.yaml` in the private folder";
    assert_says(&build(&network(&consent(""))), &[advice]);
    let with_guardian =
        consent("-- content/private/people.yaml --\n- {id: c-0001, person: Ann Sample, guardian: Bo}\n");
    assert!(!build(&network(&with_guardian)).report().contains("`minor`"));
}

#[test]
fn an_observance_tells_how_many_more_dates_are_on_it() {
    let observance =
        "-- content/observances.yaml --\n- {id: ramadan, title: Ramadan, from: 2027-02-08, to: 2027-03-09}\n";
    let files =
        FILES.replace("start: 2027-03-05 18:30\n", "start: 2027-02-09 18:30\nrepeat: {every: week, count: 5}\n");
    let report = build(&network(&format!("{files}{observance}"))).report();
    assert!(
        report.contains("this is on Ramadan, Monday 8 February 2027 to Tuesday 9 March 2027, as are 4 more dates;"),
        "{report}"
    );
}

#[test]
fn an_event_that_moved_online_is_not_listed_for_editors_at_its_hall() {
    let online = "online: {url: https://meet.example.org/x, visibility: public}\nstatus: moved-online\nstatus_since: 2026-11-01\n";
    let built = with_event(online);
    let publication = built.renderer.as_ref().expect("rendered").publication();
    let agenda = commonground::agenda::Agenda::from_publication(publication);
    assert_eq!(agenda.next_events.iter().map(|event| event.place.as_deref()).collect::<Vec<_>>(), [None]);
}

#[test]
fn who_must_book_and_finds_no_way_is_told_whom_to_ask() {
    let ask = "<p>Please book.</p><p>Contact us: <a href=\"mailto:hello@example.org\">";
    let raised = with_event("safety: raised\nbooking: {needed: yes, phone: 01632 960001}\n");
    let page = raised.page("events/tides/index.html");
    assert!(page.contains(ask), "{page}");
    assert!(with_event("booking: {needed: yes}\n").page("events/tides/index.html").contains(ask));
    for way in
        ["booking: {needed: yes, phone: 01632 960001}\n", "booking: {needed: yes}\ncontact: {phone: 01632 960001}\n"]
    {
        let built = with_event(way);
        let page = built.page("events/tides/index.html");
        assert!(page.contains("Please book.") && !page.contains(ask), "{page}");
    }
}

#[test]
fn performers_are_people_or_organisations() {
    let built = with_event("speakers: [loft, {name: Bea Tern, link: 'https://bea.example.org/'}]\n");
    let page = built.page("events/tides/index.html");
    assert!(page.contains("{\"@type\":\"Organization\",\"name\":\"Net Loft\""), "{page}");
    assert!(page.contains("{\"@type\":\"Person\",\"name\":\"Bea Tern\""), "{page}");
}
