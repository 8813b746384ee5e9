//! Files that contain no fields.

use crate::fault::{Code, Fault};
use crate::text::SourceLocation;
use crate::yaml::Node;

/// The fault of a file, or of its front matter, that is a list or text where fields belong.
pub(super) fn not_fields_fault(part: &str, node: &Node, location: SourceLocation) -> Fault {
    Fault::new(Code::YamlSyntax, location, format!("the {part} is {}, not fields", node.description()))
        .with_help("write fields: a name, a colon, a space and a value")
}
