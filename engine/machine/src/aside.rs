//! A task beside that of a state: something asked of somebody else about the case, while the state's own task goes on.

use definition::moment::Date;
use definition::name::{OfficeName, OpinionName, PersonName, RoleName};
use definition::organisation::Organisation;
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::case::{Case, Task, TaskNumber};

/// What a task beside the others is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aside {
    /// Who asked.
    pub by: PersonName,
    /// The one it is for; whoever holds its role there if nobody is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<PersonName>,
    /// What is asked.
    pub kind: AsideKind,
}

/// What is asked beside a state's own task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AsideKind {
    /// 抄送: a copy to read.
    Copy {
        /// A word to it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// 征求意见: another office is asked.
    Opinion {
        /// Which of the opinions the file names.
        opinion: OpinionName,
        /// For which task.
        of: TaskNumber,
        /// What is asked.
        question: String,
    },
    /// 加签: somebody is to sign before a task is acted on.
    Signature {
        /// For which task.
        of: TaskNumber,
        /// The first task made when these signers were added, by which they belong together.
        round: TaskNumber,
        /// How many of them have to sign.
        needed: usize,
        /// Who follows, where they sign one after another.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        then: Vec<Signer>,
        /// A word to it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
}

/// Who is to sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// Somebody by name; any holder of the role there if nobody is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<PersonName>,
    /// As what.
    pub role: RoleName,
    /// Where.
    pub office: OfficeName,
}

impl AsideKind {
    /// As stored, and as people's programs see it.
    pub const fn as_str(&self) -> &'static str {
        match self {
            AsideKind::Copy { .. } => "copy",
            AsideKind::Opinion { .. } => "opinion",
            AsideKind::Signature { .. } => "signature",
        }
    }

    /// What was said with it.
    pub fn note(&self) -> Option<&str> {
        match self {
            AsideKind::Copy { note } | AsideKind::Signature { note, .. } => note.as_deref(),
            AsideKind::Opinion { question, .. } => Some(question),
        }
    }

    /// The opinion asked, if one is.
    pub fn opinion(&self) -> Option<&OpinionName> {
        match self {
            AsideKind::Opinion { opinion, .. } => Some(opinion),
            AsideKind::Copy { .. } | AsideKind::Signature { .. } => None,
        }
    }

    /// The signers it belongs to, by the first task made for them.
    pub fn round(&self) -> Option<TaskNumber> {
        match self {
            AsideKind::Signature { round, .. } => Some(*round),
            AsideKind::Copy { .. } | AsideKind::Opinion { .. } => None,
        }
    }

    /// The task it is for, if for one.
    pub fn of(&self) -> Option<TaskNumber> {
        match self {
            AsideKind::Opinion { of, .. } | AsideKind::Signature { of, .. } => Some(*of),
            AsideKind::Copy { .. } => None,
        }
    }
}

/// 收件人: whom something is sent to or asked of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// Somebody by name.
    Person(PersonName),
    /// Everyone who holds a role at an office.
    Holders {
        /// The role.
        role: RoleName,
        /// The office.
        office: OfficeName,
    },
}

impl Case {
    /// The open task by which an opinion is asked, if it is.
    pub fn asked(&self, opinion: &OpinionName) -> Option<(TaskNumber, &Task)> {
        self.open_tasks()
            .find(|(_, task)| task.aside.as_ref().is_some_and(|aside| aside.kind.opinion() == Some(opinion)))
    }

    /// Whether a task beside the others is the actor's own: what he then may do with it he may do wherever the case belongs.
    pub fn is_asked(&self, organisation: &Organisation, actor: &Actor, number: TaskNumber, on: Date) -> bool {
        let Actor::Person { person, acting_for } = actor else { return false };
        let Some(task) = self.tasks.get(&number) else { return false };
        let Some(aside) = &task.aside else { return false };
        let who = acting_for.as_ref().unwrap_or(person);
        match &aside.to {
            Some(to) => to == who,
            None => organisation.holds(who, &task.role, &task.office, on),
        }
    }
}
