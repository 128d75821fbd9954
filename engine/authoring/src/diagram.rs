//! A process as a picture: Mermaid text, states in document order, each with its role and its deadline.

use std::fmt::Write;

use definition::bilingual::Language;
use definition::model::{Branch, Definition, Inside, State, StateKind, Wait};
use definition::name::{DeadlineName, StateName};

/// The Mermaid flowchart of a process.
pub fn mermaid(definition: &Definition, language: Language) -> String {
    let mut text = String::from("flowchart TD\n");
    for initial in &definition.initial {
        let _ = writeln!(text, "  start_((●)) --> {}", id(definition, initial.as_str()));
    }
    for state in definition.states.values().filter(|state| state.parent.is_none()) {
        node(&mut text, definition, state, language, 1);
    }
    for (name, state) in &definition.states {
        match &state.kind {
            StateKind::Working(working) => {
                for action in working.actions.values() {
                    edges(&mut text, definition, name.as_str(), &action.branches, action.title.get(language), "-->");
                }
                for receive in &working.receive {
                    let word = receive.of.strip_prefix("receive.").unwrap_or(&receive.of);
                    edges(&mut text, definition, name.as_str(), &receive.branches, word, "-->");
                }
                for after in &working.after {
                    edges(
                        &mut text,
                        definition,
                        name.as_str(),
                        &after.branches,
                        &waited(&after.wait, language),
                        "-.->",
                    );
                }
                edges(&mut text, definition, name.as_str(), &working.always, "", "-->");
            }
            StateKind::End(end) => {
                if let Some(reopen) = &end.reopen {
                    let word = match language {
                        Language::Zh => "重启办理",
                        Language::En => "reopen",
                    };
                    let (from, to) = (id(definition, name.as_str()), id(definition, reopen.to.as_str()));
                    let _ = writeln!(text, "  {from} -.->|\"{word}\"| {to}");
                }
            }
            StateKind::History(history) => {
                for to in &history.to {
                    let (from, to) = (id(definition, name.as_str()), id(definition, to.as_str()));
                    let _ = writeln!(text, "  {from} -.-> {to}");
                }
            }
            StateKind::Final => {}
        }
    }
    text
}

fn waited(wait: &Wait, language: Language) -> String {
    match wait {
        Wait::For(budget) => budget.text(language),
        Wait::Until(day) => day.source().to_owned(),
    }
}

/// Mermaid wants plain ids; a state's position is one, whatever script its name is in.
fn id(definition: &Definition, state: &str) -> String {
    definition.states.get_index_of(state).map_or_else(|| "unknown".to_owned(), |at| format!("s{at}"))
}

fn shape(definition: &Definition, state: &State, language: Language) -> String {
    let mut label = escaped(state.title.get(language));
    if let Some(task) = state.task() {
        let _ = write!(label, "<br/>{}", escaped(task.role.as_str()));
    }
    if let Some(deadline) = definition.deadlines.get(&DeadlineName::new(state.name.as_str())) {
        let _ = write!(label, "<br/>{}", escaped(&deadline.term.budget.text(language)));
    }
    match state.kind {
        StateKind::Working(_) => format!("[\"{label}\"]"),
        StateKind::End(_) => format!("([\"{label}\"])"),
        StateKind::Final => "((●))".to_owned(),
        StateKind::History(_) => "((H))".to_owned(),
    }
}

/// A state, and those inside it as a picture of their own; regions have a broken line around them.
fn node(text: &mut String, definition: &Definition, state: &State, language: Language, level: usize) {
    let indent = "  ".repeat(level);
    let id = id(definition, state.name.as_str());
    if state.children.is_empty() {
        let _ = writeln!(text, "{indent}{id}{}", shape(definition, state, language));
        return;
    }
    let _ = writeln!(text, "{indent}subgraph {id}[\"{}\"]", escaped(state.title.get(language)));
    for child in state.children.iter().filter_map(|child| definition.state(child)) {
        node(text, definition, child, language, level + 1);
    }
    for initial in beginnings(state) {
        let _ = writeln!(text, "{indent}  {id}_((●)) --> {}", self::id(definition, initial.as_str()));
    }
    let _ = writeln!(text, "{indent}end");
    if state.parent.as_ref().and_then(|around| definition.state(around)).is_some_and(State::is_parallel) {
        let _ = writeln!(text, "{indent}style {id} stroke-dasharray: 5 5");
    }
}

fn beginnings(state: &State) -> &[StateName] {
    match state.working().map(|working| &working.inside) {
        Some(Inside::One { initial, .. }) => initial,
        Some(Inside::Nothing | Inside::All) | None => &[],
    }
}

fn edges(text: &mut String, definition: &Definition, from: &str, branches: &[Branch], word: &str, arrow: &str) {
    for branch in branches {
        if branch.to.is_empty() {
            continue;
        }
        let mut label = escaped(word);
        if let Some(when) = &branch.when {
            let separator = if label.is_empty() { "" } else { "<br/>" };
            let _ = write!(label, "{separator}[{}]", escaped(when.source()));
        }
        let from = id(definition, from);
        for to in branch.to.iter().map(|to| id(definition, to.as_str())) {
            if label.is_empty() {
                let _ = writeln!(text, "  {from} {arrow} {to}");
            } else {
                let _ = writeln!(text, "  {from} {arrow}|\"{label}\"| {to}");
            }
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;").replace('|', "&#124;")
}

#[cfg(test)]
mod tests {
    use definition::name::ProcessName;
    use definition::text::SourceText;

    use super::*;

    const PROCESS: &str = r#"
process: tiny
version: 1
name: {zh: 小流程, en: Tiny}
effective: {from: 2020-01-01}
number: "T-{year}-{seq:3}"
fields: {sure: {type: boolean}}
start: {role: clerk}
initial: 审核
states:
  审核:
    task: {role: clerk, form: [sure]}
    on:
      同意: {to: 办结, when: sure, otherwise: 不行}
      拒绝: {to: 办结}
    after: [{in: {natural_days: 3}, to: 办结}]
  办结: {end: done, reopen: {role: clerk, to: 审核}}
"#;

    #[test]
    fn every_way_out_of_a_state_is_drawn() {
        let texts = [
            SourceText::new("p.yaml", PROCESS),
            SourceText::new(
                "o.yaml",
                "organisation: o\nlevels: [{level: county, name: 县}]\nroles: {clerk: {level: county, name: 经办}}\n",
            ),
        ];
        let workspace = definition::check(&texts, "2020-01-01".parse().unwrap());
        let definition = &workspace.processes.get(&ProcessName::new("tiny")).unwrap().definition;
        let drawn = mermaid(definition, Language::Zh);
        let expected = [
            "start_((●)) --> s0",
            "s0[\"审核<br/>clerk\"]",
            "s1([\"办结\"])",
            "s0 -->|\"同意<br/>[sure]\"| s1",
            "s0 -->|\"拒绝\"| s1",
            "s0 -.->|\"3个自然日\"| s1",
            "s1 -.->|\"重启办理\"| s0",
        ];
        for line in expected {
            assert!(drawn.contains(line), "{line} in\n{drawn}");
        }
    }
}
