//! What could happen next to some cases: somebody acts, something comes from outside, time passes.

use definition::model::{Action, Comment, Definition, FormItem, Receive, Sender, State, StateKind, Wanted};
use definition::moment::Moment;
use definition::name::{PersonName, StateName};
use definition::text::{Span, Spanned};
use machine::{Actor, Case, Command, Context, RejectionKind, Status, Task, TaskNumber, TaskState, decide, due, passed};

use super::chance::Chance;
use super::ground::Ground;
use crate::read::{Deed, Expect, Step, What};

/// How often an action is filled in anew until it would be done.
const TRIES: usize = 8;
/// How often, before it is said that nobody can move a case.
const TRIES_IF_STUCK: usize = 240;
/// So many times in a hundred a closed case is tried to be opened again.
const REOPENED_PERCENT: usize = 60;
/// Which kind of thing opening a case again is.
const REOPENING: usize = 74;
/// A comment, where one is wanted.
const COMMENT: &str = "情况属实";
const MINUTE_MILLISECONDS: i64 = 60_000;
const HOUR_MILLISECONDS: i64 = 60 * MINUTE_MILLISECONDS;

/// Cases at a moment, each with the key it was started under.
pub(super) struct Turn<'t> {
    pub ground: &'t Ground<'t>,
    pub cases: &'t [(Option<String>, Case)],
    pub now: Moment,
}

/// An action that would be done, or that no guard lets pass.
struct Acting {
    person: PersonName,
    command: Command,
}

impl<'t> Turn<'t> {
    /// Something that could happen; none if nothing ever will.
    pub fn next(&self, chance: &mut Chance) -> Option<Step> {
        let open: Vec<&(Option<String>, Case)> =
            self.cases.iter().filter(|(_, case)| case.status == Status::Open).collect();
        for _ in 0..TRIES {
            let (key, case) = match chance.pick(&open) {
                Some(open) => *open,
                None => chance.pick(self.cases).filter(|_| chance.percent(REOPENED_PERCENT))?,
            };
            let kind = if case.status == Status::Open { chance.below(100) } else { REOPENING };
            let step = match kind {
                0..=59 => self.act(case, chance),
                60..=69 => self.event(case, chance),
                70..=73 => self.claim(case, chance),
                REOPENING => self.reopening(case, chance),
                _ => self.passing(chance).map(|at| (at, None)),
            };
            if let Some((at, deed)) = step {
                return Some(self.step(at, key.as_deref(), deed));
            }
        }
        self.passing(chance).map(|at| self.step(at, None, None))
    }

    fn step(&self, at: Moment, key: Option<&str>, deed: Option<Deed>) -> Step {
        let case = key.filter(|_| deed.is_some()).map(|key| Spanned::new(key.to_owned(), Span::default()));
        Step { span: Span::default(), path: String::new(), at, outage: false, case, deed, expect: Expect::default() }
    }

    /// A moment to come: when something is due, right before, or some time later.
    fn passing(&self, chance: &mut Chance) -> Option<Moment> {
        let next = self.cases.iter().filter_map(|(_, case)| due(case)).map(|(at, _)| at).min();
        let anyhow = self.now.plus_milliseconds(chance.between(1, 240) * HOUR_MILLISECONDS);
        let before = |at: Moment| at.plus_milliseconds(-MINUTE_MILLISECONDS);
        match (next, chance.below(10)) {
            (Some(at), 0..=5) => Some(at.max(self.now)),
            (Some(at), 6..=7) if before(at) > self.now => Some(before(at)),
            (Some(_), _) => Some(anyhow),
            (None, _) => self.cases.iter().any(|(_, case)| case.status == Status::Open).then_some(anyhow),
        }
    }

    fn soon(&self, chance: &mut Chance) -> Moment {
        let minutes = if chance.percent(30) { 0 } else { chance.between(1, 90) };
        self.now.plus_milliseconds(minutes * MINUTE_MILLISECONDS)
    }

