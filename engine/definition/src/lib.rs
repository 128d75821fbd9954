//! All source texts of a workspace -> checked definitions and diagnostics. Pure: no IO, no clock, no async, no randomness.

pub mod bilingual;
pub mod calendar;
pub mod checks;
pub mod days;
pub mod diagnostic;
pub mod expression;
pub mod fragment;
pub mod identity;
pub mod keyword;
pub mod model;
pub mod moment;
pub mod name;
pub mod notifications;
pub mod organisation;
pub mod parameter;
pub mod process;
pub mod schedule;
pub mod source;
pub mod table;
pub mod template;
pub mod text;
pub mod value;
pub mod workspace;
pub mod yaml;

pub use workspace::{Workspace, check};
