//! Fingerprints of contents: BLAKE3, which is fast, because every build hashes every source and every output.

use std::{fmt, io};

/// So many bytes are hashed at a time.
const BUFFER_SIZE: usize = 64 * 1024;

/// The fingerprint of some bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The fingerprint of some bytes.
    pub fn compute(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// The fingerprint of all that can be read, without keeping it.
    pub fn compute_from(reader: impl io::Read) -> io::Result<Self> {
        Ok(Self(*blake3::Hasher::new().update_reader(reader)?.finalize().as_bytes()))
    }

    /// The fingerprint of all that is written, without keeping it.
    pub fn compute_written(write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> io::Result<Self> {
        let mut writer = io::BufWriter::with_capacity(BUFFER_SIZE, blake3::Hasher::new());
        write(&mut writer)?;
        Ok(Self(*writer.into_inner().map_err(io::IntoInnerError::into_error)?.finalize().as_bytes()))
    }

    /// The fingerprint of several pieces in order. Their lengths count, so that `ab`, `c` differs from `a`, `bc`.
    pub fn compute_all<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hasher = blake3::Hasher::new();
        // BLAKE3 is several times as fast with long pieces.
        let mut buffer = Vec::with_capacity(BUFFER_SIZE);
        for piece in pieces {
            if buffer.len() + piece.len() > BUFFER_SIZE {
                hasher.update(&buffer);
                buffer.clear();
            }
            buffer.extend_from_slice(&(piece.len() as u64).to_le_bytes());
            if piece.len() < BUFFER_SIZE {
                buffer.extend_from_slice(piece);
            } else {
                hasher.update(&buffer).update(piece);
                buffer.clear();
            }
        }
        Self(*hasher.update(&buffer).finalize().as_bytes())
    }

    /// The bytes of the fingerprint.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
