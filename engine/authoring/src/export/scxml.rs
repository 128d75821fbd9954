//! SCXML: a process as a statechart for other tools. Actions, messages and the passing of time are events; conditions keep our language,
//! which the file names as its data model; effects stand as comments.

use std::fmt::Write;

use definition::model::{Branch, Depth, Inside, State, StateKind, Wait, Working};
use definition::name::StateName;

use super::xml::escaped;
use crate::words::Words;

/// A process as an SCXML file.
pub fn scxml(words: Words<'_>) -> String {
    let definition = words.definition;
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<scxml xmlns=\"http://www.w3.org/2005/07/scxml\" version=\"1.0\" datamodel=\"x-feel\" name=\"{}\" initial=\"{}\">\n",
        escaped(definition.process.as_str()),
        escaped(&joined(&definition.initial))
    );
    for state in definition.states.values().filter(|state| state.parent.is_none()) {
        self::state(&mut text, words, state);
    }
    text.push_str("</scxml>\n");
    text
}

fn state(text: &mut String, words: Words<'_>, state: &State) {
    let id = escaped(state.name.as_str());
    let comment = |text: &mut String, said: &str| {
        // Two hyphens would end a comment.
        let _ = writeln!(text, "    <!-- {} -->", escaped(said).replace("--", "- -"));
    };
    let (tag, more) = element(state);
    let _ = writeln!(text, "  <{tag} id=\"{id}\"{more}>");
    comment(text, state.title.get(words.language));
    for effect in &state.enter {
        comment(text, &words.effect(effect));
    }
    match &state.kind {
        StateKind::Working(working) => transitions(text, words, working),
        StateKind::Final => {}
        StateKind::History(history) => {
            let _ = writeln!(text, "    <transition target=\"{}\"/>", escaped(&joined(&history.to)));
        }
        StateKind::End(end) => {
            if let Some(reopen) = &end.reopen {
                let _ = writeln!(text, "    <transition event=\"reopen\" target=\"{}\"/>", escaped(reopen.to.as_str()));
            }
        }
    }
    for child in state.children.iter().filter_map(|child| words.definition.state(child)) {
        self::state(text, words, child);
    }
    let _ = writeln!(text, "  </{tag}>");
}

/// The element of a state, and what it says besides its id.
fn element(state: &State) -> (&'static str, String) {
    match &state.kind {
        StateKind::End(end) if end.reopen.is_none() => ("final", String::new()),
        StateKind::End(_) => ("state", String::new()),
        StateKind::Final => ("final", String::new()),
        StateKind::History(history) => match history.depth {
            Depth::Shallow => ("history", " type=\"shallow\"".to_owned()),
            Depth::Deep => ("history", " type=\"deep\"".to_owned()),
        },
        StateKind::Working(working) => match &working.inside {
            Inside::Nothing => ("state", String::new()),
            Inside::One { initial, .. } => ("state", format!(" initial=\"{}\"", escaped(&joined(initial)))),
            Inside::All => ("parallel", String::new()),
        },
    }
}

/// Several targets, as SCXML names them.
fn joined(states: &[StateName]) -> String {
    states.iter().map(StateName::as_str).collect::<Vec<_>>().join(" ")
}

fn transitions(text: &mut String, words: Words<'_>, working: &Working) {
    for (name, action) in &working.actions {
        branches(text, words, &format!("do.{name}"), &action.branches);
    }
    for receive in &working.receive {
        branches(text, words, &receive.of, &receive.branches);
    }
    for (number, after) in working.after.iter().enumerate() {
        let waited = match &after.wait {
            Wait::For(budget) => budget.text(words.language),
            Wait::Until(day) => day.source().to_owned(),
        };
        let _ = writeln!(text, "    <!-- {} -->", escaped(&waited).replace("--", "- -"));
        branches(text, words, &format!("after.{number}"), &after.branches);
    }
    branches(text, words, "", &working.always);
}

fn branches(text: &mut String, words: Words<'_>, event: &str, branches: &[Branch]) {
    for branch in branches {
        for effect in &branch.effects {
            let _ = writeln!(text, "    <!-- {} -->", escaped(&words.effect(effect)).replace("--", "- -"));
        }
        let event = if event.is_empty() { String::new() } else { format!(" event=\"{}\"", escaped(event)) };
        let inner = if branch.internal { " type=\"internal\"" } else { "" };
        let target = match branch.to.is_empty() {
            true => String::new(),
            false => format!(" target=\"{}\"{inner}", escaped(&joined(&branch.to))),
        };
        let when = branch.when.as_ref().map(|when| format!(" cond=\"{}\"", escaped(when.source()))).unwrap_or_default();
        let _ = writeln!(text, "    <transition{event}{when}{target}/>");
    }
}

#[cfg(test)]
mod tests {
    use definition::bilingual::Language;
    use definition::name::ProcessName;

    use super::*;
    use crate::pages;

    #[test]
    fn every_state_and_way_is_in_the_file_and_every_target_exists() {
        let states = "
initial: review
states:
  review:
    name: {zh: '审核--<甲>', en: Review}
    task: {role: clerk}
    on:
      approve: {name: {zh: 同意, en: Approve}, to: closed, when: sure, otherwise: 不属实}
      refuse: {name: {zh: 不同意, en: Refuse}, to: closed}
    after: [{in: {natural_days: 30}, to: closed}]
  closed: {name: {zh: 已办结, en: Closed}, end: done, reopen: {role: chief, to: review}}
";
        let around = definition::check(&pages::texts(pages::Place::States, states), "2026-01-15".parse().unwrap());
        let definition = &around.processes[&ProcessName::new("sample")].definition;
        let text = scxml(Words { definition, around: &around, language: Language::Zh });
        let document = roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let transitions =
            document.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2005/07/scxml", "transition")));
        let targets: Vec<&str> = transitions.filter_map(|node| node.attribute("target")).collect();
        assert!(text.contains("event=\"do.approve\" cond=\"sure\" target=\"closed\""), "{text}");
        assert_eq!(targets, ["closed", "closed", "closed", "review"]);
        let ids: Vec<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
        assert_eq!(ids, ["review", "closed"]);
    }
}
