//! Outputs that are kept from one build to the next.

use std::io;

use crate::format::Output;
use crate::output::{OutputFile, OutputKind};
use crate::world::BuildCache;

/// The outputs that were kept under a name; if there are none, they are made, and kept.
pub(super) fn render_cached(
    cache: &dyn BuildCache,
    name: &str,
    kind: OutputKind,
    render: impl FnOnce() -> io::Result<Vec<Output>>,
) -> io::Result<Vec<Output>> {
    if let Some(outputs) = cache.read(name).and_then(|bytes| decode(&bytes, kind)) {
        return Ok(outputs);
    }
    let outputs = render()?;
    cache.write(name, &encode(&outputs));
    Ok(outputs)
}

/// For each file, the lengths of its path and of its bytes, and both.
fn encode(outputs: &[Output]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(outputs.iter().map(|output| output.bytes.len() + 100).sum());
    for Output { file, bytes: content } in outputs {
        for piece in [file.path.as_bytes(), content] {
            bytes.extend_from_slice(&(piece.len() as u64).to_le_bytes());
        }
        bytes.extend_from_slice(file.path.as_bytes());
        bytes.extend_from_slice(content);
    }
    bytes
}

/// The outputs that were encoded; `None` if the bytes are something else.
fn decode(mut bytes: &[u8], kind: OutputKind) -> Option<Vec<Output>> {
    let mut outputs = Vec::new();
    while !bytes.is_empty() {
        let (path_length, content_length) = (take_length(&mut bytes)?, take_length(&mut bytes)?);
        let (path, content) = (bytes.split_off(..path_length)?, bytes.split_off(..content_length)?);
        let file = OutputFile { path: std::str::from_utf8(path).ok()?.to_owned(), kind, record: None };
        outputs.push(Output { file, bytes: content.to_owned() });
    }
    Some(outputs)
}

fn take_length(bytes: &mut &[u8]) -> Option<usize> {
    let length = bytes.split_off(..8)?;
    usize::try_from(u64::from_le_bytes(length.try_into().ok()?)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_decoded_and_what_is_cut_off_is_not() {
        let output = |path: &str, bytes: &[u8]| Output {
            file: OutputFile { path: path.to_owned(), kind: OutputKind::SearchIndex, record: None },
            bytes: bytes.to_owned(),
        };
        let outputs = vec![output("search/a", b"one"), output("search/ŵ", b"")];
        let bytes = encode(&outputs);
        assert_eq!(decode(&bytes, OutputKind::SearchIndex), Some(outputs));
        let cut = (1..bytes.len()).filter_map(|length| decode(&bytes[..length], OutputKind::SearchIndex));
        assert_eq!(cut.map(|outputs| outputs.len()).collect::<Vec<_>>(), [1]);
    }
}
