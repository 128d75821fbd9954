//! Our processes for other tools.

pub mod bpmn;
pub mod scxml;
mod xml;
