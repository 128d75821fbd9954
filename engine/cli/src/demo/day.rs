//! The day itself: households come, officers act when their course says so, time does the rest.

use std::collections::BTreeMap;

use definition::moment::{Date, Moment};
use definition::name::{ActionName, PersonName, ProcessName};
use indicatif::{ProgressBar, ProgressStyle};
use scheduler::Post;
use serde_json::{Map, Value as Json, json};
use service::{Actor, Answer, Ask, CaseId, NewCase, Service, ServiceError};

use super::household::{Household, households};
use super::people::Staff;

/// The process of the demonstration.
const PROCESS: &str = "epidemic-fast-track";
/// Minutes after which the demonstration ends: 14:00 of the next day.
const ENDS_AT_MINUTES: i64 = (24 + 14) * 60;
/// Milliseconds of a minute.
const MINUTE: i64 = 60_000;

/// What the day was.
#[derive(Debug, Default)]
pub struct Day {
    /// The cases, with the household each belongs to.
    pub cases: Vec<(CaseId, Household)>,
    /// Commands carried out.
    pub commands: usize,
    /// Refusals met.
    pub refused: usize,
    /// Rungs and timers that took effect.
    pub fired: usize,
    /// Mails that left.
    pub mails: usize,
}

/// Something an officer will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Next {
    Start(usize),
    Village(usize),
    Resubmit(usize),
    Township(usize),
    County(usize),
}

/// When the counters open: 20 April 2020, 08:00.
pub fn opens_at() -> Moment {
    midnight().plus_milliseconds(8 * 60 * MINUTE)
}

fn midnight() -> Moment {
    Moment::start_of(Date::from_ymd_opt(2020, 4, 20).unwrap_or_default())
}

/// Lives through the day.
pub async fn live(service: &Service, channel: &Post, staff: &Staff, count: usize, seed: u64) -> anyhow::Result<Day> {
    let households = households(count, &staff.villages, seed);
    let mut agenda: BTreeMap<(i64, Next), ()> = BTreeMap::new();
    for (at, household) in households.iter().enumerate() {
        agenda.insert((household.arrives, Next::Start(at)), ());
    }
    let bar = ProgressBar::new(ENDS_AT_MINUTES.unsigned_abs());
    let style = ProgressStyle::with_template("  {msg} [{bar:40}] {percent}%")?;
    bar.set_style(style.progress_chars("=> "));
    let mut living = Living { service, staff, households: &households, started: BTreeMap::new(), day: Day::default() };
    while let Some(((minute, next), ())) = agenda.pop_first() {
        if minute > ENDS_AT_MINUTES {
            continue;
        }
        let now = midnight().plus_milliseconds(minute * MINUTE);
        living.pass(channel, now).await?;
        bar.set_position(minute.unsigned_abs());
        bar.set_message(now.shown());
        for (later, then) in living.act(next).await? {
            agenda.insert((minute + later, then), ());
        }
    }
    living.pass(channel, midnight().plus_milliseconds(ENDS_AT_MINUTES * MINUTE)).await?;
    bar.finish_and_clear();
    let Living { started, mut day, .. } = living;
    day.cases = started.into_iter().filter_map(|(at, id)| Some((id, households.get(at)?.clone()))).collect();
    Ok(day)
}

struct Living<'l> {
    service: &'l Service,
    staff: &'l Staff,
    households: &'l [Household],
    started: BTreeMap<usize, CaseId>,
    day: Day,
}

