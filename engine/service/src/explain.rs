//! Why: each date by its days, each decision by its numbers. Computed again from what was recorded, never stored as words.

use definition::bilingual::{Bilingual, Language};
use definition::calendar::{Explanation, Left, Remaining};
use definition::expression::{Expression, Facts, FailureKind};
use definition::model::Definition;
use definition::moment::{Date, Moment};
use definition::name::{DeadlineName, ParameterName, PersonName};
use definition::value::Value;
use machine::{Account, ArmedDeadline, Case, Clock, Counting, Decision, Place};
use serde::Serialize;

use crate::catalogue::Catalogue;
use crate::query::{DeadlineGroup, left};

/// A decision, explained.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionExplained {
    /// What it was about.
    pub about: String,
    /// The same in the words of the process.
    pub title: Bilingual,
    /// The article that says so.
    pub source: Option<String>,
    /// The expression, as written.
    pub expression: String,
    /// What came of it, as people read it.
    pub result: String,
    /// Of a table, the rows that held, counted from 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<usize>,
    /// How it came out, line by line.
    pub lines: Bilingual,
    /// What it read; a parameter with the row it came from.
    pub reads: Vec<ReadExplained>,
}

/// Something a decision read.
#[derive(Clone, Debug, Serialize)]
pub struct ReadExplained {
    /// Its name.
    pub name: String,
    /// Its value, as people read it.
    pub value: String,
    /// The row of a parameter.
    pub row: Option<String>,
    /// The document that row cites.
    pub source: Option<String>,
}

/// A deadline, explained.
#[derive(Clone, Debug, Serialize)]
pub struct DeadlineExplained {
    /// Its id.
    pub deadline: DeadlineName,
    /// Its name for people.
    pub title: Bilingual,
    /// The article that sets it.
    pub source: Option<String>,
    /// `running`, `stopped`, `met` or `ended`.
    pub clock: &'static str,
    /// The first instant too late.
    pub due_before: Moment,
    /// As people read it: 24:00 of the last day.
    pub due: String,
    /// Whether the calendar does not reach that far.
    pub provisional: bool,
    /// Whether it has passed unmet.
    pub passed: bool,
    /// Working days after today up to the last day; below zero, those since it. Only while its clock runs or stands.
    pub working_days_left: Option<i64>,
    /// How near it is, while its clock runs.
    pub group: Option<DeadlineGroup>,
    /// The last day of its target as people read it, if it has one.
    pub target: Option<String>,
    /// What is left, while it runs or stands.
    pub remaining: Option<RemainingView>,
    /// What happened to its clock since it began.
    pub changes: Vec<Happened>,
    /// All of it in words: the start, what happened, one line a day, the result.
    pub lines: Lines,
    /// Day by day: which counted, which did not and why.
    pub explanation: Option<Explanation>,
}

/// Explains a recorded decision.
pub(crate) fn decision(
    definition: &Definition,
    catalogue: &Catalogue,
    decision: &Decision,
    at: Moment,
) -> DecisionExplained {
    let lines = lines(definition, decision, at);
    let reads = decision.reads.iter().map(|read| ReadExplained {
        name: read.name.clone(),
        value: read.value.shown(),
        row: read.row.clone(),
        source: read.row.as_ref().and_then(|row| cited(catalogue, &read.name, row)),
    });
    DecisionExplained {
        about: about(&decision.place),
        title: title(definition, &decision.place),
        source: article(definition, &decision.place),
        expression: decision.expression.clone(),
        result: decision.result.shown(),
        rows: decision.rows.clone(),
        lines,
        reads: reads.collect(),
    }
}

fn lines(definition: &Definition, decision: &Decision, at: Moment) -> Bilingual {
    let recorded = Recorded { decision, at };
    if let Place::Table { name } = &decision.place {
        let table = definition.tables.get(name.as_str());
        return table.map(|table| table.explain(&recorded)).unwrap_or_default();
    }
    compiled(definition, decision).map_or_else(Bilingual::default, |expression| {
        let trace = expression.explain(&recorded);
        Bilingual::new(trace.lines(Language::Zh).join("\n"), trace.lines(Language::En).join("\n"))
    })
}

