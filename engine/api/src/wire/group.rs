//! How near deadlines are.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How near a deadline is.
#[derive(Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DeadlineGroup {
    /// 已逾期
    Overdue,
    /// 今日到期
    Today,
    /// 3日内
    Soon,
    /// 未到期
    Later,
}

/// How many tasks there are by how near their deadlines are; a group of 10,000 may be larger.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"overdue": 4, "today": 7, "soon": 12, "later": 86}))]
pub(crate) struct TaskCounts {
    /// 已逾期
    overdue: u64,
    /// 今日到期
    today: u64,
    /// 3日内: on one of the three days after today.
    soon: u64,
    /// 未到期: later, or never.
    later: u64,
}

impl From<DeadlineGroup> for service::DeadlineGroup {
    fn from(group: DeadlineGroup) -> Self {
        match group {
            DeadlineGroup::Overdue => Self::Overdue,
            DeadlineGroup::Today => Self::Today,
            DeadlineGroup::Soon => Self::Soon,
            DeadlineGroup::Later => Self::Later,
        }
    }
}

impl From<service::DeadlineGroup> for DeadlineGroup {
    fn from(group: service::DeadlineGroup) -> Self {
        match group {
            service::DeadlineGroup::Overdue => Self::Overdue,
            service::DeadlineGroup::Today => Self::Today,
            service::DeadlineGroup::Soon => Self::Soon,
            service::DeadlineGroup::Later => Self::Later,
        }
    }
}

impl From<service::GroupCounts> for TaskCounts {
    fn from(counts: service::GroupCounts) -> Self {
        let service::GroupCounts { overdue, today, soon, later } = counts;
        Self { overdue, today, soon, later }
    }
}
