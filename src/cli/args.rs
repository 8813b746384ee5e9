//! Options that several commands have, and what follows from them.

use camino::{Utf8Path, Utf8PathBuf};
use clap::{Args, ValueEnum};
use jiff::Timestamp;

use super::outcome::Outcome;
use crate::config::BaseUrl;
use crate::disk::{self, DiskWorld};
use crate::publish::PublishOptions;
use crate::time;

#[derive(Debug, Args)]
pub(super) struct GlobalArgs {
    /// The network's folder [default: this folder, or the nearest one above it with `content/site.yaml`].
    #[arg(long, global = true, value_name = "DIR")]
    pub root: Option<Utf8PathBuf>,
    /// Report only what is wrong.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Whether to use colours.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    color: Colour,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

/// The options of commands that publish a site.
#[derive(Debug, Args)]
pub(super) struct PublishArgs {
    /// The address the site is published at, instead of `base_url` in site.yaml.
    #[arg(long, value_name = "URL", value_parser = parse_base_url)]
    pub base_url: Option<BaseUrl>,
    /// Include drafts.
    #[arg(long)]
    pub drafts: bool,
    /// The moment that the site is for, such as 2027-06-18T18:30Z. A day means noon UTC on that day [default: now].
    #[arg(long, value_name = "WHEN", value_parser = parse_moment)]
    pub now: Option<Timestamp>,
    /// The private folder [default: content/private/, or the variable COMMONGROUND_PRIVATE].
    #[arg(long, value_name = "DIR")]
    private: Option<Utf8PathBuf>,
}

/// The options of commands that render all pages.
#[derive(Debug, Args)]
pub(super) struct JobsArgs {
    /// Number of threads [default: all cores].
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub jobs: usize,
}

fn parse_base_url(text: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(text).ok_or_else(|| "write a web address such as https://example.org/".to_owned())
}

fn parse_moment(text: &str) -> Result<Timestamp, String> {
    time::parse_instant(text).ok_or_else(|| "write a date such as 2027-06-18 or 2027-06-18T18:30Z".to_owned())
}

impl PublishArgs {
    /// The options by which a site is published at a moment.
    pub(super) fn publish_options(&self, now: Timestamp) -> PublishOptions {
        PublishOptions { now, include_drafts: self.drafts, base_url: self.base_url.clone() }
    }

    /// The options that pages depend on, to tell whether those of the last build can be kept.
    pub(super) fn page_options(&self) -> String {
        format!("{:?} {}", self.base_url, self.drafts)
    }
}

impl GlobalArgs {
    /// The network's folder.
    pub(super) fn network_root(&self) -> Result<Utf8PathBuf, Outcome> {
        if let Some(root) = &self.root {
            return match disk::exists(&root.join("content")) {
                true => Ok(root.clone()),
                false => {
                    Err(Outcome::UsageError(format!("there is no network in `{root}`: it has no folder `content`")))
                }
            };
        }
        disk::find_network_root(&current_folder()?).ok_or_else(|| {
            Outcome::UsageError(
                "there is no network here: no `content/site.yaml` in this folder or above it. Make one with \
                 `commonground init`"
                    .to_owned(),
            )
        })
    }

    /// The network's folder, with the private folder of the options.
    pub(super) fn open_world(&self, args: &PublishArgs) -> Result<DiskWorld, Outcome> {
        let root = self.network_root()?;
        let from_environment = || disk::env_var("COMMONGROUND_PRIVATE").map(Utf8PathBuf::from);
        let private = args.private.clone().or_else(from_environment);
        if let Some(private) = private.as_ref().filter(|private| !disk::exists(private)) {
            return Err(Outcome::UsageError(format!("the private folder `{private}` does not exist")));
        }
        let private = private.map(|private| to_absolute(&private)).transpose()?;
        open_disk_world(&root, private, args.now)
    }

    /// The network's folder, for commands that do not publish it and so do not need another private folder.
    pub(super) fn open_default_world(&self) -> Result<DiskWorld, Outcome> {
        open_disk_world(&self.network_root()?, None, None)
    }

    /// Whether the text written to a stream is coloured.
    pub(super) fn is_coloured(&self, stream: &impl anstream::stream::RawStream) -> bool {
        match self.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => !matches!(anstream::AutoStream::choice(stream), anstream::ColorChoice::Never),
        }
    }
}

fn open_disk_world(
    root: &Utf8Path,
    private: Option<Utf8PathBuf>,
    now: Option<Timestamp>,
) -> Result<DiskWorld, Outcome> {
    DiskWorld::new(root, private, now).map(DiskWorld::with_workers).map_err(|error| match error.kind() {
        std::io::ErrorKind::InvalidInput => Outcome::UsageError(error.to_string()),
        _ => Outcome::SystemError(format!("`{root}` cannot be read: {error}")),
    })
}

pub(super) fn to_absolute(path: &Utf8Path) -> Result<Utf8PathBuf, Outcome> {
    if path.is_absolute() { Ok(path.to_owned()) } else { Ok(current_folder()?.join(path)) }
}

fn current_folder() -> Result<Utf8PathBuf, Outcome> {
    disk::current_folder().map_err(|error| Outcome::SystemError(format!("the current folder cannot be used: {error}")))
}
