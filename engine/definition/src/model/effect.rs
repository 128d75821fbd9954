//! Effects: what entering, leaving or acting brings about.

use crate::expression::Expression;
use crate::name::{EventName, FieldName, GrantKey, ProcessName, TemplateName, ValueName};
use crate::text::Span;

use super::deadline::Recipient;
use super::state::Wait;

/// An effect, done only if its condition holds.
#[derive(Clone, Debug)]
pub struct Effect {
    /// Its condition.
    pub when: Option<Expression>,
    /// What is done.
    pub kind: EffectKind,
    /// Where it stands.
    pub span: Span,
}

/// What an effect does.
#[derive(Clone, Debug)]
pub enum EffectKind {
    /// Tells somebody.
    Notify {
        /// Whom.
        to: Recipient,
        /// In which words.
        notice: Notice,
    },
    /// Grants a benefit.
    Grant(Grant),
    /// Ends a benefit.
    Stop {
        /// Which.
        grant: GrantKey,
        /// The first month no longer paid.
        from: FirstMonth,
    },
    /// Records a computed value in a field.
    Set {
        /// The field.
        field: FieldName,
        /// What it becomes.
        to: Expression,
    },
    /// Starts another case, which lives on its own unless it is owned.
    Start(NewCase),
    /// Tells another case that something has come about, in the same transaction.
    Tell(Message),
    /// Raises an event within the case, before any from outside.
    Raise(Raise),
    /// Sends the case itself an event, at once after what is under way or later.
    Send(Send),
    /// Takes back what was to be sent under a key.
    Cancel {
        /// The key.
        key: String,
    },
}

/// 引发: an event within the case.
#[derive(Clone, Debug)]
pub struct Raise {
    /// Which.
    pub event: EventName,
    /// What it carries.
    pub data: Vec<Handed>,
}

/// 自发: an event the case sends itself.
#[derive(Clone, Debug)]
pub struct Send {
    /// What it can be taken back by.
    pub key: Option<String>,
    /// Which event.
    pub event: EventName,
    /// When; at once if nothing is said.
    pub wait: Option<Wait>,
    /// What it carries.
    pub data: Vec<Handed>,
}

/// The words of a notification, and what of the case they use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The template.
    pub template: TemplateName,
    /// The fields it uses; none of them sensitive.
    pub fields: Vec<FieldName>,
    /// The formulas it uses; none of them sensitive.
    pub values: Vec<ValueName>,
    /// Whether it says why a deadline has its date, day by day.
    pub explains: bool,
}

/// A benefit granted: an amount each month for some months, then perhaps another for some more.
#[derive(Clone, Debug)]
pub struct Grant {
    /// Its key, unique in the case.
    pub key: GrantKey,
    /// What kind of benefit, a word of the rulebook's own such as `temporary`.
    pub kind: String,
    /// Its phases, one right after the other; at least one. A later phase of no months is left out.
    pub phases: Vec<Phase>,
    /// From when.
    pub from: FirstMonth,
    /// What meeting the key again does.
    pub again: Again,
}

/// A phase of a benefit.
#[derive(Clone, Debug)]
pub struct Phase {
    /// The amount a month; rounded to the fen once, half up.
    pub amount: Expression,
    /// For how long.
    pub months: Months,
}

/// How long a benefit runs.
#[derive(Clone, Debug)]
pub enum Months {
    /// So many months.
    Count(Expression),
    /// Until it is changed or stopped.
    OpenEnded,
}

/// The first month of something.
#[derive(Clone, Debug)]
pub enum FirstMonth {
    /// The month of the step, by its local day.
    This,
    /// The month after.
    Next,
    /// The month a day falls in; a past one is paid in arrears.
    Of(Expression),
    /// The month after the one a day falls in.
    After(Expression),
}

/// What a keyed effect does when its key is met again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// Nothing.
    Nothing,
    /// Amends what stands; never adds.
    Amend,
}

