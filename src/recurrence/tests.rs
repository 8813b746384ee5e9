//! The examples of RFC 5545 §3.8.5.3 that are of whole days, and what the RFC leaves open.

use jiff::civil::{Date, Weekday, date, time};
use proptest::prelude::*;

use super::*;
use crate::messages::Messages;

fn parse_rule(text: &str) -> RecurrenceRule {
    RecurrenceRule::parse(text).unwrap_or_else(|refusal| panic!("{text}: {refusal}"))
}

/// The first dates of a rule, or all, as `1997-09-02 09-03 …`: month and day, with the year where it changes.
fn format_dates(dates: impl Iterator<Item = Date>) -> String {
    let mut year = 0;
    let mut text = Vec::new();
    for date in dates {
        if date.year() != year {
            year = date.year();
            text.push(format!("{year}:"));
        }
        text.push(format!("{}/{}", date.month(), date.day()));
    }
    text.join(" ")
}

/// Compares as many dates as are expected, and that there are no more where the expectation does not end in `...`.
#[track_caller]
fn assert_dates(text: &str, start: Date, expected: &str) {
    let (expected_dates, is_open_ended) =
        expected.strip_suffix(" ...").map_or((expected, false), |expected_dates| (expected_dates, true));
    let many = expected_dates.split(' ').filter(|word| word.contains('/')).count();
    let dates: Vec<Date> = parse_rule(text).dates(start).take(many + usize::from(!is_open_ended)).collect();
    assert_eq!(format_dates(dates.into_iter()), expected_dates, "{text} from {start}");
}

const TUESDAY: Date = date(1997, 9, 2);

#[test]
fn days_and_weeks_are_those_of_the_rfc() {
    assert_dates("FREQ=DAILY;COUNT=10", TUESDAY, "1997: 9/2 9/3 9/4 9/5 9/6 9/7 9/8 9/9 9/10 9/11");
    assert_dates("FREQ=DAILY;INTERVAL=2", TUESDAY, "1997: 9/2 9/4 9/6 9/8 ...");
    assert_dates("FREQ=DAILY;INTERVAL=10;COUNT=5", TUESDAY, "1997: 9/2 9/12 9/22 10/2 10/12");
    assert_eq!(parse_rule("FREQ=DAILY;UNTIL=19971224T000000Z").dates(TUESDAY).count(), 114);
    let january = "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA";
    let daily = "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1";
    assert!(parse_rule(january).dates(date(1998, 1, 1)).eq(parse_rule(daily).dates(date(1998, 1, 1))));
    assert_eq!(parse_rule(daily).dates(date(1998, 1, 1)).count(), 93);
    assert_dates("FREQ=WEEKLY;COUNT=10", TUESDAY, "1997: 9/2 9/9 9/16 9/23 9/30 10/7 10/14 10/21 10/28 11/4");
    assert_dates(
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
        TUESDAY,
        "1997: 9/2 9/16 9/30 10/14 10/28 11/11 11/25 12/9 12/23 1998: 1/6 ...",
    );
    let twice = "1997: 9/2 9/4 9/9 9/11 9/16 9/18 9/23 9/25 9/30 10/2";
    assert_dates("FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH", TUESDAY, &format!("{twice} 10/7"));
    assert_dates("FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", TUESDAY, twice);
    assert_dates(
        "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
        date(1997, 9, 1),
        "1997: 9/1 9/3 9/5 9/15 9/17 9/19 9/29 10/1 10/3 10/13 10/15 10/17 10/27 10/29 10/31 11/10 11/12 11/14 11/24 11/26 11/28 12/8 12/10 12/12 12/22 12/24",
    );
    assert_dates(
        "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
        TUESDAY,
        "1997: 9/2 9/4 9/16 9/18 9/30 10/2 10/14 10/16",
    );
    assert_dates("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", date(1997, 8, 5), "1997: 8/5 8/10 8/19 8/24");
    assert_dates("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", date(1997, 8, 5), "1997: 8/5 8/17 8/19 8/31");
}

