//! The demonstration: one day of the fast track in one county, lived through in virtual time. Everything in it is made up.

mod day;
mod household;
mod people;
mod random;
mod report;

pub use day::{Day, live, opens_at};
pub use people::staff;
pub use report::report;
