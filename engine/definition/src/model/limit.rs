//! 最长办理期限: how long all of it may take, whatever the single deadlines allow.

use crate::calendar::Budget;
use crate::name::StateName;
use crate::text::Span;

use super::deadline::{From, Until};

/// A limit that the deadlines on the way must keep among them; nothing runs on it, `check` holds them against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FinishLimit {
    /// From when it is counted.
    pub from: From,
    /// Until when; whichever comes first.
    pub until: Vec<Until>,
    /// How long.
    pub budget: Budget,
    /// What a case spends in these does not count.
    pub stops_while: Vec<StateName>,
    /// Where it stands.
    pub span: Span,
}
