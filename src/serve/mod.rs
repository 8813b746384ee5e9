//! The preview's HTTP edge: a small server of our own for one site on one machine.
//!
//! A connection brings one request and gets one answer. `server` accepts, `visit` reads, `gate` judges what was
//! read, a [`Handler`] answers what passed, `answer` writes it; `events` keeps the connections that wait for changes,
//! and `token` lets phones in. It is not a server for the open net: no TLS, no kept connections, no uploads.
#![allow(clippy::disallowed_methods, reason = "this is the edge that the others are kept from")]

mod answer;
pub mod desk;
mod events;
mod faults;
mod gate;
mod kind;
mod pages;
mod preview;
mod request;
mod server;
mod token;
mod visit;

pub use answer::{DeviceGrant, FirstEvent, Response, ResponseBody};
pub use events::ReloadChannel;
pub use faults::{EditorLinks, FaultView, VSCODE_PATTERN};
pub use gate::RequestFilter;
pub use kind::content_type;
pub use pages::DAY_COOKIE;
pub use preview::{FaultReporter, Preview, PreviewOptions, RefreshSummary, Snapshot};
pub use request::Request;
pub use server::{Handler, Limits, RunningServer, Server};
pub use token::{DeviceAccess, qr_code};
