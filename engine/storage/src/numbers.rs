//! Running numbers of cases within process, office and year. Without gaps: they go with the group that took them.

use std::collections::BTreeMap;

use definition::name::{OfficeName, ProcessName};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, OnConflict, Query};
use sea_orm::{ConnectionTrait, DbBackend, DbErr};

use crate::entities::number_sequence::{Column, Entity};
use crate::error::{Result, StorageError};
use crate::group::Group;
use crate::row::whole;
use crate::statement::BOUND_VALUES_MAX;

/// The number of the PostgreSQL lock under which one group at a time takes numbers.
const NUMBERS_LOCK: i64 = 0x0064_6f75_6e6f;

/// Numbers wanted from one sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberWanted {
    /// Of which process.
    pub process: ProcessName,
    /// At which office.
    pub office: OfficeName,
    /// In which year.
    pub year: i32,
    /// How many, at least one.
    pub count: u64,
}

type Sequence = (String, String, i64);

impl Group {
    /// Takes numbers; answers the first of each, in the order asked for. The same sequence may be asked for more than once.
    /// System only: no scope.
    pub async fn numbers(&mut self, wanted: &[NumberWanted]) -> Result<Vec<u64>> {
        self.take_turn().await?;
        // Sorted, so that groups of two nodes wait for each other in one order.
        let mut counts: BTreeMap<Sequence, i64> = BTreeMap::new();
        for want in wanted {
            *counts.entry(sequence(want)).or_default() += whole(want.count);
        }
        let mut next = self.advance(&counts).await?;
        wanted.iter().map(|want| first_of(&mut next, want)).collect()
    }

    /// On PostgreSQL one group at a time takes numbers, from its first until it ends. A group takes numbers of many offices in
    /// the order of its commands, and people after them, so two groups would meet in a ring and wait for each other.
    async fn take_turn(&mut self) -> Result<()> {
        if self.takes_numbers || self.transaction.get_database_backend() != DbBackend::Postgres {
            return Ok(());
        }
        let lock = Func::cust("pg_advisory_xact_lock").arg(NUMBERS_LOCK);
        self.transaction.query_one(&Query::select().expr(lock).take()).await?;
        self.takes_numbers = true;
        Ok(())
    }

    /// Moves sequences on; answers the first number of each.
    async fn advance(&mut self, counts: &BTreeMap<Sequence, i64>) -> Result<BTreeMap<Sequence, i64>> {
        let mut first = BTreeMap::new();
        let wanted: Vec<_> = counts.iter().collect();
        for chunk in wanted.chunks(BOUND_VALUES_MAX / 4) {
            let mut insert = Query::insert();
            insert.into_table(Entity).columns([Column::Process, Column::Office, Column::Year, Column::Last]);
            for ((process, office, year), count) in chunk {
                let values = [Expr::val(process), Expr::val(office), Expr::val(*year), Expr::val(**count)];
                insert.values(values).map_err(|error| DbErr::Custom(error.to_string()))?;
            }
            insert.on_conflict(added()).returning_all();
            for row in self.transaction.query_all(&insert).await? {
                let sequence: Sequence =
                    (row.try_get("", "process")?, row.try_get("", "office")?, row.try_get("", "year")?);
                let last: i64 = row.try_get("", "last")?;
                let count = counts.get(&sequence).copied().unwrap_or_default();
                first.insert(sequence, last - count + 1);
            }
        }
        Ok(first)
    }
}

fn sequence(want: &NumberWanted) -> Sequence {
    (want.process.to_string(), want.office.to_string(), i64::from(want.year))
}

fn added() -> OnConflict {
    let sum = Expr::col((Entity, Column::Last)).add(Expr::col((Alias::new("excluded"), Column::Last)));
    let mut conflict = OnConflict::columns([Column::Process, Column::Office, Column::Year]);
    conflict.value(Column::Last, sum);
    conflict
}

fn first_of(next: &mut BTreeMap<Sequence, i64>, want: &NumberWanted) -> Result<u64> {
    let missing = || StorageError::corrupt("a running number", "the database did not answer with it");
    let number = next.get_mut(&sequence(want)).ok_or_else(missing)?;
    let first = *number;
    *number += whole(want.count);
    u64::try_from(first).map_err(|_| missing())
}
