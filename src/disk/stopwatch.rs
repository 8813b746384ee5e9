//! The duration of a build.

use std::time::Instant;

/// Returns a function that gives the seconds since this call.
pub fn stopwatch() -> impl Fn() -> f64 {
    let start = Instant::now();
    move || start.elapsed().as_secs_f64()
}