    fn act(&self, case: &Case, chance: &mut Chance) -> Option<(Moment, Option<Deed>)> {
        let at = self.soon(chance);
        for _ in 0..TRIES {
            let (acting, answer) = self.try_act(case, at, chance)?;
            let is_worth_it = match answer {
                None => true,
                Some(RejectionKind::Guard) => chance.percent(40),
                Some(_) => false,
            };
            if is_worth_it {
                let Acting { person, command } = acting;
                return Some((at, Some(Deed { person: Some(person), what: What::Command(command) })));
            }
        }
        None
    }

    /// An action tried on an open task: what it was, and why it would be refused.
    fn try_act(&self, case: &Case, at: Moment, chance: &mut Chance) -> Option<(Acting, Option<RejectionKind>)> {
        let definition = self.ground.definition_of(&case.process)?;
        let open: Vec<(TaskNumber, &Task)> = case.own_tasks().collect();
        let (_, task) = *chance.pick(&open)?;
        let offered = offered(definition, &task.state);
        let action = *chance.pick(&offered)?;
        let person = self.holder(definition, case, task, chance)?;
        let command = self.filled_in(definition, case, task, action, at, chance);
        let actor = Actor::Person { person: person.clone(), acting_for: None };
        let answer = decide(definition, Some(case), &actor, &command, &self.context(at)).err();
        Some((Acting { person, command }, answer.map(|rejection| rejection.kind)))
    }

    fn filled_in(
        &self,
        definition: &Definition,
        case: &Case,
        task: &Task,
        action: &Action,
        at: Moment,
        chance: &mut Chance,
    ) -> Command {
        let of_task = definition.state(&task.state).and_then(State::task).map(|rule| rule.form.as_slice());
        let insisted = |item: &FormItem| FormItem { required: item.required && !action.without_form, ..item.clone() };
        let form: Vec<FormItem> =
            of_task.unwrap_or_default().iter().map(insisted).chain(action.form.iter().cloned()).collect();
        let values = self.ground.values.get(&case.process);
        let fields = values.map(|values| values.form(definition, &form, Some(case), at, chance)).unwrap_or_default();
        let back = action.return_to.as_ref();
        let back = back.and_then(|rule| passed(definition, &case.acted, &task.state, rule).into_iter().next());
        Command::Act {
            state: Some(task.state.clone()),
            action: action.name.clone(),
            task: None,
            fields,
            comment: (action.comment == Comment::Required).then(|| COMMENT.to_owned()),
            return_to: back.cloned(),
        }
    }

    /// Whoever has claimed a task, or mostly somebody whom nothing bars.
    fn holder(&self, definition: &Definition, case: &Case, task: &Task, chance: &mut Chance) -> Option<PersonName> {
        if let TaskState::Claimed { by, .. } = &task.condition {
            return Some(by.clone());
        }
        let holders = self.ground.organisation().holders(&task.role, &task.office, self.now.date());
        let rule = definition.state(&task.state).and_then(State::task);
        let bars = rule.map(|rule| rule.not_same_person_as.as_slice()).unwrap_or_default();
        let is_free = |person: &PersonName| {
            !case.acted.iter().any(|acted| acted.person == *person && bars.contains(&acted.state))
        };
        let names: Vec<PersonName> = holders.into_iter().map(|person| person.name.clone()).collect();
        let free: Vec<PersonName> = names.iter().filter(|name| is_free(name)).cloned().collect();
        let from = if free.is_empty() || chance.percent(3) { &names } else { &free };
        chance.pick(from).cloned()
    }

    fn claim(&self, case: &Case, chance: &mut Chance) -> Option<(Moment, Option<Deed>)> {
        let definition = self.ground.definition_of(&case.process)?;
        let open: Vec<(TaskNumber, &Task)> = case.own_tasks().collect();
        let (number, task) = *chance.pick(&open)?;
        let person = self.holder(definition, case, task, chance)?;
        let command = match task.condition {
            TaskState::Claimed { .. } => Command::Release { task: number },
            TaskState::Open | TaskState::Answered { .. } | TaskState::Held { .. } | TaskState::Cancelled { .. } => {
                Command::Claim { task: number }
            }
        };
        Some((self.soon(chance), Some(Deed { person: Some(person), what: What::Command(command) })))
    }

