//! Files → templates, with every fault that can be known before anything is rendered.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use tera::{ComponentInfo, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use super::assets::Assets;
use super::filters;
use super::language_engine::{self, LanguageEngine, ThemeMessages};
use super::message;
use super::policy::{self, WasmPolicy};
use crate::config::{MANIFEST, ThemeManifest, tokens};
use crate::digest::Digest;
use crate::fault::{Code, Fault, Faults};
use crate::language::{LanguageTag, uncapitalise};
use crate::markdown::{BlockKind, BlockKinds, Parameter};
use crate::messages::Messages;
use crate::path::closest_match;
use crate::view::CONTRACT_VERSION;

static BUILT_IN_THEME: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The name of the built-in theme.
pub const DEFAULT_THEME: &str = "default";

/// Where a style sheet wants the tokens.
const TOKENS_MARKER: &str = "/* tokens */";

/// A file of a theme.
#[derive(Clone, Debug)]
pub(super) struct ThemeFile {
    /// From the network's root, for faults; of built-in files, where they lie in the program's own sources.
    pub path: String,
    /// The bytes.
    pub bytes: Cow<'static, [u8]>,
}

/// A theme, ready to render.
pub struct Theme {
    /// In each language that it speaks, by tag.
    engines: BTreeMap<String, LanguageEngine>,
    base_engine: Tera,
    /// Files by their paths within the theme.
    files: BTreeMap<String, ThemeFile>,
    blocks: Vec<BlockKind>,
    assets: Arc<Assets>,
    policy: String,
    token_css: String,
    search_policy: String,
}

impl Theme {
    /// Makes a theme of the built-in files and those in `themes/NAME/`, by their paths within it.
    /// `tokens` are those of `site.yaml`.
    pub fn load(
        name: &str,
        network_files: BTreeMap<String, Vec<u8>>,
        tokens: Option<tokens::SiteTokens<'_>>,
        out: &mut Faults,
    ) -> Self {
        let mut files = load_built_in();
        for (inner, bytes) in network_files {
            let path = format!("themes/{name}/{inner}");
            files.insert(inner, ThemeFile { path, bytes: Cow::Owned(bytes) });
        }
        let css = build_token_css(&files, tokens, out);
        insert_tokens(&mut files, &css);
        let languages = ThemeMessages::from_theme_files(&files, out);
        let (base_engine, mut files, assets) = compile_templates(files, &css, &languages, out);
        let engines = languages.build_engines(&base_engine);
        let blocks = find_blocks(&base_engine, &files);
        files.retain(|_, file| !file.bytes.is_empty() || !file.path.ends_with(".html"));
        let policy = policy::content_security_policy(&assets, WasmPolicy::IfScriptsUseIt);
        let search_policy = policy::content_security_policy(&assets, WasmPolicy::SearchPage);
        Self { engines, base_engine, files, blocks, assets, policy, search_policy, token_css: css }
    }

    /// The blocks that bodies can use: the core's and this theme's.
    pub fn blocks(&self) -> BlockKinds {
        BlockKinds::new(self.blocks.iter().cloned())
    }

