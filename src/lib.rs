//! Common Ground: a static site generator for campaign networks that bring communities together.
//!
//! The rooms, lowest first. An import points only to a lower row; one test holds that (`tests/it/rooms.rs`).

pub mod country;
pub mod digest;
pub mod kind;
pub mod language;
pub mod messages;
pub mod path;
pub mod recurrence;
pub mod time;

pub mod text;
pub mod world;

pub mod fault;
pub mod lint;
pub mod yaml;

pub mod config;
pub mod markdown;

pub mod consent;
pub mod record;

pub mod file_metadata;
pub mod site;

pub mod agenda;
pub mod publish;

pub mod view;

pub mod theme;

pub mod format;

pub mod pipeline;

pub mod disk;
pub mod serve;
pub mod watch;

pub mod cli;
