//! How long a period is. Units are always words, so that nobody has to guess what "10 days" are.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::bounds::HORIZON_YEARS;
use crate::bilingual::{Bilingual, Language};

/// Longest budget in working days; about eighty years.
pub const WORKING_DAYS_MAXIMUM: u32 = 20_000;
/// Longest budget in natural days.
pub const NATURAL_DAYS_MAXIMUM: u32 = 36_500;
/// Longest budget in months.
pub const MONTHS_MAXIMUM: u32 = 12 * HORIZON_YEARS;
/// Longest budget in years.
pub const YEARS_MAXIMUM: u32 = HORIZON_YEARS;
/// Longest budget in hours; ten years.
pub const HOURS_MAXIMUM: u32 = 87_600;
/// Longest budget in working hours; about ten years.
pub const WORKING_HOURS_MAXIMUM: u32 = 20_000;

/// How long a period is: an amount and a unit, `{"working_days": 10}` in JSON. Amounts above a unit's maximum are
/// refused when read and count as the maximum when computed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", try_from = "Unbounded")]
pub enum Budget {
    /// 工作日: the n-th working day after the day of start, until 24:00; 0 is the day of start.
    WorkingDays(u32),
    /// 自然日: the n-th day after the day of start, until 24:00; 0 is the day of start (当日).
    NaturalDays(u32),
    /// 个月: the corresponding day of a later month, until 24:00.
    Months(u32),
    /// 年: the corresponding day of a later year, until 24:00.
    Years(u32),
    /// 小时: at once, day and night.
    Hours(u32),
    /// 工作小时: at once, inside office hours of working days.
    WorkingHours(u32),
}

/// As read, before its amount is checked.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Unbounded {
    WorkingDays(u32),
    NaturalDays(u32),
    Months(u32),
    Years(u32),
    Hours(u32),
    WorkingHours(u32),
}

/// Why a text is not a budget.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BudgetError {
    /// Not an amount and a known unit.
    #[error("expected an amount and a unit, found {found:?}")]
    Unreadable {
        /// The text.
        found: String,
    },
    /// A number of days, of which kind is not said.
    #[error("found {found:?}, which does not say which days")]
    WhichDays {
        /// The text.
        found: String,
    },
    /// Longer than the unit allows.
    #[error("{found} is longer than the longest period, {maximum}")]
    TooLong {
        /// The budget.
        found: Budget,
        /// The longest of its unit.
        maximum: Budget,
    },
}

impl BudgetError {
    /// What was expected, what was found, what to do.
    pub fn message(&self) -> Bilingual {
        match self {
            Self::Unreadable { found } => Bilingual::new(
                format!("期限应写成数量加单位，如 10个工作日、3个月；现为「{found}」，请改正"),
                format!("{self}; write e.g. 10 working_days or 3 months"),
            ),
            Self::WhichDays { found } => Bilingual::new(
                format!("「{found}」没有说明是工作日还是自然日，请写明"),
                format!("{self}; write working_days or natural_days"),
            ),
            Self::TooLong { found, maximum } => Bilingual::new(
                format!("期限 {} 太长，最长 {}，请改短", found.text(Language::Zh), maximum.text(Language::Zh)),
                format!("{self}; write a shorter one"),
            ),
        }
    }
}

impl Budget {
    /// Reads `10 working_days`, `10个工作日`. Units: working_days, natural_days, months, years, hours, working_hours;
    /// 个工作日, 个自然日, 个月, 年, 小时, 个工作小时.
    pub fn parse(text: &str) -> Result<Self, BudgetError> {
        let unreadable = || BudgetError::Unreadable { found: text.to_owned() };
        let text_trimmed = text.trim();
        let digits = text_trimmed.find(|c: char| !c.is_ascii_digit()).unwrap_or(text_trimmed.len());
        let (amount, unit) = text_trimmed.split_at(digits);
        let amount = amount.parse().map_err(|_| unreadable())?;
        let unit = unit.trim();
        if matches!(unit, "days" | "day" | "日" | "天") {
            return Err(BudgetError::WhichDays { found: text.to_owned() });
        }
        unit_of(unit).ok_or_else(unreadable)?(amount).checked()
    }

    /// The amount.
    pub fn amount(self) -> u32 {
        match self {
            Self::WorkingDays(n)
            | Self::NaturalDays(n)
            | Self::Months(n)
            | Self::Years(n)
            | Self::Hours(n)
            | Self::WorkingHours(n) => n,
        }
    }

    /// The longest budget of the same unit.
    pub fn maximum(self) -> Self {
        match self {
            Self::WorkingDays(_) => Self::WorkingDays(WORKING_DAYS_MAXIMUM),
            Self::NaturalDays(_) => Self::NaturalDays(NATURAL_DAYS_MAXIMUM),
            Self::Months(_) => Self::Months(MONTHS_MAXIMUM),
            Self::Years(_) => Self::Years(YEARS_MAXIMUM),
            Self::Hours(_) => Self::Hours(HOURS_MAXIMUM),
            Self::WorkingHours(_) => Self::WorkingHours(WORKING_HOURS_MAXIMUM),
        }
    }

