//! The people of a world at work: mostly rightly, at given rates not; and time, which they sometimes let pass.

use std::collections::BTreeMap;

use definition::model::{Action, Comment, Definition, FormItem, StateKind, Wanted};
use definition::moment::Moment;
use definition::name::{ActionName, OfficeName, PersonName, ProcessName, StateName};
use machine::{Actor, Case, CaseId, Command, Context, Start, Status, Task, TaskNumber, TaskState, decide};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, IteratorRandom};
use scenario::Opening;

use super::house::House;
use super::run::World;
use super::script::{CaseRef, Deed, Move};
use super::values::Values;

/// How often a form is filled in anew until it would be accepted.
const TRIES: usize = 4;
/// The most deeds in one group.
const GROUP_DEEDS_MAX: usize = 4;
/// An hour, in milliseconds.
const HOUR: i64 = 3_600_000;

/// Who decides what happens next.
pub struct Officer<'w> {
    world: &'w World,
    values: BTreeMap<ProcessName, Values>,
    open_max: usize,
    labels: u32,
    /// The cases there are, each as it was when its step of this number was the last.
    cases: BTreeMap<CaseId, Known>,
}

/// A case of the world as far as the officers know it.
#[derive(Clone)]
struct Known {
    name: CaseRef,
    case: Case,
}

impl<'w> Officer<'w> {
    /// Everybody of a world; at most so many cases are open at once.
    pub fn new(world: &'w World, open_max: usize) -> Self {
        let processes = &world.workspace.processes;
        let values = processes
            .iter()
            .map(|(name, checked)| (name.clone(), Values::of(&checked.definition, &world.setting.parameters)));
        Self { world, values: values.collect(), open_max, labels: 0, cases: BTreeMap::new() }
    }

    /// What happens next.
    pub fn next(&mut self, house: &House<'_>, random: &mut StdRng) -> Move {
        self.learn(house);
        let open: Vec<&Known> = self.cases.values().filter(|known| known.case.status == Status::Open).collect();
        let starts = open.len() < self.open_max && random.random_bool(if open.is_empty() { 0.9 } else { 0.3 });
        if starts {
            return self.start(house, random).map_or_else(|| pass(house, random), |start| Move::Group(vec![start]));
        }
        if open.is_empty() || random.random_bool(0.35) {
            return pass(house, random);
        }
        let count = random.random_range(1..=GROUP_DEEDS_MAX.min(open.len()));
        let chosen = open.iter().choose_multiple(random, count);
        let mut deeds: Vec<Deed> = chosen.into_iter().filter_map(|known| self.deed(house, known, random)).collect();
        if random.random_bool(0.04) {
            deeds.extend(self.reopening(house, random));
        }
        // The same thing asked for twice under two keys: at most one of them is done.
        if random.random_bool(0.03)
            && let Some(first) = deeds.first().cloned()
        {
            deeds.push(first);
        }
        if deeds.is_empty() { pass(house, random) } else { Move::Group(deeds) }
    }

    /// The cases as they are by now: those started by deeds, and those started by others.
    fn learn(&mut self, house: &House<'_>) {
        let mut open: Vec<(CaseId, CaseRef)> =
            (0..self.labels).filter_map(|label| Some((house.label(label)?, CaseRef::own(label)))).collect();
        while let Some((id, name)) = open.pop() {
            let Some(record) = house.store.record(id) else { continue };
            let seq = record.history.len() as u64;
            if self.cases.get(&id).is_none_or(|known| known.case.seq != seq) {
                self.cases.insert(id, Known { name: name.clone(), case: record.case().unwrap() });
            }
            for (key, child) in &self.cases[&id].case.started {
                let keys = name.keys.iter().chain([key]).cloned().collect();
                open.push((*child, CaseRef { label: name.label, keys }));
            }
        }
    }