    /// Files of `static/`: address, with a fingerprint in it, and bytes. Dot files are never among them.
    pub fn static_files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.assets.iter()
    }

    /// The static file that has an address, or had it before it was changed: a page that is open names the former one.
    pub fn static_file(&self, address: &str) -> Option<&[u8]> {
        self.assets.find_any_version(address)
    }

    /// The Content-Security-Policy of its pages, as they say it themselves.
    pub(super) fn policy(&self) -> &str {
        &self.policy
    }

    /// The same of the page to search the site on.
    pub(super) fn search_policy(&self) -> &str {
        &self.search_policy
    }

    /// Its tokens as custom properties of CSS, for both colour schemes.
    pub fn token_css(&self) -> &str {
        &self.token_css
    }

    /// Whether there is a template of this name.
    pub fn has_template(&self, template: &str) -> bool {
        self.base_engine.contains_template(template)
    }

    /// The names of templates, for suggestions.
    pub fn template_names(&self) -> impl Iterator<Item = &str> {
        self.base_engine.get_template_names().filter(|name| !name.contains('/'))
    }

    /// Its components: each with the path of its file within the theme, and that file's text.
    pub(super) fn components(&self) -> impl Iterator<Item = (ComponentInfo, &str, &str)> {
        let files = self.files.iter().filter(|(inner, _)| template_name(inner).is_some());
        files.flat_map(move |(inner, file)| {
            let text = std::str::from_utf8(&file.bytes).unwrap_or_default();
            let names = text.split("{%").skip(1).filter_map(|tag| {
                let rest = tag.trim_start_matches('-').trim_start().strip_prefix("component ")?;
                rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').find(|name| !name.is_empty())
            });
            names.filter_map(move |name| Some((self.base_engine.get_component_definition(name)?, inner.as_str(), text)))
        })
    }

    /// The words of a language, or of one that its readers read; English where there are none.
    pub fn messages(&self, language: &LanguageTag) -> &Arc<Messages> {
        &language_engine::nearest_engine(&self.engines, language).messages
    }

    /// The engine that says words of a language.
    pub(super) fn engine(&self, messages: &Messages) -> &Tera {
        &language_engine::nearest_engine(&self.engines, messages.language()).tera
    }

    /// The fingerprint of all files.
    pub fn digest(&self) -> Digest {
        Digest::compute_all(self.files.iter().flat_map(|(inner, file)| [inner.as_bytes(), file.bytes.as_ref()]))
    }

    /// A Tera error as a fault in the template's own text.
    pub(super) fn fault_from_tera(&self, error: &tera::Error) -> Fault {
        fault_from_tera(error, &self.files)
    }
}

/// The files of the built-in theme by their paths within it, in order.
pub fn built_in_files() -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
    load_built_in().into_iter().map(|(inner, file)| (inner, file.bytes))
}

fn load_built_in() -> BTreeMap<String, ThemeFile> {
    fn collect_files(dir: &'static Dir<'static>, files: &mut BTreeMap<String, ThemeFile>) {
        for file in dir.files() {
            let inner = file.path().to_string_lossy().replace('\\', "/");
            let path = format!("themes/{DEFAULT_THEME}/{inner}");
            files.insert(inner, ThemeFile { path, bytes: Cow::Borrowed(file.contents()) });
        }
        dir.dirs().for_each(|inner| collect_files(inner, files));
    }
    let mut files = BTreeMap::new();
    collect_files(&BUILT_IN_THEME, &mut files);
    files
}

/// The tokens of the built-in theme, the network's own theme and `site.yaml`, as custom properties.
fn build_token_css(
    files: &BTreeMap<String, ThemeFile>,
    site_tokens: Option<tokens::SiteTokens<'_>>,
    out: &mut Faults,
) -> String {
    let built_in = load_built_in();
    let network_manifest = files.get(MANIFEST).filter(|file| matches!(file.bytes, Cow::Owned(_)));
    let manifests = [built_in.get(MANIFEST), network_manifest].into_iter().flatten();
    let parse_manifest = |file: &ThemeFile| ThemeManifest::from_bytes(&file.path, &file.bytes, CONTRACT_VERSION, out);
    tokens::render_css(manifests.filter_map(parse_manifest).collect(), site_tokens, out)
}

/// Puts the custom properties where style sheets want them.
fn insert_tokens(files: &mut BTreeMap<String, ThemeFile>, css: &str) {
    for (_, file) in files.iter_mut().filter(|(inner, _)| inner.ends_with(".css")) {
        if let Ok(text) = std::str::from_utf8(&file.bytes)
            && text.contains(TOKENS_MARKER)
        {
            file.bytes = Cow::Owned(text.replacen(TOKENS_MARKER, css, 1).into_bytes());
        }
    }
}

/// A template's name: its path below `templates/`; components keep their folder.
fn template_name(inner: &str) -> Option<&str> {
    if !inner.ends_with(".html") {
        return None;
    }
    inner.strip_prefix("templates/").or_else(|| inner.starts_with("components/").then_some(inner))
}

fn new_tera(assets: &Arc<Assets>, languages: &ThemeMessages) -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html", ".xml", ".svg"]);
    // HTML reaches templates only from `body`: a template cannot declare a text to be HTML.
    tera.register_filter("safe", filters::reject_safe);
    filters::register(&mut tera);
    let assets = Arc::clone(assets);
    tera.register_function("asset", move |arguments: Kwargs, state: &State| asset_address(&assets, &arguments, state));
    message::register_t(&mut tera, languages.english());
    tera
}

