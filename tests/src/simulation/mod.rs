//! Simulation: seeded officers, processes and faults over the pure core and a store in memory that is killed at any point.
//! One seed gives one run, to the byte; what does not hold shrinks to a scenario that `doudi test` runs.
//!
//! `world` is what a run stands on, `officer` who acts in it, `script` what was done; `house` carries it out on `store`,
//! `crash` kills it, `audit` looks whether everything still holds; `shrink` and `scenario_text` tell what does not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what went wrong by failing")]

mod audit;
mod bare;
mod crash;
mod desk;
mod figures;
mod fold;
mod house;
mod officer;
mod parameters;
mod people;
mod process;
mod run;
mod scenario_text;
mod script;
mod sending;
mod shrink;
mod store;
mod values;
mod world;

pub use audit::Finding;
pub use crash::{Crash, Crashes};
pub use figures::Figures;
pub use house::{Apply, House};
pub use run::{Failed, Ran, Settings, World, run, simulate};
pub use script::{CaseRef, Deed, Move};
pub use shrink::{Shrunk, shrink};
