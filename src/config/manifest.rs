//! `themes/NAME/theme.yaml`: what a theme says of itself.

use std::sync::Arc;

use crate::fault::{Code, Fault, Faults};
use crate::text::{Source, SourceLocation};
use crate::yaml::{self, FromNode, Loose, Placed, Reader, Value, fields};

use super::tokens::Pair;

/// The file's name, in a theme's folder.
pub const FILE: &str = "theme.yaml";

fields! {
    /// What a theme says of itself.
    pub struct Manifest {
        /// Its name.
        name: optional String, always;
        /// One or two sentences.
        description: optional String, always;
        /// Who made it.
        author: optional String, always;
        /// What may be done with it.
        licence: optional String, always;
        /// The number of the contract that its templates were written for; this program's where it is left out.
        contract: optional Placed<u32>, always;
        /// Colours, faces and measures by name.
        tokens: optional Loose<Placed<String>>, always;
        /// Which colours stand on which.
        pairs: many Pair, always;
    }
}

impl Manifest {
    /// Reads the file as it lies on the disk, and gives its text too.
    pub fn from_bytes(path: &str, bytes: &[u8], newest: u32, out: &mut Faults) -> Option<(Arc<Source>, Self)> {
        let Some(text) = std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0')) else {
            let fault = Fault::in_file(Code::NotText, path.to_owned(), "this file is not text in UTF-8");
            out.report(fault.help("save it as UTF-8"));
            return None;
        };
        let source = Arc::new(Source { path: path.to_owned(), text: text.to_owned() });
        let manifest = Self::from_source(&source, newest, out)?;
        Some((source, manifest))
    }

    /// Reads the file, and reports a contract that is newer than the program's: what else such a file says may be right
    /// in a later version, and is not judged.
    fn from_source(source: &Arc<Source>, newest: u32, out: &mut Faults) -> Option<Self> {
        let start = if source.text.starts_with('\u{feff}') { 3 } else { 0 };
        let mut found = Faults::new();
        let (node, _) = yaml::parse(source, start..source.text.len(), &mut found);
        let manifest = (node.value != Value::Null).then(|| Self::read(&node, &mut Reader::new(source, &mut found)));
        let manifest = manifest.flatten();
        match manifest.as_ref().and_then(|manifest| manifest.contract) {
            Some(Placed { value, span }) if value > newest => {
                let message =
                    format!("this theme is made for contract {value}, and this program has contract {newest}");
                let fault = Fault::new(Code::NewerContract, SourceLocation::new(source, span), message);
                out.report(fault.help("use a newer version of the program, or an older one of the theme"));
                return manifest;
            }
            Some(Placed { value: 0, span }) => {
                let message = "contracts are counted from 1, not from 0";
                let fault = Fault::new(Code::InvalidValue, SourceLocation::new(source, span), message);
                found.report(fault.help(format!("write `contract: {newest}`")));
            }
            _ => {}
        }
        out.extend(found);
        manifest
    }
}