    /// Itself, if it is no longer than its unit allows.
    pub fn checked(self) -> Result<Self, BudgetError> {
        let maximum = self.maximum();
        if self.amount() > maximum.amount() {
            return Err(BudgetError::TooLong { found: self, maximum });
        }
        Ok(self)
    }

    /// `10个工作日`, `10 working days`.
    pub fn text(self, language: Language) -> String {
        let n = self.amount();
        let (zh, en) = match self {
            Self::WorkingDays(_) => ("个工作日", "working day"),
            Self::NaturalDays(_) => ("个自然日", "natural day"),
            Self::Months(_) => ("个月", "month"),
            Self::Years(_) => ("年", "year"),
            Self::Hours(_) => ("小时", "hour"),
            Self::WorkingHours(_) => ("个工作小时", "working hour"),
        };
        match language {
            Language::Zh => format!("{n}{zh}"),
            Language::En => format!("{n} {en}{}", if n == 1 { "" } else { "s" }),
        }
    }

    /// Itself, or the longest of its unit: what computing goes by.
    pub(super) fn bounded(self) -> Self {
        self.checked().unwrap_or_else(|_| self.maximum())
    }
}

fn unit_of(unit: &str) -> Option<fn(u32) -> Budget> {
    match unit {
        "working_days" | "working_day" | "工作日" | "个工作日" => Some(Budget::WorkingDays),
        "natural_days" | "natural_day" | "自然日" | "个自然日" => Some(Budget::NaturalDays),
        "months" | "month" | "个月" => Some(Budget::Months),
        "years" | "year" | "年" => Some(Budget::Years),
        "hours" | "hour" | "小时" | "个小时" => Some(Budget::Hours),
        "working_hours" | "working_hour" | "工作小时" | "个工作小时" => Some(Budget::WorkingHours),
        _ => None,
    }
}

impl fmt::Display for Budget {
    /// As a file spells it: `10 working_days`; [`Budget::parse`] reads it back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self {
            Self::WorkingDays(_) => "working_days",
            Self::NaturalDays(_) => "natural_days",
            Self::Months(_) => "months",
            Self::Years(_) => "years",
            Self::Hours(_) => "hours",
            Self::WorkingHours(_) => "working_hours",
        };
        write!(f, "{} {unit}", self.amount())
    }
}

impl FromStr for Budget {
    type Err = BudgetError;

    fn from_str(text: &str) -> Result<Self, BudgetError> {
        Self::parse(text)
    }
}

impl TryFrom<Unbounded> for Budget {
    type Error = BudgetError;

    fn try_from(read: Unbounded) -> Result<Self, BudgetError> {
        match read {
            Unbounded::WorkingDays(n) => Self::WorkingDays(n),
            Unbounded::NaturalDays(n) => Self::NaturalDays(n),
            Unbounded::Months(n) => Self::Months(n),
            Unbounded::Years(n) => Self::Years(n),
            Unbounded::Hours(n) => Self::Hours(n),
            Unbounded::WorkingHours(n) => Self::WorkingHours(n),
        }
        .checked()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERY_UNIT: [Budget; 6] = [
        Budget::WorkingDays(10),
        Budget::NaturalDays(0),
        Budget::Months(3),
        Budget::Years(1),
        Budget::Hours(24),
        Budget::WorkingHours(8),
    ];

    #[test]
    fn every_unit_is_read_back_from_its_file_its_chinese_and_its_json_form() {
        for budget in EVERY_UNIT {
            assert_eq!(Budget::parse(&budget.to_string()), Ok(budget));
            assert_eq!(Budget::parse(&budget.text(Language::Zh)), Ok(budget));
            let json = serde_json::to_string(&budget).unwrap();
            assert_eq!(serde_json::from_str::<Budget>(&json).unwrap(), budget);
        }
        assert_eq!(serde_json::to_string(&Budget::WorkingDays(10)).unwrap(), r#"{"working_days":10}"#);
        assert_eq!(Budget::WorkingDays(1).text(Language::En), "1 working day");
    }

    #[test]
    fn days_of_no_kind_are_asked_about() {
        for text in ["10天", "10日", "10 days"] {
            assert!(matches!(Budget::parse(text), Err(BudgetError::WhichDays { .. })), "{text}");
        }
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in ["", "working_days", "-1 working_days", "1.5 hours", "99999999999 hours", "10 fortnights"] {
            assert!(matches!(Budget::parse(text), Err(BudgetError::Unreadable { .. })), "{text}");
        }
    }

    #[test]
    fn a_period_beyond_its_maximum_is_refused_in_every_form() {
        for budget in EVERY_UNIT {
            let longest = budget.maximum();
            assert_eq!(Budget::parse(&longest.to_string()), Ok(longest));
            let text =
                longest.to_string().replacen(&longest.amount().to_string(), &(longest.amount() + 1).to_string(), 1);
            let error = Budget::parse(&text).unwrap_err();
            assert!(error.message().zh.contains(&longest.text(Language::Zh)), "{error}");
        }
        assert!(serde_json::from_str::<Budget>(r#"{"years":101}"#).is_err());
    }
}
