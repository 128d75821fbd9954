//! The walls of the house, as promises. What the compiler cannot refuse is refused here; to widen a wall is to edit its list.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what went wrong by failing")]

#[path = "tidy/crates.rs"]
mod crates;
#[path = "tidy/purity.rs"]
mod purity;
#[path = "tidy/size.rs"]
mod size;
#[path = "tidy/tree.rs"]
mod tree;
#[path = "tidy/wording.rs"]
mod wording;

/// Fails with every finding, one a line.
#[track_caller]
fn none(promise: &str, found: impl IntoIterator<Item = String>) {
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "{promise}; found:\n  {}", found.join("\n  "));
}
