//! eGov DIGIT: business services of its workflow service (`BusinessServices` with `states` and `actions`), as JSON or as the request
//! of a script that sends it.

use std::fmt::Write;

use definition::bilingual::Bilingual;
use serde_json::Value;

use super::yaml::{name, scalar};
use super::{Imported, Refused};

/// The role written where an action names none: no organisation has it, so that `check` tells the place.
const NOBODY: &str = "role_missing";
/// The state a case begins in where a service offers several ways to begin.
const BEGIN: &str = "begin";
const MILLISECONDS_AN_HOUR: u64 = 3_600_000;

/// Brings in every business service of a file.
///
/// # Errors
/// If none is in it, or it does not read.
pub fn import(text: &str) -> Result<Vec<Imported>, Refused> {
    let document = document(text)?;
    let mut services = Vec::new();
    gather(&document, &mut services);
    if services.is_empty() {
        return Err(Refused::new("文件里没有 states 列表（业务流程）", "no business service with `states` is in it"));
    }
    services.into_iter().map(Service::read).map(|service| service.map(Service::imported)).collect()
}

/// The JSON of the file, or the first JSON in it that speaks of business services.
fn document(text: &str) -> Result<Value, Refused> {
    let whole = serde_json::from_str(text);
    if let Ok(value) = whole {
        return Ok(value);
    }
    // A shell's way of writing a quote inside quotes.
    let plain = text.replace("'\\''", "'");
    let mut reason = whole.err().map(|error| error.to_string()).unwrap_or_default();
    for (at, _) in plain.match_indices('{') {
        let mut values = serde_json::Deserializer::from_str(&plain[at..]).into_iter::<Value>();
        match values.next() {
            Some(Ok(value)) if value.get("BusinessServices").is_some() => return Ok(value),
            Some(Err(error)) if plain[at..].contains("\"BusinessServices\"") => reason = error.to_string(),
            Some(Ok(_) | Err(_)) | None => {}
        }
    }
    Err(Refused::new(format!("不是合法的 JSON：{reason}"), format!("this is not JSON: {reason}")))
}

