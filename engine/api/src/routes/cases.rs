//! Starting, finding and showing cases.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use serde::Deserialize;
use service::{CaseQuery, Service};
use utoipa::IntoParams;

use super::{Reply, V1};
use crate::cursor;
use crate::extract::{Asker, Body, Key, Limit, Query, Which};
use crate::failure::Failure;
use crate::wire::{Answer, CasePage, CaseView, NewCase, Status};

/// Start a case (立办件)
///
/// The same request under the same `Idempotency-Key` starts one case and gives the same answer.
#[utoipa::path(
    post, path = "/cases", tag = "办件", request_body = NewCase,
    responses((
        status = 201, description = "Started.", body = Answer,
        headers(("Location" = String, description = "Where the case is shown."))
    ))
)]
pub(crate) async fn start_case(
    State(service): State<Service>,
    asker: Asker,
    key: Key,
    Body(new): Body<NewCase>,
) -> Result<impl IntoResponse, Failure> {
    let answer = service.submit(asker.into_actor(), key.0, new.ask()).await?;
    let location = format!("{V1}/cases/{}", answer.case);
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(Answer::from(answer))))
}

/// What is looked for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct CaseParameters {
    /// Of this process.
    process: Option<String>,
    /// In this state.
    state: Option<String>,
    /// Of this office and those below it: an id, a division code, or an unambiguous path.
    office: Option<String>,
    /// Open or ended.
    status: Option<Status>,
    /// With this number, this whole identity number or other sensitive value, or this in a name or another searchable text.
    text: Option<String>,
    /// The `next` of the page before.
    after: Option<String>,
    /// At most so many.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

impl CaseParameters {
    fn query(self) -> Result<CaseQuery, Failure> {
        Ok(CaseQuery {
            process: self.process.as_deref().map(Into::into),
            state: self.state.as_deref().map(Into::into),
            office: self.office,
            open: self.status.map(Status::is_open),
            text: self.text.filter(|text| !text.trim().is_empty()),
            after: self.after.as_deref().map(cursor::read).transpose()?,
            limit: Limit(self.limit).rows()?,
        })
    }
}

/// Find cases (办件查询)
#[utoipa::path(
    get, path = "/cases", tag = "办件", params(CaseParameters),
    responses((status = 200, description = "The cases within reach, the last started first.", body = CasePage))
)]
pub(crate) async fn list_cases(
    State(service): State<Service>,
    asker: Asker,
    Query(parameters): Query<CaseParameters>,
) -> Reply<CasePage> {
    let page = service.search(asker.person(), &parameters.query()?).await?;
    Ok(Json(page.into()))
}

/// Show a case (办件详情)
#[utoipa::path(
    get, path = "/cases/{id}", tag = "办件", params(("id" = String, Path, description = "Identity or number of the case.")),
    responses((status = 200, description = "The case.", body = CaseView))
)]
pub(crate) async fn show_case(State(service): State<Service>, asker: Asker, which: Which) -> Reply<CaseView> {
    let case = service.case(Some(asker.person()), which.as_str()).await?;
    Ok(Json(case.into()))
}
