//! Recurring times as a cron expression, in the time of Asia/Shanghai.
//!
//! The `cron` crate reads the fields; what is usual of cron and not of the crate is put right here: five fields, 0 and 7 for
//! Sunday, a day that meets either of two restricted day fields. `docs/cron.md` lists what differs from OCPS.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use chrono_tz::Asia::Shanghai;

use crate::bilingual::Bilingual;
use crate::moment::Moment;

/// The longest expression, in bytes.
const BYTES_MAX: usize = 200;
/// The crate's names of the days, from Sunday.
const DAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// Recurring times.
#[derive(Clone)]
pub struct Schedule {
    written: String,
    /// It is time whenever it is in one of these: a day by its number, a day by its weekday.
    either: Vec<cron::Schedule>,
}

/// A text that is no schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduleError {
    /// What was expected and found.
    pub message: Bilingual,
    /// What to do.
    pub help: Bilingual,
}

impl Schedule {
    /// Reads `minute hour day month weekday`, or the same with seconds before, or with seconds before and years after;
    /// `@daily` and the like. With `+` before the weekday a day must meet both day fields.
    ///
    /// # Errors
    /// If it does not read, or says something this dialect cannot.
    pub fn parse(text: &str) -> Result<Self, ScheduleError> {
        let written = text.trim();
        if written.len() > BYTES_MAX {
            return Err(error(written, "太长", "it is too long"));
        }
        let fields: Vec<String> = match nickname(written) {
            Some(fields) => fields.split(' ').map(str::to_owned).collect(),
            None => written.split_whitespace().map(str::to_ascii_uppercase).collect(),
        };
        let fields = match fields.len() {
            5 => [vec!["0".to_owned()], fields, vec!["*".to_owned()]].concat(),
            6 => [fields, vec!["*".to_owned()]].concat(),
            7 => fields,
            found => {
                let (zh, en) = (format!("有 {found} 段"), format!("it has {found} fields"));
                return Err(error(written, &zh, &en));
            }
        };
        let [second, minute, hour, day, month, weekday, year] = <[String; 7]>::try_from(fields).unwrap_or_default();
        let (both, weekday) = weekday.strip_prefix('+').map_or((false, weekday.as_str()), |weekday| (true, weekday));
        let weekday = weekdays(weekday).ok_or_else(|| error(written, "星期一段不能读", "the weekday does not read"))?;
        let day = if day == "?" { "*".to_owned() } else { day };
        let days = match (day.as_str(), weekday.as_str()) {
            ("*", weekday) => vec![("*", weekday)],
            (day, "*") => vec![(day, "*")],
            (day, weekday) if both => vec![(day, weekday)],
            (day, weekday) => vec![(day, "*"), ("*", weekday)],
        };
        let either = days.into_iter().map(|(day, weekday)| {
            let text = format!("{second} {minute} {hour} {day} {month} {weekday} {year}");
            cron::Schedule::from_str(&text).map_err(|wrong| error(written, &wrong.to_string(), &wrong.to_string()))
        });
        Ok(Self { written: written.to_owned(), either: either.collect::<Result<_, _>>()? })
    }

    /// The first time after an instant; none if there is none for a hundred years.
    pub fn after(&self, at: Moment) -> Option<Moment> {
        let utc = DateTime::<Utc>::from_timestamp_millis(at.milliseconds())?;
        let local = utc.with_timezone(&Shanghai);
        let next = self.either.iter().filter_map(|schedule| schedule.after(&local).next()).min()?;
        Some(Moment::from_milliseconds(next.timestamp_millis()))
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.written)
    }
}

impl fmt::Debug for Schedule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Schedule({})", self.written)
    }
}

fn nickname(text: &str) -> Option<&'static str> {
    match text.to_ascii_lowercase().as_str() {
        "@yearly" | "@annually" => Some("0 0 1 1 *"),
        "@monthly" => Some("0 0 1 * *"),
        "@weekly" => Some("0 0 * * 0"),
        "@daily" | "@midnight" => Some("0 0 * * *"),
        "@hourly" => Some("0 * * * *"),
        _ => None,
    }
}

