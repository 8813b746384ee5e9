//! What is said between this process and one that renders templates: a theme's files, jobs, and what became of them.
//!
//! Both ends are the same program, so the bytes have no version. A number is written with the least significant byte
//! first, a text with its length before it.

use std::borrow::Cow;
use std::sync::Arc;

use tera::value::Key;
use tera::{Map, Value};

use super::template_error::TemplateError;
use super::template_job::{TemplateJob, TemplateName};
use super::theme_file::{ThemeFile, ThemeFiles};

/// Writes bytes that [`Reader`] reads.
#[derive(Default)]
struct Writer(Vec<u8>);

impl Writer {
    fn tag(&mut self, tag: u8) {
        self.0.push(tag);
    }

    fn number(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn value(&mut self, value: &Value) {
        if let Some(text) = value.as_str() {
            self.tag(if value.is_safe() { 6 } else { 5 });
            self.text(text);
        } else if let Some(list) = value.as_array() {
            self.tag(7);
            self.number(list.len() as u64);
            list.iter().for_each(|value| self.value(value));
        } else if let Some(map) = value.as_map() {
            self.tag(8);
            self.number(map.len() as u64);
            for (key, value) in map {
                self.value(&key.as_value());
                self.value(value);
            }
        } else if let Some(truth) = value.as_bool() {
            self.tag(if truth { 2 } else { 1 });
        } else if value.is_f64() {
            self.tag(4);
            self.number(value.as_f64().unwrap_or_default().to_bits());
        } else if value.is_number() {
            self.tag(3);
            self.0.extend_from_slice(&value.as_i128().unwrap_or_default().to_le_bytes());
        } else {
            self.tag(if value.is_undefined() { 9 } else { 0 });
        }
    }
}

/// Reads what [`Writer`] wrote. `None` means that the bytes end too early.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn array<const LENGTH: usize>(&mut self) -> Option<[u8; LENGTH]> {
        let (array, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*array)
    }

    fn tag(&mut self) -> Option<u8> {
        self.array().map(|[tag]| tag)
    }

    fn number(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    fn length(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let (bytes, rest) = self.length().and_then(|length| self.0.split_at_checked(length))?;
        self.0 = rest;
        Some(bytes)
    }

    fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    fn value(&mut self) -> Option<Value> {
        Some(match self.tag()? {
            1 => Value::from(false),
            2 => Value::from(true),
            3 => {
                let number = i128::from_le_bytes(self.array()?);
                i64::try_from(number).map_or_else(|_| Value::from(number), Value::from)
            }
            4 => Value::from(f64::from_bits(self.number()?)),
            5 => Value::normal_string(self.text()?),
            6 => Value::safe_string(self.text()?),
            7 => {
                let length = self.length()?;
                Value::from((0..length).map(|_| self.value()).collect::<Option<Vec<Value>>>()?)
            }
            8 => {
                let length = self.length()?;
                Value::from((0..length).map(|_| Some((self.key()?, self.value()?))).collect::<Option<Map>>()?)
            }
            9 => Value::undefined(),
            _ => Value::none(),
        })
    }

    fn key(&mut self) -> Option<Key<'static>> {
        let key = self.value()?;
        Some(match (key.as_str(), key.as_bool(), key.as_i64()) {
            (Some(text), ..) => Key::String(Arc::from(text)),
            (_, Some(truth), _) => Key::Bool(truth),
            (_, _, number) => Key::I64(number?),
        })
    }
}

/// The files of a theme that are not those of the built-in one.
pub(super) fn encode_files(files: &ThemeFiles) -> Vec<u8> {
    let mut writer = Writer::default();
    for (inner, file) in files.iter().filter(|(_, file)| file.is_own()) {
        writer.text(inner);
        writer.text(&file.path);
        writer.bytes(&file.bytes);
    }
    writer.0
}

/// The files that [`encode_files`] wrote.
pub(super) fn decode_files(bytes: &[u8]) -> Option<ThemeFiles> {
    let mut reader = Reader(bytes);
    let mut files = ThemeFiles::new();
    while !reader.0.is_empty() {
        let (inner, path, bytes) = (reader.text()?, reader.text()?, reader.bytes()?);
        files.insert(inner.to_owned(), ThemeFile { path: path.to_owned(), bytes: Cow::Owned(bytes.to_vec()) });
    }
    Some(files)
}

