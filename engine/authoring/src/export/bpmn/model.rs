//! A process in BPMN's own things: nodes in lanes, and flows between them.

use definition::calendar::Budget;
use definition::model::{Branch, State, StateKind, Wait, Working};
use definition::name::{DeadlineName, StateName};
use indexmap::IndexMap;

use crate::diagram::chart::chart;
use crate::diagram::layout::layers;
use crate::words::Words;

#[derive(Debug)]
pub(super) struct Model {
    pub id: String,
    pub title: String,
    pub documentation: Option<String>,
    /// Titles of the lanes: one a role, and one for what no person does.
    pub lanes: Vec<String>,
    pub nodes: Vec<Node>,
    pub flows: Vec<Flow>,
}

#[derive(Debug)]
pub(super) struct Node {
    pub id: String,
    pub name: String,
    pub kind: NodeKind,
    pub lane: usize,
    /// How far along it stands.
    pub layer: usize,
    /// The state it belongs to, and its place within it.
    pub cell: usize,
    pub documentation: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum NodeKind {
    Start,
    End,
    UserTask,
    /// A person's or the data's choice.
    Choice,
    /// Whichever event comes first.
    EventChoice,
    Catch(Trigger, usize),
    /// On the edge of a task, by its id and its number there.
    Boundary(Trigger, String, usize),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Trigger {
    Message,
    /// An ISO 8601 duration, or an expression for a day.
    Duration(String),
    Day(String),
}

#[derive(Debug)]
pub(super) struct Flow {
    pub from: String,
    pub to: String,
    pub name: String,
    pub condition: Option<String>,
}

/// The process in BPMN's things.
pub(super) fn model(words: Words<'_>) -> Model {
    let definition = words.definition;
    let mut lanes: IndexMap<String, String> = IndexMap::new();
    for task in definition.states.values().filter_map(State::task) {
        lanes.entry(task.role.to_string()).or_insert_with(|| words.role(&task.role));
    }
    let mut model = Model {
        id: safe(definition.process.as_str()),
        title: definition.title.get(words.language).to_owned(),
        documentation: definition.source.clone(),
        lanes: lanes.values().cloned().collect(),
        nodes: Vec::new(),
        flows: Vec::new(),
    };
    let is_unmanned = |state: &State| state.task().is_none();
    if definition.states.values().any(is_unmanned) {
        model.lanes.push(words.either("自动、办结", "Automatic, closed").to_owned());
    }
    let layers = layers(&chart(words));
    for (at, state) in definition.states.values().enumerate() {
        let lane = state.task().and_then(|task| lanes.get_index_of(task.role.as_str())).unwrap_or(lanes.len());
        let mut cell = Cell { words, model: &mut model, at, lane, layer: layers[at] + 1 };
        cell.state(state);
    }
    let first = definition.initial.first();
    let initial = first.and_then(|state| definition.states.get_index_of(state.as_str())).unwrap_or_default();
    let lane = model.nodes.iter().find(|node| node.cell == initial).map_or(0, |node| node.lane);
    model.nodes.push(Node {
        id: "start".to_owned(),
        name: words.either("立件", "start").to_owned(),
        kind: NodeKind::Start,
        lane,
        layer: 0,
        cell: definition.states.len(),
        documentation: Some(words.roles(&definition.start.roles)),
    });
    model.flows.push(Flow { from: "start".to_owned(), to: entry(initial), name: String::new(), condition: None });
    model
}

/// An XML id: ours may be Chinese, or begin with a digit.
fn safe(name: &str) -> String {
    let made: String =
        name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '_' | '-' | '.') { c } else { '_' }).collect();
    if made.chars().next().is_some_and(char::is_alphabetic) { made } else { format!("p_{made}") }
}

/// The node by which a state is entered.
fn entry(state: usize) -> String {
    format!("s{state}")
}

/// The nodes of one state.
struct Cell<'c> {
    words: Words<'c>,
    model: &'c mut Model,
    at: usize,
    lane: usize,
    layer: usize,
}

