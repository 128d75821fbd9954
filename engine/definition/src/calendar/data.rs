//! One calendar as it stands in its file.

use std::collections::BTreeMap;

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use crate::bilingual::Bilingual;
use crate::moment::Date;
use crate::name::CalendarName;

/// 工作日历: one calendar as data, without its parents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarData {
    /// Its id.
    pub name: CalendarName,
    /// Its name for people.
    pub title: Bilingual,
    /// The calendar it adds to; its own days come before the parent's.
    pub parent: Option<CalendarName>,
    /// First and last day (both inclusive) for which the arrangement is published. `None`: as the parent says; without
    /// a parent, every day is provisional.
    pub covers: Option<(Date, Date)>,
    /// The days that are not what their weekday says.
    pub days: BTreeMap<Date, SpecialDay>,
    /// Office hours of a working day, ascending and half-open, e.g. 08:30-11:30 and 13:30-17:00. `None`: the parent's.
    pub office_hours: Option<Vec<(NaiveTime, NaiveTime)>>,
}

/// A day that is not what its weekday says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpecialDay {
    /// 放假: a day off.
    Off {
        /// The holiday's name.
        reason: Bilingual,
    },
    /// 调休上班: a rest day on which people work.
    Work {
        /// Why, e.g. 调休上班.
        reason: Bilingual,
    },
}
