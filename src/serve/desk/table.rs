//! The table of all records: searched, filtered, sorted, a hundred rows a page.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Desk, encode};
use crate::agenda::{EditorRecords, RecordStatus};
use crate::fault::{Fault, Severity};
use crate::language::english_date;
use crate::record::Kind;
use crate::site::{Record, RecordIndex, Site};

/// Rows a page.
const ROWS: usize = 100;
/// Characters of a search that are looked for.
const SEARCH: usize = 200;

/// What somebody asked to see.
#[derive(Clone, Debug)]
struct Asked {
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

impl Asked {
    fn read(query: &dyn Fn(&str) -> Option<String>) -> Self {
        let word = |name: &str| query(name).unwrap_or_default();
        let (kind, status, sort) = (word("kind"), word("status"), word("sort"));
        Self {
            search: word("q").trim().chars().take(SEARCH).collect(),
            kind: Kind::parse(&kind),
            status: RecordStatus::ALL.into_iter().find(|known| known.as_str() == status),
            faults_only: !matches!(word("faults").as_str(), "" | "0"),
            sort: Sort::ALL.into_iter().find(|known| known.as_str() == sort).unwrap_or(Sort::Title),
            descending: word("dir") == "desc",
            page: word("page").parse().unwrap_or(1).max(1),
        }
    }

    fn href(&self, desk: &Desk<'_>) -> String {
        let mut parts = Vec::new();
        let mut part = |name: &str, value: &str| {
            if !value.is_empty() {
                parts.push(format!("{name}={}", encode(value)));
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
        format!("{}/{query}#records", desk.base)
    }

    fn is_filtered(&self) -> bool {
        !self.search.is_empty() || self.kind.is_some() || self.status.is_some() || self.faults_only
    }
}

/// The table, as its template sees it.
#[derive(Serialize)]
pub(super) struct Table {
    search: String,
    kinds: Vec<Choice>,
    statuses: Vec<Choice>,
    faults_only: bool,
    sort: &'static str,
    sorts: Vec<Choice>,
    descending: bool,
    is_filtered: bool,
    caption: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
    total: usize,
    number: usize,
    pages: usize,
    first: Option<String>,
    previous: Option<String>,
    next: Option<String>,
    last: Option<String>,
    all: String,
}

#[derive(Serialize)]
struct Choice {
    word: &'static str,
    label: &'static str,
    current: bool,
}

#[derive(Serialize)]
struct Column {
    label: &'static str,
    href: String,
    /// `ascending` or `descending` where the table is sorted by it.
    sorted: Option<&'static str>,
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
    next: Option<String>,
    next_what: Option<&'static str>,
    updated: Option<String>,
    keeper: Option<String>,
    keeper_href: Option<String>,
    errors: usize,
    warnings: usize,
    advice: usize,
}

/// A record with what it is filtered and sorted by.
struct Line<'a> {
    ix: RecordIndex,
    record: &'a Record,
    status: RecordStatus,
    faults: Counts,
}

/// Errors, warnings, advice.
type Counts = [usize; 3];

pub(super) fn table(desk: &Desk<'_>, records: &EditorRecords<'_>, query: &dyn Fn(&str) -> Option<String>) -> Table {
    let mut asked = Asked::read(query);
    let lines = lines(desk, records, &asked);
    let total = lines.len();
    let pages = total.div_ceil(ROWS).max(1);
    asked.page = asked.page.min(pages);
    let from = (asked.page - 1) * ROWS;
    let rows = lines.iter().skip(from).take(ROWS).map(|line| row(desk, records, line)).collect();
    let to = |page: usize| Asked { page, ..asked.clone() }.href(desk);
    Table {
        kinds: choices(Kind::ALL.map(|kind| (kind.as_str(), kind_label(kind), asked.kind == Some(kind)))),
        statuses: choices(
            RecordStatus::ALL.map(|status| (status.as_str(), status.label(), asked.status == Some(status))),
        ),
        sorts: choices(Sort::ALL.map(|sort| (sort.as_str(), sort.label(), asked.sort == sort))),
        faults_only: asked.faults_only,
        sort: asked.sort.as_str(),
        descending: asked.descending,
        is_filtered: asked.is_filtered(),
        caption: caption(records.site(), &asked, total, from),
        columns: columns(desk, &asked),
        rows,
        total,
        number: asked.page,
        pages,
        first: (asked.page > 2).then(|| to(1)),
        previous: (asked.page > 1).then(|| to(asked.page - 1)),
        next: (asked.page < pages).then(|| to(asked.page + 1)),
        last: (asked.page + 1 < pages).then(|| to(pages)),
        all: format!("{}/#records", desk.base),
        search: asked.search,
    }
}

fn choices<const N: usize>(choices: [(&'static str, &'static str, bool); N]) -> Vec<Choice> {
    choices.into_iter().map(|(word, label, current)| Choice { word, label, current }).collect()
}

pub(super) fn kind_label(kind: Kind) -> &'static str {
    match kind {
        Kind::Story => "Story",
        Kind::Partner => "Partner",
        Kind::Event => "Event",
        Kind::Place => "Place",
        Kind::Campaign => "Campaign",
        Kind::Resource => "Resource",
        Kind::Incident => "Incident pack",
        Kind::Page => "Page",
    }
}

fn caption(site: &Site, asked: &Asked, total: usize, from: usize) -> String {
    let all = site.records.len();
    let what = match (asked.is_filtered(), total) {
        (true, 0) => return format!("None of the {all} records is like that"),
        (true, _) => format!("{total} of {all} records"),
        (false, _) => crate::language::format_count(all, "record", "records"),
    };
    if total > ROWS {
        return format!("{what}: {} to {}", from + 1, (from + ROWS).min(total));
    }
    what
}

fn columns(desk: &Desk<'_>, asked: &Asked) -> Vec<Column> {
    let column = |sort: Sort| {
        let is_sorted = asked.sort == sort;
        // What has most faults is what somebody looks for first.
        let descending = if is_sorted { !asked.descending } else { sort == Sort::Faults };
        let href = Asked { sort, descending, page: 1, ..asked.clone() }.href(desk);
        let sorted = is_sorted.then_some(if asked.descending { "descending" } else { "ascending" });
        Column { label: sort.label(), href, sorted }
    };
    Sort::ALL.into_iter().map(column).collect()
}

/// One pass over all records, then a sort of those that are left.
fn lines<'a>(desk: &Desk<'_>, records: &EditorRecords<'a>, asked: &Asked) -> Vec<Line<'a>> {
    let counts = counts(desk.faults);
    let wanted = Wanted::of(records.site(), &asked.search);
    let line = |(ix, record): (RecordIndex, &'a Record)| {
        if asked.kind.is_some_and(|kind| kind != record.kind()) {
            return None;
        }
        let status = records.status(ix);
        if asked.status.is_some_and(|wanted| wanted != status) || !wanted.is(record) {
            return None;
        }
        let faults = of_record(&counts, record);
        (!asked.faults_only || faults != [0; 3]).then_some(Line { ix, record, status, faults })
    };
    let mut lines: Vec<Line<'a>> = records.site().indexed_records().filter_map(line).collect();
    let by_title = |one: &Line<'_>, other: &Line<'_>| one.record.sort_title.cmp(&other.record.sort_title);
    let turn = |ordering: Ordering| if asked.descending { ordering.reverse() } else { ordering };
    match asked.sort {
        Sort::Title => lines.sort_by(|one, other| turn(by_title(one, other))),
        Sort::Kind => lines
            .sort_by(|one, other| turn(one.record.kind().cmp(&other.record.kind())).then_with(|| by_title(one, other))),
        Sort::Status => {
            lines.sort_by(|one, other| turn(one.status.cmp(&other.status)).then_with(|| by_title(one, other)));
        }
        Sort::Faults => {
            lines.sort_by(|one, other| turn(one.faults.cmp(&other.faults)).then_with(|| by_title(one, other)));
        }
        Sort::Next => by_date(&mut lines, asked.descending, |line| records.next_change(line.ix)),
        Sort::Updated => by_date(&mut lines, asked.descending, |line| records.last_updated(line.ix)),
    }
    lines
}

/// What has no date comes last, whichever way.
fn by_date<'a, T: Ord + Copy>(lines: &mut [Line<'a>], descending: bool, date: impl Fn(&Line<'a>) -> Option<T>) {
    lines.sort_by_cached_key(|line| {
        let date = date(line);
        let [up, down] = if descending { [None, date] } else { [date, None] };
        (date.is_none(), up, std::cmp::Reverse(down), line.ix)
    });
}