impl Cell<'_> {
    fn node(&mut self, id: String, name: &str, kind: NodeKind, documentation: Option<String>) {
        let (lane, layer, cell) = (self.lane, self.layer, self.at);
        self.model.nodes.push(Node { id, name: name.to_owned(), kind, lane, layer, cell, documentation });
    }

    fn flow(&mut self, from: &str, to: String, name: &str, condition: Option<String>) {
        self.model.flows.push(Flow { from: from.to_owned(), to, name: name.to_owned(), condition });
    }

    fn state(&mut self, state: &State) {
        let title = state.title.get(self.words.language);
        let documentation = self.documentation(state);
        match &state.kind {
            StateKind::End(_) | StateKind::Final => self.node(entry(self.at), title, NodeKind::End, documentation),
            StateKind::History(history) => {
                let own = entry(self.at);
                self.node(own.clone(), title, NodeKind::Choice, documentation);
                let targets: Vec<String> = history.to.iter().filter_map(|to| self.place(to)).collect();
                for to in targets {
                    self.flow(&own, to, "", None);
                }
            }
            StateKind::Working(working) if working.task.is_some() => self.task(title, working, documentation),
            StateKind::Working(working) => self.unmanned(title, working, documentation),
        }
    }

    /// What BPMN has no element for, in words.
    fn documentation(&self, state: &State) -> Option<String> {
        let words = self.words;
        let mut lines: Vec<String> = state.source.iter().cloned().collect();
        if let Some(deadline) = words.definition.deadlines.get(&DeadlineName::new(state.name.as_str())) {
            lines.push(words.either("时限：", "due in ").to_owned() + &words.term(&deadline.limit));
            lines.extend(words.ladder(deadline));
        }
        if let Some(task) = state.task() {
            if !task.form.is_empty() {
                lines.push(words.either("填写：", "form: ").to_owned() + &words.form(&task.form));
            }
            if !task.not_same_person_as.is_empty() {
                lines.push(
                    words.either("回避：", "not whoever acted in ").to_owned()
                        + &words.states(&task.not_same_person_as),
                );
            }
        }
        lines.extend(state.each().map(|each| words.either("逐项：", "item by item: ").to_owned() + &words.each(each)));
        lines.extend(state.enter.iter().map(|effect| words.effect(effect)));
        if let StateKind::End(end) = &state.kind
            && let Some(reopen) = &end.reopen
        {
            let (role, to) = (words.role(&reopen.role), words.state(&reopen.to));
            lines.push(
                words.either(format!("{role}可以重启，回到“{to}”"), format!("{role} may open it again, to {to}")),
            );
        }
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    fn target(&self, branch: &Branch) -> Option<String> {
        branch.to.first().and_then(|to| self.place(to))
    }

    fn place(&self, state: &StateName) -> Option<String> {
        self.words.definition.states.get_index_of(state.as_str()).map(entry)
    }

    fn task(&mut self, title: &str, working: &Working, documentation: Option<String>) {
        let own = entry(self.at);
        let language = self.words.language;
        let mut documentation: Vec<String> = documentation.into_iter().collect();
        let mut ways = Vec::new();
        for action in working.actions.values() {
            let name = action.title.get(language);
            for branch in &action.branches {
                match self.target(branch) {
                    Some(to) => ways.push((to, name, branch.when.as_ref().map(|when| when.source().to_owned()))),
                    None => documentation.push(self.words.either(format!("可以：{name}"), format!("may: {name}"))),
                }
            }
        }
        let documentation = (!documentation.is_empty()).then(|| documentation.join("\n"));
        self.node(own.clone(), title, NodeKind::UserTask, documentation);
        let from = if ways.len() > 1 {
            let choice = format!("{own}_choice");
            self.node(choice.clone(), "", NodeKind::Choice, None);
            self.flow(&own, choice.clone(), "", None);
            choice
        } else {
            own.clone()
        };
        let is_choice = ways.len() > 1;
        for (to, name, when) in ways {
            // Only a choice's flows may carry a condition without a default.
            self.flow(&from, to, name, when.filter(|_| is_choice));
        }
        self.events(working, |trigger, number| NodeKind::Boundary(trigger, own.clone(), number), None);
    }

    fn unmanned(&mut self, title: &str, working: &Working, documentation: Option<String>) {
        let own = entry(self.at);
        if !working.always.is_empty() {
            self.node(own.clone(), title, NodeKind::Choice, documentation);
            for branch in &working.always {
                let when = branch.when.as_ref().map(|when| when.source().to_owned());
                if let Some(to) = self.target(branch) {
                    self.flow(&own, to, "", when);
                }
            }
            return;
        }
        let events = working.receive.len() + working.after.len();
        if events == 1 {
            self.events(working, |trigger, _| NodeKind::Catch(trigger, 0), Some((own, title.to_owned())));
            return;
        }
        self.node(own.clone(), title, NodeKind::EventChoice, documentation);
        self.events(working, |trigger, number| NodeKind::Catch(trigger, number + 1), None);
    }

    /// Messages and times; `only` where the one event is the whole state.
    fn events(&mut self, working: &Working, kind: impl Fn(Trigger, usize) -> NodeKind, only: Option<(String, String)>) {
        let own = entry(self.at);
        let received = working
            .receive
            .iter()
            .map(|receive| (Trigger::Message, self.words.event_of(receive).to_owned(), &receive.branches));
        let waited =
            working.after.iter().map(|after| (trigger(&after.wait), self.words.wait(&after.wait), &after.branches));
        let all: Vec<(Trigger, String, &Vec<Branch>)> = received.chain(waited).collect();
        for (number, (trigger, name, branches)) in all.into_iter().enumerate() {
            let targets: Vec<(String, Option<String>)> = branches
                .iter()
                .filter_map(|branch| {
                    Some((self.target(branch)?, branch.when.as_ref().map(|when| when.source().to_owned())))
                })
                .collect();
            // An event after which the case stays where it is has no counterpart that would not end the task.
            let Some((to, _)) = targets.first().cloned() else { continue };
            let (id, name) = only.clone().unwrap_or_else(|| (format!("{own}_event{number}"), name));
            let kind = kind(trigger, number);
            let is_behind_choice = matches!(kind, NodeKind::Catch(_, number) if number > 0);
            self.node(id.clone(), &name, kind, None);
            if is_behind_choice {
                self.flow(&own, id.clone(), "", None);
            }
            self.flow(&id, to, "", None);
        }
    }
}

fn trigger(wait: &Wait) -> Trigger {
    match wait {
        Wait::Until(day) => Trigger::Day(day.source().to_owned()),
        Wait::For(budget) => Trigger::Duration(match budget {
            Budget::NaturalDays(count) | Budget::WorkingDays(count) => format!("P{count}D"),
            Budget::Months(count) => format!("P{count}M"),
            Budget::Years(count) => format!("P{count}Y"),
            Budget::Hours(count) | Budget::WorkingHours(count) => format!("PT{count}H"),
        }),
    }
}
