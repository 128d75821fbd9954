//! Notifications that wait for something: in the queue of a channel, or for the day's digest; and what became of them.

use definition::moment::Moment;
use definition::name::{PersonName, TemplateName};
use machine::{Addressee, CaseId};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, UpdateStatement, Value};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder};

use crate::entities::{outbox, track};
use crate::error::Result;
use crate::outbox::{OutboxKey, OutboxRow};
use crate::row::{DEAD, DROPPED, FAILED, LEASED, MERGED, NEVER, NEW, QUEUED, recipient, whole};
use crate::statement::{IfPresent, insert, values};
use crate::store::Store;

/// The queue of what waits for the digest. No channel can be named so.
pub const DIGEST_LANE: &str = ".digest";

/// What became of a notification at an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    /// When.
    pub at: Moment,
    /// What.
    pub kind: TrackKind,
    /// By which channel.
    pub channel: Option<String>,
    /// Why, or into what.
    pub detail: Option<String>,
}

/// What became of a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrackKind {
    /// It waits for the next office hour.
    Waits,
    /// It waits for the day's digest.
    ForDigest,
    /// It is part of a digest.
    Merged,
    /// Nobody needs it any more.
    Dropped,
    /// A channel said that it will never take it.
    Failed,
    /// A channel was given up for now.
    GaveUp,
    /// It went to a deputy.
    Deputised,
    /// Somebody had it sent again.
    Requeued,
}

/// A digest to be queued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDigest {
    /// Its key: step 0.
    pub key: OutboxKey,
    /// Whose.
    pub person: PersonName,
    /// In which words.
    pub template: TemplateName,
    /// What they may use, as a JSON object.
    pub data: String,
    /// When it is made.
    pub at: Moment,
    /// From when it may leave.
    pub from: Moment,
}

impl Store {
    /// Puts leased notifications into the queue of a channel, until an instant; it does not count as an attempt. System only: no
    /// scope.
    pub async fn park(&self, leased: &[(OutboxKey, i64)], lane: &str, until: Moment) -> Result<()> {
        let Some(update) = parked(leased, lane, until) else { return Ok(()) };
        self.writer.execute(&update).await?;
        Ok(())
    }

    /// Hands a notification to the queue of another channel, with what became of it at the one before. System only: no scope.
    pub async fn hand_on(&self, key: OutboxKey, fence: i64, lane: &str, at: Moment, track: &Track) -> Result<bool> {
        let mut update = Query::update();
        update
            .value(outbox::Column::Status, QUEUED)
            .value(outbox::Column::Lane, lane)
            .value(outbox::Column::NextAt, at.milliseconds())
            .value(outbox::Column::Attempts, 0)
            .value(outbox::Column::LeaseUntil, None::<i64>)
            .value(outbox::Column::LastError, track.detail.clone());
        self.marked_with(update, key, fence, track).await
    }

    /// Ends a notification that nobody needs any more. System only: no scope.
    pub async fn mark_dropped(&self, key: OutboxKey, fence: i64, track: &Track) -> Result<bool> {
        let mut update = Query::update();
        update
            .value(outbox::Column::Status, DROPPED)
            .value(outbox::Column::NextAt, None::<i64>)
            .value(outbox::Column::LeaseUntil, None::<i64>);
        self.marked_with(update, key, fence, track).await
    }

    async fn marked_with(&self, update: UpdateStatement, key: OutboxKey, fence: i64, track: &Track) -> Result<bool> {
        let held = self.mark(update, key, Some(fence)).await?;
        if held {
            self.add_track(key, track).await?;
        }
        Ok(held)
    }

    /// Writes down what became of a notification. System only: no scope.
    pub async fn add_track(&self, key: OutboxKey, said: &Track) -> Result<()> {
        let number = self.tracks(key).await?.len() + 1;
        insert::<track::Entity>(&self.writer, &[track_row(key, number, said)], IfPresent::Keep).await
    }

