//! What our decisions come to, against what the suite expects.

use std::collections::BTreeMap;

use authoring::dmn::{Imported, imported, read};
use definition::expression::{Facts, FailureKind};
use definition::model::Definition;
use definition::moment::{Date, Moment};
use definition::name::ParameterName;
use definition::value::Value;
use rust_decimal::Decimal;

use crate::case::{Case, Given};
use crate::process::{Prepared, decimal, ident, prepared};
use crate::suite::Model;

/// Numbers are the same if they differ by less than this part of the greater: the suite's are binary ones.
const TOLERANCE: Decimal = Decimal::from_parts(1, 0, 0, false, 8);

/// What became of a case.
pub enum Verdict {
    /// As expected.
    Decided,
    /// Nothing is expected because something is wrong, and we say so too: in checking or in deciding.
    NullRefused,
    /// It cannot be said in our language.
    Refused(String),
    /// Something else came out.
    Wrong(String),
}

impl Verdict {
    pub fn word(&self) -> &'static str {
        match self {
            Verdict::Decided => "decided",
            Verdict::NullRefused => "null, refused by us",
            Verdict::Refused(_) => "refused",
            Verdict::Wrong(_) => "wrong",
        }
    }
}

/// Every case of a model.
pub fn all(model: &Model) -> Vec<(String, Verdict)> {
    let read = read(&model.text);
    let Ok(read) = read else {
        let refused = |case: &Case| (case.id.clone(), Verdict::Refused("the model cannot be read".to_owned()));
        return model.cases.iter().map(refused).collect();
    };
    let imported = imported(&read);
    let mut last: Option<(Vec<(String, Given)>, Prepared)> = None;
    let judged = model.cases.iter().map(|case| {
        if last.as_ref().is_none_or(|(inputs, _)| *inputs != case.inputs) {
            last = Some((case.inputs.clone(), prepared(&read, &imported, &case.inputs)));
        }
        let verdict = last.as_ref().map(|(_, prepared)| judge(case, &imported, prepared));
        (case.id.clone(), verdict.unwrap())
    });
    judged.collect()
}

fn judge(case: &Case, imported: &Imported, prepared: &Prepared) -> Verdict {
    let mut null_refused = false;
    for (name, expected) in &case.results {
        let found = decided(name, imported, prepared);
        match (expected, found) {
            (Given::Nothing, Err(_)) => null_refused = true,
            (expected, Ok(found)) if is(&found, expected) => {}
            (expected, Ok(found)) => return Verdict::Wrong(format!("{name}: expected {expected:?}, found {found:?}")),
            (_, Err(why)) => return Verdict::Refused(format!("{name}: {why}")),
        }
    }
    if null_refused || case.errs { Verdict::NullRefused } else { Verdict::Decided }
}

fn decided(name: &str, imported: &Imported, prepared: &Prepared) -> Result<Value, String> {
    if let Some(left) = imported.left_out.iter().find(|left| left.name == name) {
        return Err(left.why.en.clone());
    }
    let ours = imported.renamed.iter().find(|(theirs, _)| theirs == name).map(|(_, ours)| ours.as_str());
    let ours = ours.ok_or("no such decision")?;
    let definition = prepared.definition.as_ref().ok_or_else(|| first_wrong(prepared, ours))?;
    let known = definition.values.contains_key(ours) || definition.tables.contains_key(ours);
    if !known {
        return Err(first_wrong(prepared, ours));
    }
    Held { definition, fields: &prepared.fields }.variable(ours).map_err(|failure| failure.message().en)
}

fn first_wrong(prepared: &Prepared, ours: &str) -> String {
    let about = |path: &str| path.split('.').nth(1) == Some(ours);
    let own = prepared.wrong.iter().find(|(path, _)| about(path));
    own.or(prepared.wrong.first()).map_or_else(|| "unsaid".to_owned(), |(_, message)| message.clone())
}

fn is(found: &Value, expected: &Given) -> bool {
    match (found, expected) {
        (Value::Number(found), Given::Scalar(_, text)) => decimal(text).is_some_and(|expected| close(*found, expected)),
        (Value::Boolean(found), Given::Scalar(_, text)) => text.trim() == found.to_string(),
        (Value::Text(found) | Value::Choice(found), Given::Scalar(of, text)) => of == "string" && found == text,
        (Value::Date(found), Given::Scalar(_, text)) => text.trim() == found.to_string(),
        (Value::Moment(found), Given::Scalar(_, text)) => Moment::parse(text.trim()) == Some(*found),
        (Value::List(found), Given::List(expected)) => {
            found.len() == expected.len() && found.iter().zip(expected).all(|(found, expected)| is(found, expected))
        }
        (Value::Record(found), Given::Record(expected)) => {
            found.len() == expected.len()
                && expected
                    .iter()
                    .all(|(name, expected)| found.get(&ident(name)).is_some_and(|found| is(found, expected)))
        }
        _ => false,
    }
}

fn close(found: Decimal, expected: Decimal) -> bool {
    let greater = found.abs().max(expected.abs());
    (found - expected).abs() <= greater * TOLERANCE
}

/// What holds: what is given, and what is decided from it.
struct Held<'p> {
    definition: &'p Definition,
    fields: &'p BTreeMap<String, Value>,
}

impl Facts for Held<'_> {
    fn variable(&self, name: &str) -> Result<Value, FailureKind> {
        if let Some(formula) = self.definition.values.get(name) {
            return formula.expression.evaluate(self).map_err(|failure| failure.kind);
        }
        if let Some(table) = self.definition.tables.get(name) {
            return table.decide(self).map(|decided| decided.result).map_err(|failure| failure.kind);
        }
        self.fields.get(name).cloned().ok_or_else(|| FailureKind::Unset { name: name.to_owned() })
    }

    fn given(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    fn parameter(&self, name: &ParameterName, on: Option<Date>) -> Result<Value, FailureKind> {
        Err(FailureKind::ParameterMissing { name: name.clone(), on })
    }

    fn state(&self, _name: &str) -> bool {
        false
    }

    fn now(&self) -> Moment {
        Moment::parse("2026-01-01T00:00+08:00").unwrap()
    }
}
