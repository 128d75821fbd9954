//! A checked process: every reference in it exists, every expression is typed. Built only by `check`.

mod change;
mod deadline;
mod desk;
mod each;
mod effect;
mod field;
mod fit;
mod limit;
mod number;
mod state;
mod tree;
mod way;

pub use change::{Correction, Extension, OnCalendarChange, SuspendedClock, Suspension, Target};
pub use deadline::{Deadline, From, OnReturn, Recipient, Rung, RungTime, Until};
pub use desk::{BenefitsThen, CancelRule, Opinion, ReturnTo};
pub use each::{
    ALL_COUNT, ANSWER_PART, ANSWERED_COUNT, DONE_WHEN, DoneWhen, Each, ITEM_PART, ITEMS_MAX, Into, OPEN_COUNT, Order,
    Over, counts_type,
};
pub use effect::{
    Again, CANCELLED_OUTCOME, Correspondent, Effect, EffectKind, FirstMonth, Grant, Handed, INCIDENT_OUTCOME, Message,
    Months, NewCase, Notice, Phase, Raise, Send,
};
pub use field::{ATTACHMENT_PARTS, Field, FieldKind, FieldOption, Part, fen};
pub use fit::{percent, read_percent};
pub use limit::FinishLimit;
pub use number::{NumberPart, NumberPattern};
pub use state::{
    Action, After, Branch, Comment, Depth, End, FormItem, History, Inside, Receive, Reopen, Sender, StartRule, State,
    StateKind, Task, Wait, Wanted, Working,
};
pub use tree::{DONE, ERROR, done_case_event, done_event, failed_case_event, is_own, is_report};
pub use way::{Domain, Entry, Remembered};

use indexmap::IndexMap;

use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::expression::Expression;
use crate::moment::Date;
use crate::name::{
    CalendarName, DeadlineName, FieldName, ParameterName, ProcessName, RoleName, StateName, TableName, ValueName,
};
use crate::table::Table;
use crate::text::Span;

/// 流程: a process as it runs.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Its id.
    pub process: ProcessName,
    /// Its version, from 1. A published version is never changed; a changed file carries the next number.
    pub version: u32,
    /// Its name for people.
    pub title: Bilingual,
    /// The document and article it carries out.
    pub source: Option<String>,
    /// Since when it holds.
    pub effective: Effective,
    /// How its cases are numbered.
    pub number: NumberPattern,
    /// Warnings its author knows of and allows.
    pub allowed: Vec<Allowed>,
    /// The calendar its deadlines count by; the office's nearest if none is named.
    pub calendar: Option<CalendarName>,
    /// Which fields say who applies.
    pub applicant: Applicant,
    /// What a case holds.
    pub fields: IndexMap<FieldName, Field>,
    /// Named formulas.
    pub values: IndexMap<ValueName, Formula>,
    /// Decision tables. Their names and those of formulas are all different.
    pub tables: IndexMap<TableName, Table>,
    /// Deadlines of the case and, under the name of their state, of its states.
    pub deadlines: IndexMap<DeadlineName, Deadline>,
    /// How long all of it, or a part of the way, may take.
    pub limits: Vec<FinishLimit>,
    /// Who may start a case, with what.
    pub start: StartRule,
    /// Who may mend a case that stands still, at the case's office or above. Two of them, where a case is moved.
    pub repair: Vec<RoleName>,
    /// Who may suspend a case as a whole, and what its clocks do then.
    pub suspend: Option<Suspension>,
    /// How a case may be cancelled; none if it may not.
    pub cancel: Option<CancelRule>,
    /// The roles copies may go to; any if none is named.
    pub copies: Vec<RoleName>,
    /// Where a case begins; several states where they lie in different regions.
    pub initial: Vec<StateName>,
    /// All states, those inside others right after them: in document order.
    pub states: IndexMap<StateName, State>,
    /// Grants that do not say what meeting their key again does, with their place; for the check of repeated grants.
    pub unstated_grants: Vec<(crate::name::GrantKey, crate::text::Span)>,
    /// Every parameter that some expression reads; what the service must load.
    pub parameters: Vec<ParameterName>,
}

/// A warning that is not told of a process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// Which.
    pub code: Code,
    /// Why it does no harm here.
    pub reason: String,
    /// Where the code stands.
    pub span: Span,
}

/// From when until when (that day no longer) a process takes new cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effective {
    /// First day.
    pub from: Date,
    /// First day no longer.
    pub until: Option<Date>,
}

/// The fields that say who the applicant is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applicant {
    /// The name.
    pub name: Option<FieldName>,
    /// The identity number; its person's key seals the sensitive values of the case.
    pub identity: Option<FieldName>,
    /// Where mail to the applicant goes.
    pub mail: Option<FieldName>,
    /// The phone.
    pub phone: Option<FieldName>,
}

/// 计算项: a named formula.
#[derive(Clone, Debug)]
pub struct Formula {
    /// Its name for people.
    pub title: Bilingual,
    /// The formula.
    pub expression: Expression,
    /// Whether some sensitive field goes into it.
    pub sensitive: bool,
}

impl Definition {
    /// The state of a name; every name inside a definition has one.
    pub fn state(&self, name: &StateName) -> Option<&State> {
        self.states.get(name)
    }

    /// What time does in a state.
    pub fn after(&self, name: &StateName) -> &[After] {
        self.state(name).and_then(State::working).map(|working| working.after.as_slice()).unwrap_or_default()
    }

    /// Every effect of every state.
    pub fn effects(&self) -> impl Iterator<Item = &Effect> + Clone {
        self.states.values().flat_map(State::effects)
    }

    /// Every role that may suspend a case, or extend or correct a deadline.
    pub fn authorities(&self) -> impl Iterator<Item = &RoleName> {
        let suspend = self.suspend.iter().flat_map(|suspend| &suspend.roles);
        let extend = self.deadlines.values().filter_map(|deadline| deadline.extend.as_ref());
        let correct = self.deadlines.values().filter_map(|deadline| deadline.correct.as_ref());
        let correct = correct.flat_map(|correct| &correct.roles);
        suspend.chain(extend.flat_map(|extend| &extend.roles)).chain(correct)
    }

    /// Every rung of every deadline.
    pub fn rungs(&self) -> impl Iterator<Item = &Rung> + Clone {
        self.deadlines.values().flat_map(|deadline| &deadline.ladder)
    }

    /// Whether a field or formula or table of this name must be kept sealed.
    pub fn is_sensitive(&self, name: &str) -> bool {
        self.fields.get(name).is_some_and(|field| field.sensitive)
            || self.values.get(name).is_some_and(|formula| formula.sensitive)
            || self.tables.get(name).is_some_and(|table| table.sensitive)
            || self.eaches().any(|(_, each)| each.field(name).is_some_and(|field| field.sensitive))
    }
}
