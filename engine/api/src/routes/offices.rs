//! Offices within reach.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use service::Service;
use utoipa::IntoParams;

use super::Reply;
use crate::extract::{Asker, Limit, Query};
use crate::wire::Offices;

/// Which offices.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct OfficeParameters {
    /// With this in their path, or an id that begins so.
    text: Option<String>,
    /// At most so many.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// Find offices within the asker's jurisdiction (机构)
#[utoipa::path(
    get, path = "/offices", tag = "本人", params(OfficeParameters),
    responses((status = 200, description = "The offices, in the order of the organisation.", body = Offices))
)]
pub(crate) async fn list_offices(
    State(service): State<Service>,
    asker: Asker,
    Query(parameters): Query<OfficeParameters>,
) -> Reply<Offices> {
    let limit = usize::try_from(Limit(parameters.limit).rows()?).unwrap_or(usize::MAX);
    Ok(Json(service.offices(asker.person(), parameters.text.as_deref(), limit).into()))
}