/// `asset(path="style.css")`: the address of a static file, for `href` and `src`.
fn asset_address(assets: &Assets, arguments: &Kwargs, state: &State) -> TeraResult<Value> {
    let inner: &str = arguments.must_get("path")?;
    let Some(address) = assets.address(inner) else {
        let near =
            closest_match(inner, assets.paths()).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        return Err(tera::Error::message(format!("the theme has no file `static/{inner}`{near}")));
    };
    let site = state.get::<Value>("site")?;
    let home = site.as_ref().and_then(|site| site.get_from_path("home")).and_then(Value::as_str);
    match home {
        Some(home) => Ok(Value::from(format!("{}{address}", home.trim_end_matches('/')))),
        None => Err(tera::Error::message("`asset` needs `site`: a component is given the address as an argument")),
    }
}

/// Parses each file alone, so that every syntax error is found, then all together. A file of the network's own
/// that cannot be read gives way to the built-in one, so that a withdrawal need not wait for a template.
fn compile_templates(
    mut files: BTreeMap<String, ThemeFile>,
    css: &str,
    languages: &ThemeMessages,
    out: &mut Faults,
) -> (Tera, BTreeMap<String, ThemeFile>, Arc<Assets>) {
    let assets = Arc::new(Assets::from_theme_files(&files));
    let empty_engine = new_tera(&assets, languages);
    let mut built_in = load_built_in();
    let names: Vec<String> = files.keys().filter(|inner| template_name(inner).is_some()).cloned().collect();
    for inner in names {
        let Some(problem) = check_syntax(&inner, &files, &empty_engine) else { continue };
        out.report(problem);
        match built_in.remove(&inner) {
            Some(file) if file.path != files[&inner].path => drop(files.insert(inner, file)),
            _ => drop(files.remove(&inner)),
        }
    }
    let mut tera = new_tera(&assets, languages);
    let error = match tera.add_raw_templates(template_texts(&files)) {
        Ok(()) => return (tera, files, assets),
        Err(error) => error,
    };
    for fault in split_faults(&error, &files) {
        out.report(fault);
    }
    let mut built_in = self::load_built_in();
    insert_tokens(&mut built_in, css);
    let assets = Arc::new(Assets::from_theme_files(&built_in));
    let mut tera = new_tera(&assets, languages);
    tera.add_raw_templates(template_texts(&built_in)).expect("the built-in theme is whole; a test holds that");
    (tera, built_in, assets)
}

fn template_texts(files: &BTreeMap<String, ThemeFile>) -> Vec<(&str, &str)> {
    let mut texts = Vec::with_capacity(files.len());
    for (inner, file) in files {
        if let (Some(name), Ok(text)) = (template_name(inner), std::str::from_utf8(&file.bytes)) {
            texts.push((name, text));
        }
    }
    texts
}

/// What is wrong with a file by itself.
fn check_syntax(inner: &str, files: &BTreeMap<String, ThemeFile>, empty_engine: &Tera) -> Option<Fault> {
    let file = &files[inner];
    let name = template_name(inner)?;
    let Ok(text) = std::str::from_utf8(&file.bytes) else {
        return Some(
            Fault::in_file(Code::NotText, file.path.clone(), "this template is not text in UTF-8")
                .with_help("save it as UTF-8"),
        );
    };
    match empty_engine.clone().add_raw_template(name, text) {
        Err(error) if matches!(error.kind(), ErrorKind::SyntaxError(_)) => Some(fault_from_tera(&error, files)),
        _ => None,
    }
}

/// One fault for a Tera error that has a place of its own.
fn fault_from_tera(error: &tera::Error, files: &BTreeMap<String, ThemeFile>) -> Fault {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let message = lower_first(report.message());
            match find_template(report.filename(), files) {
                Some((path, text)) => {
                    Fault::in_text(Code::TemplateError, path, text, report.span().range.clone(), message)
                }
                None => Fault::in_file(
                    Code::TemplateError,
                    format!("themes/{DEFAULT_THEME}/templates/{}", report.filename()),
                    message,
                ),
            }
        }
        ErrorKind::MissingParent { current, parent } => {
            let message = lower_first(&error.to_string());
            match find_template(current, files) {
                Some((path, text)) => {
                    let at = text.find(parent.as_str()).map_or(0, |at| at.saturating_sub(1));
                    Fault::in_text(Code::TemplateError, path, text, at..at + parent.len() + 2, message)
                }
                None => Fault::in_network(Code::TemplateError, message),
            }
        }
        _ => Fault::in_network(Code::TemplateError, lower_first(&error.to_string())),
    }
}

