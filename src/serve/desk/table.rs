//! The table of all records: searched, filtered and sorted, a hundred rows to a page.

use std::cmp::Ordering;
use std::collections::HashMap;

use serde::Serialize;

use super::context::Desk;
use super::record_facts::looked_after_by;
use super::record_search::SearchTerms;
use super::table_query::{Sort, TableQuery};
use crate::agenda::{EditorRecords, RecordStatus};
use crate::fault::{Fault, Severity};
use crate::kind::Kind;
use crate::language::{english_date, format_count};
use crate::site::{Record, RecordIndex, Site};

const ROWS_PER_PAGE: usize = 100;

/// The table, as its template sees it.
#[derive(Serialize)]
pub(super) struct Table {
    search: String,
    kind_options: Vec<SelectOption>,
    status_options: Vec<SelectOption>,
    faults_only: bool,
    sort_options: Vec<SelectOption>,
    descending: bool,
    is_filtered: bool,
    caption: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
    total: usize,
    page_number: usize,
    page_count: usize,
    first_href: Option<String>,
    previous_href: Option<String>,
    next_href: Option<String>,
    last_href: Option<String>,
    all_href: String,
}

#[derive(Serialize)]
struct SelectOption {
    value: &'static str,
    label: &'static str,
    is_selected: bool,
}

#[derive(Serialize)]
struct Column {
    label: &'static str,
    href: String,
    /// `ascending` or `descending` where the table is sorted by it.
    direction: Option<&'static str>,
}

#[derive(Serialize)]
struct Row {
    href: String,
    title: String,
    kind: &'static str,
    file: String,
    status: &'static str,
    status_label: &'static str,
    why: Option<String>,
    next_change: Option<String>,
    next_change_label: Option<&'static str>,
    updated: Option<String>,
    looked_after_by: Option<String>,
    looked_after_by_href: Option<String>,
    errors: usize,
    warnings: usize,
    advice: usize,
}

/// A record with what it is filtered and sorted by.
struct FilteredRecord<'a> {
    index: RecordIndex,
    record: &'a Record,
    status: RecordStatus,
    faults: SeverityCounts,
}

/// Errors, warnings, advice.
type SeverityCounts = [usize; 3];

pub(super) fn build_table(
    desk: &Desk<'_>,
    records: &EditorRecords<'_>,
    query: &dyn Fn(&str) -> Option<String>,
) -> Table {
    let mut table_query = TableQuery::parse(query);
    let filtered = filter_and_sort(desk, records, &table_query);
    let total = filtered.len();
    let page_count = total.div_ceil(ROWS_PER_PAGE).max(1);
    table_query.page = table_query.page.min(page_count);
    let from = (table_query.page - 1) * ROWS_PER_PAGE;
    let rows = filtered.iter().skip(from).take(ROWS_PER_PAGE).map(|record| build_row(desk, records, record)).collect();
    let page_href = |page: usize| TableQuery { page, ..table_query.clone() }.href(desk);
    Table {
        kind_options: build_options(
            Kind::all().map(|kind| (kind.as_str(), kind.spec().label, table_query.kind == Some(kind))),
        ),
        status_options: build_options(
            RecordStatus::ALL.map(|status| (status.as_str(), status.label(), table_query.status == Some(status))),
        ),
        sort_options: build_options(Sort::ALL.map(|sort| (sort.as_str(), sort.label(), table_query.sort == sort))),
        faults_only: table_query.faults_only,
        descending: table_query.descending,
        is_filtered: table_query.is_filtered(),
        caption: caption(records.site(), &table_query, total, from),
        columns: columns(desk, &table_query),
        rows,
        total,
        page_number: table_query.page,
        page_count,
        first_href: (table_query.page > 2).then(|| page_href(1)),
        previous_href: (table_query.page > 1).then(|| page_href(table_query.page - 1)),
        next_href: (table_query.page < page_count).then(|| page_href(table_query.page + 1)),
        last_href: (table_query.page + 1 < page_count).then(|| page_href(page_count)),
        all_href: format!("{}/#records", desk.base_path),
        search: table_query.search,
    }
}

fn build_options(choices: impl IntoIterator<Item = (&'static str, &'static str, bool)>) -> Vec<SelectOption> {
    choices
        .into_iter()
        .map(|(word, label, current)| SelectOption { value: word, label, is_selected: current })
        .collect()
}

fn caption(site: &Site, table_query: &TableQuery, total: usize, from: usize) -> String {
    let all = site.records.len();
    let what = match (table_query.is_filtered(), total) {
        (true, 0) => return format!("None of the {all} records matches"),
        (true, _) => format!("{total} of {all} records"),
        (false, _) => format_count(all, "record", "records"),
    };
    if total > ROWS_PER_PAGE {
        return format!("{what}: {} to {}", from + 1, (from + ROWS_PER_PAGE).min(total));
    }
    what
}

