//! Advice that depends on the day or on other records: gaps in a series, series that may have ended, festivals, venues
//! that are taken, campaigns that are over, partners that have closed. Advice never stops a build, so time alone never does.
//!
//! All advice is made again when an event, a campaign, safety or the day has changed. It is never about dates
//! that are over. A screen in a public room can show it, so while safety is raised it does not name the other event
//! or the festival.

mod campaigns;
mod checked_event;
mod closed_partners;
mod collect;
mod observances;
mod online;
mod series;
mod venue_overlaps;

pub(super) use collect::collect_advice;
