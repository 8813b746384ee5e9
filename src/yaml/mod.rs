//! Front matter and side files: YAML as nodes with their places in the file, read field by field.
//!
//! This is not a general YAML reader. Anchors, aliases, tags and merge keys are faults, a scalar is always text, and
//! its type comes from the field that reads it. granit's event parser reads the syntax.
//!
//! When front matter as a whole cannot be read, each top-level field is read by itself, so that one mistake does not
//! hide another. A required field that is then missing is not reported, because that would only repeat the first fault.

mod compound;
mod declare;
mod field;
mod front_matter;
mod mistakes;
mod node;
mod node_builder;
mod parse;
mod quoting;
mod reader;
mod scalar;
mod simple_fields;
mod url;

pub use compound::{AnyValue, ByLanguage, NamedValues, Spanned};
pub(crate) use declare::{fields, words};
pub use field::{Cardinality, Field, Protection};
pub use front_matter::{MAX_FRONT_MATTER_BYTES, SplitFile, find_slug, split_front_matter};
pub(crate) use mistakes::diagnose_non_field;
pub use node::{MapEntry, Node, Value};
pub use parse::{parse, parse_file};
pub use reader::{FromNode, Reader, Reference, report_empty_group, report_unknown_fields};
pub use scalar::Coordinates;
pub(crate) use scalar::suggest_language;
pub use url::{AddressMistake, Url};
