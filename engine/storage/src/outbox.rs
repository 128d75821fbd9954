//! The outbox as people see it: what waits, what was given up, what a case has sent.

use definition::moment::Moment;
use definition::name::TemplateName;
use machine::{Addressee, CaseId};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::{Deserialize, Serialize};

use crate::entities::{cases, outbox};
use crate::error::{Result, StorageError};
use crate::page::{Listed, Page};
use crate::row::{DEAD, DROPPED, FAILED, LEASED, MERGED, NEVER, QUEUED, SENT, recipient_of, whole};
use crate::scope::Scope;
use crate::store::Store;

/// Names a notification for ever: the case, the step and the event in it that caused it. A digest belongs to no case: its
/// `case` is made of the person, its step is 0 and its position the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OutboxKey {
    /// The case.
    pub case: CaseId,
    /// The step.
    pub seq: u64,
    /// The position of the event in the step.
    pub position: usize,
}

/// A notification on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxRow {
    /// Which.
    pub key: OutboxKey,
    /// Whom.
    pub to: Addressee,
    /// In which words.
    pub template: TemplateName,
    /// What the words may use, as a JSON object.
    pub data: String,
    /// How far it has come.
    pub status: OutboxStatus,
    /// How often it was leased.
    pub attempts: u32,
    /// The number of the last lease; a mark must give it.
    pub fence: i64,
    /// When its step was committed.
    pub created_at: Moment,
    /// Why it did not leave the last time.
    pub last_error: Option<String>,
    /// The queue it stands in: nothing until it is looked at, then a channel's name, or [`crate::DIGEST_LANE`].
    pub lane: String,
    /// The channel it left by.
    pub channel: Option<String>,
}

impl OutboxKey {
    /// The stable identity of the message.
    pub fn message_id(&self) -> String {
        format!("{}.{}.{}", self.case, self.seq, self.position)
    }

    /// A key from the identity of its message.
    pub fn of_message(id: &str) -> Option<Self> {
        let mut parts = id.split('.');
        let (case, seq, position) = (parts.next()?, parts.next()?, parts.next()?);
        let key = Self { case: CaseId(case.parse().ok()?), seq: seq.parse().ok()?, position: position.parse().ok()? };
        parts.next().is_none().then_some(key)
    }

    /// Whether it names a digest.
    pub fn is_digest(&self) -> bool {
        self.seq == 0
    }
}

/// How far a notification has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutboxStatus {
    /// Waits until this instant.
    Queued(Moment),
    /// Somebody is sending it, until this instant.
    Leased(Moment),
    /// It left at this instant.
    Sent(Moment),
    /// Given up for now; an operator may queue it again.
    Dead,
    /// Its address is wrong; sent again once that is put right.
    Failed,
    /// Part of a digest.
    Merged,
    /// Nobody needs it any more.
    Dropped,
}

/// Where a page of the outbox begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxCursor {
    /// When the last row seen is looked at again; none in the list of those given up.
    pub at: Option<Moment>,
    /// The last row seen.
    pub key: OutboxKey,
}

type Column = outbox::Column;
const KEY: [Column; 3] = [Column::CaseId, Column::Seq, Column::Position];

impl Store {
    /// What waits to be sent within scope, the earliest first.
    pub async fn queued(&self, scope: &Scope, page: &Page<OutboxCursor>) -> Result<Listed<OutboxRow, OutboxCursor>> {
        self.waiting(scope, Expr::col(outboxed(Column::NextAt)).lt(NEVER), page).await
    }

    /// What was given up within scope.
    pub async fn dead(&self, scope: &Scope, page: &Page<OutboxCursor>) -> Result<Listed<OutboxRow, OutboxCursor>> {
        self.waiting(scope, Expr::col(outboxed(Column::NextAt)).eq(NEVER), page).await
    }

    /// What a case within scope has sent or is to send, in order; empty if it is out of scope or not there.
    pub async fn outbox_of(&self, scope: &Scope, case: CaseId) -> Result<Vec<OutboxRow>> {
        let mut select = select_outbox(scope);
        select.and_where(Expr::col(outboxed(Column::CaseId)).eq(case.0));
        for column in KEY {
            select.order_by(outboxed(column), Order::Asc);
        }
        self.outbox_rows(&select).await
    }

