//! The preview's HTTP edge: a small server of our own for one site on one machine.
//!
//! A connection brings one request and gets one answer. `server` accepts, `visit` reads, `gate` judges what was
//! read, a [`Handler`] answers what passed, `answer` writes it; `events` keeps the connections that wait for changes,
//! and `token` lets phones in. It is not a server for the open net: no TLS, no kept connections, no uploads.
#![allow(clippy::disallowed_methods, reason = "this is the edge that the others are kept from")]

mod connection;
pub mod desk;
mod device_access;
mod fault_view;
mod media_type;
mod preview;
mod preview_handler;
mod reload_channel;
mod request;
mod request_filter;
mod response;
mod server;

pub use device_access::{DeviceAccess, qr_code};
pub use fault_view::{EditorLinks, FaultView, VSCODE_PATTERN};
pub use media_type::content_type;
pub use preview::{FaultReporter, Preview, PreviewOptions, RefreshSummary, Snapshot};
pub use preview_handler::DAY_COOKIE;
pub use reload_channel::ReloadChannel;
pub use request::Request;
pub use request_filter::RequestFilter;
pub use response::{DeviceGrant, FirstEvent, Response, ResponseBody};
pub use server::{Handler, Limits, RunningServer, Server};
