//! Carrying out what was asked at the console, in the process that owns the site.

use definition::bilingual::{Bilingual, Language};
use definition::name::{ProcessName, StateName};
use definition::text::SourceText;
use serde::Serialize;
use serde_json::{Value as Json, json};
use service::{Actor, Ask, CaseFilter, Date, Moment, OccurrenceQuery, OutboxKey, Service, ServiceError, Unpublished};

use super::request::{Reply, Request};

/// The most rows one listing shows.
const ROWS_MAX: u64 = 500;
/// Milliseconds of a day.
const DAY_MILLISECONDS: i64 = 24 * 60 * 60 * 1000;

/// Carries out one request.
pub async fn execute(service: &Service, request: Request) -> Reply {
    match carry_out(service, request).await {
        Ok(shown) => Reply::Done(shown),
        Err(ServiceError::Refused(rejection)) => Reply::Refused { message: rejection.message, help: rejection.help },
        Err(error) => Reply::Refused { message: Bilingual::same(error.to_string()), help: None },
    }
}

async fn carry_out(service: &Service, request: Request) -> Result<Json, ServiceError> {
    match request {
        Request::Publish { texts } => publish(service, &texts).await,
        Request::AddToken { person, name, days } => {
            let expires = days.map(|days| service.now().plus_milliseconds(i64::from(days) * DAY_MILLISECONDS));
            service.add_token(&person, &name, expires).await.map(|token| json!({"token": token, "person": person}))
        }
        Request::Tokens => Ok(tokens(service).await?),
        Request::RevokeToken { id } => Ok(json!({"revoked": service.revoke_token(&id).await?})),
        Request::Ask { person, case, ask } => {
            let ask = match case {
                Some(case) => addressed(ask, service.case(None, &case).await?.id),
                None => ask,
            };
            shown(service.submit(Actor::Person { person, acting_for: None }, None, ask).await?)
        }
        Request::Show { case } => shown(service.case(None, &case).await?),
        Request::History { case } => shown(service.history(None, &case, None, ROWS_MAX).await?),
        Request::Household { case } => shown(service.household(None, &case).await?),
        Request::List { process, state, open, limit } => {
            let filter = CaseFilter {
                process: process.map(ProcessName::new),
                state: state.map(StateName::new),
                open: open.then_some(true),
                ..CaseFilter::default()
            };
            shown(service.cases(None, &filter, limit.min(ROWS_MAX)).await?)
        }
        Request::Obligations => shown(service.obligations(None)),
        Request::Occurrences { obligation, office, from, until, skipped } => {
            let (from, until) = (day(from)?, day(until)?);
            shown(service.occurrences(None, &OccurrenceQuery { obligation, office, from, until, skipped }).await?)
        }
        Request::Incidents => shown(service.incidents(None, ROWS_MAX).await?),
        Request::DeadLetters => dead_letters(service).await,
        Request::Requeue { case, seq, position } => {
            let case = service.case(None, &case).await?.id;
            Ok(json!({"requeued": service.requeue(OutboxKey { case, seq, position }).await?}))
        }
        Request::PreviewCalendar { calendar, text } => {
            shown(calendar_result(service.preview_calendar(&calendar, &text).await)?)
        }
        Request::PutCalendar { calendar, text } => {
            calendar_result(service.put_calendar(&calendar, &text).await)?;
            Ok(json!({"changed": scheduler::reproject(service).await?}))
        }
        Request::Jobs => shown(service.jobs().await?),
        Request::CancelJob { id } => Ok(json!({"cancelled": service.cancel_job(id).await?})),
        Request::Notify(asked) => super::notify::notify(service, asked).await,
        Request::Verify => shown(service.verify().await?),
        Request::Clock { until } => clock(service, until).await,
    }
}

fn day(text: Option<String>) -> Result<Option<Date>, ServiceError> {
    let unreadable = |text: &String| {
        let zh = format!("日期应写成 2020-04-20，写的是 {text}");
        service::Rejection::new(
            service::RejectionKind::Field,
            zh,
            format!("expected a day such as 2020-04-20, found {text}"),
        )
    };
    text.map(|text| text.parse().map_err(|_| unreadable(&text).into())).transpose()
}

pub(super) fn shown(value: impl Serialize) -> Result<Json, ServiceError> {
    serde_json::to_value(value).map_err(|error| ServiceError::Host(error.to_string()))
}

