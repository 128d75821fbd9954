//! 抄送与阅知: copies to read. They hold nobody up, and outlive the state and the case.

use definition::model::Comment;
use definition::name::{ActionName, PersonName, StateName};

use crate::actor::Actor;
use crate::aside::{Aside, AsideKind, Party};
use crate::case::{Task, TaskNumber};
use crate::desk::DeskEvent;
use crate::event::Event;
use crate::rejection::{Rejection, RejectionKind};

use super::Trouble;
use super::act::check_comment;
use super::desk::said;
use super::party::Addressed;
use super::run::Run;

/// The most copies of a case that may wait to be read.
const COPIES_MAX: usize = 200;
/// How a copy is answered.
const READ: &str = "read";

impl Run<'_> {
    pub fn copy(&mut self, to: &[Party], note: Option<&str>) -> Result<(), Trouble> {
        let (by, state) = self.sends_copies()?;
        check_comment(Comment::Optional, note, "抄送", "sending a copy")?;
        let everyone = self.everyone(to)?;
        everyone.iter().try_for_each(|one| self.may_read(one))?;
        let (note, unread) = (said(note), self.unread()?);
        let new: Vec<Addressed> = everyone.into_iter().filter(|one| !unread.contains(&one.person)).collect();
        if new.is_empty() {
            let message = "everyone named has a copy still to read";
            return Err(Rejection::new(RejectionKind::NotAwaited, "这些人都有未阅的抄送件", message).into());
        }
        if unread.len() + new.len() > COPIES_MAX {
            let zh = format!("未阅的抄送件不超过 {COPIES_MAX} 份");
            let message =
                Rejection::new(RejectionKind::Limit, zh, format!("at most {COPIES_MAX} copies may be unread"));
            return Err(message.into());
        }
        for Addressed { person, role, office } in new {
            let task = self.case()?.next_task();
            let aside = Aside { by: by.clone(), to: Some(person), kind: AsideKind::Copy { note: note.clone() } };
            self.emit(Event::Desk(DeskEvent::AsideOpened { task, state: state.clone(), role, office, aside }));
        }
        Ok(())
    }

    pub fn acknowledge(&mut self, number: TaskNumber) -> Result<(), Trouble> {
        let (_, task) = self.numbered(None, number)?;
        let is_his = self.case()?.is_asked(self.context.organisation, &self.actor, number, self.today());
        let (true, true, Actor::Person { person, .. }) = (task.outlives(), is_his, &self.actor) else {
            let message = "this is no copy for you to read";
            return Err(Rejection::new(RejectionKind::NotOffered, "这不是抄送给您的", message).into());
        };
        let by = person.clone();
        self.emit(Event::TaskAnswered { task: number, by, action: ActionName::new(READ) });
        Ok(())
    }

    /// Who sends copies: a holder of an open task of the case, or whoever has acted in it, also after its end. And where it
    /// stands, or stood last.
    fn sends_copies(&self) -> Result<(PersonName, StateName), Trouble> {
        let case = self.case()?;
        let Actor::Person { person, acting_for } = &self.actor else {
            return Err(Rejection::new(RejectionKind::Role, "此事须由工作人员办理", "only a person can do this").into());
        };
        let who = acting_for.as_ref().unwrap_or(person);
        let holds = |task: &Task| self.context.organisation.holds(who, &task.role, &task.office, self.today());
        let has_acted = case.acted.iter().any(|acted| acted.person == *who);
        let stands =
            case.leaves().next().map(|(state, _)| state).or_else(|| case.tasks.values().last().map(|task| &task.state));
        match stands {
            Some(state) if has_acted || case.own_tasks().any(|(_, task)| holds(task)) => {
                Ok((person.clone(), state.clone()))
            }
            Some(_) | None => {
                let rejection = Rejection::new(
                    RejectionKind::Role,
                    "只有本件的承办人或办过本件的人可以抄送",
                    "only somebody who has, or had, this case at hand can send copies of it",
                );
                Err(rejection.with_help("请承办人抄送", "ask whoever has it").into())
            }
        }
    }

    /// Whether the file lets a copy go to somebody.
    fn may_read(&self, one: &Addressed) -> Result<(), Trouble> {
        let allowed = &self.definition.copies;
        if allowed.is_empty() || allowed.contains(&one.role) {
            return Ok(());
        }
        let (title, roles) = (self.title(&one.person), self.role_titles(allowed));
        let rejection = Rejection::new(
            RejectionKind::Role,
            format!("本流程的抄送件只能给{}，不能给{title}", roles.zh),
            format!("copies of this process go to a {} only, not to {title}", roles.en),
        );
        Err(rejection.into())
    }

    /// Who has a copy still to read.
    fn unread(&self) -> Result<Vec<PersonName>, Trouble> {
        let copies = self.case()?.open_tasks().filter(|(_, task)| task.outlives());
        Ok(copies.filter_map(|(_, task)| task.aside.as_ref()?.to.clone()).collect())
    }
}