fn cited(catalogue: &Catalogue, parameter: &str, row: &str) -> Option<String> {
    let name = ParameterName::new(parameter);
    let mut rows = catalogue.parameters.rows(&name);
    rows.find(|candidate| candidate.id == row).and_then(|row| row.source.clone())
}

fn about(place: &Place) -> String {
    match place {
        Place::Start => "start".to_owned(),
        Place::Branch { state, of, position } => format!("{state}.{of}[{position}]"),
        Place::Effect { of } => of.clone(),
        Place::Value { name } | Place::Table { name } => name.clone(),
    }
}

/// What a decision was about, in the words of the process.
fn title(definition: &Definition, place: &Place) -> Bilingual {
    match place {
        Place::Start => Bilingual::new("立件条件", "condition to start"),
        Place::Effect { of } => Bilingual::new(format!("事项“{of}”"), format!("effect {of}")),
        Place::Value { name } => {
            let value = definition.values.get(name.as_str()).map(|formula| formula.title.clone());
            value.unwrap_or_else(|| Bilingual::same(name.as_str()))
        }
        Place::Table { name } => {
            let table = definition.tables.get(name.as_str()).map(|table| table.title.clone());
            table.unwrap_or_else(|| Bilingual::same(name.as_str()))
        }
        Place::Branch { state, of, position: _ } => {
            let Some(found) = definition.state(state) else { return Bilingual::same(of) };
            let action = of.strip_prefix("on.").and_then(|action| found.working()?.actions.get(action));
            match action {
                Some(action) => Bilingual::new(
                    format!("{} · {}", found.title.zh, action.title.zh),
                    format!("{} · {}", found.title.en, action.title.en),
                ),
                None => found.title.clone(),
            }
        }
    }
}

/// The article of the state it stands in, else that of the process.
fn article(definition: &Definition, place: &Place) -> Option<String> {
    let state = match place {
        Place::Branch { state, .. } => definition.state(state).and_then(|state| state.source.clone()),
        Place::Start | Place::Effect { .. } | Place::Value { .. } | Place::Table { .. } => None,
    };
    state.or_else(|| definition.source.clone())
}

/// The expression of a decision, found again in the definition by its source.
fn compiled<'d>(definition: &'d Definition, decision: &Decision) -> Option<&'d Expression> {
    let values = definition.values.values().map(|formula| &formula.expression);
    let start = definition.start.when.iter();
    let branches = definition.states.values().flat_map(|state| state.working()).flat_map(|working| working.branches());
    let guards = branches.filter_map(|branch| branch.when.as_ref());
    let effects = definition.effects().flat_map(definition::model::Effect::expressions);
    let items = definition.eaches().filter_map(|(_, each)| each.condition());
    values
        .chain(start)
        .chain(guards)
        .chain(effects)
        .chain(items)
        .find(|expression| expression.source() == decision.expression)
}

/// The facts a decision recorded.
struct Recorded<'d> {
    decision: &'d Decision,
    at: Moment,
}

impl Recorded<'_> {
    fn read(&self, name: &str) -> Option<&Value> {
        self.decision.reads.iter().find(|read| read.name == name).map(|read| &read.value)
    }
}

impl Facts for Recorded<'_> {
    fn variable(&self, name: &str) -> Result<Value, FailureKind> {
        match self.read(name) {
            Some(Value::Sealed(_)) => Err(FailureKind::Sealed { name: name.to_owned() }),
            Some(value) => Ok(value.clone()),
            None => Err(FailureKind::Unset { name: name.to_owned() }),
        }
    }

    fn given(&self, name: &str) -> bool {
        self.read(name).is_some()
    }

    fn parameter(&self, name: &ParameterName, on: Option<Date>) -> Result<Value, FailureKind> {
        let value = self.read(name.as_str()).cloned();
        value.ok_or_else(|| FailureKind::ParameterMissing { name: name.clone(), on })
    }

    fn state(&self, name: &str) -> bool {
        self.read(&format!("in({name})")) == Some(&Value::Boolean(true))
    }

    fn now(&self) -> Moment {
        self.at
    }
}

