//! What people read, print, prefer and correct of their notifications, and how much left by a channel on a day.

use definition::moment::{Date, Moment};
use definition::name::{OfficeName, PersonName};
use machine::{Addressee, CaseId};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};

use crate::entities::{channel_day, correction, message, paper, preference};
use crate::error::Result;
use crate::row::recipient;
use crate::scope::{Scope, day_number};
use crate::statement::{IfPresent, insert};
use crate::store::Store;

/// The most rows of one list.
const ROWS_MAX: u64 = 500;

/// How a person wants to be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preference {
    /// The channels, in order; empty for the usual order.
    pub channels: Vec<String>,
    /// A mailbox in place of the organisation's.
    pub mail: Option<String>,
    /// A telephone number in place of the organisation's.
    pub phone: Option<String>,
    /// Who is told in his place.
    pub deputy: Option<PersonName>,
    /// Until this day, as 20200420.
    pub deputy_until: Option<i64>,
}

/// A message a person reads when signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxMessage {
    /// The identity of the notification.
    pub id: String,
    /// Whose.
    pub person: PersonName,
    /// One line.
    pub subject: String,
    /// The text.
    pub body: String,
    /// Since when.
    pub at: Moment,
    /// When it was read.
    pub read_at: Option<Moment>,
}

/// A notice on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperNotice {
    /// The identity of the notification.
    pub id: String,
    /// Its case.
    pub case: Option<CaseId>,
    /// The office that hands it over.
    pub office: OfficeName,
    /// One line.
    pub subject: String,
    /// HTML, A4.
    pub page: String,
    /// Since when it waits.
    pub at: Moment,
    /// What was recorded of its delivery.
    pub delivered: Option<PaperDelivered>,
}

/// 送达回证
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperDelivered {
    /// The day, as 20200420.
    pub on: i64,
    /// `signature`, `thumbprint`, `witness` or `proxy`.
    pub proof: String,
    /// Who received or witnessed it.
    pub receiver: String,
    /// What else there is to say.
    pub note: Option<String>,
    /// Who recorded it.
    pub by: PersonName,
    /// When.
    pub at: Moment,
}

/// An address that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// `person:NAME`, or `applicant:CASE`.
    pub recipient: String,
    /// The channel that failed.
    pub channel: String,
    /// The office that puts it right.
    pub office: OfficeName,
    /// What was said.
    pub reason: String,
    /// Since when.
    pub opened_at: Moment,
}

impl Store {
    /// How a person wants to be told. System only: no scope.
    pub async fn preference(&self, person: &PersonName) -> Result<Option<Preference>> {
        let row = preference::Entity::find_by_id(person.as_str()).one(&self.reader).await?;
        Ok(row.map(|row| Preference {
            channels: serde_json::from_str(&row.channels).unwrap_or_default(),
            mail: row.mail,
            phone: row.phone,
            deputy: row.deputy.map(PersonName::new),
            deputy_until: row.deputy_until,
        }))
    }

    /// Sets how a person wants to be told. System only: no scope.
    pub async fn put_preference(&self, person: &PersonName, wanted: &Preference, at: Moment) -> Result<()> {
        let row = preference::Model {
            person: person.to_string(),
            channels: serde_json::json!(wanted.channels).to_string(),
            mail: wanted.mail.clone(),
            phone: wanted.phone.clone(),
            deputy: wanted.deputy.as_ref().map(ToString::to_string),
            deputy_until: wanted.deputy_until,
            updated_at: at.milliseconds(),
        };
        insert::<preference::Entity>(&self.writer, &[row], IfPresent::Update).await
    }

    /// Puts a message where a person reads it; the same again changes nothing. System only: no scope.
    pub async fn add_message(&self, new: InboxMessage) -> Result<()> {
        let row = message::Model {
            id: new.id,
            person: new.person.to_string(),
            subject: new.subject,
            body: new.body,
            at: new.at.milliseconds(),
            read_at: None,
        };
        insert::<message::Entity>(&self.writer, &[row], IfPresent::Keep).await
    }

    /// The messages of a person, the newest first. System only: no scope.
    pub async fn messages(&self, person: &PersonName, unread: bool, limit: u64) -> Result<Vec<InboxMessage>> {
        let mut find = message::Entity::find()
            .filter(message::Column::Person.eq(person.as_str()))
            .order_by_desc(message::Column::At)
            .order_by_desc(message::Column::Id)
            .limit(Ord::min(limit, ROWS_MAX));
        if unread {
            find = find.filter(message::Column::ReadAt.is_null());
        }
        Ok(find.all(&self.reader).await?.into_iter().map(InboxMessage::from).collect())
    }

