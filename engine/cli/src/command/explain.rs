//! `doudi explain`: how a result comes about.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDateTime;
use definition::bilingual::{Bilingual, Language};
use definition::calendar::{self, Budget, Calendar, Calendars, Explanation, RestDay, Stop, Term};
use definition::moment::{Date, Moment};
use definition::name::CalendarName;

use super::check::today;
use super::{Outcome, notify};
use crate::console;
use crate::failure::Failure;
use crate::output;
use crate::site::SiteArguments;
use crate::texts::Texts;

/// What to explain.
#[derive(clap::Subcommand)]
pub enum Explain {
    /// 逐日说明一个时限何时到期 / Count a deadline day by day
    Deadline(Deadline),
    /// 说明一条通知为什么有、后来怎样 / Tell why there is a notification, and what became of it
    Notification(Notification),
}

/// The notification.
#[derive(clap::Args)]
pub struct Notification {
    #[command(flatten)]
    site: SiteArguments,
    /// 通知的标识：办件标识.步号.位置 / Its identity: case.step.position
    id: String,
}

/// The period to count.
#[derive(clap::Args)]
#[command(next_help_heading = "选项 / Options")]
pub struct Deadline {
    /// 起算的日期或时刻 / Day or moment that starts the clock
    #[arg(long, value_name = "DATE", value_parser = moment)]
    from: Moment,
    /// 期限，如 10个工作日、3个月 / Period, such as "10 working_days" or "3 months"
    #[arg(long, value_name = "PERIOD", value_parser = budget)]
    due: Budget,
    /// 工作日历的名字 / Name of the calendar
    #[arg(long, value_name = "NAME")]
    calendar: String,
    /// 最后一日是休息日时：顺延、提前、不变 / If the last day is a rest day: next, previous, stay
    #[arg(long, value_name = "RULE", value_parser = rest_day, default_value = "stay")]
    if_rest_day: RestDay,
    /// 暂停计时的起止，止可空；可写多次 / Clock stopped from and until, until may be left out; may be given again
    #[arg(long = "stop", value_name = "FROM/UNTIL", value_parser = stop)]
    stops: Vec<Stop>,
    /// 流程目录 / Folder with the calendars
    #[arg(long, value_name = "DIR", env = "DOUDI_WORKFLOWS", default_value = "workflows")]
    workflows: PathBuf,
    /// 以 JSON 输出 / Answer in JSON
    #[arg(long)]
    json: bool,
}

impl Explain {
    /// Tells how the result comes about.
    pub fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        match self {
            Explain::Deadline(deadline) => deadline.run(language),
            Explain::Notification(Notification { site, id }) => {
                notify::ask(site, console::Notify::Explain { id: id.clone() }, language)
            }
        }
    }
}

impl Deadline {
    fn run(&self, language: Language) -> anyhow::Result<Outcome> {
        let calendar = self.calendar()?;
        let term = Term { budget: self.due, if_rest_day: self.if_rest_day };
        let explanation = calendar::explain(self.from, &term, &calendar, &self.stops);
        output::say(&told(&explanation, self.json, language)?)?;
        Ok(Outcome::Good)
    }

    fn calendar(&self) -> anyhow::Result<Arc<Calendar>> {
        let texts = Texts::collect(std::slice::from_ref(&self.workflows))?;
        // Only calendars are used, and these do not depend on the day of the check.
        let calendars = definition::check(&texts.all(), today()).calendars;
        let found = calendars.get(&CalendarName::from(self.calendar.as_str()));
        found.ok_or_else(|| self.no_calendar(&calendars).into())
    }

    fn no_calendar(&self, calendars: &Calendars) -> Failure {
        let (name, folder) = (&self.calendar, self.workflows.display());
        let names: Vec<&str> = calendars.names().map(CalendarName::as_str).collect();
        if names.is_empty() {
            return Failure::new(Bilingual::new(
                format!("{folder} 里没有可用的工作日历，请用 doudi check 检查该目录"),
                format!("{folder} has no calendar that can be used; run `doudi check` on it"),
            ));
        }
        Failure::new(Bilingual::new(
            format!("{folder} 里没有工作日历“{name}”，现有：{}", names.join("、")),
            format!("{folder} has no calendar `{name}`; there are: {}", names.join(", ")),
        ))
    }
}

fn told(explanation: &Explanation, json: bool, language: Language) -> anyhow::Result<String> {
    Ok(if json {
        serde_json::to_string_pretty(explanation)? + "\n"
    } else {
        explanation.lines(language).join("\n") + "\n"
    })
}

/// `2020-04-28` (then 00:00), `2020-04-28 10:12` (in China), `2020-04-28T10:12+08:00`.
fn moment(text: &str) -> Result<Moment, String> {
    let day = text.parse::<Date>().ok().map(Moment::start_of);
    let local =
        || ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"].iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    let local = || local().map(|at| Moment::local(at.date(), at.time()));
    day.or_else(local).or_else(|| Moment::parse(text)).ok_or_else(|| {
        "应为日期或时刻，例如 2020-04-28 或 2020-04-28T10:12 / expected a day or moment such as 2020-04-28 or 2020-04-28T10:12".to_owned()
    })
}

pub(super) fn budget(text: &str) -> Result<Budget, String> {
    Budget::parse(text).map_err(|error| {
        let message = error.message();
        format!("{} / {}", message.zh, message.en)
    })
}

fn rest_day(text: &str) -> Result<RestDay, String> {
    match text {
        "next" | "顺延" => Ok(RestDay::Next),
        "previous" | "提前" => Ok(RestDay::Previous),
        "stay" | "不变" => Ok(RestDay::Stay),
        _ => Err("应为 next（顺延）、previous（提前）或 stay（不变） / expected next, previous or stay".to_owned()),
    }
}

fn stop(text: &str) -> Result<Stop, String> {
    let (from, until) = text.split_once('/').unwrap_or((text, ""));
    let until = if until.is_empty() { None } else { Some(moment(until)?) };
    let stop = Stop { from: moment(from)?, until };
    if stop.until.is_some_and(|until| until <= stop.from) {
        return Err("恢复应晚于暂停 / the clock should resume after it stopped".to_owned());
    }
    Ok(stop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_its_first_instant_and_a_local_time_is_chinas() {
        assert_eq!(moment("2020-04-28"), Ok(Moment::start_of("2020-04-28".parse().unwrap())));
        for text in ["2020-04-28T10:12", "2020-04-28 10:12", "2020-04-28T10:12+08:00", "2020-04-28T02:12:00Z"] {
            assert_eq!(moment(text).unwrap().to_string(), "2020-04-28T10:12:00+08:00");
        }
        assert!(moment("28.4.2020").is_err());
    }

    #[test]
    fn a_stop_may_be_open_but_not_backwards() {
        assert_eq!(stop("2020-05-06/").unwrap().until, None);
        assert_eq!(stop("2020-05-06").unwrap().until, None);
        assert!(stop("2020-05-06/2020-05-08").unwrap().until.is_some());
        assert!(stop("2020-05-08/2020-05-06").is_err());
        assert!(stop("/2020-05-06").is_err());
    }
}
