//! 延长、更正、重新推算: a deadline gets another date, by a person with authority and reason, or because its calendar changed.

use std::collections::BTreeMap;

use definition::calendar::Budget;
use definition::model::{Comment, Deadline, OnCalendarChange};
use definition::moment::Moment;
use definition::name::{DeadlineName, RoleName, StateName};

use crate::actor::Actor;
use crate::case::{ArmedDeadline, Clock, LedgerEntry, Status};
use crate::change::{Change, Grounds, Note};
use crate::counting::Counting;
use crate::event::Event;
use crate::rejection::{Rejection, RejectionKind};

use super::Trouble;
use super::act::check_comment;
use super::run::Run;

/// The document that grounds rest on has at most so many characters.
const SOURCE_CHARACTERS_MAX: usize = 500;

impl<'r> Run<'r> {
    pub fn change(&mut self, change: &Change) -> Result<(), Trouble> {
        match change {
            Change::Suspend(grounds) => self.suspend(grounds),
            Change::Resume(grounds) => self.resume(grounds),
            Change::Extend { deadline, to, grounds } => self.extend(deadline, *to, grounds),
            Change::Correct { deadline, from, grounds } => self.correct(deadline, *from, grounds),
            Change::Reproject => self.reproject(),
        }
    }

    fn extend(&mut self, name: &DeadlineName, to: Option<Budget>, grounds: &Grounds) -> Result<(), Trouble> {
        let (deadline, armed) = self.counted(name)?;
        let Some(rule) = &deadline.extend else { return Err(not_offered(deadline, "延长", "extended").into()) };
        let source = rule.source.as_ref().or(deadline.source.as_ref());
        let note = self.authorised(&rule.roles, rule.comment, source, grounds, ("延长", "extending"))?;
        if armed.passed || (armed.clock == Clock::Running && armed.due_before <= self.context.now) {
            return Err(too_late(deadline, armed.due_before).into());
        }
        let extended = armed.ledger.iter().rev().find_map(|entry| match entry {
            LedgerEntry::Extended { at, to, note } => Some((*at, *to, note.clone())),
            _ => None,
        });
        if let (Some((at, _, note)), true) = (&extended, rule.once) {
            return Err(extended_already(deadline, *at, &self.title(&note.by)).into());
        }
        let to = to.unwrap_or(rule.to);
        let now_is = extended.map(|(_, to, _)| to).or_else(|| deadline.limit.term().map(|term| term.budget));
        let fits = now_is.is_some_and(|now_is| {
            to.maximum() == rule.to.maximum() && now_is.amount() < to.amount() && to.amount() <= rule.to.amount()
        });
        if !fits {
            return Err(beyond(deadline, rule.to, to).into());
        }
        let entry = LedgerEntry::Extended { at: self.context.now, to, note };
        self.set(deadline, armed.generation + 1, entry, None)
    }

    fn correct(&mut self, name: &DeadlineName, from: Moment, grounds: &Grounds) -> Result<(), Trouble> {
        let (deadline, armed) = self.counted(name)?;
        let Some(rule) = &deadline.correct else { return Err(not_offered(deadline, "更正", "corrected").into()) };
        let source = rule.source.as_ref().or(deadline.source.as_ref());
        let note = self.authorised(&rule.roles, rule.comment, source, grounds, ("更正", "correcting"))?;
        let first = armed.ledger.iter().find_map(|entry| match entry {
            LedgerEntry::Armed { from } => Some(*from),
            _ => None,
        });
        let apart = first.map_or(0, |first| first.date().signed_duration_since(from.date()).num_days().abs());
        if from > self.context.now || apart > i64::from(rule.within_days) {
            return Err(start_beyond(deadline, rule.within_days, from).into());
        }
        let entry = LedgerEntry::Corrected { at: self.context.now, from, note };
        self.set(deadline, armed.generation + 1, entry, None)
    }

