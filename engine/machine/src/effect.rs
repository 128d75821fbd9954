//! The complete list of what a step asks of the world outside the case.

use definition::name::{EventName, GrantKey, ProcessName};

use crate::case::{CaseId, Failing};
use crate::command::FieldInput;
use crate::desk::DeskEvent;
use crate::event::{Event, Notified};
use crate::month::Month;
use crate::step::Step;

/// Something asked of the world outside the case. `position` is that of its event in the step, so that
/// (case, step, position) names the effect for ever.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect<'s> {
    /// Tell somebody: one row of the outbox.
    Notify {
        /// Of its event in the step.
        position: usize,
        /// Whom and what.
        notified: &'s Notified,
    },
    /// One row of the benefit ledger: granted or amended.
    Grant {
        /// Of its event in the step.
        position: usize,
        /// The grant.
        grant: &'s GrantKey,
        /// Its kind.
        kind: &'s str,
        /// Fen a month.
        amount_fen: i64,
        /// First month.
        from: Month,
        /// Number of months; until stopped if none.
        months: Option<u32>,
    },
    /// One row of the benefit ledger: stopped.
    Stop {
        /// Of its event in the step.
        position: usize,
        /// The grant.
        grant: &'s GrantKey,
        /// The first month no longer paid.
        from: Month,
    },
    /// Start another case at the same office, in the same transaction.
    StartCase {
        /// Its identity.
        id: CaseId,
        /// Of which process.
        process: &'s ProcessName,
        /// The fields it starts with.
        fields: &'s FieldInput,
        /// The event by which it is to tell that it has ended.
        reports: Option<&'s EventName>,
        /// What means failure, and the event by which it is to tell of it.
        failing: Option<&'s Failing>,
    },
    /// Call off a case it owns, in the same transaction.
    CallOff {
        /// Which case.
        case: CaseId,
    },
    /// Cancel a case it has started, in the same transaction.
    CancelCase {
        /// Which case.
        case: CaseId,
        /// Why.
        reason: &'s str,
    },
    /// Tell another case of an event, in the same transaction.
    Tell {
        /// Which case.
        case: CaseId,
        /// The event.
        event: &'s EventName,
        /// What it carries.
        fields: &'s FieldInput,
    },
}

/// What a step asks of the world outside its case, in order.
pub fn effects(step: &Step) -> Vec<Effect<'_>> {
    step.events.iter().enumerate().filter_map(|(position, event)| effect(position, event)).collect()
}

fn effect(position: usize, event: &Event) -> Option<Effect<'_>> {
    match event {
        Event::NotificationQueued(notified) => Some(Effect::Notify { position, notified }),
        Event::BenefitGranted { grant, kind, amount_fen, from, months } => {
            Some(Effect::Grant { position, grant, kind, amount_fen: *amount_fen, from: *from, months: *months })
        }
        Event::BenefitStopped { grant, from } => Some(Effect::Stop { position, grant, from: *from }),
        Event::CaseRequested { key: _, owner: _, id, process, fields, reports, failing } => {
            let (reports, failing) = (reports.as_ref(), failing.as_ref());
            Some(Effect::StartCase { id: *id, process, fields, reports, failing })
        }
        Event::CaseCalledOff { key: _, case } => Some(Effect::CallOff { case: *case }),
        Event::CaseTold { case, event, fields } => Some(Effect::Tell { case: *case, event, fields }),
        Event::Desk(DeskEvent::StartedCaseCancelled { case, reason }) => {
            Some(Effect::CancelCase { case: *case, reason })
        }
        Event::CaseStarted { .. }
        | Event::FieldsSet { .. }
        | Event::Decided(_)
        | Event::ActionTaken { .. }
        | Event::EventReceived { .. }
        | Event::EventIgnored { .. }
        | Event::EventKept { .. }
        | Event::KeptTaken { .. }
        | Event::KeptExpired { .. }
        | Event::AfterReached { .. }
        | Event::StateLeft { .. }
        | Event::StateEntered { .. }
        | Event::HistoryRemembered { .. }
        | Event::SendScheduled { .. }
        | Event::SendCancelled { .. }
        | Event::SendReached { .. }
        | Event::ItemsBegun { .. }
        | Event::TaskOpened { .. }
        | Event::TaskClaimed { .. }
        | Event::TaskReleased { .. }
        | Event::TaskAnswered { .. }
        | Event::TaskCancelled { .. }
        | Event::Desk(
            DeskEvent::HandedOver { .. }
            | DeskEvent::AsideOpened { .. }
            | DeskEvent::OpinionGiven { .. }
            | DeskEvent::SilenceConsented { .. }
            | DeskEvent::Signed { .. }
            | DeskEvent::CaseCancelled { .. },
        )
        | Event::DeadlineSet { .. }
        | Event::DeadlineStopped { .. }
        | Event::DeadlineMet { .. }
        | Event::DeadlineEnded { .. }
        | Event::RungReached { .. }
        | Event::DeadlinePassed { .. }
        | Event::NotificationSuppressed { .. }
        | Event::CaseEnded { .. }
        | Event::CaseReopened { .. }
        | Event::IncidentRaised { .. }
        | Event::IncidentResolved
        | Event::CaseSuspended { .. }
        | Event::CaseResumed { .. }
        | Event::AfterMoved { .. }
        | Event::CaseMoved { .. } => None,
    }
}
