//! The values that only a resource's page has.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use super::date::DateView;
use super::json_ld::{JsonLdNode, JsonLdNodeBuilder};
use super::link::LinkView;
use super::locale::Locale;
use crate::kind::Role;
use crate::messages::{MessageArgument, Messages};
use crate::path::extension;
use crate::publish::VisibleRecord;
use crate::record::{Download, DownloadPurpose, KindFields, Resource};

/// The fields of a resource.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ResourceView {
    /// Its type.
    pub kind: String,
    /// The type in words.
    pub label: String,
    /// Downloads.
    pub files: Vec<FileView>,
    /// The downloads grouped by language, in the order in which the languages first occur.
    pub files_by_language: Vec<LanguageFilesView>,
    /// Its address on another site.
    pub link: Option<String>,
    /// When it was published.
    pub date: Option<DateView>,
    /// Who published it.
    pub publisher: Option<LinkView>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Its licence.
    pub licence: Option<String>,
    /// Whom it is for.
    pub audience: Option<String>,
    /// The page of the site that has its contents.
    pub web_version: Option<String>,
    /// The newest version, when a newer one replaces it.
    pub newest_version: Option<LinkView>,
    /// The video, when one of its files is a video.
    pub video: Option<VideoView>,
    /// What is said in a video, from its captions, in each of their languages.
    pub transcripts: Vec<TranscriptView>,
}

/// A video that the page plays.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct VideoView {
    /// The address of the file.
    pub href: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its captions, as WebVTT.
    pub captions: Vec<CaptionsView>,
}

/// Captions of a video in a language.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CaptionsView {
    /// The address of the file.
    pub href: String,
    /// Their language, for `srclang`.
    pub language: String,
    /// The language's own name.
    pub language_name: String,
}

/// What is said in a video.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TranscriptView {
    /// Its language, for `lang`.
    pub language: Option<String>,
    /// `ltr` or `rtl`, for `dir`.
    pub direction: Option<&'static str>,
    /// The language's own name.
    pub language_name: Option<String>,
    /// What is said, line by line.
    pub lines: Vec<String>,
}

/// A resource whose contents a page has.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct WebVersionOfView {
    /// The resource.
    pub link: LinkView,
    /// Its newest version, when a newer one replaces it.
    pub newest_version: Option<LinkView>,
    /// Its downloads, grouped by language.
    pub files_by_language: Vec<LanguageFilesView>,
}

impl WebVersionOfView {
    /// The resources that name a record as their web version.
    pub(super) fn for_record(record: &VisibleRecord<'_>, locale: &Locale) -> Vec<Self> {
        let view = |original: VisibleRecord<'_>| {
            let KindFields::Resource(resource) = original.fields() else { return None };
            let files: Vec<FileView> =
                resource.files.iter().filter_map(|file| file_view(&original, file, locale)).collect();
            Some(Self {
                link: LinkView::from_record(&original, locale),
                newest_version: newest_version(&original, locale),
                files_by_language: LanguageFilesView::group_by_language(&files),
            })
        };
        record.named_by(Role::WebVersion).filter_map(view).collect()
    }
}

/// The downloads in a language.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LanguageFilesView {
    /// The language for `lang`; `None` when the record does not say it.
    pub language: Option<String>,
    /// `ltr` or `rtl`, for `dir`.
    pub direction: Option<&'static str>,
    /// The language's own name.
    pub language_name: Option<String>,
    /// The downloads.
    pub files: Vec<FileView>,
}

/// A download.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FileView {
    /// The text of the link.
    pub title: String,
    /// The address of the file.
    pub href: String,
    /// Its language, for `hreflang`.
    pub language: Option<String>,
    /// `ltr` or `rtl`, for `dir` of its name.
    pub direction: Option<&'static str>,
    /// The language's own name.
    pub language_name: Option<String>,
    /// `read`, `print`, `editable`, `image` or `captions`.
    pub format: Option<&'static str>,
    /// `PDF, 1.2 MB, 24 pages`.
    pub details: String,
}

