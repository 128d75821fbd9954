//! What happened. Past tense; never refused. The written form is versioned with its step and never edited.

use std::collections::BTreeMap;

use definition::bilingual::Bilingual;
use definition::moment::Moment;
use definition::name::{
    ActionName, DeadlineName, EventName, FieldName, GrantKey, OfficeName, PersonName, ProcessName, RoleName, StateName,
    TemplateName,
};
use definition::value::Value;
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::case::{
    CaseId, Failing, Generation, ItemNumber, Kept, KeptNumber, LedgerEntry, Pending, SendNumber, TaskNumber,
};
use crate::change::Note;
use crate::command::{Command, FieldInput};
use crate::decision::{Decision, Place};
use crate::desk::DeskEvent;
use crate::month::Month;
pub use crate::notified::{Addressee, Notified, Suppression};

/// Something that happened to a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The case came to be.
    CaseStarted {
        /// Its identity.
        id: CaseId,
        /// Its number.
        number: String,
        /// Its process.
        process: ProcessName,
        /// Its version.
        version: u32,
        /// Its office.
        office: OfficeName,
        /// When the application was handed in.
        received_at: Moment,
        /// Why it was entered later than handed in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        backdating_reason: Option<String>,
        /// The case that asked for it, by its number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        origin: Option<String>,
        /// The same, by its identity.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        starter: Option<CaseId>,
        /// The event by which that case is told once this one has ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reports: Option<EventName>,
        /// What means failure, and the event by which that case is told of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        failing: Option<Failing>,
        /// How many cases, one started by another, stand above it.
        #[serde(default, skip_serializing_if = "is_zero")]
        depth: u32,
    },
    /// Fields got these values.
    FieldsSet {
        /// The fields.
        fields: FieldInput,
    },
    /// A guard or condition was decided, on these grounds. Its explanation is computed again from them when asked for.
    Decided(Decision),
    /// A person acted.
    ActionTaken {
        /// In which state.
        state: StateName,
        /// How.
        action: ActionName,
        /// On which task.
        task: TaskNumber,
        /// Who.
        by: PersonName,
        /// For whom, if a deputy.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        acting_for: Option<PersonName>,
        /// What was said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<String>,
    },
    /// An event, from outside or from within, was taken.
    EventReceived {
        /// Which.
        event: EventName,
        /// By which state.
        state: StateName,
    },
    /// Another case told something after this one was closed, or that it has ended while nobody waits for that: noted, and
    /// nothing else.
    EventIgnored {
        /// Which.
        event: EventName,
    },
    /// An event came before any state waited for it, and is kept.
    EventKept {
        /// Its number.
        number: KeptNumber,
        /// What it is, and until when it is kept.
        kept: Kept,
    },
    /// An event that was kept is waited for now.
    KeptTaken {
        /// Its number.
        number: KeptNumber,
    },
    /// An event that was kept was never waited for in time.
    KeptExpired {
        /// Its number.
        number: KeptNumber,
    },
    /// A state's time was up.
    AfterReached {
        /// The state.
        state: StateName,
        /// Which of its `after`.
        position: usize,
    },
    /// A state was left.
    StateLeft {
        /// Which.
        state: StateName,
    },
    /// A state was entered.
    StateEntered {
        /// Which.
        state: StateName,
        /// The how-manyth time.
        generation: Generation,
        /// When its `after` come due, by position.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        timers: BTreeMap<usize, Moment>,
        /// Whether it is a state around others.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        around: bool,
    },
    /// A history remembers where the case was.
    HistoryRemembered {
        /// Which.
        history: StateName,
        /// The states, in document order.
        states: Vec<StateName>,
    },
    /// The case will send itself an event.
    SendScheduled {
        /// Its number.
        number: SendNumber,
        /// What it is, and when.
        pending: Pending,
    },
    /// What was to be sent was taken back.
    SendCancelled {
        /// Its number.
        number: SendNumber,
    },
    /// What was to be sent was sent.
    SendReached {
        /// Its number.
        number: SendNumber,
    },
    /// A state begins to go through its items.
    ItemsBegun {
        /// Which state.
        state: StateName,
        /// The list they are taken from; none where each takes another person.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        list: Option<FieldName>,
        /// The items: a list.
        items: Value,
        /// How many.
        count: ItemNumber,
    },
    /// A task was made.
    TaskOpened {
        /// Its number.
        task: TaskNumber,
        /// Its state.
        state: StateName,
        /// Who may take it.
        role: RoleName,
        /// Where.
        office: OfficeName,
        /// About which item of its state.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<ItemNumber>,
    },
    /// A task was claimed.
    TaskClaimed {
        /// Which.
        task: TaskNumber,
        /// By whom.
        by: PersonName,
    },
    /// A task was given back.
    TaskReleased {
        /// Which.
        task: TaskNumber,
    },
    /// A task was done.
    TaskAnswered {
        /// Which.
        task: TaskNumber,
        /// By whom.
        by: PersonName,
        /// How.
        action: ActionName,
    },
    /// A task fell away because its state was left.
    TaskCancelled {
        /// Which.
        task: TaskNumber,
    },
    /// Somebody did something with the case besides taking an action.
    Desk(DeskEvent),
    /// A deadline began to run, or runs again, or has other dates now.
    DeadlineSet {
        /// Which.
        deadline: DeadlineName,
        /// The how-manyth time.
        generation: Generation,
        /// What happened to its clock.
        entry: LedgerEntry,
        /// The first instant too late.
        due_before: Moment,
        /// Whether the calendar does not reach that far.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        provisional: bool,
        /// The first instant that misses its target, if it has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        target: Option<Moment>,
        /// When each rung still to come is due.
        rungs: BTreeMap<usize, Moment>,
        /// Reminders whose moment was already past when the clock began, or would come only after the deadline.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        skipped: Vec<usize>,
    },
    /// The case was suspended: its open tasks are held, nothing moves it.
    CaseSuspended {
        /// Whether the clocks of its deadlines stand meanwhile.
        stops: bool,
        /// By whom and why.
        note: Note,
    },
    /// The case goes on; its tasks are as they were.
    CaseResumed {
        /// By whom and why.
        note: Note,
    },
    /// The `after` of a state have other dates now.
    AfterMoved {
        /// The state.
        state: StateName,
        /// When they come due, by position; those not named stay.
        timers: BTreeMap<usize, Moment>,
    },
    /// A deadline's clock stopped.
    DeadlineStopped {
        /// Which.
        deadline: DeadlineName,
    },
    /// What a deadline wanted came about.
    DeadlineMet {
        /// Which.
        deadline: DeadlineName,
        /// Whether it came too late.
        late: bool,
    },
    /// A deadline ended with its case.
    DeadlineEnded {
        /// Which.
        deadline: DeadlineName,
    },
    /// A rung of a deadline's ladder came.
    RungReached {
        /// Which deadline.
        deadline: DeadlineName,
        /// The how-manyth time it runs.
        generation: Generation,
        /// Which rung.
        rung: usize,
        /// When it was due.
        due_at: Moment,
        /// Whether it came much later than that (after an outage).
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        late: bool,
    },
    /// A deadline passed unmet.
    DeadlinePassed {
        /// Which.
        deadline: DeadlineName,
    },
    /// Somebody is to be told.
    NotificationQueued(Notified),
    /// Nobody could be told, or need be; why.
    NotificationSuppressed {
        /// In which words it would have been.
        template: TemplateName,
        /// Whom it was meant for.
        meant_for: String,
        /// Why not.
        reason: Suppression,
    },
    /// A benefit was granted, or amended.
    BenefitGranted {
        /// Its key.
        grant: GrantKey,
        /// Its kind.
        kind: String,
        /// The amount a month, in fen.
        amount_fen: i64,
        /// The first month.
        from: Month,
        /// For how many months; until stopped if none.
        months: Option<u32>,
    },
    /// A benefit was stopped.
    BenefitStopped {
        /// Its key.
        grant: GrantKey,
        /// The first month no longer paid.
        from: Month,
    },
    /// Another case was asked for.
    CaseRequested {
        /// Its key.
        key: String,
        /// Its identity.
        id: CaseId,
        /// Of which process.
        process: ProcessName,
        /// The fields it starts with.
        fields: FieldInput,
        /// The event by which it is to tell that it has ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reports: Option<EventName>,
        /// What means failure, and the event by which it is to tell of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        failing: Option<Failing>,
        /// The state that owns it: left, it is called off.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        owner: Option<StateName>,
    },
    /// A case started on entering a state is called off, since that is left.
    CaseCalledOff {
        /// Its key.
        key: String,
        /// Its identity.
        case: CaseId,
    },
    /// Another case was told something.
    CaseTold {
        /// Which.
        case: CaseId,
        /// Of which event.
        event: EventName,
        /// What the event carries.
        fields: FieldInput,
    },
    /// The case was closed.
    CaseEnded {
        /// In which state.
        state: StateName,
        /// What came of it.
        outcome: String,
    },
    /// The case was opened again.
    CaseReopened {
        /// From which end.
        state: StateName,
        /// What was said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<String>,
    },
    /// The case stands still.
    IncidentRaised {
        /// In which state.
        state: Option<StateName>,
        /// The expression that failed, as written.
        expression: String,
        /// What went wrong.
        reason: Bilingual,
        /// What was being done.
        command: Box<Command>,
        /// By whom.
        actor: Actor,
    },
    /// The case goes on.
    IncidentResolved,
    /// An operator moved the case.
    CaseMoved {
        /// Where to.
        to: StateName,
        /// Why.
        reason: String,
        /// Who agreed.
        second: PersonName,
    },
}

