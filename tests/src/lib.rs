//! What the tests of the whole house share.

pub mod harness;
pub mod postgres;
pub mod raw;
pub mod smtp_server;
