//! Rules of recurrence against two judges: the crate `rrule` and python-dateutil (by `tests/judges`).
//!
//! Both say what RFC 5545 leaves open in their own way; where they do, the rule is set aside by name in
//! [`SET_ASIDE`], with the reason. A name that never makes a difference is a failure: it would hide one.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use commonground::recurrence::{RecurrenceRule, Series};
use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};
use rrule::RRuleSet;
use serde_json::{Value, json};

use super::random::RandomChoices;

const RULES: usize = 2_000;
const SEED: u64 = 0x5545_2009;
/// How many dates of a rule are compared, and within how many years.
const LIMIT: u16 = 20;
const YEARS: i64 = 30;

/// A rule as text, part by part, with its start and the dates that we give it.
#[derive(Debug)]
struct Plan {
    parts: BTreeMap<&'static str, Vec<String>>,
    start: Date,
    ours: Vec<String>,
}

impl Plan {
    fn has(&self, part: &str) -> bool {
        self.parts.contains_key(part)
    }

    fn names(&self, part: &str, value: &str) -> bool {
        self.parts.get(part).is_some_and(|values| values.iter().any(|other| other == value))
    }

    fn any(&self, part: &str, fits: impl Fn(&str) -> bool) -> bool {
        self.parts.get(part).is_some_and(|values| values.iter().any(|value| fits(value)))
    }

    fn text(&self) -> String {
        let part = |name: &str, values: &[String]| format!("{name}={}", values.join(","));
        let rest = self.parts.iter().filter(|(name, _)| **name != "FREQ").map(|(name, values)| part(name, values));
        std::iter::once(part("FREQ", &self.parts["FREQ"])).chain(rest).collect::<Vec<_>>().join(";")
    }

    fn horizon(&self) -> Date {
        self.start.checked_add(YEARS.years()).expect("far from 9999")
    }

