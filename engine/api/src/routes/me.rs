//! Who asks.

use axum::Json;
use axum::extract::State;
use service::Service;

use super::Reply;
use crate::extract::Asker;
use crate::wire::Me;

/// Show who asks, with the posts held today and the clock
#[utoipa::path(
    get, path = "/me", tag = "本人",
    responses((status = 200, description = "The person of the token.", body = Me))
)]
pub(crate) async fn show_me(State(service): State<Service>, asker: Asker) -> Reply<Me> {
    let person = service.person(asker.person());
    Ok(Json(Me::of(person, &service)))
}
