//! 逐项: a state whose task is given once for each of several items.

use indexmap::IndexMap;

use crate::expression::Expression;
use crate::name::{ActionName, FieldName, StateName};
use crate::text::Span;
use crate::value::Type;

use super::Definition;
use super::field::Field;
use super::state::State;

/// A state is gone through at most so many times at once, one for each item.
pub const ITEMS_MAX: u32 = 100;

/// 逐项: for what a state has a task each, and when it is done.
#[derive(Clone, Debug)]
pub struct Each {
    /// For what.
    pub over: Over,
    /// In which order.
    pub order: Order,
    /// When the state is done; at the latest when no item is left.
    pub done_when: DoneWhen,
    /// Where what is filled in for each item is kept.
    pub into: Option<Into>,
    /// Where it stands.
    pub span: Span,
}

/// For what a state has a task each.
#[derive(Clone, Debug)]
pub enum Over {
    /// For each item of a list, as the list is when the state is entered.
    List {
        /// The list.
        list: FieldName,
        /// What guards and effects of the item's task call the item.
        item: FieldName,
        /// What an item is.
        field: Box<Field>,
    },
    /// So many different persons.
    Persons(u32),
}

/// In which order the items are gone through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// All at once.
    #[default]
    Free,
    /// One after another.
    Fixed,
}

/// When a state with items is done.
#[derive(Clone, Debug)]
pub enum DoneWhen {
    /// All items are answered.
    All,
    /// One is.
    Any,
    /// So many are.
    Count(u32),
    /// This holds, looked at after each answer.
    Holds(Expression),
}

/// The list that keeps a record for each item answered.
#[derive(Clone, Debug)]
pub struct Into {
    /// The list.
    pub list: FieldName,
    /// The parts that are filled in with the answer, required or not.
    pub form: IndexMap<FieldName, (Field, bool)>,
    /// Whether the record has a part [`ANSWER_PART`].
    pub with_answer: bool,
    /// Whether the record has a part [`ITEM_PART`].
    pub with_item: bool,
}

/// The part of a record that says how the item was answered: the name of the action.
pub const ANSWER_PART: &str = "answer";
/// The part of a record that says which item it is about, counted from 1.
pub const ITEM_PART: &str = "item";

/// What decisions and coverage call the condition under which a state with items is done.
pub const DONE_WHEN: &str = "done_when";
/// How many items there are.
pub const ALL_COUNT: &str = "all";
/// How many are answered.
pub const ANSWERED_COUNT: &str = "answered";
/// How many are not.
pub const OPEN_COUNT: &str = "open";

/// The counts a state with items gives expressions under its name: how many there are, are answered, are open, and are answered
/// by each action.
pub fn counts_type<'a>(actions: impl IntoIterator<Item = &'a ActionName>) -> Type {
    let own = [ALL_COUNT, ANSWERED_COUNT, OPEN_COUNT].into_iter().map(str::to_owned);
    let names = own.chain(actions.into_iter().map(ToString::to_string));
    Type::Record(names.map(|name| (name, Type::Number)).collect())
}

impl Each {
    /// What an item is called, and what it is.
    pub fn item(&self) -> Option<(&FieldName, &Field)> {
        match &self.over {
            Over::List { item, field, list: _ } => Some((item, field)),
            Over::Persons(_) => None,
        }
    }

    /// The list the items come from.
    pub fn list(&self) -> Option<&FieldName> {
        match &self.over {
            Over::List { list, .. } => Some(list),
            Over::Persons(_) => None,
        }
    }

    /// The names under which something sensitive is read of an item, or filled in for one.
    pub fn sensitive_names(&self) -> impl Iterator<Item = &FieldName> {
        let form = self.into.iter().flat_map(|into| &into.form).map(|(name, (field, _))| (name, field));
        self.item().into_iter().chain(form).filter(|(_, field)| field.sensitive).map(|(name, _)| name)
    }

    /// Whether each item takes another person.
    pub fn is_by_persons(&self) -> bool {
        matches!(self.over, Over::Persons(_))
    }

    /// What an item, or what is filled in for one, is under a name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        let item = self.item().filter(|(item, _)| item.as_str() == name).map(|(_, field)| field);
        item.or_else(|| self.into.as_ref()?.form.get(name).map(|(field, _)| field))
    }
}

impl Each {
    /// The condition under which it is done, if it has one.
    pub fn condition(&self) -> Option<&Expression> {
        match &self.done_when {
            DoneWhen::Holds(when) => Some(when),
            DoneWhen::All | DoneWhen::Any | DoneWhen::Count(_) => None,
        }
    }
}

impl State {
    /// For what it has a task each, if it has.
    pub fn each(&self) -> Option<&Each> {
        self.task().and_then(|task| task.each.as_deref())
    }
}

impl Definition {
    /// The states gone through item by item.
    pub fn eaches(&self) -> impl Iterator<Item = (&StateName, &Each)> {
        self.states.iter().filter_map(|(name, state)| Some((name, state.each()?)))
    }

    /// Whether a name stands for counts, for an item, or for what is filled in with one: whoever may read it finds it there.
    pub fn is_of_items(&self, name: &str) -> bool {
        self.is_count(name) || self.eaches().any(|(_, each)| each.field(name).is_some())
    }

    /// Whether a name stands for the counts of a state with items.
    pub fn is_count(&self, name: &str) -> bool {
        self.states.get(name).is_some_and(|state| state.each().is_some())
    }
}
