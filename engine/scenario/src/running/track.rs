//! The cases of a scenario, its own and those it has started, and what is new of each.

use definition::model::Definition;
use definition::organisation::Organisation;
use definition::workspace::Workspace;
use indexmap::IndexMap;
use machine::{Case, CaseId, Context, Course, Event, Incident, Step, breaches};

use super::{Stand, occasion, refusal};
use crate::covered::Tally;
use crate::failure::Miss;
use crate::judge::Fresh;
use crate::line::{StartedLine, To, UntoldLine};
use crate::observation::Observation;
use crate::read::Scenario;
use crate::venue::Venue;

/// The cases of a scenario.
pub(super) struct Tracks<'r> {
    workspace: &'r Workspace,
    scenario: &'r Scenario<'r>,
    tracks: IndexMap<CaseId, Track>,
}

/// What has been seen of a case.
struct Track {
    /// The key it was started under; none for the scenario's own.
    key: Option<String>,
    /// The steps seen so far, with the case as it is after them, applied again from its history.
    course: Course,
    steps_seen: usize,
    told_seen: usize,
    observation: Option<Observation>,
}

/// What is new since the step before.
#[derive(Default)]
pub(super) struct News {
    pub notified: Vec<Fresh>,
    pub suppressed: Vec<UntoldLine>,
    started: Vec<(CaseId, StartedLine)>,
    pub incident: Option<Incident>,
}

impl News {
    pub fn append(&mut self, mut later: News) {
        self.notified.append(&mut later.notified);
        self.suppressed.append(&mut later.suppressed);
        self.started.append(&mut later.started);
        self.incident = later.incident.or(self.incident.take());
    }

    /// The cases a case has started.
    pub fn started_by(&self, case: CaseId) -> Vec<StartedLine> {
        self.started.iter().filter(|(starter, _)| *starter == case).map(|(_, line)| line.clone()).collect()
    }
}

impl<'r> Tracks<'r> {
    pub fn new(workspace: &'r Workspace, scenario: &'r Scenario<'r>) -> Self {
        Self { workspace, scenario, tracks: IndexMap::new() }
    }

    /// The scenario's own case has been started.
    pub fn begin(&mut self, case: CaseId) {
        self.tracks.insert(case, Track::new(None));
    }

    /// The scenario's own case, or the one started under a key.
    pub fn addressed(&self, key: Option<&str>) -> Option<CaseId> {
        self.tracks.iter().find(|(_, track)| track.key.as_deref() == key).map(|(id, _)| *id)
    }

    /// A case as last seen.
    pub fn observation(&self, case: CaseId) -> Option<&Observation> {
        self.tracks.get(&case)?.observation.as_ref()
    }

    /// Every case as last seen.
    pub fn all(&self) -> Vec<&Observation> {
        self.tracks.values().filter_map(|track| track.observation.as_ref()).collect()
    }

    /// Every case as last seen, with the key it was started under.
    pub fn keyed(&self) -> Vec<(Option<&str>, &Case)> {
        let seen = self.tracks.values().map(|track| (track.key.as_deref(), track.observation.as_ref()));
        seen.filter_map(|(key, observation)| Some((key, &observation?.case))).collect()
    }

    /// A case as last seen.
    pub fn case(&self, case: CaseId) -> Option<&Case> {
        self.observation(case).map(|observation| &observation.case)
    }

    /// Looks at every case; each new step must keep the properties.
    pub fn look(
        &mut self,
        venue: &mut impl Venue,
        tally: &mut Tally,
        context: &Context<'_>,
        stand: Stand<'_>,
    ) -> Result<News, Box<Miss>> {
        let mut news = News::default();
        let mut at = 0;
        while let Some((id, _)) = self.tracks.get_index(at) {
            let id = *id;
            let observation = venue.observe(id).ok_or_else(|| refusal::lost(stand))?;
            for (key, child) in &observation.case.started {
                self.tracks.entry(*child).or_insert_with(|| Track::new(Some(key.clone())));
            }
            let (workspace, scenario) = (self.workspace, self.scenario);
            let process = workspace.processes.get(&observation.case.process);
            let definition = process.map(|checked| &checked.definition).ok_or_else(|| refusal::lost(stand))?;
            if let Some(track) = self.tracks.get_mut(&id) {
                let look = Look { scenario, definition, context, stand };
                track.look(&look, id, observation, tally, &mut news)?;
            }
            at += 1;
        }
        Ok(news)
    }
}

