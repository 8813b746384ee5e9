//! The fields that all kinds have.

use super::guard::SafetyField;
use super::picture_details::PictureDetails;
use super::reference::{AnyRecord, Campaigns, Partners, PictureFiles, Places, ReferenceTo, Topics};
use crate::config::Safety;
use crate::time::Moment;
use crate::yaml::{AnyValue, NamedValues, Spanned, fields};

use jiff::civil::Date;

fields! {
    /// The fields that all kinds have.
    pub struct CommonFields {
        /// The title.
        title: required String, always;
        /// One or two sentences for lists, feeds and cards.
        summary: optional String, always;
        /// The last part of the address [default: the name of the file].
        slug: optional String, always;
        /// Old addresses, which lead to the record's present one.
        aliases: many String, always;
        /// Topics of `site.yaml`.
        topics: many ReferenceTo<Topics>, always;
        /// The places it belongs to.
        places: many ReferenceTo<Places>, always;
        /// Campaigns it is part of.
        campaigns: many ReferenceTo<Campaigns>, always;
        /// Other records worth reading with it.
        related: many ReferenceTo<AnyRecord>, always;
        /// The lead picture.
        image: optional ReferenceTo<PictureFiles>, always;
        /// Details of each picture: its text alternative, who is in it, who made it.
        images: optional NamedValues<PictureDetails>, always;
        /// The record of the same thing, written `kind:slug`: its page is shown instead of this one, which leads there.
        same_as: optional ReferenceTo<AnyRecord>, always;
        /// The partner that keeps the record.
        looked_after_by: optional ReferenceTo<Partners>, always;
        /// Whether it is a draft, which is not published.
        draft: optional bool, always;
        /// When it is published.
        publish: optional Moment, always;
        /// The last day on which it is published.
        show_until: optional Moment, always;
        /// When somebody should review it.
        review: optional Date, always;
        /// The last important change.
        updated: optional Moment, always;
        /// Partners that fund it.
        funders: many ReferenceTo<Partners>, always;
        /// Whether its readers may be in danger. Its page then has no links to share it.
        at_risk: optional bool, always;
        /// Whether safety is raised for this record.
        safety: optional Safety, always;
        /// What stays public while safety is raised.
        keep_public: optional KeepPublic, always;
        /// Whether the search finds it [default: yes].
        search: optional bool, always;
        /// Notes for editors, which are never published.
        notes: optional String, editors;
        /// A template of the theme to use instead of the kind's own.
        template: optional String, always;
        /// Values for the theme.
        extra: optional AnyValue, always;
    }
}

fields! {
    /// What stays public while safety is raised.
    pub struct KeepPublic {
        /// Which values stay public.
        fields: required Vec<SafetyField>, always;
        /// Why they stay public.
        reason: required String, always;
    }
}

fields! {
    /// The fields of a translation.
    pub struct TranslationFields {
        /// The title.
        title: optional String, always;
        /// One or two sentences for lists, feeds and cards.
        summary: optional String, always;
        /// The last part of the translation's address.
        slug: optional String, always;
        /// Text alternatives of pictures.
        images: optional NamedValues<TranslatedAlt>, always;
        /// When somebody who speaks the language last read it.
        reviewed: optional Spanned<Date>, always;
    }
}

fields! {
    /// A picture in a translation.
    pub struct TranslatedAlt {
        /// The text alternative, for people who cannot see the picture (WCAG 2.2 SC 1.1.1).
        alt: required String, always;
    }
}