fn counts(faults: &[Fault]) -> HashMap<&str, Counts> {
    let mut counts: HashMap<&str, Counts> = HashMap::new();
    for fault in faults {
        let Some(path) = fault.path() else { continue };
        let at = match fault.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Advice => 2,
        };
        counts.entry(path).or_default()[at] += 1;
    }
    counts
}

fn of_record(counts: &HashMap<&str, Counts>, record: &Record) -> Counts {
    let mut sum = Counts::default();
    let translated = record.translations.iter().map(|translation| &translation.parsed.source.path);
    for path in std::iter::once(&record.parsed.source.path).chain(translated) {
        let own = counts.get(path.as_str()).copied().unwrap_or_default();
        sum.iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
    }
    sum
}

/// Words that are looked for.
struct Wanted<'a> {
    site: &'a Site,
    words: Vec<String>,
}

impl<'a> Wanted<'a> {
    fn of(site: &'a Site, search: &str) -> Self {
        Self { site, words: search.split_whitespace().map(|word| folded(word).into_owned()).collect() }
    }

    /// Whether each word stands in a title, slug, file, or the name of who looks after it.
    fn is(&self, record: &Record) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let keeper = keeper(self.site, record).map_or("", |keeper| keeper.parsed.title());
        let title = folded(record.parsed.title());
        let (slug, file, keeper) = (folded(&record.id.slug), folded(&record.parsed.source.path), folded(keeper));
        self.words.iter().all(|word| [&title, &slug, &file, &keeper].iter().any(|text| text.contains(word.as_str())))
    }
}

/// A text as it is compared: in lower case, without marks on letters.
fn folded(text: &str) -> Cow<'_, str> {
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
pub(super) fn keeper<'a>(site: &'a Site, record: &Record) -> Option<&'a Record> {
    let (_, ix) = record.relations.iter().find(|(role, _)| *role == "looked_after_by")?;
    Some(site.record(*ix))
}

fn row(desk: &Desk<'_>, records: &EditorRecords<'_>, line: &Line<'_>) -> Row {
    let next = records.upcoming_change(line.ix);
    let keeper = keeper(records.site(), line.record);
    let [errors, warnings, advice] = line.faults;
    Row {
        href: desk.record_href(line.record),
        title: line.record.parsed.title().to_owned(),
        kind: kind_label(line.record.kind()),
        file: line.record.parsed.source.path.clone(),
        status: line.status.as_str(),
        status_label: line.status.label(),
        why: records.status_reason(line.ix),
        next: next.as_ref().map(|next| english_date(next.day)),
        next_what: next.map(|next| next.description),
        updated: records.last_updated(line.ix).map(english_date),
        keeper: keeper.map(|keeper| keeper.parsed.title().to_owned()),
        keeper_href: keeper.map(|keeper| desk.record_href(keeper)),
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
            assert_eq!(folded(text), expected);
        }
    }
}
