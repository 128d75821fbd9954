//! 环节: the states of a process, and what can happen in each.

use indexmap::IndexMap;

use super::effect::Effect;
use crate::bilingual::Bilingual;
use crate::calendar::Budget;
use crate::expression::Expression;
use crate::name::{ActionName, EventName, FieldName, RoleName, StateName};
use crate::text::Span;

/// A state.
#[derive(Clone, Debug)]
pub struct State {
    /// Its id.
    pub name: StateName,
    /// Where its name stands in the process text.
    pub span: Span,
    /// Its name for people.
    pub title: Bilingual,
    /// The article it carries out, if it is not the process's.
    pub source: Option<String>,
    /// What is done on entering, in order.
    pub enter: Vec<Effect>,
    /// What is done on leaving, in order.
    pub leave: Vec<Effect>,
    /// What it waits for.
    pub kind: StateKind,
}

/// What a state waits for.
#[derive(Clone, Debug)]
pub enum StateKind {
    /// People, events or time move the case on.
    Working(Box<Working>),
    /// The case is closed here.
    End(End),
}

/// The ways out of a state.
#[derive(Clone, Debug, Default)]
pub struct Working {
    /// Who has to do something.
    pub task: Option<Task>,
    /// What a person may do.
    pub actions: IndexMap<ActionName, Action>,
    /// What an event from outside does.
    pub receive: IndexMap<EventName, Receive>,
    /// What time does.
    pub after: Vec<After>,
    /// Taken at once, the first whose guard holds.
    pub always: Vec<Branch>,
}

/// 待办: a task belongs to one office.
#[derive(Clone, Debug)]
pub struct Task {
    /// The role that may take it, at the case's office or its ancestor at the role's level.
    pub role: RoleName,
    /// What is filled in.
    pub form: Vec<FormItem>,
    /// Whoever acted in one of these states in this case may not act here.
    pub not_same_person_as: Vec<StateName>,
}

/// A field on a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormItem {
    /// The field.
    pub field: FieldName,
    /// Whether the action needs it to be set (now or earlier).
    pub required: bool,
}

/// 办理动作: what a person may do in a state.
#[derive(Clone, Debug)]
pub struct Action {
    /// Its id.
    pub name: ActionName,
    /// Where its name stands.
    pub span: Span,
    /// Its name for people.
    pub title: Bilingual,
    /// Fields given with the action, besides the task's.
    pub form: Vec<FormItem>,
    /// Whether the task's form need not be filled in for it (going back, refusing).
    pub without_form: bool,
    /// Whether it needs a comment.
    pub comment: Comment,
    /// The first whose guard holds is taken.
    pub branches: Vec<Branch>,
    /// What a person is told when no guard holds.
    pub otherwise: Option<Bilingual>,
}

/// Whether a comment is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Comment {
    /// May be given.
    #[default]
    Optional,
    /// Must be given.
    Required,
}

/// One way to go.
#[derive(Clone, Debug)]
pub struct Branch {
    /// Taken only if this holds.
    pub when: Option<Expression>,
    /// Where to; nowhere means that the case stays and no state is left or entered.
    pub to: Option<StateName>,
    /// What is done on the way, in order.
    pub effects: Vec<Effect>,
    /// Where the branch stands.
    pub span: Span,
}

/// What an event from outside does in a state.
#[derive(Clone, Debug)]
pub struct Receive {
    /// Who may send it besides other cases; nobody, if it says nothing.
    pub senders: Vec<Sender>,
    /// Fields the event may carry.
    pub form: Vec<FormItem>,
    /// The first whose guard holds is taken.
    pub branches: Vec<Branch>,
}

/// Who may send an event. Another case always may, by telling it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sender {
    /// A system outside, by its own access.
    Outside,
    /// A person of this role, at the case's office or its ancestor at the role's level.
    Role(RoleName),
}

/// What the passing of time does in a state.
#[derive(Clone, Debug)]
pub struct After {
    /// Until when.
    pub wait: Wait,
    /// The way taken then.
    pub branches: Vec<Branch>,
    /// Where it stands.
    pub span: Span,
}

/// Until when a state waits. Settled on entering it, before its effects.
#[derive(Clone, Debug)]
pub enum Wait {
    /// So long after entering the state.
    For(Budget),
    /// The beginning of a day; at once if that is past.
    Until(Expression),
}

/// 办结: the case is closed.
#[derive(Clone, Debug)]
pub struct End {
    /// What came of the case, a word of the process's own such as `granted`.
    pub outcome: String,
    /// Who may open it again.
    pub reopen: Option<Reopen>,
}

/// 重启办理: how a closed case is opened again.
#[derive(Clone, Debug)]
pub struct Reopen {
    /// The role that may.
    pub role: RoleName,
    /// Where the case goes on.
    pub to: StateName,
    /// Whether a comment is wanted.
    pub comment: Comment,
}

/// Who may start a case, with what, under which condition.
#[derive(Clone, Debug)]
pub struct StartRule {
    /// The roles that may; the office must be theirs or lie below it.
    pub roles: Vec<RoleName>,
    /// What is filled in.
    pub form: Vec<FormItem>,
    /// The condition.
    pub when: Option<Expression>,
    /// What a person is told when it does not hold.
    pub otherwise: Option<Bilingual>,
}

impl State {
    /// Its ways out, if it is not an end.
    pub fn working(&self) -> Option<&Working> {
        match &self.kind {
            StateKind::Working(working) => Some(working),
            StateKind::End(_) => None,
        }
    }

    /// Every effect in it: on entering, on leaving, on the way out.
    pub fn effects(&self) -> impl Iterator<Item = &Effect> + Clone {
        let on_the_way = self.working().into_iter().flat_map(Working::branches).flat_map(|branch| &branch.effects);
        self.enter.iter().chain(&self.leave).chain(on_the_way)
    }

    /// Its task, if it has one.
    pub fn task(&self) -> Option<&Task> {
        self.working().and_then(|working| working.task.as_ref())
    }
}

impl Working {
    /// Every branch out of the state: of actions, events, time, and the automatic ones.
    pub fn branches(&self) -> impl Iterator<Item = &Branch> + Clone {
        let actions = self.actions.values().flat_map(|action| &action.branches);
        let events = self.receive.values().flat_map(|receive| &receive.branches);
        let times = self.after.iter().flat_map(|after| &after.branches);
        actions.chain(events).chain(times).chain(&self.always)
    }
}
