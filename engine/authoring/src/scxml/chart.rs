//! The states of a chart as states of ours.

use std::cell::RefCell;
use std::collections::BTreeSet;

use definition::bilingual::Bilingual;
use roxmltree::{Document, Node};

use super::ecma::Unread;
use super::feel::{Scope, carried_name};
use super::names::{self, Names};
use super::variables::{Kind, LocalName, Variables, value_of};
use super::yaml::{Sheet, quoted};
use super::{BEGIN, Lost, Options};

/// A chart on its way into a process.
pub(super) struct Import<'i> {
    pub options: &'i Options<'i>,
    pub document: &'i Document<'i>,
    pub variables: &'i Variables,
    pub states: &'i Names,
    pub lost: Vec<Lost>,
    /// Whether something in it fails.
    pub fails: bool,
    /// The flags of its `if`s.
    pub flags: Vec<String>,
    chart: &'i str,
    sends: usize,
}

/// Gives every state of a chart its name.
pub(super) fn name_states(document: &Document<'_>) -> Names {
    let mut names = Names::with_taken(&[BEGIN]);
    for node in document.descendants().filter(|node| is_state(*node)) {
        names.give(&id_of(node));
    }
    names
}

/// A state's id; one without has its place.
fn id_of(node: Node<'_, '_>) -> String {
    node.attribute("id").map_or_else(|| format!("state at {}", node.range().start), str::to_owned)
}

fn is_state(node: Node<'_, '_>) -> bool {
    ["state", "parallel", "final", "history"].iter().any(|tag| node.has_tag_name_of(tag))
}

impl<'i> Import<'i> {
    /// A chart to be carried over.
    pub fn new(
        options: &'i Options<'i>,
        document: &'i Document<'i>,
        variables: &'i Variables,
        states: &'i Names,
    ) -> Self {
        let chart = document.root_element().attribute("name").unwrap_or_default();
        Self {
            options,
            document,
            variables,
            states,
            lost: Vec::new(),
            fails: false,
            flags: Vec::new(),
            chart,
            sends: 0,
        }
    }

    /// The text of the process.
    pub fn process(&mut self) -> String {
        let root = self.document.root_element();
        let mut states = Sheet::default();
        self.begin(root, &mut states);
        for child in root.children().filter(|child| is_state(*child)) {
            self.state(child, 1, &mut states);
        }
        for script in root.children().filter(|child| child.has_tag_name_of("script")) {
            self.lost(script);
        }
        if root.attribute("binding") == Some("late") {
            self.lost(root);
        }
        let mut sheet = Sheet::default();
        self.head(&mut sheet);
        format!("{}initial: {BEGIN}\nstates:\n{}", sheet.into_text(), states.into_text())
    }

    fn head(&self, sheet: &mut Sheet) {
        let Options { process, role, .. } = self.options;
        sheet.line(0, &format!("process: {process}"));
        sheet.line(0, "version: 1");
        let title = if self.chart.is_empty() { process } else { self.chart };
        sheet.line(0, &format!("name: {}", quoted(title)));
        sheet.line(0, "effective: {from: 2000-01-01}");
        sheet.line(0, "number: \"C-{year}-{seq:5}\"");
        let declared = self.variables.declared().map(|(id, name)| {
            let kind = match self.variables.kind_of(id) {
                Kind::Number => "decimal",
                Kind::Text => "text",
                Kind::Boolean => "boolean",
            };
            format!("  {name}: {{type: {kind}}}")
        });
        let flags = self.flags.iter().map(|flag| format!("  {flag}: {{type: boolean}}"));
        let fails = self.fails.then(|| format!("  {}: {{type: decimal}}", super::FAILS));
        let fields: Vec<String> = declared.chain(flags).chain(fails).collect();
        if !fields.is_empty() {
            sheet.line(0, "fields:");
            fields.iter().for_each(|field| sheet.line(0, field));
        }
        sheet.line(0, &format!("start: {{role: {role}}}"));
    }