    /// Marks a message of a person as read. Answers whether he has such a message. System only: no scope.
    pub async fn read_message(&self, person: &PersonName, id: &str, at: Moment) -> Result<bool> {
        let first = Expr::col(message::Column::ReadAt).if_null(at.milliseconds());
        let update = Query::update()
            .table(message::Entity)
            .value(message::Column::ReadAt, first)
            .and_where(Expr::col(message::Column::Id).eq(id))
            .and_where(Expr::col(message::Column::Person).eq(person.as_str()))
            .take();
        Ok(self.writer.execute(&update).await?.rows_affected() > 0)
    }

    /// Opens a notice on paper; the same again changes nothing. System only: no scope.
    pub async fn add_paper(&self, new: PaperNotice) -> Result<()> {
        let row = paper::Model {
            id: new.id,
            case_id: new.case.map(|case| case.0),
            office: new.office.to_string(),
            subject: new.subject,
            page: new.page,
            at: new.at.milliseconds(),
            delivered_on: 0,
            proof: None,
            receiver: None,
            note: None,
            recorded_by: None,
            recorded_at: None,
        };
        insert::<paper::Entity>(&self.writer, &[row], IfPresent::Keep).await
    }

    /// The notices on paper within scope: those to be handed over, or all; the oldest first.
    pub async fn papers(&self, scope: &Scope, open: bool, limit: u64) -> Result<Vec<PaperNotice>> {
        let mut select = Query::select();
        select
            .columns(<paper::Column as sea_orm::Iterable>::iter())
            .from(paper::Entity)
            .cond_where(scope.holds((paper::Entity, paper::Column::Office)))
            .order_by(paper::Column::At, Order::Asc)
            .order_by(paper::Column::Id, Order::Asc)
            .limit(Ord::min(limit, ROWS_MAX));
        if open {
            select.and_where(Expr::col(paper::Column::DeliveredOn).eq(0));
        }
        let rows = self.reader.query_all(&select).await?;
        rows.iter().map(|row| Ok(PaperNotice::from(paper::Model::from_query_result(row, "")?))).collect()
    }

    /// A notice on paper within scope.
    pub async fn paper(&self, scope: &Scope, id: &str) -> Result<Option<PaperNotice>> {
        let select = Query::select()
            .columns(<paper::Column as sea_orm::Iterable>::iter())
            .from(paper::Entity)
            .cond_where(scope.holds((paper::Entity, paper::Column::Office)))
            .and_where(Expr::col(paper::Column::Id).eq(id))
            .take();
        let row = self.reader.query_one(&select).await?;
        Ok(row.map(|row| paper::Model::from_query_result(&row, "")).transpose()?.map(PaperNotice::from))
    }

    /// Records that a notice was handed over, once. Answers whether it was still open. System only: no scope.
    pub async fn record_paper(&self, id: &str, delivered: &PaperDelivered) -> Result<bool> {
        let update = Query::update()
            .table(paper::Entity)
            .value(paper::Column::DeliveredOn, delivered.on)
            .value(paper::Column::Proof, delivered.proof.as_str())
            .value(paper::Column::Receiver, delivered.receiver.as_str())
            .value(paper::Column::Note, delivered.note.clone())
            .value(paper::Column::RecordedBy, delivered.by.as_str())
            .value(paper::Column::RecordedAt, delivered.at.milliseconds())
            .and_where(Expr::col(paper::Column::Id).eq(id))
            .and_where(Expr::col(paper::Column::DeliveredOn).eq(0))
            .take();
        Ok(self.writer.execute(&update).await?.rows_affected() > 0)
    }

    /// Opens the correction of an address; one that is open stays. System only: no scope.
    pub async fn open_correction(&self, new: Correction) -> Result<()> {
        let row = correction::Model {
            recipient: new.recipient,
            channel: new.channel,
            office: new.office.to_string(),
            reason: new.reason.replace('\0', ""),
            opened_at: new.opened_at.milliseconds(),
        };
        insert::<correction::Entity>(&self.writer, &[row], IfPresent::Keep).await
    }

