//! The entries of expected lists. What is found is turned into the same form, with every part filled in, so that both are
//! compared and shown alike.

use std::fmt;

use definition::model::fen;
use definition::moment::{Date, Moment};
use definition::name::{
    DeadlineName, GrantKey, OfficeName, PersonName, ProcessName, RoleName, StateName, TemplateName,
};
use definition::text::{Span, Spanned};
use machine::{Benefit, Month, Suppression, yuan};
use rust_decimal::Decimal;

/// An expected list: exactly these, in any order.
#[derive(Clone, Debug)]
pub(crate) struct Listed<T> {
    pub span: Span,
    pub items: Vec<Spanned<T>>,
}

/// `{grant: first, month: 2020-04, amount: 1680.00}` or `{grant: regular, from: 2020-05, until: 2020-07, amount: 930.00}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BenefitLine {
    pub grant: GrantKey,
    pub months: Months,
    pub amount: Option<Decimal>,
}

/// Which months a benefit line is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Months {
    /// One of a counted number.
    One(Month),
    /// Month after month, until it was stopped or amended.
    Open { from: Month, until: Option<Month> },
}

/// `{state: approved, role: county_clerk, office: 敦化市, assignee: 李梅}`; only the state must be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TaskLine {
    pub state: StateName,
    pub role: Option<RoleName>,
    pub office: Option<Place>,
    /// Who has claimed it; the inner none is nobody.
    pub assignee: Option<Option<PersonName>>,
    /// What it is, if it is beside the state's own.
    pub kind: Option<String>,
}

/// An office, with its title for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub office: OfficeName,
    pub title: String,
}

/// `{deadline: approved, due: 2020-04-23}`; with `met`, `late`, `passed`, `stopped` where these matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DeadlineLine {
    pub deadline: DeadlineName,
    pub due: Option<Due>,
    pub met: Option<bool>,
    pub late: Option<bool>,
    pub passed: Option<bool>,
    pub stopped: Option<bool>,
    pub provisional: Option<bool>,
    pub target: Option<Date>,
}

/// When a deadline is due: its last day, or for one in hours the instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Due {
    Day(Date),
    Instant(Moment),
}

/// `{template: deadline-reminder, to: 李梅, at: 2020-04-20T12:12+08:00, case: watch}`; only the template must be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NoticeLine {
    pub template: TemplateName,
    pub to: Option<To>,
    pub at: Option<Moment>,
    /// The key of the started case it came from; none in what is found is the case itself.
    pub case: Option<String>,
}

/// `{template: fast-track-approved, to: applicant, reason: no_address}`; only the template must be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UntoldLine {
    pub template: TemplateName,
    pub to: Option<To>,
    pub reason: Option<Suppression>,
}

/// Who is, or was meant to be, told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum To {
    Applicant,
    Assignee,
    Person(PersonName),
    Role(RoleName),
}

/// `{process: watch-entry, key: watch}`; only the process must be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StartedLine {
    pub process: ProcessName,
    pub key: Option<String>,
}

impl From<&Benefit> for BenefitLine {
    fn from(benefit: &Benefit) -> Self {
        match benefit {
            Benefit::Month { grant, month, amount_fen } => {
                Self { grant: grant.clone(), months: Months::One(*month), amount: Some(Decimal::new(*amount_fen, 2)) }
            }
            Benefit::Open { grant, from, until, amount_fen } => {
                let months = Months::Open { from: *from, until: *until };
                Self { grant: grant.clone(), months, amount: Some(Decimal::new(*amount_fen, 2)) }
            }
        }
    }
}

/// `{a: 1, b: 2}` of what is there.
struct Braces<'f, 'g> {
    f: &'f mut fmt::Formatter<'g>,
    first: bool,
}

impl<'f, 'g> Braces<'f, 'g> {
    fn open(f: &'f mut fmt::Formatter<'g>) -> Result<Self, fmt::Error> {
        f.write_str("{")?;
        Ok(Self { f, first: true })
    }

    fn put(&mut self, key: &str, value: impl fmt::Display) -> fmt::Result {
        let before = if std::mem::take(&mut self.first) { "" } else { ", " };
        write!(self.f, "{before}{key}: {value}")
    }

    fn may(&mut self, key: &str, value: Option<impl fmt::Display>) -> fmt::Result {
        value.map_or(Ok(()), |value| self.put(key, value))
    }

    fn close(self) -> fmt::Result {
        self.f.write_str("}")
    }
}

impl fmt::Display for BenefitLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = Braces::open(f)?;
        line.put("grant", &self.grant)?;
        match &self.months {
            Months::One(month) => line.put("month", month)?,
            Months::Open { from, until } => {
                line.put("from", from)?;
                line.may("until", *until)?;
            }
        }
        line.may("amount", self.amount.map(|amount| fen(amount).map_or(amount.to_string(), yuan)))?;
        line.close()
    }
}

impl fmt::Display for TaskLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = Braces::open(f)?;
        line.put("state", &self.state)?;
        line.may("kind", self.kind.as_ref())?;
        line.may("role", self.role.as_ref())?;
        line.may("office", self.office.as_ref().map(|place| format!("{} ({})", place.title, place.office)))?;
        let assignee = self.assignee.as_ref();
        line.may("assignee", assignee.map(|who| who.as_ref().map_or("~".to_owned(), ToString::to_string)))?;
        line.close()
    }
}

impl fmt::Display for DeadlineLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = Braces::open(f)?;
        line.put("deadline", &self.deadline)?;
        match self.due {
            Some(Due::Day(day)) => line.put("due", day)?,
            Some(Due::Instant(at)) => line.put("due", at)?,
            None => {}
        }
        line.may("met", self.met)?;
        line.may("late", self.late)?;
        line.may("passed", self.passed)?;
        line.may("stopped", self.stopped)?;
        line.may("provisional", self.provisional)?;
        line.may("target", self.target)?;
        line.close()
    }
}

impl fmt::Display for NoticeLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = Braces::open(f)?;
        line.put("template", &self.template)?;
        line.may("to", self.to.as_ref())?;
        line.may("at", self.at)?;
        line.may("case", self.case.as_ref())?;
        line.close()
    }
}

impl fmt::Display for UntoldLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = Braces::open(f)?;
        line.put("template", &self.template)?;
        line.may("to", self.to.as_ref())?;
        line.may("reason", self.reason.map(reason_word))?;
        line.close()
    }
}

impl fmt::Display for To {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            To::Applicant => f.write_str("applicant"),
            To::Assignee => f.write_str("assignee"),
            To::Person(person) => person.fmt(f),
            To::Role(role) => write!(f, "{{role: {role}}}"),
        }
    }
}

impl fmt::Display for StartedLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = Braces::open(f)?;
        line.put("process", &self.process)?;
        line.may("key", self.key.as_ref())?;
        line.close()
    }
}

fn reason_word(reason: Suppression) -> &'static str {
    match reason {
        Suppression::NobodyHolds => "nobody_holds",
        Suppression::NoOpenTask => "no_open_task",
        Suppression::NoAddress => "no_address",
    }
}