#[test]
fn months_are_those_of_the_rfc() {
    assert_dates(
        "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
        date(1997, 9, 5),
        "1997: 9/5 10/3 11/7 12/5 1998: 1/2 2/6 3/6 4/3 5/1 6/5",
    );
    assert_dates("FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", date(1997, 9, 5), "1997: 9/5 10/3 11/7 12/5");
    assert_dates(
        "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
        date(1997, 9, 7),
        "1997: 9/7 9/28 11/2 11/30 1998: 1/4 1/25 3/1 3/29 5/3 5/31",
    );
    assert_dates("FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", date(1997, 9, 22), "1997: 9/22 10/20 11/17 12/22 1998: 1/19 2/16");
    assert_dates("FREQ=MONTHLY;BYMONTHDAY=-3", date(1997, 9, 28), "1997: 9/28 10/29 11/28 12/29 1998: 1/29 2/26 ...");
    assert_dates(
        "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
        TUESDAY,
        "1997: 9/2 9/15 10/2 10/15 11/2 11/15 12/2 12/15 1998: 1/2 1/15",
    );
    assert_dates(
        "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
        date(1997, 9, 30),
        "1997: 9/30 10/1 10/31 11/1 11/30 12/1 12/31 1998: 1/1 1/31 2/1",
    );
    assert_dates(
        "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
        date(1997, 9, 10),
        "1997: 9/10 9/11 9/12 9/13 9/14 9/15 1999: 3/10 3/11 3/12 3/13",
    );
    assert_dates(
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
        TUESDAY,
        "1997: 9/2 9/9 9/16 9/23 9/30 11/4 11/11 11/18 11/25 1998: 1/6 1/13 1/20 1/27 3/3 ...",
    );
    // The RFC excludes the start with an EXDATE. Here a start that its rule does not give is not a date of the series.
    assert_dates("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", TUESDAY, "1998: 2/13 3/13 11/13 1999: 8/13 2000: 10/13 ...");
    assert_dates(
        "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
        date(1997, 9, 13),
        "1997: 9/13 10/11 11/8 12/13 1998: 1/10 2/7 3/7 4/11 5/9 6/13 ...",
    );
    assert_dates("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", date(1997, 9, 4), "1997: 9/4 10/7 11/6");
    assert_dates(
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
        date(1997, 9, 29),
        "1997: 9/29 10/30 11/27 12/30 1998: 1/29 2/26 3/30 ...",
    );
    assert_dates("FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", date(2007, 1, 15), "2007: 1/15 1/30 2/15 3/15 3/30");
}

#[test]
fn years_are_those_of_the_rfc() {
    assert_dates(
        "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
        date(1997, 6, 10),
        "1997: 6/10 7/10 1998: 6/10 7/10 1999: 6/10 7/10 2000: 6/10 7/10 2001: 6/10 7/10",
    );
    assert_dates(
        "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
        date(1997, 3, 10),
        "1997: 3/10 1999: 1/10 2/10 3/10 2001: 1/10 2/10 3/10 2003: 1/10 2/10 3/10",
    );
    assert_dates(
        "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
        date(1997, 1, 1),
        "1997: 1/1 4/10 7/19 2000: 1/1 4/9 7/18 2003: 1/1 4/10 7/19 2006: 1/1",
    );
    assert_dates("FREQ=YEARLY;BYDAY=20MO", date(1997, 5, 19), "1997: 5/19 1998: 5/18 1999: 5/17 ...");
    assert_dates("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", date(1997, 5, 12), "1997: 5/12 1998: 5/11 1999: 5/17 ...");
    assert_dates(
        "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
        date(1997, 3, 13),
        "1997: 3/13 3/20 3/27 1998: 3/5 3/12 3/19 3/26 1999: 3/4 ...",
    );
    assert_dates(
        "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8",
        date(1997, 6, 5),
        "1997: 6/5 6/12 6/19 6/26 7/3 7/10 7/17 7/24 7/31 8/7 8/14 8/21 8/28 1998: 6/4 ...",
    );
    assert_dates(
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
        date(1996, 11, 5),
        "1996: 11/5 2000: 11/7 2004: 11/2 ...",
    );
}

