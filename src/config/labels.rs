//! Labels of topics, access facts and levels.

use crate::fault::{Code, Fault};
use crate::language::capitalise;
use crate::yaml::{FromNode, NamedValues, Node, Reader, Value};

/// The most labels of a sort. Each topic has a page.
const MAX_LABELS: usize = 1_000;

/// Slugs with their labels. When only slugs are listed, each label is made from its slug.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels(pub Vec<(String, String)>);

impl Labels {
    /// The label of a slug.
    pub fn get(&self, slug: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == slug).map(|(_, label)| label.as_str())
    }
}

impl FromNode for Labels {
    const EXPECTED: &'static str = "slugs with labels";

    fn from_node(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let mut labels = match &node.value {
            Value::List(_) => Vec::<String>::from_node(node, reader)?
                .into_iter()
                .map(|slug| (slug.clone(), label_from_slug(&slug)))
                .collect::<Vec<_>>(),
            _ => NamedValues::<String>::from_node(node, reader)?
                .0
                .into_iter()
                .map(|(slug, _, label)| (slug, label))
                .collect(),
        };
        if labels.len() > MAX_LABELS {
            let message = format!("there are {} words here, and a site can have {MAX_LABELS}", labels.len());
            let fault = Fault::new(Code::InvalidValue, reader.location(node.span), message);
            reader.report(fault.with_help("keep those that readers look for"));
            labels.truncate(MAX_LABELS);
        }
        Some(Self(labels))
    }
}

/// `step-free-access` as a label: `Step free access`.
pub fn label_from_slug(slug: &str) -> String {
    capitalise(&slug.replace(['-', '_'], " "))
}
