//! How long a connection may take, how large its head may be, and how many connections there may be.

use std::time::Duration;

/// What a connection may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For the whole head to arrive.
    pub head_timeout: Duration,
    /// Bytes of a head.
    pub max_head_size: usize,
    /// For a write to get any further.
    pub write_timeout: Duration,
    /// Connections at once. Beyond half of it only this machine's are let in, so that others cannot use it up.
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
