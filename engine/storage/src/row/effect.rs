//! The rows of what a step asks of the world: notifications and benefits, each unique by (case, step, position).

use definition::moment::Moment;
use definition::name::PersonName;
use machine::{Addressee, CaseId, Effect, Notified, Step, effects};

use super::whole;
use crate::entities::{benefit, outbox};
use crate::error::{Result, StorageError};

/// A notification that waits to be sent.
pub(crate) const QUEUED: &str = "queued";
/// A notification somebody is sending.
pub(crate) const LEASED: &str = "leased";
/// A notification that has left.
pub(crate) const SENT: &str = "sent";
/// A notification given up.
pub(crate) const DEAD: &str = "dead";
/// A notification whose address is wrong.
pub(crate) const FAILED: &str = "failed";
/// A notification that is part of a digest.
pub(crate) const MERGED: &str = "merged";
/// A notification nobody needs any more.
pub(crate) const DROPPED: &str = "dropped";
/// The queue of what nobody has looked at.
pub(crate) const NEW: &str = "";
/// When a notification given up is looked at again. Keeps it in the one index of what has not left.
pub(crate) const NEVER: i64 = i64::MAX;
/// A benefit granted or amended.
const GRANT: &str = "grant";
/// A benefit stopped.
pub(crate) const STOP: &str = "stop";

/// How the applicant is written as a recipient.
const APPLICANT: &str = "applicant";
/// How a person is written as a recipient, before his name.
const PERSON: &str = "person:";

/// The notifications of a step, queued at once.
pub(crate) fn outbox_rows(case: CaseId, seq: u64, step: &Step) -> Result<Vec<outbox::Model>> {
    let notified = effects(step).into_iter().filter_map(|effect| match effect {
        Effect::Notify { position, notified } => Some(outbox_row(case, seq, position, notified, step.at)),
        Effect::Grant { .. }
        | Effect::Stop { .. }
        | Effect::StartCase { .. }
        | Effect::CallOff { .. }
        | Effect::CancelCase { .. }
        | Effect::Tell { .. } => None,
    });
    notified.collect()
}

fn outbox_row(case: CaseId, seq: u64, position: usize, notified: &Notified, at: Moment) -> Result<outbox::Model> {
    let data = serde_json::to_string(&notified.data);
    Ok(outbox::Model {
        case_id: case.0,
        seq: whole(seq),
        position: whole(position),
        recipient: recipient(&notified.to),
        template: notified.template.to_string(),
        data: data.map_err(|error| StorageError::corrupt(format!("a notification of case {case}"), error))?,
        status: QUEUED.to_owned(),
        attempts: 0,
        next_at: Some(at.milliseconds()),
        lease_until: None,
        fence: 0,
        created_at: at.milliseconds(),
        sent_at: None,
        last_error: None,
        lane: NEW.to_owned(),
        channel: None,
    })
}

/// A recipient as stored.
pub(crate) fn recipient(to: &Addressee) -> String {
    match to {
        Addressee::Person(person) => format!("{PERSON}{person}"),
        Addressee::Applicant => APPLICANT.to_owned(),
    }
}

/// A recipient from its stored form.
pub(crate) fn recipient_of(stored: &str) -> Option<Addressee> {
    if stored == APPLICANT {
        return Some(Addressee::Applicant);
    }
    stored.strip_prefix(PERSON).map(|person| Addressee::Person(PersonName::new(person)))
}

/// The rows of the ledger of benefits a step adds.
pub(crate) fn benefit_rows(case: CaseId, seq: u64, step: &Step) -> Vec<benefit::Model> {
    effects(step).into_iter().filter_map(|effect| benefit_row(case, seq, effect)).collect()
}

fn benefit_row(case: CaseId, seq: u64, effect: Effect<'_>) -> Option<benefit::Model> {
    let row = |position, grant: &str, operation: &str, from: machine::Month| benefit::Model {
        case_id: case.0,
        seq: whole(seq),
        position: whole(position),
        grant_key: grant.to_owned(),
        kind: None,
        operation: operation.to_owned(),
        amount_fen: None,
        from_month: i64::from(from.index()),
        months: None,
    };
    match effect {
        Effect::Grant { position, grant, kind, amount_fen, from, months } => Some(benefit::Model {
            kind: Some(kind.to_owned()),
            amount_fen: Some(amount_fen),
            months: months.map(i64::from),
            ..row(position, grant.as_str(), GRANT, from)
        }),
        Effect::Stop { position, grant, from } => Some(row(position, grant.as_str(), STOP, from)),
        Effect::Notify { .. }
        | Effect::StartCase { .. }
        | Effect::CallOff { .. }
        | Effect::CancelCase { .. }
        | Effect::Tell { .. } => None,
    }
}
