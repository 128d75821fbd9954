//! What the service refuses or fails at, as an answer: refusals with all they say, errors with nothing of the inside.

use axum::http::StatusCode;
use service::{Rejection, RejectionKind, ServiceError};

use crate::failure::Failure;

impl From<ServiceError> for Failure {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Refused(rejection) => Failure::from(*rejection),
            ServiceError::Busy => Failure::busy(),
            ServiceError::NoRoom => Failure::no_room(),
            ServiceError::Stopping => Failure::stopping(),
            ServiceError::OutcomeUnknown => Failure::outcome_unknown(),
            ServiceError::Storage(error) if error.is_retryable() => {
                tracing::warn!(%error, "the store is busy");
                Failure::busy()
            }
            ServiceError::Storage(error) if error.is_full() => {
                tracing::error!(%error, "the disk is full");
                Failure::no_room()
            }
            error @ (ServiceError::Storage(_)
            | ServiceError::Bundle { .. }
            | ServiceError::Catalogue(_)
            | ServiceError::Clock(_)
            | ServiceError::Host(_)) => {
                tracing::error!(%error, "a request failed");
                Failure::internal()
            }
        }
    }
}

impl From<Rejection> for Failure {
    fn from(rejection: Rejection) -> Self {
        let Rejection { kind, message, help, field } = rejection;
        Failure { help, field, ..Failure::new(status(kind), kind.as_str(), title(kind), message) }
    }
}

fn status(kind: RejectionKind) -> StatusCode {
    match kind {
        RejectionKind::NotFound => StatusCode::NOT_FOUND,
        RejectionKind::Role | RejectionKind::SamePerson | RejectionKind::SecondPerson => StatusCode::FORBIDDEN,
        RejectionKind::TaskClosed
        | RejectionKind::ClaimedByOther
        | RejectionKind::NotOffered
        | RejectionKind::Ambiguous
        | RejectionKind::Ended
        | RejectionKind::Incident
        | RejectionKind::NoIncident
        | RejectionKind::NotAwaited
        | RejectionKind::NotDue
        | RejectionKind::Suspended
        | RejectionKind::Waits
        | RejectionKind::KeyReused => StatusCode::CONFLICT,
        RejectionKind::Guard
        | RejectionKind::Field
        | RejectionKind::Comment
        | RejectionKind::Parameter
        | RejectionKind::NotEffective => StatusCode::UNPROCESSABLE_ENTITY,
        RejectionKind::Limit => StatusCode::PAYLOAD_TOO_LARGE,
    }
}

fn title(kind: RejectionKind) -> [&'static str; 2] {
    match kind {
        RejectionKind::NotFound => ["没有找到", "Not found"],
        RejectionKind::Role => ["不任此职", "Not your post"],
        RejectionKind::SamePerson => ["同一人不得办理", "Not the same person"],
        RejectionKind::TaskClosed => ["待办已不可办", "Task closed"],
        RejectionKind::ClaimedByOther => ["已由他人签收", "Claimed by another"],
        RejectionKind::NotOffered => ["当前不能这样办", "Not offered here"],
        RejectionKind::Ambiguous => ["所指不明", "Ambiguous"],
        RejectionKind::Waits => ["须等他人答复", "Waits for another"],
        RejectionKind::Guard => ["不符合条件", "Conditions not met"],
        RejectionKind::Field => ["表单项有误", "Field not right"],
        RejectionKind::Comment => ["意见或理由不合要求", "Comment not right"],
        RejectionKind::Parameter => ["参数没有取值", "Parameter has no value"],
        RejectionKind::Ended => ["办件已办结", "Case closed"],
        RejectionKind::Incident => ["办件有运行异常", "Case stands still"],
        RejectionKind::NoIncident => ["办件没有运行异常", "No incident"],
        RejectionKind::NotAwaited => ["当前不等待此事", "Not awaited"],
        RejectionKind::NotDue => ["未到时间", "Not yet due"],
        RejectionKind::NotEffective => ["流程不在施行期内", "Process not in force"],
        RejectionKind::KeyReused => ["请求编号已用过", "Key used before"],
        RejectionKind::SecondPerson => ["须另一人复核", "Second person needed"],
        RejectionKind::Suspended => ["办件已中止办理或未中止", "Case suspended, or not"],
        RejectionKind::Limit => ["超过限度", "Too much at once"],
    }
}
