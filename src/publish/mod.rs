//! Decides what readers may see at a moment, by consent, safety, visibility and schedule, and at which addresses.
//!
//! [`publish()`] makes a [`Publication`]. This is the only room that makes a `Lens`, which opens guarded values, so the
//! rooms after it can reach a record only through [`Publication::visible`].
//!
//! A *calendar feed* is a calendar of several events (`calendar_feeds.rs`). A *news feed* has stories, resources and ways to take part
//! (`news_feeds.rs`). A feed lists the records that the page beside it lists, except events that were cancelled long
//! ago and events whose times may not be shown.
//!
//! After an edit, [`republish`] makes again only what a changed record can have affected (`reuse.rs`).
//! `tests/it/edits.rs` checks that the result equals that of [`publish()`].

mod access;
mod advice;
mod anchored_links;
mod build;
mod build_lists;
mod calendar_feeds;
mod calendar_recurrence;
mod calendars;
mod collect_pages;
mod consents;
mod editor_access;
mod event_uid;
mod feed_records;
mod feed_scope;
mod file_owners;
mod future_check;
mod list_order;
mod lists;
mod news_feeds;
mod occurrence;
mod options;
mod page;
mod page_content;
mod page_sort;
mod publication;
mod publication_state;

mod reuse;
mod revision;
mod routes;
mod safety;
mod status_at_moment;
mod subscribe_pages;
mod timetable;
mod translations;
mod unavailable_after;
mod visible_body;
mod visible_files;
mod visible_record;
mod visible_relations;
mod visible_values;
mod withheld_links;

pub use crate::output::{BuiltInPage, SEARCH_ADDRESS};
pub use crate::site::{Reads, RecordIndex, note_reads, track_reads};
pub use access::AccessFact;
pub use anchored_links::{AnchoredLink, AnchoredLinks};
pub use build::{publish, republish};
pub use calendar_feeds::{CalendarFeed, MAX_FEED_EVENTS};
pub use calendar_recurrence::CalendarRecurrence;
pub use calendars::Calendar;
pub(crate) use editor_access::EditorAccess;
pub use feed_scope::FeedScope;
pub use lists::{Lists, MonthEvents};
pub use news_feeds::{FeedFormat, NewsFeed};
pub use occurrence::Occurrence;
pub use options::PublishOptions;
pub use page::{Page, PageId, PageKind, numbered_address};
pub use publication::{Publication, PublishedFile};
pub use publication_state::{PublicationState, UnpublishedReason};
pub use subscribe_pages::SubscribePage;
pub use timetable::{OccurrencePhase, Timetable};
pub use visible_body::VisibleBody;
pub use visible_files::{VisibleFile, VisiblePicture};
pub use visible_record::VisibleRecord;
