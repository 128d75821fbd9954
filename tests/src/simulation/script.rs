//! What is done in a world, so that it can be done again, in whole or in part.

use definition::moment::Moment;
use machine::{Actor, Command};
use scenario::Opening;

/// One thing that happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Move {
    /// Deeds at one instant, taken by the writer as one group.
    Group(Vec<Deed>),
    /// Time passes; what comes due takes effect at its own moment.
    Advance(Moment),
    /// Time passes while nothing runs; what came due takes effect late, with the next advance.
    Outage(Moment),
}

/// What somebody asks.
#[allow(clippy::large_enum_variant, reason = "a script is short, and read more often than it is kept")]
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// A case is started.
    Start {
        /// What the script calls it.
        label: u32,
        /// How it starts.
        opening: Opening,
    },
    /// Something is asked of a case.
    Ask {
        /// Of which.
        case: CaseRef,
        /// By whom.
        actor: Actor,
        /// What.
        command: Command,
    },
}

/// A case as a script names it: one that was started by a deed, or one started by that in turn.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CaseRef {
    /// The deed that started it, or its starter.
    pub label: u32,
    /// The keys under which it was started, from the outermost; empty for the deed's own.
    pub keys: Vec<String>,
}

impl CaseRef {
    /// The case a deed started.
    pub fn own(label: u32) -> Self {
        Self { label, keys: Vec::new() }
    }
}

impl Deed {
    /// The deed that started the case this one is about.
    pub fn label(&self) -> u32 {
        match self {
            Deed::Start { label, .. } => *label,
            Deed::Ask { case, .. } => case.label,
        }
    }

    /// What kind of command it is.
    pub fn kind(&self) -> &'static str {
        match self {
            Deed::Start { .. } => "start",
            Deed::Ask { command, .. } => match command {
                Command::Start(_) => "start",
                Command::Act { .. } => "act",
                Command::Claim { .. } => "claim",
                Command::Release { .. } => "release",
                Command::Desk(_) => "desk",
                Command::Receive { .. } => "receive",
                Command::ReachDeadline { .. } => "reach_deadline",
                Command::ReachAfter { .. } => "reach_after",
                Command::ReachSend { .. } => "reach_send",
                Command::ExpireKept { .. } => "expire_kept",
                Command::CallOff => "call_off",
                Command::Reopen { .. } => "reopen",
                Command::Retry => "retry",
                Command::Move { .. } => "move",
                Command::Change(_) => "change",
            },
        }
    }
}
