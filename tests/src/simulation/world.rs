//! What a run stands on: a checked workspace with one process in the middle of it, people, parameters and a time.

use std::sync::Arc;

use definition::checks::Subject;
use definition::diagnostic::{Diagnostic, Severity};
use definition::fragment::Placement;
use definition::model::Definition;
use definition::moment::{Date, Moment};
use definition::name::{OfficeName, ProcessName};
use definition::process::Surroundings;
use definition::text::SourceText;
use definition::workspace::{Checked, Kind, Workspace, kind_of};
use definition::yaml;
use indexmap::IndexMap;
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use scenario::{Properties, Setting};

use super::audit::Watched;
use super::figures::Figures;
use super::people::People;
use super::{parameters, process};

/// The days on which a world may begin, counted from the day its process takes force.
const BEGINS_WITHIN_DAYS: u64 = 1_800;
/// No world begins later, so that calendars reach to its end.
const LAST_BEGIN: &str = "2025-10-01";
/// Where the text of parameters that change stands.
const VARIED: &str = "parameters/simulated.yaml";
/// A day, in milliseconds.
const DAY_MILLISECONDS: i64 = 86_400_000;
/// The most texts of random processes tried for one world.
const PROCESS_TRIES: usize = 40;

/// What a run stands on.
pub struct World {
    /// The seed of all chance in it.
    pub seed: u64,
    /// Every text it was checked from, but the scenarios.
    pub texts: Vec<Arc<SourceText>>,
    /// What they say.
    pub workspace: Workspace,
    /// Its people, parameters and beginning.
    pub setting: Setting,
    /// Where cases are started.
    pub offices: Vec<OfficeName>,
    /// The processes of which cases are started.
    pub processes: Vec<ProcessName>,
    /// What must hold of their cases.
    pub watched: Watched,
    /// When it ends.
    pub ends: Moment,
    /// What was counted while it was made.
    pub figures: Figures,
}

/// What every world is made from.
pub struct Base {
    /// Every text but the scenarios, and whether it holds parameters.
    texts: Vec<(Arc<SourceText>, bool)>,
    workspace: Workspace,
    watched: Watched,
    only: Option<ProcessName>,
    never: Vec<String>,
}

/// A process made at random that passed the checks.
struct Made {
    source: Arc<SourceText>,
    definition: Definition,
}

impl Base {
    /// The texts of a rulebook; with a process named, only that one is simulated. `never` must not hold of its cases.
    pub fn new(texts: &[Arc<SourceText>], only: Option<ProcessName>, never: &[String]) -> Self {
        let workspace = definition::check(texts, today());
        let wrong: Vec<String> = workspace.diagnostics.iter().map(|found| found.message.en.clone()).collect();
        assert!(!workspace.has_errors(), "{wrong:?}");
        let watched = workspace.processes.keys().map(|name| (name.clone(), Properties::of(&workspace, name))).collect();
        let kinds = texts.iter().map(|text| (Arc::clone(text), kind(text)));
        let texts = kinds.filter(|(_, kind)| *kind != Some(Kind::Scenarios));
        let texts = texts.map(|(text, kind)| (text, kind == Some(Kind::Parameters))).collect();
        Self { texts, workspace, watched, only, never: never.to_vec() }
    }

    /// The shipped workspace.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// The world of a seed; `number` tells its cases from those of other worlds.
    pub fn world(&self, seed: u64, number: usize, random: &mut StdRng) -> World {
        let mut figures = Figures::default();
        let (process, made) = self.process(random, &mut figures);
        let shipped = self.workspace.processes.get(&process).map(|checked| checked.definition.effective.from);
        let begins = begins(shipped.unwrap_or_else(|| process::EFFECTIVE.parse().unwrap()), random);
        let days = random.random_range(40..400);
        let change = begins.date().checked_add_days(chrono::Days::new(random.random_range(5..days))).unwrap();
        let change_parameters = random.random_bool(0.5).then_some(change);
        let (texts, workspace) = self.workspace_of(made, change_parameters, random);
        let people = People::of(&workspace.organisation, begins.date(), change, random);
        let setting = Setting {
            number,
            file: format!("seed-{seed}.test.yaml"),
            name: format!("seed {seed}"),
            process: process.clone(),
            organisation: workspace.organisation.with_people(people.people),
            parameters: workspace.parameters.clone(),
            begins,
        };
        let are_varied = texts.iter().any(|text| text.path == VARIED);
        let watched = self.watched_in(&workspace, &process, are_varied);
        let ends = begins.plus_milliseconds(i64::try_from(days).unwrap() * DAY_MILLISECONDS);
        let (offices, processes) = (people.offices, vec![process]);
        World { seed, texts, workspace, setting, offices, processes, watched, ends, figures }
    }