impl ResourceView {
    pub(super) fn new(record: &VisibleRecord<'_>, resource: &Resource, locale: &Locale) -> Self {
        let files: Vec<FileView> = resource.files.iter().filter_map(|file| file_view(record, file, locale)).collect();
        Self {
            kind: resource.kind.text.clone(),
            label: locale.label("type", &resource.kind.text),
            files_by_language: LanguageFilesView::group_by_language(&files),
            files,
            link: resource.link.as_ref().map(|url| url.as_str().to_owned()),
            date: resource.date.map(|day| DateView::from_date(day, locale)),
            publisher: resource
                .publisher
                .as_ref()
                .and_then(|partner| record.resolve_reference(partner))
                .map(|partner| LinkView::from_record(&partner, locale)),
            authors: resource.authors.clone(),
            licence: resource.licence.clone(),
            audience: resource.audience.clone(),
            web_version: resource.web_version.as_ref().and_then(|page| record.destination_href(page)),
            newest_version: newest_version(record, locale),
            video: VideoView::new(record, resource),
            transcripts: transcripts(record, resource),
        }
    }
}

impl VideoView {
    fn new(record: &VisibleRecord<'_>, resource: &Resource) -> Option<Self> {
        let video = |file: &Download| Some((video_type(&file.file.text)?, record.referenced_file(&file.file)?.href));
        let (media_type, href) = resource.files.iter().find_map(video)?;
        let site_language = record.site_language();
        let captions = |file: &Download| {
            let language = file.language.as_ref().unwrap_or(site_language);
            let href = record.referenced_file(&file.file)?.href;
            Some(CaptionsView {
                href,
                language: language.as_str().to_owned(),
                language_name: language.native_name().to_owned(),
            })
        };
        let web_vtt = resource.files.iter().filter(|file| extension(&file.file.text) == "vtt");
        Some(Self { href, media_type, captions: web_vtt.filter_map(captions).collect() })
    }
}

fn newest_version(record: &VisibleRecord<'_>, locale: &Locale) -> Option<LinkView> {
    record.newest_version().map(|newest| LinkView::from_record(&newest, locale))
}

/// The media type of a video that browsers play, by the name of its file.
fn video_type(name: &str) -> Option<&'static str> {
    match extension(name).as_str() {
        "mp4" => Some("video/mp4"),
        "webm" => Some("video/webm"),
        _ => None,
    }
}

/// What is said in a video, from each of its files of captions.
fn transcripts(record: &VisibleRecord<'_>, resource: &Resource) -> Vec<TranscriptView> {
    let transcript = |file: &Download| {
        let lines = &record.referenced_file(&file.file)?.metadata.spoken_lines;
        (!lines.is_empty()).then(|| TranscriptView {
            language: file.language.as_ref().map(|tag| tag.as_str().to_owned()),
            direction: file.language.as_ref().map(|tag| tag.direction()),
            language_name: file.language.as_ref().map(|tag| tag.native_name().to_owned()),
            lines: lines.clone(),
        })
    };
    resource.files.iter().filter_map(transcript).collect()
}

impl LanguageFilesView {
    fn group_by_language(files: &[FileView]) -> Vec<Self> {
        let mut groups: Vec<Self> = Vec::new();
        for file in files {
            match groups.iter_mut().find(|group| group.language == file.language) {
                Some(group) => group.files.push(file.clone()),
                None => groups.push(Self {
                    language: file.language.clone(),
                    direction: file.direction,
                    language_name: file.language_name.clone(),
                    files: vec![file.clone()],
                }),
            }
        }
        groups
    }
}

