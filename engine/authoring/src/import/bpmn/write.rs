//! The states as a process file.

use std::fmt::Write;

use super::super::Imported;
use super::super::yaml::scalar;
use super::states::{Drawn, State};

/// The files of a process.
pub(super) fn imported(drawn: Drawn) -> Imported {
    let mut text = format!(
        "process: {}\nversion: 1\nname: {}\neffective: {{from: 2000-01-01}}\nnumber: \"{{year}}-{{seq:6}}\"\nstart: {{role: {}}}\ninitial: {}\nstates:\n",
        scalar(&drawn.id),
        scalar(&drawn.title),
        drawn.starter,
        drawn.initial
    );
    drawn.states.iter().for_each(|state| written(state, &mut text));
    let mut organisation = format!("organisation: {}\nlevels: [office]\nroles:\n", scalar(&drawn.id));
    for (id, title) in &drawn.roles {
        let _ = writeln!(organisation, "  {id}: {{level: office, name: {}}}", scalar(title));
    }
    Imported { name: drawn.id, process: text, organisation, notes: drawn.notes }
}

fn written(state: &State, text: &mut String) {
    for line in state.documentation.iter().flat_map(|documentation| documentation.lines()) {
        let _ = writeln!(text, "  # {}", line.trim());
    }
    let _ = writeln!(text, "  {}:\n    name: {}", state.id, scalar(&state.title));
    if let Some(outcome) = &state.outcome {
        let _ = writeln!(text, "    end: {outcome}");
    }
    if let Some(role) = &state.role {
        let _ = writeln!(text, "    task: {{role: {role}}}");
    }
    if !state.actions.is_empty() {
        text.push_str("    on:\n");
        for (id, title, to) in &state.actions {
            let _ = writeln!(text, "      {id}: {{name: {}, to: {to}}}", scalar(title));
        }
    }
    if !state.receive.is_empty() {
        text.push_str("    receive:\n");
        for (id, to) in &state.receive {
            let _ = writeln!(text, "      {id}: {{sender: outside, to: {to}}}");
        }
    }
    if !state.after.is_empty() {
        text.push_str("    after:\n");
        for (unit, count, to) in &state.after {
            let _ = writeln!(text, "      - {{in: {{{unit}: {count}}}, to: {to}}}");
        }
    }
}
