//! The limits of the language. Each is far above any honest expression and keeps every step bounded.

/// The longest source, in bytes.
pub const SOURCE_BYTES_MAX: usize = 4_096;
/// How deep brackets, calls, `if` and signs may stand in each other.
pub const NESTING_LEVELS_MAX: usize = 64;
/// How many levels the tree of an expression may have; a sum of many terms has one level a term, `and` and `or` have one.
pub const TREE_LEVELS_MAX: usize = 128;
/// How many operands and operations one expression may have.
pub const NODES_MAX: usize = 1_024;
/// How many items one list may have, written or read.
pub const LIST_ITEMS_MAX: usize = 1_000;
/// How many steps one evaluation may take: a step an operation, a step an item of a list, a step every 64 bytes of text.
pub const EVALUATION_STEPS_MAX: u32 = 100_000;
/// How many bytes of text one step may look through.
pub(super) const TEXT_BYTES_PER_STEP: usize = 64;
/// The most decimal places a rounding may keep.
pub(super) const ROUNDING_PLACES_MAX: u32 = 28;
/// The first year a computed date may fall in.
pub(super) const YEAR_MIN: i32 = 1;
/// The last year a computed date may fall in.
pub(super) const YEAR_MAX: i32 = 9_999;
/// How many characters of one value a trace shows.
pub(super) const SHOWN_CHARACTERS_MAX: usize = 60;
/// How many names a message lists.
pub(super) const LISTED_NAMES_MAX: usize = 8;
/// The greatest exponent of a power, of either sign.
pub(super) const EXPONENT_MAX: i64 = 1_000;
/// How many comparisons of operands the divisor proof of one expression may take; past it, nothing more is proved.
pub(super) const PROOF_STEPS_MAX: usize = 200_000;