/// A weekday field with 0 to 7 for Sunday to Sunday, as a list of the crate's names; `*` if it restricts nothing.
fn weekdays(field: &str) -> Option<String> {
    if matches!(field, "*" | "?") {
        return Some("*".to_owned());
    }
    let mut wanted = [false; 7];
    for part in field.split(',') {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (range, step.parse::<usize>().ok().filter(|step| (1..=7).contains(step))?),
            None => (part, 1),
        };
        let (first, last) = match range.split_once('-') {
            _ if range == "*" => (0, 6),
            Some((first, last)) => (weekday(first)?, weekday(last)?),
            None if part.contains('/') => return None,
            None => (weekday(range)?, weekday(range)?),
        };
        // FRI-SUN and 5-7 end on the Sunday after; a range never goes backwards otherwise.
        let last = if last == 0 && first > 0 { 7 } else { last };
        if first > last {
            return None;
        }
        (first..=last).step_by(step).for_each(|day| wanted[day % 7] = true);
    }
    let names: Vec<&str> = DAYS.iter().zip(wanted).filter(|(_, wanted)| *wanted).map(|(name, _)| *name).collect();
    Some(if names.len() == DAYS.len() { "*".to_owned() } else { names.join(",") })
}

fn weekday(text: &str) -> Option<usize> {
    let number = text.parse::<usize>().ok().filter(|number| *number <= 7);
    number.or_else(|| DAYS.iter().position(|name| *name == text))
}

fn error(written: &str, zh: &str, en: &str) -> ScheduleError {
    let shown: String = written.chars().take(60).collect();
    ScheduleError {
        message: Bilingual::new(
            format!("应为“分 时 日 月 星期”，写的是“{shown}”：{zh}"),
            format!("expected `minute hour day month weekday`, found `{shown}`: {en}"),
        ),
        help: Bilingual::new(
            "例如 \"30 8 * * MON-FRI\" 是每周一至周五 8:30，\"0 9 5 */3 *\" 是每季度首月 5 日 9:00",
            "for example \"30 8 * * MON-FRI\" is 8:30 on weekdays, \"0 9 5 */3 *\" 9:00 on the 5th of a quarter's first month",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(text: &str, at: &str) -> String {
        let schedule = Schedule::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        schedule.after(Moment::parse(at).unwrap()).map(Moment::shown).unwrap_or_default()
    }

    #[test]
    fn times_are_those_of_shanghai_and_the_first_after() {
        // 2020-04-20 was a Monday.
        for (text, at, expected) in [
            ("30 8 * * *", "2020-04-20T08:30+08:00", "2020-04-21 08:30"),
            ("30 8 * * MON-FRI", "2020-04-24T09:00+08:00", "2020-04-27 08:30"),
            ("0 9 * * 1", "2020-04-19T16:00:00Z", "2020-04-20 09:00"),
            ("0 9 * * 0", "2020-04-20T00:00+08:00", "2020-04-26 09:00"),
            ("0 9 * * 7", "2020-04-20T00:00+08:00", "2020-04-26 09:00"),
            ("0 9 * * 5-7", "2020-04-25T10:00+08:00", "2020-04-26 09:00"),
            ("0 9 5 */3 *", "2020-04-06T00:00+08:00", "2020-07-05 09:00"),
            ("15 0 8 1 1 *", "2020-04-20T00:00+08:00", "2021-01-01 08:00"),
            ("@daily", "2020-04-20T08:00+08:00", "2020-04-21 00:00"),
        ] {
            assert_eq!(next(text, at), expected, "{text} after {at}");
        }
    }

    #[test]
    fn a_day_that_meets_either_of_two_restricted_day_fields_is_one() {
        assert_eq!(next("0 9 1 * MON", "2020-04-20T10:00+08:00"), "2020-04-27 09:00");
        assert_eq!(next("0 9 1 * MON", "2020-04-28T10:00+08:00"), "2020-05-01 09:00");
        assert_eq!(next("0 9 1 * +MON", "2020-04-20T10:00+08:00"), "2020-06-01 09:00", "and with + both");
    }

    #[test]
    fn what_is_no_schedule_is_told_with_an_example() {
        for text in
            ["", "每天", "30 8 * *", "61 8 * * *", "0 8 * * 8", "0 8 * * SUN-MON-TUE", "0 8 * * 5-2", "0 8 L * *"]
        {
            let error = Schedule::parse(text).expect_err(text);
            assert!(error.help.zh.contains("30 8"), "{text}");
        }
    }
}