    /// What became of a notification, in order. System only: no scope.
    pub async fn tracks(&self, key: OutboxKey) -> Result<Vec<Track>> {
        let rows = track::Entity::find()
            .filter(track::Column::CaseId.eq(key.case.0))
            .filter(track::Column::Seq.eq(whole(key.seq)))
            .filter(track::Column::Position.eq(whole(key.position)))
            .order_by_asc(track::Column::Number)
            .all(&self.reader)
            .await?;
        Ok(rows.into_iter().filter_map(Track::of).collect())
    }

    /// What waits for a digest by an instant, at most so many. System only: no scope.
    pub async fn for_digest(&self, now: Moment, limit: u64) -> Result<Vec<OutboxRow>> {
        let select = Query::select()
            .columns(<outbox::Column as sea_orm::Iterable>::iter())
            .from(outbox::Entity)
            .and_where(Expr::col(outbox::Column::Lane).eq(DIGEST_LANE))
            .and_where(Expr::col(outbox::Column::NextAt).lte(now.milliseconds()))
            .order_by(outbox::Column::NextAt, Order::Asc)
            .limit(limit)
            .take();
        let rows = self.reader.query_all(&select).await?;
        rows.iter().map(|row| OutboxRow::try_from(outbox::Model::from_query_result(row, "")?)).collect()
    }

    /// Queues a digest and ends what it holds, in one transaction. Answers whether it is new: a person has one a day. System
    /// only: no scope.
    pub async fn add_digest(
        &self,
        digest: NewDigest,
        members: &[OutboxKey],
        dropped: &[(OutboxKey, String)],
    ) -> Result<()> {
        let transaction = self.transaction().await?;
        let id = digest.key.message_id();
        let at = digest.at;
        insert::<outbox::Entity>(&transaction, &[digest_row(digest)], IfPresent::Keep).await?;
        let merged = members.iter().map(|key| (*key, MERGED, TrackKind::Merged, id.clone()));
        let dropped = dropped.iter().map(|(key, why)| (*key, DROPPED, TrackKind::Dropped, why.clone()));
        for (key, status, kind, detail) in merged.chain(dropped) {
            let update = Query::update()
                .table(outbox::Entity)
                .value(outbox::Column::Status, status)
                .value(outbox::Column::NextAt, None::<i64>)
                .and_where(is(key))
                .and_where(Expr::col(outbox::Column::Lane).eq(DIGEST_LANE))
                .take();
            transaction.execute(&update).await?;
            let said = Track { at, kind, channel: None, detail: Some(detail) };
            // The first thing said of it was that it waits for the digest.
            insert::<track::Entity>(&transaction, &[track_row(key, 2, &said)], IfPresent::Keep).await?;
        }
        transaction.commit().await.map_err(crate::error::StorageError::of_commit)
    }

    /// Looks again at what stands in the queue of a channel that is no longer there. System only: no scope.
    pub async fn forget_lanes_but(&self, known: &[String]) -> Result<()> {
        let kept = known.iter().map(String::as_str).chain([NEW, DIGEST_LANE]);
        let update = Query::update()
            .table(outbox::Entity)
            .value(outbox::Column::Lane, NEW)
            .and_where(Expr::col(outbox::Column::NextAt).lt(NEVER))
            .and_where(Expr::col(outbox::Column::Lane).is_not_in(kept))
            .take();
        self.writer.execute(&update).await?;
        Ok(())
    }

