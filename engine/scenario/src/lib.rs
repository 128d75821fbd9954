//! `*.test.yaml`: scenarios of a process in virtual time, with exact expectations. Pure: texts in, a report out; the place
//! where a scenario runs is a [`Venue`], so that the same scenario runs on the bare machine and through the whole house.

mod bare;
mod covered;
mod definitions;
mod explore;
mod failure;
mod judge;
mod line;
mod observation;
mod properties;
mod read;
mod report;
mod runner;
mod running;
mod told;
mod venue;

pub use bare::PureVenue;
pub use covered::{Coverage, ProcessCoverage, Share, Tally};
pub use explore::{Explored, Flaw, Suggested, explore, suggest};
pub use failure::Failure;
pub use machine::{Benefit, Entry, Operation, schedule};
pub use observation::Observation;
pub use properties::Properties;
pub use read::diagnostics;
pub use report::{Outcome, Report};
pub use runner::{run, run_in};
pub use told::Told;
pub use venue::{Opening, Setting, Venue};
