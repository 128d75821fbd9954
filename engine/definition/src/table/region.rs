//! The values a column can have, cut into pieces at every place where some cell begins or ends to hold: within a piece no cell
//! tells two values apart, so that a table is judged whole by looking at one value of each.

use std::cmp::Ordering;

use chrono::Datelike;
use rust_decimal::Decimal;

use super::{Input, Table};
use crate::expression::{Bound, Cell, Passes, Test};
use crate::value::{Type, Value};

const MONTHS_PER_YEAR: i64 = 12;

/// A column: its pieces, and which of them each row's cell lets pass.
pub(crate) struct Column {
    /// One value of each piece, as an author would write it.
    pub examples: Vec<String>,
    /// By row: which pieces pass.
    pub passes: Vec<Vec<bool>>,
}

/// Why a column cannot be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unproved {
    /// Which column, from 0.
    pub column: usize,
}

/// A place on the line of a column's values.
#[derive(Clone, Debug, PartialEq)]
enum Point {
    Number(Decimal),
    Term(String),
}

/// A piece of the line: a point, or what lies between two.
#[derive(Clone, Debug, PartialEq)]
enum Piece {
    At(Point),
    Between(Option<Point>, Option<Point>),
}

/// Every column of a table, or the first that cannot be judged.
pub(crate) fn columns(table: &Table) -> Result<Vec<Column>, Unproved> {
    let judged = table.inputs.iter().enumerate().map(|(at, input)| {
        let cells: Vec<&Cell> = table.rows.iter().map(|row| &row.cells[at]).collect();
        column(input, &cells).ok_or(Unproved { column: at })
    });
    judged.collect()
}

fn column(input: &Input, cells: &[&Cell]) -> Option<Column> {
    let asked: Vec<Passes> = cells.iter().map(|cell| cell.allows()).collect();
    let scale = Scale { of: input.expression.result_type(), bounds: input.expression.bounds(), step: input.step };
    cut(&scale, &asked)
}

/// How the values of something lie: their type, between which (both included), and the least by which two differ.
pub(crate) struct Scale<'s> {
    pub of: &'s Type,
    pub bounds: (Option<Decimal>, Option<Decimal>),
    pub step: Option<Decimal>,
}

/// The values of something cut into pieces between which nothing that is asked tells a difference; none if it cannot be told.
pub(crate) fn cut(scale: &Scale<'_>, asked: &[Passes]) -> Option<Column> {
    if asked.contains(&Passes::Unknown) {
        return None;
    }
    match scale.of {
        Type::Boolean => named(asked, vec![Value::Boolean(true), Value::Boolean(false)], None),
        Type::Choice(options) => named(asked, options.iter().cloned().map(Value::Choice).collect(), None),
        Type::Text => {
            let mentioned = mentioned(asked)?;
            named(asked, mentioned, Some("…".to_owned()))
        }
        Type::Number | Type::Money | Type::Date | Type::Moment | Type::Month => line(scale, asked),
        Type::Duration | Type::Record(_) | Type::List(_) => None,
    }
}

/// A column of values that have no order: each is a piece, and perhaps all others together.
fn named(asked: &[Passes], values: Vec<Value>, others: Option<String>) -> Option<Column> {
    let quoted = |value: &Value| match value {
        Value::Text(text) => format!("\"{text}\""),
        value => value.shown(),
    };
    let examples = values.iter().map(quoted).chain(others.clone()).collect();
    let mut passes = Vec::new();
    for asked in asked {
        let mut row: Vec<bool> = Vec::new();
        for value in values.iter().map(Some).chain(others.iter().map(|_| None)) {
            row.push(passes_named(asked, value)?);
        }
        passes.push(row);
    }
    Some(Column { examples, passes })
}

/// Whether a value passes; none stands for a text no cell mentions.
fn passes_named(asked: &Passes, value: Option<&Value>) -> Option<bool> {
    let is = |test: &Test| match test {
        Test::Equal(Bound::Value(wanted)) => Some(Some(wanted) == value),
        Test::Different(Bound::Value(wanted)) => Some(Some(wanted) != value),
        Test::Equal(Bound::Term(_)) | Test::Different(Bound::Term(_)) | Test::Between(..) => None,
    };
    any(asked, is)
}

/// Whether some test, or none of those forbidden, holds.
fn any(asked: &Passes, holds: impl Fn(&Test) -> Option<bool>) -> Option<bool> {
    let one_of = |tests: &[Test]| {
        let held: Option<Vec<bool>> = tests.iter().map(&holds).collect();
        held.map(|held| held.contains(&true))
    };
    match asked {
        Passes::Everything => Some(true),
        Passes::Any(tests) => one_of(tests),
        Passes::None(tests) => one_of(tests).map(|held| !held),
        Passes::Unknown => None,
    }
}

