//! `content/site.yaml`: what is true for the whole network.

mod manifest;
pub mod tokens;

use std::sync::Arc;

pub use manifest::{THEME_FILE as MANIFEST, ThemeManifest};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::fault::{Code, Fault, Faults};
use crate::kind::Kind;
use crate::language::LanguageTag;
use crate::path::{self, closest_match};
use crate::text::{Source, Span};
use crate::time;
use crate::yaml::{self, AnyValue, FromNode, NamedValues, Node, Reader, Spanned, Url, Value, fields, words};

/// Where the file lies.
pub const SITE_FILE: &str = "content/site.yaml";

fields! {
    /// The network's own record.
    pub struct Config {
        /// The network's name.
        title: required String, always;
        /// Where it is published; needed to publish, not to preview.
        base_url: optional BaseUrl, always;
        /// The language that records are written in.
        language: required LanguageTag, always;
        /// Further languages that records have editions in.
        languages: many LanguageTag, always;
        /// The IANA zone of its wall times.
        zone: required Zone, always;
        /// One or two sentences about the network.
        description: optional String, always;
        /// How to reach it; this stays when safety is raised.
        contact: required SiteContact, always;
        /// The theme in `themes/`; `default` is built in.
        theme: optional Spanned<String>, always;
        /// Colours and faces of the theme.
        tokens: optional NamedValues<Spanned<String>>, always;
        /// Topics: slug and label.
        topics: optional Labels, always;
        /// Further types of partners, resources and stories.
        types: optional ExtraTypes, always;
        /// Further access facts.
        access: optional Labels, always;
        /// Further levels of places.
        levels: optional Labels, always;
        /// The main menu.
        menu: many MenuItem, always;
        /// Whether safety is raised for the whole network.
        safety: optional Safety, always;
        /// Entries on a page of a list.
        per_page: optional u32, always;
        /// Months for which repeats are shown.
        horizon: optional u32, always;
        /// The country (ISO 3166-1 alpha-2) in which coordinates should lie.
        country: optional String, always;
        /// The pattern of links that open a file in the editor.
        editor: optional String, always;
        /// Which outputs are made beside pages.
        outputs: optional Outputs, always;
        /// How pictures are prepared.
        images: optional ImageOptions, always;
        /// Names in the output folder that are not ours.
        keep: many String, always;
        /// Addresses given up on purpose.
        gone: many Spanned<String>, always;
        /// What the site is published with.
        hosting: optional Hosting, always;
        /// Severities of faults: a code, and `off`, `advice`, `warning` or `error`.
        lints: optional NamedValues<Spanned<String>>, always;
        /// How far everybody can use the site.
        accessibility: optional Accessibility, always;
        /// Faults that are accepted for a while.
        waivers: many SiteWaiver, always;
        /// The version of this program that the network was written for.
        tool: optional String, always;
        /// The theme's own data.
        extra: optional AnyValue, always;
    }
}

fields! {
    /// How to reach the network.
    pub struct SiteContact {
        /// A mailbox that somebody reads.
        email: required String, always;
        /// A telephone number.
        phone: optional String, always;
        /// A sentence about when and how.
        text: optional String, always;
        /// A postal address, in one line.
        post: optional String, always;
    }
}

fields! {
    /// Further types by kind; repeating a built-in one is fine.
    pub struct ExtraTypes {
        /// Types of partners.
        partners: many String, always;
        /// Types of resources.
        resources: many String, always;
        /// Types of stories.
        stories: many String, always;
    }
}

fields! {
    /// An entry of the main menu.
    pub struct MenuItem {
        /// What it says.
        title: required String, always;
        /// An address of the site, such as `/stories/`, or a web address.
        to: required Spanned<String>, always;
    }
}

fields! {
    /// Outputs beside pages; each is on unless turned off.
    pub struct Outputs {
        /// Atom and JSON feeds.
        feeds: optional bool, always;
        /// Calendars.
        calendars: optional bool, always;
        /// Pictures for shared links.
        cards: optional bool, always;
        /// Search.
        search: optional bool, always;
    }
}

