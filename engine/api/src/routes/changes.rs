//! A case as a whole stands still or goes on; a deadline gets another date; and why each has the one it has.

use axum::Json;
use axum::extract::State;
use service::Service;

use super::{Reply, submitted};
use crate::extract::{Asker, Body, Key, Which};
use crate::wire::{Answer, Correction, Deadlines, Extension, Grounds};

/// Show every deadline of a case, counted day by day (时限)
#[utoipa::path(
    get, path = "/cases/{id}/deadlines", tag = "办件",
    params(("id" = String, Path, description = "Identity or number of the case.")),
    responses((status = 200, description = "Each with what is left and why.", body = Deadlines))
)]
pub(crate) async fn show_deadlines(State(service): State<Service>, asker: Asker, which: Which) -> Reply<Deadlines> {
    Ok(Json(service.case(Some(asker.person()), which.as_str()).await?.into()))
}

/// Suspend a case as a whole (中止办理)
#[utoipa::path(
    post, path = "/cases/{id}/suspend", tag = "办理", request_body = Grounds,
    params(("id" = String, Path, description = "Identity or number of the case.")),
    responses((status = 200, description = "Suspended.", body = Answer))
)]
pub(crate) async fn suspend_case(
    State(service): State<Service>,
    asker: Asker,
    key: Key,
    which: Which,
    Body(grounds): Body<Grounds>,
) -> Reply<Answer> {
    let case = service.case_id(asker.person(), which.as_str()).await?;
    submitted(&service, asker, key, grounds.suspend(case)).await
}

/// Let a suspended case go on (恢复办理)
#[utoipa::path(
    post, path = "/cases/{id}/resume", tag = "办理", request_body = Grounds,
    params(("id" = String, Path, description = "Identity or number of the case.")),
    responses((status = 200, description = "It goes on.", body = Answer))
)]
pub(crate) async fn resume_case(
    State(service): State<Service>,
    asker: Asker,
    key: Key,
    which: Which,
    Body(grounds): Body<Grounds>,
) -> Reply<Answer> {
    let case = service.case_id(asker.person(), which.as_str()).await?;
    submitted(&service, asker, key, grounds.resume(case)).await
}

/// Extend a deadline (延长)
#[utoipa::path(
    post, path = "/cases/{id}/extend", tag = "办理", request_body = Extension,
    params(("id" = String, Path, description = "Identity or number of the case.")),
    responses((status = 200, description = "Extended.", body = Answer))
)]
pub(crate) async fn extend_deadline(
    State(service): State<Service>,
    asker: Asker,
    key: Key,
    which: Which,
    Body(extension): Body<Extension>,
) -> Reply<Answer> {
    let case = service.case_id(asker.person(), which.as_str()).await?;
    submitted(&service, asker, key, extension.ask(case)).await
}

/// Correct the start of a deadline (更正)
#[utoipa::path(
    post, path = "/cases/{id}/correct", tag = "办理", request_body = Correction,
    params(("id" = String, Path, description = "Identity or number of the case.")),
    responses((status = 200, description = "Corrected.", body = Answer))
)]
pub(crate) async fn correct_deadline(
    State(service): State<Service>,
    asker: Asker,
    key: Key,
    which: Which,
    Body(correction): Body<Correction>,
) -> Reply<Answer> {
    let case = service.case_id(asker.person(), which.as_str()).await?;
    submitted(&service, asker, key, correction.ask(case)).await
}
