//! 办件: the state of one case, as stored. Everything here follows from its history.

use std::collections::BTreeMap;
use std::fmt;

use definition::calendar::Budget;
use definition::moment::Moment;
use definition::name::{
    ActionName, DeadlineName, EventName, FieldName, GrantKey, OfficeName, PersonName, ProcessName, RoleName, StateName,
};
use definition::value::Value;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::aside::{Aside, AsideKind};
use crate::change::{Note, Suspended};
use crate::command::{Command, FieldInput};
use crate::month::Month;

/// A case's identity; comes from outside, never made here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaseId(pub Uuid);

impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The number of a task within its case; also its generation.
pub type TaskNumber = u32;
/// The number of what a case sends itself, within the case.
pub type SendNumber = u32;
/// How often something has been begun in its case, from 1.
pub type Generation = u32;
/// The number of an item among those of its state, from 1.
pub type ItemNumber = u32;
/// The number of an event a case keeps until a state waits for it, from 1.
pub type KeptNumber = u32;

/// A case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Its identity.
    pub id: CaseId,
    /// Its number, as people know it.
    pub number: String,
    /// The process it runs.
    pub process: ProcessName,
    /// The published version it lives on.
    pub version: u32,
    /// The office it belongs to.
    pub office: OfficeName,
    /// Open or ended.
    pub status: Status,
    /// When the application was handed in.
    pub received_at: Moment,
    /// When it was started here.
    pub started_at: Moment,
    /// What is filled in.
    pub fields: BTreeMap<FieldName, Value>,
    /// The states it is in, those around others too, with when and how often entered.
    pub active: BTreeMap<StateName, Active>,
    /// What each history remembers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub remembered: BTreeMap<StateName, Vec<StateName>>,
    /// What it sends itself later, by number.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sends: BTreeMap<SendNumber, Pending>,
    /// How often it has sent itself something later.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub sent: SendNumber,
    /// Events that came before any state waited for them, by number.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub kept: BTreeMap<KeptNumber, Kept>,
    /// How often an event came too early and was kept.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub kept_count: KeptNumber,
    /// How often each state has been entered.
    pub entered: BTreeMap<StateName, Generation>,
    /// Its tasks, open and closed.
    pub tasks: BTreeMap<TaskNumber, Task>,
    /// What it goes through item by item, by state.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rounds: BTreeMap<StateName, Round>,
    /// Its deadlines, running and ended.
    pub deadlines: BTreeMap<DeadlineName, ArmedDeadline>,
    /// What it has granted.
    pub grants: BTreeMap<GrantKey, GrantState>,
    /// The keys of the cases it has started.
    pub started: BTreeMap<String, CaseId>,
    /// Which of them are owned, by their key, and by which state.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub owned: BTreeMap<String, StateName>,
    /// The case that started it, if none but a case did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starter: Option<CaseId>,
    /// The event by which that case is told once this one has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reports: Option<EventName>,
    /// What means failure, and how that case is told of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failing: Option<Failing>,
    /// How many cases, one started by another, stand above it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub depth: u32,
    /// Who acted where.
    pub acted: Vec<Acted>,
    /// The number of its last step, from 1.
    pub seq: u64,
    /// Why it stands still, if it does.
    pub incident: Option<Incident>,
    /// 中止办理: when it was suspended as a whole; the last one while it lasts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suspensions: Vec<Suspended>,
}

/// Whether a case is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It runs.
    Open,
    /// It is closed.
    Ended {
        /// What came of it.
        outcome: String,
        /// Since when.
        at: Moment,
    },
}

/// A state a case is in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Active {
    /// The how-manyth time.
    pub generation: Generation,
    /// Since when.
    pub since: Moment,
    /// What time will do, by position in the state's `after`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub timers: BTreeMap<usize, Moment>,
    /// Whether it is a state around others, of which some are active too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub around: bool,
}

/// Something a case sends itself later.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pending {
    /// What it can be taken back by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The event.
    pub event: EventName,
    /// What it carries.
    #[serde(default, skip_serializing_if = "FieldInput::is_empty")]
    pub data: FieldInput,
    /// When.
    pub at: Moment,
}

