//! An invented network of N records in the mix of a real one: 45 % stories of about 450 words, 35 % partners,
//! 18 % events, 2 % places.

use commonground::world::MemoryWorld;

const SITE: &str = "title: Bench\nbase_url: https://example.org/\nlanguage: en\nzone: Europe/London\n\
    contact: {email: a@example.org}\ntopics: {food: Food, walks: Walks, choirs: Choirs, gardens: Gardens}\n";
const TOPICS: [&str; 4] = ["food", "walks", "choirs", "gardens"];
const SENTENCE: &str = "The kettle was on before anybody had said who they were, and **nobody** asked twice. ";

/// So many events at 200 partners, the first of them series without end: weekly, every second Thursday, monthly, with a
/// break and a date that differs.
#[allow(dead_code, reason = "one of the measurements asks for it")]
pub fn events(events: usize, series: usize) -> MemoryWorld {
    let mut world =
        MemoryWorld::new("2026-11-22T12:00:00Z".parse().expect("a timestamp"), [("content/site.yaml", SITE)]);
    let mut add = |path: String, text: String| drop(world.files.insert(path, text.into_bytes()));
    add("content/places/fenby.md".to_owned(), "---\ntitle: Fenby\nlevel: town\n---\n".to_owned());
    for n in 0..200 {
        add(
            format!("content/partners/partner-{n}.md"),
            format!("---\ntitle: Partner {n}\ntype: group\nserves: [fenby]\n---\n\n{SENTENCE}\n"),
        );
    }
    const RULES: [&str; 3] =
        ["{every: week}", "{every: 2 weeks, days: [thu]}", "{every: month, days: second thursday}"];
    for n in 0..events {
        let (partner, month, hour) = (n % 200, 1 + n / 50 % 12, 8 + n / 600 % 12);
        let repeat = match n < series {
            true => format!(
                "start: 2026-10-08 {hour:02}:30\nend: 2026-10-08 {hour:02}:50\nupdated: 2026-11-01\nrepeat: {}\nbreaks: [{{from: 2027-07-01, to: 2027-08-31, reason: Summer}}]\n\
                 occurrences: [{{date: 2027-05-13, start: \"{hour:02}:40\", note: A little later}}]\n",
                RULES[n % 3]
            ),
            false => format!(
                "start: 2027-{month:02}-{:02} {hour:02}:30\nend: 2027-{month:02}-{:02} {hour:02}:50\n",
                1 + n % 28,
                1 + n % 28
            ),
        };
        add(
            format!("content/events/event-{n}.md"),
            format!(
                "---\ntitle: Event {n}\n{repeat}organisers: [partner-{partner}]\nvenue: {{name: The hall}}\ntopics: [{}]\n---\n\n{}\n",
                TOPICS[n % 4],
                SENTENCE.repeat(8)
            ),
        );
    }
    world
}

pub fn network(records: usize) -> MemoryWorld {
    let (stories, partners, events) = (records * 45 / 100, records * 35 / 100, records * 18 / 100);
    let places = (records / 50).max(1);
    let mut world =
        MemoryWorld::new("2026-11-22T12:00:00Z".parse().expect("a timestamp"), [("content/site.yaml", SITE)]);
    let mut add = |path: String, text: String| drop(world.files.insert(path, text.into_bytes()));
    for n in 0..places {
        add(format!("content/places/place-{n}.md"), format!("---\ntitle: Place {n}\nlevel: town\n---\n\n{SENTENCE}\n"));
    }
    for n in 0..partners {
        let place = n % places;
        add(
            format!("content/partners/partner-{n}.md"),
            format!(
                "---\ntitle: Partner {n}\ntype: group\nserves: [place-{place}]\ntopics: [{}]\n---\n\n{}\n",
                TOPICS[n % 4],
                SENTENCE.repeat(6)
            ),
        );
    }
    for n in 0..events {
        let (partner, day) = (n * 7 % partners.max(1), 1 + n % 28);
        add(
            format!("content/events/event-{n}.md"),
            format!(
                "---\ntitle: Event {n}\nstart: 2027-03-{day:02} 18:30\nend: 2027-03-{day:02} 20:00\norganisers: [partner-{partner}]\nvenue: {{name: The hall}}\n---\n\n{}\n",
                SENTENCE.repeat(8)
            ),
        );
    }
    for n in 0..stories {
        let (one, other, place) = (n * 3 % partners.max(1), n * 11 % partners.max(1), n % places);
        let paragraph = format!("{}\n\n## Part {n}\n\n- {SENTENCE}\n- {SENTENCE}\n\n", SENTENCE.repeat(5));
        let link = format!("See [another](../stories/story-{}.md).\n\n", (n + 1) % stories);
        add(
            format!("content/stories/story-{n}.md"),
            format!(
                "---\ntitle: \"Story {n}: a table\"\ndate: 2026-0{}-11\npartners: [partner-{one}, partner-{other}]\nplaces: [place-{place}]\ntopics: [{}]\npeople: none\n---\n\n{}{link}",
                1 + n % 9,
                TOPICS[n % 4],
                paragraph.repeat(4)
            ),
        );
    }
    world
}
