//! The fields of `content/site.yaml`.

use std::num::NonZeroU32;
use std::sync::Arc;

use super::{
    Accessibility, BaseUrl, ExtraTypes, Hosting, ImageOptions, Labels, MenuItem, Outputs, Safety, SafetyLevel,
    SearchOptions, SiteContact, SiteWaiver, Zone,
};
use crate::fault::{Code, Fault, Faults};
use crate::kind::Kind;
use crate::language::LanguageTag;
use crate::path::closest_match;
use crate::text::{Source, SourceLocation};
use crate::yaml::{self, AnyValue, FromNode, NamedValues, Reader, Spanned, Value, fields};

/// The path of the file in a network's folder.
pub const SITE_FILE: &str = "content/site.yaml";

fields! {
    /// The fields of `site.yaml`.
    pub struct Config {
        /// The network's name.
        title: required String, always;
        /// The address that the site is published at. It is needed to publish, not for the preview.
        base_url: optional BaseUrl, always;
        /// The language that records are written in, such as `en`.
        language: required LanguageTag, always;
        /// Further languages that records are translated into.
        languages: many LanguageTag, always;
        /// The time zone of all times: an IANA name such as `Europe/London`.
        zone: required Zone, always;
        /// One or two sentences about the network.
        description: optional String, always;
        /// How to reach the network. This is shown even while safety is raised.
        contact: required SiteContact, always;
        /// The theme: the name of a folder in `themes/`, or `default`, which is built in.
        theme: optional Spanned<String>, always;
        /// Colours, typefaces and sizes of the theme that the network changes.
        tokens: optional NamedValues<Spanned<String>>, always;
        /// The topics that records can have: a slug and a label for each.
        topics: optional Labels, always;
        /// Types of partners, resources and stories besides the built-in ones.
        types: optional ExtraTypes, always;
        /// Access facts besides the built-in ones.
        access: optional Labels, always;
        /// Levels of places besides the built-in ones.
        levels: optional Labels, always;
        /// The entries of the main menu.
        menu: many MenuItem, always;
        /// Whether people in the whole network are in danger at present.
        safety: optional Safety, always;
        /// How many entries a page of a list has; 20 if this is left out.
        per_page: optional NonZeroU32, always;
        /// For how many months ahead the dates of repeating events are shown.
        horizon: optional NonZeroU32, always;
        /// The country of the network, such as `GB` (ISO 3166-1 alpha-2). Coordinates outside it are reported.
        country: optional String, always;
        /// The address that opens a file in an editor, with `{path}`, `{line}` and `{column}`.
        editor: optional Spanned<String>, always;
        /// Which outputs are made besides pages.
        outputs: optional Outputs, always;
        /// What the search finds besides the words that are looked for.
        search: optional SearchOptions, always;
        /// How heavy pages may be, by kind or sort, in kilobytes as they are sent, without pictures.
        budget: optional NamedValues<u32>, always;
        /// How pictures are prepared.
        images: optional ImageOptions, always;
        /// Files and folders in the output folder that the program leaves alone.
        keep: many Spanned<String>, always;
        /// Addresses that were given up on purpose.
        gone: many Spanned<String>, always;
        /// The hosting company or web server that serves the site.
        hosting: optional Hosting, always;
        /// How severe faults are: the code of a fault, and `off`, `advice`, `warning` or `error`.
        lints: optional NamedValues<Spanned<String>>, always;
        /// What the accessibility statement says.
        accessibility: optional Accessibility, always;
        /// Faults that are accepted until a day.
        waivers: many SiteWaiver, always;
        /// The version of this program that the network is written for.
        tool: optional Spanned<String>, always;
        /// Values for the theme.
        extra: optional AnyValue, always;
    }
}

/// The number of entries on a page of a list, when `per_page` is left out.
const DEFAULT_PER_PAGE: u32 = 20;

impl Config {
    /// The types that the network adds to the built-in types of a kind.
    pub fn extra_types(&self, kind: Kind) -> &[String] {
        let Some(types) = &self.types else { return &[] };
        match kind {
            Kind::Partner => &types.partners,
            Kind::Resource => &types.resources,
            Kind::Story => &types.stories,
            _ => &[],
        }
    }

