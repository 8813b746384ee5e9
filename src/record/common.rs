//! The fields that all kinds have.

use super::guard::ProtectedField;
use super::picture_details::PictureDetails;
use super::reference::{AnyRecord, Campaigns, Partners, PictureFiles, Places, ReferenceTo, Topics};
use crate::config::Safety;
use crate::time::Moment;
use crate::yaml::{AnyValue, NamedValues, fields};

use jiff::civil::Date;

fields! {
    /// The fields that all kinds have.
    pub struct CommonFields {
        /// The title.
        title: required String, always;
        /// One or two sentences for lists, feeds and cards.
        summary: optional String, always;
        /// The last part of the address; the file's name where it is left out.
        slug: optional String, always;
        /// Old addresses, which lead here.
        aliases: many String, always;
        /// Topics of `site.yaml`.
        topics: many ReferenceTo<Topics>, always;
        /// Where it belongs.
        places: many ReferenceTo<Places>, always;
        /// Campaigns it is part of.
        campaigns: many ReferenceTo<Campaigns>, always;
        /// Other records worth reading with it.
        related: many ReferenceTo<AnyRecord>, always;
        /// The lead picture.
        image: optional ReferenceTo<PictureFiles>, always;
        /// What is known of each picture.
        images: optional NamedValues<PictureDetails>, always;
        /// The partner that keeps the record.
        looked_after_by: optional ReferenceTo<Partners>, always;
        /// Not ready: never published.
        draft: optional bool, always;
        /// Published from then on.
        publish: optional Moment, always;
        /// Published until then, the last day included.
        show_until: optional Moment, always;
        /// When to look at it again.
        review: optional Date, always;
        /// The last change of substance.
        updated: optional Moment, always;
        /// Partners that fund it.
        funders: many ReferenceTo<Partners>, always;
        /// Its readers may be in danger.
        at_risk: optional bool, always;
        /// Whether safety is raised for this record.
        safety: optional Safety, always;
        /// What stays in spite of raised safety.
        keep_public: optional KeepPublic, always;
        /// For editors.
        notes: optional String, editors;
        /// A template of the theme instead of the kind's own.
        template: optional String, always;
        /// The theme's own data.
        extra: optional AnyValue, always;
    }
}

fields! {
    /// What stays in spite of raised safety.
    pub struct KeepPublic {
        /// What stays.
        fields: many ProtectedField, always;
        /// Why.
        reason: required String, always;
    }
}

fields! {
    /// What a translation of a record can set.
    pub struct TranslationFields {
        /// The title.
        title: optional String, always;
        /// One or two sentences for lists, feeds and cards.
        summary: optional String, always;
        /// The last part of the address.
        slug: optional String, always;
        /// Texts in the place of pictures.
        images: optional NamedValues<TranslatedAlt>, always;
        /// When somebody who speaks the language last read it.
        reviewed: optional Date, always;
    }
}

fields! {
    /// A picture in a translation.
    pub struct TranslatedAlt {
        /// A text for those who cannot see it.
        alt: required String, always;
    }
}
