//! From what was read to what pages are printed from.

use std::sync::Arc;

use super::load::LoadedNetwork;
use crate::fault::Faults;
use crate::publish::{self, PublishOptions};
use crate::theme::Renderer;

/// Makes a publication of what was loaded.
pub fn publish(loaded: &LoadedNetwork, options: &PublishOptions, out: &mut Faults) -> Renderer {
    let publication = publish::publish(&loaded.site, options, out);
    Renderer::new(&Arc::new(publication), &loaded.theme)
}

/// The same, from the last publication where that spares work.
pub fn republish(loaded: &LoadedNetwork, options: &PublishOptions, previous: &Renderer, out: &mut Faults) -> Renderer {
    let changed = loaded.relinked_from.as_ref().filter(|(base, _)| previous.publication().is_based_on(base));
    let Some((_, changed)) = changed else { return publish(loaded, options, out) };
    let publication = publish::republish(&loaded.site, options, previous.publication(), changed, out);
    Renderer::new(&Arc::new(publication), &loaded.theme)
}