    /// One notification. System only: no scope.
    pub async fn outbox_row(&self, key: OutboxKey) -> Result<Option<OutboxRow>> {
        use sea_orm::EntityTrait;
        let found =
            outbox::Entity::find_by_id((key.case.0, whole(key.seq), whole(key.position))).one(&self.reader).await?;
        found.map(OutboxRow::try_from).transpose()
    }

    async fn waiting(
        &self,
        scope: &Scope,
        which: Expr,
        page: &Page<OutboxCursor>,
    ) -> Result<Listed<OutboxRow, OutboxCursor>> {
        let order = [Column::NextAt, Column::CaseId, Column::Seq, Column::Position];
        let mut select = select_outbox(scope);
        select.and_where(which);
        if let Some(OutboxCursor { at, key }) = &page.after {
            let at = at.map_or(NEVER, Moment::milliseconds);
            let last = [at.into(), Expr::val(key.case.0), whole(key.seq).into(), whole(key.position).into()];
            select.and_where(Expr::tuple(order.map(|column| Expr::col(outboxed(column)))).gt(Expr::tuple(last)));
        }
        for column in order {
            select.order_by(outboxed(column), Order::Asc);
        }
        let rows = self.outbox_rows(select.limit(page.fetched())).await?;
        Ok(page.listed(rows, |row| OutboxCursor { at: row.status.next_at(), key: row.key }))
    }

    async fn outbox_rows(&self, select: &SelectStatement) -> Result<Vec<OutboxRow>> {
        let rows = self.reader.query_all(select).await?;
        rows.iter().map(|row| OutboxRow::try_from(outbox::Model::from_query_result(row, "")?)).collect()
    }
}

impl OutboxStatus {
    fn next_at(self) -> Option<Moment> {
        match self {
            OutboxStatus::Queued(at) | OutboxStatus::Leased(at) => Some(at),
            OutboxStatus::Sent(_)
            | OutboxStatus::Dead
            | OutboxStatus::Failed
            | OutboxStatus::Merged
            | OutboxStatus::Dropped => None,
        }
    }
}

fn select_outbox(scope: &Scope) -> SelectStatement {
    let case = Expr::col((cases::Entity, cases::Column::Id)).equals(outboxed(Column::CaseId));
    Query::select()
        .columns(<Column as sea_orm::Iterable>::iter().map(outboxed))
        .from(outbox::Entity)
        .inner_join(cases::Entity, case)
        .cond_where(scope.holds((cases::Entity, cases::Column::Office)))
        .take()
}

fn outboxed(column: Column) -> (outbox::Entity, Column) {
    (outbox::Entity, column)
}

impl TryFrom<outbox::Model> for OutboxRow {
    type Error = StorageError;

    fn try_from(row: outbox::Model) -> Result<Self> {
        let name = format!("notification {}/{} of case {}", row.seq, row.position, row.case_id);
        read(row).ok_or_else(|| StorageError::corrupt(name, "its row is incomplete or out of range"))
    }
}

fn read(row: outbox::Model) -> Option<OutboxRow> {
    let status = status(&row)?;
    Some(OutboxRow {
        key: OutboxKey {
            case: CaseId(row.case_id),
            seq: u64::try_from(row.seq).ok()?,
            position: usize::try_from(row.position).ok()?,
        },
        to: recipient_of(&row.recipient)?,
        template: TemplateName::new(row.template),
        data: row.data,
        status,
        attempts: u32::try_from(row.attempts).ok()?,
        fence: row.fence,
        created_at: Moment::from_milliseconds(row.created_at),
        last_error: row.last_error,
        lane: row.lane,
        channel: row.channel,
    })
}

fn status(row: &outbox::Model) -> Option<OutboxStatus> {
    let at = Moment::from_milliseconds;
    match row.status.as_str() {
        QUEUED => row.next_at.map(at).map(OutboxStatus::Queued),
        LEASED => row.lease_until.map(at).map(OutboxStatus::Leased),
        SENT => row.sent_at.map(at).map(OutboxStatus::Sent),
        DEAD => Some(OutboxStatus::Dead),
        FAILED => Some(OutboxStatus::Failed),
        MERGED => Some(OutboxStatus::Merged),
        DROPPED => Some(OutboxStatus::Dropped),
        _ => None,
    }
}
