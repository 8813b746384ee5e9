//! What a script reads to filter the directory and the library on the page: `/partners/choices.json`.
//!
//! There is a page for each single value, so readers without scripts get the same lists; the script combines values. It
//! reads this file only when a reader first chooses something. The file says what cards say and nothing else.
//!
//! A long list is in several files, each of which names the next. They are parts of the list, not lists by letter or
//! value: a word can be anywhere in a name, and a value under any letter, so the script would need nearly all of those.
//! It reads one part after the other until it has enough to show.

use super::output::Output;
use crate::kind::Kind;
use crate::output::{CHOICES_FILE, OutputFile, OutputKind};
use crate::publish::{Publication, numbered_address};
use crate::theme::Renderer;
use crate::view::ChoiceRecord;

/// The most bytes in a file; a phone reads that many in a second.
const MAX_BYTES: usize = 300_000;

/// The files of each list that can be filtered on the page.
pub(super) fn render(renderer: &Renderer) -> Vec<Output> {
    let (publication, locale) = (renderer.publication(), renderer.locale());
    let kinds = Kind::all().filter(|kind| ChoiceRecord::has_choices(publication, *kind));
    let files = kinds.flat_map(|kind| {
        let records = ChoiceRecord::for_kind(publication, kind, locale);
        let records = records.iter().map(|record| serde_json::to_string(record).expect("texts always serialise"));
        files_of_list(publication, kind, &divide(records, MAX_BYTES))
    });
    files.collect()
}

fn files_of_list(publication: &Publication, kind: Kind, parts: &[String]) -> Vec<Output> {
    let address = |number: usize| {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        numbered_address(&kind.list_address(), number) + CHOICES_FILE
    };
    let file = |(index, records): (usize, &String)| {
        let next = (index + 1 < parts.len()).then(|| publication.href(&address(index + 2)));
        let next = next.map(|next| format!(",\"next\":{}", serde_json::Value::from(next))).unwrap_or_default();
        let bytes = format!("{{\"records\":[{records}]{next}}}").into_bytes();
        Output { file: OutputFile::at(OutputKind::Choices, &address(index + 1)), bytes }
    };
    parts.iter().enumerate().map(file).collect()
}

/// The records with commas between them, in parts that leave room for the rest of a file.
fn divide(records: impl Iterator<Item = String>, max_bytes: usize) -> Vec<String> {
    let mut parts = vec![String::new()];
    for record in records {
        let last = parts.last_mut().expect("there is always one");
        if last.is_empty() {
            *last = record;
        } else if last.len() + record.len() + ENVELOPE <= max_bytes {
            last.push(',');
            last.push_str(&record);
        } else {
            parts.push(record);
        }
    }
    parts
}

/// The bytes of a file around its records, at most: the address of the next part is the longest of them.
const ENVELOPE: usize = 1_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_divided_in_their_order() {
        let records: Vec<String> = (10..60).map(|number| format!("\"{number}\"")).collect();
        for room in [1, 4, 9, 100, 10_000] {
            let parts = divide(records.iter().cloned(), ENVELOPE + room);
            assert!(parts.iter().all(|part| part.len() <= room.max(4)), "{parts:?}");
            assert_eq!(parts.join(","), records.join(","));
            assert_eq!(parts.len() == 1, room > 4 * 50 + 49, "{room}");
        }
        assert_eq!(divide(std::iter::empty(), 9), [""]);
    }
}
