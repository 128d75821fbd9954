//! Pause x holiday x make-up day x change of the calendar: whatever happens to a deadline, its date is what a plain count of days
//! over the same events gives.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what went wrong by failing")]

use std::collections::BTreeSet;
use std::sync::Arc;

use definition::calendar::Calendars;
use definition::model::Definition;
use definition::moment::{Date, Moment};
use definition::text::SourceText;
use definition::workspace::Workspace;
use machine::{Actor, Case, Change, Command, Context, Grounds, Start, apply, decide};

const BUDGET: usize = 10;

/// 24 to 30 January off and Saturday 1 February worked; 4 to 6 April off; 1 to 5 May off, 26 April and 9 May worked.
const FIRST: &str = "calendar: c
name: {zh: 历, en: C}
covers: {from: 2019-01-01, to: 2021-12-31}
years:
  \"2020\":
    off:
      - {from: 2020-01-24, to: 2020-01-30, name: {zh: 春节, en: Spring Festival}}
      - {from: 2020-04-04, to: 2020-04-06, name: {zh: 清明节, en: Tomb-Sweeping Day}}
      - {from: 2020-05-01, to: 2020-05-05, name: {zh: 劳动节, en: Labour Day}}
    work: [2020-01-19, 2020-02-01, 2020-04-26, 2020-05-09]
";

/// The Spring Festival extended to 2 February, and 9 May no longer worked.
fn second() -> String {
    FIRST.replace("2020-01-30", "2020-02-02").replace("2020-02-01, ", "").replace(", 2020-05-09", "")
}

