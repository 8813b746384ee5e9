//! Reports, guides and other things to use.

use std::borrow::Cow;

use jiff::civil::Date;

use super::field_locations::FieldLocations;
use super::record_fields::RecordFields;
use super::reference::{Destination, DownloadFiles, Partners, ReferenceTo, ResourceTypes, Resources};
use crate::fault::{Code, Fault, Faults};
use crate::kind::Facet;
use crate::language::LanguageTag;
use crate::time::Moment;
use crate::yaml::{Url, fields, words};

fields! {
    /// A report, a guide, a toolkit.
    pub struct Resource {
        /// What sort of thing it is.
        kind ("type"): required ReferenceTo<ResourceTypes>, always;
        /// Downloads.
        files: many Download, always;
        /// Its address on another site.
        link: optional Url, always;
        /// When it was published.
        date: optional Date, always;
        /// Who published it.
        publisher: optional ReferenceTo<Partners>, always;
        /// Who wrote it.
        authors: many String, always;
        /// Its licence.
        licence: optional String, always;
        /// Whom it is for.
        audience: optional String, always;
        /// The resource that this one replaces.
        supersedes: optional ReferenceTo<Resources>, always;
        /// The page of the site with the same contents.
        web_version: optional Destination, always;
    }
}

fields! {
    /// A file to download. Its type, size and number of pages are read from the file.
    pub struct Download {
        /// Its file name.
        file: required ReferenceTo<DownloadFiles>, always;
        /// The text of the link.
        label: optional String, always;
        /// Its language.
        language: optional LanguageTag, always;
        /// What it is for.
        format: optional DownloadPurpose, always;
    }
}

words! {
    /// What a download is for.
    pub enum DownloadPurpose ("`read`, `print`, `editable`, `image` or `captions`") {
        /// To read.
        Read "read",
        /// To print.
        Print "print",
        /// To edit.
        Editable "editable",
        /// To show as a picture.
        Image "image",
        /// Captions or a transcript of a video.
        Captions "captions",
    }
}

impl RecordFields for Resource {
    fn labelled_dates(&self) -> Vec<(&'static str, Option<Moment>)> {
        vec![("Date", self.date.map(Moment::from_date))]
    }

    fn type_word(&self) -> Option<&str> {
        Some(&self.kind.text)
    }

    fn date(&self) -> Option<Date> {
        self.date
    }

    fn changed_on(&self) -> Option<Date> {
        self.date
    }

    fn facet_texts(&self, facet: Facet) -> Vec<Cow<'_, str>> {
        match facet {
            Facet::Year => self.date.iter().map(|date| Cow::Owned(date.year().to_string())).collect(),
            Facet::Audience => self.audience.iter().map(|text| Cow::Borrowed(text.as_str())).collect(),
            Facet::Author => self.authors.iter().map(|name| Cow::Borrowed(name.as_str())).collect(),
            Facet::Publisher => self.publisher.iter().map(|partner| Cow::Borrowed(partner.text.as_str())).collect(),
            Facet::Licence => self.licence.iter().map(|text| Cow::Borrowed(text.as_str())).collect(),
            _ => Vec::new(),
        }
    }

    /// A resource elsewhere says there who may use it.
    fn check(&self, locations: &FieldLocations, out: &mut Faults) {
        if self.licence.as_ref().is_none_or(String::is_empty) && (self.link.is_none() || !self.files.is_empty()) {
            let message = "nothing says who may copy, print or translate this";
            let fault = Fault::new(Code::NoLicence, locations.of_field("type"), message);
            out.report(fault.with_help("add `licence:`, such as `CC BY 4.0` or `All rights reserved`"));
        }
    }

    /// The languages of its downloads.
    fn languages(&self) -> Vec<&str> {
        self.files.iter().filter_map(|file| Some(file.language.as_ref()?.primary_language())).collect()
    }
}