    /// Data has its value before the first state is entered.
    fn begin(&mut self, root: Node<'_, '_>, sheet: &mut Sheet) {
        let scope = self.scope(None);
        let mut effects = Vec::new();
        for data in self.document.descendants().filter(|node| node.has_tag_name_of("data")) {
            let (Some(id), Some(value)) = (data.attribute("id"), value_of(data)) else {
                if data.attribute("src").is_some() || data.children().any(|child| child.is_element()) {
                    self.lost(data);
                }
                continue;
            };
            match scope.value(&value) {
                Ok((value, kind)) if kind == self.variables.kind_of(id) => {
                    let field = self.variables.names.get(id).unwrap_or_default();
                    effects.push(format!("{{set: {{fields: {field}, value: {}}}}}", quoted(&value)));
                }
                Err(Unread::Invalid) => {
                    self.fails = true;
                    effects.push(format!("{{set: {{fields: {0}, value: {0}}}}}", super::FAILS));
                }
                Ok(_) | Err(Unread::Beyond) => self.lost(data),
            }
        }
        let initial = self.initial_of(root);
        sheet.line(1, &format!("{BEGIN}:"));
        sheet.list(2, "enter", &effects);
        sheet.line(2, &format!("always: [{{to: [{}]}}]", initial.join(", ")));
        let error = "{event: error}".to_owned();
        sheet.list(2, "receive", &[error]);
    }

    /// Where something begins: as it says, or at its first state.
    fn initial_of(&mut self, node: Node<'_, '_>) -> Vec<String> {
        if let Some(initial) = node.attribute("initial") {
            return self.targets(node, initial);
        }
        let element = node.children().find(|child| child.has_tag_name_of("initial"));
        let transition =
            element.and_then(|initial| initial.children().find(|child| child.has_tag_name_of("transition")));
        if let Some((transition, target)) = transition.and_then(|node| Some((node, node.attribute("target")?))) {
            return self.targets(transition, target);
        }
        let first = node.children().find(|child| is_state(*child) && !child.has_tag_name_of("history"));
        first.and_then(|first| self.states.get(&id_of(first)).map(str::to_owned)).into_iter().collect()
    }

    fn targets(&mut self, node: Node<'_, '_>, ids: &str) -> Vec<String> {
        let mut found = Vec::new();
        for id in ids.split_whitespace() {
            match self.states.get(id) {
                Some(name) => found.push(name.to_owned()),
                None => self.lost(node),
            }
        }
        found
    }

