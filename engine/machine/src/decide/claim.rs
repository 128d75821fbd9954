//! 签收与退签: taking a task and giving it back.

use crate::case::{Task, TaskNumber, TaskState};
use crate::event::Event;
use crate::rejection::{Rejection, RejectionKind};

use super::Trouble;
use super::run::Run;

impl Run<'_> {
    pub fn claim(&mut self, number: TaskNumber) -> Result<(), Trouble> {
        let task = self.open(number)?;
        let (person, _) = self.holder(&task.role, &task.office)?;
        if let TaskState::Claimed { by, at } = &task.condition {
            let (by, at) = (self.title(by), at.shown());
            return Err(Rejection::new(
                RejectionKind::ClaimedByOther,
                format!("这项待办已由 {by} 于 {at} 签收"),
                format!("the task was claimed by {by} at {at}"),
            )
            .into());
        }
        self.emit(Event::TaskClaimed { task: number, by: person });
        Ok(())
    }

    pub fn release(&mut self, number: TaskNumber) -> Result<(), Trouble> {
        let task = self.open(number)?;
        let (person, _) = self.holder(&task.role, &task.office)?;
        if task.aside.as_ref().is_some_and(|aside| aside.to.is_some()) {
            let message = "what is asked of somebody by name cannot be given back";
            return Err(Rejection::new(RejectionKind::NotOffered, "指名交办的事项不能退签", message).into());
        }
        match &task.condition {
            TaskState::Claimed { by, .. } if *by == person => {
                self.emit(Event::TaskReleased { task: number });
                Ok(())
            }
            TaskState::Claimed { by, .. } => {
                let by = self.title(by);
                Err(Rejection::new(
                    RejectionKind::ClaimedByOther,
                    format!("这项待办由 {by} 签收，只能由其退签"),
                    format!("the task is claimed by {by}, who alone can release it"),
                )
                .into())
            }
            TaskState::Open | TaskState::Answered { .. } | TaskState::Held { .. } | TaskState::Cancelled { .. } => {
                Err(Rejection::new(RejectionKind::NotAwaited, "这项待办尚未签收", "the task is not claimed").into())
            }
        }
    }

    fn open(&self, number: TaskNumber) -> Result<Task, Trouble> {
        self.ready()?;
        self.numbered(None, number).map(|(_, task)| task)
    }
}
