//! The preview and its HTTP server, for one site on one machine.
//!
//! A connection carries one request and one response. `server` accepts connections, `connection` reads the request,
//! `request_filter` decides whether it is answered, a [`Handler`] makes the response, and `response` writes it.
//! `reload_channel` keeps the connections of pages that wait for changes, and `device_access` lets phones in. This is not a
//! server for the internet: it has no TLS, keeps no connection open for a second request, and takes no uploads.
#![allow(clippy::disallowed_methods, reason = "the server is one of the edges that touch the outside")]

mod background_check;
mod byte_range;
mod connection;
mod day_renderers;
pub mod desk;
mod device_access;
mod editor_links;
mod fault_page;
mod fault_view;
mod handler;
mod limits;
mod media_type;
mod preview;
mod preview_handler;
mod reader_site;
mod reload_channel;
mod reload_script;
mod reload_state;
mod request;
mod request_filter;
mod response;
mod response_writer;
mod search_files;
mod server;
mod snapshot;
mod streamed_file;

pub use device_access::{DeviceAccess, qr_code};
pub use editor_links::EditorLinks;
pub use fault_view::FaultView;
pub use handler::Handler;
pub use limits::Limits;
pub use media_type::content_type;
pub use preview::{FaultReporter, Preview, PreviewOptions, RefreshSummary};
pub use reader_site::DAY_COOKIE;
pub use reload_channel::{FirstEvent, ReloadChannel};
pub use request::Request;
pub use request_filter::RequestFilter;
pub use response::{DeviceGrant, Response, ResponseBody};
pub use server::{RunningServer, Server, local_address};
pub use snapshot::Snapshot;
pub use streamed_file::StreamedFile;