    fn event(&self, case: &Case, chance: &mut Chance) -> Option<(Moment, Option<Deed>)> {
        let definition = self.ground.definition_of(&case.process)?;
        let awaited = awaited(definition, case);
        let receive = *chance.pick(&awaited)?;
        let event = receive.events.iter().find_map(|wanted| match wanted {
            Wanted::Named(event) => Some(event.clone()),
            Wanted::Any => None,
        })?;
        let at = self.soon(chance);
        let values = self.ground.values.get(&case.process)?;
        let mut fields = values.form(definition, &receive.form, Some(case), at, chance);
        for (name, field) in &receive.data {
            fields.insert(name.clone(), values.value(&field.kind, at, chance));
        }
        Some((at, Some(Deed { person: None, what: What::Command(Command::Receive { event, fields }) })))
    }

    fn reopening(&self, case: &Case, chance: &mut Chance) -> Option<(Moment, Option<Deed>)> {
        let definition = self.ground.definition_of(&case.process)?;
        let reopen = case.active.keys().find_map(|name| match &definition.state(name)?.kind {
            StateKind::End(end) => end.reopen.as_ref(),
            StateKind::Working(_) | StateKind::Final | StateKind::History(_) => None,
        })?;
        let (organisation, today) = (self.ground.organisation(), self.now.date());
        let office = organisation.owning_office(&case.office, &reopen.role, today)?;
        let person = organisation.holders(&reopen.role, &office, today).first().map(|person| person.name.clone())?;
        let command = Command::Reopen { comment: Some(COMMENT.to_owned()) };
        Some((self.soon(chance), Some(Deed { person: Some(person), what: What::Command(command) })))
    }

    fn context(&self, now: Moment) -> Context<'_> {
        Context {
            now,
            organisation: self.ground.organisation(),
            parameters: self.ground.all_parameters(),
            calendars: &self.ground.workspace.calendars,
        }
    }

    /// A state in which a case waits for nobody and nothing; none if every open case can be moved.
    pub fn stuck(&self, chance: &mut Chance) -> Option<StateName> {
        self.cases.iter().find(|(_, case)| self.is_stuck(case, chance)).and_then(|(_, case)| {
            let mut leaves = case.leaves();
            leaves.next().map(|(state, _)| state.clone())
        })
    }

    fn is_stuck(&self, case: &Case, chance: &mut Chance) -> bool {
        let Some(definition) = self.ground.definition_of(&case.process) else { return false };
        let is_open = case.status == Status::Open && case.incident.is_none();
        let waits = case.active.values().any(|active| !active.timers.is_empty()) || !case.sends.is_empty();
        let may_hear = !awaited(definition, case).is_empty() || self.others_may_tell(case);
        is_open && !waits && !may_hear && !self.somebody_can_act(case, chance)
    }

    /// Whether another case is open: it may tell this one something.
    fn others_may_tell(&self, case: &Case) -> bool {
        self.cases.iter().any(|(_, other)| other.id != case.id && other.status == Status::Open)
    }

    fn somebody_can_act(&self, case: &Case, chance: &mut Chance) -> bool {
        (0..TRIES_IF_STUCK).any(|_| self.try_act(case, self.now, chance).is_some_and(|(_, answer)| answer.is_none()))
    }
}

/// The actions of a state and of those around it.
fn offered<'d>(definition: &'d Definition, state: &StateName) -> Vec<&'d Action> {
    definition.outwards(state).filter_map(State::working).flat_map(|working| working.actions.values()).collect()
}

/// What a case would take from a system outside.
fn awaited<'d>(definition: &'d Definition, case: &Case) -> Vec<&'d Receive> {
    let states = case.active.keys().filter_map(|state| definition.state(state)?.working());
    states.flat_map(|working| &working.receive).filter(|receive| receive.senders.contains(&Sender::Outside)).collect()
}
