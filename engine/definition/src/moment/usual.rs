//! The usual form of a moment, written and read by hand: since 1992 the clocks of the country have stood eight hours ahead, and
//! a case holds dozens of moments. Everything else goes the long way, with the same bytes.

use chrono::{DateTime, NaiveDate, NaiveDateTime};

use super::Moment;

/// From here on the clocks stand eight hours ahead: 1992-01-01.
pub(super) const FROM: Moment = Moment::from_milliseconds(694_195_200_000);
/// Before here a year has four digits: 9999-12-31.
const UNTIL: Moment = Moment::from_milliseconds(253_402_185_600_000);
/// How far ahead, in milliseconds.
const AHEAD_MS: i64 = 8 * 3_600_000;
/// As it is written.
const OFFSET: &[u8; 6] = b"+08:00";
/// `2020-04-20T10:12:00`
const SECONDS_BYTES: usize = 19;
/// `2020-04-20T10:12:00.250+08:00`
const LONGEST_BYTES: usize = 29;

/// A moment as written.
pub(super) struct Written {
    bytes: [u8; LONGEST_BYTES],
    length: usize,
}

fn is_usual(at: Moment) -> bool {
    (FROM..UNTIL).contains(&at)
}

/// The local day and time of an instant.
pub(super) fn to_local(at: Moment) -> Option<NaiveDateTime> {
    let ahead = DateTime::from_timestamp_millis(at.milliseconds().saturating_add(AHEAD_MS));
    ahead.filter(|_| is_usual(at)).map(|ahead| ahead.naive_utc())
}

/// The instant of a local day and time.
pub(super) fn from_local(local: NaiveDateTime) -> Option<Moment> {
    let at = Moment::from_milliseconds(local.and_utc().timestamp_millis().saturating_sub(AHEAD_MS));
    is_usual(at).then_some(at)
}

impl Written {
    pub fn of(at: Moment) -> Option<Self> {
        use chrono::{Datelike, Timelike};
        let local = to_local(at)?;
        let mut written = Self { bytes: *b"0000-00-00T00:00:00.000+08:00", length: LONGEST_BYTES };
        let year = local.year().unsigned_abs();
        written.put(0, year / 100);
        written.put(2, year % 100);
        written.put(5, local.month());
        written.put(8, local.day());
        written.put(11, local.hour());
        written.put(14, local.minute());
        written.put(17, local.second());
        let millisecond = u32::try_from(at.milliseconds().rem_euclid(1_000)).unwrap_or_default();
        if millisecond == 0 {
            written.length = SECONDS_BYTES + OFFSET.len();
            written.bytes[SECONDS_BYTES..written.length].copy_from_slice(OFFSET);
        } else {
            written.put(20, millisecond / 10);
            written.put_digit(22, millisecond % 10);
        }
        Some(written)
    }

    pub fn as_str(&self) -> &str {
        // Digits and separators only.
        str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }

    fn put(&mut self, at: usize, two_digits: u32) {
        self.put_digit(at, two_digits / 10 % 10);
        self.put_digit(at + 1, two_digits % 10);
    }

    fn put_digit(&mut self, at: usize, digit: u32) {
        self.bytes[at] = b'0' + u8::try_from(digit).unwrap_or_default();
    }
}

/// Reads the usual form, with or without milliseconds.
pub(super) fn read(text: &[u8]) -> Option<Moment> {
    let (local, offset) = text.split_last_chunk::<6>()?;
    let (seconds, fraction) = local.split_at_checked(SECONDS_BYTES)?;
    let separators = [4, 7, 10, 13, 16].map(|at| seconds[at]);
    if offset != OFFSET || separators != *b"--T::" {
        return None;
    }
    let millisecond = match fraction {
        [] => 0,
        [b'.', digits @ ..] if digits.len() == 3 => number(digits)?,
        _ => return None,
    };
    let part = |from: usize, to: usize| number(&seconds[from..to]);
    let date = NaiveDate::from_ymd_opt(part(0, 4)?.cast_signed(), part(5, 7)?, part(8, 10)?)?;
    from_local(date.and_hms_milli_opt(part(11, 13)?, part(14, 16)?, part(17, 19)?, millisecond)?)
}

fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0')))
}
