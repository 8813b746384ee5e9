//! What answers the requests that pass.

use super::request::Request;
use super::response::Response;

/// Answers requests, from many threads at once. If it panics, the answer is 500.
pub trait Handler: Send + Sync {
    /// The response to a request that passed the filter.
    fn handle(&self, request: &Request) -> Response;
}