#[test]
fn what_a_rule_does_not_say_comes_from_its_start() {
    let start = date(2027, 6, 21); // a Monday of week 25
    assert_dates("FREQ=YEARLY", start, "2027: 6/21 2028: 6/21 ...");
    assert_dates("FREQ=YEARLY;BYMONTH=1", start, "2028: 1/21 2029: 1/21 ...");
    assert_dates("FREQ=YEARLY;BYWEEKNO=25", start, "2027: 6/21 2028: 6/19 ...");
    assert_dates("FREQ=MONTHLY", start, "2027: 6/21 7/21 ...");
    assert_dates("FREQ=WEEKLY", start, "2027: 6/21 6/28 ...");
    assert_dates("FREQ=MONTHLY", date(2027, 1, 31), "2027: 1/31 3/31 5/31 7/31 8/31 10/31 12/31 ...");
    assert_dates("FREQ=YEARLY", date(2096, 2, 29), "2096: 2/29 2104: 2/29 ...");
}

#[test]
fn a_start_that_is_not_of_its_rule_is_left_out() {
    let tuesday = date(2027, 3, 9);
    assert_ne!(parse_rule("FREQ=WEEKLY;BYDAY=WE").dates(tuesday).next(), Some(tuesday));
    assert_eq!(parse_rule("FREQ=WEEKLY;BYDAY=WE,TU").dates(tuesday).next(), Some(tuesday));
    assert_dates("FREQ=WEEKLY;BYDAY=WE;COUNT=2", tuesday, "2027: 3/10 3/17");
    assert_dates("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", tuesday, "2027: 3/22 4/5 ...");
}

#[test]
fn rules_that_give_nothing_end() {
    for text in [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTHDAY=31;BYMONTH=4;INTERVAL=65535",
        "FREQ=DAILY;BYDAY=TU;BYSETPOS=2",
        "FREQ=WEEKLY;BYDAY=TU;BYSETPOS=5",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30,31",
        "FREQ=YEARLY;BYYEARDAY=-366;INTERVAL=65535;BYMONTH=12",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6;COUNT=5",
    ] {
        let start = date(2027, 1, 5);
        assert_eq!(parse_rule(text).dates(start).next(), None, "{text}");
        assert_eq!(parse_rule(text).last_date(start), None, "{text}");
        assert!(!Series::new(parse_rule(text), start).is_endless(), "{text}");
    }
}

#[test]
fn dates_end_with_the_year_9999_and_begin_with_the_year_1() {
    assert_dates("FREQ=DAILY", date(9999, 12, 30), "9999: 12/30 12/31");
    assert_dates("FREQ=WEEKLY;BYDAY=TU,SU", date(9999, 12, 28), "9999: 12/28");
    assert_dates("FREQ=MONTHLY;BYMONTHDAY=-1", date(9999, 11, 30), "9999: 11/30 12/31");
    assert_dates("FREQ=YEARLY;BYWEEKNO=1,-1;BYDAY=FR", date(9998, 12, 31), "9999: 1/1 1/8 12/31");
    assert_dates("FREQ=WEEKLY;WKST=SU", date(1, 1, 1), "1: 1/1 1/8 ...");
    assert_dates("FREQ=YEARLY;BYWEEKNO=-1,1;BYDAY=MO,SU;COUNT=3", date(1, 1, 1), "1: 1/1 1/7 12/24");
    for first in [Date::MIN, date(0, 12, 31)] {
        assert_eq!(parse_rule("FREQ=DAILY").dates(first).next(), None);
    }
}

#[test]
fn week_numbers_are_those_of_iso_8601() {
    let mut day = date(1990, 1, 1);
    while day.year() < 2050 {
        let iso = day.iso_week_date();
        let week = parse_rule(&format!("FREQ=YEARLY;BYWEEKNO={};BYDAY=MO,TU,WE,TH,FR,SA,SU", iso.week()));
        let back = iso.week() - iso.weeks_in_year() - 1;
        let negative = parse_rule(&format!("FREQ=YEARLY;BYWEEKNO={back};BYDAY=MO,TU,WE,TH,FR,SA,SU"));
        assert!([&week, &negative].iter().all(|rule| rule.dates(day).next() == Some(day)), "{day}");
        day = day.checked_add(jiff::Span::new().days(if day.month() % 11 == 1 { 1 } else { 23 })).unwrap();
    }
}

