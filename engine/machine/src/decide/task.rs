//! 待办: who may act on a task. A task belongs to one office, fixed on the day it is made.

use definition::bilingual::Bilingual;
use definition::model::{Each, Task as TaskRule, Working};
use definition::name::{ActionName, OfficeName, PersonName, RoleName, StateName};

use crate::actor::Actor;
use crate::case::{ItemNumber, Task, TaskNumber, TaskState};
use crate::event::Event;
use crate::rejection::{Rejection, RejectionKind};

use super::Trouble;
use super::run::Run;

impl Run<'_> {
    /// Makes the task of a state just entered, if it has one; or a task for each of its items.
    pub fn open_task(&mut self, state: &StateName) -> Result<(), Trouble> {
        let definition = self.definition;
        let Some(task) = definition.state(state).and_then(|state| state.task()) else { return Ok(()) };
        match &task.each {
            Some(each) => self.begin_items(state, task, each),
            None => self.make_task(state, task, None),
        }
    }

    /// Makes a task of a state.
    pub fn make_task(&mut self, state: &StateName, task: &TaskRule, item: Option<ItemNumber>) -> Result<(), Trouble> {
        let case = self.case()?;
        // Where no ancestor of that level exists, the case's own office keeps the task: nobody's task would be lost.
        let office = self.context.organisation.owning_office(&case.office, &task.role, self.today());
        let office = office.unwrap_or_else(|| case.office.clone());
        let number = case.next_task();
        self.emit(Event::TaskOpened { task: number, state: state.clone(), role: task.role.clone(), office, item });
        Ok(())
    }

    /// The open task an action is addressed to.
    pub fn addressed(
        &self,
        state: Option<&StateName>,
        action: &ActionName,
        number: Option<TaskNumber>,
    ) -> Result<(TaskNumber, Task), Trouble> {
        match number {
            Some(number) => self.own(state, number),
            None => self.only_offering(state, action),
        }
    }

    pub fn numbered(&self, state: Option<&StateName>, number: TaskNumber) -> Result<(TaskNumber, Task), Trouble> {
        let case = self.case()?;
        let Some(task) = case.tasks.get(&number) else {
            return Err(Rejection::new(
                RejectionKind::NotFound,
                format!("办件 {} 没有第 {number} 号待办", case.number),
                format!("case {} has no task {number}", case.number),
            )
            .into());
        };
        if let Some(state) = state
            && *state != task.state
        {
            return Err(Rejection::new(
                RejectionKind::NotOffered,
                format!("第 {number} 号待办属于环节“{}”，不是“{state}”", task.state),
                format!("task {number} belongs to the state {}, not {state}", task.state),
            )
            .into());
        }
        if task.is_open() { Ok((number, task.clone())) } else { Err(self.closed(number, task).into()) }
    }

    /// An open task of a state; one beside it is no place for actions.
    pub fn own(&self, state: Option<&StateName>, number: TaskNumber) -> Result<(TaskNumber, Task), Trouble> {
        let (number, task) = self.numbered(state, number)?;
        if task.aside.is_none() {
            return Ok((number, task));
        }
        let rejection = Rejection::new(
            RejectionKind::NotOffered,
            format!("第 {number} 号待办不是本环节的待办，不能这样办"),
            format!("task {number} is not the state's own; it cannot be acted on like this"),
        );
        Err(rejection.with_help("抄送件请阅知", "a copy is acknowledged").into())
    }

    fn only_offering(&self, state: Option<&StateName>, action: &ActionName) -> Result<(TaskNumber, Task), Trouble> {
        let case = self.case()?;
        let offers = |task: &Task| {
            state.is_none_or(|state| *state == task.state) && self.offering(&task.state, action).is_some()
        };
        if let Some(mine) = self.interchangeable(&offers)? {
            return Ok(mine);
        }
        let mut offering = case.own_tasks().filter(|(_, task)| offers(task));
        match (offering.next(), offering.next()) {
            (Some((number, task)), None) => Ok((number, task.clone())),
            (Some(_), Some(_)) => Err(Rejection::new(
                RejectionKind::Ambiguous,
                format!("有不止一个待办可以“{action}”，请指明环节或待办号"),
                format!("more than one open task offers {action}; name the state or the task"),
            )
            .into()),
            (None, _) => Err(self.nothing_offers(action, offers).into()),
        }
    }

    /// Of tasks that take different persons it is all the same which: the one the person has claimed, else one nobody has.
    fn interchangeable(&self, offers: &impl Fn(&Task) -> bool) -> Result<Option<(TaskNumber, Task)>, Trouble> {
        let case = self.case()?;
        let offering: Vec<(TaskNumber, &Task)> = case.own_tasks().filter(|(_, task)| offers(task)).collect();
        let Some((_, first)) = offering.first() else { return Ok(None) };
        let each = self.definition.state(&first.state).and_then(|state| state.each());
        if !each.is_some_and(Each::is_by_persons) || offering.iter().any(|(_, task)| task.state != first.state) {
            return Ok(None);
        }
        let mine = |task: &Task| match (&task.condition, &self.actor) {
            (TaskState::Claimed { by, .. }, Actor::Person { person, .. }) => by == person,
            _ => false,
        };
        let free = |task: &Task| task.condition == TaskState::Open;
        let found =
            offering.iter().find(|(_, task)| mine(task)).or_else(|| offering.iter().find(|(_, task)| free(task)));
        Ok(found.or(offering.first()).map(|(number, task)| (*number, (*task).clone())))
    }

    fn nothing_offers(&self, action: &ActionName, offers: impl Fn(&Task) -> bool) -> Rejection {
        let Ok(case) = self.case() else {
            return Rejection::new(RejectionKind::NotFound, "没有这个办件", "there is no such case");
        };
        if let Some((number, task)) = case.tasks.iter().rev().find(|(_, task)| task.aside.is_none() && offers(task)) {
            return self.closed(*number, task);
        }
        let offered: Vec<&str> = self.offered().map(ActionName::as_str).collect();
        let rejection = Rejection::new(
            RejectionKind::NotOffered,
            format!("当前环节不能“{action}”"),
            format!("{action} is not offered where the case stands"),
        );
        rejection.with_help(
            format!("当前可办：{}", offered.join("、")),
            format!("what can be done now: {}", offered.join(", ")),
        )
    }

    fn offered(&self) -> impl Iterator<Item = &ActionName> {
        let active = self.case().ok().into_iter().flat_map(|case| case.active.keys());
        let working = active.filter_map(|state| self.definition.state(state).and_then(|state| state.working()));
        working.flat_map(|working: &Working| working.actions.keys())
    }

    fn closed(&self, number: TaskNumber, task: &Task) -> Rejection {
        match &task.condition {
            TaskState::Answered { by, at, action } => {
                let by = self.title(by);
                let (at, action) = (at.shown(), self.action_title(&task.state, action));
                Rejection::new(
                    RejectionKind::TaskClosed,
                    format!("这项待办已由 {by} 于 {at} 办理（{action}）"),
                    format!("already decided by {by} at {at} ({action})"),
                )
            }
            TaskState::Cancelled { at } => {
                let at = at.shown();
                Rejection::new(
                    RejectionKind::TaskClosed,
                    format!("这项待办已于 {at} 失效，办件已离开该环节"),
                    format!("task {number} fell away at {at}; the case has left its state"),
                )
            }
            TaskState::Open | TaskState::Claimed { .. } | TaskState::Held { .. } => Rejection::new(
                RejectionKind::TaskClosed,
                "这项待办不可办理",
                format!("task {number} cannot be acted on"),
            ),
        }
    }

    fn action_title(&self, state: &StateName, action: &ActionName) -> String {
        let found = self.offering(state, action);
        found.map_or_else(|| action.to_string(), |(_, action)| action.title.zh.clone())
    }

    /// A person's name for people.
    pub fn title(&self, person: &PersonName) -> String {
        let found = self.context.organisation.people().get(person);
        found.map_or_else(|| person.to_string(), |person| person.title.zh.clone())
    }

    /// The person acting, if he holds a role at an office today.
    pub fn holder(&self, role: &RoleName, office: &OfficeName) -> Result<(PersonName, Option<PersonName>), Trouble> {
        let Actor::Person { person, acting_for } = &self.actor else {
            return Err(Rejection::new(RejectionKind::Role, "此事须由工作人员办理", "only a person can do this").into());
        };
        let holds = |who: &PersonName| self.context.organisation.holds(who, role, office, self.today());
        if acting_for.as_ref().map_or_else(|| holds(person), &holds) {
            return Ok((person.clone(), acting_for.clone()));
        }
        let (role, office) = (self.role_titles([role]), self.office_title(office));
        let who = self.title(person);
        Err(Rejection::new(
            RejectionKind::Role,
            format!("须由{}的{}办理，{who}今日不任此职", office.zh, role.zh),
            format!("expected the {} of {}, but {who} does not hold that post today", role.en, office.en),
        )
        .with_help("请转由有权人员办理", "hand it to somebody who holds the post")
        .into())
    }

    /// Whether somebody holds one of some roles, each at the case's office or its ancestor at the role's level, today.
    pub fn holds_any(&self, person: &PersonName, roles: &[RoleName]) -> Result<bool, Trouble> {
        let (case, organisation, today) = (self.case()?, self.context.organisation, self.today());
        Ok(roles.iter().any(|role| {
            let office = organisation.owning_office(&case.office, role, today);
            office.is_some_and(|office| organisation.holds(person, role, &office, today))
        }))
    }

    /// Roles as people call them.
    pub fn role_titles<'n>(&self, roles: impl IntoIterator<Item = &'n RoleName>) -> Bilingual {
        let title = |role: &RoleName| {
            let found = self.context.organisation.roles().get(role);
            found.map_or_else(|| Bilingual::same(role.as_str()), |role| role.title.clone())
        };
        let titles = roles.into_iter().map(title);
        let (zh, en): (Vec<String>, Vec<String>) = titles.map(|title| (title.zh, title.en)).unzip();
        Bilingual::new(zh.join("或"), en.join(" or "))
    }

    /// An office as people call it.
    pub fn office_title(&self, office: &OfficeName) -> Bilingual {
        let found = self.context.organisation.offices().get(office);
        found.map_or_else(|| Bilingual::same(office.as_str()), |office| office.title.clone())
    }
}
