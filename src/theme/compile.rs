//! Compiles templates. All syntax errors are found, and a template that cannot be read gives way to the built-in one.

use std::sync::Arc;

use tera::{ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use super::assets::Assets;
use super::filters;
use super::language_engine::ThemeMessages;
use super::message;
use super::template_fault::{fault_from_tera, split_faults};
use super::theme_file::{ThemeFiles, load_built_in, template_name};
use super::token_css::insert_tokens;
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

/// Parses each file alone, so that every syntax error is found, then all together. The built-in file takes the place of
/// a network's file that cannot be read, so that a withdrawal need not wait for a template.
pub(super) fn compile_templates(
    mut files: ThemeFiles,
    css: &str,
    languages: &ThemeMessages,
    out: &mut Faults,
) -> (Tera, ThemeFiles, Arc<Assets>) {
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
    let mut built_in = load_built_in();
    insert_tokens(&mut built_in, css);
    let assets = Arc::new(Assets::from_theme_files(&built_in));
    let mut tera = new_tera(&assets, languages);
    tera.add_raw_templates(template_texts(&built_in)).expect("the built-in theme is whole; a test holds that");
    (tera, built_in, assets)
}

fn template_texts(files: &ThemeFiles) -> Vec<(&str, &str)> {
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
