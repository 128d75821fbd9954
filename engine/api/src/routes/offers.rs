//! What somebody may do with a case.

use axum::Json;
use axum::extract::State;
use service::Service;

use super::Reply;
use crate::extract::{Asker, Which};
use crate::wire::Offers;

/// Show what the asker may do with a case (可办事项)
///
/// Every open task, why the asker may not act on it if so, and each action with its form and what follows.
#[utoipa::path(
    get, path = "/cases/{id}/actions", tag = "办理",
    params(("id" = String, Path, description = "Identity or number of the case.")),
    responses((status = 200, description = "What can be done today.", body = Offers))
)]
pub(crate) async fn show_offers(State(service): State<Service>, asker: Asker, which: Which) -> Reply<Offers> {
    Ok(Json(service.offers(asker.person(), which.as_str()).await?.into()))
}
