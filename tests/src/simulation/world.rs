//! What a run stands on: a checked workspace with one process in the middle of it, people, parameters and a time.

use std::sync::Arc;

use definition::moment::{Date, Moment};
use definition::name::{OfficeName, ProcessName};
use definition::text::SourceText;
use definition::workspace::{Kind, Workspace, kind_of};
use definition::{process::Surroundings, yaml};
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
    texts: Vec<Arc<SourceText>>,
    workspace: Workspace,
    only: Option<ProcessName>,
    never: Vec<String>,
}

impl Base {
    /// The texts of a rulebook; with a process named, only that one is simulated. `never` must not hold of its cases.
    pub fn new(texts: &[Arc<SourceText>], only: Option<ProcessName>, never: &[String]) -> Self {
        let workspace = definition::check(texts, LAST_BEGIN.parse().unwrap());
        let wrong: Vec<String> = workspace.diagnostics.iter().map(|found| found.message.en.clone()).collect();
        assert!(!workspace.has_errors(), "{wrong:?}");
        Self { texts: texts.to_vec(), workspace, only, never: never.to_vec() }
    }

    /// The shipped workspace.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// The world of a seed; `number` tells its cases from those of other worlds.
    pub fn world(&self, seed: u64, number: usize, random: &mut StdRng) -> World {
        let mut figures = Figures::default();
        let (process, made) = self.process(random, &mut figures);
        let from = made.as_ref().map_or_else(
            || self.workspace.processes.get(&process).unwrap().definition.effective.from,
            |_| process::EFFECTIVE.parse().unwrap(),
        );
        let begins = begins(from, random);
        let days = random.random_range(40..400);
        let change = begins.date().checked_add_days(chrono::Days::new(random.random_range(5..days))).unwrap();
        let texts = self.texts_with(made, random.random_bool(0.5).then_some(change), random);
        let workspace = definition::check(&texts, LAST_BEGIN.parse().unwrap());
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
        let watched = self.watched(&workspace, &process);
        let texts = texts.into_iter().filter(|text| !is_scenario(text)).collect();
        let ends = begins.plus_milliseconds(i64::try_from(days).unwrap() * 86_400_000);
        World {
            seed,
            texts,
            workspace,
            setting,
            offices: people.offices,
            processes: vec![process],
            watched,
            ends,
            figures,
        }
    }

    /// Which process a world is about: a shipped one, or one made for it.
    fn process(&self, random: &mut StdRng, figures: &mut Figures) -> (ProcessName, Option<Arc<SourceText>>) {
        if let Some(only) = &self.only {
            return (only.clone(), None);
        }
        let shipped: Vec<&ProcessName> = self.workspace.processes.keys().collect();
        if random.random_bool(0.5) {
            return ((*shipped.choose(random).unwrap()).clone(), None);
        }
        for _ in 0..PROCESS_TRIES {
            let text = process::text(&self.workspace, random);
            let source = SourceText::new("processes/simulated.yaml", text);
            if self.is_sound(&source) {
                figures.processes_sound += 1;
                return (ProcessName::new(process::NAME), Some(source));
            }
            figures.processes_discarded += 1;
        }
        ((*shipped.choose(random).unwrap()).clone(), None)
    }

    fn is_sound(&self, source: &Arc<SourceText>) -> bool {
        let Ok(node) = yaml::parse(source) else { return false };
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
        let Some(definition) = definition::process::read(source, &node, &around, &mut diagnostics) else {
            return false;
        };
        let errors = |diagnostics: &[definition::diagnostic::Diagnostic]| {
            diagnostics.iter().any(|found| found.severity() == definition::diagnostic::Severity::Error)
        };
        if errors(&diagnostics) {
            return false;
        }
        let today = LAST_BEGIN.parse().unwrap();
        let subject =
            definition::checks::Subject { source, definition: &definition, around: &around, today, whole: true };
        definition::checks::run(&subject, &mut diagnostics);
        !errors(&diagnostics)
    }

    fn texts_with(
        &self,
        made: Option<Arc<SourceText>>,
        change: Option<Date>,
        random: &mut StdRng,
    ) -> Vec<Arc<SourceText>> {
        let shipped: Vec<Arc<SourceText>> = self.texts.iter().cloned().chain(made).collect();
        let Some(change) = change else { return shipped };
        let (parameters, organisation) = (&self.workspace.parameters, &self.workspace.organisation);
        let varied = parameters::varied(parameters, organisation, change, random);
        let others = shipped.iter().filter(|text| kind(text) != Some(Kind::Parameters)).cloned();
        let varied: Vec<_> = others.chain([SourceText::new("parameters/simulated.yaml", varied)]).collect();
        // A floor may forbid a lower value; then the parameters stay as they are.
        let sound = !definition::check(&varied, LAST_BEGIN.parse().unwrap()).has_errors();
        if sound { varied } else { shipped }
    }

    fn watched(&self, workspace: &Workspace, process: &ProcessName) -> Watched {
        let mut watched: Watched =
            workspace.processes.keys().map(|name| (name.clone(), Properties::of(workspace, name))).collect();
        let definition = &workspace.processes.get(process).unwrap().definition;
        for source in &self.never {
            let properties = watched.entry(process.clone()).or_default();
            properties.never(workspace, definition, source).unwrap();
        }
        watched
    }
}

fn kind(text: &Arc<SourceText>) -> Option<Kind> {
    yaml::parse(text).ok().as_ref().and_then(kind_of)
}

fn is_scenario(text: &Arc<SourceText>) -> bool {
    kind(text) == Some(Kind::Scenarios)
}

fn begins(from: Date, random: &mut StdRng) -> Moment {
    let last: Date = LAST_BEGIN.parse().unwrap();
    let day = from.checked_add_days(chrono::Days::new(random.random_range(0..BEGINS_WITHIN_DAYS))).unwrap();
    let time = chrono::NaiveTime::from_hms_opt(random.random_range(0..24), random.random_range(0..60), 0).unwrap();
    Moment::local(day.min(last), time)
}