fn is_zero(number: &SendNumber) -> bool {
    *number == 0
}

/// An event that came before any state waited for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Which.
    pub event: EventName,
    /// What it carries for guards and effects.
    #[serde(default, skip_serializing_if = "FieldInput::is_empty")]
    pub data: FieldInput,
    /// The fields of the case it brings.
    #[serde(default, skip_serializing_if = "FieldInput::is_empty")]
    pub fields: FieldInput,
    /// When it lapses.
    pub until: Moment,
}

impl Kept {
    /// Every value it carries with the name of its field.
    pub fn values_mut(&mut self) -> impl Iterator<Item = (&str, &mut Value)> {
        self.data.iter_mut().chain(self.fields.iter_mut()).map(|(name, value)| (name.as_str(), value))
    }
}

/// What means, to the case that started another, that this has failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failing {
    /// The event by which it is told.
    pub event: EventName,
    /// The outcomes that mean it.
    pub outcomes: Vec<String>,
}

impl Failing {
    /// Whether an outcome means failure.
    pub fn means(&self, outcome: &str) -> bool {
        self.outcomes.iter().any(|failure| failure == outcome)
    }
}

/// A task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// The state it belongs to.
    pub state: StateName,
    /// Who may take it.
    pub role: RoleName,
    /// At which office.
    pub office: OfficeName,
    /// About which item of its state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemNumber>,
    /// Since when.
    pub opened_at: Moment,
    /// What became of it.
    pub condition: TaskState,
    /// What it is, if it is not the state's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aside: Option<Aside>,
}

/// What a state goes through item by item, since it was last entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Round {
    /// The list the items were taken from; none where each takes another person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<FieldName>,
    /// The items, as they were then: a list.
    pub items: Value,
    /// How many there are.
    pub count: ItemNumber,
    /// How those answered were answered.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<ItemNumber, ActionName>,
    /// How many had acted in the case before.
    pub acted_before: usize,
}

/// What became of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// Waits for whoever holds the role.
    Open,
    /// Somebody has taken it.
    Claimed {
        /// Who.
        by: PersonName,
        /// Since when.
        at: Moment,
    },
    /// Done.
    Answered {
        /// By whom.
        by: PersonName,
        /// When.
        at: Moment,
        /// How.
        action: ActionName,
    },
    /// Its case is suspended; nobody can act on it until that ends.
    Held {
        /// Who had taken it, if anybody.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PersonName>,
        /// Since when.
        at: Moment,
    },
    /// Its state was left in another way.
    Cancelled {
        /// When.
        at: Moment,
    },
}

impl Task {
    /// Whether somebody can still act on it.
    pub fn is_open(&self) -> bool {
        matches!(self.condition, TaskState::Open | TaskState::Claimed { .. })
    }

    /// Whether it outlives its state and its case: a copy is to be read whatever becomes of them.
    pub fn outlives(&self) -> bool {
        self.aside.as_ref().is_some_and(|aside| matches!(aside.kind, AsideKind::Copy { .. }))
    }
}

/// A deadline of a case, with everything its date follows from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArmedDeadline {
    /// The how-manyth time it runs.
    pub generation: Generation,
    /// What happened to its clock, in order.
    pub ledger: Vec<LedgerEntry>,
    /// Whether it runs.
    pub clock: Clock,
    /// The first instant too late.
    pub due_before: Moment,
    /// Whether the calendar did not reach that far.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
    /// The first instant that misses its target, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Moment>,
    /// When each rung still to come is due, by position in the ladder.
    pub rungs: BTreeMap<usize, Moment>,
    /// Whether it has passed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub passed: bool,
}