fields! {
    /// How pictures are prepared.
    pub struct ImageOptions {
        /// Widths in pixels.
        widths: many u32, always;
        /// Whether AVIF is made too.
        avif: optional bool, always;
    }
}

fields! {
    /// What is known of how far everybody can use the site, for its accessibility statement.
    pub struct Accessibility {
        /// The day on which somebody last tried it.
        checked: optional Date, always;
        /// Who that was.
        by: optional String, always;
        /// What is known not to be as it should, a sentence each.
        known: many String, always;
    }
}

fields! {
    /// A fault that is accepted for a while.
    pub struct SiteWaiver {
        /// The fault's code.
        code: required Spanned<String>, always;
        /// The file, from the network's root or from `content/`.
        file: required String, always;
        /// Why.
        reason: required String, always;
        /// The last day.
        until: required Date, always;
    }
}

words! {
    /// What the site is published with.
    pub enum Hosting ("a host") {
        /// Any web server.
        Plain "plain",
        /// Netlify.
        Netlify "netlify",
        /// Cloudflare Pages.
        Cloudflare "cloudflare",
        /// GitHub Pages.
        Github "github",
        /// GitLab Pages.
        Gitlab "gitlab",
        /// Apache.
        Apache "apache",
        /// nginx.
        Nginx "nginx",
    }
}

words! {
    /// Whether people are in danger at present.
    pub enum SafetyLevel ("`normal` or `raised`") {
        /// No special danger.
        Normal "normal" | "calm",
        /// Addresses, times and telephone numbers are kept back.
        Raised "raised" | "high",
    }
}

/// A safety level and since when. What cannot be read counts as raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Safety {
    /// The level.
    pub level: SafetyLevel,
    /// Since when.
    pub since: Option<Date>,
}

fields! {
    /// The long form of a safety level.
    pub struct SafetyFields {
        /// The level.
        level: required SafetyLevel, always;
        /// Since when.
        since: optional Date, always;
    }
}

impl FromNode for Safety {
    const EXPECTED: &'static str = "`raised` or `{level: raised, since: 2027-06-18}`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let raised = Self { level: SafetyLevel::Raised, since: None };
        Some(match &node.value {
            Value::Map(_) => SafetyFields::from_node(node, reader)
                .map_or(raised, |read| Self { level: read.level, since: read.since }),
            _ => SafetyLevel::from_node(node, reader).map_or(raised, |level| Self { level, since: None }),
        })
    }
}

/// Slugs with labels; a bare list gives labels made from the slugs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels(pub Vec<(String, String)>);

impl Labels {
    /// The label of a slug.
    pub fn get(&self, slug: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == slug).map(|(_, label)| label.as_str())
    }
}

impl FromNode for Labels {
    const EXPECTED: &'static str = "slugs with labels";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        Some(Self(match &node.value {
            Value::List(_) => Vec::<String>::from_node(node, reader)?
                .into_iter()
                .map(|slug| (slug.clone(), label_from_slug(&slug)))
                .collect(),
            _ => NamedValues::<String>::from_node(node, reader)?
                .0
                .into_iter()
                .map(|(slug, _, label)| (slug, label))
                .collect(),
        }))
    }
}

