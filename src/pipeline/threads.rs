//! The number of threads.

/// Runs a function on a number of threads of its own; 0 means as many as the machine has cores.
pub fn run_with_jobs<R: Send>(jobs: usize, run: impl FnOnce() -> R + Send) -> std::io::Result<R> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build().map_err(std::io::Error::other)?;
    Ok(pool.install(run))
}
