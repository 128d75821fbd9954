//! What is asked of a case. Imperative; may be refused.

use std::collections::BTreeMap;

use definition::moment::Moment;
use definition::name::{
    ActionName, DeadlineName, EventName, FieldName, OfficeName, PersonName, ProcessName, StateName,
};
use definition::value::Value;
use serde::{Deserialize, Serialize};

use crate::case::{CaseId, Failing, Generation, KeptNumber, SendNumber, TaskNumber};
use crate::change::Change;
use crate::desk::DeskCommand;

/// Fields as given by a person or a system.
pub type FieldInput = BTreeMap<FieldName, Value>;

/// A command to a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Start a case.
    Start(Start),
    /// A person does what a state offers. Taken only by the state addressed.
    Act {
        /// The state; may be left out where only one open task offers the action.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        state: Option<StateName>,
        /// The action.
        action: ActionName,
        /// The task seen; its number is the optimistic check.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        task: Option<TaskNumber>,
        /// What is filled in.
        #[serde(default)]
        fields: FieldInput,
        /// A word to it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<String>,
        /// 退回到: where to, if the officer has to choose.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        return_to: Option<StateName>,
    },
    /// 签收: a person takes a task.
    Claim {
        /// Which.
        task: TaskNumber,
    },
    /// A person gives a task back.
    Release {
        /// Which.
        task: TaskNumber,
    },
    /// 日常办理: what people do besides taking actions.
    Desk(DeskCommand),
    /// An event from outside, broadcast to the case.
    Receive {
        /// Its name.
        event: EventName,
        /// What it carries.
        #[serde(default)]
        fields: FieldInput,
    },
    /// A rung of a deadline is due.
    ReachDeadline {
        /// Which deadline.
        deadline: DeadlineName,
        /// Which time it ran.
        generation: Generation,
        /// Which rung.
        rung: usize,
    },
    /// A state's time is up.
    ReachAfter {
        /// The state.
        state: StateName,
        /// Which time it was entered.
        generation: Generation,
        /// Which of its `after`.
        position: usize,
    },
    /// The time of what a case sends itself has come.
    ReachSend {
        /// Its number.
        number: SendNumber,
    },
    /// The time is up for which an event that came early is kept.
    ExpireKept {
        /// Its number.
        number: KeptNumber,
    },
    /// The state that owns the case was left by the case that started it.
    CallOff,
    /// 重启办理: open a closed case again.
    Reopen {
        /// Why.
        comment: Option<String>,
    },
    /// Do again what ended in an incident.
    Retry,
    /// Move a case that stands still to another state.
    Move {
        /// Where to.
        to: StateName,
        /// Why.
        reason: String,
        /// The second person who agrees.
        second: PersonName,
    },
    /// Let the case stand still or go on, or give a deadline another date.
    Change(Change),
}

/// What starts a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Start {
    /// Its identity.
    pub id: CaseId,
    /// Its number.
    pub number: String,
    /// Of which process.
    pub process: ProcessName,
    /// On which version.
    pub version: u32,
    /// At which office.
    pub office: OfficeName,
    /// What is filled in.
    #[serde(default)]
    pub fields: FieldInput,
    /// When the application was handed in; now, if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_at: Option<Moment>,
    /// Why it is entered on a later day than it was handed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backdating_reason: Option<String>,
    /// The case that asked for it, by its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// The same, by its identity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starter: Option<CaseId>,
    /// The event by which that case is to be told that this one has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reports: Option<EventName>,
    /// What means failure, and the event by which that case is to be told of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failing: Option<Failing>,
    /// How many cases, one started by another, stand above it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub depth: u32,
}

fn is_zero(depth: &u32) -> bool {
    *depth == 0
}

impl Command {
    /// The task it may answer from outside the reach of whoever is asked.
    pub fn answers(&self) -> Option<TaskNumber> {
        match self {
            Command::Desk(command) => command.answers(),
            Command::Claim { task } | Command::Release { task } => Some(*task),
            Command::Start(_)
            | Command::Act { .. }
            | Command::Receive { .. }
            | Command::ReachDeadline { .. }
            | Command::ReachAfter { .. }
            | Command::ReachSend { .. }
            | Command::ExpireKept { .. }
            | Command::CallOff
            | Command::Reopen { .. }
            | Command::Retry
            | Command::Move { .. }
            | Command::Change(_) => None,
        }
    }

    /// Every value the command carries with the name of its field.
    pub fn values_mut(&mut self) -> Box<dyn Iterator<Item = (&str, &mut Value)> + '_> {
        let fields = match self {
            Command::Start(start) => &mut start.fields,
            Command::Act { fields, .. } | Command::Receive { fields, .. } => fields,
            Command::Desk(command) => return command.values_mut(),
            Command::Claim { .. }
            | Command::Release { .. }
            | Command::ReachDeadline { .. }
            | Command::ReachAfter { .. }
            | Command::ReachSend { .. }
            | Command::ExpireKept { .. }
            | Command::CallOff
            | Command::Reopen { .. }
            | Command::Retry
            | Command::Move { .. }
            | Command::Change(_) => return Box::new(std::iter::empty()),
        };
        Box::new(fields.iter_mut().map(|(name, value)| (name.as_str(), value)))
    }
}
