//! Frozen samples: whole histories of real cases as they were once written. Every later Doudi must read them, apply them and
//! hash them the same. A file is written once and never again.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use storage::HistoryRow;

/// A case with its history, as they stood in the database.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sample {
    /// What it shows.
    pub shows: String,
    /// The case.
    pub case: String,
    /// Whose key seals it.
    pub subject: Option<SampleSubject>,
    /// Its steps, oldest first.
    pub steps: Vec<SampleStep>,
    /// The case that applying them gives: exactly the text stored.
    pub state: String,
}

/// A person's key as it was kept, wrapped under the master key of the tests.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SampleSubject {
    /// Its identity.
    pub id: String,
    /// The wrapped key.
    pub wrapped_key: String,
    /// A value that can be read with it, by its field, as JSON.
    pub opens: (String, Json),
}

/// A row of the history.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SampleStep {
    /// Its number.
    pub seq: u64,
    /// What kind of command it came from.
    pub event_type: String,
    /// The version of the body's form.
    pub event_version: u32,
    /// When, in milliseconds.
    pub at: i64,
    /// Exactly the text that was hashed.
    pub body: String,
    /// The hash of the step before.
    pub previous_hash: String,
    /// The hash of this one.
    pub hash: String,
}

impl From<HistoryRow> for SampleStep {
    fn from(row: HistoryRow) -> Self {
        let at = row.at.milliseconds();
        let HistoryRow { seq, event_type, event_version, at: _, body, previous_hash, hash } = row;
        Self { seq, event_type, event_version, at, body, previous_hash, hash }
    }
}

impl From<SampleStep> for HistoryRow {
    fn from(step: SampleStep) -> Self {
        let at = definition::moment::Moment::from_milliseconds(step.at);
        let SampleStep { seq, event_type, event_version, at: _, body, previous_hash, hash } = step;
        Self { seq, event_type, event_version, at, body, previous_hash, hash }
    }
}

/// Where the samples are.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

/// Every sample, by the name of its file.
///
/// # Errors
/// A file cannot be read, or is no sample.
pub fn all() -> Result<Vec<(String, Sample)>, String> {
    let entries = fs::read_dir(folder()).map_err(|error| format!("{}: {error}", folder().display()))?;
    let mut samples = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let sample = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        samples.push((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), sample));
    }
    samples.sort_by(|one: &(String, Sample), other| one.0.cmp(&other.0));
    Ok(samples)
}

/// Writes a sample under a name that no sample has yet.
///
/// # Errors
/// There is one of that name already, or the file cannot be written.
pub fn freeze(name: &str, sample: &Sample) -> Result<PathBuf, String> {
    let path = folder().join(format!("{name}.json"));
    let text = serde_json::to_string_pretty(sample).map_err(|error| error.to_string())?;
    let mut options = fs::OpenOptions::new();
    let file = options.write(true).create_new(true).open(&path);
    let mut file =
        file.map_err(|error| format!("{}: {error}; a frozen sample is never written again", path.display()))?;
    std::io::Write::write_all(&mut file, format!("{text}\n").as_bytes()).map_err(|error| error.to_string())?;
    Ok(path)
}
