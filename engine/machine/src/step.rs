//! A step: what one command brought about, as one row of the history.
//!
//! A step is one row, not one row an event: it is committed whole, hashed whole, and a torn step cannot even be written.

use definition::moment::Moment;
use definition::value::Value;
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::event::Event;

/// What one command brought about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// When.
    pub at: Moment,
    /// Who.
    pub by: Actor,
    /// What kind of command it was.
    pub cause: Cause,
    /// What happened, in order.
    pub events: Vec<Event>,
}

/// What kind of command a step came from; the type of its history row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// A case was started.
    Started,
    /// A person acted.
    Acted,
    /// A task was claimed.
    Claimed,
    /// A task was given back.
    Released,
    /// A task was given to another.
    HandedOver,
    /// The case was cancelled.
    Cancelled,
    /// Copies to read were sent.
    CopySent,
    /// A copy was read.
    CopyRead,
    /// Another office was asked.
    OpinionAsked,
    /// An office asked gave its opinion.
    OpinionGiven,
    /// Others were asked to sign.
    SignersAdded,
    /// A signer signed, or refused to.
    Signed,
    /// An event was received.
    Received,
    /// A rung of a deadline was reached.
    DeadlineReached,
    /// A state's time was up.
    AfterReached,
    /// What a case sent itself came.
    SendReached,
    /// An event that came early lapsed.
    KeptExpired,
    /// A case was called off with the state that owned it.
    CalledOff,
    /// A closed case was opened again.
    Reopened,
    /// What had failed was done again.
    Retried,
    /// A case was moved by an operator.
    Moved,
    /// A case was suspended.
    Suspended,
    /// A suspended case went on.
    Resumed,
    /// A deadline was extended.
    Extended,
    /// The start of a deadline was corrected.
    Corrected,
    /// Deadlines were counted again after a calendar had changed.
    Reprojected,
}

impl Cause {
    /// The version of the body's form. A released version is never given another meaning.
    pub const fn version(self) -> u32 {
        1
    }

    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Cause::Started => "started",
            Cause::Acted => "acted",
            Cause::Claimed => "claimed",
            Cause::Released => "released",
            Cause::HandedOver => "handed_over",
            Cause::Cancelled => "cancelled",
            Cause::CopySent => "copy_sent",
            Cause::CopyRead => "copy_read",
            Cause::OpinionAsked => "opinion_asked",
            Cause::OpinionGiven => "opinion_given",
            Cause::SignersAdded => "signers_added",
            Cause::Signed => "signed",
            Cause::Received => "received",
            Cause::DeadlineReached => "deadline_reached",
            Cause::AfterReached => "after_reached",
            Cause::SendReached => "send_reached",
            Cause::KeptExpired => "kept_expired",
            Cause::CalledOff => "called_off",
            Cause::Reopened => "reopened",
            Cause::Retried => "retried",
            Cause::Moved => "moved",
            Cause::Suspended => "suspended",
            Cause::Resumed => "resumed",
            Cause::Extended => "extended",
            Cause::Corrected => "corrected",
            Cause::Reprojected => "reprojected",
        }
    }
}

impl Step {
    /// Every value in the step that a field or formula of a name gave, so that the sensitive ones can be sealed or unsealed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = (&str, &mut Value)> {
        self.events.iter_mut().flat_map(Event::values_mut)
    }
}
