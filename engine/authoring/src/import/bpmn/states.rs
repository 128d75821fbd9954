//! From flow nodes to states: what only passes or joins disappears, a choice after a task becomes the task's actions.

use std::collections::BTreeMap;

use definition::bilingual::Bilingual;

use super::super::yaml::name;
use super::model::{Element, ElementKind, Flow, Process, Trigger};

/// The role of what stands in no lane.
pub(super) const ROLE: &str = "clerk";
/// What an action, an event, an end is called where the file gives it no name.
const DONE: &str = "done";
/// The action by which a person goes on without an answer, and its title.
const BY_HAND: (&str, &str) = ("by_hand", "人工继续");

/// A process of ours, before it is written.
#[derive(Debug)]
pub(super) struct Drawn {
    pub id: String,
    pub title: String,
    pub starter: String,
    pub initial: String,
    pub states: Vec<State>,
    /// Ids of roles with their titles.
    pub roles: Vec<(String, String)>,
    pub notes: Vec<Bilingual>,
}

#[derive(Debug)]
pub(super) struct State {
    pub id: String,
    pub title: String,
    pub documentation: Option<String>,
    pub role: Option<String>,
    pub actions: Vec<(String, String, String)>,
    pub receive: Vec<(String, String)>,
    pub after: Vec<(&'static str, u64, String)>,
    pub outcome: Option<String>,
}

/// The states of a process.
pub(super) fn states(process: Process) -> Drawn {
    let ids = ids(&process);
    let mut drawing = Drawing { process, ids, roles: Vec::new(), notes: Vec::new() };
    let states: Vec<State> = drawing.kept().iter().map(|element| drawing.state(element)).collect();
    let start = drawing.process.elements.iter().find(|element| element.kind == ElementKind::Start).cloned();
    let first = start.as_ref().and_then(|start| drawing.out(&start.id).first().map(|flow| flow.to.clone()));
    let initial = first.map(|to| drawing.reached(&to)).unwrap_or_default();
    let starter = drawing.role(start.as_ref().and_then(|start| start.lane.as_deref()));
    let starts = drawing.process.elements.iter().filter(|element| element.kind == ElementKind::Start).count();
    if starts > 1 {
        drawing.note("只带过来第一个开始事件".into(), "only the first start event is carried over".into());
    }
    let title = if drawing.process.name.is_empty() { drawing.process.id.clone() } else { drawing.process.name.clone() };
    let mut notes = std::mem::take(&mut drawing.process.notes);
    notes.append(&mut drawing.notes);
    Drawn { id: name(&drawing.process.id), title, starter, initial, states, roles: drawing.roles, notes }
}

struct Drawing {
    process: Process,
    ids: BTreeMap<String, String>,
    roles: Vec<(String, String)>,
    notes: Vec<Bilingual>,
}

/// An id of ours for each flow node: its name if it has one, and no other has it.
fn ids(process: &Process) -> BTreeMap<String, String> {
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    for element in &process.elements {
        let wanted = if element.name.is_empty() { name(&element.id) } else { name(&element.name) };
        let taken = ids.values().any(|known| *known == wanted);
        ids.insert(element.id.clone(), if taken { name(&format!("{wanted}-{}", element.id)) } else { wanted });
    }
    ids
}

impl Drawing {
    fn note(&mut self, zh: String, en: String) {
        self.notes.push(Bilingual::new(zh, en));
    }

    fn element(&self, id: &str) -> Option<&Element> {
        self.process.elements.iter().find(|element| element.id == id)
    }

    fn out(&self, id: &str) -> Vec<Flow> {
        self.process.flows.iter().filter(|flow| flow.from == id).cloned().collect()
    }

    /// What becomes a state: what somebody or something waits in, ends, and choices nobody has made.
    fn kept(&self) -> Vec<Element> {
        let is_kept = |element: &&Element| match &element.kind {
            ElementKind::Task | ElementKind::Service | ElementKind::Catch(_) | ElementKind::End => {
                !self.is_after_events(&element.id)
            }
            ElementKind::EventChoice => true,
            ElementKind::Choice => self.out(&element.id).len() > 1 && !self.is_only_after_tasks(&element.id),
            ElementKind::Start | ElementKind::Pass | ElementKind::Boundary(..) => false,
        };
        self.process.elements.iter().filter(is_kept).cloned().collect()
    }

    /// Whether an event is one of those an event gateway waits for, and so belongs to it.
    fn is_after_events(&self, id: &str) -> bool {
        let before: Vec<&Flow> = self.process.flows.iter().filter(|flow| flow.to == id).collect();
        let from_events =
            |flow: &&Flow| self.element(&flow.from).is_some_and(|element| element.kind == ElementKind::EventChoice);
        !before.is_empty() && before.iter().all(from_events)
    }

    fn is_only_after_tasks(&self, id: &str) -> bool {
        let mut before = self.process.flows.iter().filter(|flow| flow.to == id).peekable();
        before.peek().is_some()
            && before.all(|flow| {
                let is_task = self.element(&flow.from).is_some_and(|element| element.kind == ElementKind::Task);
                is_task && self.out(&flow.from).len() == 1
            })
    }

    /// The state a way leads to in the end.
    fn reached(&self, id: &str) -> String {
        let mut at = id.to_owned();
        for _ in 0..self.process.elements.len() {
            let Some(element) = self.element(&at) else { break };
            let out = self.out(&at);
            let passes = match element.kind {
                ElementKind::Pass | ElementKind::Start => !out.is_empty(),
                ElementKind::Choice => out.len() == 1,
                ElementKind::End
                | ElementKind::Task
                | ElementKind::Service
                | ElementKind::Catch(_)
                | ElementKind::Boundary(..)
                | ElementKind::EventChoice => false,
            };
            let Some(next) = out.first().filter(|_| passes) else { break };
            at.clone_from(&next.to);
        }
        self.ids.get(&at).cloned().unwrap_or_else(|| name(&at))
    }