impl Living<'_> {
    async fn pass(&mut self, channel: &Post, until: Moment) -> anyhow::Result<()> {
        let passed = scheduler::run_until(self.service, channel, until).await?;
        self.day.fired += passed.fired;
        self.day.mails += passed.sent;
        Ok(())
    }

    /// Does what is next for a household; answers what follows, and in how many minutes.
    async fn act(&mut self, next: Next) -> anyhow::Result<Vec<(i64, Next)>> {
        let (Next::Start(at) | Next::Village(at) | Next::Resubmit(at) | Next::Township(at) | Next::County(at)) = next;
        let Some(household) = self.households.get(at).cloned() else { return Ok(Vec::new()) };
        let Some(village) = self.staff.villages.get(household.village).cloned() else { return Ok(Vec::new()) };
        let course = household.course.clone();
        let follow = match next {
            Next::Start(_) => {
                let new = NewCase {
                    process: ProcessName::new(PROCESS),
                    office: village.office.to_string(),
                    fields: household.application.clone(),
                    received_at: None,
                    backdating_reason: None,
                };
                let answer = self.submit(&village.clerk, Ask::Start(new)).await?;
                let Some(answer) = answer else { return Ok(Vec::new()) };
                self.started.insert(at, answer.case);
                vec![(course.village_minutes, Next::Village(at))]
            }
            Next::Village(_) if course.incomplete => {
                self.on(at, &village.clerk, "return", Map::new(), Some("请补充户口簿复印件")).await?;
                vec![(45, Next::Resubmit(at))]
            }
            Next::Resubmit(_) => {
                self.on(at, &village.clerk, "resubmit", Map::new(), None).await?;
                self.review(at, &household, &village.clerk).await?;
                vec![(course.township_minutes, Next::Township(at))]
            }
            Next::Village(_) => {
                self.review(at, &household, &village.clerk).await?;
                vec![(course.township_minutes, Next::Township(at))]
            }
            Next::Township(_) => self.decide(at, &course, &village.officer).await?,
            Next::County(_) => {
                self.on(at, &self.staff.county_clerk.clone(), "file", Map::new(), None).await?;
                Vec::new()
            }
        };
        Ok(follow)
    }

    async fn review(&mut self, at: usize, household: &Household, clerk: &str) -> anyhow::Result<()> {
        if self.on(at, clerk, "submit", household.review.clone(), None).await?.is_none() {
            self.on(at, clerk, "transfer", Map::new(), Some("未签个人承诺，转普通程序")).await?;
        }
        Ok(())
    }

    async fn decide(
        &mut self,
        at: usize,
        course: &super::household::Course,
        officer: &str,
    ) -> anyhow::Result<Vec<(i64, Next)>> {
        if course.refused {
            self.refuse(at, officer, "家庭收入情况与申报不符").await?;
            return Ok(Vec::new());
        }
        let mut fields = Map::from_iter([("grant_now".to_owned(), Json::Bool(course.grant_now))]);
        if course.grant_now {
            fields.insert("grant_reason".to_owned(), json!("疫情期间无法外出务工，生活困难"));
        }
        if self.on(at, officer, "approve", fields, None).await?.is_none() {
            self.refuse(at, officer, "申报的人均年收入不低于当地低保标准").await?;
            return Ok(Vec::new());
        }
        Ok(vec![(course.county_minutes, Next::County(at))])
    }

    async fn refuse(&mut self, at: usize, officer: &str, reason: &str) -> anyhow::Result<()> {
        let fields = Map::from_iter([("refusal_reason".to_owned(), json!(reason))]);
        self.on(at, officer, "reject", fields, None).await?;
        Ok(())
    }

    async fn on(
        &mut self,
        at: usize,
        person: &str,
        action: &str,
        fields: Map<String, Json>,
        comment: Option<&str>,
    ) -> anyhow::Result<Option<Answer>> {
        let Some(case) = self.started.get(&at).copied() else { return Ok(None) };
        let action = ActionName::new(action);
        let ask = Ask::Act {
            case,
            state: None,
            action,
            task: None,
            fields,
            comment: comment.map(str::to_owned),
            return_to: None,
        };
        self.submit(person, ask).await
    }

    async fn submit(&mut self, person: &str, ask: Ask) -> anyhow::Result<Option<Answer>> {
        let actor = Actor::Person { person: PersonName::new(person), acting_for: None };
        self.day.commands += 1;
        match self.service.submit(actor, None, ask).await {
            Ok(answer) => Ok(Some(answer)),
            Err(ServiceError::Refused(_)) => {
                self.day.refused += 1;
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }
}