    /// Counts everything again that counts by a calendar. Refused if nothing comes out differently.
    fn reproject(&mut self) -> Result<(), Trouble> {
        let case = self.case()?;
        if matches!(case.status, Status::Ended { .. }) || !matches!(self.actor, Actor::Time) {
            return Err(super::reach::not_awaited().into());
        }
        let definition = self.definition;
        for deadline in definition.deadlines.values() {
            self.recount(deadline)?;
        }
        if self.case()?.suspended().is_none() {
            self.recount_timers()?;
        }
        if self.events().is_empty() { Err(super::reach::not_awaited().into()) } else { Ok(()) }
    }

    /// Counts a deadline again before one of its rungs is taken: none may be taken by a calendar that no longer holds. Answers
    /// whether it has other dates now.
    pub fn recount_before(&mut self, name: &DeadlineName) -> Result<bool, Trouble> {
        let definition = self.definition;
        let before = self.events().len();
        if let Some(deadline) = definition.deadlines.get(name) {
            self.recount(deadline)?;
        }
        Ok(self.events().len() > before)
    }

    fn recount(&mut self, deadline: &Deadline) -> Result<(), Trouble> {
        let now = self.context.now;
        let Some(armed) = self.case()?.deadlines.get(&deadline.name).cloned() else { return Ok(()) };
        // What stands is counted again when it goes on.
        if armed.clock != Clock::Running
            || (deadline.on_calendar_change == OnCalendarChange::Keep && !armed.provisional)
        {
            return Ok(());
        }
        let Some(calendar) = self.calendar(deadline.calendar.as_ref()) else { return Ok(()) };
        let due = Counting::of(&armed.ledger, deadline.limit, None).and_then(|counting| counting.due(&calendar));
        let Some(due) = due.filter(|due| (due.due_before, due.provisional) != (armed.due_before, armed.provisional))
        else {
            return Ok(());
        };
        let entry = LedgerEntry::Reprojected { at: now };
        // One that has passed by a calendar that no longer holds begins its ladder anew.
        if armed.passed && due.due_before > now {
            return self.set(deadline, armed.generation + 1, entry, None);
        }
        self.set(deadline, armed.generation, entry, Some(&armed.rungs))
    }

    fn recount_timers(&mut self) -> Result<(), Trouble> {
        let active: Vec<_> = self.case()?.active.iter().map(|(name, active)| (name.clone(), active.clone())).collect();
        for (state, active) in active {
            let mut timers = BTreeMap::new();
            for (position, at) in &active.timers {
                if !self.counts_by_calendar(&state, *position) {
                    continue;
                }
                let due = self.counted_wait(&state, *position, active.since)?;
                timers.extend(due.filter(|due| due != at).map(|due| (*position, due)));
            }
            if !timers.is_empty() {
                self.emit(Event::AfterMoved { state, timers });
            }
        }
        Ok(())
    }

    fn counts_by_calendar(&self, state: &StateName, position: usize) -> bool {
        let wait = self.definition.after(state).get(position).map(|after| &after.wait);
        matches!(wait, Some(definition::model::Wait::For(Budget::WorkingDays(_) | Budget::WorkingHours(_))))
    }

    /// A deadline that runs or stands, in a case that is open.
    fn counted(&self, name: &DeadlineName) -> Result<(&'r Deadline, ArmedDeadline), Trouble> {
        let case = self.case()?;
        if matches!(case.status, Status::Ended { .. }) {
            self.ready()?;
        }
        let armed = case.deadlines.get(name).filter(|armed| matches!(armed.clock, Clock::Running | Clock::Stopped));
        let (Some(deadline), Some(armed)) = (self.definition.deadlines.get(name), armed) else {
            let running = case.deadlines.iter().filter(|(_, armed)| armed.clock == Clock::Running);
            let running: Vec<&str> = running.map(|(name, _)| name.as_str()).collect();
            let gone = Rejection::new(
                RejectionKind::NotAwaited,
                format!("办件 {} 没有正在计时的时限“{name}”", case.number),
                format!("no deadline {name} runs in case {}", case.number),
            );
            return Err(gone
                .with_help(format!("正在计时的：{}", running.join("、")), format!("these run: {}", running.join(", ")))
                .into());
        };
        Ok((deadline, armed.clone()))
    }

