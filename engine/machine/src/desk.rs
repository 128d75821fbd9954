//! 日常办理: what people do with a case at their desks besides taking its actions, and what comes of it.

use definition::name::{OfficeName, OpinionName, PersonName, RoleName, StateName};
use definition::value::Value;
use serde::{Deserialize, Serialize};

use crate::aside::{Aside, Party};
use crate::case::{CaseId, TaskNumber};
use crate::command::FieldInput;
use crate::step::Cause;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeskCommand {
    /// 转交: give a task to another who holds its role.
    HandOver {
        /// Which.
        task: TaskNumber,
        /// To whom.
        to: PersonName,
        /// A word to it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<String>,
    },
    /// 撤销办件: close the case where it stands.
    Cancel {
        /// Why.
        reason: String,
    },
    /// 抄送: send copies to read.
    Copy {
        /// To whom.
        to: Vec<Party>,
        /// A word to it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// 阅知: a copy was read.
    Acknowledge {
        /// Which.
        task: TaskNumber,
    },
    /// 征求意见: ask another office about a task.
    AskOpinion {
        /// The task.
        task: TaskNumber,
        /// Which of the opinions the file names.
        opinion: OpinionName,
        /// Which office; the one that owns such tasks for the case if none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        office: Option<OfficeName>,
        /// What is asked.
        question: String,
    },
    /// 答复意见: answer what another office asked.
    GiveOpinion {
        /// Which.
        task: TaskNumber,
        /// What is said.
        text: String,
        /// What is filled in.
        #[serde(default, skip_serializing_if = "FieldInput::is_empty")]
        fields: FieldInput,
    },
    /// 加签: others are to sign before a task is acted on.
    AddSigners {
        /// The task.
        task: TaskNumber,
        /// Who.
        signers: Vec<Party>,
        /// How many of them are enough; all if not said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        needed: Option<usize>,
        /// Whether they sign one after another, in the order named.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        in_order: bool,
        /// A word to it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// 会签: sign, or refuse to.
    Sign {
        /// Which.
        task: TaskNumber,
        /// Whether the signer agrees.
        agrees: bool,
        /// A word to it; needed with a refusal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<String>,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeskEvent {
    /// A task was given to another, who has claimed it by that.
    HandedOver {
        /// Which.
        task: TaskNumber,
        /// To whom.
        to: PersonName,
        /// By whom: the one who had claimed it, or one whose role may.
        by: PersonName,
        /// For whom, if a deputy.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        acting_for: Option<PersonName>,
        /// What was said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<String>,
    },
    /// A task was made beside that of a state. It is closed like any other.
    AsideOpened {
        /// Its number.
        task: TaskNumber,
        /// The state the case was in.
        state: StateName,
        /// As what it is asked.
        role: RoleName,
        /// Where.
        office: OfficeName,
        /// What it is.
        aside: Aside,
    },
    /// The case was cancelled; what fell away with it follows in the same step.
    CaseCancelled {
        /// By whom; nobody where the case that started it was cancelled.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PersonName>,
        /// For whom, if a deputy.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        acting_for: Option<PersonName>,
        /// Why.
        reason: String,
    },
    /// A case it has started is to be cancelled with it.
    StartedCaseCancelled {
        /// Which.
        case: CaseId,
        /// Why.
        reason: String,
    },
    /// An office asked gave its opinion.
    OpinionGiven {
        /// On which task.
        task: TaskNumber,
        /// Who.
        by: PersonName,
        /// For whom, if a deputy.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        acting_for: Option<PersonName>,
        /// What was said.
        text: String,
    },
    /// An office asked has not answered in time, and that counts as no objection.
    SilenceConsented {
        /// On which task.
        task: TaskNumber,
    },
    /// A signer signed, or refused to.
    Signed {
        /// On which task.
        task: TaskNumber,
        /// Who.
        by: PersonName,
        /// For whom, if a deputy.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        acting_for: Option<PersonName>,
        /// Whether the signer agrees.
        agrees: bool,
        /// What was said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<String>,
    },
}

impl DeskCommand {
    /// What kind of step it makes.
    pub fn cause(&self) -> Cause {
        match self {
            DeskCommand::HandOver { .. } => Cause::HandedOver,
            DeskCommand::Cancel { .. } => Cause::Cancelled,
            DeskCommand::Copy { .. } => Cause::CopySent,
            DeskCommand::Acknowledge { .. } => Cause::CopyRead,
            DeskCommand::AskOpinion { .. } => Cause::OpinionAsked,
            DeskCommand::GiveOpinion { .. } => Cause::OpinionGiven,
            DeskCommand::AddSigners { .. } => Cause::SignersAdded,
            DeskCommand::Sign { .. } => Cause::Signed,
        }
    }

    /// The task it is about, if about one.
    pub fn task(&self) -> Option<TaskNumber> {
        match self {
            DeskCommand::HandOver { task, .. }
            | DeskCommand::Acknowledge { task }
            | DeskCommand::AskOpinion { task, .. }
            | DeskCommand::GiveOpinion { task, .. }
            | DeskCommand::AddSigners { task, .. }
            | DeskCommand::Sign { task, .. } => Some(*task),
            DeskCommand::Cancel { .. } | DeskCommand::Copy { .. } => None,
        }
    }

    /// The task beside the others that it answers, if it does: whoever is asked that may answer from outside the case's reach.
    pub fn answers(&self) -> Option<TaskNumber> {
        match self {
            DeskCommand::Acknowledge { task }
            | DeskCommand::GiveOpinion { task, .. }
            | DeskCommand::Sign { task, .. } => Some(*task),
            DeskCommand::HandOver { .. }
            | DeskCommand::Cancel { .. }
            | DeskCommand::Copy { .. }
            | DeskCommand::AddSigners { .. }
            | DeskCommand::AskOpinion { .. } => None,
        }
    }

    /// Whom it names, so that what they are called can be looked up.
    pub fn parties_mut(&mut self) -> &mut [Party] {
        match self {
            DeskCommand::Copy { to, .. } | DeskCommand::AddSigners { signers: to, .. } => to,
            DeskCommand::HandOver { .. }
            | DeskCommand::Sign { .. }
            | DeskCommand::Cancel { .. }
            | DeskCommand::Acknowledge { .. }
            | DeskCommand::AskOpinion { .. }
            | DeskCommand::GiveOpinion { .. } => &mut [],
        }
    }

    /// The office it names, so that it can be looked up.
    pub fn office_mut(&mut self) -> Option<&mut OfficeName> {
        match self {
            DeskCommand::AskOpinion { office, .. } => office.as_mut(),
            DeskCommand::AddSigners { .. }
            | DeskCommand::Sign { .. }
            | DeskCommand::HandOver { .. }
            | DeskCommand::Cancel { .. }
            | DeskCommand::Acknowledge { .. }
            | DeskCommand::Copy { .. }
            | DeskCommand::GiveOpinion { .. } => None,
        }
    }

    /// The same with fields filled in, where it takes any.
    pub fn with_fields(mut self, given: FieldInput) -> Self {
        if let DeskCommand::GiveOpinion { fields, .. } = &mut self {
            fields.extend(given);
        }
        self
    }

    /// The same about another task.
    pub fn on_task(mut self, number: TaskNumber) -> Self {
        match &mut self {
            DeskCommand::HandOver { task, .. }
            | DeskCommand::Acknowledge { task }
            | DeskCommand::AskOpinion { task, .. }
            | DeskCommand::GiveOpinion { task, .. }
            | DeskCommand::AddSigners { task, .. }
            | DeskCommand::Sign { task, .. } => *task = number,
            DeskCommand::Cancel { .. } | DeskCommand::Copy { .. } => {}
        }
        self
    }

    /// Every value it carries with the name of its field.
    pub fn values_mut(&mut self) -> Box<dyn Iterator<Item = (&str, &mut Value)> + '_> {
        match self {
            DeskCommand::GiveOpinion { fields, .. } => {
                Box::new(fields.iter_mut().map(|(name, value)| (name.as_str(), value)))
            }
            DeskCommand::HandOver { .. }
            | DeskCommand::Cancel { .. }
            | DeskCommand::Copy { .. }
            | DeskCommand::AskOpinion { .. }
            | DeskCommand::AddSigners { .. }
            | DeskCommand::Sign { .. }
            | DeskCommand::Acknowledge { .. } => Box::new(std::iter::empty()),
        }
    }
}