pub(super) fn encode_job(job: &TemplateJob<'_>) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.text(&job.language);
    match &job.template {
        TemplateName::Page(_) => writer.tag(0),
        TemplateName::Block(_, None) => writer.tag(1),
        TemplateName::Block(_, Some(content)) => {
            writer.tag(2);
            writer.text(content);
        }
    }
    writer.text(job.template.as_str());
    for (name, value) in &job.values {
        writer.text(name);
        writer.value(value);
    }
    writer.0
}

pub(super) fn decode_job(bytes: &[u8]) -> Option<TemplateJob<'_>> {
    let mut reader = Reader(bytes);
    let language = Cow::Borrowed(reader.text()?);
    let template = match reader.tag()? {
        0 => TemplateName::Page(Cow::Borrowed(reader.text()?)),
        1 => TemplateName::Block(Cow::Borrowed(reader.text()?), None),
        _ => {
            let content = reader.text()?;
            TemplateName::Block(Cow::Borrowed(reader.text()?), Some(Cow::Borrowed(content)))
        }
    };
    let mut values = Vec::new();
    while !reader.0.is_empty() {
        values.push((Cow::Borrowed(reader.text()?), reader.value()?));
    }
    Some(TemplateJob { language, template, values })
}

pub(super) fn encode_result(result: &Result<Vec<u8>, TemplateError>) -> Vec<u8> {
    let mut writer = Writer::default();
    match result {
        Ok(bytes) => {
            writer.tag(0);
            writer.0.extend_from_slice(bytes);
        }
        Err(TemplateError::At { template, range, message }) => {
            writer.tag(1);
            writer.text(template);
            writer.number(range.start as u64);
            writer.number(range.end as u64);
            writer.text(message);
        }
        Err(TemplateError::TooLarge(name)) => {
            writer.tag(2);
            writer.text(name);
        }
        Err(TemplateError::Message(message)) => {
            writer.tag(3);
            writer.text(message);
        }
        // Only the process that waits says these.
        Err(TemplateError::TookTooLong(_) | TemplateError::NeededTooMuchMemory(_) | TemplateError::NotTried(_)) => {}
    }
    writer.0
}

pub(super) fn decode_result(mut bytes: Vec<u8>) -> Option<Result<Vec<u8>, TemplateError>> {
    if bytes.first() == Some(&0) {
        bytes.remove(0);
        return Some(Ok(bytes));
    }
    let mut reader = Reader(&bytes);
    Some(Err(match reader.tag()? {
        1 => {
            let template = reader.text()?.to_owned();
            let range = reader.length()?..reader.length()?;
            TemplateError::At { template, range, message: reader.text()?.to_owned() }
        }
        2 => TemplateError::TooLarge(reader.text()?.to_owned()),
        _ => TemplateError::Message(reader.text()?.to_owned()),
    }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_job_arrives_as_it_was_sent() {
        let page = json!({"title": "Tea & cake", "count": 3, "least": i64::MIN, "most": u64::MAX, "half": 0.5,
            "yes": true, "no": false, "nothing": null, "list": [[], ["a", {"b": ""}]]});
        let values = vec![
            (Cow::Borrowed("page"), Value::from_serializable(&page)),
            (Cow::Borrowed("body"), Value::safe_string("<p>Tea</p>")),
            (Cow::Borrowed("gone"), Value::undefined()),
        ];
        let template = TemplateName::Block("callout".into(), Some("<p>In it</p>".into()));
        let sent = TemplateJob { language: "cy".into(), template, values };
        let bytes = encode_job(&sent);
        let got = decode_job(&bytes).expect("whole");
        assert_eq!(encode_job(&got), bytes);
        assert_eq!(got.values[0].1, sent.values[0].1);
        assert!(got.values[1].1.is_safe() && got.values[2].1.is_undefined());
        assert!((0..bytes.len()).all(|length| decode_job(&bytes[..length]).is_none_or(|job| job.values.len() < 3)));
    }

    #[test]
    fn what_became_of_a_job_arrives_as_it_was_sent() {
        let at = TemplateError::At { template: "story.html".into(), range: 3..9, message: "no such field".into() };
        let errors = [at, TemplateError::TooLarge("story.html".into()), TemplateError::Message("no such words".into())];
        for result in errors.into_iter().map(Err).chain([Ok(b"<p>".to_vec())]) {
            assert_eq!(decode_result(encode_result(&result)), Some(result));
        }
    }
}
