//! A database carries its clock: real, or virtual with a stored instant that moves only on command. A virtual one can never
//! become real, and a real one never virtual.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use definition::moment::Moment;
use storage::Store;

use crate::error::ServiceError;
use crate::pace::{Pace, Wrong};

/// The setting the clock is kept under.
const SETTING: &str = "clock";
/// What it says of a real clock.
const REAL: &str = "real";

/// The clock of a database.
#[derive(Debug)]
pub enum Clock {
    /// The host's, as far as it can be believed.
    Real(RealClock),
    /// A stored instant, in milliseconds.
    Virtual(AtomicI64),
}

/// The host's clock.
#[derive(Debug)]
pub struct RealClock {
    opened: Instant,
    pace: Mutex<Pace>,
}

impl Clock {
    /// The clock a database carries; a new database gets the one wanted.
    ///
    /// # Errors
    /// If the database carries the other kind than the one wanted.
    pub async fn open(store: &Store, start: Option<Moment>) -> Result<Self, ServiceError> {
        let stored = store.setting(SETTING).await?;
        match (stored.as_deref(), start) {
            (None, None) => {
                store.put_setting(SETTING, REAL).await?;
                Ok(Clock::Real(RealClock::open()))
            }
            (None, Some(start)) => {
                store.put_setting(SETTING, &start.milliseconds().to_string()).await?;
                Ok(Clock::Virtual(AtomicI64::new(start.milliseconds())))
            }
            (Some(REAL), None) => Ok(Clock::Real(RealClock::open())),
            (Some(REAL), Some(_)) => {
                Err(ServiceError::Clock("this database runs on real time and cannot become virtual".to_owned()))
            }
            (Some(instant), _) => {
                let instant =
                    instant.parse().map_err(|_| ServiceError::Clock(format!("its clock is set to `{instant}`")))?;
                Ok(Clock::Virtual(AtomicI64::new(instant)))
            }
        }
    }

    /// Now.
    pub fn now(&self) -> Moment {
        match self {
            Clock::Real(real) => real.now(),
            Clock::Virtual(instant) => Moment::from_milliseconds(instant.load(Ordering::SeqCst)),
        }
    }

    /// Whether it is virtual.
    pub fn is_virtual(&self) -> bool {
        matches!(self, Clock::Virtual(_))
    }

    /// Moves a virtual clock on, never back; stored before it shows.
    pub(crate) async fn set(&self, store: &Store, to: Moment) -> Result<(), ServiceError> {
        match self {
            Clock::Real(_) => Err(ServiceError::Clock("real time moves by itself".to_owned())),
            Clock::Virtual(instant) => {
                if to.milliseconds() <= instant.load(Ordering::SeqCst) {
                    return Ok(());
                }
                store.put_setting(SETTING, &to.milliseconds().to_string()).await?;
                instant.fetch_max(to.milliseconds(), Ordering::SeqCst);
                Ok(())
            }
        }
    }
}

impl RealClock {
    fn open() -> Self {
        Self { opened: Instant::now(), pace: Mutex::new(Pace::new(of_host())) }
    }

    /// Never less than it has said before.
    fn now(&self) -> Moment {
        let mut pace = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
        let running = i64::try_from(self.opened.elapsed().as_millis()).unwrap_or(i64::MAX);
        let (now, wrong) = pace.now(of_host(), running);
        if let Some(wrong) = wrong {
            tell(wrong, now);
        }
        now
    }
}

fn of_host() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Moment::from_milliseconds(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

fn tell(wrong: Wrong, now: Moment) {
    let now = now.shown();
    match wrong {
        Wrong::WentBack { milliseconds } => tracing::warn!(
            now,
            milliseconds,
            "the clock of this host went back; until it has caught up, time stands still here and nothing comes due"
        ),
        Wrong::StandsStill { milliseconds } => {
            tracing::warn!(now, milliseconds, "the clock of this host stands still; nothing comes due until it goes on")
        }
        Wrong::Leapt { days } => tracing::error!(
            now,
            days,
            "the clock of this host leapt forward and is not believed; put it right, or restart the server if it is right"
        ),
        Wrong::Over => tracing::warn!(now, "the clock of this host can be believed again"),
    }
}
