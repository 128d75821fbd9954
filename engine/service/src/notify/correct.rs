//! 地址更正: addresses that failed for good, and their being put right.

use definition::moment::Moment;
use definition::name::{OfficeName, PersonName};
use machine::{Addressee, CaseId, Rejection, RejectionKind};
use serde::Serialize;
use storage::{Correction, Scope};

use crate::error::ServiceError;
use crate::service::Service;

/// The most corrections looked through at once.
const ROWS_MAX: u64 = 500;

/// An address to be put right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CorrectionView {
    /// `person:NAME`, or `applicant:CASE`.
    pub recipient: String,
    /// The channel that failed.
    pub channel: String,
    /// The office that puts it right.
    pub office: OfficeName,
    /// What was said.
    pub reason: String,
    /// Since when.
    pub since: Moment,
}

impl Service {
    /// The addresses to be put right: a person's own, those of the offices he reaches; all for the operator.
    pub async fn corrections(
        &self,
        person: Option<&PersonName>,
        limit: u64,
    ) -> Result<Vec<CorrectionView>, ServiceError> {
        let scope = person.map_or(Scope::System, |person| self.scope_of(person));
        let rows = self.shared.store.corrections(&scope, person, limit).await?;
        let views = rows.into_iter().map(|Correction { recipient, channel, office, reason, opened_at }| {
            CorrectionView { recipient, channel, office, reason, since: opened_at }
        });
        Ok(views.collect())
    }

    /// Says that the address of a recipient was put right where it is kept; what could not reach him is sent again. Answers how
    /// many notifications that are.
    ///
    /// # Errors
    /// A refusal if there is no such correction within reach.
    pub async fn corrected(&self, person: Option<&PersonName>, recipient: &str) -> Result<u64, ServiceError> {
        let open = self.corrections(person, ROWS_MAX).await?;
        if !open.iter().any(|correction| correction.recipient == recipient) {
            return Err(Rejection::new(
                RejectionKind::NotFound,
                "没有这一项地址更正，或不在您的管辖范围",
                "there is no such correction within your reach",
            )
            .into());
        }
        self.shared.store.close_corrections(recipient).await?;
        let (to, case) = match recipient.split_once(':') {
            Some(("person", name)) => (Addressee::Person(PersonName::new(name)), None),
            Some((_, case)) => (Addressee::Applicant, case.parse().ok().map(CaseId)),
            None => return Ok(0),
        };
        self.send_again(&to, case).await
    }

    /// Queues again what could not reach somebody; answers how many.
    pub(crate) async fn send_again(&self, to: &Addressee, case: Option<CaseId>) -> Result<u64, ServiceError> {
        let mut sent = 0;
        for key in self.shared.store.unreached(to, case).await? {
            sent += u64::from(self.requeue(key).await?);
        }
        Ok(sent)
    }
}
