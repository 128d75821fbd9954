//! A calendar month, the unit in which benefits are paid.

use std::fmt;
use std::str::FromStr;

use chrono::Datelike;
use definition::moment::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A calendar month; written `2020-04`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// Months since the year 0, so that arithmetic is plain.
    index: i32,
}

impl Month {
    /// The month a day falls in.
    pub fn of(date: Date) -> Self {
        Self { index: date.year() * 12 + date.month0().cast_signed() }
    }

    /// The month so many months later.
    pub fn plus(self, months: u32) -> Self {
        Self { index: self.index.saturating_add_unsigned(months) }
    }

    /// As stored: months since the year 0.
    pub fn index(self) -> i32 {
        self.index
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.index.div_euclid(12), self.index.rem_euclid(12) + 1)
    }
}

impl FromStr for Month {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let first = format!("{text}-01").parse::<Date>();
        first.map(Self::of).map_err(|_| format!("expected a month such as 2020-04, found {text}"))
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_run_over_the_year() {
        let month: Month = "2020-11".parse().unwrap();
        assert_eq!(month.plus(3).to_string(), "2021-02");
        assert!("2020-13".parse::<Month>().is_err());
    }
}
