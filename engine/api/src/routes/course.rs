//! Where a case stands on its way.

use axum::Json;
use axum::extract::State;
use service::Service;

use super::Reply;
use crate::extract::{Asker, Which};
use crate::wire::{Course, Picture};

/// Show the steps of a case (办理进程)
#[utoipa::path(
    get, path = "/cases/{id}/course", tag = "办件",
    params(("id" = String, Path, description = "Identity or number of the case.")),
    responses((status = 200, description = "The steps behind it and the usual ones ahead.", body = Course))
)]
pub(crate) async fn show_course(State(service): State<Service>, asker: Asker, which: Which) -> Reply<Course> {
    Ok(Json(service.course(asker.person(), which.as_str()).await?.into()))
}

/// Draw the process of a case with where the case is (流程图)
#[utoipa::path(
    get, path = "/cases/{id}/picture", tag = "办件",
    params(("id" = String, Path, description = "Identity or number of the case.")),
    responses((status = 200, description = "The picture, and the same as text.", body = Picture))
)]
pub(crate) async fn show_picture(State(service): State<Service>, asker: Asker, which: Which) -> Reply<Picture> {
    Ok(Json(service.picture(asker.person(), which.as_str()).await?.into()))
}
