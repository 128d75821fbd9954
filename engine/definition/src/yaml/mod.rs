//! The only door through which YAML enters: text -> a tree in which every key and scalar knows its place.
//!
//! The tree keeps scalars as they were written. What `007`, `on`, `no` or `560.00` mean is decided by the key they stand
//! under, never guessed by YAML, so the classic traps cannot happen and money stays exact.

mod hidden;
mod node;
mod punctuation;
mod read;

pub use node::{Entry, Node, Scalar, Style};
pub use read::{parse, text_bytes_max};