    /// Who changes something and why, if he may: one of the roles at the case's office or above, with a reason where one is
    /// wanted, and resting on something.
    pub fn authorised(
        &self,
        roles: &[RoleName],
        comment: Comment,
        source: Option<&String>,
        grounds: &Grounds,
        (zh, en): (&str, &str),
    ) -> Result<Note, Trouble> {
        let (by, acting_for) = self.holder_of_any(roles)?;
        check_comment(comment, Some(&grounds.reason), zh, en)?;
        let given = grounds.source.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        if given.as_ref().is_some_and(|text| text.chars().count() > SOURCE_CHARACTERS_MAX) {
            let message = format!("依据不超过 {SOURCE_CHARACTERS_MAX} 个字");
            let en = format!("a source has at most {SOURCE_CHARACTERS_MAX} characters");
            return Err(Rejection::new(RejectionKind::Comment, message, en).into());
        }
        let source = given.or_else(|| source.cloned()).or_else(|| self.definition.source.clone());
        if source.is_none() {
            let message = Rejection::new(
                RejectionKind::Comment,
                format!("{zh}须写明依据"),
                format!("{en} has to say what it rests on"),
            );
            return Err(message.with_help("填写依据（source）", "give a `source`").into());
        }
        Ok(Note { by, acting_for, reason: grounds.reason.trim().to_owned(), source })
    }

    fn holder_of_any(
        &self,
        roles: &[RoleName],
    ) -> Result<(definition::name::PersonName, Option<definition::name::PersonName>), Trouble> {
        let case = self.case()?;
        let mut refused = None;
        for role in roles {
            let office = self.context.organisation.owning_office(&case.office, role, self.today());
            let office = office.unwrap_or_else(|| case.office.clone());
            match self.holder(role, &office) {
                Ok(found) => return Ok(found),
                Err(trouble) => refused = Some(trouble),
            }
        }
        Err(refused
            .unwrap_or_else(|| Rejection::new(RejectionKind::Role, "没有人有权办理此事", "nobody may do this").into()))
    }
}

fn not_offered(deadline: &Deadline, zh: &str, en: &str) -> Rejection {
    let (title_zh, title_en) = (&deadline.title.zh, &deadline.title.en);
    Rejection::new(
        RejectionKind::NotOffered,
        format!("流程没有规定时限“{title_zh}”可以{zh}"),
        format!("the process does not let the deadline {title_en} be {en}"),
    )
}

fn too_late(deadline: &Deadline, due: Moment) -> Rejection {
    let due = due.shown_as_end();
    let passed = Rejection::new(
        RejectionKind::NotAwaited,
        format!("时限“{}”已于 {due} 到期，不能再延长", deadline.title.zh),
        format!("the deadline {} was due at {due} and cannot be extended any more", deadline.title.en),
    );
    passed.with_help("延长须在到期前办理", "it has to be extended before it is due")
}

fn extended_already(deadline: &Deadline, at: Moment, by: &str) -> Rejection {
    let at = at.shown();
    Rejection::new(
        RejectionKind::NotOffered,
        format!("时限“{}”只能延长一次，已由 {by} 于 {at} 延长", deadline.title.zh),
        format!("the deadline {} can be extended once only; {by} did so at {at}", deadline.title.en),
    )
}

fn beyond(deadline: &Deadline, most: Budget, found: Budget) -> Rejection {
    use definition::bilingual::Language::{En, Zh};
    let message = Rejection::new(
        RejectionKind::Limit,
        format!("时限“{}”不能延长到{}", deadline.title.zh, found.text(Zh)),
        format!("the deadline {} cannot be extended to {}", deadline.title.en, found.text(En)),
    );
    message.with_help(
        format!("应比现在的期限长，且总共不超过{}", most.text(Zh)),
        format!("it has to be longer than it is now, and at most {} altogether", most.text(En)),
    )
}

fn start_beyond(deadline: &Deadline, within_days: u32, from: Moment) -> Rejection {
    let from = from.shown();
    let message = Rejection::new(
        RejectionKind::Limit,
        format!("时限“{}”不能更正为自 {from} 起算", deadline.title.zh),
        format!("the deadline {} cannot be counted from {from}", deadline.title.en),
    );
    message.with_help(
        format!("不能晚于现在，且与原起算日相差不超过 {within_days} 日"),
        format!("not later than now, and at most {within_days} days from where it first began"),
    )
}