    /// The addresses to be put right within scope, and those of a person himself; the oldest first.
    pub async fn corrections(&self, scope: &Scope, own: Option<&PersonName>, limit: u64) -> Result<Vec<Correction>> {
        let mut which = sea_orm::Condition::any().add(scope.holds((correction::Entity, correction::Column::Office)));
        if let Some(own) = own {
            let own = recipient(&Addressee::Person(own.clone()));
            which = which.add(Expr::col((correction::Entity, correction::Column::Recipient)).eq(own));
        }
        let select = Query::select()
            .columns(<correction::Column as sea_orm::Iterable>::iter())
            .from(correction::Entity)
            .cond_where(which)
            .order_by(correction::Column::OpenedAt, Order::Asc)
            .limit(Ord::min(limit, ROWS_MAX))
            .take();
        let rows = self.reader.query_all(&select).await?;
        let rows = rows.iter().map(|row| correction::Model::from_query_result(row, ""));
        rows.map(|row| row.map(Correction::from).map_err(Into::into)).collect()
    }

    /// The channels whose address of a recipient is to be put right. System only: no scope.
    pub async fn doubted_channels(&self, recipient: &str) -> Result<Vec<String>> {
        let rows =
            correction::Entity::find().filter(correction::Column::Recipient.eq(recipient)).all(&self.reader).await?;
        Ok(rows.into_iter().map(|row| row.channel).collect())
    }

    /// Closes the corrections of a recipient: his address was put right. System only: no scope.
    pub async fn close_corrections(&self, recipient: &str) -> Result<u64> {
        let delete = Query::delete()
            .from_table(correction::Entity)
            .and_where(Expr::col(correction::Column::Recipient).eq(recipient))
            .take();
        Ok(self.writer.execute(&delete).await?.rows_affected())
    }

    /// Counts a message that left by a channel on a day. System only: no scope.
    pub async fn count_sent(&self, channel: &str, on: Date) -> Result<()> {
        let row = channel_day::Model { channel: channel.to_owned(), day: day_number(on), sent: 0 };
        insert::<channel_day::Entity>(&self.writer, &[row], IfPresent::Keep).await?;
        let update = Query::update()
            .table(channel_day::Entity)
            .value(channel_day::Column::Sent, Expr::col(channel_day::Column::Sent).add(1))
            .and_where(Expr::col(channel_day::Column::Channel).eq(channel))
            .and_where(Expr::col(channel_day::Column::Day).eq(day_number(on)))
            .take();
        self.writer.execute(&update).await?;
        Ok(())
    }

    /// How many left by a channel on a day. System only: no scope.
    pub async fn sent_on(&self, channel: &str, on: Date) -> Result<u32> {
        let key = (channel.to_owned(), day_number(on));
        let row = channel_day::Entity::find_by_id(key).one(&self.writer).await?;
        Ok(row.and_then(|row| u32::try_from(row.sent).ok()).unwrap_or(0))
    }
}

impl From<message::Model> for InboxMessage {
    fn from(row: message::Model) -> Self {
        Self {
            id: row.id,
            person: PersonName::new(row.person),
            subject: row.subject,
            body: row.body,
            at: Moment::from_milliseconds(row.at),
            read_at: row.read_at.map(Moment::from_milliseconds),
        }
    }
}

impl From<paper::Model> for PaperNotice {
    fn from(row: paper::Model) -> Self {
        let delivered = (row.delivered_on > 0).then(|| PaperDelivered {
            on: row.delivered_on,
            proof: row.proof.unwrap_or_default(),
            receiver: row.receiver.unwrap_or_default(),
            note: row.note,
            by: PersonName::new(row.recorded_by.unwrap_or_default()),
            at: Moment::from_milliseconds(row.recorded_at.unwrap_or_default()),
        });
        Self {
            id: row.id,
            case: row.case_id.map(CaseId),
            office: OfficeName::new(row.office),
            subject: row.subject,
            page: row.page,
            at: Moment::from_milliseconds(row.at),
            delivered,
        }
    }
}

impl From<correction::Model> for Correction {
    fn from(row: correction::Model) -> Self {
        Self {
            recipient: row.recipient,
            channel: row.channel,
            office: OfficeName::new(row.office),
            reason: row.reason,
            opened_at: Moment::from_milliseconds(row.opened_at),
        }
    }
}
