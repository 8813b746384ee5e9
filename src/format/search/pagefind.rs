//! What the browser runs: Pagefind's script, and its program (WebAssembly) with the stems of one language or of none. They
//! are those of the version that the index is made for, unchanged; `pagefind/LICENSE` is their licence.

use include_dir::{Dir, include_dir};

/// The version of the format, and of the script and the programs that read it.
pub(super) const VERSION: &str = "1.6.0";

/// The script that loads the index and the program.
const SCRIPT: &str = include_str!("pagefind/pagefind.js");

static PROGRAMS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/format/search/pagefind/wasm");

/// The script and the program that it runs, by their names.
pub(super) fn program_files(language: &str) -> Vec<(String, Vec<u8>)> {
    let own = stemming_program(language);
    let name = own.map_or_else(|| "wasm.unknown.pagefind".to_owned(), |_| format!("wasm.{language}.pagefind"));
    let program = own.or_else(|| program("unknown")).unwrap_or_default();
    vec![("pagefind.js".to_owned(), SCRIPT.as_bytes().to_vec()), (name, program.to_vec())]
}

/// The program that knows the stems of a language, by its tag (BCP 47).
pub(super) fn stemming_program(language: &str) -> Option<&'static [u8]> {
    program(language.split('-').next().unwrap_or(language))
}

fn program(name: &str) -> Option<&'static [u8]> {
    PROGRAMS.get_file(format!("{name}.wasm.gz")).map(include_dir::File::contents)
}
