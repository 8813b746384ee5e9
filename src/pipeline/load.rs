//! Loads a network. Files that have not changed are not read again, files with equal contents are not parsed again, and
//! records that an edit does not affect are not linked again.

use std::cmp::Ordering;
use std::sync::{Arc, Weak};

use rayon::prelude::*;

use super::fingerprint::{combine_digests, digest_stamps};
use super::link_input::collect_link_input;
use super::load_theme::{ThemeFileStamp, digest_theme_files, load_theme};
use super::loaded_file::{FileContent, LoadedFile};
use super::read::read_text;
use super::read_files::{KnownFiles, find_text_changes, read_files};
use crate::config::{self, Config};
use crate::digest::Digest;
use crate::fault::{Code, Fault, Faults, Severity};
use crate::publish::RecordIndex;
use crate::site::{self, Site, UnlinkedSite};
use crate::text::Source;
use crate::theme::Theme;
use crate::world::{FileEntry, Stage, World, measure};

/// A network that was read and linked.
pub struct LoadedNetwork {
    /// The records.
    pub site: Arc<Site>,
    /// The theme.
    pub theme: Arc<Theme>,
    /// The files in the order of paths, to be reused while they are unchanged.
    files: Vec<Arc<LoadedFile>>,
    /// The listing that it was loaded from.
    entries: Arc<Vec<FileEntry>>,
    /// The files of all themes, in the order of paths.
    theme_files: Vec<ThemeFileStamp>,
    /// The faults of `site.yaml` and the theme.
    network_faults: Arc<Vec<Fault>>,
    /// The site that this one was made from, and the records that differ; `None` when all records were linked.
    pub(super) relinked_from: Option<(Weak<Site>, Vec<RecordIndex>)>,
}

/// Loads a network, and reuses what has not changed since the previous load. `None` when `site.yaml` is missing or cannot
/// be used; the faults of other files are reported even then.
pub fn load(world: &dyn World, previous: Option<&LoadedNetwork>, out: &mut Faults) -> Option<LoadedNetwork> {
    let entries = match measure(world.timer(), Stage::List, || world.list_files()) {
        Ok(entries) => entries,
        Err(error) => {
            out.report(Fault::in_network(Code::Unreadable, format!("the network cannot be read: {error}")));
            return None;
        }
    };
    let config_source = read_config(world, &entries, out)?;
    let theme_files = digest_theme_files(world, &entries, previous.map_or(&[], |last| &last.theme_files));
    let reusable = previous.filter(|last| {
        let same_themes = last.theme_files.len() == theme_files.len()
            && last.theme_files.iter().zip(&theme_files).all(|(last, file)| last.has_same_contents(file));
        last.site.config_source == config_source && same_themes
    });
    let mut faults = Faults::new();
    let (config, is_config_usable) = match reusable {
        Some(last) => (Arc::clone(&last.site.config), true),
        None => load_config(&config_source, &mut faults),
    };
    let known_files = previous.map_or_else(KnownFiles::default, |last| KnownFiles {
        files: &last.files,
        same_languages: last.site.config.languages == config.languages,
    });
    let read_theme = || match reusable {
        Some(last) => (Arc::clone(&last.theme), Arc::clone(&last.network_faults)),
        None => {
            let theme = Arc::new(load_theme(world, &entries, &config, &config_source, &mut faults));
            (theme, Arc::new(faults.into_iter().collect()))
        }
    };
    let ((theme, network_faults), files) =
        rayon::join(read_theme, || read_files(world, &entries, &config.languages, known_files));
    let relinked = reusable.and_then(|last| {
        let (site, changed) = site::relink(&last.site, &find_text_changes(&last.files, &files)?)?;
        Some((site, Some((Arc::downgrade(&last.site), changed))))
    });
    let link = || link_in_parts(UnlinkedSite::new(collect_link_input(config, config_source, &files, &theme)));
    let (site, relinked_from) = relinked.unwrap_or_else(|| (measure(world.timer(), Stage::Link, link), None));
    site.report_faults(out);
    out.extend(network_faults.iter().cloned());
    is_config_usable.then(|| LoadedNetwork {
        site: Arc::new(site),
        theme,
        files,
        entries,
        theme_files,
        network_faults,
        relinked_from,
    })
}

/// `site.yaml`, and whether it can be used. If not, defaults take its place, so that the faults of other files can be found.
fn load_config(source: &Arc<Source>, out: &mut Faults) -> (Arc<Config>, bool) {
    let config = Config::from_source(source, out);
    if let Some(config) = &config {
        config::check_codes_and_addresses(source, config, out);
    }
    let is_usable = config.is_some();
    (Arc::new(config.unwrap_or_else(|| Config::from_source_with_defaults(source))), is_usable)
}

