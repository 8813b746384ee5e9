//! Common Ground: a static site generator for campaign networks that bring communities together.
//!
//! The rooms, lowest row first. A room imports only rooms of lower rows (`tests/it/rooms.rs`). ARCHITECTURE.md says what each does.

pub mod country;
pub mod digest;
pub mod kind;
pub mod language;
pub mod path;
pub mod text;
pub mod time;
pub mod world;

pub mod fault;
pub mod file_metadata;
pub mod lint;
pub mod messages;

pub mod recurrence;
pub mod yaml;

pub mod config;
pub mod markdown;

pub mod output;

pub mod record;

pub mod consent;

pub mod site;

pub mod publish;

pub mod agenda;
pub mod view;

pub mod theme;

pub mod format;

pub mod pipeline;

pub mod disk;
pub mod serve;
pub mod watch;

pub mod cli;
