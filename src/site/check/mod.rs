//! Checks that need the whole network: of records, of the relations between them, and of the files.
//!
//! No check depends on the time: what was right when it was written stays right. `publish` reports what depends on the day.

mod address_clash;
mod cross_file;
mod cycle;
mod duplicate_ids;
mod event;
mod find_secret;
mod leak;
mod lint;
mod lint_faults;
mod mailbox;
mod menu;
mod online;
mod place_codes;
mod record;
mod record_file;
mod resource_lint;
mod series;
mod series_dates;
mod unused_files;
mod wall_time;
mod weekday;
mod written_date;

pub(super) use cross_file::check_cross_file;
pub(super) use lint::report_lints;
pub(super) use lint_faults::file_name_as_alt_fault;
pub(super) use menu::{check_menu, check_pins};
pub(super) use record::check_record;
pub(super) use record_file::{has_own_errors, report_file_faults};
