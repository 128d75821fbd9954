//! What may happen to a deadline or a case besides its course: extended, corrected, suspended; by whom, within which limits.

use crate::calendar::{Budget, Limit};
use crate::name::RoleName;

use super::deadline::OnReturn;
use super::state::Comment;

/// 内部目标: an earlier day that is aimed at. Missing it breaks no law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// By when, from the same start and with the same stops.
    pub limit: Limit,
    /// How many rungs it has; they stand first in the ladder of its deadline.
    pub rungs: usize,
}

/// 延长: a longer period, given by a person with a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// Who may extend, at the case's office or above.
    pub roles: Vec<RoleName>,
    /// How long the whole period is at most, counted from its start with what was used; in the unit of the deadline.
    pub to: Budget,
    /// Whether it may be extended only once.
    pub once: bool,
    /// Whether a reason is wanted.
    pub comment: Comment,
    /// The article that allows it, if it is not the deadline's.
    pub source: Option<String>,
}

/// 更正: another start of the clock, put right by a person with a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Who may correct, at the case's office or above.
    pub roles: Vec<RoleName>,
    /// How many days the start may move at most, to either side of where the clock first began.
    pub within_days: u32,
    /// Whether a reason is wanted.
    pub comment: Comment,
    /// The article that allows it, if it is not the deadline's.
    pub source: Option<String>,
}

/// 中止办理: a case stands still as a whole until it is resumed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspension {
    /// Who may suspend and resume, at the case's office or above.
    pub roles: Vec<RoleName>,
    /// What the clocks of its deadlines do meanwhile.
    pub clock: SuspendedClock,
    /// What they do when the case is resumed.
    pub on_resume: OnReturn,
    /// Whether a reason is wanted.
    pub comment: Comment,
    /// The article that allows it, if it is not the process's.
    pub source: Option<String>,
}

/// What the clocks do while a case is suspended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuspendedClock {
    /// 停: they stand.
    Stops,
    /// 照走: they run on, and people go on being told.
    Runs,
}

/// What a deadline that runs does when its calendar changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnCalendarChange {
    /// 接续: it is counted again by the calendar as it is now; what was used stays used.
    Remaining,
    /// 不动: it keeps the date it has.
    Keep,
}
