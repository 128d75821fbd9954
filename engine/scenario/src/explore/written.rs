//! A script as a scenario file: what `doudi test` runs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use definition::name::{PersonName, StateName};
use definition::organisation::Person;
use definition::value::Value;
use machine::{Case, Command, FieldInput, Status};

use super::ground::Ground;
use super::play::{Played, Script, Wrong};
use crate::read::{Deed, Step, TaskOf, What};
use crate::running::Nature;

/// Words that YAML of some age reads as something else.
const NOT_PLAIN: [&str; 10] = ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "~"];

/// A file with scenarios by name; with everybody of the ground, or only with those who do something.
pub(super) fn file(ground: &Ground<'_>, comment: &str, scenarios: &[(String, Played)], everybody: bool) -> String {
    let acting: BTreeSet<PersonName> = scenarios.iter().flat_map(|(_, played)| acting(&played.script)).collect();
    let mut text: String = comment.lines().map(|line| format!("# {line}\n")).collect();
    let _ = writeln!(text, "process: {}\npeople:", plain(ground.definition.process.as_str()));
    for person in ground.organisation().people().values().filter(|person| everybody || acting.contains(&person.name)) {
        let _ = writeln!(text, "  {}: {}", plain(person.name.as_str()), person_text(person));
    }
    for (_, played) in scenarios {
        if let Some(Wrong::Told(Nature::Property, miss)) = &played.wrong
            && let Some((key, source)) = miss.expected.split_once(": ")
        {
            let _ = writeln!(text, "{key}: [{}]", quoted(source));
        }
    }
    text.push_str("scenarios:\n");
    for (name, played) in scenarios {
        text.push_str(&scenario(ground, played, name));
    }
    text
}

/// One scenario as an entry of a list of them.
fn scenario(ground: &Ground<'_>, played: &Played, name: &str) -> String {
    let mut text = format!("  - name: {}\n", quoted(name));
    if !ground.parameters.is_empty() {
        let given = ground.parameters.iter().map(|(name, value)| (quoted(name.as_str()), written(value)));
        let given: BTreeMap<String, String> = given.collect();
        let given: Vec<String> = given.into_iter().map(|(name, value)| format!("{name}: {value}")).collect();
        let _ = writeln!(text, "    parameters: {{{}}}", given.join(", "));
    }
    let start = &played.script.start;
    let expect = match &start.expect.refused {
        Some(kind) => format!(", expect: {{refused: {}}}", kind.value.as_str()),
        None if played.script.steps.is_empty() => ends(played, None),
        None => String::new(),
    };
    let (at, person, office) = (start.at, plain(start.person.as_str()), quoted(start.office.as_str()));
    let fields = fields_text("fields", &start.fields);
    let _ = writeln!(text, "    start: {{at: {at}, as: {person}, office: {office}{fields}{expect}}}");
    let stuck = matches!(played.wrong, Some(Wrong::Stuck(_)));
    if !played.script.steps.is_empty() || stuck {
        text.push_str("    steps:\n");
    }
    for (position, step) in played.script.steps.iter().enumerate() {
        let is_last = position + 1 == played.script.steps.len();
        let _ = writeln!(text, "      - {{{}}}", step_text(played, step, is_last));
    }
    if stuck {
        text.push_str("      - {advance: {years: 1}, expect: {status: ended}}\n");
    }
    text
}

fn step_text(played: &Played, step: &Step, is_last: bool) -> String {
    let case = step.case.as_ref().map(|key| format!(", case: {}", plain(&key.value))).unwrap_or_default();
    let expect = match &step.expect.refused {
        Some(kind) => format!(", expect: {{refused: {}}}", kind.value.as_str()),
        None if is_last => ends(played, step.case.as_ref().map(|key| key.value.as_str())),
        None => String::new(),
    };
    let deed = step.deed.as_ref().map(deed_text).unwrap_or_default();
    format!("at: {}{case}{deed}{expect}", step.at)
}

/// Where the case a step is about stands at the end; nothing where something does not hold.
fn ends(played: &Played, key: Option<&str>) -> String {
    let case = played.cases.iter().find(|(of, _)| of.as_deref() == key).map(|(_, case)| case);
    let Some(case) = case.filter(|_| played.wrong.is_none()) else { return String::new() };
    let active: Vec<String> = leaves(case).map(|state| plain(state.as_str())).collect();
    let outcome = match &case.status {
        Status::Open => String::new(),
        Status::Ended { outcome, .. } => format!(", outcome: {}", plain(outcome)),
    };
    format!(", expect: {{active: [{}]{outcome}}}", active.join(", "))
}

fn leaves(case: &Case) -> impl Iterator<Item = &StateName> {
    case.leaves().map(|(state, _)| state)
}

