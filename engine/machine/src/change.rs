//! What a person may ask besides the course of a case: that it stand still, go on, or that a deadline be another one.

use definition::calendar::Budget;
use definition::moment::Moment;
use definition::name::{DeadlineName, PersonName};
use serde::{Deserialize, Serialize};

/// A change of a case or of one of its deadlines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// 中止办理: the case stands still as a whole.
    Suspend(Grounds),
    /// 恢复办理: it goes on.
    Resume(Grounds),
    /// 延长: a deadline gets a longer period.
    Extend {
        /// Which deadline.
        deadline: DeadlineName,
        /// How long the whole period is then; as long as the process allows, if not said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Budget>,
        /// On which grounds.
        grounds: Grounds,
    },
    /// 更正: the clock of a deadline is to have begun at another instant.
    Correct {
        /// Which deadline.
        deadline: DeadlineName,
        /// The instant to count from.
        from: Moment,
        /// On which grounds.
        grounds: Grounds,
    },
    /// 重新推算: every deadline that runs is counted again by the calendars as they are now.
    Reproject,
}

/// Why something is changed, as the person says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grounds {
    /// The reason.
    #[serde(default)]
    pub reason: String,
    /// The document or article it rests on; the process's own if none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Who changed something, and why; as recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Who.
    pub by: PersonName,
    /// For whom, if a deputy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting_for: Option<PersonName>,
    /// The reason.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The document or article it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// 中止办理: a time in which a case stood still as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspended {
    /// Since when.
    pub at: Moment,
    /// Whether the clocks of its deadlines stand.
    pub stops: bool,
    /// By whom and why.
    pub note: Note,
    /// Until when; none while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Moment>,
}
