//! What could not be sent.

use axum::Json;
use axum::extract::State;
use service::Service;

use super::Reply;
use crate::extract::{Asker, Limit, Query};
use crate::wire::DeadLetters;

/// How many are shown.
#[derive(serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct OutboxParameters {
    /// At most so many.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// List the notifications that were given up
#[utoipa::path(
    get, path = "/outbox/dead", tag = "运行异常", params(OutboxParameters),
    responses((status = 200, description = "Those of cases within reach.", body = DeadLetters))
)]
pub(crate) async fn list_dead_letters(
    State(service): State<Service>,
    asker: Asker,
    Query(parameters): Query<OutboxParameters>,
) -> Reply<DeadLetters> {
    let limit = Limit(parameters.limit).rows()?;
    let rows = service.dead_letters_within(asker.person(), limit).await?;
    Ok(Json(rows.into()))
}
