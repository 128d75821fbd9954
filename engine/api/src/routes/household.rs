//! The household of a case.

use axum::Json;
use axum::extract::State;
use service::Service;

use super::Reply;
use crate::extract::{Asker, Which};
use crate::wire::Household;

/// Show the household of a case (全户办件与待遇)
///
/// Every case about the same person within the asker's jurisdiction, and what they pay together, month by month.
#[utoipa::path(
    get, path = "/cases/{id}/household", tag = "办件",
    params(("id" = String, Path, description = "Identity or number of any of its cases.")),
    responses((status = 200, description = "The household.", body = Household))
)]
pub(crate) async fn show_household(State(service): State<Service>, asker: Asker, which: Which) -> Reply<Household> {
    Ok(Json(service.household(Some(asker.person()), which.as_str()).await?.into()))
}
