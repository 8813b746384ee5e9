//! The table of all records: searched, filtered, sorted, a hundred rows a page.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Desk, encode_query_value};
use crate::agenda::{EditorRecords, RecordStatus};
use crate::fault::{Fault, Severity};
use crate::kind::{Kind, Role};
use crate::language::english_date;
use crate::site::{Record, RecordIndex, Site};

/// Rows a page.
const ROWS_PER_PAGE: usize = 100;
/// Characters of a search that are looked for.
const MAX_SEARCH_CHARS: usize = 200;

/// What somebody asked to see.
#[derive(Clone, Debug)]
struct TableQuery {
    search: String,
    kind: Option<Kind>,
    status: Option<RecordStatus>,
    faults_only: bool,
    sort: Sort,
    descending: bool,
    page: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Title,
    Kind,
    Status,
    Updated,
    Next,
    Faults,
}

impl Sort {
    const ALL: [Self; 6] = [Self::Title, Self::Kind, Self::Status, Self::Next, Self::Updated, Self::Faults];

    fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Kind => "kind",
            Self::Status => "status",
            Self::Updated => "updated",
            Self::Next => "next",
            Self::Faults => "faults",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Kind => "Kind",
            Self::Status => "Status",
            Self::Updated => "Updated",
            Self::Next => "Changes next",
            Self::Faults => "Faults",
        }
    }
}

impl TableQuery {
    fn parse(query: &dyn Fn(&str) -> Option<String>) -> Self {
        let param = |name: &str| query(name).unwrap_or_default();
        let (kind, status, sort) = (param("kind"), param("status"), param("sort"));
        Self {
            search: param("q").trim().chars().take(MAX_SEARCH_CHARS).collect(),
            kind: Kind::parse(&kind),
            status: RecordStatus::ALL.into_iter().find(|known| known.as_str() == status),
            faults_only: !matches!(param("faults").as_str(), "" | "0"),
            sort: Sort::ALL.into_iter().find(|known| known.as_str() == sort).unwrap_or(Sort::Title),
            descending: param("dir") == "desc",
            page: param("page").parse().unwrap_or(1).max(1),
        }
    }

    fn href(&self, desk: &Desk<'_>) -> String {
        let mut parts = Vec::new();
        let mut part = |name: &str, value: &str| {
            if !value.is_empty() {
                parts.push(format!("{name}={}", encode_query_value(value)));
            }
        };
        part("q", &self.search);
        part("kind", self.kind.map_or("", Kind::as_str));
        part("status", self.status.map_or("", RecordStatus::as_str));
        part("faults", if self.faults_only { "1" } else { "" });
        part("sort", if self.sort == Sort::Title { "" } else { self.sort.as_str() });
        part("dir", if self.descending { "desc" } else { "" });
        part("page", &if self.page > 1 { self.page.to_string() } else { String::new() });
        let query = if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) };
        format!("{}/{query}#records", desk.base_path)
    }

    fn is_filtered(&self) -> bool {
        !self.search.is_empty() || self.kind.is_some() || self.status.is_some() || self.faults_only
    }
}

/// The table, as its template sees it.
#[derive(Serialize)]
pub(super) struct Table {
    search: String,
    kind_options: Vec<SelectOption>,
    status_options: Vec<SelectOption>,
    faults_only: bool,
    sort: &'static str,
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
    let rows = filtered.iter().skip(from).take(ROWS_PER_PAGE).map(|line| build_row(desk, records, line)).collect();
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
        sort: table_query.sort.as_str(),
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
        (true, 0) => return format!("None of the {all} records is like that"),
        (true, _) => format!("{total} of {all} records"),
        (false, _) => crate::language::format_count(all, "record", "records"),
    };
    if total > ROWS_PER_PAGE {
        return format!("{what}: {} to {}", from + 1, (from + ROWS_PER_PAGE).min(total));
    }
    what
}

fn columns(desk: &Desk<'_>, table_query: &TableQuery) -> Vec<Column> {
    let column = |sort: Sort| {
        let is_sorted = table_query.sort == sort;
        // What has most faults is what somebody looks for first.
        let descending = if is_sorted { !table_query.descending } else { sort == Sort::Faults };
        let href = TableQuery { sort, descending, page: 1, ..table_query.clone() }.href(desk);
        let sorted = is_sorted.then_some(if table_query.descending { "descending" } else { "ascending" });
        Column { label: sort.label(), href, direction: sorted }
    };
    Sort::ALL.into_iter().map(column).collect()
}

/// One pass over all records, then a sort of those that are left.
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
    let by_title =
        |one: &FilteredRecord<'_>, other: &FilteredRecord<'_>| one.record.sort_title.cmp(&other.record.sort_title);
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

/// What has no date comes last, whichever way.
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

/// Words that are looked for.
struct SearchTerms<'a> {
    site: &'a Site,
    words: Vec<String>,
}

impl<'a> SearchTerms<'a> {
    fn parse(site: &'a Site, search: &str) -> Self {
        Self { site, words: search.split_whitespace().map(|word| fold_case_and_marks(word).into_owned()).collect() }
    }

    /// Whether each word stands in a title, slug, file, or the name of who looks after it.
    fn matches(&self, record: &Record) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let partner_title = looked_after_by(self.site, record).map_or("", |keeper| keeper.parsed.title());
        let title = fold_case_and_marks(record.parsed.title());
        let (slug, file, keeper) = (
            fold_case_and_marks(&record.id.slug),
            fold_case_and_marks(&record.parsed.source.path),
            fold_case_and_marks(partner_title),
        );
        self.words.iter().all(|word| [&title, &slug, &file, &keeper].iter().any(|text| text.contains(word.as_str())))
    }
}

/// A text as it is compared: in lower case, without marks on letters.
fn fold_case_and_marks(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        let is_lower = !text.bytes().any(|byte| byte.is_ascii_uppercase());
        return if is_lower { Cow::Borrowed(text) } else { Cow::Owned(text.to_ascii_lowercase()) };
    }
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
        match letter {
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            '’' | '‘' => folded.push('\''),
            // A capital can be two letters, of which one is a mark.
            mark if is_combining_mark(mark) => {}
            letter => folded.push(letter),
        }
    }
    Cow::Owned(folded)
}

/// The partner that looks after a record.
pub(super) fn looked_after_by<'a>(site: &'a Site, record: &Record) -> Option<&'a Record> {
    let (_, ix) = record.relations.iter().find(|(role, _)| *role == Role::LookedAfterBy)?;
    Some(site.record(*ix))
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
        looked_after_by: partner.map(|keeper| keeper.parsed.title().to_owned()),
        looked_after_by_href: partner.map(|keeper| desk.record_href(keeper)),
        errors,
        warnings,
        advice,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_compared_without_their_marks() {
        for (text, expected) in
            [("Café Łódź", "cafe lodz"), ("Ŵyl y Môr", "wyl y mor"), ("STRAßE", "strasse"), ("İzmir", "izmir")]
        {
            assert_eq!(fold_case_and_marks(text), expected);
        }
    }
}
