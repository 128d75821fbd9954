//! Cases that stand still, and how they go on.

use axum::Json;
use axum::extract::State;
use service::{Ask, Rejection, RejectionKind, Service};

use super::{Reply, submitted};
use crate::extract::{Asker, Body, Key, Limit, Query, Which, authenticated};
use crate::failure::Failure;
use crate::wire::{Answer, Incidents, Move};

/// How many are shown.
#[derive(serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct IncidentParameters {
    /// At most so many.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// List the cases that stand still (运行异常)
#[utoipa::path(
    get, path = "/incidents", tag = "运行异常", params(IncidentParameters),
    responses((status = 200, description = "Those within reach, the oldest incident first.", body = Incidents))
)]
pub(crate) async fn list_incidents(
    State(service): State<Service>,
    asker: Asker,
    Query(parameters): Query<IncidentParameters>,
) -> Reply<Incidents> {
    let limit = Limit(parameters.limit).rows()?;
    let incidents = service.incidents(Some(asker.person()), limit).await?;
    Ok(Json(incidents.into()))
}

/// Do again what ended in an incident
#[utoipa::path(
    post, path = "/cases/{id}/retry", tag = "运行异常",
    params(("id" = String, Path, description = "Identity or number of the case.")),
    responses((status = 200, description = "What became of it.", body = Answer))
)]
pub(crate) async fn retry_case(State(service): State<Service>, asker: Asker, key: Key, which: Which) -> Reply<Answer> {
    let case = service.case_id(asker.person(), which.as_str()).await?;
    submitted(&service, asker, key, Ask::Retry { case }).await
}

/// Move a case to another state, with a reason and a second person
#[utoipa::path(
    post, path = "/cases/{id}/move", tag = "运行异常", request_body = Move,
    params(("id" = String, Path, description = "Identity or number of the case.")),
    responses((status = 200, description = "Moved.", body = Answer))
)]
pub(crate) async fn move_case(
    State(service): State<Service>,
    asker: Asker,
    key: Key,
    which: Which,
    Body(wanted): Body<Move>,
) -> Reply<Answer> {
    let case = service.case_id(asker.person(), which.as_str()).await?;
    let second = authenticated(&service, &wanted.second_token).await?.ok_or_else(nobody)?;
    submitted(&service, asker, key, wanted.ask(case, second)).await
}

fn nobody() -> Failure {
    let rejection = Rejection::new(
        RejectionKind::SecondPerson,
        "second_token 应为复核人有效的访问令牌",
        "expected second_token to be a valid token of the second person",
    );
    rejection
        .with_help("请复核人提供本人的令牌", "ask the second person for their own token")
        .about("second_token")
        .into()
}
