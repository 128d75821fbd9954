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
    /// Text of at most so many characters.
    Text {
        /// The most characters.
        max: u32,
    },
    /// A local day.
    Date,
    /// An instant.
    Moment,
    /// One of these options.
    Choice(Vec<FieldOption>),
    /// A resident identity number (GB 11643). Always sensitive.
    IdentityNumber,
}

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
            FieldKind::Integer { .. } | FieldKind::Decimal { .. } => Type::Number,
            FieldKind::Money { .. } => Type::Money,
            FieldKind::Text { .. } | FieldKind::IdentityNumber => Type::Text,
            FieldKind::Date => Type::Date,
            FieldKind::Moment => Type::Moment,
            FieldKind::Choice(options) => Type::Choice(options.iter().map(|option| option.id.clone()).collect()),
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
            | FieldKind::Text { .. }
            | FieldKind::Date
            | FieldKind::Moment
            | FieldKind::Choice(_)
            | FieldKind::IdentityNumber => expect_type(expression, &self.value_type()).is_ok(),
        }
    }

    /// A value as this field keeps it: the text of an option becomes a choice.
    pub fn adopt(&self, value: Value) -> Value {
        match (self, value) {
            (FieldKind::Choice(options), Value::Text(text)) if options.iter().any(|option| option.id == text) => {
                Value::Choice(text)
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
            | FieldKind::Text { .. }
            | FieldKind::Date
            | FieldKind::Moment
            | FieldKind::Choice(_)
            | FieldKind::IdentityNumber => None,
        }
    }

    /// Its bounds as expressions reason about them, both inclusive.
    pub fn bounds(&self) -> (Option<Decimal>, Option<Decimal>) {
        match self {
            FieldKind::Integer { min, max } => (min.map(Decimal::from), max.map(Decimal::from)),
            FieldKind::Decimal { min, max } | FieldKind::Money { min, max } => (*min, *max),
            FieldKind::Boolean
            | FieldKind::Text { .. }
            | FieldKind::Date
            | FieldKind::Moment
            | FieldKind::Choice(_)
            | FieldKind::IdentityNumber => (None, None),
        }
    }
}

/// An amount in yuan as whole fen, rounded half up once; nothing if it is beyond any sum of money.
pub fn fen(yuan: Decimal) -> Option<i64> {
    let fen = yuan.checked_mul(Decimal::ONE_HUNDRED)?;
    let rounded = fen.round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    i64::try_from(rounded).ok()
}
