//! What a period is made of, and when it ends.

use serde::{Deserialize, Serialize};

use super::budget::Budget;
use crate::moment::{Date, Moment};

/// A period: how long, and what happens when its last day is a rest day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Term {
    /// How long.
    pub budget: Budget,
    /// Where the end goes if its day is a rest day. Only natural days, months and years ask.
    pub if_rest_day: RestDay,
}

/// Where the end of a period goes if its last day is a rest day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RestDay {
    /// 顺延: to the next working day on which the clock runs (民法典 203).
    Next,
    /// 提前: to the working day before. Never before the day of start nor over a stop; else it stays.
    Previous,
    /// 不变: stays.
    Stay,
}

/// 暂停计时: a suspension of the clock. One whose end is not after its beginning is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stop {
    /// The event that stops. Budgets in days stand from the day after, budgets in hours at once.
    pub from: Moment,
    /// The event that resumes, if it has come. Days count again from the day after, hours at once.
    pub until: Option<Moment>,
}

/// 到期: when a period ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Due {
    /// The first instant too late: 00:00 of the day after the last day, or the instant at which the hours are used up.
    pub due_before: Moment,
    /// Rests on days whose arrangement is not published yet.
    pub provisional: bool,
}

impl Due {
    /// The last day of the period.
    pub fn last_day(self) -> Date {
        super::bounds::last_day(self.due_before)
    }
}
