//! Every route. Each reads what is asked, asks the service, and writes the answer.

mod actions;
mod cases;
mod changes;
mod course;
mod desk;
mod events;
mod health;
mod history;
mod home;
mod household;
mod incidents;
mod me;
mod notifications;
mod obligations;
mod offers;
mod offices;
mod outbox;
mod processes;
mod tasks;

use axum::Json;
use service::{Ask, Service};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::document;
use crate::extract::{Asker, Key};
use crate::failure::Failure;
use crate::wire::Answer;

/// Where everything stands that needs a token.
pub(crate) const V1: &str = "/api/v1";

/// What every handler answers with.
type Reply<T> = Result<Json<T>, Failure>;

/// Every route, each described where it is registered.
pub(crate) fn all() -> OpenApiRouter<Service> {
    OpenApiRouter::with_openapi(document::frame())
        .routes(routes!(home::home))
        .routes(routes!(health::healthz))
        .routes(routes!(health::readyz))
        .routes(routes!(document::openapi))
        .nest(V1, version_1())
}

fn version_1() -> OpenApiRouter<Service> {
    OpenApiRouter::new()
        .routes(routes!(cases::list_cases, cases::start_case))
        .routes(routes!(cases::show_case))
        .routes(routes!(history::show_history))
        .routes(routes!(household::show_household))
        .routes(routes!(offers::show_offers, actions::act))
        .routes(routes!(course::show_course))
        .routes(routes!(course::show_picture))
        .routes(routes!(actions::claim_task))
        .routes(routes!(actions::release_task))
        .routes(routes!(actions::reopen_case))
        .routes(routes!(changes::show_deadlines))
        .routes(routes!(changes::suspend_case))
        .routes(routes!(changes::resume_case))
        .routes(routes!(changes::extend_deadline))
        .routes(routes!(changes::correct_deadline))
        .routes(routes!(desk::hand_task_over))
        .routes(routes!(desk::cancel_case))
        .routes(routes!(desk::send_copies))
        .routes(routes!(desk::acknowledge_copy))
        .routes(routes!(desk::ask_opinion))
        .routes(routes!(desk::give_opinion))
        .routes(routes!(desk::add_signers))
        .routes(routes!(desk::sign))
        .routes(routes!(events::receive_event))
        .routes(routes!(tasks::list_tasks))
        .routes(routes!(tasks::count_tasks))
        .routes(routes!(processes::list_processes))
        .routes(routes!(offices::list_offices))
        .routes(routes!(incidents::list_incidents))
        .routes(routes!(incidents::retry_case))
        .routes(routes!(incidents::move_case))
        .routes(routes!(me::show_me))
        .routes(routes!(obligations::list_obligations))
        .routes(routes!(obligations::show_obligation))
        .routes(routes!(outbox::list_dead_letters))
        .merge(notifications())
}

fn notifications() -> OpenApiRouter<Service> {
    OpenApiRouter::new()
        .routes(routes!(notifications::show_notification))
        .routes(routes!(notifications::case_notifications))
        .routes(routes!(notifications::list_messages))
        .routes(routes!(notifications::read_message))
        .routes(routes!(notifications::show_preference, notifications::set_preference))
        .routes(routes!(notifications::list_corrections))
        .routes(routes!(notifications::corrected))
        .routes(routes!(notifications::list_papers))
        .routes(routes!(notifications::paper_page))
        .routes(routes!(notifications::record_paper))
}

/// Asks the service, and answers with what became of it.
async fn submitted(service: &Service, asker: Asker, key: Key, ask: Ask) -> Reply<Answer> {
    let answer = service.submit(asker.into_actor(), key.0, ask).await?;
    Ok(Json(answer.into()))
}
