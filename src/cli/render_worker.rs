//! `render-worker`: what the program starts for itself, to render a network's own templates where they can be stopped.

use std::io;

use super::outcome::Outcome;
use crate::disk;
use crate::theme::WorkerTheme;

pub(super) fn run() -> Outcome {
    let prepare = |task: &[u8]| {
        let theme = WorkerTheme::from_bytes(task).ok_or(io::ErrorKind::InvalidData)?;
        Ok(move |job: &[u8]| theme.render(job))
    };
    match disk::run_worker(prepare) {
        Ok(()) => Outcome::Success,
        Err(error) => Outcome::SystemError(format!("this command is for the program itself: {error}")),
    }
}