    /// What could not reach a recipient, for good or for now. System only: no scope.
    pub async fn unreached(&self, to: &Addressee, case: Option<CaseId>) -> Result<Vec<OutboxKey>> {
        let mut select = Query::select();
        select
            .columns(<outbox::Column as sea_orm::Iterable>::iter())
            .from(outbox::Entity)
            .and_where(Expr::col(outbox::Column::NextAt).eq(NEVER))
            .and_where(Expr::col(outbox::Column::Status).is_in([FAILED, DEAD]))
            .and_where(Expr::col(outbox::Column::Recipient).eq(recipient(to)));
        if let Some(case) = case {
            select.and_where(Expr::col(outbox::Column::CaseId).eq(case.0));
        }
        let rows = self.reader.query_all(&select).await?;
        let rows = rows.iter().map(|row| OutboxRow::try_from(outbox::Model::from_query_result(row, "")?));
        rows.map(|row| row.map(|row| row.key)).collect()
    }
}

fn parked(leased: &[(OutboxKey, i64)], lane: &str, until: Moment) -> Option<UpdateStatement> {
    use outbox::Column;
    let keys: Vec<Vec<Value>> = leased
        .iter()
        .map(|(key, fence)| vec![key.case.0.into(), whole(key.seq).into(), whole(key.position).into(), (*fence).into()])
        .collect();
    if keys.is_empty() {
        return None;
    }
    let key = Expr::tuple([Column::CaseId, Column::Seq, Column::Position, Column::Fence].map(Expr::col));
    let update = Query::update()
        .table(outbox::Entity)
        .value(Column::Status, QUEUED)
        .value(Column::Lane, lane)
        .value(Column::NextAt, until.milliseconds())
        .value(Column::LeaseUntil, None::<i64>)
        .value(Column::Attempts, Expr::col(Column::Attempts).sub(1))
        .and_where(key.in_subquery(values(keys)))
        .and_where(Expr::col(Column::Status).eq(LEASED))
        .take();
    Some(update)
}

fn is(key: OutboxKey) -> Expr {
    Expr::col(outbox::Column::CaseId)
        .eq(key.case.0)
        .and(Expr::col(outbox::Column::Seq).eq(whole(key.seq)))
        .and(Expr::col(outbox::Column::Position).eq(whole(key.position)))
}

fn digest_row(digest: NewDigest) -> outbox::Model {
    let NewDigest { key, person, template, data, at, from } = digest;
    outbox::Model {
        case_id: key.case.0,
        seq: whole(key.seq),
        position: whole(key.position),
        recipient: recipient(&Addressee::Person(person)),
        template: template.to_string(),
        data,
        status: QUEUED.to_owned(),
        attempts: 0,
        next_at: Some(from.milliseconds()),
        lease_until: None,
        fence: 0,
        created_at: at.milliseconds(),
        sent_at: None,
        last_error: None,
        lane: NEW.to_owned(),
        channel: None,
    }
}

fn track_row(key: OutboxKey, number: usize, said: &Track) -> track::Model {
    track::Model {
        case_id: key.case.0,
        seq: whole(key.seq),
        position: whole(key.position),
        number: whole(number),
        at: said.at.milliseconds(),
        kind: said.kind.as_str().to_owned(),
        channel: said.channel.clone(),
        detail: said.detail.as_ref().map(|detail| detail.replace('\0', "")),
    }
}

impl Track {
    fn of(row: track::Model) -> Option<Self> {
        let kind = TrackKind::ALL.into_iter().find(|kind| kind.as_str() == row.kind)?;
        Some(Self { at: Moment::from_milliseconds(row.at), kind, channel: row.channel, detail: row.detail })
    }
}

impl TrackKind {
    const ALL: [Self; 8] = [
        Self::Waits,
        Self::ForDigest,
        Self::Merged,
        Self::Dropped,
        Self::Failed,
        Self::GaveUp,
        Self::Deputised,
        Self::Requeued,
    ];

    /// As stored and as programs read it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waits => "waits",
            Self::ForDigest => "for_digest",
            Self::Merged => "merged",
            Self::Dropped => "dropped",
            Self::Failed => "failed",
            Self::GaveUp => "gave_up",
            Self::Deputised => "deputised",
            Self::Requeued => "requeued",
        }
    }
}
