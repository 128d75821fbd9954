//! A script as a scenario file: what `doudi test` runs, with the people and the property it needs.

use std::collections::BTreeSet;
use std::fmt::Write;

use definition::name::PersonName;
use definition::organisation::{Person, Post};
use definition::value::Value;
use machine::{Actor, CaseId, Change, Command, FieldInput, Grounds};
use scenario::Opening;

use super::crash::Crashes;
use super::house::{Apply, House};
use super::run::World;
use super::script::{Deed, Move};

/// How a script is to be written.
pub struct Written<'w> {
    /// The world it was made in.
    pub world: &'w World,
    /// What is done; every group holds one deed, and every deed is about the same case or one started by it.
    pub moves: &'w [Move],
    /// What applies a step.
    pub apply: Apply,
    /// The property that is broken, as told: `never: ...` or `always: ...`.
    pub property: Option<&'w str>,
    /// What the head of the file says.
    pub head: &'w str,
}

impl Written<'_> {
    /// The file; with everybody of the world, or only with those who do something.
    pub fn text(&self, everybody: bool) -> String {
        let mut text: String = self.head.lines().map(|line| format!("# {line}\n")).collect();
        let _ = writeln!(text, "process: {}\npeople:", self.world.setting.process);
        for person in self.people(everybody) {
            let _ = writeln!(text, "  {}: {}", person.name, person_text(person));
        }
        if let Some((key, source)) = self.property.and_then(|property| property.split_once(": ")) {
            let _ = writeln!(text, "{key}: [{}]", quoted(source));
        }
        let _ = writeln!(text, "scenarios:\n  - name: {}", quoted(&self.world.setting.name));
        self.steps(&mut text);
        text
    }

    fn people(&self, everybody: bool) -> impl Iterator<Item = &Person> {
        let acting: BTreeSet<PersonName> = self.moves.iter().flat_map(acting).collect();
        let people = self.world.setting.organisation.people().values();
        people.filter(move |person| everybody || acting.contains(&person.name))
    }

    /// Carries the script out once more, so that what was refused, or came to stand still, can be expected.
    fn steps(&self, text: &mut String) {
        let World { workspace, setting, watched, .. } = self.world;
        let mut house = House::new(workspace, setting, self.apply, Crashes::never(), watched.clone());
        let mut waiting = None;
        for next in self.moves {
            match next {
                Move::Advance(to) => {
                    if waiting.is_some_and(|(_, outage)| outage) {
                        carry_waiting(&mut house, text, &mut waiting);
                    }
                    waiting = Some((*to, false));
                }
                Move::Outage(until) => {
                    carry_waiting(&mut house, text, &mut waiting);
                    house.outage(*until);
                    waiting = Some((*until, true));
                }
                Move::Group(deeds) => {
                    let time = waiting.take();
                    if let Some((to, false)) = time {
                        house.advance(to);
                    }
                    let outage = time.is_some_and(|(_, outage)| outage);
                    for deed in deeds {
                        self.deed(&mut house, text, deed, outage);
                    }
                }
            }
        }
        carry_waiting(&mut house, text, &mut waiting);
    }

    fn deed(&self, house: &mut House<'_>, text: &mut String, deed: &Deed, outage: bool) {
        let before = standing_still(house);
        let answer = house.group(std::slice::from_ref(deed)).remove(0);
        house.advance(house.now);
        let expect = match &answer {
            Err(rejection) => format!(", expect: {{refused: {}}}", rejection.kind.as_str()),
            Ok(_) if standing_still(house) > before => ", expect: {incident: true}".to_owned(),
            Ok(_) => String::new(),
        };
        match deed {
            Deed::Start { opening, .. } => {
                let _ = writeln!(text, "    start: {{at: {}{}{expect}}}\n    steps:", house.now, start_text(opening));
            }
            Deed::Ask { case, actor, command } => {
                let case = case.keys.last().map(|key| format!(", case: {key}")).unwrap_or_default();
                let outage = if outage { ", outage: true" } else { "" };
                let _ = writeln!(
                    text,
                    "      - {{at: {}{outage}{case}{}{expect}}}",
                    house.now,
                    command_text(actor, command)
                );
            }
        }
    }
}

/// Time that passes before nothing else, as a step of its own.
fn carry_waiting(house: &mut House<'_>, text: &mut String, waiting: &mut Option<(definition::moment::Moment, bool)>) {
    let Some((to, outage)) = waiting.take() else { return };
    let before = standing_still(house);
    house.advance(to);
    let expect = if standing_still(house) > before { ", expect: {incident: true}" } else { "" };
    let outage = if outage { ", outage: true" } else { "" };
    let _ = writeln!(text, "      - {{at: {to}{outage}{expect}}}");
}

/// How many cases stand still.
fn standing_still(house: &House<'_>) -> usize {
    let cases: Vec<CaseId> = house.store.records().map(|record| record.id).collect();
    cases.into_iter().filter(|id| house.store.load(*id).is_some_and(|case| case.incident.is_some())).count()
}

fn acting(done: &Move) -> Vec<PersonName> {
    let Move::Group(deeds) = done else { return Vec::new() };
    let mut people = Vec::new();
    for deed in deeds {
        match deed {
            Deed::Start { opening, .. } => people.push(opening.person.clone()),
            Deed::Ask { actor, command, .. } => {
                if let Actor::Person { person, .. } = actor {
                    people.push(person.clone());
                }
                if let Command::Move { second, .. } = command {
                    people.push(second.clone());
                }
            }
        }
    }
    people
}

