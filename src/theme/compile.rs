//! Compiles templates. All syntax errors are found, and a template that cannot be read gives way to the built-in one.

use std::sync::Arc;

use tera::{ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use super::assets::Assets;
use super::filters;
use super::language_engine::ThemeMessages;
use super::message;
use super::once;
use super::template_fault::{TemplateProblems, fault_from_tera, find_problems};
use super::theme_file::{ThemeFiles, load_built_in, template_name};
use crate::fault::{Code, Fault, Faults};
use crate::path::closest_match;

fn new_tera(assets: &Arc<Assets>, languages: &ThemeMessages) -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html", ".xml", ".svg"]);
    // HTML reaches templates only from `body`: a template cannot declare a text to be HTML.
    tera.register_filter("safe", filters::reject_safe);
    filters::register(&mut tera);
    let assets = Arc::clone(assets);
    tera.register_function("asset", move |arguments: Kwargs, state: &State| asset_address(&assets, &arguments, state));
    message::register_t(&mut tera, languages.english());
    once::register_placeholder(&mut tera);
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
    let base = site.as_ref().and_then(|site| site.get_from_path("base_path")).and_then(Value::as_str);
    match base {
        Some(base) => Ok(Value::from(format!("{}{address}", base.trim_end_matches('/')))),
        None => Err(tera::Error::message("`asset` needs `site`: a component is given the address as an argument")),
    }
}

/// Compiles the templates. All errors of syntax are found first, then those between files, in rounds: a network's file
/// that is wrong gives way to the built-in one, so that a withdrawal need not wait for a template, and the others stay.
pub(super) fn compile_templates(
    mut files: ThemeFiles,
    languages: &ThemeMessages,
    out: &mut Faults,
) -> (Tera, ThemeFiles, Arc<Assets>) {
    let built_in = load_built_in();
    let empty_engine = new_tera(&Arc::new(Assets::from_theme_files(&files)), languages);
    for inner in own_templates(&files) {
        if let Some(problem) = check_syntax(&inner, &files, &empty_engine) {
            out.report(problem);
            give_way(&mut files, &inner, &built_in);
        }
    }
    loop {
        let error = match compile_whole_theme(&files, languages) {
            Ok((tera, assets)) => return (tera, files, assets),
            Err(error) => error,
        };
        let TemplateProblems { faults, templates } = find_problems(&error, &files);
        let own = own_templates(&files);
        assert!(!own.is_empty(), "the built-in theme is whole; a test holds that: {error}");
        let is_wrong = |inner: &&String| template_name(inner).is_some_and(|name| templates.contains(name));
        let wrong: Vec<&String> = own.iter().filter(is_wrong).collect();
        let wrong = if wrong.is_empty() { own.iter().collect() } else { wrong };
        faults.into_iter().for_each(|fault| out.report(fault));
        wrong.into_iter().for_each(|inner| give_way(&mut files, inner, &built_in));
    }
}

/// Compiles files that are known to go together, or tells what is wrong with them.
pub(super) fn compile_whole_theme(files: &ThemeFiles, languages: &ThemeMessages) -> TeraResult<(Tera, Arc<Assets>)> {
    let assets = Arc::new(Assets::from_theme_files(files));
    let mut tera = new_tera(&assets, languages);
    tera.add_raw_templates(template_texts(files))?;
    Ok((tera, assets))
}

/// The templates and components that the network brings itself, by their paths within the theme.
pub(super) fn own_templates(files: &ThemeFiles) -> Vec<String> {
    let own = files.iter().filter(|(inner, file)| template_name(inner).is_some() && file.is_own());
    own.map(|(inner, _)| inner.clone()).collect()
}

/// Puts the built-in file in the place of a network's own, if there is one.
fn give_way(files: &mut ThemeFiles, inner: &str, built_in: &ThemeFiles) {
    match built_in.get(inner) {
        Some(file) => drop(files.insert(inner.to_owned(), file.clone())),
        None => drop(files.remove(inner)),
    }
}

/// The name and text of each template and component.
pub(super) fn template_texts(files: &ThemeFiles) -> Vec<(&str, &str)> {
    let mut texts = Vec::with_capacity(files.len());
    for (inner, file) in files {
        if let (Some(name), Ok(text)) = (template_name(inner), std::str::from_utf8(&file.bytes)) {
            texts.push((name, text));
        }
    }
    texts
}

/// The syntax error of one file; `None` when it can be parsed.
fn check_syntax(inner: &str, files: &ThemeFiles, empty_engine: &Tera) -> Option<Fault> {
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
