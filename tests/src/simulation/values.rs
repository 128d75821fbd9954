//! What is filled in: valid values at and around bounds and thresholds mostly, sometimes anything, sometimes wrong.

use std::collections::BTreeSet;

use chrono::Datelike;
use definition::expression::Expression;
use definition::identity::check_digit;
use definition::model::{ATTACHMENT_PARTS, Definition, FieldKind, FormItem};
use definition::moment::Moment;
use definition::parameter::Parameters;
use definition::value::Value;
use machine::{Case, FieldInput};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rust_decimal::Decimal;

/// An area code that no division has, so that no number made here is anybody's.
const NOBODYS_AREA: &str = "229901";
/// A threshold is also tried this many times over: per month and year, per person.
const MULTIPLES: [i64; 7] = [1, 2, 3, 4, 6, 12, 36];
/// The most thresholds kept.
const THRESHOLDS_MAX: usize = 400;
/// A number without bounds is at most this, unless a threshold says otherwise.
const NUMBER_MAX: i64 = 40_000;

/// The figures a process may turn on.
pub struct Values {
    thresholds: Vec<Decimal>,
}

impl Values {
    /// Those of its expressions and of the parameters it reads.
    pub fn of(definition: &Definition, parameters: &Parameters) -> Self {
        let mut found = BTreeSet::new();
        for source in sources(definition) {
            found.extend(literals(source));
        }
        for name in &definition.parameters {
            found.extend(parameters.rows(name).filter_map(|row| match &row.value {
                Value::Number(number) | Value::Money(number) => Some(*number),
                _ => None,
            }));
        }
        let multiplied = found.iter().flat_map(|number| MULTIPLES.map(|times| number * Decimal::from(times)));
        let all: BTreeSet<Decimal> = multiplied.collect();
        Self { thresholds: all.into_iter().take(THRESHOLDS_MAX).collect() }
    }

    /// A form filled in: what is wanted, and some of what is not; one in a hundred or so is wrong.
    pub fn form(
        &self,
        definition: &Definition,
        form: &[FormItem],
        case: Option<&Case>,
        now: Moment,
        random: &mut StdRng,
    ) -> FieldInput {
        let mut input = FieldInput::new();
        for item in form {
            let is_set = case.is_some_and(|case| case.fields.contains_key(&item.field));
            let chance = if item.required { if is_set { 0.6 } else { 0.995 } } else { 0.5 };
            if random.random_bool(chance) {
                let kind = &definition.fields.get(&item.field).unwrap().kind;
                input.insert(item.field.clone(), self.value(kind, now, random));
            }
        }
        if random.random_bool(0.01)
            && let Some((name, field)) =
                definition.fields.get_index(random.random_range(0..definition.fields.len().max(1)))
        {
            input.insert(name.clone(), self.value(&field.kind, now, random));
        }
        input
    }

    /// A value of a kind.
    fn value(&self, kind: &FieldKind, now: Moment, random: &mut StdRng) -> Value {
        match kind {
            FieldKind::Boolean => Value::Boolean(random.random_bool(0.7)),
            FieldKind::Integer { min, max } => {
                let number = self.number(min.map(Decimal::from), max.map(Decimal::from), Decimal::ONE, random);
                Value::Number(if random.random_bool(0.995) { number.round() } else { number + Decimal::new(5, 1) })
            }
            FieldKind::Decimal { min, max } => Value::Number(self.number(*min, *max, Decimal::new(1, 2), random)),
            FieldKind::Money { min, max } => {
                let amount = self.number(*min, *max, Decimal::new(1, 2), random);
                Value::Money(if random.random_bool(0.995) { amount.round_dp(2) } else { amount + Decimal::new(1, 3) })
            }
            FieldKind::Percent { min, max } => Value::Number(self.number(*min, *max, Decimal::new(1, 2), random)),
            FieldKind::Text { max, .. } => Value::Text(text(*max, random)),
            FieldKind::Date => Value::Date(day(now, random).date()),
            FieldKind::Month => Value::Month(day(now, random).date().with_day(1).unwrap()),
            FieldKind::Moment => Value::Moment(day(now, random)),
            FieldKind::Choice(options) => Value::Choice(options.choose(random).unwrap().id.clone()),
            FieldKind::IdentityNumber => Value::Text(identity(random)),
            FieldKind::Office => Value::Text(NOBODYS_AREA.to_owned()),
            FieldKind::Attachment => {
                let parts = [Value::Text("a.pdf".to_owned()), Value::Number(1.into()), Value::Text("0".repeat(64))];
                Value::Record(ATTACHMENT_PARTS.map(str::to_owned).into_iter().zip(parts).collect())
            }
            FieldKind::Record(parts) => {
                let parts = parts.iter().map(|part| (part.id.clone(), self.value(&part.kind, now, random)));
                Value::Record(parts.collect())
            }
            FieldKind::List { item, min, max } => {
                let count = random.random_range(*min..=(*max).min(min + 3));
                Value::List((0..count).map(|_| self.value(item, now, random)).collect())
            }
        }
    }

