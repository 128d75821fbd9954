//! The arrangement of a year as others publish it, and a calendar file that has it.

mod json;
mod sheet;
mod write;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::Datelike;
use definition::bilingual::Bilingual;
use definition::moment::Date;

pub use json::from_json;
pub use sheet::from_sheet;
pub use write::with_arrangement;

/// One year states at most so many days.
const DAYS_MAX: usize = 366;

/// 放假安排: the days of a year that are not what their weekday says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// The year whose notice it is.
    pub year: i32,
    /// The notice, if it is named.
    pub source: Option<String>,
    /// Days off, each with the name of its holiday.
    pub off: BTreeMap<Date, String>,
    /// Make-up working days.
    pub work: Vec<Date>,
}

impl Arrangement {
    /// Adds a day.
    ///
    /// # Errors
    /// If it stands there already, or there are more than a year has.
    fn add(&mut self, day: Date, name: &str, is_off: bool) -> Result<(), Bilingual> {
        if self.off.contains_key(&day) || self.work.contains(&day) {
            return Err(Bilingual::new(format!("{day} 写了不止一次"), format!("{day} stands there more than once")));
        }
        if self.off.len() + self.work.len() >= DAYS_MAX {
            return Err(Bilingual::new(
                format!("一年至多 {DAYS_MAX} 个特殊日期"),
                format!("a year has at most {DAYS_MAX} special days"),
            ));
        }
        if is_off {
            self.off.insert(day, name.to_owned());
        } else {
            self.work.push(day);
            self.work.sort_unstable();
        }
        Ok(())
    }

    /// The year most of its days lie in.
    fn main_year(&self) -> Option<i32> {
        let mut years: BTreeMap<i32, usize> = BTreeMap::new();
        for day in self.off.keys().chain(&self.work) {
            *years.entry(day.year()).or_default() += 1;
        }
        years.into_iter().max_by_key(|(_, days)| *days).map(|(year, _)| year)
    }
}
