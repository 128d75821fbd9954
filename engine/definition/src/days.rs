//! Runs of days: when a post is held, when an office belongs to another, when a parameter has a value.

use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::keyword;
use crate::moment::Date;
use crate::source::decode::{Decoder, Fields};

/// A half-open run of days; an end that is not given is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Days {
    /// The first day.
    pub from: Option<Date>,
    /// The first day that is no longer in it.
    pub until: Option<Date>,
}

impl Days {
    /// Every day there is.
    pub const ALWAYS: Days = Days { from: None, until: None };

    /// Takes `from` and `until` out of a map; an end that is not after the beginning is a problem and counts as open.
    pub fn read(fields: &mut Fields<'_>, decoder: &mut Decoder) -> Self {
        let from = fields.optional(decoder, keyword::FROM, Decoder::date);
        let until = fields.optional(decoder, keyword::UNTIL, Decoder::date);
        let days = Days { from: from.map(|day| day.value), until: until.as_ref().map(|day| day.value) };
        match until {
            Some(end) if days.is_empty() => {
                decoder.within(keyword::UNTIL.en, |decoder| {
                    let message = Bilingual::new(
                        format!("“至”应晚于“自”，写的是 {}", end.value),
                        format!("`until` should be after `from`, found {}", end.value),
                    );
                    let help = Bilingual::new(
                        "“至”是不再算的第一天；只有一天的，写次日",
                        "`until` is the first day no longer; for a single day write the day after it",
                    );
                    decoder.problem(Code::Contradiction, end.span, message, Some(help));
                });
                Days { until: None, ..days }
            }
            Some(_) | None => days,
        }
    }

    /// Whether a day is in it.
    pub fn contains(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }

    /// Whether no day is in it.
    pub fn is_empty(self) -> bool {
        matches!((self.from, self.until), (Some(from), Some(until)) if until <= from)
    }

    /// The days in both.
    pub fn overlap(self, other: Days) -> Option<Days> {
        let from = self.from.max(other.from);
        let until = match (self.until, other.until) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        let both = Days { from, until };
        (!both.is_empty()).then_some(both)
    }

    /// A day that stands for it: the first, else the last, else the end of time.
    pub fn typical(self) -> Date {
        self.from.or_else(|| self.until.and_then(|until| until.pred_opt())).unwrap_or(Date::MAX)
    }

    /// As people read it.
    pub fn shown(self) -> Bilingual {
        match (self.from, self.until) {
            (None, None) => Bilingual::new("始终", "always"),
            (Some(from), None) => Bilingual::new(format!("自 {from} 起"), format!("from {from}")),
            (None, Some(until)) => Bilingual::new(format!("{until} 之前"), format!("before {until}")),
            (Some(from), Some(until)) => {
                Bilingual::new(format!("自 {from} 起、{until} 之前"), format!("from {from}, before {until}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: &str, until: &str) -> Days {
        Days { from: from.parse().ok(), until: until.parse().ok() }
    }

    #[test]
    fn the_last_day_is_the_one_before_until() {
        let year = days("2020-01-01", "2021-01-01");
        for (day, inside) in [("2019-12-31", false), ("2020-01-01", true), ("2020-12-31", true), ("2021-01-01", false)]
        {
            assert_eq!(year.contains(day.parse().unwrap()), inside, "{day}");
        }
    }

    #[test]
    fn runs_that_only_touch_have_no_day_in_common() {
        let cases = [
            (days("2020-01-01", "2021-01-01"), days("2021-01-01", ""), None),
            (days("2020-01-01", ""), days("", "2021-01-01"), Some(days("2020-01-01", "2021-01-01"))),
            (Days::ALWAYS, days("2020-01-01", "2020-01-02"), Some(days("2020-01-01", "2020-01-02"))),
        ];
        for (one, two, both) in cases {
            assert_eq!(one.overlap(two), both);
            assert_eq!(two.overlap(one), both);
        }
    }
}
