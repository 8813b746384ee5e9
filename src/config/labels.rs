//! Labels of topics, access facts and levels.

use crate::language::capitalise;
use crate::yaml::{FromNode, NamedValues, Node, Reader, Value};

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
        Some(Self(match &node.value {
            Value::List(_) => Vec::<String>::from_node(node, reader)?
                .into_iter()
                .map(|slug| (slug.clone(), label_from_slug(&slug)))
                .collect(),
            _ => NamedValues::<String>::from_node(node, reader)?
                .0
                .into_iter()
                .map(|(slug, _, label)| (slug, label))
                .collect(),
        }))
    }
}

/// `step-free-access` as a label: `Step free access`.
pub fn label_from_slug(slug: &str) -> String {
    capitalise(&slug.replace(['-', '_'], " "))
}
