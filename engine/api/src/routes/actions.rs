//! What people do with tasks and closed cases.

use axum::extract::State;
use service::{Ask, Service};

use super::{Reply, submitted};
use crate::extract::{Asker, Body, Key, Which};
use crate::wire::{Action, Answer, Reopening, TaskOnly};

/// Act on a task (办理)
#[utoipa::path(
    post, path = "/cases/{id}/actions", tag = "办理", request_body = Action,
    params(("id" = String, Path, description = "Identity or number of the case.")),
    responses((status = 200, description = "What became of it.", body = Answer))
)]
pub(crate) async fn act(
    State(service): State<Service>,
    asker: Asker,
    key: Key,
    which: Which,
    Body(action): Body<Action>,
) -> Reply<Answer> {
    let case = service.case_id(asker.person(), which.as_str()).await?;
    submitted(&service, asker, key, action.ask(case)).await
}

/// Claim a task (签收)
#[utoipa::path(
    post, path = "/cases/{id}/claim", tag = "办理", request_body = TaskOnly,
    params(("id" = String, Path, description = "Identity or number of the case.")),
    responses((status = 200, description = "Claimed.", body = Answer))
)]
pub(crate) async fn claim_task(
    State(service): State<Service>,
    asker: Asker,
    key: Key,
    which: Which,
    Body(TaskOnly { task }): Body<TaskOnly>,
) -> Reply<Answer> {
    let case = service.case_id(asker.person(), which.as_str()).await?;
    submitted(&service, asker, key, Ask::Claim { case, task }).await
}

/// Give a task back (退签)
#[utoipa::path(
    post, path = "/cases/{id}/release", tag = "办理", request_body = TaskOnly,
    params(("id" = String, Path, description = "Identity or number of the case.")),
    responses((status = 200, description = "Given back.", body = Answer))
)]
pub(crate) async fn release_task(
    State(service): State<Service>,
    asker: Asker,
    key: Key,
    which: Which,
    Body(TaskOnly { task }): Body<TaskOnly>,
) -> Reply<Answer> {
    let case = service.case_id(asker.person(), which.as_str()).await?;
    submitted(&service, asker, key, Ask::Release { case, task }).await
}

/// Open a closed case again (重启办理)
#[utoipa::path(
    post, path = "/cases/{id}/reopen", tag = "办理", request_body = Reopening,
    params(("id" = String, Path, description = "Identity or number of the case.")),
    responses((status = 200, description = "Open again.", body = Answer))
)]
pub(crate) async fn reopen_case(
    State(service): State<Service>,
    asker: Asker,
    key: Key,
    which: Which,
    Body(Reopening { comment }): Body<Reopening>,
) -> Reply<Answer> {
    let case = service.case_id(asker.person(), which.as_str()).await?;
    submitted(&service, asker, key, Ask::Reopen { case, comment }).await
}
