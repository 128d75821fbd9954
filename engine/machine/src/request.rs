//! What a step asks of other cases. It is granted in the same transaction, or the step has not happened.

use definition::bilingual::Bilingual;
use definition::name::{EventName, ProcessName};

use crate::case::{Case, CaseId, Failing};
use crate::command::{Command, FieldInput, Start};
use crate::decide::Hitch;
use crate::desk::DeskCommand;
use crate::effect::{Effect, effects};
use crate::rejection::Rejection;
use crate::step::Step;

/// Something asked of another case.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// That it be started, at the same office.
    Start {
        /// Its identity.
        id: CaseId,
        /// Of which process.
        process: ProcessName,
        /// The fields it starts with.
        fields: FieldInput,
        /// The event by which it is to tell that it has ended.
        reports: Option<EventName>,
        /// What means failure, and the event by which it is to tell of it.
        failing: Option<Failing>,
    },
    /// That it take an event, be cancelled, or end since the state that owns it was left.
    Tell {
        /// Which case.
        case: CaseId,
        /// What it is asked.
        command: Command,
    },
}

/// What a step asks of other cases, in order.
pub fn requests(step: &Step) -> Vec<Request> {
    let asked = effects(step).into_iter().filter_map(|effect| match effect {
        Effect::StartCase { id, process, fields, reports, failing } => Some(Request::Start {
            id,
            process: process.clone(),
            fields: fields.clone(),
            reports: reports.cloned(),
            failing: failing.cloned(),
        }),
        Effect::Tell { case, event, fields } => {
            Some(Request::Tell { case, command: Command::Receive { event: event.clone(), fields: fields.clone() } })
        }
        Effect::CallOff { case } => Some(Request::Tell { case, command: Command::CallOff }),
        Effect::CancelCase { case, reason } => {
            let command = Command::Desk(DeskCommand::Cancel { reason: reason.to_owned() });
            Some(Request::Tell { case, command })
        }
        Effect::Notify { .. } | Effect::Grant { .. } | Effect::Stop { .. } => None,
    });
    asked.collect()
}

impl Request {
    /// The case it concerns.
    pub fn case(&self) -> CaseId {
        match self {
            Request::Start { id, .. } => *id,
            Request::Tell { case, .. } => *case,
        }
    }

    /// The start asked for, at the office of the case that asks; number and version are the granter's to fill in. None if
    /// nothing is to be started.
    pub fn start(&self, asking: &Case) -> Option<Start> {
        let Request::Start { id, process, fields, reports, failing } = self else { return None };
        Some(Start {
            id: *id,
            number: String::new(),
            process: process.clone(),
            version: 0,
            office: asking.office.clone(),
            fields: fields.clone(),
            received_at: None,
            backdating_reason: None,
            origin: Some(asking.number.clone()),
            starter: Some(asking.id),
            reports: reports.clone(),
            failing: failing.clone(),
            depth: asking.depth + 1,
        })
    }

    /// What keeps a case from going on whose request was refused while nobody is there to be told.
    pub fn hitch(&self, asking: &Case, rejection: &Rejection) -> Hitch {
        let (expression, zh, en) = match self {
            Request::Start { process, .. } => (
                format!("start_case {process}"),
                format!("不能另立“{process}”办件"),
                format!("a case of {process} cannot be started"),
            ),
            Request::Tell { command: Command::Receive { event, .. }, .. } => (
                format!("tell {event}"),
                format!("不能把“{event}”转告另一办件"),
                format!("another case cannot be told {event}"),
            ),
            Request::Tell { case, .. } => (
                format!("end {case}"),
                "不能撤销另立的办件".to_owned(),
                "a case it has started cannot be ended".to_owned(),
            ),
        };
        let reason =
            Bilingual::new(format!("{zh}：{}", rejection.message.zh), format!("{en}: {}", rejection.message.en));
        Hitch { state: asking.leaves().next().map(|(name, _)| name.clone()), expression, reason }
    }
}
