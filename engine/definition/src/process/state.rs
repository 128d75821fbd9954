//! `states`: 环节.

use indexmap::IndexMap;

use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::keyword::{self as k, Keyword};
use crate::model::{After, Comment, Deadline, End, From, Reopen, State, StateKind, Task, Until, Wait, Working};
use crate::name::{DeadlineName, RoleName, StateName};
use crate::source::decode::{Decoder, Fields};
use crate::text::Spanned;
use crate::value::Type;
use crate::yaml::Node;

use super::Reader;
use super::deadline::Own;
use super::nesting::Shape;

impl Reader<'_> {
    /// All states, those inside others right after them; the deadlines of the short form join the others under the name of
    /// their state.
    pub fn states(
        &mut self,
        node: &Node,
        deadlines: &mut IndexMap<DeadlineName, Deadline>,
    ) -> IndexMap<StateName, State> {
        let mut states = IndexMap::new();
        self.states_under(k::STATES, node, deadlines, &mut states);
        states
    }

    fn states_under(
        &mut self,
        keyword: Keyword,
        node: &Node,
        deadlines: &mut IndexMap<DeadlineName, Deadline>,
        states: &mut IndexMap<StateName, State>,
    ) {
        let Node::Mapping(entries, _) = node else {
            return self.decoder.wrong_shape(node, Bilingual::new("若干“环节名: …”", "a map of states"));
        };
        for entry in entries {
            let Some(name) = self.decoder.name_of::<StateName>(&entry.key) else { continue };
            // A second state of the name was told when the names were read.
            if states.contains_key(&name.value) {
                continue;
            }
            let path = format!("{}.{}", keyword.en, name.value);
            let outer = self.here.replace(name.value.clone());
            self.within(&path, |reader| reader.state(&name, &entry.value, deadlines, states));
            self.here = outer;
        }
    }

    fn state(
        &mut self,
        name: &Spanned<StateName>,
        node: &Node,
        deadlines: &mut IndexMap<DeadlineName, Deadline>,
        states: &mut IndexMap<StateName, State>,
    ) {
        let Some(mut fields) = self.decoder.fields(node) else { return };
        let title = fields.optional(&mut self.decoder, k::NAME, Decoder::bilingual);
        let title = title.map_or_else(|| Bilingual::same(name.value.as_str()), |title| title.value);
        let source = fields.optional(&mut self.decoder, k::SOURCE, Decoder::text).map(|text| text.value);
        let shape = self.nesting.shape(&name.value).unwrap_or(Shape::Leaf);
        self.check_place(name, shape);
        let (mut enter, mut leave) = (Vec::new(), Vec::new());
        if shape != Shape::History {
            enter = self.effects_under(&mut fields, k::ENTER);
            leave = self.effects_under(&mut fields, k::LEAVE);
            self.own_deadline(name, &title, &mut fields, deadlines);
        }
        let inner = self.inner(&mut fields);
        let kind = self.kind(name, shape, &mut fields);
        fields.finish(&mut self.decoder);
        let (parent, children) = (self.nesting.parent(&name.value).cloned(), self.nesting.children(&name.value));
        if let Some(kind) = kind {
            let state = State {
                name: name.value.clone(),
                span: name.span,
                title,
                source,
                enter,
                leave,
                kind,
                parent,
                children,
            };
            states.insert(name.value.clone(), state);
        }
        if let Some((keyword, inner)) = inner {
            self.states_under(keyword, inner, deadlines, states);
        }
    }

    fn kind(&mut self, name: &Spanned<StateName>, shape: Shape, fields: &mut Fields<'_>) -> Option<StateKind> {
        match shape {
            Shape::End => self.end(fields).map(StateKind::End),
            Shape::Final => {
                fields.optional(&mut self.decoder, k::FINAL, Decoder::boolean);
                Some(StateKind::Final)
            }
            Shape::History => self.history(name, fields).map(StateKind::History),
            Shape::Leaf | Shape::Compound | Shape::Parallel => {
                self.working(name, shape, fields).map(|working| StateKind::Working(Box::new(working)))
            }
        }
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
        let (from, until) = (From::Reach(name.value.clone()), Until::Leave(name.value.clone()));
        let own = Own { from, until, title: title.clone() };
        let named = Spanned::new(deadline_name.clone(), name.span);
        let deadline = self.within(k::DEADLINE.en, |reader| reader.deadline(&named, node, Some(own)));
        deadlines.extend(deadline.map(|deadline| (deadline_name, deadline)));
    }

    fn working(&mut self, name: &Spanned<StateName>, shape: Shape, fields: &mut Fields<'_>) -> Option<Working> {
        // What was written but did not read has been told; only what was not written is missing.
        let (has_task, offers_actions) = (fields.has(k::TASK), fields.has(k::ON));
        let inside = self.inside(shape, fields);
        let task = fields.take(&mut self.decoder, k::TASK);
        if let Some(node) = task.filter(|_| shape != Shape::Leaf) {
            self.task_with_states_inside(name, node.span());
        }
        let task = task.and_then(|node| self.within(k::TASK.en, |reader| reader.task(node)));
        let has_items = fields.has(k::FOR_EACH);
        if has_items && (shape != Shape::Leaf || !has_task) {
            self.items_without_task(name.span);
        }
        let each = self.each_under(fields);
        let item = Self::item_data(each.as_ref());
        self.names.event_data(&item);
        let actions = self.actions_under(fields);
        self.names.forget(&item);
        let done = if shape == Shape::Leaf && !has_items { None } else { self.done_under(&name.value, fields) };
        if let Some(each) = &each {
            self.check_each(name, each, &actions, done.as_ref());
        }
        let task = task.map(|task| Task { each: each.map(Box::new), ..task });
        let receive = done.into_iter().chain(self.receive_under(fields)).collect();
        let after = self.after_under(fields);
        let always = fields.take(&mut self.decoder, k::ALWAYS);
        let always = always.map(|node| self.within(k::ALWAYS.en, |reader| reader.branches(node))).unwrap_or_default();
        // The actions of a state around others are offered by the tasks inside it, and count for them.
        let offered_around = self.is_offered_around(&name.value);
        if has_task && actions.is_empty() && !offers_actions && !offered_around {
            let message = Bilingual::new(
                format!("环节“{}”有待办，却没有可办的动作（on）", name.value),
                format!("the state `{}` has a task but offers no action (`on`)", name.value),
            );
            self.decoder.problem(Code::TaskWithoutAction, name.span, message, None);
        }
        if !has_task
            && shape == Shape::Leaf
            && let Some((_, action)) = actions.first()
        {
            let message = Bilingual::new(
                format!("环节“{}”有办理动作，却没有待办（task），没有人能办", name.value),
                format!("the state `{}` offers actions but has no `task`, so nobody can take them", name.value),
            );
            let help = Bilingual::new("补上 待办: {角色: …}", "add `task: {role: ...}`");
            self.decoder.problem(Code::TaskWithoutAction, action.span, message, Some(help));
        }
        if offers_actions {
            self.offering.insert(name.value.clone());
        }
        Some(Working { task, actions, receive, after, always, inside: inside? })
    }

    fn task(&mut self, node: &Node) -> Option<Task> {
        let mut fields = self.decoder.fields(node)?;
        let role = fields.required(&mut self.decoder, k::ROLE, Decoder::name::<RoleName>);
        let role = role.and_then(|role| self.known_role(role));
        let form = self.form_under(&mut fields);
        let bars = fields.take(&mut self.decoder, k::NOT_SAME_PERSON_AS);
        let not_same_person_as = bars.map(|node| self.place_list(node)).unwrap_or_default();
        let hand_over = self.roles_under(k::HAND_OVER, &mut fields);
        let opinions = self.opinions_under(&mut fields);
        let allowed = &[(k::ALLOWED, true)];
        let signers = fields.optional(&mut self.decoder, k::SIGNERS, |decoder, node| decoder.word(node, allowed));
        fields.finish(&mut self.decoder);
        let signers = signers.is_some();
        Some(Task { role: role?, form, not_same_person_as, each: None, hand_over, opinions, signers })
    }

    /// A list of states that exist and a case can be in.
    pub fn place_list(&mut self, node: &Node) -> Vec<StateName> {
        let names = self.decoder.every(node, |decoder, node| decoder.name::<StateName>(node));
        names.into_iter().filter_map(|name| self.known_place(name)).collect()
    }

    /// A list of states that exist.
    pub fn state_list(&mut self, node: &Node) -> Vec<StateName> {
        let names = self.decoder.every(node, |decoder, node| decoder.name::<StateName>(node));
        names.into_iter().filter_map(|name| self.known_state(name)).collect()
    }

    /// `{role: ...}` with roles that exist.
    pub fn role_list(&mut self, node: &Node) -> Vec<RoleName> {
        let Some(mut fields) = self.decoder.fields(node) else { return Vec::new() };
        let names = self.role_names(&mut fields);
        fields.finish(&mut self.decoder);
        names
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
    pub(super) fn wait(&mut self, fields: &mut Fields<'_>) -> Option<Wait> {
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
