//! One test binary: linking is the slow part. A file is what it is about.
#![allow(clippy::disallowed_methods, reason = "tests set up files and processes of their own")]

mod authors;
mod calendars;
mod campaigns;
mod choices;
mod cli;
mod commonmark;
mod desk;
mod disk;
mod edits;
mod events_page;
mod faults;
mod feeds;
mod hostile;
mod hosting;
mod http;
mod lints;
mod machines;
mod network;
mod opportunities;
mod preview;
mod properties;
mod random;
mod readme;
mod repeat;
mod rooms;
mod sample;
mod sarif;
mod search;
mod served;
mod skip;
mod soak;
mod status;
mod views;
mod watching;
mod words;