#[test]
fn a_date_time_is_an_end_for_the_wall_time_in_its_zone() {
    let london = crate::time::find_zone("Europe/London").unwrap();
    let last = |until: &str, at| {
        parse_rule(&format!("FREQ=DAILY;UNTIL={until}")).resolve_until(at, &london).last_date(date(2027, 6, 1)).unwrap()
    };
    let evening = Some(time(18, 30, 0, 0));
    assert_eq!(last("20270618", evening), date(2027, 6, 18));
    assert_eq!(last("20270618T183000", evening), date(2027, 6, 18));
    assert_eq!(last("20270618T182959", evening), date(2027, 6, 17));
    assert_eq!(last("20270618T173000Z", evening), date(2027, 6, 18));
    assert_eq!(last("20270618T172959Z", evening), date(2027, 6, 17));
    assert_eq!(last("20270617T230000Z", None), date(2027, 6, 18));
    assert_eq!(last("20270617T225959Z", None), date(2027, 6, 17));
}

fn rule_from_words(every: &str, days: &[&str], start: Date) -> Result<RecurrenceRule, RuleError> {
    let days: Vec<DaySpec> = days.iter().map(|day| parse_day_spec(day).expect("a day")).collect();
    let every = parse_interval(every).expect("a step");
    RecurrenceRule::from_fields(&RuleFields { every, days: &days, until: None, count: None }, start)
}

