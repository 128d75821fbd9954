//! BPMN 2.0: tasks become states, lanes roles, gateways choices of a person, timers and messages what they are. A process that has
//! none of our fields cannot decide by its conditions, so those are told and a person decides.

mod model;
mod states;
#[cfg(test)]
mod tests;
mod write;

use super::{Imported, Refused};

/// Brings in every process of a file that can be carried out.
///
/// # Errors
/// If it is no BPMN, or no process is in it.
pub fn import(text: &str) -> Result<Vec<Imported>, Refused> {
    let options = roxmltree::ParsingOptions { allow_dtd: false, nodes_limit: NODES_MAX, ..Default::default() };
    let document = roxmltree::Document::parse_with_options(text, options)
        .map_err(|error| Refused::new(format!("不是合法的 XML：{error}"), format!("this is not XML: {error}")))?;
    let processes = model::processes(&document);
    if processes.is_empty() {
        return Err(Refused::new("文件里没有带开始事件的 BPMN 流程", "no BPMN process with a start event is in it"));
    }
    Ok(processes.into_iter().map(|process| write::imported(states::states(process))).collect())
}

/// The most nodes of one file.
const NODES_MAX: u32 = 200_000;
