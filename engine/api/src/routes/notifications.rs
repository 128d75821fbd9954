//! What people were told, how they want to be told, and what is to be printed and put right.

use axum::Json;
use axum::extract::State;
use axum::response::Html;
use service::Service;

use super::Reply;
use crate::extract::{Asker, Body, Limit, Query, Which};
use crate::failure::Failure;
use crate::wire::{CaseNotifications, Corrections, Done, Messages, Notification, PaperProof, Papers, Preference};

/// How many are shown.
#[derive(serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListParameters {
    /// At most so many.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
    /// Only what is still open: not read, not handed over.
    #[param(default = false)]
    open: Option<bool>,
}

/// Tell why there is a notification, and what became of it
#[utoipa::path(
    get, path = "/notifications/{id}", tag = "通知",
    params(("id" = String, Path, description = "Identity of the notification: case.step.position.")),
    responses((status = 200, description = "One to the asker, or of a case within reach.", body = Notification))
)]
pub(crate) async fn show_notification(
    State(service): State<Service>,
    asker: Asker,
    which: Which,
) -> Reply<Notification> {
    Ok(Json(service.notification(Some(asker.person()), which.as_str()).await?.into()))
}

/// List what a case has told, and who was to be told and was not
#[utoipa::path(
    get, path = "/cases/{id}/notifications", tag = "通知",
    params(("id" = String, Path, description = "Identity or number of the case.")),
    responses((status = 200, description = "Of a case within reach.", body = CaseNotifications))
)]
pub(crate) async fn case_notifications(
    State(service): State<Service>,
    asker: Asker,
    which: Which,
) -> Reply<CaseNotifications> {
    Ok(Json(service.notifications_of(Some(asker.person()), which.as_str()).await?.into()))
}

/// List one's own messages (站内消息)
#[utoipa::path(
    get, path = "/messages", tag = "通知", params(ListParameters),
    responses((status = 200, description = "The asker's own, the newest first.", body = Messages))
)]
pub(crate) async fn list_messages(
    State(service): State<Service>,
    asker: Asker,
    Query(parameters): Query<ListParameters>,
) -> Reply<Messages> {
    let limit = Limit(parameters.limit).rows()?;
    let unread = parameters.open.unwrap_or(false);
    Ok(Json(service.messages(asker.person(), unread, limit).await?.into()))
}

/// Mark one of one's own messages as read
#[utoipa::path(
    post, path = "/messages/{id}/read", tag = "通知",
    params(("id" = String, Path, description = "Identity of the message.")),
    responses((status = 200, description = "It is read.", body = Done))
)]
pub(crate) async fn read_message(State(service): State<Service>, asker: Asker, which: Which) -> Reply<Done> {
    service.read_message(asker.person(), which.as_str()).await?;
    Ok(Json(Done::default()))
}

/// Show how one is told
#[utoipa::path(
    get, path = "/me/notifications", tag = "通知",
    responses((status = 200, description = "The asker's own preference.", body = Preference))
)]
pub(crate) async fn show_preference(State(service): State<Service>, asker: Asker) -> Reply<Preference> {
    Ok(Json(service.preference(asker.person()).await?.into()))
}

/// Say how one wants to be told
#[utoipa::path(
    post, path = "/me/notifications", tag = "通知", request_body = Preference,
    responses((status = 200, description = "As it is now; what could not reach the asker is sent again.", body = Preference))
)]
pub(crate) async fn set_preference(
    State(service): State<Service>,
    asker: Asker,
    Body(wanted): Body<Preference>,
) -> Reply<Preference> {
    service.prefer(asker.person(), &wanted.wanted()?).await?;
    Ok(Json(service.preference(asker.person()).await?.into()))
}

/// List the addresses that failed and are to be put right
#[utoipa::path(
    get, path = "/corrections", tag = "通知", params(ListParameters),
    responses((status = 200, description = "One's own, and those of offices within reach.", body = Corrections))
)]
pub(crate) async fn list_corrections(
    State(service): State<Service>,
    asker: Asker,
    Query(parameters): Query<ListParameters>,
) -> Reply<Corrections> {
    let limit = Limit(parameters.limit).rows()?;
    Ok(Json(service.corrections(Some(asker.person()), limit).await?.into()))
}

/// Say that an address was put right where it is kept; what could not be delivered is sent again
#[utoipa::path(
    post, path = "/corrections/{recipient}", tag = "通知",
    params(("recipient" = String, Path, description = "The recipient, as the list has it.")),
    responses((status = 200, description = "How many notifications are sent again.", body = Done))
)]
pub(crate) async fn corrected(State(service): State<Service>, asker: Asker, which: Which) -> Reply<Done> {
    Ok(Json(Done::of(service.corrected(Some(asker.person()), which.as_str()).await?)))
}

/// List the notices on paper (纸质送达)
#[utoipa::path(
    get, path = "/papers", tag = "通知", params(ListParameters),
    responses((status = 200, description = "Those of offices within reach, the oldest first.", body = Papers))
)]
pub(crate) async fn list_papers(
    State(service): State<Service>,
    asker: Asker,
    Query(parameters): Query<ListParameters>,
) -> Reply<Papers> {
    let limit = Limit(parameters.limit).rows()?;
    let open = parameters.open.unwrap_or(false);
    Ok(Json(service.papers(Some(asker.person()), open, limit).await?.into()))
}

/// Get a notice as a page to be printed
#[utoipa::path(
    get, path = "/papers/{id}", tag = "通知",
    params(("id" = String, Path, description = "Identity of the notice.")),
    responses((status = 200, description = "An A4 page with its proof of delivery.", body = String, content_type = "text/html"))
)]
pub(crate) async fn paper_page(
    State(service): State<Service>,
    asker: Asker,
    which: Which,
) -> Result<Html<String>, Failure> {
    Ok(Html(service.paper_page(Some(asker.person()), which.as_str()).await?))
}

/// Record that a notice was handed over (送达回证)
#[utoipa::path(
    post, path = "/papers/{id}/delivered", tag = "通知", request_body = PaperProof,
    params(("id" = String, Path, description = "Identity of the notice.")),
    responses((status = 200, description = "Recorded; a case that waits for `delivered` was told.", body = Done))
)]
pub(crate) async fn record_paper(
    State(service): State<Service>,
    asker: Asker,
    which: Which,
    Body(proof): Body<PaperProof>,
) -> Reply<Done> {
    service.record_paper(asker.person(), which.as_str(), &proof.proof()?).await?;
    Ok(Json(Done::default()))
}
