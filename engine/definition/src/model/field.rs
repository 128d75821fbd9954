//! 表单项: the typed fields of a case.

use rust_decimal::Decimal;

use crate::bilingual::Bilingual;
use crate::expression::{Expression, expect_type};
use crate::value::{Type, Value};

/// A field. Forms are derived from it.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name for people.
    pub title: Bilingual,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether it can be searched by.
    pub search: bool,
    /// Whether it is kept sealed under its person's key.
    pub sensitive: bool,
    /// A word of help under the field.
    pub help: Option<Bilingual>,
}

/// What a field holds, with its limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// 是 / 否
    Boolean,
    /// A whole number within bounds, both inclusive.
    Integer {
        /// The least.
        min: Option<i64>,
        /// The greatest.
        max: Option<i64>,
    },
    /// A decimal number within bounds, both inclusive.
    Decimal {
        /// The least.
        min: Option<Decimal>,
        /// The greatest.
        max: Option<Decimal>,
    },
    /// Yuan with at most two decimals, within bounds, both inclusive.
    Money {
        /// The least.
        min: Option<Decimal>,
        /// The greatest.
        max: Option<Decimal>,
    },
    /// A part of a hundred, as the fraction it is: 50% is 0.5. Bounds both inclusive.
    Percent {
        /// The least.
        min: Option<Decimal>,
        /// The greatest.
        max: Option<Decimal>,
    },
    /// Text of so many characters.
    Text {
        /// The fewest characters.
        min: u32,
        /// The most characters.
        max: u32,
    },
    /// A local day.
    Date,
    /// A calendar month.
    Month,
    /// An instant.
    Moment,
    /// One of these options.
    Choice(Vec<FieldOption>),
    /// A resident identity number (GB 11643). Always sensitive.
    IdentityNumber,
    /// An office of the organisation, by its code.
    Office,
    /// A file kept elsewhere: its name, its size, and the SM3 of its bytes.
    Attachment,
    /// Several values under names. A person is one, with name and identity number.
    Record(Vec<Part>),
    /// A list of one kind. A household is one, of persons.
    List {
        /// What each item is.
        item: Box<FieldKind>,
        /// The fewest items.
        min: u32,
        /// The most items.
        max: u32,
    },
}

/// One value of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub title: Bilingual,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether it must be there.
    pub required: bool,
}

/// The parts of an attachment: its name, its size in bytes, the SM3 of its bytes in hexadecimal.
pub const ATTACHMENT_PARTS: [&str; 3] = ["name", "bytes", "sm3"];

/// One option of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldOption {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub title: Bilingual,
}

impl FieldKind {
    /// Its type in expressions.
    pub fn value_type(&self) -> Type {
        match self {
            FieldKind::Boolean => Type::Boolean,
            FieldKind::Integer { .. } | FieldKind::Decimal { .. } | FieldKind::Percent { .. } => Type::Number,
            FieldKind::Money { .. } => Type::Money,
            FieldKind::Text { .. } | FieldKind::IdentityNumber | FieldKind::Office => Type::Text,
            FieldKind::Date => Type::Date,
            FieldKind::Month => Type::Month,
            FieldKind::Moment => Type::Moment,
            FieldKind::Choice(options) => Type::Choice(options.iter().map(|option| option.id.clone()).collect()),
            FieldKind::Attachment => {
                let types = [Type::Text, Type::Number, Type::Text];
                Type::Record(ATTACHMENT_PARTS.map(str::to_owned).into_iter().zip(types).collect())
            }
            FieldKind::Record(parts) => {
                Type::Record(parts.iter().map(|part| (part.id.clone(), part.kind.value_type())).collect())
            }
            FieldKind::List { item, .. } => Type::List(Box::new(item.value_type())),
        }
    }