/// Another case to be started.
#[derive(Clone, Debug)]
pub struct NewCase {
    /// Its key, unique in the case that starts it.
    pub key: String,
    /// Whether meeting the key again starts another one, numbered (`key#2`); if not, it does nothing.
    pub anew: bool,
    /// Of which process.
    pub process: ProcessName,
    /// The fields it starts with.
    pub fields: Vec<Handed>,
    /// Whether it is called off when the state on entering which it is started is left.
    pub owned: bool,
    /// The outcomes that mean that it has failed; [`INCIDENT_OUTCOME`], that it stands still.
    pub failed: Vec<String>,
}

/// The outcome of a case that was called off with what owned it.
pub const CANCELLED_OUTCOME: &str = "cancelled";
/// Stands, among the outcomes that mean failure, for a case that stands still.
pub const INCIDENT_OUTCOME: &str = "incident";

/// A field handed to another case.
#[derive(Clone, Debug)]
pub struct Handed {
    /// The field of the other case.
    pub field: FieldName,
    /// What it becomes there.
    pub value: Expression,
    /// Whether it is left out where a field it is computed from is not filled in.
    pub optional: bool,
}

/// Something one case tells another.
#[derive(Clone, Debug)]
pub struct Message {
    /// Which case.
    pub to: Correspondent,
    /// The event it receives.
    pub event: EventName,
    /// What the event carries.
    pub fields: Vec<Handed>,
}

/// A case another one knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Correspondent {
    /// The case that started it. A case a person started has none, and then nothing is told.
    Starter,
    /// The case it started last under a key.
    Started(String),
}

impl FirstMonth {
    /// The day it follows from, if it says one.
    pub fn day(&self) -> Option<&Expression> {
        match self {
            FirstMonth::This | FirstMonth::Next => None,
            FirstMonth::Of(day) | FirstMonth::After(day) => Some(day),
        }
    }
}

impl Effect {
    /// Every expression in it that must come to something: all but what is handed over only if it is filled in.
    pub fn needed(&self) -> Vec<&Expression> {
        let optional: Vec<*const Expression> = match &self.kind {
            EffectKind::Start(NewCase { fields, .. })
            | EffectKind::Tell(Message { fields, .. })
            | EffectKind::Raise(Raise { data: fields, .. })
            | EffectKind::Send(Send { data: fields, .. }) => {
                fields.iter().filter(|handed| handed.optional).map(|handed| &raw const handed.value).collect()
            }
            EffectKind::Notify { .. }
            | EffectKind::Grant(_)
            | EffectKind::Stop { .. }
            | EffectKind::Set { .. }
            | EffectKind::Cancel { .. } => Vec::new(),
        };
        self.expressions()
            .into_iter()
            .filter(|expression| !optional.contains(&std::ptr::from_ref(*expression)))
            .collect()
    }

    /// Every expression in it.
    pub fn expressions(&self) -> Vec<&Expression> {
        let mut found: Vec<&Expression> = self.when.iter().collect();
        match &self.kind {
            EffectKind::Grant(grant) => {
                found.extend(grant.phases.iter().flat_map(Phase::expressions));
                found.extend(grant.from.day());
            }
            EffectKind::Stop { grant: _, from } => found.extend(from.day()),
            EffectKind::Set { to, .. } => found.push(to),
            EffectKind::Start(new) => found.extend(new.fields.iter().map(|handed| &handed.value)),
            EffectKind::Tell(message) => found.extend(message.fields.iter().map(|handed| &handed.value)),
            EffectKind::Raise(raise) => found.extend(raise.data.iter().map(|handed| &handed.value)),
            EffectKind::Send(send) => {
                found.extend(send.data.iter().map(|handed| &handed.value));
                found.extend(send.wait.as_ref().and_then(Wait::day));
            }
            EffectKind::Notify { .. } | EffectKind::Cancel { .. } => {}
        }
        found
    }
}

impl Phase {
    fn expressions(&self) -> impl Iterator<Item = &Expression> {
        let count = match &self.months {
            Months::Count(count) => Some(count),
            Months::OpenEnded => None,
        };
        std::iter::once(&self.amount).chain(count)
    }
}
