//! 时限: deadlines are objects of the case; they outlive a state.

use chrono::NaiveTime;

use crate::bilingual::Bilingual;
use crate::calendar::{Budget, Limit};
use crate::name::{CalendarName, DeadlineName, FieldName, OpinionName, RoleName, StateName};
use crate::text::Span;

use super::change::{Correction, Extension, OnCalendarChange, Target};
use super::effect::Notice;

/// A deadline with its ladder.
#[derive(Clone, Debug)]
pub struct Deadline {
    /// Its id; the short form has the name of its state.
    pub name: DeadlineName,
    /// Where its name stands.
    pub span: Span,
    /// Its name for people.
    pub title: Bilingual,
    /// The article that sets it, if it is not the process's.
    pub source: Option<String>,
    /// What starts the clock.
    pub from: From,
    /// What meets it; whichever comes first.
    pub until: Vec<Until>,
    /// By when: a period, or a day that is named.
    pub limit: Limit,
    /// An earlier day that is aimed at.
    pub target: Option<Target>,
    /// By which calendar; the process's or the office's if none is named.
    pub calendar: Option<CalendarName>,
    /// The clock stands while the case is in one of these.
    pub stops_while: Vec<StateName>,
    /// What the clock does when it goes on.
    pub on_return: OnReturn,
    /// Who may extend it.
    pub extend: Option<Extension>,
    /// Who may correct its start.
    pub correct: Option<Correction>,
    /// What it does when its calendar changes.
    pub on_calendar_change: OnCalendarChange,
    /// The ladder: what belongs to the target, reminders, the passing itself, then what follows. In document order.
    pub ladder: Vec<Rung>,
}

/// What starts the clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// When the application was handed in, not when it was typed in.
    ReceivedAt,
    /// When the case was started here.
    Start,
    /// Entering a state; entering it again starts it anew.
    Reach(StateName),
    /// Leaving a state.
    Leave(StateName),
    /// The day or instant in a field, once it is set.
    Field(FieldName),
    /// Asking another office.
    Asked(OpinionName),
}

impl Deadline {
    /// The opinion whose deadline it is, if it is one's.
    pub fn opinion(&self) -> Option<&OpinionName> {
        match &self.from {
            From::Asked(opinion) => Some(opinion),
            From::ReceivedAt | From::Start | From::Reach(_) | From::Leave(_) | From::Field(_) => None,
        }
    }
}

/// What meets a deadline. The end of the case ends every deadline still running.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Until {
    /// Entering a state.
    Reach(StateName),
    /// Leaving a state.
    Leave(StateName),
    /// The end of the case.
    End,
    /// The answer of the office asked.
    Answered(OpinionName),
}

/// What the clock does when a stopped deadline goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnReturn {
    /// Goes on with what was left.
    Remaining,
    /// Begins again.
    Restart,
    /// Has the date it had, as if it had never stopped.
    Keep,
}

impl Deadline {
    /// What a rung of its ladder looks at: the target's day for the first ones, else its own.
    pub fn limit_of(&self, rung: usize) -> &Limit {
        let target = self.target.as_ref().filter(|target| rung < target.rungs);
        target.map_or(&self.limit, |target| &target.limit)
    }
}

/// A step of a ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rung {
    /// Somebody is told.
    Tell {
        /// When.
        at: RungTime,
        /// Whom.
        to: Recipient,
        /// In which words.
        notice: Notice,
        /// Where it stands.
        span: Span,
    },
    /// The deadline passes: recorded, nobody told.
    Pass,
}

/// When a rung comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RungTime {
    /// So long before the due moment; days at the given time of day.
    Before(Budget, Option<NaiveTime>),
    /// At a time of the last day.
    At(NaiveTime),
    /// So long after the clock began.
    Since(Budget),
    /// So long after the due moment; days at the given time of day.
    After(Budget, Option<NaiveTime>),
}

/// Who is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// Whoever claimed the open task, else every holder of its role at its office.
    Assignee,
    /// Every holder of a role at the case's office or its ancestor at the role's level.
    Role(RoleName),
    /// The applicant.
    Applicant,
}
