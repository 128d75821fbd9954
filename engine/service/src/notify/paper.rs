//! 纸质送达: notices to be printed and handed over, and the proof that they were.

use definition::moment::{Date, Moment};
use definition::name::{OfficeName, PersonName};
use machine::{Actor, CaseId, Rejection, RejectionKind};
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};
use storage::{OutboxKey, PaperDelivered, PaperNotice, Scope, day_number};

use crate::ask::Ask;
use crate::error::ServiceError;
use crate::service::Service;

use super::mine::day_of;

/// The event a case is told once a notice was handed over, if it waits for it; its field `date` is the day.
const DELIVERED: &str = "delivered";
/// The longest text of a record.
const TEXT_CHARACTERS_MAX: usize = 500;

/// A notice on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PaperView {
    /// The identity of the notification.
    pub id: String,
    /// Its case.
    pub case: Option<CaseId>,
    /// The office that hands it over.
    pub office: OfficeName,
    /// One line.
    pub subject: String,
    /// Since when it waits.
    pub at: Moment,
    /// The day it was handed over.
    pub delivered_on: Option<Date>,
    /// How that is proved.
    pub proof: Option<String>,
    /// Who received or witnessed it.
    pub receiver: Option<String>,
    /// What else was said.
    pub note: Option<String>,
    /// Who recorded it.
    pub recorded_by: Option<PersonName>,
}

/// 送达回证, as recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperProof {
    /// The day it was handed over.
    pub on: Date,
    /// `signature`, `thumbprint`, `witness` or `proxy`.
    pub proof: String,
    /// Who received it, witnessed it, or took it in his place.
    pub receiver: String,
    /// What else there is to say; how the proxy is related, why it was refused.
    #[serde(default)]
    pub note: Option<String>,
}

impl Service {
    /// The notices on paper within a person's reach, or all; the oldest first.
    pub async fn papers(
        &self,
        person: Option<&PersonName>,
        open: bool,
        limit: u64,
    ) -> Result<Vec<PaperView>, ServiceError> {
        let scope = person.map_or(Scope::System, |person| self.scope_of(person));
        Ok(self.shared.store.papers(&scope, open, limit).await?.into_iter().map(PaperView::from).collect())
    }

    /// The printable page of a notice within reach.
    ///
    /// # Errors
    /// A refusal that is the same whether it is out of reach or not there.
    pub async fn paper_page(&self, person: Option<&PersonName>, id: &str) -> Result<String, ServiceError> {
        let scope = person.map_or(Scope::System, |person| self.scope_of(person));
        Ok(self.shared.store.paper(&scope, id).await?.ok_or_else(no_paper)?.page)
    }

    /// Records that a notice was handed over, once; a case that waits for the event `delivered` is told.
    ///
    /// # Errors
    /// A refusal: no such notice within reach, recorded already, a day that cannot be, or a proof of no known kind.
    pub async fn record_paper(&self, person: &PersonName, id: &str, proof: &PaperProof) -> Result<(), ServiceError> {
        let notice = self.shared.store.paper(&self.scope_of(person), id).await?.ok_or_else(no_paper)?;
        judge(&notice, proof, self.now())?;
        let delivered = PaperDelivered {
            on: day_number(proof.on),
            proof: proof.proof.clone(),
            receiver: proof.receiver.trim().to_owned(),
            note: proof.note.clone(),
            by: person.clone(),
            at: self.now(),
        };
        if !self.shared.store.record_paper(id, &delivered).await? {
            return Err(recorded_already().into());
        }
        self.tell_delivered(notice.case, proof.on).await
    }

    async fn tell_delivered(&self, case: Option<CaseId>, on: Date) -> Result<(), ServiceError> {
        let Some(case) = case else { return Ok(()) };
        let fields = Map::from_iter([("date".to_owned(), json!(on.to_string()))]);
        let ask = Ask::Receive { case, event: DELIVERED.into(), fields };
        let system = Actor::Outside { name: DELIVERED.to_owned() };
        match self.submit(system, None, ask).await {
            // A case that waits for no such event keeps its record; nothing hangs on it.
            Ok(_) | Err(ServiceError::Refused(_)) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Opens a notice on paper for the office that hands it over.
    pub async fn keep_paper(
        &self,
        key: OutboxKey,
        office: &OfficeName,
        subject: &str,
        page: String,
    ) -> Result<(), ServiceError> {
        let notice = PaperNotice {
            id: key.message_id(),
            case: (!key.is_digest()).then_some(key.case),
            office: office.clone(),
            subject: subject.to_owned(),
            page,
            at: self.now(),
            delivered: None,
        };
        Ok(self.shared.store.add_paper(notice).await?)
    }
}

fn judge(notice: &PaperNotice, proof: &PaperProof, now: Moment) -> Result<(), Rejection> {
    if notice.delivered.is_some() {
        return Err(recorded_already());
    }
    if !matches!(proof.proof.as_str(), "signature" | "thumbprint" | "witness" | "proxy") {
        let found = &proof.proof;
        let rejection = Rejection::new(
            RejectionKind::Field,
            format!(
                "送达证明应为 signature（签名）、thumbprint（捺印）、witness（见证）或 proxy（代收），写的是“{found}”"
            ),
            format!("expected a proof by signature, thumbprint, witness or proxy, found `{found}`"),
        );
        return Err(rejection.about("proof"));
    }
    if proof.on > now.date() || proof.on < notice.at.date() {
        let rejection = Rejection::new(
            RejectionKind::Field,
            format!("送达日期应在 {} 至今天之间", notice.at.date()),
            format!("expected a day of delivery from {} until today", notice.at.date()),
        );
        return Err(rejection.about("on"));
    }
    let length = proof.receiver.trim().chars().count() + proof.note.as_deref().unwrap_or_default().chars().count();
    if proof.receiver.trim().is_empty() || length > TEXT_CHARACTERS_MAX {
        let rejection = Rejection::new(
            RejectionKind::Field,
            "写明由谁签收、见证或代收",
            "say who received, witnessed or took it, in few words",
        );
        return Err(rejection.about("receiver"));
    }
    Ok(())
}

fn recorded_already() -> Rejection {
    Rejection::new(RejectionKind::NotOffered, "这份送达回证已经登记", "the delivery of this notice is recorded already")
}

fn no_paper() -> Rejection {
    Rejection::new(
        RejectionKind::NotFound,
        "没有这份纸质通知，或不在您的管辖范围",
        "there is no such notice on paper within your reach",
    )
}

impl From<PaperNotice> for PaperView {
    fn from(notice: PaperNotice) -> Self {
        let PaperNotice { id, case, office, subject, page: _, at, delivered } = notice;
        let (mut on, mut proof, mut receiver, mut note, mut by) = (None, None, None, None, None);
        if let Some(delivered) = delivered {
            on = day_of(delivered.on);
            (proof, receiver) = (Some(delivered.proof), Some(delivered.receiver));
            (note, by) = (delivered.note, Some(delivered.by));
        }
        Self { id, case, office, subject, at, delivered_on: on, proof, receiver, note, recorded_by: by }
    }
}