/// Records of some kinds take longer, so no core should have all of them at the end.
const PARTS_PER_THREAD: usize = 16;
/// The fewest records that are linked in one go.
const MIN_RECORDS_IN_PART: usize = 256;

/// Links the records in parts, on all cores. Each part may make an index of all titles for itself, so none is small.
fn link_in_parts(site: UnlinkedSite) -> Site {
    let count = site.record_count();
    let size = count.div_ceil(PARTS_PER_THREAD * rayon::current_num_threads()).max(MIN_RECORDS_IN_PART);
    let link_part = |part: usize| site.link_records(part * size..count.min((part + 1) * size));
    let parts = (0..count.div_ceil(size)).into_par_iter().map(link_part).collect();
    site.into_site(parts)
}

impl LoadedNetwork {
    /// [`digest_stamps`] of the files that it was loaded from.
    pub fn stamp_digest(&self) -> Option<Digest> {
        digest_stamps(&self.entries)
    }

    /// The digest of the contents of all files.
    pub fn source_digest(&self) -> Digest {
        let themes = self.theme_files.iter().map(|file| (&*file.path, file.digest));
        self.digest_with(themes, |content| !matches!(content, FileContent::Skipped))
    }

    /// The digest of the contents of all files but those of records and translations.
    pub(super) fn shared_digest(&self) -> Digest {
        let is_of_record = |content: &_| {
            matches!(content, FileContent::Record(_) | FileContent::Translation(_) | FileContent::Skipped)
        };
        self.digest_with(std::iter::empty(), |content| !is_of_record(content))
    }

    /// The digest of `site.yaml`, of some files, and of the files that are counted.
    fn digest_with<'a>(
        &'a self,
        some: impl Iterator<Item = (&'a str, Digest)>,
        is_counted: impl Fn(&FileContent) -> bool,
    ) -> Digest {
        let config = Digest::compute(self.site.config_source.text.as_bytes());
        let counted = self.files.iter().filter(|file| is_counted(&file.content));
        let counted = counted.map(|file| (&*file.path, file.content.digest()));
        combine_digests(counted.chain([(config::SITE_FILE, config)]).chain(some).collect())
    }

    /// The paths of the files that were changed, added or removed since another load.
    pub fn changed_files(&self, previous: &Self) -> Vec<String> {
        let mut changed = Vec::new();
        for_each_difference(
            &previous.files,
            &self.files,
            |file| &file.path,
            |old, new| Arc::ptr_eq(old, new) || old.content.is_same_as(&new.content),
            |path| changed.push(path.to_owned()),
        );
        for_each_difference(
            &previous.theme_files,
            &self.theme_files,
            |file| &file.path,
            ThemeFileStamp::has_same_contents,
            |path| changed.push(path.to_owned()),
        );
        if self.site.config_source != previous.site.config_source {
            changed.push(config::SITE_FILE.to_owned());
        }
        changed.sort_unstable();
        changed
    }

    /// How many records were linked again; `None` when all were.
    pub fn relinked_count(&self) -> Option<usize> {
        self.relinked_from.as_ref().map(|(_, changed)| changed.len())
    }

    /// Whether `site.yaml` or the theme has errors.
    pub fn has_network_errors(&self) -> bool {
        self.network_faults.iter().any(|fault| fault.severity == Severity::Error)
    }
}

fn read_config(world: &dyn World, entries: &[FileEntry], out: &mut Faults) -> Option<Arc<Source>> {
    let Some(entry) = entries.iter().find(|entry| &*entry.path == config::SITE_FILE) else {
        let fault = Fault::in_file(Code::MissingFile, config::SITE_FILE, "there is no `content/site.yaml` here");
        out.report(fault.with_help("run `commonground init` for a new network, or name another folder with `--root`"));
        return None;
    };
    match read_text(world, entry) {
        Ok(source) => Some(source),
        Err(fault) => {
            out.report(*fault);
            None
        }
    }
}

/// Compares two lists in the order of paths, and reports the path of each file that is in one list only or differs.
fn for_each_difference<F>(
    previous: &[F],
    current: &[F],
    path: impl Fn(&F) -> &str,
    is_same: impl Fn(&F, &F) -> bool,
    mut report: impl FnMut(&str),
) {
    let (mut old_files, mut new_files) = (previous.iter().peekable(), current.iter().peekable());
    loop {
        let order = match (old_files.peek(), new_files.peek()) {
            (None, None) => break,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(old), Some(new)) => path(old).cmp(path(new)),
        };
        let old = old_files.next_if(|_| order.is_le());
        let new = new_files.next_if(|_| order.is_ge());
        let is_unchanged = matches!((old, new), (Some(old), Some(new)) if is_same(old, new));
        if let Some(file) = new.or(old).filter(|_| !is_unchanged) {
            report(path(file));
        }
    }
}
