//! All calendars of a workspace, each with what it inherits: nation -> province -> county.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use chrono::NaiveTime;

use super::data::CalendarData;
use super::resolved::Calendar;
use crate::bilingual::Bilingual;
use crate::moment::Date;
use crate::name::CalendarName;

/// A calendar has at most so many ancestors.
pub const ANCESTORS_MAXIMUM: usize = 8;

/// One calendar states at most so many special days: a century of a quarter of all days.
pub const SPECIAL_DAYS_MAXIMUM: usize = 10_000;

/// Every calendar, resolved along its parents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendars {
    calendars: BTreeMap<CalendarName, Arc<Calendar>>,
}

impl Calendars {
    /// Resolves every calendar. Refuses contradictions; see [`CalendarError`].
    pub fn new(calendars: Vec<CalendarData>) -> Result<Self, CalendarError> {
        let data = by_name(calendars)?;
        data.values().try_for_each(check)?;
        let resolved = data.values().map(|calendar| {
            let line = ancestry(calendar, &data)?;
            Ok((calendar.name.clone(), Arc::new(resolve(&line, calendar))))
        });
        Ok(Self { calendars: resolved.collect::<Result<_, CalendarError>>()? })
    }

    /// The calendar of that name.
    pub fn get(&self, name: &CalendarName) -> Option<Arc<Calendar>> {
        self.calendars.get(name).cloned()
    }

    /// Every name, sorted.
    pub fn names(&self) -> impl Iterator<Item = &CalendarName> {
        self.calendars.keys()
    }
}

/// Why calendars do not fit together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// Two calendars have the same name.
    #[error("two calendars are named {name}")]
    Duplicate {
        /// The name.
        name: CalendarName,
    },
    /// The parent is not there.
    #[error("calendar {name} has the parent {parent}, which is not there")]
    UnknownParent {
        /// The calendar.
        name: CalendarName,
        /// The missing one.
        parent: CalendarName,
    },
    /// The calendar is its own ancestor.
    #[error("calendar {name} is its own ancestor")]
    Cycle {
        /// The calendar.
        name: CalendarName,
    },
    /// More than [`ANCESTORS_MAXIMUM`] ancestors.
    #[error("calendar {name} has more than {ANCESTORS_MAXIMUM} ancestors")]
    TooManyAncestors {
        /// The calendar.
        name: CalendarName,
    },
    /// More than [`SPECIAL_DAYS_MAXIMUM`] special days.
    #[error("calendar {name} states {found} special days, more than {SPECIAL_DAYS_MAXIMUM}")]
    TooManyDays {
        /// The calendar.
        name: CalendarName,
        /// How many.
        found: usize,
    },
    /// The coverage ends before it begins.
    #[error("calendar {name} covers {from} to {to}, which ends before it begins")]
    CoverageReversed {
        /// The calendar.
        name: CalendarName,
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
    /// A special day outside the calendar's own coverage.
    #[error("calendar {name} states {date}, which it does not cover")]
    DayNotCovered {
        /// The calendar.
        name: CalendarName,
        /// The day.
        date: Date,
    },
    /// Office hours that are none, empty, overlapping or not in order.
    #[error("office hours of calendar {name} are not one or more ascending spans")]
    OfficeHours {
        /// The calendar.
        name: CalendarName,
    },
}

impl CalendarError {
    /// The calendar it concerns.
    pub fn calendar(&self) -> &CalendarName {
        match self {
            Self::Duplicate { name }
            | Self::UnknownParent { name, .. }
            | Self::Cycle { name }
            | Self::TooManyAncestors { name }
            | Self::TooManyDays { name, .. }
            | Self::CoverageReversed { name, .. }
            | Self::DayNotCovered { name, .. }
            | Self::OfficeHours { name } => name,
        }
    }