    /// Reads the file; `None` when a required field is missing or the file cannot be read at all.
    pub fn from_source(source: &Arc<Source>, out: &mut Faults) -> Option<Self> {
        let (node, is_complete) = yaml::parse_file(source, out);
        let node = node.or_empty_map();
        let mut found = Faults::new();
        let read = <Self as FromNode>::from_node(&node, &mut Reader::new(source, &mut found));
        // A field with a YAML mistake has a fault already, so it is not reported as missing too.
        out.extend(found.into_iter().filter(|fault| is_complete || fault.code != Code::MissingField));
        let mut config = read?;
        if let Some(images) = node.get("images") {
            let location = SourceLocation::new(source, images.span);
            out.report(Fault::new(
                Code::NoEffectYet,
                location,
                "`images` does nothing yet: pictures are published as they are",
            ));
        }
        let main_language = config.language.clone();
        config.languages.retain(|tag| *tag != main_language);
        // To be safe, a level that is misspelt, empty or unreadable because of a mistake before it counts as raised.
        let mentions_safety = match &node.value {
            Value::Map(entries) => {
                entries.iter().any(|entry| closest_match(&entry.name.to_lowercase(), ["safety"]).is_some())
            }
            _ => false,
        };
        if config.safety.is_none() && (!is_complete || mentions_safety) {
            config.safety = Some(Safety { level: SafetyLevel::Raised, since: None });
        }
        Some(config)
    }

    /// Reads what can be read of a file with errors, so that all other files can be checked. Missing required fields
    /// get default values. Nothing is reported, because [`Self::from_source`] has reported it.
    pub fn from_source_with_defaults(source: &Arc<Source>) -> Self {
        let defaults = "title: ''\nlanguage: en\nzone: UTC\ncontact: {email: nobody@example.org}\n";
        let needed = Arc::new(Source { path: source.path.clone(), text: defaults.replace("''", "Network") });
        let mut ignored = Faults::new();
        let (mut node, _) = yaml::parse_file(&needed, &mut ignored);
        let (written, _) = yaml::parse_file(source, &mut ignored);
        if let (Value::Map(entries), Value::Map(own)) = (&mut node.value, written.value) {
            let known: Vec<String> = entries.iter().map(|entry| entry.name.clone()).collect();
            entries.extend(own.into_iter().filter(|entry| !known.contains(&entry.name)));
        }
        let config = <Self as FromNode>::from_node(&node, &mut Reader::new(source, &mut ignored));
        config.expect("every required field has a value")
    }

    /// Whether calendars are made.
    pub fn has_calendars(&self) -> bool {
        self.outputs.as_ref().is_none_or(|outputs| outputs.calendars != Some(false))
    }

    /// Whether feeds are made.
    pub fn has_feeds(&self) -> bool {
        self.outputs.as_ref().is_none_or(|outputs| outputs.feeds != Some(false))
    }

    /// Whether feeds are made as RSS too.
    pub fn has_rss(&self) -> bool {
        self.outputs.as_ref().is_some_and(|outputs| outputs.rss.is_some_and(|rss| rss.value))
    }

    /// Whether pictures for shared links are made.
    pub fn has_cards(&self) -> bool {
        self.outputs.as_ref().is_none_or(|outputs| outputs.cards != Some(false))
    }

    /// Whether the site has a search. Nothing else decides this.
    pub fn has_search(&self) -> bool {
        self.outputs.as_ref().is_none_or(|outputs| outputs.search != Some(false))
    }

    /// Whether `keep:` names a file in the output folder, so that the program leaves it alone.
    pub fn is_kept_file(&self, path: &str) -> bool {
        self.keep.iter().any(|name| path.split('/').next() == Some(&name.value))
    }

    /// The names under `keep:`.
    pub fn kept_names(&self) -> Vec<String> {
        self.keep.iter().map(|name| name.value.clone()).collect()
    }

    /// The safety level of the whole network.
    pub fn safety_level(&self) -> SafetyLevel {
        self.safety.map_or(SafetyLevel::Normal, |safety| safety.level)
    }

    /// How many entries a page of a list has.
    pub fn page_size(&self) -> usize {
        self.per_page.map_or(DEFAULT_PER_PAGE, NonZeroU32::get) as usize
    }

    /// The path before every address: `/network`, or nothing.
    pub fn base_path(&self) -> &str {
        self.base_url.as_ref().map_or("", |base| &base.path)
    }

    /// The label of a topic that `topics:` has.
    pub fn topic_label(&self, slug: &str) -> Option<&str> {
        self.topics.as_ref().and_then(|topics| topics.get(slug))
    }
}