/// Faults between files come joined as one text: a report each, `error: …` and `--> name:line:column`.
fn split_faults(error: &tera::Error, files: &BTreeMap<String, ThemeFile>) -> Vec<Fault> {
    let ErrorKind::Msg(text) = error.kind() else { return vec![fault_from_tera(error, files)] };
    let mut faults = Vec::new();
    for report in text.split("error: ").filter(|report| !report.trim().is_empty()) {
        let message = lower_first(report.lines().next().unwrap_or_default());
        let location = report.lines().find_map(|line| line.trim_start().strip_prefix("--> ")).and_then(|place| {
            let mut parts = place.rsplitn(3, ':');
            let column: usize = parts.next()?.trim().parse().ok()?;
            let line: usize = parts.next()?.parse().ok()?;
            let (path, text) = find_template(parts.next()?, files)?;
            Some((path, text, byte_offset(text, line, column)))
        });
        faults.push(match location {
            Some((path, text, at)) => Fault::in_text(Code::TemplateError, path, text, at..at + 1, message),
            None => Fault::in_network(Code::TemplateError, message),
        });
    }
    faults
}

fn find_template<'a>(name: &str, files: &'a BTreeMap<String, ThemeFile>) -> Option<(&'a str, &'a str)> {
    let file = files.get(&format!("templates/{name}")).or_else(|| files.get(name))?;
    Some((&file.path, std::str::from_utf8(&file.bytes).ok()?))
}

fn byte_offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let within_line = text[start..].chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>();
    start + within_line
}

fn lower_first(text: &str) -> String {
    uncapitalise(text).trim_end_matches('.').replace(['\n', '\r'], " ")
}

/// Components in `components/blocks/` are blocks for bodies, with the arguments they declare.
fn find_blocks(tera: &Tera, files: &BTreeMap<String, ThemeFile>) -> Vec<BlockKind> {
    let names = files.keys().filter_map(|inner| inner.strip_prefix("components/blocks/")?.strip_suffix(".html"));
    let block = |name: &str| {
        let info = tera.get_component_definition(&name.replace('-', "_"))?;
        let parameters = info.args().iter().filter(|argument| !argument.is_implicit());
        let mut parameters: Vec<Parameter> = parameters
            .map(|argument| Parameter {
                name: Cow::Owned(argument.name().to_owned()),
                required: argument.is_required(),
                record_kind: None,
                allowed_values: &[],
            })
            .collect();
        parameters.sort_by(|one, other| one.name.cmp(&other.name));
        let file = files.get(&format!("components/blocks/{name}.html"))?;
        let content = String::from_utf8_lossy(&file.bytes).contains("body");
        Some(BlockKind { name: Cow::Owned(name.to_owned()), parameters, has_content: content })
    };
    names.filter_map(block).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::format_short;
    use crate::kind::Kind;

    fn load(files: &[(&str, &str)]) -> (Theme, String) {
        let own = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
        let mut out = Faults::new();
        let theme = Theme::load("mine", own, None, &mut out);
        (theme, format_short(&out.into_sorted()))
    }

    #[test]
    fn the_built_in_theme_is_whole() {
        let (theme, faults) = load(&[]);
        assert_eq!(faults, "");
        let kinds = Kind::all().filter(|kind| kind.has_pages()).map(Kind::as_str);
        for name in kinds.chain(["404", "home", "list", "redirect", "topics"]) {
            assert!(theme.has_template(&format!("{name}.html")), "{name}");
        }
    }

    #[test]
    fn every_broken_template_is_reported_at_its_place() {
        let (theme, faults) = load(&[
            ("templates/story.html", "line\n{% if %}\n"),
            ("templates/page.html", "{{ 1 + }}"),
            ("templates/extra.html", "a\n {{ x | nosuch }} {{ y | other }}"),
        ]);
        assert!(faults.contains("themes/mine/templates/story.html:2:"), "{faults}");
        assert!(faults.contains("themes/mine/templates/page.html:1:"), "{faults}");
        assert!(
            faults.contains("themes/mine/templates/extra.html:2:")
                && faults.contains("`nosuch`")
                && faults.contains("`other`"),
            "{faults}"
        );
        assert!(theme.has_template("story.html"), "the built-in one takes its place");
    }
}
