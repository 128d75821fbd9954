//! One scenario on its way, step by step, until the first thing that is not as expected.

mod attempt;
mod desk;
mod occasion;
mod refusal;
mod track;

use definition::bilingual::Bilingual;
use definition::keyword as k;
use definition::model::Definition;
use definition::moment::Moment;
use definition::text::{Span, Spanned};
use definition::workspace::Workspace;
use machine::{Actor, CaseId, Command, Context, Rejection, Task, TaskNumber};

use crate::covered::Tally;
use crate::failure::Miss;
use crate::judge::{Scene, Verdict, judge};
use crate::read::{Deed, Expect, Scenario, Step, TaskOf, What};
use crate::venue::{Opening, Setting, Venue};

use track::{News, Tracks};

pub(crate) use attempt::Attempt;
pub(crate) use refusal::Nature;

/// The name under which a scenario sends what comes from outside.
const OUTSIDE: &str = "scenario";

/// A scenario on its way.
pub(crate) struct Running<'r, V> {
    workspace: &'r Workspace,
    setting: &'r Setting,
    scenario: &'r Scenario<'r>,
    venue: V,
    tally: &'r mut Tally,
    tracks: Tracks<'r>,
}

/// Where in the file a step stands.
#[derive(Clone, Copy)]
struct Stand<'s> {
    span: Span,
    path: &'s str,
}

impl<'r, V: Venue> Running<'r, V> {
    /// A scenario that has not begun.
    pub fn new(
        workspace: &'r Workspace,
        setting: &'r Setting,
        scenario: &'r Scenario<'r>,
        venue: V,
        tally: &'r mut Tally,
    ) -> Self {
        let tracks = Tracks::new(workspace, scenario);
        Self { workspace, setting, scenario, venue, tally, tracks }
    }

    /// Runs it; the first thing that is not as expected ends it.
    pub fn run(&mut self) -> Verdict {
        let scenario = self.scenario;
        if self.start()? {
            for step in &scenario.steps {
                self.step(step)?;
            }
        }
        Ok(())
    }

    /// Starts the case; no if the start was refused, as expected.
    fn start(&mut self) -> Result<bool, Box<Miss>> {
        let start = &self.scenario.start;
        let stand = Stand { span: start.span, path: &start.path };
        self.advance(start.at, stand)?;
        let started = self.open();
        refusal::judge(&started, &start.expect, stand)?;
        let Ok(case) = started else { return Ok(false) };
        self.tracks.begin(case);
        self.afterwards(start.at, case, &start.expect, stand)?;
        Ok(true)
    }

    fn open(&mut self) -> Result<CaseId, Rejection> {
        let (start, definition) = (&self.scenario.start, self.scenario.definition);
        let started = self.venue.start(&Opening {
            process: definition.process.clone(),
            person: start.person.clone(),
            office: start.office.clone(),
            fields: start.fields.clone(),
            received_at: start.received_at,
            reason: start.reason.clone(),
        });
        if let Err(rejection) = &started {
            self.tally.refused(definition, None, None, rejection);
        }
        started
    }

    fn step(&mut self, step: &Step) -> Verdict {
        let stand = Stand { span: step.span, path: &step.path };
        match step.outage {
            true => self.venue.stand_still_until(step.at),
            false => self.advance(step.at, stand)?,
        }
        // What time has brought is looked at first: it may have started the very case the step is about.
        let mut news = self.look(step.at, &step.expect, stand)?;
        let case = self.addressed(step.case.as_ref(), stand)?;
        if let Some(deed) = &step.deed {
            self.does(deed, case, step, stand)?;
        }
        self.advance(step.at, stand)?;
        news.append(self.look(step.at, &step.expect, stand)?);
        self.held_against(step.at, case, &step.expect, stand, &news)
    }

    /// After the start: lets what is due already take effect, then judges.
    fn afterwards(&mut self, at: Moment, case: CaseId, expect: &Expect, stand: Stand<'_>) -> Verdict {
        self.advance(at, stand)?;
        let news = self.look(at, expect, stand)?;
        self.held_against(at, case, expect, stand, &news)
    }

    fn advance(&mut self, to: Moment, stand: Stand<'_>) -> Verdict {
        self.venue.advance_to(to).map_err(|rejection| refusal::unexpected(&rejection, stand))
    }