fn person_text(person: &Person) -> String {
    let mail = if person.mail.is_some() { "" } else { ", mail: none" };
    let posts: Vec<String> = person.posts.iter().map(post_text).collect();
    format!("{{posts: [{}]{mail}}}", posts.join(", "))
}

fn post_text(post: &Post) -> String {
    let from = post.from.map(|day| format!(", from: {day}")).unwrap_or_default();
    let until = post.until.map(|day| format!(", until: {day}")).unwrap_or_default();
    format!("{{role: {}, office: {}{from}{until}}}", post.role, quoted(post.office.as_str()))
}

fn start_text(opening: &Opening) -> String {
    let received = opening.received_at.map(|at| format!(", received_at: {at}")).unwrap_or_default();
    let reason = opening.reason.as_deref().map(|reason| format!(", reason: {}", quoted(reason))).unwrap_or_default();
    let office = quoted(opening.office.as_str());
    format!(", as: {}, office: {office}{received}{reason}{}", opening.person, fields_text("fields", &opening.fields))
}

fn command_text(actor: &Actor, command: &Command) -> String {
    let by = match actor {
        Actor::Person { person, .. } => format!(", as: {person}"),
        Actor::Time | Actor::Case { .. } | Actor::Obligation { .. } | Actor::Outside { .. } => String::new(),
    };
    let optional =
        |key: &str, value: Option<String>| value.map(|value| format!(", {key}: {value}")).unwrap_or_default();
    let what = match command {
        Command::Act { state, action, task, fields, comment, return_to } => {
            let back = optional("return_to", return_to.as_ref().map(ToString::to_string));
            let state = optional("state", state.as_ref().map(ToString::to_string));
            let task = optional("task", task.map(|task| task.to_string()));
            let comment = optional("comment", comment.as_deref().map(quoted));
            format!(", do: {action}{state}{task}{}{comment}{back}", fields_text("fields", fields))
        }
        Command::Claim { task } => format!(", claim: {task}"),
        Command::Release { task } => format!(", release: {task}"),
        Command::Desk(command) => super::desk::text(command),
        Command::Receive { event, fields } => format!(", send: {event}{}", fields_text("data", fields)),
        Command::Reopen { comment } => {
            let comment = comment.as_deref().map(|comment| format!("comment: {}", quoted(comment)));
            format!(", reopen: {{{}}}", comment.unwrap_or_default())
        }
        Command::Retry => ", retry: {}".to_owned(),
        Command::Move { to, reason, second } => {
            format!(", move: {{to: {to}, reason: {}, second: {second}}}", quoted(reason))
        }
        Command::Change(change) => change_text(change),
        Command::Start(_)
        | Command::ReachDeadline { .. }
        | Command::ReachAfter { .. }
        | Command::ReachSend { .. }
        | Command::ExpireKept { .. }
        | Command::CallOff => {
            panic!("nobody asks for {command:?}")
        }
    };
    by + &what
}

fn change_text(change: &Change) -> String {
    let grounds = |grounds: &Grounds| {
        let source = grounds.source.as_deref().map(|source| format!(", source: {}", quoted(source)));
        format!("reason: {}{}", quoted(&grounds.reason), source.unwrap_or_default())
    };
    match change {
        Change::Suspend(why) => format!(", suspend: {{{}}}", grounds(why)),
        Change::Resume(why) => format!(", resume: {{{}}}", grounds(why)),
        Change::Extend { deadline, to, grounds: why } => {
            let to =
                to.map(|to| format!("to: {{{}}}, ", to.to_string().split(' ').rev().collect::<Vec<_>>().join(": ")));
            format!(", extend: {{deadline: {deadline}, {}{}}}", to.unwrap_or_default(), grounds(why))
        }
        Change::Correct { deadline, from, grounds: why } => {
            format!(", correct: {{deadline: {deadline}, from: {from}, {}}}", grounds(why))
        }
        Change::Reproject => panic!("nobody asks for {change:?}"),
    }
}

fn fields_text(key: &str, fields: &FieldInput) -> String {
    if fields.is_empty() {
        return String::new();
    }
    let fields: Vec<String> = fields.iter().map(|(name, value)| format!("{name}: {}", written(value))).collect();
    format!(", {key}: {{{}}}", fields.join(", "))
}

/// A value as a text of ours writes it.
pub(super) fn written(value: &Value) -> String {
    match value {
        Value::Boolean(value) => value.to_string(),
        Value::Number(value) | Value::Money(value) => value.to_string(),
        Value::Date(value) => value.to_string(),
        Value::Moment(value) => value.to_string(),
        Value::Text(value) => quoted(value),
        Value::Month(first) => first.format("%Y-%m").to_string(),
        Value::Choice(value) => value.clone(),
        Value::Record(values) => {
            let parts: Vec<String> = values.iter().map(|(name, value)| format!("{name}: {}", written(value))).collect();
            format!("{{{}}}", parts.join(", "))
        }
        Value::List(values) => format!("[{}]", values.iter().map(written).collect::<Vec<_>>().join(", ")),
        Value::Sealed(_) => panic!("nobody fills in {value:?}"),
    }
}

/// A text as YAML reads it back: JSON is YAML.
pub(super) fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}