fn file_view(record: &VisibleRecord<'_>, file: &Download, locale: &Locale) -> Option<FileView> {
    let messages = locale.messages();
    let visible_file = record.referenced_file(&file.file)?;
    let (metadata, type_name) = (visible_file.metadata, visible_file.type_name);
    let pages = metadata.page_count.map(|pages| messages.format("page-count", &[("count", i64::from(pages).into())]));
    let details = [type_name.map(str::to_owned), Some(size_in_words(metadata.size, messages)), pages];
    Some(FileView {
        title: file.label.clone().unwrap_or_else(|| record.title().to_owned()),
        href: visible_file.href,
        language: file.language.as_ref().map(|tag| tag.as_str().to_owned()),
        direction: file.language.as_ref().map(|tag| tag.direction()),
        language_name: file.language.as_ref().map(|tag| tag.native_name().to_owned()),
        format: file.format.map(DownloadPurpose::as_str),
        details: details.into_iter().flatten().collect::<Vec<_>>().join(messages.text("comma")),
    })
}

/// `640 KB`, `1.2 MB`: decimal units, as phones show them.
fn size_in_words(bytes: u64, messages: &Messages) -> String {
    let format_size = |id, size: &str| messages.format_unisolated(id, &[("size", size.into())]);
    match bytes {
        0..1_000 => messages.format_unisolated("size-bytes", &[("count", MessageArgument::Number(bytes as i64))]),
        1_000..1_000_000 => format_size("size-kb", &bytes.div_ceil(1_000).to_string()),
        _ => format_size("size-mb", &format!("{}.{}", bytes / 1_000_000, bytes % 1_000_000 / 100_000)),
    }
}

impl ResourceView {
    /// The resource as schema.org data. A toolkit, guide or dialogue is a `LearningResource`; a type that the network
    /// added is a `CreativeWork`.
    pub(super) fn json_ld(&self, builder: &JsonLdNodeBuilder<'_>) -> JsonLdNode {
        let mut node = builder.base_node(resource_type(&self.kind));
        builder.set_creative_work(&mut node);
        node.set("datePublished", self.date.as_ref().map(|day| json!(day.iso)));
        node.set_all("author", self.authors.iter().map(|name| json!({"name": name})).collect());
        node.set("publisher", self.publisher.as_ref().map(|partner| builder.link_node("Organization", partner)));
        let licence = self.licence.as_ref();
        node.set("license", licence.map(|name| json!({"@type": "CreativeWork", "name": name})));
        let audience = self.audience.as_ref();
        node.set("audience", audience.map(|text| json!({"@type": "Audience", "audienceType": text})));
        node.set_all("encoding", self.files.iter().map(|file| file.json_ld(builder)).collect());
        let elsewhere = self.link.as_ref().map(|link| json!(link));
        if self.kind == "video" {
            // Google requires these two properties for a video; without a picture it shows no result for it.
            node.set("uploadDate", self.date.as_ref().map(|day| json!(day.iso)));
            let picture = builder.page.image.and_then(|image| builder.publication.absolute_href(&image.src));
            node.set("thumbnailUrl", picture.map(Value::from));
        }
        node.set("sameAs", elsewhere);
        node
    }
}

impl FileView {
    fn json_ld(&self, builder: &JsonLdNodeBuilder<'_>) -> Value {
        let mut node = JsonLdNode::new("MediaObject");
        node.set_text("name", &self.title);
        node.set("contentUrl", builder.publication.absolute_href(&self.href).map(Value::from));
        node.set_text("inLanguage", self.language.as_deref().unwrap_or_default());
        node.into()
    }
}

fn resource_type(kind: &str) -> &'static str {
    match kind {
        "report" => "Report",
        "toolkit" | "guide" | "dialogue" => "LearningResource",
        "poster" => "Poster",
        "video" => "VideoObject",
        _ => "CreativeWork",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_in_decimal_units() {
        let english = Messages::built_in("en");
        assert_eq!(size_in_words(512, &english), "512 bytes");
        assert_eq!(size_in_words(4_200, &english), "5 KB");
        assert_eq!(size_in_words(1_250_000, &english), "1.2 MB");
    }
}
