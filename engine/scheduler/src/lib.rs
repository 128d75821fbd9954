//! What runs because time passed. Each part is a `tick` that does what is due now, and a loop that sleeps until the next.
//! Everything comes through the service's door; the clock is the database's.

mod deadlines;
mod deliveries;
mod obligations;
mod post;
mod running;
mod sending;
mod virtual_time;

pub use deadlines::{fire_due, reproject};
pub use deliveries::{Delivered, deliver_due};
pub use post::Post;
pub use running::run;
pub use virtual_time::{Passed, run_until};
