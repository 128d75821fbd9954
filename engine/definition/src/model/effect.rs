//! Effects: what entering, leaving or acting brings about.

use crate::expression::Expression;
use crate::name::{FieldName, GrantKey, ProcessName, TemplateName, ValueName};
use crate::text::Span;

use super::deadline::Recipient;

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
    /// Starts another case, which lives on its own.
    Start(NewCase),
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
}

/// A benefit granted: an amount each month for some months.
#[derive(Clone, Debug)]
pub struct Grant {
    /// Its key, unique in the case.
    pub key: GrantKey,
    /// What kind of benefit, a word of the rulebook's own such as `temporary`.
    pub kind: String,
    /// The amount a month; rounded to the fen once, half up.
    pub amount: Expression,
    /// For how long.
    pub months: Months,
    /// From when.
    pub from: FirstMonth,
    /// What meeting the key again does.
    pub again: Again,
}

/// How long a benefit runs.
#[derive(Clone, Debug)]
pub enum Months {
    /// So many months.
    Count(Expression),
    /// Until it is changed or stopped.
    OpenEnded,
}

/// The first month of something, seen from the local day of the step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstMonth {
    /// The month of the step.
    This,
    /// The month after.
    Next,
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
    /// Its key, unique in the case that starts it; met again, it does nothing.
    pub key: String,
    /// Of which process.
    pub process: ProcessName,
    /// The fields it starts with.
    pub fields: Vec<(FieldName, Expression)>,
}

impl Effect {
    /// Every expression in it.
    pub fn expressions(&self) -> Vec<&Expression> {
        let mut found: Vec<&Expression> = self.when.iter().collect();
        match &self.kind {
            EffectKind::Grant(grant) => {
                found.push(&grant.amount);
                if let Months::Count(count) = &grant.months {
                    found.push(count);
                }
            }
            EffectKind::Set { to, .. } => found.push(to),
            EffectKind::Start(new) => found.extend(new.fields.iter().map(|(_, expression)| expression)),
            EffectKind::Notify { .. } | EffectKind::Stop { .. } => {}
        }
        found
    }
}
