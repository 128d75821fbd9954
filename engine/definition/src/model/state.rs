//! 环节: the states of a process, and what can happen in each.

use indexmap::IndexMap;

use super::desk::{Opinion, ReturnTo};
use super::each::Each;
use super::effect::Effect;
use super::field::Field;
use crate::bilingual::Bilingual;
use crate::calendar::Budget;
use crate::expression::Expression;
use crate::name::{ActionName, EventName, FieldName, OpinionName, RoleName, StateName};
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
    /// The state it stands in; none at the top.
    pub parent: Option<StateName>,
    /// The states that stand right in it, histories among them, in document order.
    pub children: Vec<StateName>,
}

/// What a state waits for.
#[derive(Clone, Debug)]
pub enum StateKind {
    /// People, events or time move the case on.
    Working(Box<Working>),
    /// The case is closed here; only at the top.
    End(End),
    /// The state around it is done; never at the top.
    Final,
    /// Stands for where the case was when it last left the state around it; never at the top, never active itself.
    History(History),
}

/// What stands inside a state.
#[derive(Clone, Debug, Default)]
pub enum Inside {
    /// Nothing: the case waits here.
    #[default]
    Nothing,
    /// Several states, of which the case is in one.
    One {
        /// Where it begins; several where they lie in different regions.
        initial: Vec<StateName>,
        /// What is done when it begins there.
        effects: Vec<Effect>,
    },
    /// Regions: the case is in all of them at once.
    All,
}

/// 历史: where the case was.
#[derive(Clone, Debug)]
pub struct History {
    /// How far down it remembers.
    pub depth: Depth,
    /// Where to if the state around it was never left before.
    pub to: Vec<StateName>,
    /// What is done on going there.
    pub effects: Vec<Effect>,
}

/// How far down a history remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Only the states right in the state around it; these begin at their beginning.
    Shallow,
    /// The innermost states.
    Deep,
}

/// The ways out of a state.
#[derive(Clone, Debug, Default)]
pub struct Working {
    /// Who has to do something.
    pub task: Option<Task>,
    /// What a person may do.
    pub actions: IndexMap<ActionName, Action>,
    /// What an event does, in document order.
    pub receive: Vec<Receive>,
    /// What time does.
    pub after: Vec<After>,
    /// Taken at once, the first whose guard holds.
    pub always: Vec<Branch>,
    /// The states inside it.
    pub inside: Inside,
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
    /// For what it is given once each.
    pub each: Option<Box<Each>>,
    /// Who, besides the one who has claimed it, may give it to another: at the case's office or above.
    pub hand_over: Vec<RoleName>,
    /// What may be asked of other offices about it.
    pub opinions: IndexMap<OpinionName, Opinion>,
    /// Whether whoever has it at hand may add others who must sign before he acts.
    pub signers: bool,
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
    /// Whether the officer chooses where it leads, among the states the case has passed; its one branch then has no target.
    pub return_to: Option<ReturnTo>,
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
    /// Where to; several where they lie in different regions; nowhere means that no state is left or entered.
    pub to: Vec<StateName>,
    /// Whether the state it belongs to is not left and entered again where the way leads into it.
    pub internal: bool,
    /// What is done on the way, in order.
    pub effects: Vec<Effect>,
    /// Where the branch stands.
    pub span: Span,
}

/// What an event does in a state.
#[derive(Clone, Debug)]
pub struct Receive {
    /// Which events.
    pub events: Vec<Wanted>,
    /// What decisions and coverage call it: `receive.paid`, or `done`.
    pub of: String,
    /// Who may send it besides other cases; nobody, if it says nothing.
    pub senders: Vec<Sender>,
    /// Fields the event may carry; the case keeps them.
    pub form: Vec<FormItem>,
    /// For how long it is kept if it comes before any state waits for it; not at all, if it says nothing.
    pub keep: Option<Budget>,
    /// What else the event carries; only its own guards and effects see it.
    pub data: IndexMap<FieldName, Field>,
    /// The first whose guard holds is taken.
    pub branches: Vec<Branch>,
}

/// An event a state wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Whatever it is called.
    Any,
    /// Of this name, or of a name that goes on with a dot after it: `error` is also `error.execution`.
    Named(EventName),
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
            StateKind::End(_) | StateKind::Final | StateKind::History(_) => None,
        }
    }

    /// Every effect in it: on entering, on leaving, on the way out, on beginning inside.
    pub fn effects(&self) -> impl Iterator<Item = &Effect> + Clone {
        let on_the_way = self.working().into_iter().flat_map(Working::branches).flat_map(|branch| &branch.effects);
        self.enter.iter().chain(&self.leave).chain(on_the_way).chain(self.beginning_effects())
    }

    /// The effects of beginning at its initial state, or of a history's own way.
    pub fn beginning_effects(&self) -> &[Effect] {
        match &self.kind {
            StateKind::Working(working) => match &working.inside {
                Inside::One { effects, .. } => effects,
                Inside::Nothing | Inside::All => &[],
            },
            StateKind::History(history) => &history.effects,
            StateKind::End(_) | StateKind::Final => &[],
        }
    }

    /// Whether the case can be in it without being in a state inside it.
    pub fn is_leaf(&self) -> bool {
        match &self.kind {
            StateKind::Working(working) => matches!(working.inside, Inside::Nothing),
            StateKind::End(_) | StateKind::Final => true,
            StateKind::History(_) => false,
        }
    }

    /// Whether it has regions.
    pub fn is_parallel(&self) -> bool {
        self.working().is_some_and(|working| matches!(working.inside, Inside::All))
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
        let events = self.receive.iter().flat_map(|receive| &receive.branches);
        let times = self.after.iter().flat_map(|after| &after.branches);
        actions.chain(events).chain(times).chain(&self.always)
    }
}

impl Receive {
    /// Whether it takes an event of this name.
    pub fn takes(&self, event: &EventName) -> bool {
        self.events.iter().any(|wanted| wanted.takes(event))
    }
}

impl Wanted {
    /// Whether an event of this name is meant.
    pub fn takes(&self, event: &EventName) -> bool {
        match self {
            Wanted::Any => true,
            Wanted::Named(name) => {
                let rest = event.as_str().strip_prefix(name.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            }
        }
    }
}

impl Wait {
    /// The day it waits for, if it does.
    pub fn day(&self) -> Option<&Expression> {
        match self {
            Wait::For(_) => None,
            Wait::Until(day) => Some(day),
        }
    }
}