async fn publish(service: &Service, texts: &[(String, String)]) -> Result<Json, ServiceError> {
    let sources: Vec<_> = texts.iter().map(|(path, text)| SourceText::new(path, text)).collect();
    match service.publish(&sources, "console").await {
        Ok(published) => Ok(json!({
            "published": published.published,
            "unchanged": published.unchanged,
            "catalogue_changed": published.catalogue_changed,
        })),
        Err(Unpublished::Failed(error)) => Err(error),
        Err(unpublished) => Err(refused(&unpublished).into()),
    }
}

/// What came of a calendar, or why nothing did.
fn calendar_result<T>(done: Result<T, Unpublished>) -> Result<T, ServiceError> {
    done.map_err(|unpublished| match unpublished {
        Unpublished::Failed(error) => error,
        other @ (Unpublished::Unsound(_) | Unpublished::Changed(_)) => refused(&other).into(),
    })
}

/// Why nothing was published, as a refusal.
pub fn refused(unpublished: &Unpublished) -> service::Rejection {
    let reasons: Vec<Bilingual> = match unpublished {
        Unpublished::Unsound(diagnostics) => {
            let errors = diagnostics.iter().filter(|found| found.severity() == definition::diagnostic::Severity::Error);
            let told = |found: &definition::diagnostic::Diagnostic, language| {
                format!("{} {} {}", found.place(), found.code.as_str(), found.text(language))
            };
            errors.map(|found| Bilingual::new(told(found, Language::Zh), told(found, Language::En))).collect()
        }
        Unpublished::Changed(conflicts) => conflicts.clone(),
        Unpublished::Failed(error) => vec![Bilingual::same(error.to_string())],
    };
    let zh: Vec<&str> = reasons.iter().map(|reason| reason.zh.as_str()).collect();
    let en: Vec<&str> = reasons.iter().map(|reason| reason.en.as_str()).collect();
    service::Rejection::new(service::RejectionKind::Guard, zh.join("\n"), en.join("\n"))
}

async fn tokens(service: &Service) -> Result<Json, ServiceError> {
    let rows = service.tokens().await?.into_iter().map(|token| {
        json!({
            "id": token.id.to_string(),
            "person": token.person,
            "name": token.name,
            "created_at": token.created_at,
            "expires_at": token.expires_at,
            "revoked_at": token.revoked_at,
        })
    });
    Ok(Json::Array(rows.collect()))
}

async fn dead_letters(service: &Service) -> Result<Json, ServiceError> {
    let rows = service.dead_letters(ROWS_MAX).await?.into_iter().map(|row| {
        json!({
            "case": row.key.case.to_string(),
            "seq": row.key.seq,
            "position": row.key.position,
            "to": row.to,
            "template": row.template,
            "attempts": row.attempts,
            "reason": row.last_error,
        })
    });
    Ok(Json::Array(rows.collect()))
}

/// Tells the time; first lets virtual time pass, each deadline at its own moment. Mails leave after, in their own order.
async fn clock(service: &Service, until: Option<Moment>) -> Result<Json, ServiceError> {
    let mut fired = 0;
    if let Some(until) = until {
        loop {
            fired += scheduler::fire_due(service).await?;
            let now = service.now();
            if now >= until {
                break;
            }
            let next = service.next_due().await?.filter(|next| *next > now);
            service.set_clock(next.map_or(until, |next| next.min(until))).await?;
        }
    }
    Ok(json!({"now": service.now(), "virtual": service.is_virtual(), "fired": fired}))
}

/// The ask, of this case.
fn addressed(ask: Ask, id: service::CaseId) -> Ask {
    match ask {
        Ask::Start(new) => Ask::Start(new),
        Ask::Act { case: _, state, action, task, fields, comment, return_to } => {
            Ask::Act { case: id, state, action, task, fields, comment, return_to }
        }
        Ask::Claim { case: _, task } => Ask::Claim { case: id, task },
        Ask::Desk { case: _, what, fields } => Ask::Desk { case: id, what, fields },
        Ask::Release { case: _, task } => Ask::Release { case: id, task },
        Ask::Receive { case: _, event, fields } => Ask::Receive { case: id, event, fields },
        Ask::Reopen { case: _, comment } => Ask::Reopen { case: id, comment },
        Ask::Retry { case: _ } => Ask::Retry { case: id },
        Ask::Move { case: _, to, reason, second } => Ask::Move { case: id, to, reason, second },
        Ask::Change { case: _, change } => Ask::Change { case: id, change },
    }
}
