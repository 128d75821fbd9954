//! Moments and local dates. Law counts in the local days of China, whatever zone the host is in.

use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Asia::Shanghai;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

mod usual;

/// A day of the calendar, in local terms.
pub type Date = NaiveDate;

/// An instant, to the millisecond. Shown and written in the time of Asia/Shanghai.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    milliseconds: i64,
}

impl Moment {
    /// From milliseconds since 1970 UTC, as stored.
    pub const fn from_milliseconds(milliseconds: i64) -> Self {
        Self { milliseconds }
    }

    /// Milliseconds since 1970 UTC, as stored.
    pub const fn milliseconds(self) -> i64 {
        self.milliseconds
    }

    /// The instant a local day and time names. In the hour a clock change skips (1986-1991), the first instant after it;
    /// in the hour it repeats, the earlier.
    pub fn local(date: Date, time: NaiveTime) -> Self {
        let naive = date.and_time(time);
        if let Some(at) = usual::from_local(naive) {
            return at;
        }
        let found = Shanghai.from_local_datetime(&naive).earliest();
        found.map_or_else(|| Self::after_gap(naive), |at| Self::from(at.with_timezone(&Utc)))
    }

    fn after_gap(naive: NaiveDateTime) -> Self {
        let later = naive + chrono::TimeDelta::hours(1);
        Shanghai
            .from_local_datetime(&later)
            .earliest()
            .map_or(Self::from(naive.and_utc()), |at| Self::from(at.with_timezone(&Utc)))
    }

    /// 00:00 of a local day.
    pub fn start_of(date: Date) -> Self {
        Self::local(date, NaiveTime::MIN)
    }

    /// The local day this instant falls in.
    pub fn date(self) -> Date {
        self.local_time().date()
    }

    /// The local time of day.
    pub fn time(self) -> NaiveTime {
        self.local_time().time()
    }

    /// This instant moved by milliseconds; saturates at the ends of time.
    pub fn plus_milliseconds(self, milliseconds: i64) -> Self {
        Self { milliseconds: self.milliseconds.saturating_add(milliseconds) }
    }

    /// Reads RFC 3339, with or without seconds: `2020-04-20T10:12+08:00`.
    pub fn parse(text: &str) -> Option<Self> {
        usual::read(text.as_bytes()).or_else(|| Self::parse_any(text))
    }

    fn parse_any(text: &str) -> Option<Self> {
        DateTime::parse_from_rfc3339(text)
            .or_else(|_| DateTime::<FixedOffset>::parse_from_str(text, "%Y-%m-%dT%H:%M%:z"))
            .ok()
            .map(|at| Self::from(at.with_timezone(&Utc)))
    }

    /// `2020-04-20 10:12`, as people read it.
    pub fn shown(self) -> String {
        self.local_time().format("%Y-%m-%d %H:%M").to_string()
    }

    /// As a period's end is shown: an instant at 00:00 is 24:00 of the day before.
    pub fn shown_as_end(self) -> String {
        if self.time() == NaiveTime::MIN {
            let day = self.date().pred_opt().unwrap_or_else(|| self.date());
            return format!("{day} 24:00");
        }
        self.shown()
    }

    fn local_time(self) -> NaiveDateTime {
        usual::to_local(self).unwrap_or_else(|| self.zoned().naive_local())
    }

    fn zoned(self) -> DateTime<chrono_tz::Tz> {
        DateTime::<Utc>::from_timestamp_millis(self.milliseconds).unwrap_or_default().with_timezone(&Shanghai)
    }
}

impl From<DateTime<Utc>> for Moment {
    fn from(at: DateTime<Utc>) -> Self {
        Self { milliseconds: at.timestamp_millis() }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match usual::Written::of(*self) {
            Some(written) => f.write_str(written.as_str()),
            None => self.write_any(f),
        }
    }
}

impl Moment {
    fn write_any(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let zoned = self.zoned();
        let form = if self.milliseconds % 1000 == 0 { "%Y-%m-%dT%H:%M:%S%:z" } else { "%Y-%m-%dT%H:%M:%S%.3f%:z" };
        write!(f, "{}", zoned.format(form))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match usual::Written::of(*self) {
            Some(written) => serializer.serialize_str(written.as_str()),
            None => serializer.collect_str(self),
        }
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Reader)
    }
}

/// Reads a moment out of the text where it stands.
struct Reader;

impl de::Visitor<'_> for Reader {
    type Value = Moment;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Moment, E> {
        Moment::parse(text)
            .ok_or_else(|| E::custom(format!("expected a moment such as 2020-04-20T10:12:00+08:00, found {text}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_survives_its_text() {
        for text in ["2020-04-20T10:12:00+08:00", "1988-07-01T09:00:00+09:00", "2026-01-01T00:00:00.250+08:00"] {
            assert_eq!(Moment::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn the_usual_form_and_the_clock_of_the_country_never_differ() {
        let (first, last) = (usual::FROM.milliseconds() - 400 * 86_400_000, 4_102_444_800_000_i64);
        for step in 0..40_000 {
            let at = Moment::from_milliseconds(first + (last - first) / 40_000 * step);
            for at in [at, at.plus_milliseconds(-at.milliseconds().rem_euclid(1_000))] {
                let any = std::fmt::from_fn(|f| at.write_any(f)).to_string();
                assert_eq!(at.to_string(), any);
                assert_eq!((Moment::parse(&any), Moment::parse_any(&any)), (Some(at), Some(at)), "{any}");
                assert_eq!(at.local_time(), at.zoned().naive_local());
                assert_eq!(Moment::local(at.date(), at.time()), at);
            }
        }
    }

    #[test]
    fn what_is_no_moment_is_refused_in_the_usual_form_too() {
        for text in
            ["2020-02-30T10:12:00+08:00", "2020-04-20T24:00:00+08:00", "2020-04-20T10:60:00+08:00", "2020-04-20"]
        {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
        for text in ["2020-04-20T10:12:60+08:00", "2020-04-20t10:12:00+08:00", "2020-04-20T10:12:00-08:00"] {
            assert_eq!(Moment::parse(text), Moment::parse_any(text), "{text}");
        }
    }

    #[test]
    fn the_end_of_a_day_is_shown_as_24_00() {
        let end = Moment::start_of(Date::from_ymd_opt(2020, 4, 21).unwrap());
        assert_eq!(end.shown_as_end(), "2020-04-20 24:00");
    }
}