/// One look at one case.
struct Look<'l> {
    scenario: &'l Scenario<'l>,
    definition: &'l Definition,
    context: &'l Context<'l>,
    stand: Stand<'l>,
}

impl Track {
    fn new(key: Option<String>) -> Self {
        Self { key, course: Course::default(), steps_seen: 0, told_seen: 0, observation: None }
    }

    fn look(
        &mut self,
        look: &Look<'_>,
        id: CaseId,
        observation: Observation,
        tally: &mut Tally,
        news: &mut News,
    ) -> Result<(), Box<Miss>> {
        for step in observation.steps.iter().skip(self.steps_seen) {
            tally.step(look.definition, step);
            if let Some(breach) = self.course.take(step).first() {
                return Err(refusal::breached(breach, look.stand));
            }
            for event in &step.events {
                take(event, id, &observation, look.context.organisation, news);
            }
            self.keeps_properties(look, step)?;
        }
        self.keeps_invariants(look, &observation.case)?;
        let fresh = observation.notified.iter().skip(self.told_seen).map(|told| Fresh {
            told: told.clone(),
            case: self.key.clone(),
            office: observation.case.office.clone(),
        });
        news.notified.extend(fresh);
        self.steps_seen = observation.steps.len();
        self.told_seen = observation.notified.len();
        self.observation = Some(observation);
        Ok(())
    }

    /// What must hold of every case, whatever its process and scenario say; a breach is a fault of the engine.
    fn keeps_invariants(&self, look: &Look<'_>, case: &Case) -> Result<(), Box<Miss>> {
        if let Some(breach) = breaches(look.definition, case).first() {
            return Err(refusal::breached(breach, look.stand));
        }
        let replayed = self.course.case() == Some(case);
        if replayed { Ok(()) } else { Err(refusal::not_replayed(look.stand)) }
    }

    /// Every case of the scenario's process keeps the properties after every step, at the moment of the step.
    fn keeps_properties(&self, look: &Look<'_>, step: &Step) -> Result<(), Box<Miss>> {
        let Some(case) = self.course.case().filter(|case| case.process == look.scenario.definition.process) else {
            return Ok(());
        };
        let context = Context { now: step.at, ..*look.context };
        let occasion = occasion::occasion(step, look.stand.path);
        let mut broken = look
            .scenario
            .properties
            .iter()
            .filter_map(|property| property.broken(look.definition, case, &context, &occasion));
        broken.next().map_or(Ok(()), |miss| Err(Box::new(miss)))
    }
}

/// Takes in what is news of an event.
fn take(event: &Event, id: CaseId, observation: &Observation, organisation: &Organisation, news: &mut News) {
    if let Event::NotificationSuppressed { template, meant_for, reason } = event {
        let to = Some(meant(meant_for, organisation));
        news.suppressed.push(UntoldLine { template: template.clone(), to, reason: Some(*reason) });
    }
    if let Event::CaseRequested { key, process, .. } = event {
        news.started.push((id, StartedLine { process: process.clone(), key: Some(key.clone()) }));
    }
    if let Event::IncidentRaised { .. } = event {
        news.incident = observation.case.incident.clone().or(news.incident.take());
    }
}

/// Whom a notification that was not queued was meant for, as the history says it.
fn meant(written: &str, organisation: &Organisation) -> To {
    match written {
        "applicant" => To::Applicant,
        "assignee" => To::Assignee,
        other if organisation.roles().contains_key(other) => To::Role(other.into()),
        other => To::Person(other.into()),
    }
}
