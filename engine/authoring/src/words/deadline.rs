//! Deadlines: what starts and meets them, how long, who is told.

use definition::calendar::{Limit, RestDay, Term};
use definition::model::{Deadline, FinishLimit, From, OnReturn, Recipient, Rung, RungTime, Until};

use super::Words;

impl Words<'_> {
    /// `10个工作日`, and what happens when the last day is a rest day.
    pub fn term(&self, limit: &Limit) -> String {
        let length = limit.text(self.language);
        let rest = match limit.if_rest_day() {
            RestDay::Stay => return length,
            RestDay::Next => self.either("，遇休息日顺延", ", the next working day if it ends on a rest day"),
            RestDay::Previous => self.either("，遇休息日提前", ", the working day before if it ends on a rest day"),
        };
        format!("{length}{rest}")
    }

    /// How long the whole, or a part of the way, may take: `30 个工作日（自立件至办结）`.
    pub fn limit(&self, limit: &FinishLimit) -> String {
        let length = self.term(&Term { budget: limit.budget, if_rest_day: RestDay::Stay }.into());
        let (from, until) = (self.from(&limit.from), self.until(&limit.until));
        let stops = if limit.stops_while.is_empty() {
            String::new()
        } else {
            let states = self.states(&limit.stops_while);
            self.either(format!("，“{states}”不计"), format!(", without {states}"))
        };
        self.either(
            format!("{length}（自{from}至{until}{stops}）"),
            format!("{length} (from {from} until {until}{stops})"),
        )
    }

    /// What starts the clock.
    pub fn from(&self, from: &From) -> String {
        match from {
            From::ReceivedAt => self.either("收件", "receipt").to_owned(),
            From::Start => self.either("立件", "the start").to_owned(),
            From::Reach(state) => self.reach(&self.state(state)),
            From::Leave(state) => self.leave(&self.state(state)),
            From::Field(field) => self.field(field.as_str()),
            From::Asked(_) => self.either("征求", "asking").to_owned(),
        }
    }

    /// What meets it.
    pub fn until(&self, until: &[Until]) -> String {
        let one = |until: &Until| match until {
            Until::Reach(state) => self.reach(&self.state(state)),
            Until::Leave(state) => self.leave(&self.state(state)),
            Until::Answered(_) => self.either("答复", "the answer").to_owned(),
            Until::End => self.either("办结", "the end").to_owned(),
        };
        until.iter().map(one).collect::<Vec<_>>().join(self.either("或", " or "))
    }

    fn reach(&self, state: &str) -> String {
        self.either(format!("进入“{state}”"), format!("entering \u{201c}{state}\u{201d}"))
    }

    fn leave(&self, state: &str) -> String {
        self.either(format!("离开“{state}”"), format!("leaving \u{201c}{state}\u{201d}"))
    }

    /// What the clock does when it goes on.
    pub fn on_return(&self, on_return: OnReturn) -> &'static str {
        match on_return {
            OnReturn::Remaining => self.either("接续计时", "goes on with what was left"),
            OnReturn::Restart => self.either("重新计时", "begins again"),
            OnReturn::Keep => self.either("日期不动", "has the date it had"),
        }
    }

    /// Who is told.
    pub fn recipient(&self, recipient: &Recipient) -> String {
        match recipient {
            Recipient::Assignee => self.either("办理人", "whoever has the task").to_owned(),
            Recipient::Role(role) => self.role(role),
            Recipient::Applicant => self.either("申请人", "the applicant").to_owned(),
        }
    }

    /// The reminders and escalations of a deadline, in order.
    pub fn ladder(&self, deadline: &Deadline) -> Vec<String> {
        let of_target = deadline.target.as_ref().map_or(0, |target| target.rungs);
        let rungs = deadline.ladder.iter().enumerate();
        rungs.filter_map(|(position, rung)| Some(self.of_target(position < of_target, self.rung(rung)?))).collect()
    }

    fn of_target(&self, is_of_target: bool, rung: String) -> String {
        if is_of_target { self.either(format!("内部目标：{rung}"), format!("target: {rung}")) } else { rung }
    }

    fn rung(&self, rung: &Rung) -> Option<String> {
        let Rung::Tell { at, to, .. } = rung else { return None };
        let to = self.recipient(to);
        let budget = |budget: &definition::calendar::Budget| budget.text(self.language);
        let clock =
            |at: &Option<chrono::NaiveTime>| at.map(|at| format!(" {}", at.format("%H:%M"))).unwrap_or_default();
        Some(match at {
            RungTime::Before(lead, at) => self.either(
                format!("提前{}{}提醒{to}", budget(lead), clock(at)),
                format!("{} before{}: remind {to}", budget(lead), clock(at)),
            ),
            RungTime::At(at) => {
                let at = at.format("%H:%M");
                self.either(format!("最后一日 {at} 提醒{to}"), format!("last day {at}: remind {to}"))
            }
            RungTime::Since(lag) => self.either(
                format!("起算{}后提醒{to}", budget(lag)),
                format!("{} after it began: remind {to}", budget(lag)),
            ),
            RungTime::After(lag, at) if lag.amount() == 0 => {
                self.either(format!("逾期即告{to}{}", clock(at)), format!("when it has passed{}: tell {to}", clock(at)))
            }
            RungTime::After(lag, at) => self.either(
                format!("逾期{}{}告{to}", budget(lag), clock(at)),
                format!("{} after it passed{}: tell {to}", budget(lag), clock(at)),
            ),
        })
    }
}
