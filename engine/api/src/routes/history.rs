//! The history of a case.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use service::Service;
use utoipa::IntoParams;

use super::Reply;
use crate::extract::{Asker, Limit, Query, Which};
use crate::wire::HistoryPage;

/// Which steps.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct HistoryParameters {
    /// Those after the step of this number.
    after: Option<u64>,
    /// At most so many.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// Show the history of a case (办件经过)
#[utoipa::path(
    get, path = "/cases/{id}/history", tag = "办件",
    params(("id" = String, Path, description = "Identity or number of the case."), HistoryParameters),
    responses((status = 200, description = "Its steps, the first ones first.", body = HistoryPage))
)]
pub(crate) async fn show_history(
    State(service): State<Service>,
    asker: Asker,
    which: Which,
    Query(parameters): Query<HistoryParameters>,
) -> Reply<HistoryPage> {
    let rows = Limit(parameters.limit).rows()?;
    let person = Some(asker.person());
    // One more than wanted tells whether there are more.
    let entries = service.history(person, which.as_str(), parameters.after, rows + 1).await?;
    Ok(Json(HistoryPage::of(entries, usize::try_from(rows).unwrap_or(usize::MAX))))
}