    fn number(&self, min: Option<Decimal>, max: Option<Decimal>, step: Decimal, random: &mut StdRng) -> Decimal {
        let low = min.unwrap_or_default();
        let high = max.unwrap_or_else(|| low + Decimal::from(NUMBER_MAX));
        let within = |number: Decimal| number.max(low).min(high);
        match random.random_range(0..100) {
            0..=39 => {
                let threshold = self.thresholds.choose(random).copied().unwrap_or(low);
                within(threshold + step * Decimal::from(random.random_range(-1..=1)))
            }
            40..=46 => low,
            47..=50 => within(low + step),
            51..=54 => high,
            55 => low - step,
            56 => max.map_or(high, |max| max + step),
            _ => {
                // Small figures are the common ones.
                let share = random.random_range(0.0_f64..1.0).powi(3);
                let span = i64::try_from((high - low).trunc()).unwrap_or(NUMBER_MAX).clamp(0, NUMBER_MAX);
                let offset = (span as f64 * share) as i64;
                within(low.ceil() + Decimal::from(offset))
            }
        }
    }
}

fn text(max: u32, random: &mut StdRng) -> String {
    let length = match random.random_range(0..100) {
        0 => max as usize,
        1 => max as usize + 1,
        2 => 0,
        _ => random.random_range(1..=(max as usize).min(8)),
    };
    let letters: Vec<char> = "张王李赵因病停工无收入abc \"'".chars().collect();
    (0..length).map(|_| *letters.choose(random).unwrap()).collect()
}

/// A moment within half a year, mostly within a week.
fn day(now: Moment, random: &mut StdRng) -> Moment {
    const HOUR: i64 = 3_600_000;
    let hours =
        if random.random_bool(0.7) { random.random_range(-168..168) } else { random.random_range(-4_400..4_400) };
    now.plus_milliseconds(hours * HOUR)
}

fn identity(random: &mut StdRng) -> String {
    let (year, month, day) =
        (random.random_range(1930..2020), random.random_range(1..=12), random.random_range(1..=28));
    let digits = format!("{NOBODYS_AREA}{year:04}{month:02}{day:02}{:03}", random.random_range(0..1_000));
    let check = char::from(check_digit(digits.as_bytes()));
    match random.random_range(0..200) {
        0 => format!("{digits}?"),
        _ => format!("{digits}{check}"),
    }
}

/// Every expression of a process, as written.
fn sources(definition: &Definition) -> Vec<&str> {
    let tables = definition.tables.values().flat_map(definition::table::Table::expressions).map(Expression::source);
    let formulas = definition.values.values().map(|formula| formula.expression.source()).chain(tables);
    let effects = definition.effects().flat_map(|effect| effect.expressions()).map(|expression| expression.source());
    let states = definition.states.values().filter_map(|state| state.working());
    let guards = states.flat_map(|working| working.branches()).filter_map(|branch| branch.when.as_ref());
    let start = definition.start.when.iter();
    let guards = guards.chain(start).map(|expression| expression.source());
    formulas.chain(effects).chain(guards).collect()
}

/// The numbers written in an expression.
fn literals(source: &str) -> Vec<Decimal> {
    let words = source.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.' && letter != '_');
    words.filter_map(|word| word.trim_end_matches('.').parse().ok()).collect()
}
