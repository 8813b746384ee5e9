//! The options of `serve`.

use std::net::IpAddr;

use clap::Args;

use super::args::PublishArgs;

#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    /// The port. If it is in use, the next free one is taken.
    #[arg(long, value_name = "PORT", default_value_t = 1111)]
    pub(super) port: u16,
    /// The address to listen on [default: 127.0.0.1]. With 0.0.0.0, other devices can open the preview with the code
    /// that is shown.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1", hide_default_value = true)]
    pub(super) host: IpAddr,
    /// Open the preview in a browser.
    #[arg(long)]
    pub(super) open: bool,
    /// Show each page in the browser when its file is saved.
    #[arg(long)]
    pub(super) follow: bool,
    #[command(flatten)]
    pub(super) publish_args: PublishArgs,
    /// The address that opens a file in your editor, with {path}, {line} and {column} [default: `editor` in site.yaml].
    #[arg(long, value_name = "PATTERN")]
    pub(super) editor: Option<String>,
}
