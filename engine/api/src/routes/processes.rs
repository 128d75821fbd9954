//! What somebody can start.

use axum::Json;
use axum::extract::State;
use service::Service;

use super::Reply;
use crate::extract::Asker;
use crate::wire::Processes;

/// List the processes the asker can start a case of today (可发起的流程)
#[utoipa::path(
    get, path = "/processes", tag = "办件",
    responses((status = 200, description = "Each with the form it starts with.", body = Processes))
)]
pub(crate) async fn list_processes(State(service): State<Service>, asker: Asker) -> Reply<Processes> {
    Ok(Json(service.startable(asker.person()).await?.into()))
}
