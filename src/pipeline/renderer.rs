//! Makes a renderer: publishes a network that was loaded, and prepares its theme.

use std::sync::Arc;

use super::load::LoadedNetwork;
use crate::fault::Faults;
use crate::publish::{self, PublishOptions};
use crate::theme::Renderer;

/// Publishes a network, and makes the renderer of its pages.
pub fn build_renderer(loaded: &LoadedNetwork, options: &PublishOptions, out: &mut Faults) -> Renderer {
    let publication = publish::publish(&loaded.site, options, out);
    Renderer::new(&Arc::new(publication), &loaded.theme)
}

/// Makes the same renderer as [`build_renderer`], and reuses the previous publication where only some records have changed
/// since.
pub fn rebuild_renderer(
    loaded: &LoadedNetwork,
    options: &PublishOptions,
    previous: &Renderer,
    out: &mut Faults,
) -> Renderer {
    let changed = loaded.relinked_from.as_ref().filter(|(base, _)| previous.publication().is_based_on(base));
    let Some((_, changed)) = changed else { return build_renderer(loaded, options, out) };
    let publication = publish::republish(&loaded.site, options, previous.publication(), changed, out);
    Renderer::new(&Arc::new(publication), &loaded.theme)
}
