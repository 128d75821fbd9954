//! How long to wait before sending again, and when to stop trying.

use std::time::Duration;

/// The wait after the first failed attempt.
pub const BACKOFF_FIRST_SECONDS: u64 = 30;
/// The longest wait between two attempts.
pub const BACKOFF_CAP_SECONDS: u64 = 3_600;
/// After so many failed attempts a message is set aside for a person to look at. With the waits above that is a little
/// under five days, as RFC 5321 4.5.4.1 asks of a sender: a mail server that is down over a weekend loses nothing.
pub const ATTEMPTS_MAX: u32 = 120;

/// The wait after the `attempt`-th failed attempt (counted from 1): doubling from 30 seconds up to one hour. The same
/// attempt always waits the same time.
pub fn backoff(attempt: u32) -> Duration {
    let doublings = attempt.saturating_sub(1);
    let seconds = BACKOFF_FIRST_SECONDS.saturating_mul(2_u64.saturating_pow(doublings));
    Duration::from_secs(seconds.min(BACKOFF_CAP_SECONDS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_an_hour() {
        let waits: Vec<u64> = (1..=9).map(|attempt| backoff(attempt).as_secs()).collect();
        assert_eq!(waits, [30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
    }

    #[test]
    fn no_number_of_attempts_overflows() {
        assert_eq!(backoff(0).as_secs(), BACKOFF_FIRST_SECONDS);
        assert_eq!(backoff(u32::MAX).as_secs(), BACKOFF_CAP_SECONDS);
    }

    #[test]
    fn a_message_is_tried_through_a_long_weekend_and_not_for_ever() {
        let whole: Duration = (1..ATTEMPTS_MAX).map(backoff).sum();
        let days = whole.as_secs() / 86_400;
        assert_eq!(days, 4, "the waits add up to {whole:?}");
    }
}
