//! Puts the pages of `web/dist/pages` into the program, if they have been built; without them the program still builds, and
//! says at its address how to get them.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Where the pages are built to; the folder around them is always there, so that its changes are seen.
const DIST: &str = "../../web/dist";
/// The most files there may be: more means that something else than the pages was built there.
const FILES_MAX: usize = 500;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join(DIST);
    let pages = root.join("pages");
    let mut files = Vec::new();
    if pages.is_dir() {
        collect(&pages, &mut files)?;
    }
    files.sort();
    if files.len() > FILES_MAX {
        return Err(format!("expected at most {FILES_MAX} files in {}, found {}", pages.display(), files.len()).into());
    }
    let mut list = String::from("&[\n");
    for file in &files {
        let name = file.strip_prefix(&pages)?.to_string_lossy().replace('\\', "/");
        writeln!(
            list,
            "    Embedded {{ path: {:?}, plain: include_bytes!({:?}), gzip: {}, brotli: {} }},",
            format!("/{name}"),
            file.to_string_lossy(),
            packed(file, "gz"),
            packed(file, "br")
        )?;
    }
    list.push(']');
    fs::write(Path::new(&std::env::var("OUT_DIR")?).join("pages.rs"), list)?;
    writeln!(std::io::stdout(), "cargo:rerun-if-changed={}", root.display())?;
    writeln!(std::io::stdout(), "cargo:rerun-if-changed=build.rs")?;
    Ok(())
}

/// The files a browser asks for; their packed forms stand beside them.
fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_packed = path.extension().is_some_and(|ending| ending == "br" || ending == "gz");
        if path.is_dir() {
            collect(&path, found)?;
        } else if !is_packed {
            found.push(path);
        }
    }
    Ok(())
}

fn packed(file: &Path, ending: &str) -> String {
    let mut packed = file.as_os_str().to_owned();
    packed.push(".");
    packed.push(ending);
    let packed = PathBuf::from(packed);
    if packed.is_file() { format!("Some(include_bytes!({:?}))", packed.to_string_lossy()) } else { "None".to_owned() }
}