    /// What is wrong and what to do, in both languages.
    pub fn message(&self) -> Bilingual {
        let (zh, en) = match self {
            Self::Duplicate { name } => {
                (format!("有两个工作日历都叫 {name}，请给其中一个换个名称"), "rename one of them".to_owned())
            }
            Self::UnknownParent { name, parent } => (
                format!("工作日历 {name} 的上级 {parent} 不存在，请改正名称或补上该日历"),
                "correct the name or add that calendar".to_owned(),
            ),
            Self::Cycle { name } => (
                format!("工作日历 {name} 的上级又回到它自己，请改正 parent（上级）"),
                "correct `parent` of one of them".to_owned(),
            ),
            Self::TooManyAncestors { name } => (
                format!("工作日历 {name} 的上级超过 {ANCESTORS_MAXIMUM} 层，请减少层级"),
                "shorten the line of parents".to_owned(),
            ),
            Self::TooManyDays { name, found } => (
                format!("工作日历 {name} 列了 {found} 个特殊日期，最多 {SPECIAL_DAYS_MAXIMUM} 个，请删去不需要的"),
                "remove those not needed".to_owned(),
            ),
            Self::CoverageReversed { name, from, to } => (
                format!("工作日历 {name} 的适用范围从 {from} 到 {to}，止日早于起日，请改正"),
                "correct `covers`".to_owned(),
            ),
            Self::DayNotCovered { name, date } => (
                format!("工作日历 {name} 列了 {date}，但该日不在它的适用范围内，请改正日期或扩大适用范围"),
                "correct the date or widen `covers`".to_owned(),
            ),
            Self::OfficeHours { name } => (
                format!("工作日历 {name} 的办公时间应为一段或多段，按先后排列且不重叠，如 08:30-11:30、13:30-17:00"),
                "write e.g. 08:30-11:30, 13:30-17:00".to_owned(),
            ),
        };
        Bilingual::new(zh, format!("{self}; {en}"))
    }
}

fn by_name(calendars: Vec<CalendarData>) -> Result<BTreeMap<CalendarName, CalendarData>, CalendarError> {
    let mut data = BTreeMap::new();
    for calendar in calendars {
        let name = calendar.name.clone();
        if data.insert(name.clone(), calendar).is_some() {
            return Err(CalendarError::Duplicate { name });
        }
    }
    Ok(data)
}

fn check(calendar: &CalendarData) -> Result<(), CalendarError> {
    let name = || calendar.name.clone();
    if calendar.days.len() > SPECIAL_DAYS_MAXIMUM {
        return Err(CalendarError::TooManyDays { name: name(), found: calendar.days.len() });
    }
    if let Some((from, to)) = calendar.covers {
        if to < from {
            return Err(CalendarError::CoverageReversed { name: name(), from, to });
        }
        if let Some(date) = calendar.days.keys().find(|date| **date < from || to < **date) {
            return Err(CalendarError::DayNotCovered { name: name(), date: *date });
        }
    }
    match &calendar.office_hours {
        Some(hours) if !is_ascending(hours) => Err(CalendarError::OfficeHours { name: name() }),
        Some(_) | None => Ok(()),
    }
}

fn is_ascending(hours: &[(NaiveTime, NaiveTime)]) -> bool {
    let whole = hours.iter().all(|(open, close)| open < close);
    let apart = hours.windows(2).all(|pair| matches!(pair, [(_, close), (open, _)] if close <= open));
    !hours.is_empty() && whole && apart
}

/// The calendar's ancestors, the nearest first.
fn ancestry<'a>(
    calendar: &'a CalendarData,
    data: &'a BTreeMap<CalendarName, CalendarData>,
) -> Result<Vec<&'a CalendarData>, CalendarError> {
    let mut seen = HashSet::from([&calendar.name]);
    let mut line = Vec::new();
    let mut child = calendar;
    while let Some(parent) = &child.parent {
        let unknown = || CalendarError::UnknownParent { name: child.name.clone(), parent: parent.clone() };
        child = data.get(parent).ok_or_else(unknown)?;
        if !seen.insert(&child.name) {
            return Err(CalendarError::Cycle { name: child.name.clone() });
        }
        line.push(child);
        if line.len() > ANCESTORS_MAXIMUM {
            return Err(CalendarError::TooManyAncestors { name: calendar.name.clone() });
        }
    }
    Ok(line)
}

/// The nearest word on a day or on office hours wins; published is only what all have published.
fn resolve(line: &[&CalendarData], calendar: &CalendarData) -> Calendar {
    let mut days = BTreeMap::new();
    for ancestor in line.iter().rev() {
        days.extend(ancestor.days.clone());
    }
    days.extend(calendar.days.clone());
    let nearest_first = || std::iter::once(calendar).chain(line.iter().copied());
    Calendar {
        name: calendar.name.clone(),
        title: calendar.title.clone(),
        covers: common_coverage(nearest_first().filter_map(|one| one.covers)),
        days,
        office_hours: nearest_first().find_map(|one| one.office_hours.clone()).unwrap_or_else(usual_office_hours),
    }
}

fn common_coverage(coverages: impl Iterator<Item = (Date, Date)>) -> Option<(Date, Date)> {
    coverages.reduce(|(from, to), (other_from, other_to)| (from.max(other_from), to.min(other_to)))
}

/// 08:30-11:30 and 13:30-17:00, where no calendar of the line states any.
fn usual_office_hours() -> Vec<(NaiveTime, NaiveTime)> {
    let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or(NaiveTime::MIN);
    vec![(time(8, 30), time(11, 30)), (time(13, 30), time(17, 0))]
}
