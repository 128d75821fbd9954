//! 逐项: a state goes through its items, each with a task of its own; it is done when its file says, at the latest when no item is
//! left.

use definition::model::{
    ALL_COUNT, ANSWER_PART, ANSWERED_COUNT, DONE_WHEN, Definition, DoneWhen, Each, Field, ITEM_PART, ITEMS_MAX, Into,
    OPEN_COUNT, Order, Over, Task as TaskRule, done_event,
};
use definition::name::{ActionName, FieldName, PersonName, StateName};
use definition::value::Value;
use rust_decimal::Decimal;

use crate::case::{Case, ItemNumber, Round, Task, TaskNumber};
use crate::command::FieldInput;
use crate::decision::Place;
use crate::event::Event;
use crate::rejection::{Rejection, RejectionKind};

use super::Trouble;
use super::run::Run;
use super::send::Occurrence;

/// The counts of a state with items, by its name: how many items there are, are answered, are open, and by which action.
pub(super) fn counts(definition: &Definition, case: &Case, name: &str) -> Option<Value> {
    let state = definition.states.get(name).filter(|state| state.each().is_some())?;
    let round = case.rounds.get(name);
    let all = round.map_or(0, |round| round.count);
    let answers = || round.into_iter().flat_map(|round| round.answers.values());
    let answered = u32::try_from(answers().count()).unwrap_or(all);
    let own = [(ALL_COUNT, all), (ANSWERED_COUNT, answered), (OPEN_COUNT, all.saturating_sub(answered))];
    let actions = state.working().into_iter().flat_map(|working| working.actions.keys());
    let by_action = actions.map(|action| {
        let so = answers().filter(|answer| *answer == action).count();
        (action.as_str(), u32::try_from(so).unwrap_or(all))
    });
    let counts = own.into_iter().chain(by_action);
    Some(Value::Record(counts.map(|(name, count)| (name.to_owned(), Value::Number(Decimal::from(count)))).collect()))
}

/// The items of a round that have no answer yet, in order.
fn unanswered(round: &Round) -> impl Iterator<Item = ItemNumber> {
    (1..=round.count).filter(|item| !round.answers.contains_key(item))
}

/// The items of a round that wait for somebody now.
pub(crate) fn waiting(round: &Round, order: Order) -> impl Iterator<Item = ItemNumber> {
    unanswered(round).take(match order {
        Order::Free => usize::MAX,
        Order::Fixed => 1,
    })
}

