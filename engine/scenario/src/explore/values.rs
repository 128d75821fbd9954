//! What is filled in: valid values, most often at and around the figures the process turns on.

use std::collections::BTreeSet;

use chrono::Datelike;
use definition::expression::Expression;
use definition::identity::check_digit;
use definition::model::{ATTACHMENT_PARTS, Definition, FieldKind, FormItem};
use definition::moment::Moment;
use definition::name::OfficeName;
use definition::parameter::Parameters;
use definition::table::Table;
use definition::value::Value;
use machine::{Case, FieldInput};
use rust_decimal::Decimal;

use super::chance::Chance;
use crate::properties::Property;

/// An area code that no division has, so that no number made here is anybody's.
const NOBODYS_AREA: &str = "229901";
/// A figure is also tried this many times over: per month and year, per person.
const MULTIPLES: [i64; 7] = [1, 2, 3, 4, 6, 12, 36];
/// The most figures kept.
const FIGURES_MAX: usize = 400;
/// A number without bounds is at most this far from its least, unless a figure says otherwise.
const SPAN_MAX: i64 = 40_000;
/// The most characters of a text made here.
const TEXT_CHARACTERS_MAX: u32 = 6;
/// The most items a list has beyond its fewest.
const ITEMS_MORE_MAX: i64 = 3;
/// A figure of at most so many is also tried as a number of days from today.
const DAYS_MAX: i64 = 4_000;
const DAY_MILLISECONDS: i64 = 86_400_000;

/// The figures and words a process may turn on.
pub(super) struct Values {
    /// As written.
    figures: Vec<Decimal>,
    /// Several times over.
    multiples: Vec<Decimal>,
    words: Vec<String>,
    office: OfficeName,
}

impl Values {
    /// Those of its expressions, of what must hold of it, and of the parameters it reads.
    pub fn of(definition: &Definition, properties: &[Property], parameters: &Parameters, office: &OfficeName) -> Self {
        let mut figures = BTreeSet::new();
        let mut words = BTreeSet::new();
        let held = properties.iter().map(|property| property.expression.source());
        for source in sources(definition).chain(held) {
            figures.extend(numbers(source));
            let quoted = source.split('"').skip(1).step_by(2);
            let is_parameter = |word: &str| definition.parameters.iter().any(|name| name.as_str() == word);
            words.extend(quoted.filter(|word| !is_parameter(word)).map(str::to_owned));
        }
        for name in &definition.parameters {
            figures.extend(parameters.rows(name).filter_map(|row| figure(&row.value)));
        }
        let multiplied = figures.iter().flat_map(|number| MULTIPLES.map(|times| number * Decimal::from(times)));
        let multiples: BTreeSet<Decimal> = multiplied.collect();
        let kept = |all: BTreeSet<Decimal>| all.into_iter().take(FIGURES_MAX).collect();
        let (figures, multiples) = (kept(figures), kept(multiples));
        Self { figures, multiples, words: words.into_iter().collect(), office: office.clone() }
    }

    /// A form filled in: what is wanted and not there yet, and some of what is not.
    pub fn form(
        &self,
        definition: &Definition,
        form: &[FormItem],
        case: Option<&Case>,
        now: Moment,
        chance: &mut Chance,
    ) -> FieldInput {
        let mut input = FieldInput::new();
        for item in form {
            let is_set = case.is_some_and(|case| case.fields.contains_key(&item.field));
            let times = if item.required && !is_set { 100 } else { 50 };
            let Some(field) = definition.fields.get(&item.field).filter(|_| chance.percent(times)) else { continue };
            input.insert(item.field.clone(), self.value(&field.kind, now, chance));
        }
        input
    }

    /// A valid value of a kind.
    pub fn value(&self, kind: &FieldKind, now: Moment, chance: &mut Chance) -> Value {
        match kind {
            FieldKind::Boolean => Value::Boolean(chance.percent(60)),
            FieldKind::Integer { min, max } => {
                let (min, max) = (min.map(Decimal::from), max.map(Decimal::from));
                Value::Number(self.number(min, max, Decimal::ONE, chance).trunc())
            }
            FieldKind::Decimal { min, max } | FieldKind::Percent { min, max } => {
                Value::Number(self.number(*min, *max, Decimal::new(1, 2), chance))
            }
            FieldKind::Money { min, max } => {
                Value::Money(self.number(*min, *max, Decimal::new(1, 2), chance).trunc_with_scale(2))
            }
            FieldKind::Text { min, max } => Value::Text(self.text(*min, *max, chance)),
            FieldKind::Date => Value::Date(self.day(now, chance).date()),
            FieldKind::Month => {
                let day = self.day(now, chance).date();
                Value::Month(day.with_day(1).unwrap_or(day))
            }
            FieldKind::Moment => Value::Moment(self.day(now, chance)),
            FieldKind::Choice(options) => {
                Value::Choice(chance.pick(options).map(|option| option.id.clone()).unwrap_or_default())
            }
            FieldKind::IdentityNumber => Value::Text(identity(chance)),
            FieldKind::Office => Value::Text(self.office.to_string()),
            FieldKind::Attachment => {
                let parts = [Value::Text("a.pdf".to_owned()), Value::Number(1.into()), Value::Text("0".repeat(64))];
                Value::Record(ATTACHMENT_PARTS.map(str::to_owned).into_iter().zip(parts).collect())
            }
            FieldKind::Record(parts) => {
                let wanted = parts.iter().filter(|part| part.required || chance.percent(60)).collect::<Vec<_>>();
                let parts = wanted.into_iter().map(|part| (part.id.clone(), self.value(&part.kind, now, chance)));
                Value::Record(parts.collect())
            }
            FieldKind::List { item, min, max } => {
                let (low, high) = (i64::from(*min), i64::from(*max));
                let count = chance.between(low, high.min(low + ITEMS_MORE_MAX));
                Value::List((0..count).map(|_| self.value(item, now, chance)).collect())
            }
        }
    }

