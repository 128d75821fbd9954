//! What the tests of the whole house share.

pub mod graded;
pub mod harness;
pub mod http_receiver;
pub mod outside;
pub mod postgres;
pub mod probe;
pub mod raw;
pub mod rules;
pub mod sample;
pub mod simulation;
pub mod smtp_server;
