//! A run: one command on its way to completion. It folds its own events as it goes, so that what comes later sees them.

use definition::calendar::Calendar;
use definition::model::Definition;
use definition::moment::Date;
use std::collections::VecDeque;
use std::sync::Arc;

use crate::actor::Actor;
use crate::apply::apply_event;
use crate::case::{Case, Status, TaskState};
use crate::command::{Command, FieldInput};
use crate::context::Context;
use crate::event::Event;
use crate::rejection::{Rejection, RejectionKind};
use crate::step::{Cause, Step};

use super::Trouble;
use super::send::Occurrence;

/// The most events one command may bring about.
const EVENTS_MAX: usize = 2_000;

/// One command on its way.
pub(super) struct Run<'r> {
    pub definition: &'r Definition,
    pub context: Context<'r>,
    pub actor: Actor,
    /// What the event under way carries.
    pub data: FieldInput,
    /// Raised within, still to be looked at.
    pub raised: VecDeque<Occurrence>,
    /// Sent to itself at once, still to be looked at.
    pub sent: VecDeque<Occurrence>,
    case: Option<Case>,
    events: Vec<Event>,
}

impl<'r> Run<'r> {
    pub fn new(definition: &'r Definition, case: Option<Case>, actor: Actor, context: Context<'r>) -> Self {
        Self {
            definition,
            context,
            actor,
            data: FieldInput::new(),
            raised: VecDeque::new(),
            sent: VecDeque::new(),
            case,
            events: Vec::new(),
        }
    }

    /// Carries out a command of any kind.
    pub fn execute(&mut self, command: &Command) -> Result<(), Trouble> {
        match command {
            Command::Start(start) => self.start(start),
            Command::Act { state, action, task, fields, comment, return_to } => {
                self.ready()?;
                let address = (state.as_ref(), *task);
                self.act(address, action, fields, comment.as_deref(), return_to.as_ref())
            }
            Command::Claim { task } => self.claim(*task),
            Command::Release { task } => self.release(*task),
            Command::Desk(command) => self.desk(command),
            Command::Receive { event, fields } => self.receive(event, fields),
            Command::ReachDeadline { deadline, generation, rung } => self.reach_deadline(deadline, *generation, *rung),
            Command::ReachAfter { state, generation, position } => {
                self.ready()?;
                self.reach_after(state, *generation, *position)
            }
            Command::ReachSend { number } => self.reach_send(*number),
            Command::ExpireKept { number } => self.expire_kept(*number),
            Command::CallOff => self.call_off(),
            Command::Reopen { comment } => self.reopen(comment.as_deref()),
            Command::Retry => self.retry(),
            Command::Move { to, reason, second } => self.move_to(to, reason, second),
            Command::Change(change) => self.change(change),
        }
    }

    /// Records that something happened and lets the case change by it.
    pub fn emit(&mut self, event: Event) {
        apply_event(&mut self.case, self.context.now, &event);
        self.events.push(event);
    }

    /// The case as it is by now.
    pub fn case(&self) -> Result<&Case, Trouble> {
        self.case
            .as_ref()
            .ok_or_else(|| Rejection::new(RejectionKind::NotFound, "没有这个办件", "there is no such case").into())
    }

    /// The case, if it is open, does not stand still and is not suspended.
    pub fn ready(&self) -> Result<&Case, Trouble> {
        let case = self.case()?;
        if let Status::Ended { outcome, at } = &case.status {
            // Whoever comes second is told who was faster.
            let by = case.tasks.values().rev().find_map(|task| match &task.condition {
                TaskState::Answered { by, at: answered, action: _ } if answered == at => Some(self.title(by)),
                TaskState::Answered { .. }
                | TaskState::Open
                | TaskState::Claimed { .. }
                | TaskState::Held { .. }
                | TaskState::Cancelled { .. } => None,
            });
            let (zh, en) = by.map_or_else(Default::default, |by| (format!("由 {by} "), format!(" by {by}")));
            let at = at.shown();
            let ended = Rejection::new(
                RejectionKind::Ended,
                format!("办件 {} 已{zh}于 {at} 办结（{outcome}），不能再办理", case.number),
                format!("case {} was closed{en} at {at} ({outcome})", case.number),
            );
            return Err(ended.with_help("确需再办的，先申请重启办理", "reopen it first, if it must go on").into());
        }
        if let Some(incident) = &case.incident {
            let at = incident.at.shown();
            let stands = Rejection::new(
                RejectionKind::Incident,
                format!("办件 {} 自 {at} 起运行异常，暂停办理：{}", case.number, incident.reason.zh),
                format!("case {} has stood still since {at}: {}", case.number, incident.reason.en),
            );
            return Err(stands.with_help("请系统运维人员处理后再办", "an operator has to mend it first").into());
        }
        self.is_not_suspended()?;
        Ok(case)
    }

    /// The local day of the command.
    pub fn today(&self) -> Date {
        self.context.now.date()
    }

    /// The calendar a deadline counts by: its own, the process's, or the office's nearest.
    pub fn calendar(&self, named: Option<&definition::name::CalendarName>) -> Option<Arc<Calendar>> {
        let case = self.case.as_ref()?;
        let nearest = || self.context.organisation.calendar(&case.office, self.today());
        let name = named.cloned().or_else(|| self.definition.calendar.clone()).or_else(nearest)?;
        self.context.calendars.get(&name)
    }

    /// Whether the command has already brought about more than any honest one does.
    pub fn is_running_away(&self) -> bool {
        self.events.len() > EVENTS_MAX
    }

    /// The case and how much has happened, to come back to.
    pub fn mark(&self) -> (Option<Case>, usize) {
        (self.case.clone(), self.events.len())
    }

    /// As if nothing had happened since a mark, at which nothing was under way.
    pub fn back_to(&mut self, (case, events): (Option<Case>, usize)) {
        self.case = case;
        self.events.truncate(events);
        self.raised.clear();
        self.sent.clear();
        self.data.clear();
    }

    /// What has happened so far.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// What it came to: the step, and the case after it.
    pub fn into_step(self, cause: Cause) -> (Step, Option<Case>) {
        let after = self.case.map(|case| Case { seq: case.seq + 1, ..case });
        (Step { at: self.context.now, by: self.actor, cause, events: self.events }, after)
    }
}
