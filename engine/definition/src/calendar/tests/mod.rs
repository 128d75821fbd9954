//! What calendars and periods promise, and an oracle that counts them another way.

mod calendars;
mod day_rules;
mod explaining;
mod fixture;
mod limits;
mod oracle;
mod periods;
mod rungs;
mod summer_time;
