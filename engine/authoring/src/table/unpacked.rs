//! How large what is packed in a file becomes: counted before anything is made of it, since a few bytes can say gigabytes.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

/// The most bytes all parts of a file have together once unpacked.
const UNPACKED_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// The most parts of a file.
const PARTS_MAX: usize = 1_000;
/// How much is unpacked at a time.
const PIECE_BYTES: usize = 16 * 1024;

/// Whether a file is small enough once unpacked; what the file says of its own sizes is not believed.
///
/// # Errors
/// Where it is not packed as it should be.
pub(super) fn is_small(bytes: &[u8]) -> Result<bool, ZipError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    if archive.len() > PARTS_MAX {
        return Ok(false);
    }
    let mut left = UNPACKED_BYTES_MAX;
    let mut piece = vec![0; PIECE_BYTES];
    for at in 0..archive.len() {
        let mut part = archive.by_index(at)?;
        loop {
            let read = u64::try_from(part.read(&mut piece)?).unwrap_or(u64::MAX);
            if read == 0 {
                break;
            }
            match left.checked_sub(read) {
                Some(rest) => left = rest,
                None => return Ok(false),
            }
        }
    }
    Ok(true)
}
