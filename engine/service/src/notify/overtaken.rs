//! Reminders that were overtaken while they waited: after an outage nobody is told of what is long done.

use definition::model::Definition;
use definition::moment::Moment;
use machine::{ArmedDeadline, Case, Clock, Status};
use serde_json::{Map, Value as Json};
use storage::{OutboxRow, OutboxStatus, Scope};

use crate::error::ServiceError;
use crate::service::Service;

/// An hour, in milliseconds.
const HOUR_MILLISECONDS: i64 = 3_600_000;

impl Service {
    /// Why a reminder that has waited long need not leave any more; none if it must.
    pub(crate) async fn overtaken(
        &self,
        row: &OutboxRow,
        definition: &Definition,
        case: &Case,
        data: &Map<String, Json>,
        now: Moment,
    ) -> Result<Option<String>, ServiceError> {
        let Some(hours) = self.rules().stale_after_hours else { return Ok(None) };
        if now < row.created_at.plus_milliseconds(i64::from(hours) * HOUR_MILLISECONDS) {
            return Ok(None);
        }
        if let Some(why) = settled(definition, case, data) {
            return Ok(Some(why));
        }
        Ok(self.replaced_by(row).await?.map(|newer| format!("replaced by the newer {newer}")))
    }

    /// A newer notification in the same words to the same recipient about the same case that waits as well.
    async fn replaced_by(&self, row: &OutboxRow) -> Result<Option<String>, ServiceError> {
        let all = self.shared.store.outbox_of(&Scope::System, row.key.case).await?;
        let newer = all.into_iter().rev().find(|other| {
            let waits = matches!(other.status, OutboxStatus::Queued(_) | OutboxStatus::Leased(_));
            waits && other.key > row.key && other.to == row.to && other.template == row.template
        });
        Ok(newer.map(|newer| newer.key.message_id()))
    }
}

/// Why a reminder is about nothing any more: its case is closed, or its deadline was met. What is not about a deadline stays.
pub(super) fn settled(definition: &Definition, case: &Case, data: &Map<String, Json>) -> Option<String> {
    let title = data.get("deadline_name")?.get("zh")?.as_str()?;
    if let Status::Ended { .. } = case.status {
        return Some("the case is closed".to_owned());
    }
    let named = |name: &definition::name::DeadlineName| {
        definition.deadlines.get(name).is_some_and(|deadline| deadline.title.zh == title)
    };
    let is_open = case.deadlines.iter().any(|(name, armed)| named(name) && runs(armed));
    if is_open { None } else { Some("its deadline runs no longer".to_owned()) }
}

/// Whether a deadline still has to be met.
pub(crate) fn runs(armed: &ArmedDeadline) -> bool {
    match armed.clock {
        Clock::Running | Clock::Stopped => true,
        Clock::Met(_) | Clock::Ended(_) => false,
    }
}
