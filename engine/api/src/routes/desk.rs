//! 日常办理: what people do with a case besides taking its actions.

use axum::extract::State;
use service::{Ask, DeskCommand, Service};

use super::{Reply, submitted};
use crate::extract::{Asker, Body, Key, Which};
use crate::wire::{Answer, Cancelling, Copies, HandOver, OpinionAsked, OpinionGiven, Signature, Signers, TaskOnly};

/// Give a task to another (转交)
#[utoipa::path(
    post, path = "/cases/{id}/hand-over", tag = "办理", request_body = HandOver,
    params(("id" = String, Path, description = "Identity or number of the case.")),
    responses((status = 200, description = "Handed over.", body = Answer))
)]
pub(crate) async fn hand_task_over(
    State(service): State<Service>,
    asker: Asker,
    key: Key,
    which: Which,
    Body(wanted): Body<HandOver>,
) -> Reply<Answer> {
    let case = service.case_id(asker.person(), which.as_str()).await?;
    submitted(&service, asker, key, wanted.ask(case)).await
}

/// Cancel a case (撤销办件)
#[utoipa::path(
    post, path = "/cases/{id}/cancel", tag = "办理", request_body = Cancelling,
    params(("id" = String, Path, description = "Identity or number of the case.")),
    responses((status = 200, description = "Closed where it stood, with the outcome `cancelled`.", body = Answer))
)]
pub(crate) async fn cancel_case(
    State(service): State<Service>,
    asker: Asker,
    key: Key,
    which: Which,
    Body(wanted): Body<Cancelling>,
) -> Reply<Answer> {
    let case = service.case_id(asker.person(), which.as_str()).await?;
    submitted(&service, asker, key, wanted.ask(case)).await
}

/// Send copies to read (抄送)
#[utoipa::path(
    post, path = "/cases/{id}/copies", tag = "办理", request_body = Copies,
    params(("id" = String, Path, description = "Identity or number of the case.")),
    responses((status = 200, description = "Sent.", body = Answer))
)]
pub(crate) async fn send_copies(
    State(service): State<Service>,
    asker: Asker,
    key: Key,
    which: Which,
    Body(wanted): Body<Copies>,
) -> Reply<Answer> {
    let case = service.case_id(asker.person(), which.as_str()).await?;
    submitted(&service, asker, key, wanted.ask(case)).await
}

/// Acknowledge a copy (阅知)
///
/// Whoever a copy was sent to may, also where the case itself is out of reach; it is then named by its identity.
#[utoipa::path(
    post, path = "/cases/{id}/read", tag = "办理", request_body = TaskOnly,
    params(("id" = String, Path, description = "Identity or number of the case.")),
    responses((status = 200, description = "Acknowledged.", body = Answer))
)]
pub(crate) async fn acknowledge_copy(
    State(service): State<Service>,
    asker: Asker,
    key: Key,
    which: Which,
    Body(TaskOnly { task }): Body<TaskOnly>,
) -> Reply<Answer> {
    let case = service.case_id(asker.person(), which.as_str()).await?;
    let what = DeskCommand::Acknowledge { task };
    submitted(&service, asker, key, Ask::Desk { case, what, fields: Default::default() }).await
}

/// Ask another office (征求意见)
#[utoipa::path(
    post, path = "/cases/{id}/opinions", tag = "办理", request_body = OpinionAsked,
    params(("id" = String, Path, description = "Identity or number of the case.")),
    responses((status = 200, description = "Asked.", body = Answer))
)]
pub(crate) async fn ask_opinion(
    State(service): State<Service>,
    asker: Asker,
    key: Key,
    which: Which,
    Body(wanted): Body<OpinionAsked>,
) -> Reply<Answer> {
    let case = service.case_id(asker.person(), which.as_str()).await?;
    submitted(&service, asker, key, wanted.ask(case)).await
}

/// Answer another office (答复意见)
///
/// Whoever is asked may, also where the case itself is out of reach; it is then named by its identity.
#[utoipa::path(
    post, path = "/cases/{id}/answer", tag = "办理", request_body = OpinionGiven,
    params(("id" = String, Path, description = "Identity or number of the case.")),
    responses((status = 200, description = "Answered.", body = Answer))
)]
pub(crate) async fn give_opinion(
    State(service): State<Service>,
    asker: Asker,
    key: Key,
    which: Which,
    Body(wanted): Body<OpinionGiven>,
) -> Reply<Answer> {
    let case = service.case_id(asker.person(), which.as_str()).await?;
    submitted(&service, asker, key, wanted.ask(case)).await
}

/// Ask others to sign before a task is acted on (加签)
#[utoipa::path(
    post, path = "/cases/{id}/signers", tag = "办理", request_body = Signers,
    params(("id" = String, Path, description = "Identity or number of the case.")),
    responses((status = 200, description = "Asked.", body = Answer))
)]
pub(crate) async fn add_signers(
    State(service): State<Service>,
    asker: Asker,
    key: Key,
    which: Which,
    Body(wanted): Body<Signers>,
) -> Reply<Answer> {
    let case = service.case_id(asker.person(), which.as_str()).await?;
    submitted(&service, asker, key, wanted.ask(case)).await
}

/// Sign, or refuse to (会签)
///
/// Whoever is asked may, also where the case itself is out of reach; it is then named by its identity.
#[utoipa::path(
    post, path = "/cases/{id}/sign", tag = "办理", request_body = Signature,
    params(("id" = String, Path, description = "Identity or number of the case.")),
    responses((status = 200, description = "Signed, or refused.", body = Answer))
)]
pub(crate) async fn sign(
    State(service): State<Service>,
    asker: Asker,
    key: Key,
    which: Which,
    Body(wanted): Body<Signature>,
) -> Reply<Answer> {
    let case = service.case_id(asker.person(), which.as_str()).await?;
    submitted(&service, asker, key, wanted.ask(case)).await
}
