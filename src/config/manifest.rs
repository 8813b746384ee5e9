//! `themes/NAME/theme.yaml`: what a theme says about itself. The `contract` that it was written for is compared with
//! the program's (`view::CONTRACT_VERSION`) before anything is rendered.

use std::sync::Arc;

use super::colour_pair::ColourPair;
use crate::fault::{Code, Fault, Faults};
use crate::text::{Source, SourceLocation};
use crate::yaml::{self, FromNode, NamedValues, Reader, Spanned, Value, fields};

/// The file's name, in a theme's folder.
pub const THEME_FILE: &str = "theme.yaml";

fields! {
    /// What a theme says about itself.
    pub struct ThemeManifest {
        /// Its name.
        name: optional String, always;
        /// One or two sentences about it.
        description: optional String, always;
        /// Who made it.
        author: optional String, always;
        /// The licence of the theme.
        licence: optional String, always;
        /// The version of the values that its templates are written for; the current one if this is left out.
        contract: optional Spanned<u32>, always;
        /// Colours, typefaces and sizes by name.
        tokens: optional NamedValues<Spanned<String>>, always;
        /// How heavy pages may be, by kind or sort, in kilobytes as they are sent, without pictures.
        budget: optional NamedValues<u32>, always;
        /// Which colours are used on which.
        pairs: many ColourPair, always;
    }
}

/// A `theme.yaml` that was read, with its text.
pub type ManifestFile = (Arc<Source>, ThemeManifest);

impl ThemeManifest {
    /// Reads the file from its bytes. The result includes its text, for faults that are found later.
    pub fn from_bytes(path: &str, bytes: &[u8], supported_contract: u32, out: &mut Faults) -> Option<ManifestFile> {
        let Some(text) = std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0')) else {
            let fault = Fault::in_file(Code::NotText, path.to_owned(), "this file is not text in UTF-8");
            out.report(fault.with_help("save it as UTF-8"));
            return None;
        };
        let source = Arc::new(Source { path: path.to_owned(), text: text.to_owned() });
        let manifest = Self::from_source(&source, supported_contract, out)?;
        Some((source, manifest))
    }

    /// Reads the file, and reports a contract that is newer than the program's. Then no other fault is reported,
    /// because what seems wrong may be right in a later version.
    fn from_source(source: &Arc<Source>, supported_contract: u32, out: &mut Faults) -> Option<Self> {
        let mut found = Faults::new();
        let (node, _) = yaml::parse_file(source, &mut found);
        let manifest =
            (node.value != Value::Null).then(|| Self::from_node(&node, &mut Reader::new(source, &mut found)));
        let manifest = manifest.flatten();
        match manifest.as_ref().and_then(|manifest| manifest.contract) {
            Some(Spanned { value, span }) if value > supported_contract => {
                let message = format!(
                    "this theme is made for contract {value}, and this program has contract {supported_contract}"
                );
                let fault = Fault::new(Code::NewerContract, SourceLocation::new(source, span), message);
                out.report(fault.with_help("use a newer version of the program, or an older one of the theme"));
                return manifest;
            }
            Some(Spanned { value: 0, span }) => {
                let message = "contracts are counted from 1, not from 0";
                let fault = Fault::new(Code::InvalidValue, SourceLocation::new(source, span), message);
                found.report(fault.with_help(format!("write `contract: {supported_contract}`")));
            }
            _ => {}
        }
        out.extend(found);
        manifest
    }
}
