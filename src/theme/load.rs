//! Loads a theme, with every fault that can be found before a page is rendered.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{ComponentInfo, Tera};

use super::assets::Assets;
use super::compile::{compile_templates, own_templates, template_texts};
use super::language_engine::{self, ThemeMessages};
use super::policy::{self, WasmPolicy};
use super::template_fault::fault_from_error;
use super::template_job::{Engines, TemplateJob};
use super::template_workers::{StartWorker, StoppedTemplates, TemplateWorkers};
use super::theme_file::{ThemeFile, ThemeFiles, load_built_in, template_name};
use super::token_css::{build_token_css, insert_tokens, read_page_budgets};
use crate::config::tokens;
use crate::digest::Digest;
use crate::fault::{Fault, Faults};
use crate::language::LanguageTag;
use crate::markdown::{BlockKind, BlockKinds, Parameter};
use crate::messages::Messages;

/// A theme, ready to render.
pub struct Theme {
    engines: Engines,
    base_engine: Arc<Tera>,
    /// Whether a template inserts `json_ld`.
    shows_json_ld: bool,
    /// Where the network's own templates are rendered; `None` means in this process.
    workers: Option<TemplateWorkers>,
    has_own_templates: bool,
    /// Files by their paths within the theme.
    files: ThemeFiles,
    blocks: Vec<BlockKind>,
    assets: Arc<Assets>,
    policy: String,
    token_css: String,
    search_policy: String,
    page_budgets: BTreeMap<String, u32>,
}

impl Theme {
    /// Makes a theme of the built-in files and those in `themes/NAME/`, by their paths within it.
    /// `tokens` are those of `site.yaml`. `start_worker` starts processes for a network's own templates; without it,
    /// they are rendered in this one.
    pub fn load(
        name: &str,
        network_files: BTreeMap<String, Vec<u8>>,
        tokens: Option<tokens::SiteTokens<'_>>,
        start_worker: Option<StartWorker>,
        out: &mut Faults,
    ) -> Self {
        let mut files = load_built_in();
        for (inner, bytes) in network_files {
            let path = format!("themes/{name}/{inner}");
            files.insert(inner, ThemeFile { path, bytes: Cow::Owned(bytes) });
        }
        let css = build_token_css(&files, tokens, out);
        insert_tokens(&mut files, &css);
        let page_budgets = read_page_budgets(&files);
        let languages = ThemeMessages::from_theme_files(&files, out);
        let (base_engine, mut files, assets) = compile_templates(files, &languages, out);
        let base_engine = Arc::new(base_engine);
        let engines = languages.build_engines(&base_engine);
        let shows_json_ld = template_texts(&files).iter().any(|(_, text)| text.contains("json_ld"));
        let has_own_templates = !own_templates(&files).is_empty();
        let workers =
            start_worker.filter(|_| has_own_templates).map(|start_worker| TemplateWorkers::new(start_worker, &files));
        let blocks = find_blocks(&base_engine, &files);
        files.retain(|_, file| !file.bytes.is_empty() || !file.path.ends_with(".html"));
        let policy = policy::content_security_policy(&assets, WasmPolicy::IfScriptsUseIt);
        let search_policy = policy::content_security_policy(&assets, WasmPolicy::SearchPage);
        Self {
            engines,
            base_engine,
            shows_json_ld,
            workers,
            has_own_templates,
            files,
            blocks,
            assets,
            policy,
            search_policy,
            token_css: css,
            page_budgets,
        }
    }

    /// The blocks that bodies can use: the program's and this theme's.
    pub fn blocks(&self) -> BlockKinds {
        BlockKinds::new(self.blocks.iter().cloned())
    }

