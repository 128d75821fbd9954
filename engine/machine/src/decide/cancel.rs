//! 撤销办件: the case is closed where it stands. It is no transition: nothing is done on leaving, and no deadline is met by it.

use std::collections::BTreeSet;

use definition::model::{BenefitsThen, CANCELLED_OUTCOME};
use definition::name::{EventName, GrantKey, PersonName};

use crate::actor::Actor;
use crate::case::{CaseId, Clock, GrantState, SendNumber, Status, TaskNumber};
use crate::command::FieldInput;
use crate::desk::DeskEvent;
use crate::event::Event;
use crate::month::Month;
use crate::rejection::{Rejection, RejectionKind};

use super::Trouble;
use super::run::Run;

/// What a closed case notes whose starter is cancelled.
const CANCEL: &str = "cancel";

impl Run<'_> {
    pub fn cancel(&mut self, reason: &str) -> Result<(), Trouble> {
        let is_started = matches!(self.actor, Actor::Case { .. });
        if is_started && self.case()?.status != Status::Open {
            self.emit(Event::EventIgnored { event: EventName::new(CANCEL) });
            return Ok(());
        }
        self.is_open()?;
        let (by, acting_for) = if is_started { (None, None) } else { self.may_cancel()? };
        let reason = self.reason(reason)?;
        let stands = self.case()?.leaves().next().map(|(state, _)| state.clone());
        self.emit(Event::Desk(DeskEvent::CaseCancelled { by, acting_for, reason: reason.clone() }));
        self.drop_everything()?;
        self.stop_benefits()?;
        self.cancel_started(&reason)?;
        // The one who cancels it is its starter, and knows.
        if let (false, Some(case), Some(event)) = (is_started, self.case()?.starter, self.case()?.reports.clone()) {
            self.emit(Event::CaseTold { case, event, fields: FieldInput::new() });
        }
        if let Some(state) = stands {
            self.emit(Event::CaseEnded { state, outcome: CANCELLED_OUTCOME.to_owned() });
        }
        Ok(())
    }

    /// That the case is not closed; one that stands still may be cancelled.
    fn is_open(&self) -> Result<(), Trouble> {
        let Status::Ended { outcome, at } = &self.case()?.status else { return Ok(()) };
        let at = at.shown();
        let ended = Rejection::new(
            RejectionKind::Ended,
            format!("办件已于 {at} 办结（{outcome}），不能撤销"),
            format!("the case was closed at {at} ({outcome}) and cannot be cancelled"),
        );
        Err(ended.into())
    }

    fn may_cancel(&self) -> Result<(Option<PersonName>, Option<PersonName>), Trouble> {
        let Some(rule) = &self.definition.cancel else {
            let message = "the process does not let cases be cancelled";
            return Err(Rejection::new(RejectionKind::NotOffered, "本流程不允许撤销办件", message).into());
        };
        let roles = if rule.roles.is_empty() { &self.definition.repair } else { &rule.roles };
        if let Actor::Person { person, acting_for } = &self.actor
            && self.holds_any(acting_for.as_ref().unwrap_or(person), roles)?
        {
            return Ok((Some(person.clone()), acting_for.clone()));
        }
        let titles = self.role_titles(roles);
        let refused = Rejection::new(RejectionKind::Role, "您没有撤销本件的权限", "you may not cancel this case");
        Err(refused.with_help(format!("须由{}撤销", titles.zh), format!("it takes {}", titles.en)).into())
    }

    fn reason(&self, reason: &str) -> Result<String, Trouble> {
        super::desk::said(Some(reason)).ok_or_else(|| {
            let message = "cancelling a case needs a reason";
            Rejection::new(RejectionKind::Comment, "撤销办件须说明理由", message).into()
        })
    }

    /// Open tasks, deadlines, timers and what was to be sent fall away, each on record.
    fn drop_everything(&mut self) -> Result<(), Trouble> {
        let case = self.case()?;
        let open: Vec<TaskNumber> =
            case.open_tasks().filter(|(_, task)| !task.outlives()).map(|(number, _)| number).collect();
        let sends: Vec<SendNumber> = case.sends.keys().copied().collect();
        let positions: BTreeSet<usize> = case.active.keys().filter_map(|name| self.definition.position(name)).collect();
        let counting =
            case.deadlines.iter().filter(|(_, armed)| matches!(armed.clock, Clock::Running | Clock::Stopped));
        let counting: Vec<_> = counting.map(|(name, _)| name.clone()).collect();
        if case.incident.is_some() {
            self.emit(Event::IncidentResolved);
        }
        open.into_iter().for_each(|task| self.emit(Event::TaskCancelled { task }));
        sends.into_iter().for_each(|number| self.emit(Event::SendCancelled { number }));
        let definition = self.definition;
        for (state, _) in positions.into_iter().rev().filter_map(|at| definition.states.get_index(at)) {
            self.emit(Event::StateLeft { state: state.clone() });
        }
        counting.into_iter().for_each(|deadline| self.emit(Event::DeadlineEnded { deadline }));
        Ok(())
    }

    /// What is still to be paid ends with this month, if the file says so.
    fn stop_benefits(&mut self) -> Result<(), Trouble> {
        if self.definition.cancel.as_ref().is_none_or(|rule| rule.benefits == BenefitsThen::Keep) {
            return Ok(());
        }
        let from = Month::of(self.today()).plus(1);
        let is_paid_then = |grant: &GrantState| {
            let ends = grant.months.map(|months| grant.from.plus(months));
            grant.stopped_from.is_none() && ends.is_none_or(|end| end > from)
        };
        let paid: Vec<GrantKey> =
            self.case()?.grants.iter().filter(|(_, grant)| is_paid_then(grant)).map(|(key, _)| key.clone()).collect();
        for grant in paid {
            self.emit(Event::BenefitStopped { grant, from });
        }
        Ok(())
    }

    /// The cases it has started under keys the file names, also those started anew.
    fn cancel_started(&mut self, reason: &str) -> Result<(), Trouble> {
        let Some(rule) = &self.definition.cancel else { return Ok(()) };
        let is_named = |key: &str| {
            let plain = key.split_once('#').map_or(key, |(plain, _)| plain);
            rule.started.iter().any(|named| named == plain)
        };
        let named: Vec<CaseId> =
            self.case()?.started.iter().filter(|(key, _)| is_named(key)).map(|(_, case)| *case).collect();
        for case in named {
            self.emit(Event::Desk(DeskEvent::StartedCaseCancelled { case, reason: reason.to_owned() }));
        }
        Ok(())
    }
}
