//! Events from outside.

use axum::extract::State;
use service::Service;

use super::{Reply, submitted};
use crate::extract::{Asker, Body, Key};
use crate::wire::{Answer, OutsideEvent};

/// Tell a case of an event from outside
#[utoipa::path(
    post, path = "/events", tag = "办理", request_body = OutsideEvent,
    responses((status = 200, description = "What became of it.", body = Answer))
)]
pub(crate) async fn receive_event(
    State(service): State<Service>,
    asker: Asker,
    key: Key,
    Body(event): Body<OutsideEvent>,
) -> Reply<Answer> {
    let case = service.case_id(asker.person(), &event.case).await?;
    submitted(&service, asker, key, event.ask(case)).await
}