    fn scope(&self, event: Option<String>) -> Scope<'i> {
        Scope { variables: self.variables, states: self.states, event, carried: None, chart: self.chart }
    }

    fn state(&mut self, node: Node<'_, '_>, depth: usize, sheet: &mut Sheet) {
        let id = id_of(node);
        let Some(name) = self.states.get(&id).map(str::to_owned) else { return };
        sheet.line(depth, &format!("{name}:"));
        sheet.line(depth + 1, &format!("name: {}", quoted(&id)));
        if node.has_tag_name_of("history") {
            return self.history(node, depth + 1, sheet);
        }
        let scope = self.scope(None);
        let (mut enter, mut leave) = (Vec::new(), Vec::new());
        for block in node.children() {
            if block.has_tag_name_of("onentry") {
                self.follows_on(block, &enter);
                enter.extend(self.effects(block, &scope, &None));
            } else if block.has_tag_name_of("onexit") {
                self.follows_on(block, &leave);
                leave.extend(self.effects(block, &scope, &None));
            } else if block.has_tag_name_of("invoke") || block.has_tag_name_of("donedata") {
                self.lost(block);
            }
        }
        if node.has_tag_name_of("final") {
            let is_top = node.parent().is_some_and(|parent| parent == self.document.root_element());
            sheet.line(depth + 1, &if is_top { format!("end: {name}") } else { "final: true".to_owned() });
            sheet.list(depth + 1, "enter", &enter);
            return sheet.list(depth + 1, "leave", &leave);
        }
        sheet.list(depth + 1, "enter", &enter);
        sheet.list(depth + 1, "leave", &leave);
        self.transitions(node, depth + 1, sheet);
        self.inside(node, depth + 1, sheet);
    }

    /// What fails ends its own block in a chart, and here all that follows it in the state.
    fn follows_on(&mut self, block: Node<'_, '_>, before: &[String]) {
        if before.iter().any(|effect| effect.contains(&format!("fields: {}", super::FAILS))) {
            self.lost(block);
        }
    }

    fn inside(&mut self, node: Node<'_, '_>, depth: usize, sheet: &mut Sheet) {
        let inner: Vec<Node<'_, '_>> = node.children().filter(|child| is_state(*child)).collect();
        if inner.is_empty() {
            return;
        }
        let is_parallel = node.has_tag_name_of("parallel");
        if !is_parallel {
            let initial = self.initial_of(node).join(", ");
            let effects = self.initial_effects(node);
            if effects.is_empty() {
                sheet.line(depth, &format!("initial: [{initial}]"));
            } else {
                sheet.line(depth, "initial:");
                sheet.line(depth + 1, &format!("to: [{initial}]"));
                sheet.list(depth + 1, "do", &effects);
            }
        }
        sheet.line(depth, if is_parallel { "regions:" } else { "states:" });
        inner.into_iter().for_each(|child| self.state(child, depth + 1, sheet));
    }

    fn initial_effects(&mut self, node: Node<'_, '_>) -> Vec<String> {
        let initial = node.children().find(|child| child.has_tag_name_of("initial"));
        let transition = initial.and_then(|node| node.children().find(|child| child.has_tag_name_of("transition")));
        let scope = self.scope(None);
        transition.map(|transition| self.effects(transition, &scope, &None)).unwrap_or_default()
    }

    fn history(&mut self, node: Node<'_, '_>, depth: usize, sheet: &mut Sheet) {
        let word = if node.attribute("type") == Some("deep") { "deep" } else { "shallow" };
        sheet.line(depth, &format!("history: {word}"));
        let transition = node.children().find(|child| child.has_tag_name_of("transition"));
        let target = transition.and_then(|transition| transition.attribute("target"));
        let (Some(transition), Some(target)) = (transition, target) else { return self.lost(node) };
        let to = self.targets(transition, target);
        sheet.line(depth, &format!("to: [{}]", to.join(", ")));
        let scope = self.scope(None);
        let effects = self.effects(transition, &scope, &None);
        sheet.list(depth, "do", &effects);
    }

    fn transitions(&mut self, node: Node<'_, '_>, depth: usize, sheet: &mut Sheet) {
        let (mut received, mut always) = (Vec::new(), Vec::new());
        for transition in node.children().filter(|child| child.has_tag_name_of("transition")) {
            match transition.attribute("event") {
                Some(events) => received.extend(self.received(node, transition, events)),
                None => {
                    always.extend(self.branch(node, transition, &self.scope(None)).map(|body| format!("{{{body}}}")))
                }
            }
        }
        // A chart goes on where something failed that nobody waits for.
        if node.parent().is_some_and(|parent| parent == self.document.root_element()) {
            received.push("{event: error}".to_owned());
        }
        sheet.list(depth, "receive", &received);
        sheet.list(depth, "always", &always);
    }

    fn received(&mut self, state: Node<'_, '_>, transition: Node<'_, '_>, events: &str) -> Option<String> {
        let events: Vec<String> = events.split_whitespace().map(|event| self.wanted(event)).collect();
        let single = match events.as_slice() {
            [event] if event != "any" => Some(event.clone()),
            _ => None,
        };
        let scope = Scope { carried: Some(RefCell::new(BTreeSet::new())), ..self.scope(single) };
        let body = self.branch(state, transition, &scope)?;
        let carried = scope.carried.map(RefCell::into_inner).unwrap_or_default();
        let data: Vec<String> = carried.iter().map(|name| self.carried(name)).collect();
        let data = if data.is_empty() { String::new() } else { format!(", data: {{{}}}", data.join(", ")) };
        let names: Vec<String> = events.iter().map(|event| quoted(event)).collect();
        let body = if body.is_empty() { body } else { format!(", {body}") };
        Some(format!("{{event: [{}], sender: outside{data}{body}}}", names.join(", ")))
    }

    fn carried(&self, name: &str) -> String {
        let kind = match self.variables.carried(name) {
            Kind::Number => "decimal",
            Kind::Text => "text",
            Kind::Boolean => "boolean",
        };
        format!("{}: {{type: {kind}}}", carried_name(name))
    }

    /// An event a chart waits for, as ours are called.
    fn wanted(&self, event: &str) -> String {
        if event == "*" {
            return "any".to_owned();
        }
        let event = event.strip_suffix(".*").or_else(|| event.strip_suffix('.')).unwrap_or(event);
        if let Some(id) = event.strip_prefix("done.state.") {
            return self.states.get(id).map_or_else(|| names::event(event), |name| format!("done.{name}"));
        }
        if event == "done.state" { "done".to_owned() } else { names::event(event) }
    }

    /// Condition, target and effects of a transition; none if it can never be taken.
    fn branch(&mut self, state: Node<'_, '_>, transition: Node<'_, '_>, scope: &Scope<'_>) -> Option<String> {
        let mut parts = Vec::new();
        match transition.attribute("cond").map(|condition| scope.condition(condition)) {
            None => {}
            Some(Ok(condition)) => parts.push(format!("when: {}", quoted(&condition))),
            // What fails does not hold; that it failed is an event of its own.
            Some(Err(Unread::Invalid)) => {
                self.fails = true;
                parts.push(format!("when: {}", quoted(&format!("{} = 0", super::FAILS))));
            }
            Some(Err(Unread::Beyond)) => {
                self.lost(transition);
                return None;
            }
        }
        if let Some(target) = transition.attribute("target") {
            let to = self.targets(transition, target);
            parts.push(format!("to: [{}]", to.join(", ")));
            if transition.attribute("type") == Some("internal") && self.leads_inside(state, target) {
                parts.push("internal: true".to_owned());
            }
        }
        let effects = self.effects(transition, scope, &None);
        if !effects.is_empty() {
            parts.push(format!("do: [{}]", effects.join(", ")));
        }
        Some(parts.join(", "))
    }

    /// Whether every target stands inside a state that has states and no regions.
    fn leads_inside(&self, state: Node<'_, '_>, targets: &str) -> bool {
        let inside = |id: &str| {
            state.descendants().any(|node| node != state && is_state(node) && node.attribute("id") == Some(id))
        };
        state.has_tag_name_of("state") && targets.split_whitespace().all(inside)
    }

    /// A flag for the outcome of an `if`.
    pub fn flag(&mut self) -> String {
        let flag = format!("if_{}", self.flags.len() + 1);
        self.flags.push(flag.clone());
        flag
    }

    /// A name for something sent whose sender wants to know it.
    pub fn send_id(&mut self) -> String {
        self.sends += 1;
        format!("sent_{}", self.sends)
    }

    /// Notes what could not be carried over.
    pub fn lost(&mut self, node: Node<'_, '_>) {
        self.note(node, true);
    }

    /// Notes what is not carried over and changes nothing.
    pub fn without_consequence(&mut self, node: Node<'_, '_>) {
        self.note(node, false);
    }

    fn note(&mut self, node: Node<'_, '_>, matters: bool) {
        let at = self.document.text_pos_at(node.range().start);
        let tag = node.tag_name().name().to_owned();
        let message = if matters {
            Bilingual::new(
                format!("<{tag}> 带不过来，办件会和原图走得不一样，须手工补上"),
                format!(
                    "<{tag}> could not be carried over: cases would go otherwise than in the chart; write it by hand"
                ),
            )
        } else {
            Bilingual::new(
                format!("<{tag}> 没有带过来，不影响办件怎么走"),
                format!("<{tag}> was left out; it does not change how cases go"),
            )
        };
        let lost = Lost { line: at.row, column: at.col, what: tag, matters, message };
        if !self.lost.contains(&lost) {
            self.lost.push(lost);
        }
    }
}
