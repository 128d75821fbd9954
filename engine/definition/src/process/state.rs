//! `states`: 环节.

use indexmap::IndexMap;

use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::keyword as k;
use crate::model::{After, Comment, Deadline, End, Receive, Reopen, Sender, State, StateKind, Task, Wait, Working};
use crate::name::{DeadlineName, EventName, RoleName, StateName};
use crate::source::decode::{Decoder, Fields};
use crate::text::Spanned;
use crate::value::Type;
use crate::yaml::Node;

use super::Reader;
use super::deadline::Own;

/// The names of all states, before anything in them is read.
pub(super) fn names(decoder: &mut Decoder, node: &Node) -> Vec<StateName> {
    match node {
        Node::Mapping(entries, _) => entries.iter().map(|entry| StateName::new(&entry.key.text)).collect(),
        Node::Scalar(_) | Node::Sequence(..) => {
            decoder.wrong_shape(node, Bilingual::new("若干“环节名: …”", "a map of states"));
            Vec::new()
        }
    }
}

impl Reader<'_> {
    /// All states; the deadlines of the short form join the others under the name of their state.
    pub fn states(
        &mut self,
        node: &Node,
        deadlines: &mut IndexMap<DeadlineName, Deadline>,
    ) -> IndexMap<StateName, State> {
        let Node::Mapping(entries, _) = node else { return IndexMap::new() };
        let mut states = IndexMap::new();
        for entry in entries {
            let Some(name) = self.decoder.name_of::<StateName>(&entry.key) else { continue };
            let path = format!("{}.{}", k::STATES.en, name.value);
            let state = self.within(&path, |reader| reader.state(&name, &entry.value, deadlines));
            states.extend(state.map(|state| (name.value, state)));
        }
        states
    }

    fn state(
        &mut self,
        name: &Spanned<StateName>,
        node: &Node,
        deadlines: &mut IndexMap<DeadlineName, Deadline>,
    ) -> Option<State> {
        let mut fields = self.decoder.fields(node)?;
        let title = fields.optional(&mut self.decoder, k::NAME, Decoder::bilingual);
        let title = title.map_or_else(|| Bilingual::same(name.value.as_str()), |title| title.value);
        let source = fields.optional(&mut self.decoder, k::SOURCE, Decoder::text).map(|text| text.value);
        let enter = self.effects_under(&mut fields, k::ENTER);
        let leave = self.effects_under(&mut fields, k::LEAVE);
        self.own_deadline(name, &title, &mut fields, deadlines);
        let kind = if fields.has(k::END) {
            self.end(&mut fields).map(StateKind::End)
        } else {
            Some(StateKind::Working(Box::new(self.working(name, &mut fields))))
        };
        fields.finish(&mut self.decoder);
        Some(State { name: name.value.clone(), span: name.span, title, source, enter, leave, kind: kind? })
    }

    fn own_deadline(
        &mut self,
        name: &Spanned<StateName>,
        title: &Bilingual,
        fields: &mut Fields<'_>,
        deadlines: &mut IndexMap<DeadlineName, Deadline>,
    ) {
        let Some(node) = fields.take(&mut self.decoder, k::DEADLINE) else { return };
        let deadline_name = DeadlineName::new(name.value.as_str());
        if deadlines.contains_key(&deadline_name) {
            let message = Bilingual::new(
                format!("时限“{deadline_name}”既写在 deadlines 里，又写在环节里"),
                format!("the deadline `{deadline_name}` stands under `deadlines` and in its state"),
            );
            self.decoder.problem(Code::Contradiction, node.span(), message, None);
            return;
        }
        let own = Own { state: name.value.clone(), title: title.clone() };
        let named = Spanned::new(deadline_name.clone(), name.span);
        let deadline = self.within(k::DEADLINE.en, |reader| reader.deadline(&named, node, Some(own)));
        deadlines.extend(deadline.map(|deadline| (deadline_name, deadline)));
    }

    fn working(&mut self, name: &Spanned<StateName>, fields: &mut Fields<'_>) -> Working {
        // What was written but did not read has been told; only what was not written is missing.
        let (has_task, offers_actions) = (fields.has(k::TASK), fields.has(k::ON));
        let task = fields.take(&mut self.decoder, k::TASK);
        let task = task.and_then(|node| self.within(k::TASK.en, |reader| reader.task(node)));
        let actions = self.actions_under(fields);
        let receive = self.receive_under(fields);
        let after = self.after_under(fields);
        let always = fields.take(&mut self.decoder, k::ALWAYS);
        let always = always.map(|node| self.within(k::ALWAYS.en, |reader| reader.branches(node))).unwrap_or_default();
        if has_task && actions.is_empty() && !offers_actions {
            let message = Bilingual::new(
                format!("环节“{}”有待办，却没有可办的动作（on）", name.value),
                format!("the state `{}` has a task but offers no action (`on`)", name.value),
            );
            self.decoder.problem(Code::TaskWithoutAction, name.span, message, None);
        }
        if !has_task && let Some((_, action)) = actions.first() {
            let message = Bilingual::new(
                format!("环节“{}”有办理动作，却没有待办（task），没有人能办", name.value),
                format!("the state `{}` offers actions but has no `task`, so nobody can take them", name.value),
            );
            let help = Bilingual::new("补上 task: {role: …}", "add `task: {role: ...}`");
            self.decoder.problem(Code::TaskWithoutAction, action.span, message, Some(help));
        }
        Working { task, actions, receive, after, always }
    }

    fn task(&mut self, node: &Node) -> Option<Task> {
        let mut fields = self.decoder.fields(node)?;
        let role = fields.required(&mut self.decoder, k::ROLE, Decoder::name::<RoleName>);
        let role = role.and_then(|role| self.known_role(role));
        let form = self.form_under(&mut fields);
        let bars = fields.take(&mut self.decoder, k::NOT_SAME_PERSON_AS);
        let not_same_person_as = bars.map(|node| self.state_list(node)).unwrap_or_default();
        fields.finish(&mut self.decoder);
        Some(Task { role: role?, form, not_same_person_as })
    }

    /// A list of states that exist.
    pub fn state_list(&mut self, node: &Node) -> Vec<StateName> {
        let names = self.decoder.every(node, |decoder, node| decoder.name::<StateName>(node));
        names.into_iter().filter_map(|name| self.known_state(name)).collect()
    }

    /// `{role: ...}` with roles that exist.
    pub fn role_list(&mut self, node: &Node) -> Vec<RoleName> {
        let Some(mut fields) = self.decoder.fields(node) else { return Vec::new() };
        let names = fields.required(&mut self.decoder, k::ROLE, |decoder, node| {
            Some(decoder.every(node, |decoder, node| decoder.name::<RoleName>(node)))
        });
        fields.finish(&mut self.decoder);
        names.unwrap_or_default().into_iter().filter_map(|name| self.known_role(name)).collect()
    }

    fn receive_under(&mut self, fields: &mut Fields<'_>) -> IndexMap<EventName, Receive> {
        let Some(node) = fields.take(&mut self.decoder, k::RECEIVE) else { return IndexMap::new() };
        let Some((entries, _)) = self.decoder.mapping(node) else { return IndexMap::new() };
        let mut events = IndexMap::new();
        for entry in entries {
            let Some(name) = self.decoder.name_of::<EventName>(&entry.key) else { continue };
            let path = format!("{}.{}", k::RECEIVE.en, name.value);
            let receive = self.within(&path, |reader| reader.receive(&entry.value));
            events.extend(receive.map(|receive| (name.value, receive)));
        }
        events
    }

    fn receive(&mut self, node: &Node) -> Option<Receive> {
        if let Node::Sequence(..) = node {
            return Some(Receive { senders: Vec::new(), form: Vec::new(), branches: self.branches(node) });
        }
        let mut fields = self.decoder.fields(node)?;
        let senders = fields.take(&mut self.decoder, k::SENDER);
        let senders = senders.map(|node| self.senders(node)).unwrap_or_default();
        let form = self.form_under(&mut fields);
        let branches = self.branches_of(&mut fields);
        fields.finish(&mut self.decoder);
        Some(Receive { senders, form, branches })
    }

    /// `outside`, `{role: ...}`, or a list of them.
    fn senders(&mut self, node: &Node) -> Vec<Sender> {
        let nodes: Vec<&Node> = match node {
            Node::Sequence(items, _) => items.iter().collect(),
            Node::Scalar(_) | Node::Mapping(..) => vec![node],
        };
        let mut senders = Vec::new();
        for node in nodes {
            if let Node::Mapping(..) = node {
                senders.extend(self.role_list(node).into_iter().map(Sender::Role));
            } else {
                let word = self.decoder.word(node, &[(k::OUTSIDE, Sender::Outside)]);
                senders.extend(word.map(|word| word.value));
            }
        }
        senders
    }

    fn after_under(&mut self, fields: &mut Fields<'_>) -> Vec<After> {
        let Some(node) = fields.take(&mut self.decoder, k::AFTER_STATE) else { return Vec::new() };
        let items = self.decoder.list(node);
        items.iter().filter_map(|item| self.within(k::AFTER_STATE.en, |reader| reader.after(item))).collect()
    }

    fn after(&mut self, node: &Node) -> Option<After> {
        let mut fields = self.decoder.fields(node)?;
        let wait = self.wait(&mut fields);
        let branches = self.branches_of(&mut fields);
        let span = fields.span;
        fields.finish(&mut self.decoder);
        Some(After { wait: wait?, branches, span })
    }

    /// `in: {natural_days: 30}` or `at: day`.
    fn wait(&mut self, fields: &mut Fields<'_>) -> Option<Wait> {
        let Some(day) = fields.take(&mut self.decoder, k::AT) else {
            return fields.required(&mut self.decoder, k::IN, super::deadline::budget).map(Wait::For);
        };
        self.within(k::AT.en, |reader| reader.expression_of(day, &Type::Date)).map(Wait::Until)
    }

    fn end(&mut self, fields: &mut Fields<'_>) -> Option<End> {
        let outcome = fields.required(&mut self.decoder, k::END, Decoder::name::<StateName>);
        let reopen = fields.take(&mut self.decoder, k::REOPEN);
        let reopen = reopen.and_then(|node| self.within(k::REOPEN.en, |reader| reader.reopen(node)));
        Some(End { outcome: outcome?.value.to_string(), reopen })
    }

    fn reopen(&mut self, node: &Node) -> Option<Reopen> {
        let mut fields = self.decoder.fields(node)?;
        let role = fields.required(&mut self.decoder, k::ROLE, Decoder::name::<RoleName>);
        let role = role.and_then(|role| self.known_role(role));
        let to = fields.required(&mut self.decoder, k::TO, Decoder::name::<StateName>);
        let to = to.and_then(|to| self.known_state(to));
        let comment = fields.optional(&mut self.decoder, k::COMMENT, super::action::comment);
        fields.finish(&mut self.decoder);
        Some(Reopen { role: role?, to: to?, comment: comment.unwrap_or(Comment::Optional) })
    }
}
