//! What is due for review.

use jiff::civil::Date;
use serde::Serialize;

use super::dates::text;
use super::input::AgendaInput;
use super::record_summary::RecordSummary;
use crate::language::english_weekday_date;
use crate::record::KindFields;

/// How many days before its day a review is listed.
const REVIEW_NOTICE_DAYS: i64 = 30;
/// After how many days facts should be checked again.
const RECHECK_DAYS: i64 = 365;
/// How many partners are named; the others are only counted.
const MAX_PARTNERS: usize = 10;

/// What is due for review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reviews {
    /// Records whose `review` day has come, or comes within 30 days; the earliest first.
    pub records: Vec<ReviewDue>,
    /// Signposts that nobody has tried for a year, the one that was tried longest ago first.
    pub signposts: Vec<SignpostDue>,
    /// Published partners whose facts nobody has checked for a year.
    pub partners: UncheckedPartners,
}

/// A record that is due for review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReviewDue {
    /// The record.
    #[serde(flatten)]
    pub record: RecordSummary,
    /// Its `review` day.
    #[serde(serialize_with = "text")]
    pub day: Date,
    /// The day in words.
    pub day_words: String,
    /// The number of days from today to that day; it is due at zero and below.
    pub days: i64,
}

/// A signpost that nobody has tried for a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SignpostDue {
    /// Its id in `signposts.yaml`.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The day on which somebody last tried it.
    #[serde(serialize_with = "text")]
    pub checked: Date,
    /// The day in words.
    pub checked_words: String,
}

/// Partners whose facts nobody has checked for a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UncheckedPartners {
    /// Their number.
    pub count: usize,
    /// The ten that were checked longest ago.
    pub first: Vec<PartnerDue>,
}

/// A partner whose facts nobody has checked for a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartnerDue {
    /// The partner.
    #[serde(flatten)]
    pub record: RecordSummary,
    /// The day on which its facts were last checked.
    #[serde(serialize_with = "text")]
    pub checked: Date,
    /// The day in words.
    pub checked_words: String,
}

impl Reviews {
    pub(super) fn from_input(source: &AgendaInput<'_>) -> Self {
        Self { records: due_records(source), signposts: due_signposts(source), partners: unchecked_partners(source) }
    }
}

fn due_records(source: &AgendaInput<'_>) -> Vec<ReviewDue> {
    let mut due = Vec::new();
    for record in &source.editor_access.site.records {
        let Some(day) = record.parsed.common.as_ref().and_then(|common| common.review) else { continue };
        let days = source.days_until(day);
        if days <= REVIEW_NOTICE_DAYS {
            due.push(ReviewDue {
                record: RecordSummary::from_record(record),
                day,
                day_words: english_weekday_date(day),
                days,
            });
        }
    }
    due.sort_by_key(|due| due.day);
    due
}

fn due_signposts(source: &AgendaInput<'_>) -> Vec<SignpostDue> {
    let unchecked = source
        .editor_access
        .site
        .signposts
        .iter()
        .filter(|signpost| source.days_until(signpost.checked.value) < -RECHECK_DAYS);
    let mut due: Vec<SignpostDue> = unchecked
        .map(|signpost| SignpostDue {
            id: signpost.id.clone(),
            title: signpost.title.clone(),
            checked: signpost.checked.value,
            checked_words: english_weekday_date(signpost.checked.value),
        })
        .collect();
    due.sort_by_key(|due| due.checked);
    due
}

fn unchecked_partners(source: &AgendaInput<'_>) -> UncheckedPartners {
    let mut due = Vec::new();
    for (_, record) in source.editor_access.published_records() {
        let Some(KindFields::Partner(partner)) = &record.parsed.fields else { continue };
        let Some(checked) = partner.checked.as_ref().map(|checked| checked.date) else { continue };
        if source.days_until(checked) < -RECHECK_DAYS {
            due.push(PartnerDue {
                record: RecordSummary::from_record(record),
                checked,
                checked_words: english_weekday_date(checked),
            });
        }
    }
    due.sort_by_key(|due| due.checked);
    let count = due.len();
    due.truncate(MAX_PARTNERS);
    UncheckedPartners { count, first: due }
}
