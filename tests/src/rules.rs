//! The rules of semantics lived through on the bare machine, to be frozen: what people do with a case besides taking its
//! actions happens nowhere else as fully as in their scenarios.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use definition::moment::Moment;
use definition::text::SourceText;
use machine::{Actor, CaseId, Command, Rejection};
use scenario::{Observation, Opening, PureVenue, Setting, Venue};
use storage::{FIRST_PREVIOUS_HASH, hash};

use crate::harness::shipped_texts;
use crate::sample::{Sample, SampleStep};

/// The rules about what people do at their desks.
const RULES: [&str; 5] = ["39-", "40-", "42-", "43-", "44-"];
/// What a rule above starts.
const STARTED: &str = "33-";

/// The bare machine, which notes where each case stands.
struct Noting<'w, 'n> {
    name: String,
    bare: PureVenue<'w>,
    noted: &'n RefCell<BTreeMap<String, Observation>>,
}

/// The lives of the cases of those rules, by the names of their scenarios' processes.
///
/// # Errors
/// A file cannot be read, or a case not be written.
pub fn lives() -> Result<Vec<(String, Sample)>, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("semantics");
    let mut texts: Vec<Arc<SourceText>> =
        shipped_texts().into_iter().filter(|text| !text.path.contains("processes/")).collect();
    for entry in std::fs::read_dir(&folder).map_err(|error| error.to_string())? {
        let path = entry.map_err(|error| error.to_string())?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if RULES.iter().chain([&STARTED]).any(|rule| name.starts_with(rule)) {
            texts.push(SourceText::new(name, std::fs::read_to_string(&path).map_err(|error| error.to_string())?));
        }
    }
    texts.sort_by(|one, other| one.path.cmp(&other.path));
    let workspace = definition::check(&texts, "2020-04-20".parse().map_err(|_| "no day")?);
    let noted = RefCell::default();
    scenario::run_in(&workspace, |setting: &Setting| Noting {
        name: format!("{}-{}", setting.process, setting.number),
        bare: PureVenue::new(&workspace, setting),
        noted: &noted,
    });
    noted.into_inner().into_iter().map(|(name, seen)| Ok((name.clone(), sample(&name, &seen)?))).collect()
}

fn sample(shows: &str, seen: &Observation) -> Result<Sample, String> {
    let (case, mut previous_hash) = (seen.case.id, FIRST_PREVIOUS_HASH.to_owned());
    let mut steps = Vec::new();
    for (seq, step) in (1..).zip(&seen.steps) {
        let body = serde_json::to_string(step).map_err(|error| error.to_string())?;
        let (event_type, event_version) = (step.cause.as_str().to_owned(), step.cause.version());
        let hash = hash(&previous_hash, case, seq, &event_type, event_version, &body);
        let at = step.at.milliseconds();
        steps.push(SampleStep { seq, event_type, event_version, at, body, previous_hash, hash: hash.clone() });
        previous_hash = hash;
    }
    let state = serde_json::to_string(&seen.case).map_err(|error| error.to_string())?;
    Ok(Sample { shows: shows.to_owned(), case: case.to_string(), subject: None, steps, state })
}

impl Venue for Noting<'_, '_> {
    fn start(&mut self, opening: &Opening) -> Result<CaseId, Rejection> {
        self.bare.start(opening)
    }

    fn submit(&mut self, case: CaseId, actor: &Actor, command: &Command) -> Result<(), Rejection> {
        self.bare.submit(case, actor, command)
    }

    fn advance_to(&mut self, moment: Moment) -> Result<(), Rejection> {
        self.bare.advance_to(moment)
    }

    fn stand_still_until(&mut self, moment: Moment) {
        self.bare.stand_still_until(moment);
    }

    fn observe(&mut self, case: CaseId) -> Option<Observation> {
        let seen = self.bare.observe(case)?;
        if seen.case.process.as_str().starts_with("rule-4") || seen.case.process.as_str().starts_with("rule-39") {
            self.noted.borrow_mut().insert(self.name.clone(), Observation::new(seen.case.clone(), seen.steps.clone()));
        }
        Some(seen)
    }
}
