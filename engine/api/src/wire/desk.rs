//! What is asked besides taking actions.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value as Json};
use service::{Ask, CaseId, DeskCommand, Party};
use utoipa::ToSchema;

/// Giving a task to another who holds its role.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"task": 2, "to": "王芳", "comment": "出差，请代为办理"}))]
pub(crate) struct HandOver {
    /// The number of the task.
    task: u32,
    /// To whom.
    to: String,
    /// A word to it.
    #[serde(default)]
    comment: Option<String>,
}

impl HandOver {
    /// As asked of the service.
    pub fn ask(self, case: CaseId) -> Ask {
        let Self { task, to, comment } = self;
        plain(case, DeskCommand::HandOver { task, to: to.as_str().into(), comment })
    }
}

/// Cancelling a case.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "重复立件"}))]
pub(crate) struct Cancelling {
    /// Why.
    reason: String,
}

impl Cancelling {
    /// As asked of the service.
    pub fn ask(self, case: CaseId) -> Ask {
        plain(case, DeskCommand::Cancel { reason: self.reason })
    }
}

/// Sending copies to read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"people": ["陈静"], "holders": [{"role": "county_clerk", "office": "敦化市"}], "note": "请知悉"}))]
pub(crate) struct Copies {
    /// To whom, by name.
    #[serde(default)]
    people: Vec<String>,
    /// To everyone who holds a role at an office.
    #[serde(default)]
    holders: Vec<Holders>,
    /// A word to it.
    #[serde(default)]
    note: Option<String>,
}

/// Everyone who holds a role at an office.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Holders {
    /// The role.
    role: String,
    /// The office: an id, a division code, or an unambiguous path.
    office: String,
}

impl Copies {
    /// As asked of the service.
    pub fn ask(self, case: CaseId) -> Ask {
        plain(case, DeskCommand::Copy { to: parties(&self.people, &self.holders), note: self.note })
    }
}

fn parties(people: &[String], holders: &[Holders]) -> Vec<Party> {
    let people = people.iter().map(|person| Party::Person(person.as_str().into()));
    let holders = holders
        .iter()
        .map(|Holders { role, office }| Party::Holders { role: role.as_str().into(), office: office.as_str().into() });
    people.chain(holders).collect()
}

/// Asking another office about a task.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"task": 2, "opinion": "land", "office": "敦化市", "question": "该户是否另有宅基地？"}))]
pub(crate) struct OpinionAsked {
    /// The number of the task.
    task: u32,
    /// Which of the opinions the process names.
    opinion: String,
    /// The office: an id, a division code, or an unambiguous path; the one above the case if left out.
    #[serde(default)]
    office: Option<String>,
    /// What is asked.
    question: String,
}

impl OpinionAsked {
    /// As asked of the service.
    pub fn ask(self, case: CaseId) -> Ask {
        let Self { task, opinion, office, question } = self;
        let (opinion, office) = (opinion.as_str().into(), office.as_deref().map(Into::into));
        plain(case, DeskCommand::AskOpinion { task, opinion, office, question })
    }
}

/// Answering what another office asked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"task": 3, "text": "无异议", "fields": {}}))]
pub(crate) struct OpinionGiven {
    /// The number of the task.
    task: u32,
    /// What is said.
    text: String,
    /// What is filled in.
    #[serde(default)]
    #[schema(value_type = Object)]
    fields: BTreeMap<String, Json>,
}

impl OpinionGiven {
    /// As asked of the service.
    pub fn ask(self, case: CaseId) -> Ask {
        let Self { task, text, fields } = self;
        let what = DeskCommand::GiveOpinion { task, text, fields: Default::default() };
        Ask::Desk { case, what, fields: fields.into_iter().collect() }
    }
}

/// Asking others to sign.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"task": 2, "people": ["周平", "吴刚"], "done_when": 1, "in_order": true, "note": "请会签"}))]
pub(crate) struct Signers {
    /// The number of the task.
    task: u32,
    /// Who signs, by name.
    #[serde(default)]
    people: Vec<String>,
    /// Any holder of a role at an office.
    #[serde(default)]
    holders: Vec<Holders>,
    /// How many are enough; all if left out.
    #[serde(default)]
    done_when: Option<usize>,
    /// Whether they sign one after another, people first.
    #[serde(default)]
    in_order: bool,
    /// A word to it.
    #[serde(default)]
    note: Option<String>,
}

impl Signers {
    /// As asked of the service.
    pub fn ask(self, case: CaseId) -> Ask {
        let Self { task, people, holders, done_when: needed, in_order, note } = self;
        plain(case, DeskCommand::AddSigners { task, signers: parties(&people, &holders), needed, in_order, note })
    }
}

/// Signing, or refusing to.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"task": 3, "agrees": true}))]
pub(crate) struct Signature {
    /// The number of the task.
    task: u32,
    /// Whether the signer agrees.
    agrees: bool,
    /// A word to it; needed with a refusal.
    #[serde(default)]
    comment: Option<String>,
}

impl Signature {
    /// As asked of the service.
    pub fn ask(self, case: CaseId) -> Ask {
        let Self { task, agrees, comment } = self;
        plain(case, DeskCommand::Sign { task, agrees, comment })
    }
}

/// What is asked with nothing filled in.
fn plain(case: CaseId, what: DeskCommand) -> Ask {
    Ask::Desk { case, what, fields: Map::new() }
}
