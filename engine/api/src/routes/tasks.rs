//! The inbox.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use service::{Service, TaskQuery};
use utoipa::IntoParams;

use super::Reply;
use crate::cursor;
use crate::extract::{Asker, Limit, Query};
use crate::failure::Failure;
use crate::wire::{DeadlineGroup, InboxPage, TaskCounts};

/// Which tasks.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TaskParameters {
    /// Of this process.
    process: Option<String>,
    /// In this state.
    state: Option<String>,
    /// Only what the asker has claimed.
    mine: Option<bool>,
    /// Only those whose deadline is this near.
    group: Option<DeadlineGroup>,
    /// The `next` of the page before.
    after: Option<String>,
    /// At most so many.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

impl TaskParameters {
    fn query(self) -> Result<TaskQuery, Failure> {
        Ok(TaskQuery {
            process: self.process.as_deref().map(Into::into),
            state: self.state.as_deref().map(Into::into),
            mine: self.mine.unwrap_or_default(),
            group: self.group.map(Into::into),
            after: self.after.as_deref().map(cursor::read).transpose()?,
            limit: Limit(self.limit).rows()?,
        })
    }
}

/// Show the asker's inbox (待办)
#[utoipa::path(
    get, path = "/tasks", tag = "待办", params(TaskParameters),
    responses((status = 200, description = "What the asker can act on, the most urgent first.", body = InboxPage))
)]
pub(crate) async fn list_tasks(
    State(service): State<Service>,
    asker: Asker,
    Query(parameters): Query<TaskParameters>,
) -> Reply<InboxPage> {
    let page = service.tasks(asker.person(), &parameters.query()?).await?;
    Ok(Json(page.into()))
}

/// Which tasks are counted.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct CountParameters {
    /// Of this process.
    process: Option<String>,
    /// In this state.
    state: Option<String>,
    /// Only what the asker has claimed.
    mine: Option<bool>,
}

impl CountParameters {
    fn query(self) -> TaskQuery {
        TaskQuery {
            process: self.process.as_deref().map(Into::into),
            state: self.state.as_deref().map(Into::into),
            mine: self.mine.unwrap_or_default(),
            ..TaskQuery::default()
        }
    }
}

/// Count the asker's inbox by how near its deadlines are
#[utoipa::path(
    get, path = "/tasks/counts", tag = "待办", params(CountParameters),
    responses((status = 200, description = "How many tasks each group holds.", body = TaskCounts))
)]
pub(crate) async fn count_tasks(
    State(service): State<Service>,
    asker: Asker,
    Query(parameters): Query<CountParameters>,
) -> Reply<TaskCounts> {
    let counts = service.task_counts(asker.person(), &parameters.query()).await?;
    Ok(Json(counts.into()))
}