    fn expanded(mut self) -> Self {
        let text = self.text();
        let rule = RecurrenceRule::parse(&text).unwrap_or_else(|refusal| panic!("{text}: {refusal}"));
        let dates = rule.dates(self.start).take(usize::from(LIMIT)).take_while(|date| *date <= self.horizon());
        self.ours = dates.map(|date| date.to_string()).collect();
        self
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Judge {
    Crate,
    Dateutil,
}

/// What is not compared: a name, the judges it is about, the reason, and which rules it means.
type Aside = (&'static str, &'static [Judge], &'static str, fn(&Plan) -> bool);

const BOTH: &[Judge] = &[Judge::Crate, Judge::Dateutil];

const SET_ASIDE: &[Aside] = &[
    (
        "mixed-days",
        BOTH,
        "of `BYDAY=TU,2TH` both keep what is a Tuesday and a second Thursday at once; RFC 5545 §3.3.10 calls it a list",
        |plan| {
            let ordinal = |day: &str| day.len() > 2;
            plan.any("BYDAY", ordinal) && plan.any("BYDAY", |day| !ordinal(day))
        },
    ),
    (
        "week-without-day",
        BOTH,
        "both give all seven days of a `BYWEEKNO`; RFC 5545 §3.3.10 takes what is not said from the start: its weekday",
        |plan| plan.has("BYWEEKNO") && !["BYDAY", "BYMONTHDAY", "BYYEARDAY"].iter().any(|part| plan.has(part)),
    ),
    (
        "weeks-around-new-year",
        BOTH,
        "both reckon the length of the last week-year with this year's numbers, and do not count back from week 1 of the next",
        |plan| plan.any("BYWEEKNO", |week| ["52", "53", "-52", "-53"].contains(&week)),
    ),
    (
        "positions-in-the-first-week",
        BOTH,
        "both count `BYSETPOS` in the first week from the start instead of the week's first day, and not so in months and years",
        |plan| {
            let week_start = plan.parts.get("WKST").map_or("MO", |days| days[0].as_str());
            plan.names("FREQ", "WEEKLY") && plan.has("BYSETPOS") && code(plan.start) != week_start
        },
    ),
    (
        "lowest-ordinals",
        &[Judge::Crate],
        "the crate refuses `BYDAY=-5FR` of a month and `-53FR` of a year, which RFC 5545 allows and some have",
        |plan| {
            plan.any("BYDAY", |day| day.starts_with("-53") || (plan.names("FREQ", "MONTHLY") && day.starts_with("-5")))
        },
    ),
    (
        "nothing-at-all",
        &[Judge::Dateutil],
        "dateutil looks for a first date until the year 9999, which takes seconds a rule; the crate judges these",
        |plan| plan.ours.is_empty(),
    ),
];

fn set_aside(plan: &Plan, judge: Judge) -> Option<&'static str> {
    let aside = SET_ASIDE.iter().find(|(_, judges, _, means)| judges.contains(&judge) && means(plan));
    aside.map(|(name, ..)| *name)
}

impl RandomChoices {
    /// One to four numbers up to `most`, some from the end.
    fn numbers(&mut self, most: usize, negative: bool) -> Vec<String> {
        let many = 1 + self.below(4);
        let number = |choices: &mut Self| {
            let sign = if negative && choices.chance(30) { "-" } else { "" };
            format!("{sign}{}", 1 + choices.below(most))
        };
        (0..many).map(|_| number(self)).collect()
    }
}

const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

fn code(date: Date) -> &'static str {
    WEEKDAYS[usize::try_from(date.weekday().to_monday_zero_offset()).expect("0 to 6")]
}

fn plan(choices: &mut RandomChoices) -> Plan {
    let day = Span::new().days(i64::try_from(choices.below(40_000)).expect("small"));
    let start = date(1970, 1, 1).checked_add(day).expect("before 2080");
    let mut parts: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    let frequency = choices.pick(&["DAILY", "WEEKLY", "MONTHLY", "MONTHLY", "YEARLY", "YEARLY"]);
    let yearly = frequency == "YEARLY";
    parts.insert("FREQ", vec![frequency.to_owned()]);
    if choices.chance(50) {
        parts.insert("INTERVAL", vec![(2 + choices.below(6)).to_string()]);
    }
    if choices.chance(30) {
        parts.insert("BYMONTH", choices.numbers(12, false));
    }
    if yearly && choices.chance(25) {
        parts.insert("BYWEEKNO", choices.numbers(53, true));
    }
    if yearly && choices.chance(15) {
        parts.insert("BYYEARDAY", choices.numbers(366, true));
    }
    if frequency != "WEEKLY" && choices.chance(30) {
        parts.insert("BYMONTHDAY", choices.numbers(31, true));
    }
    if choices.chance(50) {
        let (mixed, ordinals) = (choices.chance(5), choices.chance(40));
        // Of a month there are five at most; dateutil fails on more.
        let most = if yearly && !parts.contains_key("BYMONTH") { 53 } else { 5 };
        let countable = (yearly || frequency == "MONTHLY") && !parts.contains_key("BYWEEKNO");
        let many = 1 + choices.below(3);
        let days = (0..many).map(|_| {
            let day = choices.pick(&WEEKDAYS);
            let nth = countable && if mixed { choices.chance(50) } else { ordinals };
            if nth { format!("{}{day}", with_sign(choices, most)) } else { day.to_owned() }
        });
        let days = days.collect();
        parts.insert("BYDAY", days);
    }
    if choices.chance(20) && parts.keys().any(|part| part.starts_with("BY")) {
        parts.insert("BYSETPOS", choices.numbers(4, true));
    }
    if choices.chance(30) {
        parts.insert("WKST", vec![choices.pick(&WEEKDAYS).to_owned()]);
    }
    match choices.below(4) {
        0 => drop(parts.insert("COUNT", vec![(1 + choices.below(15)).to_string()])),
        1 => {
            let days = Span::new().days(i64::try_from(choices.below(3_000)).expect("small"));
            let until = start.checked_add(days).expect("before 2090").to_string().replace('-', "");
            parts.insert("UNTIL", vec![format!("{until}T000000Z")]);
        }
        _ => {}
    }
    Plan { parts, start, ours: Vec::new() }
}

fn with_sign(choices: &mut RandomChoices, most: usize) -> String {
    format!("{}{}", if choices.chance(30) { "-" } else { "" }, 1 + choices.below(most))
}

/// Random rules, until [`RULES`] can be compared; includes those that are set aside.
fn plans(judge: Judge) -> Vec<(Plan, Option<&'static str>)> {
    let mut choices = RandomChoices::from_seed(SEED);
    let mut plans = Vec::new();
    let mut compared = 0;
    while compared < RULES {
        let plan = plan(&mut choices).expanded();
        let aside = set_aside(&plan, judge);
        compared += usize::from(aside.is_none());
        plans.push((plan, aside));
    }
    plans
}

/// A plan, why it is set aside, and what the judge says.
type Answer = (Plan, Option<&'static str>, Result<Vec<String>, String>);

/// Compares, says how many were set aside under which name, and that each name makes a difference.
fn compare(judge: Judge, answers: Vec<Answer>) {
    let mut asides: BTreeMap<&str, (usize, usize)> =
        SET_ASIDE.iter().filter(|(_, judges, ..)| judges.contains(&judge)).map(|(name, ..)| (*name, (0, 0))).collect();
    let mut differ = Vec::new();
    for (plan, aside, answer) in &answers {
        let same = answer.as_ref().is_ok_and(|dates| *dates == plan.ours);
        match aside {
            Some(name) => {
                let (all, different) = asides.entry(name).or_default();
                *all += 1;
                *different += usize::from(!same);
            }
            None if same => {}
            None => differ.push(format!(
                "{} from {}\n  ours   {:?}\n  theirs {answer:?}",
                plan.text(),
                plan.start,
                plan.ours
            )),
        }
    }
    for (name, (all, different)) in &asides {
        eprintln!("{judge:?}: {name}: {all} set aside, {different} differ");
        assert!(*different > 0, "{judge:?}: `{name}` makes no difference any more");
    }
    assert!(
        differ.is_empty(),
        "{} of {RULES} differ from {judge:?}:\n{}",
        differ.len(),
        differ[..differ.len().min(8)].join("\n")
    );
}

#[test]
fn rules_have_the_same_dates_as_the_crate_rrule() {
    let theirs = |plan: &Plan| -> Result<Vec<String>, String> {
        let start = plan.start.to_string().replace('-', "");
        let text = format!("DTSTART:{start}T000000Z\nRRULE:{}", plan.text());
        let set: RRuleSet = text.parse().map_err(|error: rrule::RRuleError| error.to_string())?;
        let dates = set.all(LIMIT).dates.into_iter().map(|moment| moment.date_naive().to_string());
        let horizon = plan.horizon().to_string();
        Ok(dates.filter(|date| *date <= horizon).collect())
    };
    let answers = plans(Judge::Crate).into_iter().map(|(plan, aside)| {
        let answer = theirs(&plan);
        (plan, aside, answer)
    });
    compare(Judge::Crate, answers.collect());
}

#[test]
fn rules_have_the_same_dates_as_python_dateutil() {
    let Some(python) = super::skip::variable_or_skip("DATEUTIL_JUDGE") else { return };
    let (empty, plans): (Vec<_>, Vec<_>) =
        plans(Judge::Dateutil).into_iter().partition(|(_, aside)| *aside == Some("nothing-at-all"));
    let lines: String = plans.iter().map(|(plan, _)| {
        // With a start without a zone dateutil wants an end without one.
        let rule = plan.text().replace("T000000Z", "T000000");
        let case = json!({"rule": rule, "start": plan.start.to_string(), "limit": LIMIT, "horizon": plan.horizon().to_string()});
        format!("{case}\n")
    }).collect();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/judges/dateutil_rules.py");
    let mut judge =
        Command::new(python).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("python runs");
    let mut input = judge.stdin.take().expect("piped");
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = judge.wait_with_output().expect("it ends");
    writer.join().expect("written").expect("read");
    assert!(output.status.success(), "the judge failed");
    let text = String::from_utf8(output.stdout).expect("text");
    let answers: Vec<Result<Vec<String>, String>> = text
        .lines()
        .map(|line| match serde_json::from_str(line) {
            Ok(Value::Array(dates)) => Ok(dates.iter().filter_map(Value::as_str).map(str::to_owned).collect()),
            other => Err(format!("{other:?}")),
        })
        .collect();
    assert_eq!(answers.len(), plans.len(), "an answer for each rule");
    let asked = plans.into_iter().zip(answers).map(|((plan, aside), answer)| (plan, aside, answer));
    let not_asked = empty.into_iter().map(|(plan, aside)| (plan, aside, Err("not asked".to_owned())));
    compare(Judge::Dateutil, asked.chain(not_asked).collect());
}

#[test]
fn every_rule_is_expanded_in_time() {
    let mut choices = RandomChoices::from_seed(SEED + 1);
    let pieces = [
        "FREQ=",
        "DAILY",
        "WEEKLY",
        "YEARLY",
        ";",
        "=",
        ",",
        "BYDAY=",
        "BYMONTHDAY=30",
        "BYMONTH=2",
        "COUNT=",
        "UNTIL=",
        "-",
        "99991231",
        "MO",
        "5FR",
        "\u{0}",
        "é",
        "65535",
        "INTERVAL=",
        "T",
        "Z",
    ];
    let texts = (0..3_000)
        .map(|_| (0..choices.below(14)).map(|_| choices.pick(&pieces)).collect::<String>())
        .collect::<Vec<_>>();
    let worst = [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;COUNT=100000",
        "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2;UNTIL=99991231",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
        "FREQ=DAILY;UNTIL=99991231",
        "FREQ=MONTHLY;BYDAY=6MO;UNTIL=99991231",
    ];
    let planned = (0..500).map(|_| plan(&mut choices).text()).collect::<Vec<_>>();
    for text in texts.iter().map(String::as_str).chain(worst).chain(planned.iter().map(String::as_str)) {
        let begun = Instant::now();
        if let Ok(rule) = RecurrenceRule::parse(text) {
            let series = Series::new(rule, date(2027, 1, 31));
            let _ = (
                series.last_date(),
                series.nearest_date(date(2031, 5, 5)),
                series.describe(&commonground::messages::Messages::built_in("en")),
                series.rule.skips_months(series.start),
            );
        }
        // A few milliseconds, as `benches/stages` measures. Here a rule is found that walks to the end of all years day by day.
        assert!(begun.elapsed() < Duration::from_secs(20), "{text:?} took {:?}", begun.elapsed());
    }
}
