//! What calendars and periods promise, and an oracle that counts them another way.

mod calendars;
mod explaining;
mod fixture;
mod limits;
mod oracle;
mod periods;
mod rungs;