    /// Whether an expression of a type may fill this field: its own type, or for a choice the text of one of its options.
    pub fn takes(&self, expression: &Expression) -> bool {
        match self {
            FieldKind::Choice(options) if *expression.result_type() == Type::Text => {
                let written = expression.source().trim().trim_matches('"');
                options.iter().any(|option| option.id == written)
            }
            FieldKind::Boolean
            | FieldKind::Integer { .. }
            | FieldKind::Decimal { .. }
            | FieldKind::Money { .. }
            | FieldKind::Percent { .. }
            | FieldKind::Text { .. }
            | FieldKind::Date
            | FieldKind::Month
            | FieldKind::Moment
            | FieldKind::Choice(_)
            | FieldKind::IdentityNumber
            | FieldKind::Office
            | FieldKind::Attachment
            | FieldKind::Record(_)
            | FieldKind::List { .. } => expect_type(expression, &self.value_type()).is_ok(),
        }
    }

    /// A value as this field keeps it: the text of an option becomes a choice.
    pub fn adopt(&self, value: Value) -> Value {
        match (self, value) {
            (FieldKind::Choice(options), Value::Text(text)) if options.iter().any(|option| option.id == text) => {
                Value::Choice(text)
            }
            (FieldKind::Record(parts), Value::Record(values)) => {
                let adopted = values.into_iter().map(|(name, value)| {
                    let part = parts.iter().find(|part| part.id == name);
                    let value = part.map_or_else(|| value.clone(), |part| part.kind.adopt(value.clone()));
                    (name, value)
                });
                Value::Record(adopted.collect())
            }
            (FieldKind::List { item, .. }, Value::List(values)) => {
                Value::List(values.into_iter().map(|value| item.adopt(value)).collect())
            }
            (_, value) => value,
        }
    }

    /// The least by which two of its values can differ, where there is a least.
    pub fn step(&self) -> Option<Decimal> {
        match self {
            FieldKind::Integer { .. } => Some(Decimal::ONE),
            FieldKind::Money { .. } => Some(Decimal::new(1, 2)),
            FieldKind::Boolean
            | FieldKind::Decimal { .. }
            | FieldKind::Percent { .. }
            | FieldKind::Text { .. }
            | FieldKind::Date
            | FieldKind::Month
            | FieldKind::Moment
            | FieldKind::Choice(_)
            | FieldKind::IdentityNumber
            | FieldKind::Office
            | FieldKind::Attachment
            | FieldKind::Record(_)
            | FieldKind::List { .. } => None,
        }
    }

    /// Whether it holds an identity number somewhere: then it is sensitive whatever the file says.
    pub fn identifies(&self) -> bool {
        match self {
            FieldKind::IdentityNumber => true,
            FieldKind::Record(parts) => parts.iter().any(|part| part.kind.identifies()),
            FieldKind::List { item, .. } => item.identifies(),
            FieldKind::Boolean
            | FieldKind::Integer { .. }
            | FieldKind::Decimal { .. }
            | FieldKind::Money { .. }
            | FieldKind::Percent { .. }
            | FieldKind::Text { .. }
            | FieldKind::Date
            | FieldKind::Month
            | FieldKind::Moment
            | FieldKind::Choice(_)
            | FieldKind::Office
            | FieldKind::Attachment => false,
        }
    }

    /// Its bounds as expressions reason about them, both inclusive.
    pub fn bounds(&self) -> (Option<Decimal>, Option<Decimal>) {
        match self {
            FieldKind::Integer { min, max } => (min.map(Decimal::from), max.map(Decimal::from)),
            FieldKind::Decimal { min, max } | FieldKind::Money { min, max } | FieldKind::Percent { min, max } => {
                (*min, *max)
            }
            FieldKind::Boolean
            | FieldKind::Text { .. }
            | FieldKind::Date
            | FieldKind::Month
            | FieldKind::Moment
            | FieldKind::Choice(_)
            | FieldKind::IdentityNumber
            | FieldKind::Office
            | FieldKind::Attachment
            | FieldKind::Record(_)
            | FieldKind::List { .. } => (None, None),
        }
    }
}

/// An amount in yuan as whole fen, rounded half up once; nothing if it is beyond any sum of money.
pub fn fen(yuan: Decimal) -> Option<i64> {
    let fen = yuan.checked_mul(Decimal::ONE_HUNDRED)?;
    let rounded = fen.round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    i64::try_from(rounded).ok()
}
