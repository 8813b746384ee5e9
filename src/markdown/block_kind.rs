//! The kinds of blocks that a network has.

use std::borrow::Cow;

use crate::kind::Kind;

/// A kind of block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockKind {
    /// Its name, as editors write it.
    pub name: Cow<'static, str>,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// Whether it has content.
    pub has_content: bool,
}

/// A parameter of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: Cow<'static, str>,
    /// Whether it must be given.
    pub required: bool,
    /// The kind of record that its value names, if it names one.
    pub record_kind: Option<&'static str>,
    /// The words that it can be; empty where it can be any text.
    pub allowed_values: &'static [&'static str],
}

/// A built-in kind: name, whether it has content, and its parameters (name, required, kind of record, words).
type CoreBlock = (&'static str, bool, &'static [(&'static str, bool, Option<&'static str>, &'static [&'static str])]);

/// The kinds of blocks that every theme has, besides the cards of records.
const CORE_BLOCKS: &[CoreBlock] = &[
    ("quote", false, &[("text", true, None, &[]), ("by", false, None, &[])]),
    ("signposts", false, &[("place", false, Some("place"), &[])]),
    ("callout", true, &[("kind", false, None, &["note", "ask", "tip", "warning"]), ("title", false, None, &[])]),
    ("at-risk", true, &[]),
];

impl BlockKind {
    /// The cards of records: `::event slug="…"` and the like, for each kind that has a list.
    fn cards() -> impl Iterator<Item = Self> {
        let kinds = Kind::all().filter(|kind| kind.spec().has_list);
        kinds.map(|kind| Self {
            name: Cow::Borrowed(kind.as_str()),
            parameters: vec![Parameter {
                name: Cow::Borrowed("slug"),
                required: true,
                record_kind: Some(kind.as_str()),
                allowed_values: &[],
            }],
            has_content: false,
        })
    }
}

/// All kinds of blocks of a network: the built-in ones and those of its theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockKinds(pub Vec<BlockKind>);

impl BlockKinds {
    /// The built-in kinds and those of a theme. A theme cannot replace a built-in kind.
    pub fn new(theme: impl IntoIterator<Item = BlockKind>) -> Self {
        let core = CORE_BLOCKS.iter().map(|(name, content, parameters)| BlockKind {
            name: Cow::Borrowed(name),
            has_content: *content,
            parameters: parameters
                .iter()
                .map(|(name, required, refers, words)| Parameter {
                    name: Cow::Borrowed(name),
                    required: *required,
                    record_kind: *refers,
                    allowed_values: words,
                })
                .collect(),
        });
        let mut blocks: Vec<BlockKind> = BlockKind::cards().chain(core).collect();
        for block in theme {
            if blocks.iter().all(|known| known.name != block.name) {
                blocks.push(block);
            }
        }
        Self(blocks)
    }

    /// The kind with this name.
    pub fn get(&self, name: &str) -> Option<&BlockKind> {
        self.0.iter().find(|block| block.name == name)
    }
}