/// Explains every deadline of a case, as it is at an instant.
pub(crate) fn deadlines(
    definition: &Definition,
    catalogue: &Catalogue,
    case: &Case,
    now: Moment,
) -> Vec<DeadlineExplained> {
    case.deadlines.iter().map(|(name, armed)| deadline(definition, catalogue, case, (name, armed), now)).collect()
}

fn deadline(
    definition: &Definition,
    catalogue: &Catalogue,
    case: &Case,
    (name, armed): (&DeadlineName, &ArmedDeadline),
    now: Moment,
) -> DeadlineExplained {
    let rule = definition.deadlines.get(name);
    let calendar = rule.and_then(|rule| {
        let nearest = || catalogue.organisation.calendar(&case.office, now.date());
        let named = rule.calendar.clone().or_else(|| definition.calendar.clone()).or_else(nearest)?;
        catalogue.calendars.get(&named)
    });
    let title = |person: &PersonName| {
        let found = catalogue.organisation.people().get(person);
        found.map_or_else(|| person.to_string(), |person| person.title.zh.clone())
    };
    let account = rule.map(|rule| Account::of(armed, rule.limit, calendar.as_deref(), title));
    let counting = rule.and_then(|rule| Counting::of(&armed.ledger, rule.limit, None));
    let counts = matches!(armed.clock, Clock::Running | Clock::Stopped);
    let remaining = counting.zip(calendar.as_ref()).filter(|_| counts);
    let remaining = remaining.map(|(counting, calendar)| RemainingView::of(&counting.remaining(calendar, now)));
    DeadlineExplained {
        deadline: name.clone(),
        title: rule.map_or_else(|| Bilingual::same(name.as_str()), |rule| rule.title.clone()),
        source: rule.and_then(|rule| rule.source.clone()).or_else(|| definition.source.clone()),
        clock: match armed.clock {
            Clock::Running => "running",
            Clock::Stopped => "stopped",
            Clock::Met(_) => "met",
            Clock::Ended(_) => "ended",
        },
        due_before: armed.due_before,
        due: armed.due_before.shown_as_end(),
        provisional: armed.provisional,
        passed: armed.passed,
        working_days_left: counts.then(|| calendar.as_deref().map(|it| left(it, now, armed.due_before))).flatten(),
        group: (armed.clock == Clock::Running).then(|| DeadlineGroup::of(Some(armed.due_before), now)),
        target: armed.target.map(Moment::shown_as_end),
        remaining,
        changes: account.iter().flat_map(|account| &account.changes).map(Happened::of).collect(),
        lines: Lines {
            zh: account.as_ref().map(|account| account.lines(Language::Zh)).unwrap_or_default(),
            en: account.as_ref().map(|account| account.lines(Language::En)).unwrap_or_default(),
        },
        explanation: account.and_then(|account| account.explanation),
    }
}

/// What is left of a deadline.
#[derive(Clone, Debug, Serialize)]
pub struct RemainingView {
    /// An amount and its unit: `{"working_days": 2}`, `{"natural_days": 2}`, `{"minutes": 90}`, `{"working_minutes": 90}`.
    pub left: Left,
    /// As people read it.
    pub text: Bilingual,
}

impl RemainingView {
    fn of(remaining: &Remaining) -> Self {
        let text = Bilingual::new(remaining.text(Language::Zh), remaining.text(Language::En));
        Self { left: remaining.left, text }
    }
}

/// Something that happened to the clock of a deadline.
#[derive(Clone, Debug, Serialize)]
pub struct Happened {
    /// When.
    pub at: Moment,
    /// What, by whom and why.
    pub what: Bilingual,
}

impl Happened {
    fn of((at, what): &(Moment, Bilingual)) -> Self {
        Self { at: *at, what: what.clone() }
    }
}

/// Lines in both languages.
#[derive(Clone, Debug, Serialize)]
pub struct Lines {
    /// 中文
    pub zh: Vec<String>,
    /// English
    pub en: Vec<String>,
}
