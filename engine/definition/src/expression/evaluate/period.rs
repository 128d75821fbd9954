//! Dates and moments moved by a duration. Months and years end on the corresponding day, or on the last day of a shorter
//! month: 31 January and one month is the last of February.

use chrono::{Datelike, Days, Months};
use rust_decimal::Decimal;

use super::super::facts::Failure;
use super::super::limits::{YEAR_MAX, YEAR_MIN};
use super::super::node::{Direction, Node, NodeKind, Unit};
use super::taken::{invalid, unusable};
use super::{Evaluation, Outcome, overflow};
use crate::moment::{Date, Moment};
use crate::value::{Type, Value};

const MONTHS_PER_YEAR: i64 = 12;
const MILLISECONDS_PER_HOUR: i64 = 3_600_000;
/// More hours than the calendar has.
const HOURS_MAX: i64 = 100_000_000;

/// A duration: so many of a unit, negative for earlier.
struct Period {
    unit: Unit,
    count: i64,
}

impl Evaluation<'_> {
    pub(super) fn shift(&mut self, base: &Node, direction: Direction, period: &Node, node: &Node) -> Outcome {
        if base.of == Type::Date {
            let date = self.date(base)?;
            let period = self.period(period)?.towards(direction);
            return move_date(date, &period).map(Value::Date).ok_or_else(|| overflow(node));
        }
        if base.of == Type::Month {
            let Value::Month(first) = self.value(base)? else { return Err(unusable(base)) };
            let period = self.period(period)?.towards(direction);
            return move_date(first, &period).map(Value::Month).ok_or_else(|| overflow(node));
        }
        let moment = self.moment(base)?;
        let period = self.period(period)?.towards(direction);
        move_moment(moment, &period).map(Value::Moment).ok_or_else(|| overflow(node))
    }

    pub(super) fn days_between(&mut self, later: &Node, earlier: &Node) -> Outcome {
        let days = self.date(later)?.signed_duration_since(self.date(earlier)?).num_days();
        Ok(Value::Number(days.into()))
    }

    fn period(&mut self, node: &Node) -> Result<Period, Failure> {
        self.spend(1, node.span)?;
        if let NodeKind::If(branches) = &node.kind {
            let holds = self.boolean(&branches.condition)?;
            return self.period(if holds { &branches.yes } else { &branches.no });
        }
        let NodeKind::Period(unit, count) = &node.kind else { return Err(unusable(node)) };
        let number = self.decimal(count)?;
        whole(number, count).map(|count| Period { unit: *unit, count })
    }
}

fn whole(number: Decimal, node: &Node) -> Result<i64, Failure> {
    if !number.fract().is_zero() {
        let shown = number.normalize();
        return Err(invalid(
            node,
            format!("时长要用整数，得到的是 {shown}"),
            format!("a duration is a whole number of its unit, not {shown}"),
        ));
    }
    i64::try_from(number).map_err(|_| overflow(node))
}

impl Period {
    fn towards(self, direction: Direction) -> Self {
        match direction {
            Direction::Later => self,
            Direction::Earlier => Period { count: self.count.saturating_neg(), ..self },
        }
    }
}

fn move_date(date: Date, period: &Period) -> Option<Date> {
    let moved = match period.unit {
        // The checker lets hours meet moments only.
        Unit::Hours => return None,
        Unit::Days => move_days(date, period.count),
        Unit::Months => move_months(date, period.count),
        Unit::Years => move_months(date, period.count.checked_mul(MONTHS_PER_YEAR)?),
    }?;
    (YEAR_MIN..=YEAR_MAX).contains(&moved.year()).then_some(moved)
}

fn move_days(date: Date, count: i64) -> Option<Date> {
    let days = Days::new(count.unsigned_abs());
    if count < 0 { date.checked_sub_days(days) } else { date.checked_add_days(days) }
}

fn move_months(date: Date, count: i64) -> Option<Date> {
    let months = Months::new(u32::try_from(count.unsigned_abs()).ok()?);
    if count < 0 { date.checked_sub_months(months) } else { date.checked_add_months(months) }
}

/// Hours are of the clock; days, months and years keep the local time of day.
fn move_moment(moment: Moment, period: &Period) -> Option<Moment> {
    let moved = match period.unit {
        Unit::Hours if period.count.abs() > HOURS_MAX => return None,
        Unit::Hours => moment.plus_milliseconds(period.count * MILLISECONDS_PER_HOUR),
        Unit::Days | Unit::Months | Unit::Years => Moment::local(move_date(moment.date(), period)?, moment.time()),
    };
    (YEAR_MIN..=YEAR_MAX).contains(&moved.date().year()).then_some(moved)
}
