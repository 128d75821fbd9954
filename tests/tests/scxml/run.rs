//! One chart as a case: imported, started, told events, its time let pass. After every step the case is thrown away and made
//! again of its history as it would be stored, and must hold what every case must.

use std::collections::BTreeSet;

use authoring::{Imported, Options, scxml};
use definition::diagnostic::{Code, Severity};
use definition::model::Definition;
use definition::moment::Moment;
use definition::name::{EventName, OfficeName, ProcessName};
use definition::workspace::Workspace;
use machine::{
    Actor, Case, Command, Context, Course, Rejection, RejectionKind, Start, Status, Step, apply, breaches, decide, due,
};

use crate::world::{OFFICE, PROCESS, ROLE, workspace};

/// When every chart starts.
const BEGINS: &str = "2020-04-20T09:00+08:00";
/// A millisecond of a chart is so many of ours.
const STRETCH: i64 = 3_600_000;
/// The most that may come due before a chart is held to run for ever.
const DUE_MAX: usize = 100;

/// A chart under way.
pub struct Running {
    workspace: Workspace,
    imported: Imported,
    now: Moment,
    history: Vec<String>,
    case: Option<Case>,
}

impl Running {
    /// Imports a chart and starts a case of it.
    pub fn start(text: &str) -> Result<Self, String> {
        let options = Options { process: PROCESS, role: ROLE, milliseconds_as_hours: true };
        let imported = scxml(text, &options).map_err(|why| why.en)?;
        if let Some(lost) = imported.lost.iter().find(|lost| lost.matters) {
            return Err(format!("line {}: <{}> is not carried over", lost.line, lost.what));
        }
        let workspace = workspace(&imported.text);
        refuse_unread(&workspace, &imported.text)?;
        let now = Moment::parse(BEGINS).unwrap();
        let mut running = Self { workspace, imported, now, history: Vec::new(), case: None };
        let version = running.definition().version;
        let start = Start {
            id: Default::default(),
            number: "C-1".to_owned(),
            process: ProcessName::new(PROCESS),
            version,
            office: OfficeName::new(OFFICE),
            fields: Default::default(),
            received_at: None,
            backdating_reason: None,
            origin: None,
            starter: None,
            reports: None,
            failing: None,
            depth: 0,
        };
        running.submit(&Actor::Case { number: "suite".to_owned() }, &Command::Start(start)).map_err(told)?;
        Ok(running)
    }

    /// Tells the case an event; one it does not wait for changes nothing, as charts have it.
    pub fn tell(&mut self, event: &str) -> Result<(), String> {
        let command = Command::Receive { event: EventName::new(event), fields: Default::default() };
        match self.submit(&Actor::Outside { name: "suite".to_owned() }, &command) {
            Err(rejection) if matches!(rejection.kind, RejectionKind::NotAwaited | RejectionKind::Ended) => Ok(()),
            done => done.map_err(told),
        }
    }

    /// Lets time pass by so many of the chart's milliseconds.
    pub fn wait(&mut self, milliseconds: i64) -> Result<(), String> {
        let until = self.now.plus_milliseconds(milliseconds * STRETCH);
        self.wait_until(until)?;
        self.now = until;
        Ok(())
    }

    /// Lets time pass until nothing is waited for any more.
    pub fn wait_out(&mut self) -> Result<(), String> {
        self.wait_until(self.now.plus_milliseconds(80_000 * STRETCH))
    }

    fn wait_until(&mut self, until: Moment) -> Result<(), String> {
        for _ in 0..DUE_MAX {
            let next = self.case.as_ref().and_then(due).filter(|(at, _)| *at <= until);
            let Some((at, command)) = next else { return Ok(()) };
            self.now = self.now.max(at);
            self.submit(&Actor::Time, &command).map_err(told)?;
        }
        Err("something always comes due".to_owned())
    }

    /// The innermost states the case is in, as the chart calls them; the outcome, if it is closed.
    pub fn active(&self) -> BTreeSet<String> {
        let leaves = self.case.iter().flat_map(|case| case.leaves());
        let id = |name: &str| {
            let found = self.imported.states.iter().find(|(_, given)| given == name);
            found.map_or_else(|| name.to_owned(), |(id, _)| id.clone())
        };
        leaves.map(|(name, _)| id(name.as_str())).collect()
    }

    /// Whether the case is closed.
    pub fn has_ended(&self) -> bool {
        self.case.as_ref().is_some_and(|case| matches!(case.status, Status::Ended { .. }))
    }

    /// Why the case stands still, if it does.
    pub fn incident(&self) -> Option<String> {
        let incident = self.case.as_ref()?.incident.as_ref()?;
        Some(format!("incident: {} in {}", incident.reason.en, incident.expression))
    }

    fn definition(&self) -> &Definition {
        &self.workspace.processes[PROCESS].definition
    }

    fn submit(&mut self, actor: &Actor, command: &Command) -> Result<(), Rejection> {
        let context = Context {
            now: self.now,
            organisation: &self.workspace.organisation,
            parameters: &self.workspace.parameters,
            calendars: &self.workspace.calendars,
        };
        let step = decide(self.definition(), self.case.as_ref(), actor, command, &context)?;
        let applied = apply(self.case.take(), &step);
        self.history.push(serde_json::to_string(&step).unwrap());
        self.case = self.replayed();
        assert_eq!(self.case, applied, "the history as written makes another case");
        Ok(())
    }

    /// The case as its history makes it; what may not be of it is a fault.
    fn replayed(&self) -> Option<Case> {
        let mut course = Course::default();
        for written in &self.history {
            let step: Step = serde_json::from_str(written).unwrap();
            let found = course.take(&step);
            assert!(found.is_empty(), "{found:?}\n{}", self.imported.text);
        }
        let case = course.case().cloned();
        for case in case.iter().filter(|case| case.incident.is_none()) {
            let found: Vec<_> =
                breaches(self.definition(), case).into_iter().filter(|breach| breach.invariant != "stuck").collect();
            assert!(found.is_empty(), "{found:?}\n{}", self.imported.text);
        }
        case
    }
}

/// A chart may be unsound (suites have dead ends on purpose), but all of it must have been read.
fn refuse_unread(workspace: &Workspace, text: &str) -> Result<(), String> {
    const UNSOUND: [Code; 8] = [
        Code::NoWayToEnd,
        Code::NoWayOut,
        Code::AutomaticLoop,
        Code::UnsetRead,
        Code::EventData,
        Code::UnreachableState,
        Code::ShadowedBranch,
        Code::NoOtherwise,
    ];
    let errors = workspace.diagnostics.iter().filter(|found| found.severity() == Severity::Error);
    let mut unread = errors.filter(|found| found.source.path == "chart.yaml" && !UNSOUND.contains(&found.code));
    match unread.next() {
        Some(found) => Err(format!("{} {}\n{text}", found.place(), found.message.en)),
        None if !workspace.processes.contains_key(PROCESS) => Err("no process came of it".to_owned()),
        None => Ok(()),
    }
}

fn told(rejection: Rejection) -> String {
    rejection.message.en
}
