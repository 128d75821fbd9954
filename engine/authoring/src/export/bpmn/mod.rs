//! BPMN 2.0 with its picture (diagram interchange), so that other departments' tools show a process. What BPMN has no word for stands
//! as documentation, in words.

mod model;
mod place;
#[cfg(test)]
mod tests;
mod write;

use crate::words::Words;

/// A process as a BPMN file.
pub fn bpmn(words: Words<'_>) -> String {
    let model = model::model(words);
    let places = place::places(&model);
    write::write(&model, &places)
}
