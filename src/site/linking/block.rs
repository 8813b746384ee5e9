//! Blocks of bodies: their names, arguments and the records they name.

use std::sync::Arc;

use super::linker::Linker;
use crate::fault::{Code, Fault, Faults};
use crate::kind::Kind;
use crate::markdown::{Block, BlockKind, Parameter};
use crate::path::closest_match;
use crate::site::record_index::RecordIndex;
use crate::text::{Source, SourceLocation};

impl Linker<'_> {
    /// Checks a block, and returns the record that it names.
    pub(super) fn resolve_block(&self, source: &Arc<Source>, block: &Block, out: &mut Faults) -> Option<RecordIndex> {
        let location = |span| SourceLocation::new(source, span);
        let Some(kind) = self.context.blocks.get(&block.name) else {
            out.report(self.unknown_block_fault(block, location(block.span)));
            return None;
        };
        if kind.has_content != block.has_content {
            out.report(wrong_fence_fault(kind, location(block.span)));
        }
        let mut record_index = None;
        for argument in &block.arguments {
            let Some(parameter) = kind.parameters.iter().find(|parameter| parameter.name == argument.name) else {
                out.report(unknown_argument_fault(kind, &argument.name, location(argument.name_span)));
                continue;
            };
            if let Some(kind) = parameter.record_kind.and_then(Kind::parse) {
                record_index = self.resolve_record(kind, &argument.value, location(argument.span), out).record();
            } else if !is_allowed_value(parameter, &argument.value) {
                out.report(invalid_argument_fault(parameter, &argument.value, location(argument.span)));
            }
        }
        let is_missing = |parameter: &&Parameter| parameter.required && block.argument(&parameter.name).is_none();
        for parameter in kind.parameters.iter().filter(is_missing) {
            out.report(missing_argument_fault(block, parameter, location(block.span)));
        }
        record_index
    }

    fn unknown_block_fault(&self, block: &Block, location: SourceLocation) -> Fault {
        let names: Vec<&str> = self.context.blocks.0.iter().map(|kind| kind.name.as_ref()).collect();
        let nearest = closest_match(&block.name, names.iter().copied());
        Fault::new(Code::UnknownComponent, location, format!("there is no block `{}`", block.name))
            .with_suggestion_or_help(nearest, format!("there are {}", names.join(", ")))
    }
}

fn wrong_fence_fault(kind: &BlockKind, location: SourceLocation) -> Fault {
    let (fence, help) = match kind.has_content {
        true => (":::", "and a line `:::` after its content"),
        false => ("::", "with two colons: it has no content"),
    };
    Fault::new(Code::UnknownArgument, location, format!("block `{}` is written with `{fence}`", kind.name))
        .with_help(format!("write `{fence}{}` {help}", kind.name))
}

fn unknown_argument_fault(kind: &BlockKind, name: &str, location: SourceLocation) -> Fault {
    let names = || kind.parameters.iter().map(|parameter| parameter.name.as_ref());
    let help = match kind.parameters.is_empty() {
        true => "it takes none: remove it".to_owned(),
        false => {
            let listed = names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ");
            format!("it can be {listed}")
        }
    };
    Fault::new(Code::UnknownArgument, location, format!("block `{}` takes no `{name}`", kind.name))
        .with_suggestion_or_help(closest_match(name, names()), help)
}

fn is_allowed_value(parameter: &Parameter, value: &str) -> bool {
    parameter.allowed_values.is_empty() || parameter.allowed_values.contains(&value)
}

fn invalid_argument_fault(parameter: &Parameter, value: &str, location: SourceLocation) -> Fault {
    let nearest = closest_match(value, parameter.allowed_values.iter().copied());
    Fault::new(Code::InvalidValue, location, format!("`{}` cannot be `{value}`", parameter.name))
        .with_suggestion_or_help(nearest, format!("it can be {}", parameter.allowed_values.join(", ")))
}

fn missing_argument_fault(block: &Block, parameter: &Parameter, location: SourceLocation) -> Fault {
    Fault::new(Code::MissingField, location, format!("block `{}` needs `{}`", block.name, parameter.name))
        .with_help(format!("write `::{} {}=\"…\"`", block.name, parameter.name))
}