const OFFICES: &str = "organisation: o
levels: [county]
roles: {clerk: {level: county, name: 经办人}, chief: {level: county, name: 负责人}}
offices: {\"1\": {name: 县, level: county, calendar: c}}
people:
  甲: {name: 甲, posts: [{role: clerk, office: \"1\"}]}
  乙: {name: 乙, posts: [{role: chief, office: \"1\"}]}
";

fn process(on_resume: &str) -> String {
    format!(
        "process: p
version: 1
name: {{zh: 程, en: P}}
effective: {{from: 2019-01-01}}
number: \"P-{{office}}-{{year}}-{{seq:3}}\"
source: 示例
start: {{role: clerk}}
suspend: {{role: chief, clock: stops, on_resume: {on_resume}}}
deadlines: {{d: {{from: start, until: end, due: {{working_days: {BUDGET}}}}}}}
initial: a
states:
  a: {{task: {{role: clerk}}, on: {{go: {{to: b}}}}}}
  b: {{end: done}}
"
    )
}

fn workspace(calendar: &str, on_resume: &str) -> Workspace {
    let texts: Vec<Arc<SourceText>> = vec![
        SourceText::new("calendar.yaml", calendar),
        SourceText::new("offices.yaml", OFFICES),
        SourceText::new("process.yaml", process(on_resume)),
    ];
    let workspace = definition::check(&texts, day("2020-04-20"));
    assert!(!workspace.has_errors(), "{:#?}", workspace.diagnostics);
    workspace
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// What happens to the deadline: days after the start, at 9:00.
#[derive(Clone, Copy, Debug)]
struct Course {
    start: Date,
    pause: Option<(u64, u64)>,
    change: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Policy {
    Remaining,
    Restart,
    Keep,
}

/// A plain count: every day that is worked, by lists of days and weekdays.
struct Plain {
    off: BTreeSet<String>,
    worked: BTreeSet<String>,
}

impl Plain {
    fn of(extended: bool) -> Self {
        let days = |year_month: &str, from: u32, to: u32| {
            (from..=to).map(|day| format!("{year_month}-{day:02}")).collect::<Vec<_>>()
        };
        let mut off = [days("2020-01", 24, 30), days("2020-04", 4, 6), days("2020-05", 1, 5)].concat();
        let mut worked = vec!["2020-01-19".to_owned(), "2020-04-26".to_owned()];
        if extended {
            off.extend(["2020-01-31", "2020-02-01", "2020-02-02"].map(str::to_owned));
        } else {
            worked.extend(["2020-02-01", "2020-05-09"].map(str::to_owned));
        }
        Self { off: off.into_iter().collect(), worked: worked.into_iter().collect() }
    }

    fn works(&self, day: Date) -> bool {
        let name = day.to_string();
        let weekday = day.format("%u").to_string().as_str() < "6";
        self.worked.contains(&name) || (weekday && !self.off.contains(&name))
    }

    /// The last day of the budget for a course that has come to its end.
    fn last(course: &Course, policy: Policy) -> Date {
        let calendar = Self::of(course.change.is_some());
        let pause =
            course.pause.map(|(after, length)| (later(course.start, after), later(course.start, after + length)));
        let (mut at, pause) = match (pause, policy) {
            (Some((_, resumed)), Policy::Restart) => (resumed, None),
            (Some(pause), Policy::Remaining) => (course.start, Some(pause)),
            (Some(_), Policy::Keep) | (None, _) => (course.start, None),
        };
        let mut left = BUDGET;
        while left > 0 {
            at = later(at, 1);
            let stands = pause.is_some_and(|(stopped, resumed)| stopped < at && at <= resumed);
            left -= usize::from(!stands && calendar.works(at));
        }
        at
    }
}

fn later(day: Date, days: u64) -> Date {
    day.checked_add_days(chrono::Days::new(days)).unwrap()
}

/// A case on its way, with the calendars as they are.
struct Way<'w> {
    workspace: &'w Workspace,
    calendars: &'w Calendars,
    case: Option<Case>,
}

impl Way<'_> {
    fn definition(&self) -> &Definition {
        &self.workspace.processes.values().next().unwrap().definition
    }

    /// Carries a command out at 9:00 of a day; whether it was.
    fn does(&mut self, at: Date, actor: &Actor, command: &Command) -> bool {
        let now = Moment::local(at, "09:00:00".parse().unwrap());
        let context = Context {
            now,
            organisation: &self.workspace.organisation,
            parameters: &self.workspace.parameters,
            calendars: self.calendars,
        };
        let Ok(step) = decide(self.definition(), self.case.as_ref(), actor, command, &context) else { return false };
        self.case = apply(self.case.take(), &step);
        let breaches = machine::breaches(self.definition(), self.case.as_ref().unwrap());
        assert!(breaches.is_empty(), "{breaches:?}");
        true
    }
}

fn run(first: &Workspace, second: &Workspace, course: &Course) -> Date {
    let mut way = Way { workspace: first, calendars: &first.calendars, case: None };
    let start = Start {
        id: Default::default(),
        number: "1".to_owned(),
        process: way.definition().process.clone(),
        version: 1,
        office: "1".into(),
        fields: Default::default(),
        received_at: None,
        backdating_reason: None,
        origin: None,
        starter: None,
        reports: None,
        failing: None,
        depth: 0,
    };
    assert!(way.does(course.start, &Actor::person("甲"), &Command::Start(start)));
    let grounds = || Grounds { reason: "缘由".to_owned(), source: None };
    let mut events: Vec<(u64, u8)> = course.change.map(|at| (at, 1)).into_iter().collect();
    events.extend(course.pause.into_iter().flat_map(|(at, length)| [(at, 0), (at + length, 2)]));
    events.sort_unstable();
    for (after, what) in events {
        let at = later(course.start, after);
        let chief = Actor::person("乙");
        match what {
            0 => assert!(way.does(at, &chief, &Command::Change(Change::Suspend(grounds())))),
            2 => assert!(way.does(at, &chief, &Command::Change(Change::Resume(grounds())))),
            _ => {
                way.calendars = &second.calendars;
                // Refused where nothing comes out differently, or the clock stands.
                way.does(at, &Actor::Time, &Command::Change(Change::Reproject));
            }
        }
    }
    let armed = way.case.unwrap().deadlines.remove("d").unwrap();
    armed.due_before.plus_milliseconds(-1).date()
}

#[test]
fn a_date_is_what_a_plain_count_over_the_same_pauses_and_calendars_gives() {
    let mut met = 0;
    let policies = [(Policy::Remaining, "remaining"), (Policy::Restart, "restart"), (Policy::Keep, "keep")];
    let later_calendar = second();
    for (policy, word) in policies {
        let (first, second) = (workspace(FIRST, word), workspace(&later_calendar, word));
        for offset in 0..120 {
            let start = later(day("2020-01-10"), offset);
            for pause in [None, Some((0, 3)), Some((1, 1)), Some((3, 11)), Some((6, 4)), Some((12, 5)), Some((30, 2))] {
                for change in [None, Some(2), Some(5), Some(9), Some(20)] {
                    let course = Course { start, pause, change };
                    assert_eq!(run(&first, &second, &course), Plain::last(&course, policy), "{policy:?} {course:?}");
                    met += 1;
                }
            }
        }
    }
    assert_eq!(met, 3 * 120 * 7 * 5);
}
