//! What the browser runs: Pagefind's script, and its program (WebAssembly) with the stems of one language or of none. They
//! are those of the version that the index is made for, unchanged; `pagefind/LICENSE` is their licence.

use include_dir::{Dir, include_dir};

/// The version of the format, and of the script and the programs that read it.
pub(super) const VERSION: &str = "1.6.0";

/// The script that loads the index and the program.
pub(super) const SCRIPT: &str = include_str!("pagefind/pagefind.js");

static PROGRAMS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/format/search/pagefind/wasm");

/// The program that knows the stems of a language, by its tag (BCP 47).
pub(super) fn stemming_program(language: &str) -> Option<&'static [u8]> {
    program(language.split('-').next().unwrap_or(language))
}

/// The program that compares words as they are.
pub(super) fn plain_program() -> &'static [u8] {
    program("unknown").unwrap_or_default()
}

fn program(name: &str) -> Option<&'static [u8]> {
    PROGRAMS.get_file(format!("{name}.wasm.gz")).map(include_dir::File::contents)
}