    /// The files of `static/`: the address, which has a fingerprint in it, and the bytes. Dot files are left out.
    pub fn static_files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.assets.iter()
    }

    /// The static file with an address, whatever its fingerprint: a page that is open may still name the address before
    /// the last change.
    pub fn static_file(&self, address: &str) -> Option<&[u8]> {
        self.assets.find_any_version(address)
    }

    /// The Content-Security-Policy that pages have in a `meta` element.
    pub(super) fn policy(&self) -> &str {
        &self.policy
    }

    /// The Content-Security-Policy of the search page.
    pub(super) fn search_policy(&self) -> &str {
        &self.search_policy
    }

    /// The theme's tokens as custom properties of CSS, for light and dark colours.
    pub fn token_css(&self) -> &str {
        &self.token_css
    }

    /// How heavy pages of a sort may be, in kilobytes; `None` if the theme does not say.
    pub fn page_budget(&self, sort: &str) -> Option<u32> {
        self.page_budgets.get(sort).copied()
    }

    /// Whether the network brings templates of its own.
    pub fn has_own_templates(&self) -> bool {
        self.has_own_templates
    }

    /// Whether a template inserts `json_ld`, so that it must be made.
    pub(super) fn shows_json_ld(&self) -> bool {
        self.shows_json_ld
    }

    /// Whether there is a template of this name.
    pub fn has_template(&self, template: &str) -> bool {
        self.base_engine.contains_template(template)
    }

    /// The names of templates, for suggestions.
    pub fn template_names(&self) -> impl Iterator<Item = &str> {
        self.base_engine.get_template_names().filter(|name| !name.contains('/'))
    }

    /// The theme's components: each with the path of its file within the theme, and that file's text.
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

    /// The messages of a language, or of one that its readers understand, else of English.
    pub fn messages(&self, language: &LanguageTag) -> &Arc<Messages> {
        &language_engine::nearest_engine(&self.engines, language).messages
    }

    /// Whether there are messages in a language, or in one that its readers understand.
    pub fn has_messages(&self, language: &LanguageTag) -> bool {
        language_engine::find_engine(&self.engines, language).is_some()
    }

    /// The key of the engine whose function `t` gives these messages.
    pub(super) fn engine_key(&self, messages: &Messages) -> &str {
        let own = self.engines.iter().find(|(_, engine)| std::ptr::eq(&*engine.messages, messages));
        own.map_or(language_engine::ENGLISH, |(key, _)| key)
    }

    /// What a component declares.
    pub(super) fn component(&self, name: &str) -> Option<ComponentInfo> {
        self.base_engine.get_component_definition(name)
    }

    /// Renders a template. A network's own templates are rendered where they can be stopped; `stopped` remembers those.
    pub(super) fn render(&self, job: TemplateJob<'_>, stopped: &StoppedTemplates) -> Result<Vec<u8>, Fault> {
        let rendered = match &self.workers {
            Some(workers) => workers.render(&job, stopped),
            None => job.render(&self.engines),
        };
        rendered.map_err(|error| fault_from_error(&error, &self.files))
    }

    /// Forgets the components that were rendered once for all pages, when the site has changed.
    pub(super) fn forget_once(&self) {
        self.engines.values().for_each(|engine| engine.forget_once());
    }

    /// The fingerprint of all files of the theme.
    pub fn digest(&self) -> Digest {
        Digest::compute_all(self.files.iter().flat_map(|(inner, file)| [inner.as_bytes(), file.bytes.as_ref()]))
    }
}

/// Components in `components/blocks/` are blocks for bodies, with the arguments they declare.
fn find_blocks(tera: &Tera, files: &ThemeFiles) -> Vec<BlockKind> {
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
        let theme = Theme::load("mine", own, None, None, &mut out);
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

    /// A theme with a block of its own, to see whether it is still there.
    fn load_with_banner(files: &[(&str, &str)]) -> (bool, Theme, String) {
        let banner =
            ("components/blocks/banner.html", "{% component banner(text: string) %}{{ text }}{% endcomponent %}");
        let (theme, faults) = load(&[files, &[banner]].concat());
        assert!(theme.has_template("story.html") && theme.has_template("base.html"), "{faults}");
        (theme.blocks().get("banner").is_some(), theme, faults)
    }

    #[test]
    fn only_the_file_that_is_wrong_gives_way() {
        for (text, place, message) in [
            ("{% extends \"base.html\" %}\n{% block nowhere %}{% endblock %}", "story.html:2:", "`nowhere`"),
            ("{% extends \"story.html\" %}", "story.html:1:12:", "`story.html` extends itself"),
            ("{% include \"story.html\" %}", "story.html:1:12:", "`story.html` includes itself"),
            ("{% extends \"nowhere.html\" %}", "story.html:1:12:", "nowhere.html"),
            ("{{ 1 | nosuch }}", "story.html:1:", "`nosuch`"),
            ("{% component banner() %}{% endcomponent %}", "", "defined in both"),
        ] {
            let (has_banner, theme, faults) = load_with_banner(&[("templates/story.html", text)]);
            assert!(faults.contains(place) && faults.contains(message), "{text}\n{faults}");
            assert_eq!(faults.lines().count(), 1, "{text}\n{faults}");
            let was_put_aside = !theme.files["templates/story.html"].is_own();
            assert!(was_put_aside && (has_banner || message == "defined in both"), "{text}\n{faults}");
        }
    }

    #[test]
    fn what_builds_on_a_wrong_file_gives_way_with_it() {
        let (has_banner, theme, faults) = load_with_banner(&[
            (
                "templates/frame.html",
                "{% extends \"base.html\" %}{% block nowhere %}{% block inner %}{% endblock %}{% endblock %}",
            ),
            ("templates/story.html", "{% extends \"frame.html\" %}{% block inner %}{% endblock %}"),
            ("templates/page.html", "{% extends \"base.html\" %}"),
        ]);
        assert!(faults.contains("frame.html:1:") && faults.contains("story.html:1:"), "{faults}");
        assert!(has_banner && theme.files["templates/page.html"].is_own(), "{faults}");
        assert!(!theme.files["templates/story.html"].is_own() && !theme.has_template("frame.html"), "{faults}");
    }

    #[test]
    fn a_circle_of_templates_is_one_fault_with_a_way_out() {
        let (has_banner, theme, faults) = load_with_banner(&[
            ("templates/one.html", "{% extends \"two.html\" %}"),
            ("templates/two.html", "\n{% extends \"one.html\" %}"),
            ("templates/page.html", "{% extends \"base.html\" %}"),
        ]);
        assert_eq!(faults.lines().count(), 1, "{faults}");
        assert!(faults.contains("two.html:2:") && faults.contains("which extends `one.html`"), "{faults}");
        assert!(faults.contains("commonground theme eject"), "{faults}");
        assert!(has_banner && theme.files["templates/page.html"].is_own() && !theme.has_template("one.html"));
    }
}