    fn role(&mut self, lane: Option<&str>) -> String {
        let (id, title) = lane.map_or((ROLE.to_owned(), ROLE.to_owned()), |lane| (name(lane), lane.to_owned()));
        if !self.roles.iter().any(|(known, _)| *known == id) {
            self.roles.push((id.clone(), title));
        }
        id
    }

    fn state(&mut self, element: &Element) -> State {
        let id = self.ids.get(&element.id).cloned().unwrap_or_default();
        let title = if element.name.is_empty() { id.clone() } else { element.name.clone() };
        let mut state = State {
            id,
            title,
            documentation: element.documentation.clone(),
            role: None,
            actions: Vec::new(),
            receive: Vec::new(),
            after: Vec::new(),
            outcome: None,
        };
        match &element.kind {
            ElementKind::Task | ElementKind::Choice => {
                state.role = Some(self.role(element.lane.as_deref()));
                state.actions = self.actions(element);
            }
            ElementKind::Service => {
                let to = self.next(&element.id);
                state.receive.push((DONE.to_owned(), to));
            }
            ElementKind::Catch(trigger) => {
                let to = self.next(&element.id);
                waits(&mut state, trigger, to);
            }
            ElementKind::EventChoice => {
                for flow in self.out(&element.id) {
                    let Some(event) = self.element(&flow.to).cloned() else { continue };
                    if let ElementKind::Catch(trigger) = &event.kind {
                        let to = self.next(&event.id);
                        waits(&mut state, trigger, to);
                    }
                }
            }
            ElementKind::End => state.outcome = Some(state.id.clone()),
            ElementKind::Start | ElementKind::Pass | ElementKind::Boundary(..) => {}
        }
        self.edges(element, &mut state);
        self.by_hand(element, &mut state);
        state
    }

    /// Where only an answer from outside would move a case, a person may move it too: the answer may never come.
    fn by_hand(&mut self, element: &Element, state: &mut State) {
        let (true, true, Some((_, to))) = (state.actions.is_empty(), state.after.is_empty(), state.receive.first())
        else {
            return;
        };
        state.actions.push((BY_HAND.0.to_owned(), BY_HAND.1.to_owned(), to.clone()));
        state.role = Some(self.role(element.lane.as_deref()));
        let shown = state.title.clone();
        self.note(
            format!("“{shown}”只等外面的答复，加了一个人工继续的动作，以免没有答复时卡住"),
            format!("`{shown}` waits for an answer only; a person may go on as well, should none come"),
        );
    }

    /// What may interrupt an element while it is active.
    fn edges(&mut self, element: &Element, state: &mut State) {
        let edges: Vec<Element> = self
            .process
            .elements
            .iter()
            .filter(|one| matches!(&one.kind, ElementKind::Boundary(_, of) if *of == element.id))
            .cloned()
            .collect();
        for edge in edges {
            if let ElementKind::Boundary(trigger, _) = &edge.kind {
                let to = self.next(&edge.id);
                waits(state, trigger, to);
            }
        }
    }

    fn next(&mut self, id: &str) -> String {
        let out = self.out(id);
        if out.len() > 1 {
            let shown = self.ids.get(id).cloned().unwrap_or_default();
            self.note(
                format!("“{shown}”之后同时走几条路，只带过来第一条"),
                format!("several ways lead on from `{shown}` at once; only the first is carried over"),
            );
        }
        out.first().map(|flow| self.reached(&flow.to)).unwrap_or_default()
    }

    /// The actions of a task: one for each way out, of itself or of the choice right after it.
    fn actions(&mut self, element: &Element) -> Vec<(String, String, String)> {
        let mut out = self.out(&element.id);
        if let [only] = out.as_slice() {
            let choice =
                self.element(&only.to).filter(|next| next.kind == ElementKind::Choice).map(|next| next.id.clone());
            let ways = choice.map(|choice| self.out(&choice)).unwrap_or_default();
            if ways.len() > 1 && element.kind == ElementKind::Task {
                out = ways;
            }
        } else if element.kind == ElementKind::Task && out.len() > 1 {
            let shown = self.ids.get(&element.id).cloned().unwrap_or_default();
            self.note(
                format!("“{shown}”之后同时走几条路，成为由人选择的几个动作"),
                format!("several ways lead on from `{shown}` at once; a person chooses one of them here"),
            );
        }
        let mut actions: Vec<(String, String, String)> = Vec::new();
        for flow in out {
            let to = self.reached(&flow.to);
            let title = if flow.name.is_empty() { to.clone() } else { flow.name.clone() };
            if let Some(condition) = &flow.condition {
                self.note(
                    format!("条件 {condition}（{title}）改由办理人判断；有了表单项以后可写进 when"),
                    format!("the condition {condition} ({title}) is for a person to judge; with fields it can stand under `when`"),
                );
            }
            let mut id = name(&title);
            while actions.iter().any(|(known, ..)| *known == id) {
                id.push('2');
            }
            actions.push((id, title, to));
        }
        actions
    }
}

fn waits(state: &mut State, trigger: &Trigger, to: String) {
    match trigger {
        Trigger::Timer(unit, count) => state.after.push((unit, *count, to)),
        Trigger::Message(message) => state.receive.push((name(message), to)),
    }
}
