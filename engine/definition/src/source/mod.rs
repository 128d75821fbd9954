//! Texts as written: YAML trees decoded into plain structures in which every value keeps its place. Nothing is resolved here.

pub mod calendar;
pub mod decode;
