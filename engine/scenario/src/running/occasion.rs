//! After what a property was looked at, in words.

use definition::bilingual::Bilingual;
use machine::{Event, Step};

/// What a step was, and when; `path` is the scenario step it came in.
pub(super) fn occasion(step: &Step, path: &str) -> Bilingual {
    let at = step.at.shown();
    let (zh, en) = step.events.iter().find_map(words).unwrap_or_else(|| {
        let cause = step.cause.as_str();
        (cause.to_owned(), cause.to_owned())
    });
    Bilingual::new(format!("{at} {zh}之后（{path}）"), format!("at {at}, after {en} ({path})"))
}

fn words(event: &Event) -> Option<(String, String)> {
    let found = match event {
        Event::CaseStarted { .. } => ("立件".to_owned(), "the start".to_owned()),
        Event::ActionTaken { state, action, by, .. } => {
            (format!("{by} 在 {state} 办理 {action}"), format!("{action} by {by} in {state}"))
        }
        Event::EventReceived { event, .. } => (format!("收到 {event}"), format!("{event} was received")),
        Event::RungReached { deadline, rung, .. } => {
            (format!("时限 {deadline} 第 {rung} 级到时"), format!("rung {rung} of the deadline {deadline}"))
        }
        Event::AfterReached { state, position } => {
            (format!("环节 {state} 到时（第 {position} 项）"), format!("after.{position} of the state {state}"))
        }
        Event::TaskClaimed { by, .. } => (format!("{by} 签收"), format!("a claim by {by}")),
        Event::Desk(event) => super::desk::words(event),
        Event::TaskReleased { .. } => ("退签".to_owned(), "a release".to_owned()),
        Event::CaseReopened { .. } => ("重启办理".to_owned(), "the reopening".to_owned()),
        Event::CaseSuspended { note, .. } => {
            (format!("{} 中止办理", note.by), format!("the suspension by {}", note.by))
        }
        Event::CaseResumed { note } => (format!("{} 恢复办理", note.by), format!("the resumption by {}", note.by)),
        Event::SendReached { number } => {
            (format!("自发的第 {number} 条消息到时"), format!("what it sent itself as number {number}"))
        }
        Event::FieldsSet { .. }
        | Event::Decided(_)
        | Event::StateLeft { .. }
        | Event::StateEntered { .. }
        | Event::HistoryRemembered { .. }
        | Event::SendScheduled { .. }
        | Event::SendCancelled { .. }
        | Event::EventKept { .. }
        | Event::KeptTaken { .. }
        | Event::KeptExpired { .. }
        | Event::CaseCalledOff { .. }
        | Event::ItemsBegun { .. }
        | Event::TaskOpened { .. }
        | Event::TaskAnswered { .. }
        | Event::TaskCancelled { .. }
        | Event::DeadlineSet { .. }
        | Event::AfterMoved { .. }
        | Event::DeadlineStopped { .. }
        | Event::DeadlineMet { .. }
        | Event::DeadlineEnded { .. }
        | Event::DeadlinePassed { .. }
        | Event::NotificationQueued(_)
        | Event::NotificationSuppressed { .. }
        | Event::CaseTold { .. }
        | Event::EventIgnored { .. }
        | Event::BenefitGranted { .. }
        | Event::BenefitStopped { .. }
        | Event::CaseRequested { .. }
        | Event::CaseEnded { .. }
        | Event::IncidentRaised { .. }
        | Event::IncidentResolved
        | Event::CaseMoved { .. } => return None,
    };
    Some(found)
}
