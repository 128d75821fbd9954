//! What is asked when a case is to stand still or go on, or a deadline is to get another date.

use serde::{Deserialize, Serialize};
use service::{Ask, Budget, CaseId, Change, Moment};
use utoipa::ToSchema;

use super::deadline::Deadline;
use super::listed;

/// Why something is changed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "申请人因疫情隔离，无法配合入户核查"}))]
pub(crate) struct Grounds {
    /// The reason.
    #[serde(default)]
    reason: String,
    /// The document or article it rests on; what the process says if not given.
    #[serde(default)]
    source: Option<String>,
}

impl Grounds {
    fn grounds(self) -> service::Grounds {
        service::Grounds { reason: self.reason, source: self.source }
    }

    /// Suspending, as asked of the service.
    pub fn suspend(self, case: CaseId) -> Ask {
        Ask::Change { case, change: Change::Suspend(self.grounds()) }
    }

    /// Resuming, as asked of the service.
    pub fn resume(self, case: CaseId) -> Ask {
        Ask::Change { case, change: Change::Resume(self.grounds()) }
    }
}

/// A longer period for a deadline.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"deadline": "decided", "to": {"working_days": 45}, "reason": "须跨省核查"}))]
pub(crate) struct Extension {
    /// Which deadline.
    deadline: String,
    /// How long altogether, counted from the start; as long as the process allows if not given. One of `working_days`,
    /// `natural_days`, `months`, `years`, `hours`, `working_hours` with a number.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    to: Option<Budget>,
    /// The reason.
    #[serde(default)]
    reason: String,
    /// The document or article it rests on; what the process says if not given.
    #[serde(default)]
    source: Option<String>,
}

impl Extension {
    /// As asked of the service.
    pub fn ask(self, case: CaseId) -> Ask {
        let Self { deadline, to, reason, source } = self;
        let grounds = service::Grounds { reason, source };
        Ask::Change { case, change: Change::Extend { deadline: deadline.as_str().into(), to, grounds } }
    }
}

/// Another start for the clock of a deadline.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"deadline": "decided", "from": "2020-04-20T10:12:00+08:00", "reason": "受理日期登记有误"}))]
pub(crate) struct Correction {
    /// Which deadline.
    deadline: String,
    /// The moment it is to count from.
    #[schema(value_type = String, format = DateTime)]
    from: Moment,
    /// The reason.
    #[serde(default)]
    reason: String,
    /// The document or article it rests on; what the process says if not given.
    #[serde(default)]
    source: Option<String>,
}

impl Correction {
    /// As asked of the service.
    pub fn ask(self, case: CaseId) -> Ask {
        let Self { deadline, from, reason, source } = self;
        let grounds = service::Grounds { reason, source };
        Ask::Change { case, change: Change::Correct { deadline: deadline.as_str().into(), from, grounds } }
    }
}

/// The deadlines of a case.
#[derive(Serialize, ToSchema)]
pub(crate) struct Deadlines {
    /// The case's number.
    number: String,
    /// Each, explained.
    deadlines: Vec<Deadline>,
}

impl From<service::CaseView> for Deadlines {
    fn from(case: service::CaseView) -> Self {
        Self { number: case.number, deadlines: listed(case.deadlines) }
    }
}