/// What happened to a deadline's clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LedgerEntry {
    /// The clock began to count from this instant.
    Armed {
        /// The instant counted from.
        from: Moment,
    },
    /// The clock stopped.
    Stopped {
        /// When.
        at: Moment,
    },
    /// The clock went on with what was left.
    Resumed {
        /// When.
        at: Moment,
    },
    /// The clock went on as if it had never stopped.
    Kept {
        /// When.
        at: Moment,
    },
    /// 延长: the period was made longer.
    Extended {
        /// When.
        at: Moment,
        /// How long it is now, from the start.
        to: Budget,
        /// By whom and why.
        note: Note,
    },
    /// 更正: the clock is counted from another instant.
    Corrected {
        /// When.
        at: Moment,
        /// The instant counted from.
        from: Moment,
        /// By whom and why.
        note: Note,
    },
    /// 重新推算: counted again by the calendar as it was then.
    Reprojected {
        /// When.
        at: Moment,
    },
}

/// Whether a deadline runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// Counts.
    Running,
    /// Stands still.
    Stopped,
    /// Met at this instant.
    Met(Moment),
    /// Ended with the case.
    Ended(Moment),
}

impl Case {
    /// Every value kept in the case with the name of its field, so that the sensitive ones can be sealed or unsealed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = (&str, &mut Value)> {
        let sent = self.sends.values_mut().flat_map(|pending| pending.data.iter_mut());
        let own = self.fields.iter_mut().chain(sent).map(|(name, value)| (name.as_str(), value));
        let rounds = self.rounds.values_mut();
        let items = rounds.filter_map(|round| Some((round.list.as_ref()?.as_str(), &mut round.items)));
        let kept = self.kept.values_mut().flat_map(Kept::values_mut);
        let own = own.chain(items).chain(kept);
        own.chain(self.incident.iter_mut().flat_map(|incident| incident.command.values_mut()))
    }

    /// The innermost states it is in.
    pub fn leaves(&self) -> impl Iterator<Item = (&StateName, &Active)> {
        self.active.iter().filter(|(_, active)| !active.around)
    }

    /// 中止办理: since when and why the case is suspended, if it is.
    pub fn suspended(&self) -> Option<&Suspended> {
        self.suspensions.last().filter(|suspended| suspended.until.is_none())
    }

    /// The open tasks of its states, those beside them left out.
    pub fn own_tasks(&self) -> impl Iterator<Item = (TaskNumber, &Task)> {
        self.open_tasks().filter(|(_, task)| task.aside.is_none())
    }

    /// The number of the task made next.
    pub fn next_task(&self) -> TaskNumber {
        self.tasks.keys().next_back().map_or(1, |last| last + 1)
    }

    /// The tasks somebody can still act on.
    pub fn open_tasks(&self) -> impl Iterator<Item = (TaskNumber, &Task)> {
        self.tasks.iter().filter(|(_, task)| task.is_open()).map(|(number, task)| (*number, task))
    }
}

impl ArmedDeadline {
    /// The rung that comes next: the earliest still to come, the lower position first.
    pub fn next_rung(&self) -> Option<(usize, Moment)> {
        if self.clock != Clock::Running {
            return None;
        }
        self.rungs.iter().map(|(rung, at)| (*rung, *at)).min_by_key(|(rung, at)| (*at, *rung))
    }
}

/// A benefit a case has granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantState {
    /// Its kind.
    pub kind: String,
    /// The amount a month, in fen.
    pub amount_fen: i64,
    /// The first month.
    pub from: Month,
    /// For how many months; until stopped if none.
    pub months: Option<u32>,
    /// The first month no longer paid, if it was stopped.
    pub stopped_from: Option<Month>,
}

/// Who acted where: what `not_same_person_as` looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acted {
    /// In which state.
    pub state: StateName,
    /// Who.
    pub person: PersonName,
    /// For whom, if a deputy; counts as having acted too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting_for: Option<PersonName>,
    /// When.
    pub at: Moment,
}

/// 运行异常: why a case stands still, and what is done again once the cause is mended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// When it arose.
    pub at: Moment,
    /// The state it arose in.
    pub state: Option<StateName>,
    /// The expression that failed, as written.
    pub expression: String,
    /// What went wrong, in Chinese and English.
    pub reason: definition::bilingual::Bilingual,
    /// What was being done.
    pub command: Box<Command>,
    /// Who was doing it.
    pub actor: crate::actor::Actor,
}
