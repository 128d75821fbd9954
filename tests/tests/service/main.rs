//! The promises of the service, each on both stores. After every test every invariant is verified.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what went wrong by failing")]

mod calendar;
mod damage;
mod duties;
mod groups;
mod hangup;
mod household;
mod incidents;
mod nested;
mod nodes;
mod publishing;
mod reach;
mod refusals;
mod sealing;
mod steps;
mod tables;
mod tampering;
mod time;