    fn definition(&self, process: &ProcessName) -> &'w Definition {
        &self.world.workspace.processes.get(process).unwrap().definition
    }

    /// A new case; none where no start would be accepted, as after the last day of a process.
    fn start(&mut self, house: &House<'_>, random: &mut StdRng) -> Option<Deed> {
        let process = self.world.processes.choose(random).unwrap().clone();
        let definition = self.definition(&process);
        let office = self.world.offices.choose(random).unwrap().clone();
        let person = self.starter(house, definition, &office, random);
        let mut opening =
            Opening { process, person, office, fields: Default::default(), received_at: None, reason: None };
        if random.random_bool(0.1) {
            opening.received_at = Some(house.now.plus_milliseconds(-HOUR * random.random_range(-1..72)));
            opening.reason = random.random_bool(0.8).then(|| "补录".to_owned());
        }
        let values = &self.values[&opening.process];
        let mut is_worth_it = false;
        for _ in 0..TRIES {
            opening.fields = values.form(definition, &definition.start.form, None, house.now, random);
            is_worth_it = accepts(house, definition, &opening) || random.random_bool(0.05);
            if is_worth_it {
                break;
            }
        }
        if !is_worth_it {
            return None;
        }
        self.labels += 1;
        Some(Deed::Start { label: self.labels - 1, opening })
    }

    /// Mostly somebody who may start a case there.
    fn starter(
        &self,
        house: &House<'_>,
        definition: &Definition,
        office: &OfficeName,
        random: &mut StdRng,
    ) -> PersonName {
        let (organisation, today) = (&house.setting.organisation, house.now.date());
        let role = definition.start.roles.choose(random).unwrap();
        let at = organisation.owning_office(office, role, today).filter(|_| random.random_bool(0.97));
        let holders = at.map(|at| organisation.holders(role, &at, today)).unwrap_or_default();
        holders.choose(random).map_or_else(|| self.anybody(random), |person| person.name.clone())
    }

    fn anybody(&self, random: &mut StdRng) -> PersonName {
        self.world.setting.organisation.people().keys().choose(random).unwrap().clone()
    }

    fn deed(&self, house: &House<'_>, known: &Known, random: &mut StdRng) -> Option<Deed> {
        let case = &known.case;
        let definition = self.definition(&case.process);
        let (actor, command) = if case.incident.is_some() {
            self.repair(house, definition, case, random)
        } else if random.random_bool(0.004) {
            self.move_to(house, definition, case, random)
        } else if random.random_bool(0.3) {
            match self.event(house, definition, case, random) {
                Some(sent) => sent,
                None => self.on_task(house, definition, case, random)?,
            }
        } else {
            self.on_task(house, definition, case, random)?
        };
        Some(Deed::Ask { case: known.name.clone(), actor, command })
    }

    /// Something is done about an open task.
    fn on_task(
        &self,
        house: &House<'_>,
        definition: &Definition,
        case: &Case,
        random: &mut StdRng,
    ) -> Option<(Actor, Command)> {
        let (number, task) = case.open_tasks().choose(random)?;
        let actor = |person: PersonName| Actor::Person { person, acting_for: None };
        let is_claimed = matches!(task.condition, TaskState::Claimed { .. });
        match random.random_range(0..100) {
            0..=19 if is_claimed => {
                let command = Command::Release { task: number };
                Some((actor(self.right(house, definition, case, task, random)), command))
            }
            0 => Some((actor(self.anybody(random)), Command::Release { task: number })),
            1..=6 => {
                let command = Command::Claim { task: number };
                Some((actor(self.right(house, definition, case, task, random)), command))
            }
            7..=8 => {
                // Somebody, anybody, on any task that ever was.
                let stale = *case.tasks.keys().choose(random)?;
                let (command, _) = self.act(house, definition, case, (stale, task), random)?;
                Some((actor(self.anybody(random)), command))
            }
            9..=10 => {
                let (mut command, person) = self.act(house, definition, case, (number, task), random)?;
                let other = definition.states.values().filter_map(|state| state.working()).choose(random)?;
                if let (Command::Act { action, .. }, Some(name)) = (&mut command, other.actions.keys().choose(random)) {
                    *action = name.clone();
                }
                Some((actor(person), command))
            }
            _ => self
                .act(house, definition, case, (number, task), random)
                .map(|(command, person)| (actor(person), command)),
        }
    }

    /// An action as it ought to be taken: by a holder who may, with a form that would be accepted, where one is found soon.
    fn act(
        &self,
        house: &House<'_>,
        definition: &Definition,
        case: &Case,
        (number, task): (TaskNumber, &Task),
        random: &mut StdRng,
    ) -> Option<(Command, PersonName)> {
        let working = definition.state(&task.state)?.working()?;
        let person = self.right(house, definition, case, task, random);
        let mut tried = None;
        for _ in 0..TRIES {
            let (name, action) = working.actions.iter().choose(random)?;
            let command = self.filled_in(house, definition, case, (number, task), (name, action), random);
            let context = context(house);
            let actor = Actor::Person { person: person.clone(), acting_for: None };
            let accepted = decide(definition, Some(case), &actor, &command, &context).is_ok();
            tried = Some(command);
            if accepted || random.random_bool(0.08) {
                break;
            }
        }
        tried.map(|command| (command, person))
    }

    fn filled_in(
        &self,
        house: &House<'_>,
        definition: &Definition,
        case: &Case,
        (number, task): (TaskNumber, &Task),
        (name, action): (&ActionName, &Action),
        random: &mut StdRng,
    ) -> Command {
        let of_task = definition.state(&task.state).and_then(|state| state.task()).map(|rule| rule.form.as_slice());
        let insisted = |item: &FormItem| FormItem { required: item.required && !action.without_form, ..item.clone() };
        let form: Vec<FormItem> =
            of_task.unwrap_or_default().iter().map(insisted).chain(action.form.iter().cloned()).collect();
        let wanted = action.comment == Comment::Required;
        let comment = random.random_bool(if wanted { 0.98 } else { 0.2 }).then(|| "情况属实".to_owned());
        Command::Act {
            state: random.random_bool(0.7).then(|| task.state.clone()),
            action: name.clone(),
            task: random.random_bool(0.4).then_some(number),
            fields: self.values[&case.process].form(definition, &form, Some(case), house.now, random),
            comment,
            return_to: super::desk::back(definition, case, (task, action), random),
        }
    }

    /// Somebody who may take a task: who has claimed it, or a holder of its role whom nothing bars; else any of them.
    fn right(
        &self,
        house: &House<'_>,
        definition: &Definition,
        case: &Case,
        task: &Task,
        random: &mut StdRng,
    ) -> PersonName {
        if let TaskState::Claimed { by, .. } = &task.condition
            && random.random_bool(0.9)
        {
            return by.clone();
        }
        let holders = house.setting.organisation.holders(&task.role, &task.office, house.now.date());
        let rule = definition.state(&task.state).and_then(|state| state.task());
        let bars = rule.map(|rule| rule.not_same_person_as.as_slice()).unwrap_or_default();
        let barred =
            |person: &PersonName| case.acted.iter().any(|acted| acted.person == *person && bars.contains(&acted.state));
        let free = holders.iter().filter(|person| !barred(&person.name)).choose(random);
        let chosen = if random.random_bool(0.97) { free.or_else(|| holders.first()) } else { holders.choose(random) };
        chosen.map_or_else(|| self.anybody(random), |person| person.name.clone())
    }

    fn event(
        &self,
        house: &House<'_>,
        definition: &Definition,
        case: &Case,
        random: &mut StdRng,
    ) -> Option<(Actor, Command)> {
        let working = case.active.keys().filter_map(|state| definition.state(state)?.working()).choose(random)?;
        let receive = working.receive.iter().choose(random)?;
        let event = receive.events.iter().find_map(|wanted| match wanted {
            Wanted::Named(event) => Some(event),
            Wanted::Any => None,
        })?;
        let fields = self.values[&case.process].form(definition, &receive.form, Some(case), house.now, random);
        let actor = Actor::Outside { name: "scenario".to_owned() };
        Some((actor, Command::Receive { event: event.clone(), fields }))
    }

    /// A case stands still: it is tried again, moved, or acted on in vain.
    fn repair(&self, house: &House<'_>, definition: &Definition, case: &Case, random: &mut StdRng) -> (Actor, Command) {
        let act = self.on_task(house, definition, case, random);
        match (random.random_range(0..10), act) {
            (0..=1, Some(act)) => act,
            (2..=3, _) => self.move_to(house, definition, case, random),
            (_, _) => (
                Actor::Person { person: self.operator(house, definition, case, random), acting_for: None },
                Command::Retry,
            ),
        }
    }

    fn move_to(
        &self,
        house: &House<'_>,
        definition: &Definition,
        case: &Case,
        random: &mut StdRng,
    ) -> (Actor, Command) {
        let first = self.operator(house, definition, case, random);
        let second = self.operator(house, definition, case, random);
        let to: StateName = definition.states.keys().choose(random).unwrap().clone();
        (Actor::Person { person: first, acting_for: None }, Command::Move { to, reason: "参数缺失".to_owned(), second })
    }

    /// Somebody who may mend a case that stands still.
    fn operator(&self, house: &House<'_>, definition: &Definition, case: &Case, random: &mut StdRng) -> PersonName {
        let (organisation, today) = (&house.setting.organisation, house.now.date());
        let role = definition.repair.choose(random);
        let office = role.and_then(|role| organisation.owning_office(&case.office, role, today));
        let holders =
            role.zip(office).map(|(role, office)| organisation.holders(role, &office, today)).unwrap_or_default();
        holders.choose(random).map_or_else(|| self.anybody(random), |person| person.name.clone())
    }

    /// A closed case is opened again.
    fn reopening(&self, house: &House<'_>, random: &mut StdRng) -> Option<Deed> {
        let ended = self.cases.values().filter(|known| known.case.status != Status::Open);
        let Known { name, case } = ended.choose(random)?;
        let definition = self.definition(&case.process);
        let reopen = case.active.keys().find_map(|state| match &definition.state(state)?.kind {
            StateKind::End(end) => end.reopen.as_ref(),
            StateKind::Working(_) | StateKind::Final | StateKind::History(_) => None,
        });
        let organisation = &house.setting.organisation;
        let holders = reopen.and_then(|reopen| {
            let office = organisation.owning_office(&case.office, &reopen.role, house.now.date())?;
            Some(organisation.holders(&reopen.role, &office, house.now.date()))
        });
        let holder = holders.unwrap_or_default().choose(random).map(|person| person.name.clone());
        let person = holder.unwrap_or_else(|| self.anybody(random));
        let command = Command::Reopen { comment: random.random_bool(0.9).then(|| "申请人补交材料".to_owned()) };
        Some(Deed::Ask { case: name.clone(), actor: Actor::Person { person, acting_for: None }, command })
    }
}

