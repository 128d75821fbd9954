//! The world charts run in: the shipped offices and calendars.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use definition::text::SourceText;
use definition::workspace::{Workspace, check};

/// The role whose holders could start the charts' cases.
pub const ROLE: &str = "county_clerk";
/// The office they belong to.
pub const OFFICE: &str = "222403";
/// The process every chart becomes.
pub const PROCESS: &str = "chart";

/// A workspace with one process beside the shipped offices and calendars.
pub fn workspace(process: &str) -> Workspace {
    static AROUND: OnceLock<Vec<Arc<SourceText>>> = OnceLock::new();
    let around = AROUND.get_or_init(|| {
        let folders = ["organisations", "calendars"].map(|folder| root().join("workflows").join(folder));
        folders.iter().flat_map(|folder| texts(folder)).collect()
    });
    let mut all = around.clone();
    all.push(SourceText::new("chart.yaml", process));
    check(&all, "2020-04-20".parse().unwrap())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn texts(folder: &Path) -> Vec<Arc<SourceText>> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect();
    paths.sort();
    paths.iter().map(|path| SourceText::new(path.to_string_lossy(), std::fs::read_to_string(path).unwrap())).collect()
}
