//! 运行异常: doing again what failed, or moving a case that stands still. Both are on record.

use definition::name::{PersonName, StateName};

use crate::actor::Actor;
use crate::case::Status;
use crate::command::Command;
use crate::event::Event;
use crate::rejection::{Rejection, RejectionKind};

use super::Trouble;
use super::run::Run;

impl Run<'_> {
    pub fn retry(&mut self) -> Result<(), Trouble> {
        let Some(incident) = self.case()?.incident.clone() else {
            return Err(
                Rejection::new(RejectionKind::NoIncident, "办件没有运行异常", "the case has no incident").into()
            );
        };
        self.may_repair()?;
        self.is_not_suspended()?;
        self.emit(Event::IncidentResolved);
        // What is done again is done by whom it was first done by; the step itself says who asked for the retry.
        let operator = std::mem::replace(&mut self.actor, incident.actor);
        let done = self.execute(&incident.command);
        self.actor = operator;
        // A rung or timer that has meanwhile been overtaken is no reason to keep the case standing.
        match (done, incident.command.as_ref()) {
            (
                Err(Trouble::Rejected(rejection)),
                Command::ReachDeadline { .. }
                | Command::ReachAfter { .. }
                | Command::ReachSend { .. }
                | Command::ExpireKept { .. },
            ) if rejection.kind == RejectionKind::NotAwaited => Ok(()),
            (done, _) => done,
        }
    }

    pub fn move_to(&mut self, to: &StateName, reason: &str, second: &PersonName) -> Result<(), Trouble> {
        let case = self.case()?;
        if let Status::Ended { .. } = case.status {
            return Err(Rejection::new(RejectionKind::Ended, "办件已办结", "the case is closed").into());
        }
        if self.definition.state(to).is_none() {
            return Err(Rejection::new(
                RejectionKind::NotFound,
                format!("流程里没有环节“{to}”"),
                format!("the process has no state {to}"),
            )
            .into());
        }
        if reason.trim().is_empty() {
            return Err(
                Rejection::new(RejectionKind::Comment, "移动办件须说明理由", "moving a case needs a reason").into()
            );
        }
        self.may_repair()?;
        self.is_not_suspended()?;
        let same = matches!(&self.actor, Actor::Person { person, .. } if person == second);
        if same || !self.repairs(second)? {
            return Err(Rejection::new(
                RejectionKind::SecondPerson,
                "须由另一名有异常处理权限的人员复核同意",
                "a second, different person who may repair the case has to agree",
            )
            .into());
        }
        let stood_still = case.incident.is_some();
        self.emit(Event::CaseMoved { to: to.clone(), reason: reason.trim().to_owned(), second: second.clone() });
        if stood_still {
            self.emit(Event::IncidentResolved);
        }
        self.leave_all()?;
        self.go_to(std::slice::from_ref(to))
    }

    /// Whether the person acting may mend a case that stands still. Whoever is no person is the operator at the console.
    fn may_repair(&self) -> Result<(), Trouble> {
        let Actor::Person { person, .. } = &self.actor else { return Ok(()) };
        if self.repairs(person)? {
            return Ok(());
        }
        let roles: Vec<&str> = self.definition.repair.iter().map(|role| role.as_str()).collect();
        let refused = Rejection::new(
            RejectionKind::Role,
            "您没有处理本流程运行异常的权限",
            "you may not repair cases of this process",
        );
        Err(refused
            .with_help(format!("须由 {} 处理", roles.join("、")), format!("it takes {}", roles.join(" or ")))
            .into())
    }

    fn repairs(&self, person: &PersonName) -> Result<bool, Trouble> {
        self.holds_any(person, &self.definition.repair)
    }
}
