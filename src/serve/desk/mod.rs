//! The editors' desk: what needs attention, all records and their status, what is wrong, and what to do before the site is
//! published. Plain pages that work without JavaScript, rendered for each request.
//!
//! The desk is not part of the site. What it says about records comes from `agenda`, so it shows no name from the private
//! folder and nothing that is kept back for safety. It asks an [`Environment`] about the computer it runs on.

mod attention;
mod checklist;
mod context;
mod environment;
mod faults;
mod last_build;
mod layout;
mod overview;
mod record;
mod record_facts;
mod record_lists;
mod record_search;
mod table;
mod table_query;
mod upcoming;

pub use context::Desk;
pub use environment::{Environment, FolderRole, LastBuildSummary, PrivateFolder, SyncedLocation};

/// A page of the desk, as its status and HTML, by its path (`/_desk/record/`) and the values in its query. `None` if
/// there is no such page.
pub fn render_page(desk: &Desk<'_>, path: &str, query: &dyn Fn(&str) -> Option<String>) -> Option<(u16, String)> {
    match path.strip_prefix(desk.base_path)? {
        "" | "/" => Some((200, overview::render_page(desk, query))),
        "/record/" => Some(record::render_page(desk, query("id").unwrap_or_default().trim())),
        "/faults/" => Some((200, faults::render_page(desk, query))),
        _ => None,
    }
}

/// A file that the desk's pages load, by its path below the desk (`/desk.css`): media type and bytes.
pub fn static_file(path: &str) -> Option<(&'static str, &'static [u8])> {
    match path {
        "/desk.css" => Some(("text/css; charset=utf-8", include_bytes!("desk.css"))),
        "/desk.js" => Some(("text/javascript; charset=utf-8", include_bytes!("desk.js"))),
        _ => None,
    }
}
