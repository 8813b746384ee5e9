//! Links and names.

use schemars::JsonSchema;
use serde::Serialize;

use super::locale::Locale;
use crate::kind::{Role, topic_address};
use crate::language::LanguageTag;
use crate::publish::{Page, Publication, VisibleRecord};
use crate::record::Organiser;

/// A link to a list, with the number of its records.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CountedLink {
    /// Its label.
    pub title: String,
    /// The address of its page.
    pub href: String,
    /// The number of records.
    pub count: usize,
}

/// A link with its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LinkView {
    /// Its text.
    pub title: String,
    /// The address, as it goes into `href`.
    pub href: String,
    /// The language of the text, when it differs from that of the words around it.
    pub language: Option<String>,
    /// The direction, `rtl` or `ltr`, when there is a `language`.
    pub direction: Option<&'static str>,
    /// `closed` or `inactive`, for a partner that is.
    pub status: Option<&'static str>,
}

impl LinkView {
    /// A link to a record, in the page's language if it is translated.
    pub fn from_record(record: &VisibleRecord<'_>, locale: &Locale) -> Self {
        let record = locale.translate(record);
        let (language, direction) = locale.language_attributes(record.language());
        let status = record.fields().unlisted_status();
        Self { title: record.title().to_owned(), href: record.href(), language, direction, status }
    }

    /// Links to the records that a record names in a role.
    pub(super) fn to_related(record: &VisibleRecord<'_>, role: Role, locale: &Locale) -> Vec<Self> {
        record.related(role).map(|related| Self::from_record(&related, locale)).collect()
    }

    /// A link with a text in the language of the page.
    pub(crate) fn new(title: String, href: String) -> Self {
        Self { title, href, language: None, direction: None, status: None }
    }

    /// A link to a list, named by a message; to the list in the language of the page if there is one.
    pub(super) fn to_list(publication: &Publication, message_id: &str, address: &str, locale: &Locale) -> Self {
        Self::new(locale.messages().text(message_id).to_owned(), Self::list_href(publication, address, locale))
    }

    /// The address of a list, in the language of the page if there is such a list.
    pub(super) fn list_href(publication: &Publication, address: &str, locale: &Locale) -> String {
        publication.href(&publication.list_address_in(address, locale.language()))
    }

    /// A link to a topic: its slug and its label in `site.yaml`.
    pub(super) fn to_topic(publication: &Publication, (slug, label): &(String, String), locale: &Locale) -> Self {
        let (title, is_in_ui_language) = locale.site_term_label("topic", slug, Some(label));
        let href = publication.href(&topic_address(slug));
        if is_in_ui_language { Self::new(title, href) } else { Self::in_site_language(title, href, locale) }
    }

    /// A link whose text is from `site.yaml`, so it is in the network's language.
    pub(crate) fn in_site_language(title: String, href: String, locale: &Locale) -> Self {
        let (language, direction) = locale.language_attributes(None);
        Self { title, href, language, direction, status: None }
    }
}

/// A name with a link to its page, if it has one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NameView {
    /// The name.
    pub title: String,
    /// The address of its page.
    pub href: Option<String>,
    /// The language of the name, when it differs from that of the words around it.
    pub language: Option<String>,
    /// The direction, `rtl` or `ltr`, when there is a `language`.
    pub direction: Option<&'static str>,
    /// `closed` or `inactive`, for a partner that is.
    pub status: Option<&'static str>,
}

impl NameView {
    /// The name of a record, or a text.
    pub fn from_record_or_text(record_or_text: Result<VisibleRecord<'_>, &str>, locale: &Locale) -> Self {
        match record_or_text {
            Ok(record) => {
                let LinkView { title, href, language, direction, status } = LinkView::from_record(&record, locale);
                Self { title, href: Some(href), language, direction, status }
            }
            Err(name) => {
                let (language, direction) = locale.language_attributes(None);
                Self { title: name.to_owned(), href: None, language, direction, status: None }
            }
        }
    }

    /// Those who run an event or offer something, in the record's order, each once.
    pub(super) fn from_organisers(record: &VisibleRecord<'_>, organisers: &[Organiser], locale: &Locale) -> Vec<Self> {
        let mut names: Vec<Self> = Vec::with_capacity(organisers.len());
        for organiser in organisers.iter().filter_map(|organiser| record.resolve_organiser(organiser)) {
            let name = Self::from_record_or_text(organiser, locale);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// An empty name, for something whose name may not be shown.
    pub(crate) fn empty() -> Self {
        Self { title: String::new(), href: None, language: None, direction: None, status: None }
    }
}

/// The same record in another language.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LanguageLink {
    /// The language, for `hreflang` and `lang`.
    pub language: String,
    /// The direction of that language, for `dir`.
    pub direction: &'static str,
    /// The language's own name.
    pub title: String,
    /// The address of its page.
    pub href: String,
}

impl LanguageLink {
    /// Links to the start pages in other languages.
    pub(super) fn to_start_pages(publication: &Publication, locale: &Locale) -> Vec<Self> {
        let translations = publication.visible_introduction("").map(|record| record.languages()).unwrap_or_default();
        translations.into_iter().filter(|(tag, _)| tag != locale.language()).map(Self::new).collect()
    }

    /// Links to the versions of a list in other languages than that of the page.
    pub(super) fn to_list_versions(
        publication: &Publication,
        versions: &[(LanguageTag, String)],
        language: &LanguageTag,
    ) -> Vec<Self> {
        let others = versions.iter().filter(|(tag, _)| tag != language);
        others.map(|(tag, address)| Self::new((tag.clone(), publication.href(address)))).collect()
    }

    /// A link to an address in a language.
    pub(super) fn new((tag, href): (LanguageTag, String)) -> Self {
        let (direction, title) = (tag.direction(), tag.native_name().to_owned());
        Self { language: tag.as_str().to_owned(), direction, title, href }
    }
}

/// The address of a page in a language.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AlternateLink {
    /// The language, for `hreflang`.
    pub language: String,
    /// The address with scheme and host.
    pub url: String,
}

impl AlternateLink {
    /// The versions of a list, on its first page.
    pub(super) fn to_list_versions(
        publication: &Publication,
        page: &Page,
        versions: &[(LanguageTag, String)],
    ) -> Vec<Self> {
        let first_page = versions.iter().filter(|_| page.id.page_number == 1);
        let link = |(tag, address): &(LanguageTag, String)| {
            Some(Self { language: tag.as_str().to_owned(), url: publication.absolute_url(address)? })
        };
        first_page.filter_map(link).collect()
    }
}
