//! How long a connection may take, how large its head may be, and how many connections there may be.

use std::time::Duration;

/// The limits of connections.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The time for the whole head to arrive.
    pub head_timeout: Duration,
    /// The most bytes of a head.
    pub max_head_size: usize,
    /// The time after which a write that makes no progress fails.
    pub write_timeout: Duration,
    /// The most connections at once. When half of them are in use, only this machine gets another, so that other
    /// machines cannot use them all up.
    pub max_connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head_timeout: Duration::from_secs(5),
            max_head_size: 16 * 1024,
            write_timeout: Duration::from_secs(10),
            max_connections: 512,
        }
    }
}
