//! 转交: whoever has claimed a task gives it to another who may take it; no clock is touched.

use definition::bilingual::Bilingual;
use definition::model::{Comment, Task as TaskRule};
use definition::name::PersonName;

use crate::actor::Actor;
use crate::case::{Task, TaskNumber, TaskState};
use crate::desk::DeskEvent;
use crate::event::Event;
use crate::rejection::{Rejection, RejectionKind};

use super::Trouble;
use super::act::check_comment;
use super::desk::said;
use super::run::Run;

impl Run<'_> {
    pub fn hand_over(&mut self, number: TaskNumber, to: &PersonName, comment: Option<&str>) -> Result<(), Trouble> {
        let definition = self.definition;
        self.ready()?;
        let (_, task) = self.own(None, number)?;
        let Some(rule) = definition.state(&task.state).and_then(|state| state.task()) else { return Ok(()) };
        let (by, acting_for) = self.hands(&task, rule)?;
        check_comment(Comment::Optional, comment, "转交", "handing over")?;
        self.may_take(&task, rule, to)?;
        let comment = said(comment);
        self.emit(Event::Desk(DeskEvent::HandedOver { task: number, to: to.clone(), by, acting_for, comment }));
        Ok(())
    }

    /// Who hands a task over: the one who has claimed it, or one whose role the file names.
    fn hands(&self, task: &Task, rule: &TaskRule) -> Result<(PersonName, Option<PersonName>), Trouble> {
        if let Actor::Person { person, acting_for } = &self.actor
            && self.holds_any(acting_for.as_ref().unwrap_or(person), &rule.hand_over)?
        {
            return Ok((person.clone(), acting_for.clone()));
        }
        let holder = self.holder(&task.role, &task.office)?;
        match &task.condition {
            TaskState::Claimed { by, .. } if *by == holder.0 => Ok(holder),
            TaskState::Claimed { by, .. } => {
                let by = self.title(by);
                let claimed = Rejection::new(
                    RejectionKind::ClaimedByOther,
                    format!("这项待办由 {by} 签收，只能由其转交"),
                    format!("the task is claimed by {by}, who alone can hand it over"),
                );
                Err(self.or_by_role(claimed, rule).into())
            }
            TaskState::Open | TaskState::Answered { .. } | TaskState::Held { .. } | TaskState::Cancelled { .. } => {
                let unclaimed = Rejection::new(
                    RejectionKind::NotAwaited,
                    "这项待办尚未签收，没有可转交的",
                    "the task is not claimed, so there is nothing to hand over",
                );
                Err(unclaimed
                    .with_help("先签收再转交，或由对方直接签收", "claim it first, or let them claim it")
                    .into())
            }
        }
    }

    fn or_by_role(&self, rejection: Rejection, rule: &TaskRule) -> Rejection {
        if rule.hand_over.is_empty() {
            return rejection;
        }
        let Bilingual { zh, en } = self.role_titles(&rule.hand_over);
        rejection.with_help(format!("也可由{zh}转交"), format!("{en} may hand it over too"))
    }

    /// Whether the one it is given to may take the task at all.
    fn may_take(&self, task: &Task, rule: &TaskRule, to: &PersonName) -> Result<(), Trouble> {
        let title = self.title(to);
        if matches!(&task.condition, TaskState::Claimed { by, .. } if by == to) {
            let message = format!("{title} has the task already");
            return Err(Rejection::new(RejectionKind::NotAwaited, format!("这项待办已在 {title} 手上"), message).into());
        }
        if !self.context.organisation.holds(to, &task.role, &task.office, self.today()) {
            let (role, office) = (self.role_titles([&task.role]), self.office_title(&task.office));
            let message = Rejection::new(
                RejectionKind::Role,
                format!("只能转交给{}的{}，{title}今日不任此职", office.zh, role.zh),
                format!("expected a {} of {}, but {title} does not hold that post today", role.en, office.en),
            );
            return Err(message.with_help("换一位任此职的人", "name somebody who holds the post").into());
        }
        if self.barred(rule, to, None)?.is_some() {
            let message = Rejection::new(
                RejectionKind::SamePerson,
                format!("{title}办理过本件应当回避的环节，不能接办"),
                format!("{title} acted in a state of this case that bars taking this task"),
            );
            return Err(message.with_help("换一位未办过本件的人", "name somebody who has not").into());
        }
        Ok(())
    }
}
