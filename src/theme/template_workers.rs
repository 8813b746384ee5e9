//! Renders a network's own templates in other processes.
//!
//! The template engine cannot be stopped: a template with loops within loops would keep a thread for ever, and one that
//! doubles a text would use all memory. A process can be stopped, so templates that come with a network are rendered in
//! worker processes. Each has the theme, takes one job after the other, and ends itself when a job takes too long. The
//! templates of the program do neither, and are rendered in this process.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::compile::compile_whole_theme;
use super::language_engine::{LanguageEngine, ThemeMessages};
use super::template_error::TemplateError;
use super::template_job::{Engines, TemplateJob};
use super::theme_file::{ThemeFiles, load_built_in};
use super::wire;
use crate::fault::Faults;

/// How often a template is stopped before it is not tried again for the same site.
const MAX_STOPS: usize = 2;

/// A process that renders templates: it takes a job, and gives what became of it. It fails with `TimedOut` or
/// `OutOfMemory` after it was stopped.
pub type TemplateWorker = Box<dyn FnMut(&[u8]) -> io::Result<Vec<u8>> + Send>;

/// Starts a worker for the theme that is described in these bytes.
pub type StartWorker = Arc<dyn Fn(&[u8]) -> io::Result<TemplateWorker> + Send + Sync>;

/// The workers of a theme.
pub(super) struct TemplateWorkers {
    start: StartWorker,
    /// The theme, for a worker that is started.
    theme: Vec<u8>,
    idle: Mutex<Vec<TemplateWorker>>,
}

/// How often each template was stopped for a site.
#[derive(Default)]
pub(super) struct StoppedTemplates(Mutex<BTreeMap<String, usize>>);

impl TemplateWorkers {
    pub fn new(start: StartWorker, files: &ThemeFiles) -> Self {
        Self { start, theme: wire::encode_files(files), idle: Mutex::default() }
    }

    /// Renders a template in a worker, and stops it when it does not end.
    pub fn render(&self, job: &TemplateJob<'_>, stopped: &StoppedTemplates) -> Result<Vec<u8>, TemplateError> {
        let name = job.template.as_str();
        if stopped.lock().get(name).is_some_and(|stops| *stops >= MAX_STOPS) {
            return Err(TemplateError::NotTried(name.to_owned()));
        }
        let answer = self.ask(&wire::encode_job(job));
        let error = match answer.map(wire::decode_result) {
            Ok(Some(result)) => return result,
            Ok(None) => TemplateError::Message("the process that renders templates gave no answer".to_owned()),
            Err(error) if error.kind() == io::ErrorKind::TimedOut => TemplateError::TookTooLong(name.to_owned()),
            Err(error) if error.kind() == io::ErrorKind::OutOfMemory => {
                TemplateError::NeededTooMuchMemory(name.to_owned())
            }
            Err(error) => TemplateError::Message(format!("the process that renders templates has failed: {error}")),
        };
        *stopped.lock().entry(name.to_owned()).or_default() += 1;
        Err(error)
    }

    fn ask(&self, job: &[u8]) -> io::Result<Vec<u8>> {
        let idle = lock(&self.idle).pop();
        let mut worker = idle.map_or_else(|| (self.start)(&self.theme), Ok)?;
        let answer = worker(job)?;
        lock(&self.idle).push(worker);
        Ok(answer)
    }
}

impl StoppedTemplates {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, usize>> {
        lock(&self.0)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The part of a worker that renders: a theme that takes jobs.
pub struct WorkerTheme(Engines);

impl WorkerTheme {
    /// The theme that a worker was started for; `None` if the bytes do not describe one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut files = load_built_in();
        files.extend(wire::decode_files(bytes)?);
        let languages = ThemeMessages::from_theme_files(&files, &mut Faults::new());
        let (engine, _) = compile_whole_theme(&files, &languages).ok()?;
        Some(Self(languages.build_engines(&Arc::new(engine))))
    }

    /// Renders one template, and tells what became of it.
    pub fn render(&self, job: &[u8]) -> Vec<u8> {
        let broken = || Err(TemplateError::Message("the job could not be read".to_owned()));
        let result = wire::decode_job(job).map_or_else(broken, |job| job.render(&self.0));
        // The next job has values of its own, so what `once` keeps of this one would never be found again.
        self.0.values().for_each(LanguageEngine::forget_once);
        wire::encode_result(&result)
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::theme::template_job::TemplateName;
    use crate::theme::theme_file::ThemeFile;

    #[test]
    fn a_worker_keeps_nothing_of_a_job_for_the_next() {
        let text = "{% component mine(card: map) %}{{ card.title }}{% endcomponent mine %}{{ once(component=\"mine\", card=card) }}";
        let file = ThemeFile {
            path: "themes/own/templates/story.html".to_owned(),
            bytes: Cow::Owned(text.as_bytes().to_vec()),
        };
        let worker =
            WorkerTheme::from_bytes(&wire::encode_files(&BTreeMap::from([("templates/story.html".to_owned(), file)])));
        let worker = worker.expect("a theme");
        for title in ["One", "Two"] {
            let card = tera::Value::from_serializable(&BTreeMap::from([("title", title)]));
            let template = TemplateName::Page("story.html".into());
            let job = TemplateJob { language: "en".into(), template, values: vec![("card".into(), card)] };
            let result = wire::decode_result(worker.render(&wire::encode_job(&job)));
            assert_eq!(result, Some(Ok(title.as_bytes().to_vec())));
            assert_eq!(worker.0.values().map(LanguageEngine::kept_by_once).sum::<usize>(), 0);
        }
    }
}
