//! The site on other days than today, kept ready while a reader looks at them.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use crate::theme::Renderer;

/// How many days are kept ready.
const MAX_DAYS: usize = 3;

/// Renderers by day, the one used last at the end.
#[derive(Default)]
pub(super) struct DayRenderers {
    days: Mutex<VecDeque<DayRenderer>>,
}

struct DayRenderer {
    version: u64,
    now: Timestamp,
    renderer: Arc<Renderer>,
}

impl DayRenderers {
    /// The renderer of a moment, for a version of the site; `publish` makes it if it is not kept.
    pub(super) fn get_or_publish(
        &self,
        version: u64,
        now: Timestamp,
        publish: impl FnOnce() -> Renderer,
    ) -> Arc<Renderer> {
        let mut days = self.days.lock().unwrap_or_else(PoisonError::into_inner);
        days.retain(|day| day.version == version);
        let kept = days.iter().position(|day| day.now == now).and_then(|at| days.remove(at));
        let renderer = kept.map_or_else(|| Arc::new(publish()), |day| day.renderer);
        if days.len() == MAX_DAYS {
            days.pop_front();
        }
        days.push_back(DayRenderer { version, now, renderer: Arc::clone(&renderer) });
        renderer
    }
}
