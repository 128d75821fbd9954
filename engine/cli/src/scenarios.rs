//! Which scenarios of a rulebook may be judged: those whose process is sound.

use definition::Workspace;
use definition::keyword;
use definition::name::ProcessName;
use definition::yaml::Node;

/// The process that the text of a scenario file, or of a process, is about.
pub fn process_of(node: &Node) -> Option<ProcessName> {
    let Node::Mapping(entries, _) = node else { return None };
    let entry = entries.iter().find(|entry| keyword::PROCESS.is(&entry.key.text))?;
    match &entry.value {
        Node::Scalar(scalar) => Some(ProcessName::from(scalar.text.as_str())),
        Node::Sequence(..) | Node::Mapping(..) => None,
    }
}

/// Leaves out the scenarios of processes with errors: what they name may only seem to be missing.
pub fn keep_judgeable(workspace: &mut Workspace) {
    let judgeable: Vec<bool> = workspace.scenarios.iter().map(|(_, node)| is_judgeable(workspace, node)).collect();
    let mut judgeable = judgeable.into_iter();
    workspace.scenarios.retain(|_| judgeable.next().unwrap_or(true));
}

fn is_judgeable(workspace: &Workspace, node: &Node) -> bool {
    match process_of(node) {
        Some(process) if workspace.processes.contains_key(&process) => workspace.is_sound(&process),
        // No such process: true of a rulebook without errors, else perhaps only not read.
        Some(_) | None => !workspace.has_errors(),
    }
}