/// Whether a start would be accepted.
fn accepts(house: &House<'_>, definition: &Definition, opening: &Opening) -> bool {
    let actor = Actor::Person { person: opening.person.clone(), acting_for: None };
    let start = Start {
        id: CaseId::default(),
        number: String::new(),
        process: opening.process.clone(),
        version: definition.version,
        office: opening.office.clone(),
        fields: opening.fields.clone(),
        received_at: opening.received_at,
        backdating_reason: opening.reason.clone(),
        origin: None,
        starter: None,
        reports: None,
        failing: None,
        depth: 0,
    };
    decide(definition, None, &actor, &Command::Start(start), &context(house)).is_ok()
}

fn context<'h>(house: &'h House<'_>) -> Context<'h> {
    Context {
        now: house.now,
        organisation: &house.setting.organisation,
        parameters: &house.setting.parameters,
        calendars: &house.workspace.calendars,
    }
}

/// Time passes: to what comes due next, or just before it, some hours, days or weeks; or nothing runs for a while.
fn pass(house: &House<'_>, random: &mut StdRng) -> Move {
    const MINUTE: i64 = 60_000;
    let later = |milliseconds: i64| {
        let at = house.now.plus_milliseconds(milliseconds);
        Moment::from_milliseconds(at.milliseconds() / MINUTE * MINUTE).max(house.now)
    };
    let next = house.store.next_due(&Default::default()).map(|(at, _)| at);
    match (random.random_range(0..100), next) {
        (0..=24, Some(at)) => Move::Advance(at.max(house.now)),
        (25..=29, Some(at)) => Move::Advance(at.plus_milliseconds(-MINUTE).max(house.now)),
        (0..=54, _) => Move::Advance(later(MINUTE * random.random_range(1..600))),
        (55..=80, _) => Move::Advance(later(HOUR * random.random_range(10..80))),
        (81..=94, _) => Move::Advance(later(24 * HOUR * random.random_range(4..35))),
        (_, _) => Move::Outage(later(HOUR * random.random_range(1..150))),
    }
}