fn mentioned(asked: &[Passes]) -> Option<Vec<Value>> {
    let mut found = Vec::new();
    for test in asked.iter().flat_map(tests) {
        let (Test::Equal(Bound::Value(value)) | Test::Different(Bound::Value(value))) = test else { return None };
        if !found.contains(value) {
            found.push(value.clone());
        }
    }
    Some(found)
}

fn tests(asked: &Passes) -> &[Test] {
    match asked {
        Passes::Any(tests) | Passes::None(tests) => tests,
        Passes::Everything | Passes::Unknown => &[],
    }
}

/// A column of values in order: the points its cells name, and what lies between them, within the column's own bounds.
fn line(scale: &Scale<'_>, asked: &[Passes]) -> Option<Column> {
    let (of, (low, high)) = (scale.of, scale.bounds);
    let step = scale.step.or(matches!(of, Type::Date | Type::Month).then_some(Decimal::ONE));
    let ruler = Ruler { of, low, high, step };
    let points = points(asked)?;
    let pieces: Vec<Piece> = pieces(points).into_iter().filter(|piece| ruler.has(piece)).collect();
    let passes = asked.iter().map(|asked| {
        let row = pieces.iter().map(|piece| any(asked, |test| Some(covers(test, piece))));
        row.collect::<Option<Vec<bool>>>()
    });
    let passes = passes.collect::<Option<Vec<_>>>()?;
    Some(Column { examples: pieces.iter().map(|piece| ruler.example(piece)).collect(), passes })
}

/// The points in order. Of values known only in a case there may be one, and then nothing else: how two of them lie to
/// each other nobody can tell.
fn points(asked: &[Passes]) -> Option<Vec<Point>> {
    let mut found: Vec<Point> = Vec::new();
    for test in asked.iter().flat_map(tests) {
        let bounds = match test {
            Test::Equal(at) | Test::Different(at) => vec![at],
            Test::Between(low, high) => low.iter().chain(high).map(|limit| &limit.at).collect(),
        };
        for bound in bounds {
            let point = point(bound)?;
            if !found.contains(&point) {
                found.push(point);
            }
        }
    }
    let terms = found.iter().filter(|point| matches!(point, Point::Term(_))).count();
    if terms > 1 || (terms == 1 && found.len() > 1) {
        return None;
    }
    found.sort_by(order);
    Some(found)
}

fn point(bound: &Bound) -> Option<Point> {
    match bound {
        Bound::Value(value) => number(value).map(Point::Number),
        Bound::Term(term) => Some(Point::Term(term.clone())),
    }
}

/// A value as a number of its type's own unit: days for dates and months, milliseconds for moments.
fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) | Value::Money(number) => Some(*number),
        Value::Date(date) => Some(day_number(*date).into()),
        Value::Month(first) => Some((i64::from(first.year()) * MONTHS_PER_YEAR + i64::from(first.month0())).into()),
        Value::Moment(moment) => Some(moment.milliseconds().into()),
        Value::Boolean(_)
        | Value::Text(_)
        | Value::Choice(_)
        | Value::Record(_)
        | Value::List(_)
        | Value::Sealed(_) => None,
    }
}

fn day_number(date: crate::moment::Date) -> i64 {
    date.signed_duration_since(crate::moment::Date::default()).num_days()
}

fn order(one: &Point, other: &Point) -> Ordering {
    match (one, other) {
        (Point::Number(one), Point::Number(other)) => one.cmp(other),
        (Point::Term(_), Point::Number(_)) | (Point::Number(_), Point::Term(_)) | (Point::Term(_), Point::Term(_)) => {
            Ordering::Equal
        }
    }
}

fn pieces(points: Vec<Point>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut before = None;
    for point in points {
        pieces.push(Piece::Between(before, Some(point.clone())));
        pieces.push(Piece::At(point.clone()));
        before = Some(point);
    }
    pieces.push(Piece::Between(before, None));
    pieces
}

/// Whether a test holds of every value of a piece; of others it holds of none.
fn covers(test: &Test, piece: &Piece) -> bool {
    let equal = |at: &Bound| matches!(piece, Piece::At(here) if point(at).as_ref() == Some(here));
    match test {
        Test::Equal(at) => equal(at),
        Test::Different(at) => !equal(at),
        Test::Between(low, high) => {
            let above = low
                .as_ref()
                .is_none_or(|limit| point(&limit.at).is_some_and(|at| is_above(piece, &at, limit.included)));
            let below = high
                .as_ref()
                .is_none_or(|limit| point(&limit.at).is_some_and(|at| is_below(piece, &at, limit.included)));
            above && below
        }
    }
}

fn is_above(piece: &Piece, at: &Point, included: bool) -> bool {
    match piece {
        Piece::At(here) if here == at => included,
        Piece::At(here) => order(here, at).is_gt(),
        Piece::Between(Some(low), _) => low == at || order(low, at).is_gt(),
        Piece::Between(None, _) => false,
    }
}

