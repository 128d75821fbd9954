//! Running numbers of cases within process, office and year. Without gaps: they go with the group that took them.
//!
//! A group reads where a sequence stands once, counts in memory, and writes where it came to with everything else.

use definition::name::{OfficeName, ProcessName};
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, Value};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, QueryFilter};

use crate::batch::Batch;
use crate::entities::number_sequence::{Column, Entity, Model};
use crate::error::{Result, StorageError};
use crate::group::Group;
use crate::row::whole;
use crate::statement::{IfPresent, padded, values};

/// The number of the PostgreSQL lock under which one group at a time takes numbers.
const NUMBERS_LOCK: i64 = 0x0064_6f75_6e6f;
/// The parts of a sequence's key.
const KEY_COLUMNS: usize = 3;

/// What is numbered in a row of its own: the cases of a process, at an office, in a year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NumberSequence {
    /// Of which process.
    pub process: ProcessName,
    /// At which office.
    pub office: OfficeName,
    /// In which year.
    pub year: i32,
}

/// How far a sequence has come.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Given {
    last: u64,
    is_moved: bool,
}

impl Group {
    /// Reads where sequences stand, all at once, for the numbers that will be asked for. System only: no scope.
    pub async fn expect_numbers(&mut self, sequences: impl IntoIterator<Item = NumberSequence>) -> Result<()> {
        let mut unknown: Vec<NumberSequence> =
            sequences.into_iter().filter(|sequence| !self.numbers.contains_key(sequence)).collect();
        unknown.sort_unstable();
        unknown.dedup();
        if unknown.is_empty() {
            return Ok(());
        }
        self.take_turn().await?;
        let keys: Vec<Vec<Value>> = unknown.iter().map(key).collect();
        self.numbers.extend(unknown.into_iter().map(|sequence| (sequence, Given::default())));
        for chunk in padded(&keys, KEY_COLUMNS) {
            let all = Expr::tuple([Expr::col(Column::Process), Expr::col(Column::Office), Expr::col(Column::Year)]);
            for row in Entity::find().filter(all.in_subquery(values(chunk))).all(&self.transaction).await? {
                let (sequence, last) = read(row)?;
                self.numbers.insert(sequence, Given { last, is_moved: false });
            }
        }
        Ok(())
    }

    /// The number that comes next in a sequence; it is not taken yet. System only: no scope.
    pub async fn next_number(&mut self, sequence: &NumberSequence) -> Result<u64> {
        self.expect_numbers([sequence.clone()]).await?;
        Ok(self.numbers.get(sequence).map_or(0, |given| given.last) + 1)
    }

    /// Takes the number that [`Group::next_number`] answered. It is used up once the group is committed.
    pub fn take_number(&mut self, sequence: &NumberSequence) {
        let given = self.numbers.entry(sequence.clone()).or_default();
        *given = Given { last: given.last + 1, is_moved: true };
    }

    /// On PostgreSQL one group at a time takes numbers, and makes people, from its first until it ends. A group takes numbers
    /// of many offices, and people after them, so two groups would meet in a ring and wait for each other; and what one has
    /// read the other must not change.
    pub(crate) async fn take_turn(&mut self) -> Result<()> {
        if self.takes_numbers || self.transaction.get_database_backend() != DbBackend::Postgres {
            return Ok(());
        }
        let lock = Func::cust("pg_advisory_xact_lock").arg(NUMBERS_LOCK);
        self.transaction.query_one(&Query::select().expr(lock).take()).await?;
        self.takes_numbers = true;
        Ok(())
    }

    /// Whether a number was taken that is not written yet.
    pub(crate) fn has_moved_numbers(&self) -> bool {
        self.numbers.values().any(|given| given.is_moved)
    }

    /// Writes where the sequences came to.
    pub(crate) fn write_numbers(&mut self, batch: &mut Batch) -> Result<()> {
        let moved = self.numbers.iter().filter(|(_, given)| given.is_moved);
        let rows = moved.map(|(sequence, given)| Model {
            process: sequence.process.to_string(),
            office: sequence.office.to_string(),
            year: i64::from(sequence.year),
            last: whole(given.last),
        });
        let rows: Vec<Model> = rows.collect();
        self.numbers.values_mut().for_each(|given| given.is_moved = false);
        batch.insert::<Entity>(&rows, IfPresent::Update)
    }
}

fn key(sequence: &NumberSequence) -> Vec<Value> {
    vec![sequence.process.as_str().into(), sequence.office.as_str().into(), i64::from(sequence.year).into()]
}

fn read(row: Model) -> Result<(NumberSequence, u64)> {
    let wrong = |_| StorageError::corrupt("a running number", "its year or number is out of range");
    let (year, last) = (i32::try_from(row.year).map_err(wrong)?, u64::try_from(row.last).map_err(wrong)?);
    Ok((NumberSequence { process: ProcessName::new(row.process), office: OfficeName::new(row.office), year }, last))
}
