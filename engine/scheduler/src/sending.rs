//! One notification by one channel: rendered, sent, kept where the store keeps it, marked.

use notification::{ATTEMPTS_MAX, Address, Channel, Message, SendError, Template, backoff, page, render};
use service::{Delivery, Route, Service, ServiceError};

use crate::post::Way;

/// What came of it.
pub(crate) enum Outcome {
    Sent,
    Postponed,
    Dead,
}

/// Sends a notification by a channel of which it has a route.
pub(crate) async fn send(service: &Service, way: &Way, delivery: Delivery) -> Result<Outcome, ServiceError> {
    let now = service.now();
    if let Some(until) = way.rests(now) {
        service.park(&[&delivery], &way.name, until).await?;
        return Ok(Outcome::Postponed);
    }
    let Some(route) = delivery.route(&way.name) else { return Ok(Outcome::Postponed) };
    let message = match message(&delivery, route) {
        Ok(message) => message,
        Err(reason) => return given_up(service, &delivery, &reason).await,
    };
    way.count(now);
    match way.channel.send(&message, now.milliseconds()).await {
        Ok(_) => {
            keep(service, &way.channel, &delivery, route, &message).await?;
            service.mark_sent_by(&delivery, &way.name).await?;
            Ok(Outcome::Sent)
        }
        Err(SendError::Unreachable { reason }) => {
            let until = way.rests(now).unwrap_or(now);
            service.give_back_to(&delivery, &way.name, until, &reason.to_string()).await?;
            Ok(Outcome::Postponed)
        }
        Err(SendError::Permanent { reason }) => fall(service, way, &delivery, true, &reason.to_string()).await,
        Err(SendError::Temporary { reason }) if delivery.attempts >= ATTEMPTS_MAX => {
            fall(service, way, &delivery, false, &reason.to_string()).await
        }
        Err(SendError::Temporary { reason }) => {
            let pause = i64::try_from(backoff(delivery.attempts).as_millis()).unwrap_or(i64::MAX);
            service.mark_failed(&delivery, Some(now.plus_milliseconds(pause)), &reason.to_string()).await?;
            Ok(Outcome::Postponed)
        }
    }
}

fn message(delivery: &Delivery, route: &Route) -> Result<Message, String> {
    let template =
        Template { name: delivery.message_id(), subject: delivery.subject.clone(), body: delivery.body.clone() };
    let rendered = render(&template, &delivery.data).map_err(|error| error.to_string())?;
    Ok(Message {
        id: delivery.message_id(),
        to: Address::new(&route.name, &route.at),
        subject: rendered.subject,
        body: rendered.body,
    })
}

/// What people read and print of it is written before it counts as sent; the same again changes nothing.
async fn keep(
    service: &Service,
    channel: &Channel,
    delivery: &Delivery,
    route: &Route,
    message: &Message,
) -> Result<(), ServiceError> {
    match channel {
        Channel::Inbox(_) => {
            service.keep_message(&message.id, &route.at.as_str().into(), &message.subject, &message.body).await
        }
        Channel::Paper(_) => {
            let page = page(message, &service.now().shown());
            service.keep_paper(delivery.key, &route.at.as_str().into(), &message.subject, page).await
        }
        Channel::Smtp(_)
        | Channel::Directory(_)
        | Channel::Memory(_)
        | Channel::Webhook(_)
        | Channel::Sms(_)
        | Channel::Wecom(_)
        | Channel::Dingtalk(_) => Ok(()),
    }
}

async fn fall(
    service: &Service,
    way: &Way,
    delivery: &Delivery,
    for_good: bool,
    reason: &str,
) -> Result<Outcome, ServiceError> {
    tracing::warn!(
        message = delivery.message_id(),
        channel = way.name,
        reason,
        "a channel does not take a notification"
    );
    let handed_on = service.fall(delivery, &way.name, for_good, reason).await?;
    Ok(if handed_on { Outcome::Postponed } else { Outcome::Dead })
}

async fn given_up(service: &Service, delivery: &Delivery, reason: &str) -> Result<Outcome, ServiceError> {
    tracing::warn!(message = delivery.message_id(), reason, "a notification was given up");
    service.mark_failed(delivery, None, reason).await?;
    Ok(Outcome::Dead)
}
