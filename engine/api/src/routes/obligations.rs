//! Recurring duties of offices.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use service::{OccurrenceQuery, Service};
use utoipa::IntoParams;

use super::Reply;
use crate::extract::{Asker, Query, Which};
use crate::failure::Failure;
use crate::wire::{Obligations, OccurrencePage};

/// Which occurrences.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct OccurrenceParameters {
    /// Of this office and those below it: its id, code or path.
    office: Option<String>,
    /// Due on this day or later; the first day of this year if not said.
    from: Option<String>,
    /// Due before this day; a year after the first if not said.
    until: Option<String>,
    /// The `next` of the page before.
    after: Option<u64>,
}

impl OccurrenceParameters {
    fn query(self, obligation: &str) -> Result<OccurrenceQuery, Failure> {
        let day = |text: Option<String>| {
            let unreadable = |_| Failure::malformed("日期应写成 2020-04-20", "expected a day such as 2020-04-20");
            text.map(|text| text.parse().map_err(unreadable)).transpose()
        };
        Ok(OccurrenceQuery {
            obligation: obligation.to_owned(),
            office: self.office,
            from: day(self.from)?,
            until: day(self.until)?,
            skipped: self.after.unwrap_or_default(),
        })
    }
}

/// List the recurring duties of offices (定期任务)
#[utoipa::path(
    get, path = "/obligations", tag = "定期任务",
    responses((status = 200, description = "Every duty, as far as the asker's offices go.", body = Obligations))
)]
pub(crate) async fn list_obligations(State(service): State<Service>, asker: Asker) -> Reply<Obligations> {
    Ok(Json(service.obligations(Some(asker.person())).into()))
}

/// Show what came of a recurring duty, and what is coming (定期任务完成情况)
#[utoipa::path(
    get, path = "/obligations/{id}", tag = "定期任务",
    params(("id" = String, Path, description = "The id of the duty."), OccurrenceParameters),
    responses((status = 200, description = "Its occurrences within the asker's jurisdiction.", body = OccurrencePage))
)]
pub(crate) async fn show_obligation(
    State(service): State<Service>,
    asker: Asker,
    which: Which,
    Query(parameters): Query<OccurrenceParameters>,
) -> Reply<OccurrencePage> {
    let query = parameters.query(which.as_str())?;
    Ok(Json(service.occurrences(Some(asker.person()), &query).await?.into()))
}
