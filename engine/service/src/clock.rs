//! A database carries its clock: real, or virtual with a stored instant that moves only on command. A virtual one can never
//! become real, and a real one never virtual.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use definition::moment::Moment;
use storage::Store;

use crate::error::ServiceError;

/// The setting the clock is kept under.
const SETTING: &str = "clock";
/// What it says of a real clock.
const REAL: &str = "real";

/// The clock of a database.
#[derive(Debug)]
pub enum Clock {
    /// The host's.
    Real,
    /// A stored instant, in milliseconds.
    Virtual(AtomicI64),
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
                Ok(Clock::Real)
            }
            (None, Some(start)) => {
                store.put_setting(SETTING, &start.milliseconds().to_string()).await?;
                Ok(Clock::Virtual(AtomicI64::new(start.milliseconds())))
            }
            (Some(REAL), None) => Ok(Clock::Real),
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
            Clock::Real => real_now(),
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
            Clock::Real => Err(ServiceError::Clock("real time moves by itself".to_owned())),
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

fn real_now() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Moment::from_milliseconds(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