    fn number(&self, min: Option<Decimal>, max: Option<Decimal>, step: Decimal, chance: &mut Chance) -> Decimal {
        let low = min.unwrap_or_else(|| max.unwrap_or_default().min(Decimal::ZERO));
        let high = max.unwrap_or_else(|| low + Decimal::from(SPAN_MAX));
        let within = |number: Decimal| number.max(low).min(high);
        match chance.below(100) {
            0..=54 => {
                let from = if chance.percent(60) { &self.figures } else { &self.multiples };
                let fitting: Vec<Decimal> =
                    from.iter().copied().filter(|figure| *figure >= low && *figure <= high).collect();
                let figure = chance.pick(&fitting).copied().unwrap_or(low);
                within(figure + step * Decimal::from(chance.between(-1, 1)))
            }
            55..=61 => low,
            62..=65 => within(low + step),
            66..=69 => high,
            _ => {
                // Small numbers are the common ones.
                let span = i64::try_from((high - low).trunc()).unwrap_or(SPAN_MAX).clamp(0, SPAN_MAX);
                let widest = [3, 12, 100, 1_000, SPAN_MAX][chance.below(5)].min(span);
                within(low.ceil() + Decimal::from(chance.between(0, widest)))
            }
        }
    }

    fn text(&self, min: u32, max: u32, chance: &mut Chance) -> String {
        let fits = |word: &&String| (min..=max).contains(&u32::try_from(word.chars().count()).unwrap_or(u32::MAX));
        if let Some(word) = chance.pick(&self.words).filter(fits)
            && chance.percent(40)
        {
            return word.clone();
        }
        let letters = ["张", "王", "李", "因", "病", "停", "工"];
        let count = min.max(1).max(TEXT_CHARACTERS_MAX.min(max) / 2).min(max);
        (0..count).filter_map(|_| chance.pick(&letters).copied()).collect()
    }

    /// A moment within half a year, mostly within a week, or so many days away as some figure says.
    fn day(&self, now: Moment, chance: &mut Chance) -> Moment {
        let days = match chance.below(10) {
            0..=3 => chance.between(-7, 7),
            4..=7 => {
                let figure = chance.pick(&self.figures).and_then(|figure| i64::try_from(figure.trunc()).ok());
                let days = figure.filter(|days| days.abs() <= DAYS_MAX).unwrap_or_default() + chance.between(-1, 1);
                if chance.percent(70) { -days } else { days }
            }
            _ => chance.between(-180, 180),
        };
        now.plus_milliseconds(days * DAY_MILLISECONDS)
    }
}

fn identity(chance: &mut Chance) -> String {
    let (year, month, day) = (chance.between(1930, 2015), chance.between(1, 12), chance.between(1, 28));
    let digits = format!("{NOBODYS_AREA}{year:04}{month:02}{day:02}{:03}", chance.below(1_000));
    let check = char::from(check_digit(digits.as_bytes()));
    format!("{digits}{check}")
}

fn figure(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) | Value::Money(number) => Some(*number),
        Value::Boolean(_)
        | Value::Text(_)
        | Value::Date(_)
        | Value::Month(_)
        | Value::Moment(_)
        | Value::Choice(_)
        | Value::Record(_)
        | Value::List(_)
        | Value::Sealed(_) => None,
    }
}

/// Every expression of a process, as written.
fn sources(definition: &Definition) -> impl Iterator<Item = &str> {
    let tables = definition.tables.values().flat_map(Table::expressions);
    let formulas = definition.values.values().map(|formula| &formula.expression);
    let effects = definition.effects().flat_map(|effect| effect.expressions());
    let states = definition.states.values().filter_map(|state| state.working());
    let guards = states.flat_map(|working| working.branches()).filter_map(|branch| branch.when.as_ref());
    let all = tables.chain(formulas).chain(effects).chain(guards).chain(&definition.start.when);
    all.map(Expression::source)
}

/// The numbers written in an expression.
fn numbers(source: &str) -> Vec<Decimal> {
    let words = source.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.' && letter != '_');
    words.filter_map(|word| word.trim_end_matches('.').trim_start_matches('.').parse().ok()).collect()
}
