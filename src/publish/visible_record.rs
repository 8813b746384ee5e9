//! A record as a channel may see it.

use jiff::civil::Date;

use super::consents::find_missing_consent;
use super::publication::Publication;
use super::translations::valid_translations;
use crate::config::SafetyLevel;
use crate::consent::ConsentScope;
use crate::kind::{Kind, RecordId};
use crate::language::LanguageTag;
use crate::record::{Channel, CommonFields, KindFields, Lens};
use crate::site::{Record, RecordIndex, Translation};

/// A record as a channel may see it. Everything that the site shows of a record comes from here.
#[derive(Clone, Debug)]
pub struct VisibleRecord<'a> {
    pub(super) publication: &'a Publication,
    record_index: RecordIndex,
    pub(super) record: &'a Record,
    common: &'a CommonFields,
    fields: &'a KindFields,
    lens: Lens,
    /// The translation that is shown; `None` for the record in its own language.
    pub(super) translation: Option<&'a Translation>,
}

impl Publication {
    /// A record as a channel may see it; `None` when the channel may not show it at all.
    pub fn visible(&self, ix: RecordIndex, channel: Channel) -> Option<VisibleRecord<'_>> {
        if !self.is_published(ix) {
            return None;
        }
        let record = self.site.record(ix);
        // A published record has the consents for the web, or it would not be published.
        let needs_consent_check = ConsentScope::for_channel(channel) != ConsentScope::Web;
        if needs_consent_check && find_missing_consent(&self.site, record, channel, &self.clock).is_some() {
            return None;
        }
        let common = record.parsed.common.as_ref()?;
        let fields = record.parsed.fields.as_ref()?;
        let safety = if self.is_safety_raised(ix) { SafetyLevel::Raised } else { SafetyLevel::Normal };
        let keep_public = common.keep_public.as_ref().map(|keep| keep.fields.clone()).unwrap_or_default();
        let lens = Lens::new(channel, safety, keep_public);
        Some(VisibleRecord { publication: self, record_index: ix, record, common, fields, lens, translation: None })
    }
}

impl<'a> VisibleRecord<'a> {
    /// The record in a language; in its own when it has no such translation.
    pub fn in_language(mut self, language: Option<&LanguageTag>) -> Self {
        self.translation = language
            .and_then(|language| valid_translations(self.record).find(|translation| translation.language == *language));
        self
    }

    /// The record in its own language, then each of its translations.
    pub(super) fn in_each_language(self) -> Vec<Self> {
        let translated =
            valid_translations(self.record).map(|translation| Self { translation: Some(translation), ..self.clone() });
        std::iter::once(self.clone()).chain(translated).collect()
    }

    /// What identifies the record.
    pub fn id(&self) -> &'a RecordId {
        &self.record.id
    }

    /// The number of the record.
    pub fn record_index(&self) -> RecordIndex {
        self.record_index
    }

    /// The kind of the record.
    pub fn kind(&self) -> Kind {
        self.record.kind()
    }

    /// The lens that opens the record's guarded values.
    pub fn lens(&self) -> &Lens {
        &self.lens
    }

    /// The fields that all kinds have.
    pub fn common(&self) -> &'a CommonFields {
        self.common
    }

    /// The fields of the record's kind.
    pub fn fields(&self) -> &'a KindFields {
        self.fields
    }

    /// The title, in the language that is shown.
    pub fn title(&self) -> &'a str {
        let translated = self
            .translation
            .and_then(|translation| translation.parsed.fields.as_ref())
            .and_then(|fields| fields.title.as_deref());
        translated.unwrap_or(&self.common.title)
    }

    /// The day on which somebody who speaks the language last read the translation that is shown.
    pub fn translation_read_on(&self) -> Option<Date> {
        let read = self.translation?.parsed.fields.as_ref()?.reviewed?.value;
        self.publication.has_day_begun(read).then_some(read)
    }

    /// The summary; the beginning of the text when there is none.
    pub fn summary(&self) -> &'a str {
        if let Some(translation) = self.translation {
            let summary = translation.parsed.fields.as_ref().and_then(|fields| fields.summary.as_deref());
            return summary.unwrap_or(&translation.parsed.body.excerpt);
        }
        self.common.summary.as_deref().unwrap_or(&self.record.parsed.body.excerpt)
    }

    /// The language of the site.
    pub fn site_language(&self) -> &'a LanguageTag {
        &self.publication.site.config.language
    }

    /// The language that is shown; `None` for the site's.
    pub fn language(&self) -> Option<&'a LanguageTag> {
        match self.translation {
            Some(translation) => Some(&translation.language),
            None => self.fields.language(),
        }
    }

    /// The address, as `href` needs it.
    pub fn href(&self) -> String {
        self.publication.href(self.translation.map_or(&self.record.address, |translation| &translation.address))
    }

    /// The languages in which the record can be read, with the `href` of each; the site's language comes first.
    pub fn languages(&self) -> Vec<(LanguageTag, String)> {
        let original = (self.publication.site.config.language.clone(), self.publication.href(&self.record.address));
        let translations = valid_translations(self.record);
        let others =
            translations.map(|translation| (translation.language.clone(), self.publication.href(&translation.address)));
        std::iter::once(original).chain(others).collect()
    }

    /// The slug and label of each of its topics.
    pub fn topics(&self) -> impl Iterator<Item = &'a (String, String)> {
        let publication = self.publication;
        self.record.topics.iter().map(move |number| &publication.site.topics[*number as usize])
    }

    /// Whether the record is over: see `Publication::is_past`.
    pub fn is_past(&self) -> bool {
        self.publication.is_past(self.record_index)
    }

    /// The day of the last change that is known: `updated`, or a date in the record's own fields.
    pub fn last_modified(&self) -> Option<Date> {
        self.common.updated.map(|moment| moment.date).into_iter().chain(self.fields.changed_on()).max()
    }

    /// The days that the record names: of its publication and its last change, and those of its kind.
    pub(super) fn stated_days(&self) -> impl Iterator<Item = Date> + use<'a> {
        let of_kind = self.fields.labelled_dates().into_iter().filter_map(|(_, moment)| moment);
        let days = of_kind.chain(self.common.publish).chain(self.common.updated).map(|moment| moment.date);
        days.chain(self.fields.changed_on())
    }

    /// Whether safety is raised for the record.
    pub fn is_safety_raised(&self) -> bool {
        self.publication.is_safety_raised(self.record_index)
    }
}