fn gather<'v>(value: &'v Value, found: &mut Vec<&'v Value>) {
    match value {
        Value::Object(map) if map.get("states").is_some_and(Value::is_array) => found.push(value),
        Value::Object(map) => map.values().for_each(|value| gather(value, found)),
        Value::Array(items) => items.iter().for_each(|value| gather(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

struct Service {
    name: String,
    title: String,
    hours: Option<u64>,
    states: Vec<State>,
    notes: Vec<Bilingual>,
}

struct State {
    /// Nothing for the state before a case exists.
    name: Option<String>,
    status: Option<String>,
    hours: Option<u64>,
    is_start: bool,
    is_end: bool,
    actions: Vec<Action>,
}

struct Action {
    name: String,
    to: String,
    roles: Vec<String>,
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty())
}

fn flag(value: &Value, key: &str) -> bool {
    value.get(key).is_some_and(|flag| flag == true || flag == "true")
}

/// Milliseconds as hours, a beginning hour counted whole.
fn hours(value: &Value, key: &str) -> Option<u64> {
    let milliseconds = value.get(key).and_then(Value::as_u64).filter(|milliseconds| *milliseconds > 0)?;
    Some(milliseconds.div_ceil(MILLISECONDS_AN_HOUR))
}

impl Service {
    fn read(value: &Value) -> Result<Self, Refused> {
        let title = text(value, "businessService")
            .ok_or_else(|| Refused::new("业务流程没有 businessService 名称", "a business service has no name"))?;
        let mut service = Self {
            name: name(title).to_lowercase().replace('_', "-"),
            title: title.to_owned(),
            hours: hours(value, "businessServiceSla"),
            states: Vec::new(),
            notes: Vec::new(),
        };
        for state in value.get("states").and_then(Value::as_array).into_iter().flatten() {
            let state = service.state(state);
            service.states.push(state);
        }
        Ok(service)
    }

    fn note(&mut self, zh: String, en: String) {
        self.notes.push(Bilingual::new(zh, en));
    }

    fn state(&mut self, value: &Value) -> State {
        let written = text(value, "state").map(name);
        let shown = written.clone().unwrap_or_else(|| BEGIN.to_owned());
        if flag(value, "docUploadRequired") {
            self.note(
                format!("环节 {shown}：要求上传材料（docUploadRequired）没有带过来，请加表单项"),
                format!("state {shown}: documents are required there; add fields for them"),
            );
        }
        if value.get("isStateUpdatable").is_some_and(|flag| flag == false) {
            self.note(
                format!("环节 {shown}：不得修改申请内容（isStateUpdatable: false）；本系统里只有表单列出的项才能改"),
                format!("state {shown}: not updatable; here only what a form lists can be changed"),
            );
        }
        let actions = value.get("actions").and_then(Value::as_array).into_iter().flatten();
        State {
            name: written,
            status: text(value, "applicationStatus").map(str::to_owned),
            hours: hours(value, "sla"),
            is_start: flag(value, "isStartState"),
            is_end: flag(value, "isTerminateState"),
            actions: actions.map(|action| self.action(&shown, action)).collect(),
        }
    }

    fn action(&mut self, state: &str, value: &Value) -> Action {
        let action = text(value, "action").map_or_else(|| "unnamed".to_owned(), name);
        if let Some(current) = text(value, "currentState").filter(|current| name(current) != state && state != BEGIN)
            && !looks_like_an_id(current)
        {
            self.note(
                format!("环节 {state} 的动作 {action} 写的 currentState 是 {current}，以所在环节为准"),
                format!("action {action} of {state} says that it belongs to {current}; the state it stands in counts"),
            );
        }
        let roles = value.get("roles").and_then(Value::as_array).into_iter().flatten();
        Action {
            name: action,
            to: text(value, "nextState").map(name).unwrap_or_default(),
            roles: roles.filter_map(Value::as_str).filter(|role| !role.trim().is_empty()).map(name).collect(),
        }
    }

    fn imported(mut self) -> Imported {
        let process = self.process();
        let organisation = self.organisation();
        Imported { name: self.name, process, organisation, notes: self.notes }
    }

    fn roles(&self) -> Vec<String> {
        let mut roles: Vec<String> = Vec::new();
        for role in self.states.iter().flat_map(|state| &state.actions).flat_map(|action| &action.roles) {
            if !roles.contains(role) {
                roles.push(role.clone());
            }
        }
        roles
    }

    fn organisation(&self) -> String {
        let mut text = format!("organisation: {}\nlevels: [tenant]\nroles:\n", scalar(&self.name));
        for role in self.roles() {
            let _ = writeln!(text, "  {role}: {{level: tenant, name: {}}}", scalar(&role));
        }
        text
    }

    fn process(&mut self) -> String {
        let begin = self.states.iter().position(|state| state.is_start || state.name.is_none()).unwrap_or_default();
        let (starters, initial) = self.beginning(begin);
        let mut text = format!(
            "process: {}\nversion: 1\nname: {}\neffective: {{from: 2000-01-01}}\nnumber: \"{}-{{year}}-{{seq:6}}\"\n",
            scalar(&self.name),
            scalar(&self.title),
            self.name.to_uppercase().replace(['{', '}', '"', '\\'], "")
        );
        if let Some(hours) = self.hours {
            let _ = write!(
                text,
                "deadlines:\n  whole_service: {{name: {}, from: start, until: end, due: {{hours: {hours}}}}}\n",
                scalar(&self.title)
            );
        }
        let starters = if starters.is_empty() { vec![NOBODY.to_owned()] } else { starters };
        let _ = write!(text, "start: {{role: [{}]}}\ninitial: {initial}\nstates:\n", starters.join(", "));
        for at in 0..self.states.len() {
            if at == begin && initial != self.shown(at) {
                continue;
            }
            self.state_text(at, &mut text);
        }
        text
    }

    fn shown(&self, at: usize) -> String {
        self.states.get(at).and_then(|state| state.name.clone()).unwrap_or_else(|| BEGIN.to_owned())
    }

    /// Who starts a case, and where it is then. The state before a case exists is left out where it has one way only.
    fn beginning(&mut self, begin: usize) -> (Vec<String>, String) {
        let Some(state) = self.states.get(begin) else { return (Vec::new(), BEGIN.to_owned()) };
        let mut roles: Vec<String> = Vec::new();
        for role in state.actions.iter().flat_map(|action| &action.roles) {
            if !roles.contains(role) {
                roles.push(role.clone());
            }
        }
        let [only] = state.actions.as_slice() else { return (roles, self.shown(begin)) };
        let comes_back =
            self.states.iter().flat_map(|state| &state.actions).any(|action| action.to == self.shown(begin));
        if comes_back || only.to == self.shown(begin) {
            return (roles, self.shown(begin));
        }
        let (action, to) = (only.name.clone(), only.to.clone());
        self.note(
            format!("动作 {action} 成为立件本身，办件从 {to} 开始"),
            format!("the action {action} is now the start of a case, which begins in {to}"),
        );
        (roles, to)
    }

    fn state_text(&mut self, at: usize, text: &mut String) {
        let shown = self.shown(at);
        let state = &self.states[at];
        let title = state.status.clone().unwrap_or_else(|| shown.clone());
        let _ = writeln!(text, "  {shown}:\n    name: {}", scalar(&title));
        if state.is_end && state.actions.is_empty() {
            let _ = writeln!(text, "    end: {}", name(&title));
            return;
        }
        if state.is_end {
            self.note(
                format!("环节 {shown} 标为终止却还有动作，带过来后不是办结"),
                format!("state {shown} is marked as terminal but has actions; it is no end here"),
            );
        }
        let role = self.most(at);
        let state = &self.states[at];
        if let Some(role) = &role {
            let _ = writeln!(text, "    task: {{role: {role}}}");
        }
        if let Some(hours) = state.hours {
            let _ = writeln!(text, "    deadline: {{due: {{hours: {hours}}}}}");
        }
        let own = |action: &&Action| action.roles.iter().any(|one| Some(one) == role.as_ref()) || role.is_none();
        let actions: Vec<&Action> = state.actions.iter().filter(own).collect();
        if !actions.is_empty() {
            text.push_str("    on:\n");
            for action in actions {
                let _ = writeln!(text, "      {}: {{to: {}}}", action.name, action.to);
            }
        }
        let mut told = Vec::new();
        let mut received = String::new();
        for action in &state.actions {
            let others: Vec<&String> = action.roles.iter().filter(|one| Some(*one) != role.as_ref()).collect();
            if role.is_none() || (others.is_empty() && !action.roles.is_empty()) {
                continue;
            }
            let senders = if others.is_empty() { NOBODY.to_owned() } else { joined(&others) };
            let _ = writeln!(received, "      {}: {{sender: {{role: [{senders}]}}, to: {}}}", action.name, action.to);
            told.push((action.name.clone(), senders));
        }
        if !received.is_empty() {
            let _ = write!(text, "    receive:\n{received}");
        }
        for (action, senders) in told {
            self.note(
                format!("环节 {shown} 的动作 {action}：待办只归一个角色，{senders} 以消息的形式办理"),
                format!("action {action} of {shown}: a task is of one role; {senders} send it as an event"),
            );
        }
    }

    /// The role that can do most in a state; the first of several.
    fn most(&self, at: usize) -> Option<String> {
        let actions = &self.states[at].actions;
        let mut counted: Vec<(String, usize)> = Vec::new();
        for role in actions.iter().flat_map(|action| &action.roles) {
            match counted.iter_mut().find(|(known, _)| known == role) {
                Some((_, count)) => *count += 1,
                None => counted.push((role.clone(), 1)),
            }
        }
        let most = counted.iter().map(|(_, count)| *count).max()?;
        counted.into_iter().find(|(_, count)| *count == most).map(|(role, _)| role)
    }
}

fn joined(roles: &[&String]) -> String {
    roles.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(", ")
}

/// The service's own answers carry ids where a file to be sent carries names.
fn looks_like_an_id(text: &str) -> bool {
    text.len() == 36 && text.chars().filter(|character| *character == '-').count() == 4
}

#[cfg(test)]
mod tests {
    use definition::diagnostic::Code;
    use definition::text::SourceText;

    use super::*;

    fn service(states: &str) -> String {
        format!(
            r#"{{"BusinessServices": [{{"businessService": "PGR", "businessServiceSla": 7200000, "states": [
            {{"state": null, "isStartState": true, "actions": [{{"action": "APPLY", "nextState": "OPEN", "roles": ["CITIZEN"]}}]}},
            {states}
            {{"state": "DONE", "applicationStatus": "RESOLVED", "isTerminateState": true, "actions": null}}]}}]}}"#
        )
    }

    fn checked(text: &str) -> (Imported, Vec<Code>) {
        let imported = import(text).unwrap().remove(0);
        let texts = [("p.yaml", &imported.process), ("o.yaml", &imported.organisation)];
        let texts = texts.map(|(path, text)| SourceText::new(path, text.clone()));
        let found = definition::check(&texts, "2020-01-01".parse().unwrap()).diagnostics;
        (imported, found.into_iter().map(|one| one.code).collect())
    }

    #[test]
    fn a_sound_service_becomes_a_sound_process_and_every_role_keeps_what_it_may_do() {
        let text = service(
            r#"{"state": "OPEN", "sla": 3600000, "actions": [
                {"action": "RESOLVE", "nextState": "DONE", "roles": ["LME", "ADMIN"]},
                {"action": "REASSIGN", "nextState": "OPEN", "roles": ["LME"]}]},"#,
        );
        let (imported, found) = checked(&text);
        assert_eq!(found, []);
        for line in [
            "start: {role: [CITIZEN]}",
            "initial: OPEN",
            "task: {role: LME}",
            "deadline: {due: {hours: 1}}",
            "until: end, due: {hours: 2}",
            "RESOLVE: {sender: {role: [ADMIN]}, to: DONE}",
            "end: RESOLVED",
        ] {
            assert!(imported.process.contains(line), "{line} in\n{}", imported.process);
        }
        assert_eq!(imported.notes.len(), 2, "{:?}", imported.notes);
    }

    #[test]
    fn what_is_wrong_with_a_service_is_told_by_check() {
        let faults = [
            (
                r#"{"state": "OPEN", "actions": [{"action": "GO", "nextState": "DOME", "roles": ["LME"]}]},"#,
                Code::UnknownState,
            ),
            (r#"{"state": "OPEN", "actions": []},"#, Code::NoWayOut),
            (
                r#"{"state": "OPEN", "actions": [{"action": "GO", "nextState": "DONE", "roles": ["LME"]}]}, {"state": "LOST", "actions": [{"action": "GO", "nextState": "DONE", "roles": ["LME"]}]},"#,
                Code::UnreachableState,
            ),
            (
                r#"{"state": "OPEN", "actions": [{"action": "GO", "nextState": "DONE", "roles": []}]},"#,
                Code::TaskWithoutAction,
            ),
            (
                r#"{"state": "OPEN", "actions": [{"action": "GO", "nextState": "DONE", "roles": ["LME"]}, {"action": "STOP", "nextState": "DONE"}]},"#,
                Code::UnknownRole,
            ),
        ];
        for (states, code) in faults {
            let (imported, found) = checked(&service(states));
            assert!(found.contains(&code), "{} {found:?}\n{}", code.as_str(), imported.process);
        }
    }

    #[test]
    fn a_script_that_sends_a_service_is_read_and_what_holds_none_is_refused() {
        let script = format!("curl -X POST 'https://example.org' \\\n--data-raw '{}'\n", service(""));
        assert_eq!(import(&script).unwrap().len(), 1);
        assert!(import("{\"a\": 1}").unwrap_err().0.en.contains("no business service"));
        assert!(import("states: []").unwrap_err().0.en.contains("not JSON"));
    }
}