/// `step-free-access` as a label: `Step free access`.
pub fn label_from_slug(slug: &str) -> String {
    let spaced = slug.replace(['-', '_'], " ");
    let mut chars = spaced.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// A zone with its name.
#[derive(Clone, Debug)]
pub struct Zone {
    /// The IANA name.
    pub name: String,
    /// Its rules.
    pub time_zone: TimeZone,
}

impl FromNode for Zone {
    const EXPECTED: &'static str = "an IANA zone such as `Europe/London`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let name = reader.read_text(node, Self::EXPECTED)?.trim();
        if let Some(rules) = time::find_zone(name) {
            return Some(Self { name: name.to_owned(), time_zone: rules });
        }
        let fault =
            Fault::new(Code::InvalidValue, reader.location(node.span), format!("there is no time zone `{name}`"));
        let names = time::zone_names();
        let city = name.rsplit('/').next().unwrap_or(name).replace(' ', "_");
        let same_city =
            names.iter().find(|known| known.rsplit('/').next().is_some_and(|last| last.eq_ignore_ascii_case(&city)));
        let near = same_city.map(String::as_str).or_else(|| closest_match(name, names.iter().map(String::as_str)));
        reader.report(match near {
            Some(near) => fault.with_suggestion(Some(near)),
            None => fault.with_help("write an IANA name such as `Europe/London`"),
        });
        None
    }
}

/// The address that the site is published at: scheme and host, and the path below which it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// `https://example.org`.
    pub origin: String,
    /// `/network`, or empty: what stands before every address.
    pub path: String,
}

impl BaseUrl {
    /// Reads `https://example.org/network/`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (scheme, rest) = text.split_once("://")?;
        if !matches!(scheme, "http" | "https")
            || rest.contains(['?', '#', '"', '<', '>', '\\'])
            || rest.contains(char::is_whitespace)
        {
            return None;
        }
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let path = path.trim_matches('/');
        let is_valid = !host.is_empty() && !path.split('/').any(|part| matches!(part, "." | ".."));
        is_valid.then(|| Self {
            origin: format!("{scheme}://{}", host.to_ascii_lowercase()),
            path: if path.is_empty() { String::new() } else { format!("/{path}") },
        })
    }
}

impl FromNode for BaseUrl {
    const EXPECTED: &'static str = "a web address such as `https://example.org/`";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let base = Self::parse(reader.read_text(node, Self::EXPECTED)?);
        if base.is_none() {
            reader.report_invalid_value(node, Self::EXPECTED);
        }
        base
    }
}

/// Entries on a page of a list, where the network says nothing.
const DEFAULT_PER_PAGE: u32 = 20;

impl Config {
    /// The types that the network adds to those of a kind.
    pub fn extra_types(&self, kind: Kind) -> &[String] {
        let Some(types) = &self.types else { return &[] };
        match kind {
            Kind::Partner => &types.partners,
            Kind::Resource => &types.resources,
            Kind::Story => &types.stories,
            _ => &[],
        }
    }

    /// Reads the file. `None` when a required field is missing or the file cannot be read at all.
    pub fn from_source(source: &Arc<Source>, out: &mut Faults) -> Option<Self> {
        let (node, is_complete) = yaml::parse_file(source, out);
        let node = node.or_empty_map();
        let mut found = Faults::new();
        let read = <Self as FromNode>::from_node(&node, &mut Reader::new(source, &mut found));
        // Where a field could not be read as YAML, "missing" would only say the same twice.
        out.extend(found.into_iter().filter(|fault| is_complete || fault.code != Code::MissingField));
        let mut config = read?;
        config.per_page = config.per_page.filter(|number| *number > 0);
        let main_language = config.language.clone();
        config.languages.retain(|tag| *tag != main_language);
        // What cannot be read is read strictly: a level that is misspelt, empty or behind a mistake may be a raised one.
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

    /// Enough of a file that cannot be used to check the others by: what it needs and lacks is stood in for, and
    /// nothing is reported again.
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
        config.expect("all that is required is stood in for")
    }

    /// Whether there are calendars.
    pub fn has_calendars(&self) -> bool {
        self.outputs.as_ref().is_none_or(|outputs| outputs.calendars != Some(false))
    }

    /// Whether there are feeds.
    pub fn has_feeds(&self) -> bool {
        self.outputs.as_ref().is_none_or(|outputs| outputs.feeds != Some(false))
    }

    /// Whether shared links have pictures.
    pub fn has_cards(&self) -> bool {
        self.outputs.as_ref().is_none_or(|outputs| outputs.cards != Some(false))
    }