    fn look(&mut self, now: Moment, expect: &Expect, stand: Stand<'_>) -> Result<News, Box<Miss>> {
        let context = context(self.workspace, self.setting, now);
        let news = self.tracks.look(&mut self.venue, self.tally, &context, stand)?;
        let standing = expect.incident.as_ref().is_some_and(|expected| expected.value);
        match news.incident.as_ref().filter(|_| !standing) {
            Some(incident) => Err(refusal::incident(incident, stand)),
            None => Ok(news),
        }
    }

    /// The case a step is about.
    fn addressed(&self, key: Option<&Spanned<String>>, stand: Stand<'_>) -> Result<CaseId, Box<Miss>> {
        let found = self.tracks.addressed(key.map(|key| key.value.as_str()));
        found.ok_or_else(|| {
            let (name, span) = key.map_or(("", stand.span), |key| (key.value.as_str(), key.span));
            let message = Bilingual::new(
                format!("到这一步还没有另立“{name}”这个办件"),
                format!("no case has been started under `{name}` so far"),
            );
            let path = format!("{}.{}", stand.path, k::CASE.en);
            Box::new(Miss { span, path, expected: name.to_owned(), found: "~".to_owned(), message })
        })
    }

    fn does(&mut self, deed: &Deed, case: CaseId, step: &Step, stand: Stand<'_>) -> Verdict {
        let done = self.submit(deed, case);
        refusal::judge(&done, &step.expect, stand)
    }

    fn submit(&mut self, deed: &Deed, case: CaseId) -> Result<(), Rejection> {
        let actor = match &deed.person {
            Some(person) => Actor::Person { person: person.clone(), acting_for: None },
            None => Actor::Outside { name: OUTSIDE.to_owned() },
        };
        let command = match &deed.what {
            What::Command(command) => command.clone(),
            What::Claim(task) => Command::Claim { task: self.task(case, task) },
            What::Release(task) => Command::Release { task: self.task(case, task) },
            What::Desk(task, command) => Command::Desk(command.clone().on_task(self.task(case, task))),
        };
        let done = self.venue.submit(case, &actor, &command);
        if let (Err(rejection), Some(definition)) = (&done, self.definition(case)) {
            let before = self.tracks.case(case);
            self.tally.refused(definition, before, Some(&command), rejection);
        }
        done
    }

    /// The number of a task, so that the machine itself can say what is wrong with it.
    fn task(&self, case: CaseId, wanted: &TaskOf) -> TaskNumber {
        let tasks = self.tracks.case(case).map(|case| &case.tasks);
        match wanted {
            TaskOf::Number(number) => *number,
            TaskOf::Asked(opinion) => {
                let asks = |task: &Task| task.aside.as_ref().is_some_and(|aside| aside.kind.opinion() == Some(opinion));
                let mut asking = tasks.into_iter().flatten().filter(|(_, task)| asks(task)).rev();
                asking.next().map(|(number, _)| *number).unwrap_or_default()
            }
            TaskOf::Aside(person) => {
                let is_for = |task: &Task| task.aside.as_ref().is_some_and(|aside| aside.to.as_ref() == Some(person));
                let mut of_person = tasks.into_iter().flatten().filter(|(_, task)| is_for(task)).rev();
                of_person.next().map(|(number, _)| *number).unwrap_or_default()
            }
            TaskOf::State(state) => {
                let own = |task: &Task| task.aside.is_none() && task.state == *state;
                let mut of_state = tasks.into_iter().flatten().filter(|(_, task)| own(task)).rev();
                of_state.next().map(|(number, _)| *number).unwrap_or_default()
            }
        }
    }

    fn definition(&self, case: CaseId) -> Option<&'r Definition> {
        let process = &self.tracks.case(case)?.process;
        self.workspace.processes.get(process).map(|checked| &checked.definition)
    }

    fn held_against(&self, now: Moment, case: CaseId, expect: &Expect, stand: Stand<'_>, news: &News) -> Verdict {
        let (Some(observation), Some(definition)) = (self.tracks.observation(case), self.definition(case)) else {
            return Err(refusal::lost(stand));
        };
        let started = news.started_by(case);
        judge(
            expect,
            &Scene {
                definition,
                context: context(self.workspace, self.setting, now),
                observation,
                all: &self.tracks.all(),
                notified: &news.notified,
                suppressed: &news.suppressed,
                started: &started,
            },
        )
    }
}

fn context<'c>(workspace: &'c Workspace, setting: &'c Setting, now: Moment) -> Context<'c> {
    Context {
        now,
        organisation: &setting.organisation,
        parameters: &setting.parameters,
        calendars: &workspace.calendars,
    }
}