fn acting(script: &Script) -> BTreeSet<PersonName> {
    let steps = script.steps.iter().filter_map(|step| step.deed.as_ref()?.person.clone());
    steps.chain([script.start.person.clone()]).collect()
}

fn person_text(person: &Person) -> String {
    let post = |role: &str, office: &str| format!("role: {}, office: {}", plain(role), quoted(office));
    let posts: Vec<String> =
        person.posts.iter().map(|at| format!("{{{}}}", post(at.role.as_str(), at.office.as_str()))).collect();
    match posts.as_slice() {
        [only] => only.clone(),
        all => format!("{{posts: [{}]}}", all.join(", ")),
    }
}

fn deed_text(deed: &Deed) -> String {
    let by = deed.person.as_ref().map(|person| format!(", as: {}", plain(person.as_str()))).unwrap_or_default();
    let task = |task: &TaskOf| match task {
        TaskOf::State(state) => plain(state.as_str()),
        TaskOf::Number(number) => number.to_string(),
        TaskOf::Aside(person) => plain(person.as_str()),
        TaskOf::Asked(opinion) => plain(opinion.as_str()),
    };
    by + &match &deed.what {
        What::Command(command) => command_text(command),
        // Walks do nothing at the desk but act, claim and release.
        What::Desk(..) => String::new(),
        What::Claim(of) => format!(", claim: {}", task(of)),
        What::Release(of) => format!(", release: {}", task(of)),
    }
}

fn command_text(command: &Command) -> String {
    let optional =
        |key: &str, value: Option<String>| value.map(|value| format!(", {key}: {value}")).unwrap_or_default();
    match command {
        Command::Act { state, action, task, fields, comment, return_to } => {
            let state = optional("state", state.as_ref().map(|state| plain(state.as_str())));
            let task = optional("task", task.map(|task| task.to_string()));
            let comment = optional("comment", comment.as_deref().map(quoted));
            let back = optional("return_to", return_to.as_ref().map(|state| plain(state.as_str())));
            format!(", do: {}{state}{task}{}{comment}{back}", plain(action.as_str()), fields_text("fields", fields))
        }
        Command::Claim { task } => format!(", claim: {task}"),
        Command::Release { task } => format!(", release: {task}"),
        Command::Receive { event, fields } => {
            format!(", send: {}{}", plain(event.as_str()), fields_text("data", fields))
        }
        Command::Reopen { comment } => {
            let comment = comment.as_deref().map(|comment| format!("comment: {}", quoted(comment)));
            format!(", reopen: {{{}}}", comment.unwrap_or_default())
        }
        Command::Retry => ", retry: {}".to_owned(),
        Command::Move { to, reason, second } => {
            let (to, second) = (plain(to.as_str()), plain(second.as_str()));
            format!(", move: {{to: {to}, reason: {}, second: {second}}}", quoted(reason))
        }
        // Nobody asks for these: they are what time and other cases do.
        Command::Start(_)
        | Command::ReachDeadline { .. }
        | Command::ReachAfter { .. }
        | Command::ReachSend { .. }
        | Command::ExpireKept { .. }
        | Command::CallOff
        | Command::Desk(_)
        | Command::Change(_) => String::new(),
    }
}

fn fields_text(key: &str, fields: &FieldInput) -> String {
    if fields.is_empty() {
        return String::new();
    }
    let fields: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}: {}", plain(name.as_str()), written(value))).collect();
    format!(", {key}: {{{}}}", fields.join(", "))
}

/// A value as a scenario writes it.
fn written(value: &Value) -> String {
    match value {
        Value::Boolean(value) => value.to_string(),
        Value::Number(value) | Value::Money(value) => value.to_string(),
        Value::Date(value) => value.to_string(),
        Value::Moment(value) => value.to_string(),
        Value::Text(value) => quoted(value),
        Value::Month(_) => value.shown(),
        Value::Choice(value) => plain(value),
        Value::Record(values) => {
            let parts: Vec<String> =
                values.iter().map(|(name, value)| format!("{}: {}", plain(name), written(value))).collect();
            format!("{{{}}}", parts.join(", "))
        }
        Value::List(values) => format!("[{}]", values.iter().map(written).collect::<Vec<_>>().join(", ")),
        // What is kept sealed was never filled in here.
        Value::Sealed(_) => "~".to_owned(),
    }
}

/// A word as it is where YAML reads it as a text, else quoted.
fn plain(word: &str) -> String {
    let is_wordy = word.chars().all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '-');
    let begins = word.chars().next().is_some_and(char::is_alphabetic);
    if is_wordy && begins && !NOT_PLAIN.contains(&word.to_lowercase().as_str()) {
        word.to_owned()
    } else {
        quoted(word)
    }
}

/// A text as YAML reads it back: JSON is YAML.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
