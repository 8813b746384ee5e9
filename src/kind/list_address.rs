//! The addresses of lists that are not all records of a kind. Where pages are made, linked and checked, they are the same.

/// The list of all topics.
pub const TOPICS_ADDRESS: &str = "/topics/";

/// The list of events that are over.
pub const PAST_EVENTS_ADDRESS: &str = "/events/past/";

/// The list of the records about a topic.
pub fn topic_address(slug: &str) -> String {
    format!("{TOPICS_ADDRESS}{slug}/")
}

/// The list of the events in a month (1 to 12).
pub fn month_address(year: i16, month: i8) -> String {
    format!("/events/{year:04}/{month:02}/")
}

/// The list of the events that state an access fact with yes.
pub fn access_address(fact: &str) -> String {
    format!("/events/access/{fact}/")
}

/// The list at an address, in another language of the network.
pub fn translated_list_address(address: &str, language: &str) -> String {
    format!("/{language}{address}")
}
