//! The measurement: the reference workload through the real service, beside the same rows written bare, in one run.

mod due;
mod ground;
mod growth;
mod http;
mod load;
mod raw;
mod recount;
mod report;
mod round;
mod rulebook;
mod samples;
mod usage;

pub use due::due;
pub use ground::Ground;
pub use recount::{looks, recount};
pub use report::round;
pub use round::{Plan, measure};