    /// Which process a world is about: a shipped one, or one made for it.
    fn process(&self, random: &mut StdRng, figures: &mut Figures) -> (ProcessName, Option<Made>) {
        if let Some(only) = &self.only {
            return (only.clone(), None);
        }
        let shipped: Vec<&ProcessName> = self.workspace.processes.keys().collect();
        if random.random_bool(0.5) {
            return ((*shipped.choose(random).unwrap()).clone(), None);
        }
        for _ in 0..PROCESS_TRIES {
            let source = SourceText::new("processes/simulated.yaml", process::text(&self.workspace, random));
            if let Some(definition) = self.sound(&source) {
                figures.processes_sound += 1;
                return (ProcessName::new(process::NAME), Some(Made { source, definition }));
            }
            figures.processes_discarded += 1;
        }
        ((*shipped.choose(random).unwrap()).clone(), None)
    }

    /// The process of a text, if nothing in it is an error.
    fn sound(&self, source: &Arc<SourceText>) -> Option<Definition> {
        let node = yaml::parse(source).ok()?;
        let mut names: Vec<ProcessName> = self.workspace.processes.keys().cloned().collect();
        names.push(ProcessName::new(process::NAME));
        let around = Surroundings {
            organisation: &self.workspace.organisation,
            parameters: &self.workspace.parameters,
            calendars: &self.workspace.calendars,
            templates: self.workspace.templates.all(),
            processes: &names,
        };
        let mut diagnostics = Vec::new();
        let definition = definition::process::read(source, &node, &around, &mut diagnostics)?;
        let is_error = |found: &Diagnostic| found.severity() == Severity::Error;
        if diagnostics.iter().any(is_error) {
            return None;
        }
        let subject = Subject { source, definition: &definition, around: &around, today: today(), whole: true };
        definition::checks::run(&subject, &mut diagnostics);
        let processes = self.processes(Some(&Made { source: Arc::clone(source), definition: definition.clone() }));
        definition::checks::between(&processes, &mut diagnostics);
        (!diagnostics.iter().any(is_error)).then_some(definition)
    }

    /// The texts of a world and what they say.
    fn workspace_of(
        &self,
        made: Option<Made>,
        change: Option<Date>,
        random: &mut StdRng,
    ) -> (Vec<Arc<SourceText>>, Workspace) {
        let own = made.iter().map(|made| Arc::clone(&made.source));
        let shipped = self.texts.iter().map(|(text, _)| Arc::clone(text)).chain(own.clone()).collect();
        if let Some(change) = change {
            let (parameters, organisation) = (&self.workspace.parameters, &self.workspace.organisation);
            let varied = parameters::varied(parameters, organisation, change, random);
            let varied = SourceText::new(VARIED, varied);
            let others = self.texts.iter().filter(|(_, holds_parameters)| !holds_parameters);
            let texts: Vec<_> = others.map(|(text, _)| Arc::clone(text)).chain([varied]).chain(own).collect();
            let workspace = definition::check(&texts, today());
            // A floor may forbid a lower value; then the parameters stay as they are.
            if !workspace.has_errors() {
                return (texts, workspace);
            }
        }
        let workspace = Workspace {
            organisation: self.workspace.organisation.clone(),
            parameters: self.workspace.parameters.clone(),
            calendars: self.workspace.calendars.clone(),
            templates: self.workspace.templates.clone(),
            processes: self.processes(made.as_ref()),
            obligations: IndexMap::new(),
            scenarios: Vec::new(),
            spans: Vec::new(),
            diagnostics: Vec::new(),
        };
        (shipped, workspace)
    }

    /// The shipped processes and one made at random.
    fn processes(&self, made: Option<&Made>) -> IndexMap<ProcessName, Checked> {
        let made = made.map(|made| Checked {
            source: Arc::clone(&made.source),
            placement: Placement::new(Arc::clone(&made.source)),
            definition: made.definition.clone(),
        });
        let all = self.workspace.processes.values().cloned().chain(made);
        all.map(|checked| (checked.definition.process.clone(), checked)).collect()
    }

    /// What scenario files say holds while parameters stay as they are: a case approved under one line may lie above the next.
    fn watched_in(&self, workspace: &Workspace, process: &ProcessName, are_varied: bool) -> Watched {
        let mut watched = if are_varied { Watched::new() } else { self.watched.clone() };
        let definition = &workspace.processes.get(process).unwrap().definition;
        for source in &self.never {
            watched.entry(process.clone()).or_default().never(workspace, definition, source).unwrap();
        }
        watched
    }
}

/// The day on which everything is checked.
fn today() -> Date {
    LAST_BEGIN.parse().unwrap()
}

fn kind(text: &Arc<SourceText>) -> Option<Kind> {
    yaml::parse(text).ok().as_ref().and_then(kind_of)
}

fn begins(from: Date, random: &mut StdRng) -> Moment {
    let day = from.checked_add_days(chrono::Days::new(random.random_range(0..BEGINS_WITHIN_DAYS))).unwrap();
    let time = chrono::NaiveTime::from_hms_opt(random.random_range(0..24), random.random_range(0..60), 0).unwrap();
    Moment::local(day.min(today()), time)
}
