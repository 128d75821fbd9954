//! A case begins: may this person start it there, on that day, with what was filled in.

use definition::model::From;
use definition::name::PersonName;

use crate::actor::Actor;
use crate::command::Start;
use crate::decision::Place;
use crate::event::Event;
use crate::rejection::{Rejection, RejectionKind};

use super::Trouble;
use super::child::DEPTH_MAX;
use super::run::Run;

impl Run<'_> {
    pub fn start(&mut self, start: &Start) -> Result<(), Trouble> {
        let definition = self.definition;
        if self.case().is_ok() {
            return Err(Rejection::new(RejectionKind::NotAwaited, "该办件已存在", "the case exists already").into());
        }
        if start.depth > DEPTH_MAX {
            return Err(Rejection::new(
                RejectionKind::Limit,
                format!("办件层层另立，超过 {DEPTH_MAX} 层"),
                format!("cases start one another more than {DEPTH_MAX} deep"),
            )
            .into());
        }
        self.in_force()?;
        self.may_start(start)?;
        let received_at = self.received_at(start)?;
        self.emit(Event::CaseStarted {
            id: start.id,
            number: start.number.clone(),
            process: start.process.clone(),
            version: start.version,
            office: start.office.clone(),
            received_at,
            backdating_reason: start.backdating_reason.clone(),
            origin: start.origin.clone(),
            starter: start.starter,
            reports: start.reports.clone(),
            failing: start.failing.clone(),
            depth: start.depth,
        });
        self.fill_in(&definition.start.form, &start.fields)?;
        if !self.holds(definition.start.when.as_ref(), None, Place::Start)? {
            return Err(self.start_refused().into());
        }
        self.arm_all(&From::ReceivedAt)?;
        self.arm_all(&From::Start)?;
        self.go_to(&definition.initial)
    }

    fn in_force(&self) -> Result<(), Trouble> {
        let effective = &self.definition.effective;
        let today = self.today();
        if today >= effective.from && effective.until.is_none_or(|until| today < until) {
            return Ok(());
        }
        let until = effective.until.map_or_else(|| "…".to_owned(), |until| until.to_string());
        Err(Rejection::new(
            RejectionKind::NotEffective,
            format!(
                "流程“{}”的施行期为 {} 至 {until}（不含），今日 {today} 不收件",
                self.definition.title.zh, effective.from
            ),
            format!("{} takes cases from {} until {until}, not on {today}", self.definition.title.en, effective.from),
        )
        .into())
    }

    fn may_start(&self, start: &Start) -> Result<(), Trouble> {
        if !self.context.organisation.offices().contains_key(&start.office) {
            return Err(Rejection::new(RejectionKind::NotFound, "没有这个机构", "there is no such office").into());
        }
        let Actor::Person { person, acting_for } = &self.actor else { return Ok(()) };
        let organisation = self.context.organisation;
        let holds = |who: &PersonName, role| {
            let office = organisation.owning_office(&start.office, role, self.today());
            office.is_some_and(|office| organisation.holds(who, role, &office, self.today()))
        };
        let who = acting_for.as_ref().unwrap_or(person);
        if self.definition.start.roles.iter().any(|role| holds(who, role)) {
            return Ok(());
        }
        let roles: Vec<_> =
            self.definition.start.roles.iter().filter_map(|role| organisation.roles().get(role)).collect();
        let zh: Vec<&str> = roles.iter().map(|role| role.title.zh.as_str()).collect();
        let en: Vec<&str> = roles.iter().map(|role| role.title.en.as_str()).collect();
        let title = self.title(person);
        Err(Rejection::new(
            RejectionKind::Role,
            format!("在该机构立件须为{}，{title}今日不任此职", zh.join("或")),
            format!("expected {} there, but {title} does not hold that post today", en.join(" or ")),
        )
        .into())
    }

    fn received_at(&self, start: &Start) -> Result<definition::moment::Moment, Trouble> {
        let now = self.context.now;
        let received_at = start.received_at.unwrap_or(now);
        if received_at > now {
            return Err(Rejection::new(
                RejectionKind::Field,
                format!("收件时间 {} 晚于现在", received_at.shown()),
                format!("received at {} lies in the future", received_at.shown()),
            )
            .about("received_at")
            .into());
        }
        let reason = start.backdating_reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
        if received_at.date() < now.date() && !reason {
            return Err(Rejection::new(
                RejectionKind::Comment,
                format!("收件时间 {} 早于今日，须说明理由", received_at.shown()),
                format!("received at {}, before today: a reason is needed", received_at.shown()),
            )
            .with_help("理由会显示给上级", "the reason is shown to the supervisor")
            .about("backdating_reason")
            .into());
        }
        Ok(received_at)
    }

    fn start_refused(&self) -> Rejection {
        let rule = &self.definition.start;
        let usual = || {
            let title = &self.definition.title;
            definition::bilingual::Bilingual::new(
                format!("不符合“{}”的受理条件", title.zh),
                format!("the conditions for starting {} are not met", title.en),
            )
        };
        let message = rule.otherwise.clone().unwrap_or_else(usual);
        let rejection = Rejection::new(RejectionKind::Guard, message.zh, message.en);
        match rule.when.as_ref().and_then(|when| self.explanation(when)) {
            Some((zh, en)) => rejection.with_help(zh.join("；"), en.join("; ")),
            None => rejection,
        }
    }
}