fn is_below(piece: &Piece, at: &Point, included: bool) -> bool {
    match piece {
        Piece::At(here) if here == at => included,
        Piece::At(here) => order(here, at).is_lt(),
        Piece::Between(_, Some(high)) => high == at || order(high, at).is_lt(),
        Piece::Between(_, None) => false,
    }
}

/// How the values of a column lie: their type, between which, and how far apart.
struct Ruler<'t> {
    of: &'t Type,
    low: Option<Decimal>,
    high: Option<Decimal>,
    step: Option<Decimal>,
}

impl Ruler<'_> {
    /// Whether the column can have a value in this piece.
    fn has(&self, piece: &Piece) -> bool {
        match piece {
            Piece::At(Point::Number(at)) => {
                self.low.is_none_or(|low| *at >= low) && self.high.is_none_or(|high| *at <= high) && self.on_step(*at)
            }
            Piece::Between(low, high) if !is_term(low) && !is_term(high) => self.inside(piece).is_some(),
            Piece::At(Point::Term(_)) | Piece::Between(..) => true,
        }
    }

    fn on_step(&self, at: Decimal) -> bool {
        self.step.and_then(|step| at.checked_rem(step)).is_none_or(|rest| rest.is_zero())
    }

    /// A value strictly inside a piece, the plainest there is.
    fn inside(&self, piece: &Piece) -> Option<Decimal> {
        let Piece::Between(low, high) = piece else { return None };
        let (above, below) = (as_number(low), as_number(high));
        let fits = |value: &Decimal| {
            above.is_none_or(|low| *value > low)
                && below.is_none_or(|high| *value < high)
                && self.low.is_none_or(|low| *value >= low)
                && self.high.is_none_or(|high| *value <= high)
                && self.on_step(*value)
        };
        self.guesses(above, below).into_iter().find(fits)
    }

    /// Values worth trying, the plainest first; the last of them is inside if anything is.
    fn guesses(&self, above: Option<Decimal>, below: Option<Decimal>) -> Vec<Decimal> {
        let step = self.step.unwrap_or(Decimal::ONE);
        let next = |at: Decimal| at.checked_div(step)?.floor().checked_add(Decimal::ONE)?.checked_mul(step);
        let before = |at: Decimal| at.checked_div(step)?.ceil().checked_sub(Decimal::ONE)?.checked_mul(step);
        let middle = above
            .or(self.low)
            .zip(below.or(self.high))
            .and_then(|(low, high)| low.checked_add(high).map(|sum| sum / Decimal::TWO));
        let mut guesses: Vec<Decimal> = Vec::new();
        guesses.extend(above.and_then(next));
        guesses.extend(self.low.filter(|_| above.is_none()));
        guesses.extend(below.and_then(before));
        guesses.extend([Decimal::ZERO, Decimal::ONE]);
        guesses.extend(self.low);
        guesses.extend(self.high);
        if self.step.is_none() {
            guesses.extend(middle.map(|middle| middle.round()));
            guesses.extend(middle.map(|middle| middle.round_dp(2)));
            guesses.extend(middle);
        }
        guesses
    }

    fn example(&self, piece: &Piece) -> String {
        match piece {
            Piece::At(Point::Number(at)) => self.shown(*at),
            Piece::At(Point::Term(term)) => term.clone(),
            Piece::Between(low, high) => match (low, high) {
                (Some(Point::Term(term)), _) => format!("> {term}"),
                (_, Some(Point::Term(term))) => format!("< {term}"),
                (_, _) => self.inside(piece).map_or_else(|| "…".to_owned(), |value| self.shown(value)),
            },
        }
    }

    /// A number of the column's unit as an author writes it.
    fn shown(&self, at: Decimal) -> String {
        let day = || i64::try_from(at.floor()).ok().and_then(chrono::TimeDelta::try_days);
        let date = || day().and_then(|days| crate::moment::Date::default().checked_add_signed(days));
        match self.of {
            Type::Money => Value::Money(at).shown(),
            Type::Date => date().map_or_else(|| at.to_string(), |date| date.to_string()),
            Type::Month => month(at).map_or_else(|| at.to_string(), |first| Value::Month(first).shown()),
            Type::Moment => i64::try_from(at.floor())
                .map_or_else(|_| at.to_string(), |at| crate::moment::Moment::from_milliseconds(at).shown()),
            _ => at.normalize().to_string(),
        }
    }
}

fn month(index: Decimal) -> Option<crate::moment::Date> {
    let index = i64::try_from(index.floor()).ok()?;
    let year = i32::try_from(index.div_euclid(MONTHS_PER_YEAR)).ok()?;
    let month = u32::try_from(index.rem_euclid(MONTHS_PER_YEAR)).ok()? + 1;
    crate::moment::Date::from_ymd_opt(year, month, 1)
}

fn is_term(point: &Option<Point>) -> bool {
    matches!(point, Some(Point::Term(_)))
}

fn as_number(point: &Option<Point>) -> Option<Decimal> {
    match point {
        Some(Point::Number(at)) => Some(*at),
        Some(Point::Term(_)) | None => None,
    }
}