#[test]
fn words_are_rules() {
    let start = date(2027, 5, 20); // a Thursday
    for (every, days, expected) in [
        ("week", &["tue", "Thursday"][..], "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("week", &[], "FREQ=WEEKLY"),
        ("fortnight", &["mon"], "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        ("day", &["sat", "sun"], "FREQ=DAILY;BYDAY=SA,SU"),
        ("month", &[], "FREQ=MONTHLY"),
        ("month", &["second thursday"], "FREQ=MONTHLY;BYDAY=2TH"),
        ("3 months", &["1", "last day"], "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1,1"),
        ("year", &[], "FREQ=YEARLY"),
        ("year", &["first monday"], "FREQ=YEARLY;BYMONTH=5;BYDAY=1MO"),
        ("2 years", &["21"], "FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYMONTHDAY=21"),
    ] {
        let rule = rule_from_words(every, days, start).unwrap();
        assert_eq!(rule.to_rrule(UntilFormat::Date), expected);
        assert_eq!(RecurrenceRule::parse(expected), Ok(rule));
    }
}

#[test]
fn words_that_are_no_rule_are_refused() {
    let start = date(2027, 5, 20);
    let sentence = |message: &str, help: &str| (message.to_owned(), help.to_owned());
    let refused = |every: &str, days: &[&str]| rule_from_words(every, days, start).unwrap_err().message_and_help();
    assert_eq!(
        refused("month", &["tue"]),
        sentence("which Tuesday of the month", "write `first tuesday`, or `every: week`")
    );
    assert_eq!(
        refused("week", &["second thursday"]),
        sentence("a week has Thursday once at most", "write `every: month`")
    );
    assert_eq!(refused("day", &["15"]), sentence("a day has no day 15 of the month", "write `every: month`"));
    assert_eq!(
        refused("month", &["first mon", "15"]),
        sentence("one rule cannot have both weekdays and days of the month", "write separate events")
    );
    let every = RepeatInterval { count: 1, frequency: Frequency::Weekly };
    let both = RuleFields { every, days: &[], until: Some(start), count: Some(3) };
    assert_eq!(RecurrenceRule::from_fields(&both, start), Err(RuleError::CountAndUntil));
    assert!(RecurrenceRule::from_fields(&RuleFields { until: None, count: Some(0), ..both }, start).is_err());
    assert!(
        RecurrenceRule::from_fields(&RuleFields { until: None, count: Some(MAX_COUNT + 1), ..both }, start).is_err()
    );
}

#[test]
fn a_rule_is_read_in_any_case_and_written_in_one() {
    for (text, expected) in [
        ("rrule:freq=weekly;byday=tu,mo,tu;interval=1;", "FREQ=WEEKLY;BYDAY=MO,TU"),
        (" RRULE:FREQ=MONTHLY;BYDAY=+2TH,-1fr ", "FREQ=MONTHLY;BYDAY=-1FR,2TH"),
        (
            "WKST=SU;UNTIL=20271214;INTERVAL=2;FREQ=WEEKLY;BYDAY=TU",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20271214;WKST=SU",
        ),
        (
            "FREQ=YEARLY;COUNT=3;BYSETPOS=-1;BYWEEKNO=20;BYYEARDAY=1;BYMONTHDAY=-1;BYMONTH=5",
            "FREQ=YEARLY;BYMONTH=5;BYWEEKNO=20;BYYEARDAY=1;BYMONTHDAY=-1;BYSETPOS=-1;COUNT=3",
        ),
    ] {
        assert_eq!(parse_rule(text).to_rrule(UntilFormat::Date), expected);
        assert_eq!(parse_rule(expected), parse_rule(text));
    }
    let last = "2027-12-14T18:30:00Z".parse().unwrap();
    let text = parse_rule("FREQ=WEEKLY;UNTIL=20271214").to_rrule(UntilFormat::Utc(last));
    assert_eq!(text, "FREQ=WEEKLY;UNTIL=20271214T183000Z");
    assert_eq!(parse_rule("FREQ=WEEKLY").to_rrule(UntilFormat::Utc(last)), "FREQ=WEEKLY");
}

#[test]
fn texts_that_are_no_rule_are_refused_with_the_reason() {
    for (text, reason) in [
        ("", "`` is not a part of a rule such as `FREQ=WEEKLY;BYDAY=TU`"),
        ("weekly", "`WEEKLY` is not a part of a rule such as `FREQ=WEEKLY;BYDAY=TU`"),
        ("BYDAY=TU", "the rule does not say how often: `FREQ=WEEKLY`"),
        ("FREQ=FORTNIGHTLY", "`FORTNIGHTLY` is no value for `FREQ`"),
        ("FREQ=HOURLY", "`FREQ=HOURLY` is more often than a day"),
        ("FREQ=DAILY;BYHOUR=9,17", "`BYHOUR` gives times of day, and an event has one"),
        ("FREQ=DAILY;FREQ=WEEKLY", "`FREQ` is there twice"),
        ("RSCALE=CHINESE;FREQ=YEARLY", "a rule has no part `RSCALE`"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20270101", "a rule ends after a count or with a date, not both"),
        ("FREQ=DAILY; X: Y", "`X: Y` is not a part of a rule such as `FREQ=WEEKLY;BYDAY=TU`"),
        ("FREQ=DAILY;COUNT=0", "`0` is no value for `COUNT`"),
        ("FREQ=DAILY;COUNT=99999999999", "99999999999 times is more than 100000"),
        ("FREQ=DAILY;INTERVAL=0", "`0` is no value for `INTERVAL`"),
        ("FREQ=DAILY;UNTIL=2027-01-01", "`2027-01-01` is no value for `UNTIL`"),
        ("FREQ=DAILY;UNTIL=20270230", "`20270230` is no value for `UNTIL`"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,32", "`32` is no value for `BYMONTHDAY`"),
        ("FREQ=MONTHLY;BYMONTHDAY=", "`` is no value for `BYMONTHDAY`"),
        ("FREQ=MONTHLY;BYDAY=TUE", "`TUE` is no value for `BYDAY`"),
        ("FREQ=MONTHLY;BYDAY=0TU", "`0TU` is no value for `BYDAY`"),
        ("FREQ=WEEKLY;BYDAY=2TU", "`BYDAY=2TU` has no month or year to count in"),
        ("FREQ=YEARLY;BYWEEKNO=2;BYDAY=2TU", "`BYDAY=2TU` has no month or year to count in"),
        ("FREQ=MONTHLY;BYWEEKNO=2", "`BYWEEKNO` cannot be used with `FREQ=MONTHLY`"),
        ("FREQ=DAILY;BYYEARDAY=2", "`BYYEARDAY` cannot be used with `FREQ=DAILY`"),
        ("FREQ=WEEKLY;BYMONTHDAY=2", "`BYMONTHDAY` cannot be used with `FREQ=WEEKLY`"),
        ("FREQ=MONTHLY;BYSETPOS=1", "`BYSETPOS` has nothing to choose from"),
    ] {
        let (message, help) = RecurrenceRule::parse(text).expect_err(text).message_and_help();
        assert_eq!(message, reason);
        assert!(!help.is_empty() && !help.ends_with('.'), "{text}: {help}");
    }
}

#[test]
fn months_without_the_day_are_known() {
    let skips = |text: &str, start| parse_rule(text).skips_months(start);
    assert!(skips("FREQ=MONTHLY", date(2027, 1, 31)));
    assert!(!skips("FREQ=MONTHLY", date(2027, 1, 28)));
    assert!(skips("FREQ=MONTHLY;BYMONTHDAY=29", date(2027, 3, 1)));
    assert!(!skips("FREQ=MONTHLY;BYMONTHDAY=-1", date(2027, 1, 31)));
    assert!(!skips("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", date(2027, 1, 31)));
    assert!(!skips("FREQ=MONTHLY;INTERVAL=12", date(2027, 1, 31)));
    assert!(skips("FREQ=MONTHLY;INTERVAL=2", date(2027, 1, 31)));
    assert!(!skips("FREQ=MONTHLY;UNTIL=20270131", date(2027, 1, 31)));
    assert!(skips("FREQ=MONTHLY;COUNT=2", date(2027, 1, 31)));
    assert!(!skips("FREQ=MONTHLY;COUNT=2", date(2027, 7, 31)));
    assert!(skips("FREQ=YEARLY", date(2028, 2, 29)));
    assert!(!skips("FREQ=YEARLY", date(2028, 1, 31)));
    assert!(!skips("FREQ=WEEKLY", date(2028, 1, 31)));
    assert!(!skips("FREQ=MONTHLY;BYDAY=5FR", date(2028, 1, 28)));
}

#[test]
fn rules_are_described_as_notices_do() {
    let start = date(2027, 6, 21); // a Monday
    let none = "";
    let english = Messages::built_in("en");
    for (text, expected) in [
        ("FREQ=DAILY", "Every day"),
        ("FREQ=DAILY;INTERVAL=2", "Every other day"),
        ("FREQ=DAILY;INTERVAL=3;COUNT=10", "Every 3 days, 10 times"),
        ("FREQ=DAILY;BYDAY=TU", "Every Tuesday"),
        ("FREQ=DAILY;INTERVAL=2;BYDAY=TU", none),
        ("FREQ=DAILY;BYMONTH=6", none),
        ("FREQ=WEEKLY;BYDAY=TU", "Every Tuesday"),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20271214", "Every Tuesday until 14 December 2027"),
        ("FREQ=WEEKLY", "Every Monday"),
        ("FREQ=WEEKLY;BYDAY=TU,TH", "Every Tuesday and Thursday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Every weekday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "Every day"),
        ("FREQ=WEEKLY;BYDAY=TU;COUNT=2", "Every Tuesday, twice"),
        ("FREQ=WEEKLY;BYDAY=TU;COUNT=1", none),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "Every other Tuesday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=SU", "Every other Tuesday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU", "Every other week on Tuesday and Sunday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", none),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", "Every 3 weeks on Tuesday"),
        ("FREQ=WEEKLY;BYDAY=TU;BYMONTH=6,7", "Every Tuesday in June and July"),
        ("FREQ=WEEKLY;BYDAY=TU,WE;BYSETPOS=1", none),
        ("FREQ=MONTHLY", "Every month on the 21st"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "Every month on the 15th"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "Every month on the 1st and 15th"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,-1", "Every month on the 15th and the last day"),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15", "Every second month on the 15th"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "The last day of each month"),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", "The last day of every third month"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "The 31st of each month that has one"),
        ("FREQ=MONTHLY;BYMONTHDAY=31;INTERVAL=2", none),
        ("FREQ=MONTHLY;BYMONTHDAY=-2", none),
        ("FREQ=MONTHLY;BYDAY=2TH", "The second Thursday of each month"),
        ("FREQ=MONTHLY;BYDAY=TH;BYSETPOS=2", "The second Thursday of each month"),
        ("FREQ=MONTHLY;BYDAY=1TU,3TU", "The first and third Tuesday of each month"),
        ("FREQ=MONTHLY;BYDAY=1MO,-1FR", "The first Monday and the last Friday of each month"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR", "The last Friday of every second month"),
        ("FREQ=MONTHLY;BYDAY=5FR", "The fifth Friday of each month that has one"),
        ("FREQ=MONTHLY;BYDAY=TU", "Every Tuesday"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "Every Tuesday of every second month"),
        ("FREQ=MONTHLY;BYDAY=TU,2TH", none),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", none),
        ("FREQ=MONTHLY;BYDAY=2TH;BYMONTH=3,6", "The second Thursday of March and June each year"),
        ("FREQ=YEARLY", "Every year on 21 June"),
        ("FREQ=YEARLY;INTERVAL=2", "Every other year on 21 June"),
        ("FREQ=YEARLY;INTERVAL=5", "Every 5 years on 21 June"),
        (
            "FREQ=YEARLY;BYMONTH=3,6;BYMONTHDAY=1,-1",
            "Every year on 1 March, the last day of March, 1 June and the last day of June",
        ),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "Every leap year on 29 February"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", none),
        ("FREQ=YEARLY;BYMONTH=5;BYDAY=2TH", "The second Thursday of May each year"),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYDAY=2TH", "The second Thursday of May every other year"),
        ("FREQ=YEARLY;BYMONTH=1;BYDAY=SU", "Every Sunday in January"),
        ("FREQ=YEARLY;BYDAY=20MO", "The 20th Monday of each year"),
        ("FREQ=YEARLY;BYMONTHDAY=15", "Every month on the 15th"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", none),
        ("FREQ=YEARLY;BYYEARDAY=100", none),
    ] {
        assert_eq!(parse_rule(text).describe(start, &english).unwrap_or_default(), expected, "{text}");
    }
}

#[test]
fn breaks_are_described_with_the_day_it_is_back() {
    let from = date(2027, 2, 8);
    let words = Messages::built_in("en");
    let break_text = |from, to, reason, back| describe_break("lunch club", (from, to), reason, back, &words);
    assert_eq!(
        break_text(from, date(2027, 3, 9), Some("Ramadan"), Some(date(2027, 3, 16))),
        "No lunch club 8 February to 9 March (Ramadan). Back on Tuesday 16 March."
    );
    assert_eq!(break_text(from, date(2027, 2, 12), None, None), "No lunch club 8 to 12 February.");
    assert_eq!(break_text(from, from, Some(" Holiday. "), None), "No lunch club 8 February (Holiday).");
    assert_eq!(
        break_text(date(2027, 12, 20), date(2028, 1, 5), None, Some(date(2028, 1, 11))),
        "No lunch club 20 December 2027 to 5 January 2028. Back on Tuesday 11 January 2028."
    );
}

fn lunch_series() -> Series {
    let mut series = Series::new(parse_rule("FREQ=WEEKLY;BYDAY=TU;COUNT=8"), date(2027, 1, 26));
    series.breaks.push((date(2027, 2, 8), date(2027, 3, 1)));
    series.excluded.insert(date(2027, 3, 16));
    series.added.extend([date(2027, 2, 20), date(2027, 3, 2)]);
    series
}

#[test]
fn a_series_is_its_rule_without_what_is_left_out_and_with_what_is_added() {
    let series = lunch_series();
    assert_eq!(format_dates(series.dates()), "2027: 1/26 2/2 2/20 3/2 3/9");
    assert_eq!(series.last_date(), Some(date(2027, 3, 9)));
    assert_eq!(series.first_after(date(2027, 3, 1)), Some(date(2027, 3, 2)));
    assert!(!series.is_endless());
    assert!(
        series.has_candidate(date(2027, 3, 16))
            && series.has_candidate(date(2027, 2, 20))
            && !series.has_candidate(date(2027, 3, 17))
    );
    assert_eq!(series.nearest_date(date(2027, 3, 17)), Some(date(2027, 3, 9)));
    assert_eq!(series.nearest_date(date(2027, 1, 1)), Some(date(2027, 1, 26)));
    assert_eq!(series.nearest_date(date(2027, 2, 6)), Some(date(2027, 2, 2)));
    assert_eq!(series.describe(&Messages::built_in("en")).as_deref(), Some("Every Tuesday until 16 March 2027"));
    let mut endless = lunch_series();
    endless.rule = parse_rule("FREQ=WEEKLY");
    assert!(endless.is_endless());
    assert_eq!(endless.last_date(), None);
    assert_eq!(endless.nearest_date(date(2999, 1, 1)).map(|day| day.weekday()), Some(Weekday::Tuesday));
}

#[test]
fn an_exception_wins_over_an_addition() {
    let mut series = lunch_series();
    series.excluded.insert(date(2027, 2, 20));
    assert!(!series.dates().any(|day| day == date(2027, 2, 20)));
    let mut nothing = Series::new(parse_rule("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30"), date(2027, 1, 1));
    assert_eq!((nothing.last_date(), nothing.nearest_date(date(2027, 1, 1))), (None, None));
    nothing.added.insert(date(2026, 5, 5));
    assert_eq!((nothing.last_date(), nothing.dates().next()), (Some(date(2026, 5, 5)), Some(date(2026, 5, 5))));
}

/// Rules of every shape, also those that give nothing.
fn any_rule() -> impl Strategy<Value = RecurrenceRule> {
    let part = |name: &'static str, values: &'static [&'static str]| {
        proptest::option::weighted(
            0.3,
            proptest::sample::subsequence(values, 1..=values.len().min(3))
                .prop_map(move |values| format!(";{name}={}", values.join(","))),
        )
    };
    let parts = (
        part("BYMONTH", &["1", "2", "6", "12"]),
        part("BYWEEKNO", &["1", "20", "52", "53", "-1", "-53"]),
        part("BYYEARDAY", &["1", "60", "200", "366", "-1", "-366"]),
        part("BYMONTHDAY", &["1", "13", "29", "31", "-1", "-31"]),
        part("BYDAY", &["MO", "TU", "FR", "SU", "2TH", "-1FR"]),
        part("BYSETPOS", &["1", "2", "-1"]),
        part("WKST", &["SU"]),
        prop_oneof![Just(None), (1u32..40).prop_map(|count| Some(format!(";COUNT={count}")))],
    );
    let frequency = proptest::sample::select(&["DAILY", "WEEKLY", "MONTHLY", "YEARLY"][..]);
    (frequency, 1u16..30, parts).prop_filter_map("a rule", |(frequency, interval, (a, b, c, d, e, f, g, h))| {
        let parts: String = [a, b, c, d, e, f, g, h].into_iter().flatten().collect();
        RecurrenceRule::parse(&format!("FREQ={frequency};INTERVAL={interval}{parts}")).ok()
    })
}

fn any_date() -> impl Strategy<Value = Date> {
    (1990i16..2100, 1i8..=12, 1i8..=31).prop_filter_map("a date", |(year, month, day)| Date::new(year, month, day).ok())
}

proptest! {
    #[test]
    fn dates_from_a_day_are_the_same_dates(rule in any_rule(), start in any_date(), from in any_date()) {
        let all: Vec<Date> = rule.dates(start).take_while(|date| date.year() < 2110).collect();
        let later: Vec<Date> = rule.dates_from(start, from).take_while(|date| date.year() < 2110).collect();
        prop_assert!(all.is_sorted_by(|one, other| one < other));
        prop_assert!(all.first().is_none_or(|first| *first >= start));
        prop_assert_eq!(all.into_iter().filter(|date| *date >= from).collect::<Vec<_>>(), later);
    }

    #[test]
    fn a_rule_that_is_written_is_read_as_itself(rule in any_rule()) {
        prop_assert_eq!(RecurrenceRule::parse(&rule.to_rrule(UntilFormat::Date)), Ok(rule));
    }

    #[test]
    fn the_last_date_is_the_last(rule in any_rule(), start in any_date(), until in any_date()) {
        let mut rule = rule;
        if rule.end == RuleEnd::Never {
            rule.end = RuleEnd::Until(Until::Date(until));
        }
        prop_assert_eq!(rule.last_date(start), rule.dates(start).last());
    }

    #[test]
    fn no_text_makes_a_rule_panic(text in "((FREQ|COUNT|UNTIL|BYDAY|BYSETPOS|BYMONTH|BYWEEKNO|freq)?[=;:,]?(DAILY|YEARLY|MO|-?[0-9]{1,12}|20270101T?|\\PC)?){0,12}", start in any_date()) {
        if let Ok(rule) = RecurrenceRule::parse(&text) {
            let series = Series::new(rule, start);
            let _ = (series.dates().take(3).count(), series.last_date(), series.describe(&Messages::built_in("en")), series.nearest_date(start));
        }
    }
}
