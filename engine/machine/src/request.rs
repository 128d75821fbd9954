//! What a step asks of other cases. It is granted in the same transaction, or the step has not happened.

use definition::bilingual::Bilingual;
use definition::name::{EventName, ProcessName};

use crate::case::{Case, CaseId};
use crate::command::{Command, FieldInput};
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
    },
    /// That it take an event, or be cancelled.
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
        Effect::StartCase { id, process, fields, reports } => {
            Some(Request::Start { id, process: process.clone(), fields: fields.clone(), reports: reports.cloned() })
        }
        Effect::Tell { case, event, fields } => {
            Some(Request::Tell { case, command: Command::Receive { event: event.clone(), fields: fields.clone() } })
        }
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
                format!("cancel {case}"),
                "不能撤销另立的办件".to_owned(),
                "a case it has started cannot be cancelled".to_owned(),
            ),
        };
        let reason =
            Bilingual::new(format!("{zh}：{}", rejection.message.zh), format!("{en}: {}", rejection.message.en));
        Hitch { state: asking.leaves().next().map(|(name, _)| name.clone()), expression, reason }
    }
}