impl Run<'_> {
    /// Begins with the items of a state just entered: a task each, or one after another; without any it is done at once.
    pub fn begin_items(&mut self, state: &StateName, rule: &TaskRule, each: &Each) -> Result<(), Trouble> {
        let items = self.items_of(each)?;
        let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
        if count > ITEMS_MAX {
            let message = Rejection::new(
                RejectionKind::Limit,
                format!("逐项办理最多 {ITEMS_MAX} 项，现有 {count} 项"),
                format!("at most {ITEMS_MAX} items are gone through at once, there are {count}"),
            );
            return Err(message.into());
        }
        let list = each.list().cloned();
        self.emit(Event::ItemsBegun { state: state.clone(), list, items: Value::List(items), count });
        if let Some(into) = &each.into {
            let empty = FieldInput::from([(into.list.clone(), Value::List(Vec::new()))]);
            self.emit(Event::FieldsSet { fields: empty });
        }
        if count == 0 {
            self.raise(Occurrence::within(done_event(state)));
        }
        self.open_waiting(state, rule, each)
    }

    fn items_of(&self, each: &Each) -> Result<Vec<Value>, Trouble> {
        Ok(match &each.over {
            Over::Persons(persons) => (1..=*persons).map(|person| Value::Number(Decimal::from(person))).collect(),
            Over::List { list, .. } => match self.case()?.fields.get(list) {
                Some(Value::List(items)) => items.clone(),
                _ => Vec::new(),
            },
        })
    }

    /// Makes the task of every item that waits and has none.
    fn open_waiting(&mut self, state: &StateName, rule: &TaskRule, each: &Each) -> Result<(), Trouble> {
        let case = self.case()?;
        let Some(round) = case.rounds.get(state) else { return Ok(()) };
        let has_task =
            |item: &ItemNumber| case.open_tasks().any(|(_, task)| task.state == *state && task.item == Some(*item));
        let items: Vec<ItemNumber> = waiting(round, each.order).filter(|item| !has_task(item)).collect();
        for item in items {
            self.make_task(state, rule, Some(item))?;
        }
        Ok(())
    }

    /// What guards and effects of an item's task see besides the case: the item, and what is filled in for it.
    pub fn item_data(&self, each: &Each, task: &Task, given: &FieldInput) -> Result<FieldInput, Trouble> {
        let mut data = given.clone();
        let round = self.case()?.rounds.get(&task.state);
        let at = task.item.and_then(|item| usize::try_from(item).ok()).and_then(|item| item.checked_sub(1));
        if let (Some((name, _)), Some(Value::List(items)), Some(at)) =
            (each.item(), round.map(|round| &round.items), at)
        {
            data.extend(items.get(at).map(|item| (name.clone(), item.clone())));
        }
        Ok(data)
    }

    /// What of the fields given is filled in for the item, each of its type; the rest belongs to the case.
    pub fn of_item(
        &self,
        each: &Each,
        fields: &FieldInput,
        insists: bool,
    ) -> Result<(FieldInput, FieldInput), Trouble> {
        let form = each.into.as_ref().map(|into| &into.form);
        let (mut own, mut rest) = (FieldInput::new(), FieldInput::new());
        for (name, value) in fields {
            let Some((field, _)) = form.and_then(|form| form.get(name)) else {
                rest.insert(name.clone(), value.clone());
                continue;
            };
            let value = field.kind.adopt(value.clone());
            self.check(name, field, &value)?;
            own.insert(name.clone(), value);
        }
        let required = form.into_iter().flatten().filter(|(_, (_, required))| *required && insists);
        match required.map(|(name, (field, _))| (name, field)).find(|(name, _)| !own.contains_key(*name)) {
            Some((name, field)) => Err(missing(name, field).into()),
            None => Ok((own, rest)),
        }
    }

    /// Whoever answered another item of the round may not answer this one, where each takes another person.
    pub fn not_twice(&self, each: &Each, task: &Task, mine: &dyn Fn(&PersonName) -> bool) -> Result<(), Trouble> {
        let case = self.case()?;
        let Some(round) = case.rounds.get(&task.state).filter(|_| each.is_by_persons()) else { return Ok(()) };
        let acted = case.acted.iter().skip(round.acted_before).filter(|acted| acted.state == task.state);
        let mut by_me = acted.filter(|acted| mine(&acted.person) || acted.acting_for.as_ref().is_some_and(mine));
        let Some(acted) = by_me.next() else { return Ok(()) };
        let at = acted.at.shown();
        let twice = Rejection::new(
            RejectionKind::SamePerson,
            format!("您已于 {at} 办过一项，须由不同的人各办一项"),
            format!("you answered one at {at}; each takes another person"),
        );
        Err(twice.with_help("请由另一人办理", "another person has to do this").into())
    }

    /// An item has been answered without the state being left: keeps what was filled in, goes on to the next, or is done.
    pub fn item_answered(&mut self, state: &StateName, rule: &TaskRule, each: &Each) -> Result<(), Trouble> {
        if !self.case()?.active.contains_key(state) {
            return Ok(());
        }
        if !self.items_done(state, each)? {
            return self.open_waiting(state, rule, each);
        }
        let case = self.case()?;
        let left: Vec<TaskNumber> =
            case.open_tasks().filter(|(_, task)| task.state == *state).map(|(number, _)| number).collect();
        for task in left {
            self.emit(Event::TaskCancelled { task });
        }
        self.raise(Occurrence::within(done_event(state)));
        Ok(())
    }

    fn items_done(&mut self, state: &StateName, each: &Each) -> Result<bool, Trouble> {
        let Some(round) = self.case()?.rounds.get(state) else { return Ok(true) };
        let (answered, left) = (round.answers.len(), unanswered(round).count());
        if left == 0 {
            return Ok(true);
        }
        match &each.done_when {
            DoneWhen::All => Ok(false),
            DoneWhen::Any => Ok(answered > 0),
            DoneWhen::Count(count) => Ok(u32::try_from(answered).is_ok_and(|answered| answered >= *count)),
            DoneWhen::Holds(when) => {
                let place = Place::Branch { state: state.clone(), of: DONE_WHEN.to_owned(), position: 0 };
                self.holds(Some(when), Some(state), place)
            }
        }
    }

    /// Adds the record of an answered item to the list that keeps them.
    pub fn keep_item(
        &mut self,
        into: &Into,
        item: Option<ItemNumber>,
        action: &ActionName,
        given: &FieldInput,
    ) -> Result<(), Trouble> {
        let number = item.filter(|_| into.with_item).map(|item| Value::Number(Decimal::from(item)));
        let number = number.map(|number| (ITEM_PART.to_owned(), number));
        let answer = into.with_answer.then(|| (ANSWER_PART.to_owned(), Value::Text(action.to_string())));
        let given = given.iter().map(|(name, value)| (name.to_string(), value.clone()));
        let mut records = match self.case()?.fields.get(&into.list) {
            Some(Value::List(records)) => records.clone(),
            _ => Vec::new(),
        };
        records.push(Value::Record(number.into_iter().chain(answer).chain(given).collect()));
        self.emit(Event::FieldsSet { fields: FieldInput::from([(into.list.clone(), Value::List(records))]) });
        Ok(())
    }
}

fn missing(name: &FieldName, field: &Field) -> Rejection {
    let (zh, en) = (&field.title.zh, &field.title.en);
    Rejection::new(RejectionKind::Field, format!("“{zh}”须填写"), format!("{en} must be filled in"))
        .about(name.as_str())
}
