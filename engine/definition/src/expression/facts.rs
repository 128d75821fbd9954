//! What holds now, and why a value could not be had.

use super::limits::EVALUATION_STEPS_MAX;
use crate::bilingual::Bilingual;
use crate::moment::{Date, Moment};
use crate::name::ParameterName;
use crate::text::Span;
use crate::value::Value;

/// What holds now. Asked while an expression is evaluated, and only for what the evaluation comes to.
pub trait Facts {
    /// The value of a field or named value.
    ///
    /// # Errors
    /// [`FailureKind::Unset`] when nothing has set it, [`FailureKind::Sealed`] when it may not be read here.
    fn variable(&self, name: &str) -> Result<Value, FailureKind>;

    /// Whether a field is set.
    fn given(&self, name: &str) -> bool;

    /// The value of a parameter in force at the case's office on a day; without a day, on the local date of the command.
    ///
    /// # Errors
    /// [`FailureKind::ParameterMissing`] when no row is in force.
    fn parameter(&self, name: &ParameterName, on: Option<Date>) -> Result<Value, FailureKind>;

    /// Whether a state is active.
    fn state(&self, name: &str) -> bool;

    /// The instant of the command.
    fn now(&self) -> Moment;
}

/// An evaluation that gave no value: where in the expression, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The bytes of the expression's source that failed.
    pub span: Span,
    /// Why.
    pub kind: FailureKind,
}

/// Why there is no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// A field that nothing has set.
    Unset {
        /// The field or named value.
        name: String,
    },
    /// A sensitive field that is kept encrypted.
    Sealed {
        /// The field.
        name: String,
    },
    /// No value of a parameter is in force.
    ParameterMissing {
        /// The parameter.
        name: ParameterName,
        /// The day asked for; none is the day of the command.
        on: Option<Date>,
    },
    /// The divisor is zero.
    DivisionByZero,
    /// A result beyond what can be kept: about 28 digits, or a date outside the years 1-9999.
    Overflow,
    /// More steps than one evaluation may take.
    Fuel,
    /// A value that cannot be used here.
    Invalid {
        /// What was expected and what was found.
        reason: Bilingual,
    },
    /// In a trace only: the part was not needed for the result.
    NotComputed,
}

impl Failure {
    /// What went wrong and what to do, for a person.
    pub fn message(&self) -> Bilingual {
        self.kind.message()
    }
}

impl FailureKind {
    /// What went wrong and what to do, for a person.
    pub fn message(&self) -> Bilingual {
        match self {
            FailureKind::Unset { name } => Bilingual::new(
                format!("“{name}”尚未填写，请先补填"),
                format!("`{name}` is not filled in yet; fill it in first"),
            ),
            FailureKind::Sealed { name } => Bilingual::new(
                format!("“{name}”是敏感信息，加密保存，不能参与计算"),
                format!("`{name}` is sensitive and kept encrypted; no formula can use it"),
            ),
            FailureKind::ParameterMissing { name, on } => parameter_missing(name, *on),
            FailureKind::DivisionByZero => Bilingual::new("除数为 0，无法相除", "the divisor is zero"),
            FailureKind::Overflow => Bilingual::new(
                "计算结果超出可表示的范围，请检查填写的数值",
                "the result is too large to be kept; check the values entered",
            ),
            FailureKind::Fuel => Bilingual::new(
                format!("计算量超过上限（{EVALUATION_STEPS_MAX} 步），请减少列表项"),
                format!("the evaluation takes more than {EVALUATION_STEPS_MAX} steps; use shorter lists"),
            ),
            FailureKind::Invalid { reason } => reason.clone(),
            FailureKind::NotComputed => Bilingual::new("未计算", "not computed"),
        }
    }
}

fn parameter_missing(name: &ParameterName, on: Option<Date>) -> Bilingual {
    let (zh_day, en_day) =
        on.map_or_else(|| ("当日".to_owned(), "today".to_owned()), |day| (format!("{day} "), format!("on {day}")));
    Bilingual::new(
        format!("参数“{name}”在本机构{zh_day}没有生效的值，请先发布该参数"),
        format!("the parameter `{name}` has no value in force here {en_day}; publish one first"),
    )
}