impl Event {
    /// The values in this event with the name of the field, formula or parameter each belongs to.
    pub fn values_mut(&mut self) -> Box<dyn Iterator<Item = (&str, &mut Value)> + '_> {
        match self {
            Event::FieldsSet { fields } | Event::CaseRequested { fields, .. } | Event::CaseTold { fields, .. } => {
                named(fields)
            }
            Event::SendScheduled { pending, .. } => named(&mut pending.data),
            Event::EventKept { kept, .. } => Box::new(kept.values_mut()),
            Event::ItemsBegun { list, items, .. } => {
                Box::new(list.iter().map(|list| list.as_str()).zip(std::iter::once(items)))
            }
            Event::Decided(decision) => {
                let own = match &decision.place {
                    Place::Value { name } | Place::Table { name } => Some((name.as_str(), &mut decision.result)),
                    Place::Effect { of } => Some((of.as_str(), &mut decision.result)),
                    // Whether a branch is taken shows in what follows; there is nothing to hide.
                    Place::Start | Place::Branch { .. } => None,
                };
                Box::new(
                    own.into_iter().chain(decision.reads.iter_mut().map(|read| (read.name.as_str(), &mut read.value))),
                )
            }
            Event::IncidentRaised { command, .. } => command.values_mut(),
            Event::CaseStarted { .. }
            | Event::ActionTaken { .. }
            | Event::EventReceived { .. }
            | Event::EventIgnored { .. }
            | Event::KeptTaken { .. }
            | Event::KeptExpired { .. }
            | Event::CaseCalledOff { .. }
            | Event::AfterReached { .. }
            | Event::StateLeft { .. }
            | Event::StateEntered { .. }
            | Event::HistoryRemembered { .. }
            | Event::SendCancelled { .. }
            | Event::SendReached { .. }
            | Event::TaskOpened { .. }
            | Event::TaskClaimed { .. }
            | Event::TaskReleased { .. }
            | Event::TaskAnswered { .. }
            | Event::TaskCancelled { .. }
            | Event::Desk(_)
            | Event::DeadlineSet { .. }
            | Event::CaseSuspended { .. }
            | Event::CaseResumed { .. }
            | Event::AfterMoved { .. }
            | Event::DeadlineStopped { .. }
            | Event::DeadlineMet { .. }
            | Event::DeadlineEnded { .. }
            | Event::RungReached { .. }
            | Event::DeadlinePassed { .. }
            | Event::NotificationQueued(_)
            | Event::NotificationSuppressed { .. }
            | Event::BenefitGranted { .. }
            | Event::BenefitStopped { .. }
            | Event::CaseEnded { .. }
            | Event::CaseReopened { .. }
            | Event::IncidentResolved
            | Event::CaseMoved { .. } => Box::new(std::iter::empty()),
        }
    }
}

fn is_zero(depth: &u32) -> bool {
    *depth == 0
}

fn named(fields: &mut BTreeMap<FieldName, Value>) -> Box<dyn Iterator<Item = (&str, &mut Value)> + '_> {
    Box::new(fields.iter_mut().map(|(name, value)| (name.as_str(), value)))
}
