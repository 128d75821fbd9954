//! 管辖范围: the single place where a query is held to the offices somebody answers for.

use chrono::Datelike;
use definition::moment::Date;
use definition::name::OfficeName;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, IntoColumnRef, Query, SelectStatement};

use crate::entities::office_closure::{Column, Entity};

/// Whose rows a query may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everything: time, delivery, verification and the operator's own commands.
    System,
    /// These offices and all that lies below them on a day. No offices see nothing.
    Offices {
        /// The offices answered for.
        roots: Vec<OfficeName>,
        /// The day whose organisation counts.
        on: Date,
    },
}

impl Scope {
    /// The condition that the office in a column lies within. Rows out of scope and rows that are not there are then the same.
    pub(crate) fn holds(&self, office: impl IntoColumnRef) -> Condition {
        match self {
            Scope::System => Condition::all(),
            Scope::Offices { roots, on } => {
                Condition::all().add(Expr::col(office.into_column_ref()).in_subquery(offices_below(roots, *on)))
            }
        }
    }
}

fn offices_below(roots: &[OfficeName], on: Date) -> SelectStatement {
    let within = Alias::new("within");
    let column = |column: Column| Expr::col((within.clone(), column));
    Query::select()
        .column((within.clone(), Column::Descendant))
        .from_as(Entity, within.clone())
        .and_where(column(Column::Ancestor).is_in(roots.iter().map(OfficeName::as_str)))
        .and_where(column(Column::FromDay).lte(day_number(on)))
        .and_where(column(Column::UntilDay).gt(day_number(on)))
        .take()
}

/// A day as stored: 20200420.
pub fn day_number(date: Date) -> i64 {
    i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_stored_so_that_their_order_is_that_of_numbers() {
        let day = Date::from_ymd_opt(2020, 4, 20).unwrap();
        assert_eq!(day_number(day), 20_200_420);
        assert!(day_number(day) < day_number(Date::from_ymd_opt(2021, 1, 1).unwrap()));
    }
}