    /// Whether there is a page to search the site on.
    pub fn has_search(&self) -> bool {
        let wanted = self.outputs.as_ref().is_none_or(|outputs| outputs.search != Some(false));
        cfg!(feature = "search") && wanted
    }

    /// Whether a file of the site is somebody's own, by a name under `keep:`.
    pub fn is_kept_file(&self, path: &str) -> bool {
        self.keep.iter().any(|name| path.split('/').next() == Some(name))
    }

    /// The safety level of the whole network.
    pub fn safety_level(&self) -> SafetyLevel {
        self.safety.map_or(SafetyLevel::Normal, |safety| safety.level)
    }

    /// Entries on a page of a list.
    pub fn page_size(&self) -> usize {
        self.per_page.unwrap_or(DEFAULT_PER_PAGE) as usize
    }

    /// What stands before every address: `/network`, or nothing.
    pub fn base_path(&self) -> &str {
        self.base_url.as_ref().map_or("", |base| &base.path)
    }

    /// The label of a topic that is in the list.
    pub fn topic_label(&self, slug: &str) -> Option<&str> {
        self.topics.as_ref().and_then(|topics| topics.get(slug))
    }
}

fn is_error_code(word: &str) -> bool {
    Code::parse(word).is_some_and(|code| code.severity() == crate::fault::Severity::Error)
}

/// Checks the addresses and codes that `site.yaml` names; needs the text for places.
pub fn check_codes_and_addresses(source: &Arc<Source>, config: &Config, out: &mut Faults) {
    let place = |span: Span| crate::text::SourceLocation::new(source, span);
    let codes = || Code::ALL.iter().map(|code| code.as_str());
    for (code, span, severity) in config.lints.iter().flat_map(|lints| &lints.0) {
        if Code::parse(code).is_none() {
            out.report(
                Fault::new(Code::UnknownCode, place(*span), format!("there is no fault `{code}`"))
                    .with_suggestion(closest_match(code, codes())),
            );
        } else if is_error_code(code) && severity.value != "error" {
            let message = format!("`{code}` is an error, and errors cannot be turned off or lowered");
            out.report(Fault::new(Code::InvalidValue, place(*span), message).with_help("remove this line"));
        } else if severity.value != "off" && crate::fault::Severity::parse(severity).is_none() {
            let message = format!("`{severity}` is not a severity");
            out.report(
                Fault::new(Code::InvalidValue, place(*span), message)
                    .with_help("write `off`, `advice`, `warning` or `error`"),
            );
        }
    }
    for waiver in &config.waivers {
        if Code::parse(&waiver.code).is_none() {
            out.report(
                Fault::new(
                    Code::UnknownCode,
                    place(waiver.code.span),
                    format!("there is no fault `{}`", waiver.code.value),
                )
                .with_suggestion(closest_match(&waiver.code, codes())),
            );
        }
    }
    for (slug, _) in config.topics.iter().flat_map(|topics| &topics.0).filter(|(slug, _)| !path::is_slug(slug)) {
        let at = source.text.find(slug.as_str()).unwrap_or(0);
        let fault = Fault::new(
            Code::InvalidValue,
            place(Span::from_range(at..at + slug.len())),
            format!("the topic `{slug}` cannot be used in an address"),
        );
        out.report(fault.with_help(format!("write `{}`", path::slugify(slug))));
    }
    for address in config.gone.iter().filter(|address| !path::is_valid_old_address(address)) {
        let message = format!("`{address}` is not an address of this site");
        let fault = Fault::new(Code::InvalidValue, place(address.span), message);
        out.report(fault.with_help("write the whole path, such as `/stories/old-name/`"));
    }
    for item in &config.menu {
        if !item.to.starts_with('/') && !Url::has_published_scheme(&item.to) {
            let message = format!("`{}` is neither an address of this site nor a web address", item.to.value);
            out.report(
                Fault::new(Code::InvalidValue, place(item.to.span), message)
                    .with_help("write `/stories/` or `https://example.org/`"),
            );
        }
    }
}