fn columns(desk: &Desk<'_>, table_query: &TableQuery) -> Vec<Column> {
    let column = |sort: Sort| {
        let is_sorted = table_query.sort == sort;
        // The records with the most faults come first: these are looked for.
        let descending = if is_sorted { !table_query.descending } else { sort == Sort::Faults };
        let href = TableQuery { sort, descending, page: 1, ..table_query.clone() }.href(desk);
        let sorted = is_sorted.then_some(if table_query.descending { "descending" } else { "ascending" });
        Column { label: sort.label(), href, direction: sorted }
    };
    Sort::ALL.into_iter().map(column).collect()
}

fn filter_and_sort<'a>(
    desk: &Desk<'_>,
    records: &EditorRecords<'a>,
    table_query: &TableQuery,
) -> Vec<FilteredRecord<'a>> {
    let counts = count_by_file(desk.faults);
    let terms = SearchTerms::parse(records.site(), &table_query.search);
    let matching = |(ix, record): (RecordIndex, &'a Record)| {
        if table_query.kind.is_some_and(|kind| kind != record.kind()) {
            return None;
        }
        let status = records.status(ix);
        if table_query.status.is_some_and(|wanted| wanted != status) || !terms.matches(record) {
            return None;
        }
        let faults = sum_for_record(&counts, record);
        (!table_query.faults_only || faults != [0; 3]).then_some(FilteredRecord { index: ix, record, status, faults })
    };
    let mut lines: Vec<FilteredRecord<'a>> = records.site().indexed_records().filter_map(matching).collect();
    let by_title = |one: &FilteredRecord<'_>, other: &FilteredRecord<'_>| {
        one.record.parsed.sort_title.cmp(&other.record.parsed.sort_title)
    };
    let in_direction = |ordering: Ordering| if table_query.descending { ordering.reverse() } else { ordering };
    match table_query.sort {
        Sort::Title => lines.sort_by(|one, other| in_direction(by_title(one, other))),
        Sort::Kind => lines.sort_by(|one, other| {
            in_direction(one.record.kind().cmp(&other.record.kind())).then_with(|| by_title(one, other))
        }),
        Sort::Status => {
            lines.sort_by(|one, other| in_direction(one.status.cmp(&other.status)).then_with(|| by_title(one, other)));
        }
        Sort::Faults => {
            lines.sort_by(|one, other| in_direction(one.faults.cmp(&other.faults)).then_with(|| by_title(one, other)));
        }
        Sort::Next => sort_by_date(&mut lines, table_query.descending, |line| records.next_change(line.index)),
        Sort::Updated => sort_by_date(&mut lines, table_query.descending, |line| records.last_updated(line.index)),
    }
    lines
}

/// Records without a date come last in either direction.
fn sort_by_date<'a, T: Ord + Copy>(
    lines: &mut [FilteredRecord<'a>],
    descending: bool,
    date: impl Fn(&FilteredRecord<'a>) -> Option<T>,
) {
    lines.sort_by_cached_key(|line| {
        let date = date(line);
        let [up, down] = if descending { [None, date] } else { [date, None] };
        (date.is_none(), up, std::cmp::Reverse(down), line.index)
    });
}

fn count_by_file(faults: &[Fault]) -> HashMap<&str, SeverityCounts> {
    let mut counts: HashMap<&str, SeverityCounts> = HashMap::new();
    for fault in faults {
        let Some(path) = fault.path() else { continue };
        let slot = match fault.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Advice => 2,
        };
        counts.entry(path).or_default()[slot] += 1;
    }
    counts
}

fn sum_for_record(counts: &HashMap<&str, SeverityCounts>, record: &Record) -> SeverityCounts {
    let mut sum = SeverityCounts::default();
    let translated = record.translations.iter().map(|translation| &translation.parsed.source.path);
    for path in std::iter::once(&record.parsed.source.path).chain(translated) {
        let own = counts.get(path.as_str()).copied().unwrap_or_default();
        sum.iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
    }
    sum
}

fn build_row(desk: &Desk<'_>, records: &EditorRecords<'_>, line: &FilteredRecord<'_>) -> Row {
    let next = records.upcoming_change(line.index);
    let partner = looked_after_by(records.site(), line.record);
    let [errors, warnings, advice] = line.faults;
    Row {
        href: desk.record_href(line.record),
        title: line.record.parsed.title().to_owned(),
        kind: line.record.kind().spec().label,
        file: line.record.parsed.source.path.clone(),
        status: line.status.as_str(),
        status_label: line.status.label(),
        why: records.status_reason(line.index),
        next_change: next.as_ref().map(|next| english_date(next.day)),
        next_change_label: next.map(|next| next.description),
        updated: records.last_updated(line.index).map(english_date),
        looked_after_by: partner.map(|partner| partner.parsed.title().to_owned()),
        looked_after_by_href: partner.map(|partner| desk.record_href(partner)),
        errors,
        warnings,
        advice,
    }
}
