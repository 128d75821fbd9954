//! The promises of storage, each kept on SQLite and on PostgreSQL.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

mod administration;
mod committing;
mod concurrency;
mod due;
mod inbox;
mod many;
mod opening;
#[path = "../../../../tests/src/postgres.rs"]
mod postgres;
mod sample;
mod scope;
mod sealing;
mod searching;
mod sending;
mod stores;
mod verifying;
