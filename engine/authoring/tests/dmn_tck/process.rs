//! A model with what one case gives it, as a process of ours. Every number given is bounded by itself, so that a divisor can be
//! proved not to be zero where it is not: a process would declare its bounds in the same place.

use std::collections::BTreeMap;
use std::sync::Arc;

use authoring::dmn::{Imported, Kind, Model};
use definition::model::Definition;
use definition::text::SourceText;
use definition::value::{Type, Value};
use rust_decimal::Decimal;

use crate::case::Given;

const ORGANISATION: &str = "\
organisation: tck
levels: [{level: county, name: county}]
roles: {clerk: {level: county, name: clerk}}
";

/// A process, what is filled in, and what was found wrong.
pub struct Prepared {
    pub definition: Option<Definition>,
    pub fields: BTreeMap<String, Value>,
    pub wrong: Vec<(String, String)>,
}

pub fn prepared(model: &Model, imported: &Imported, inputs: &[(String, Given)]) -> Prepared {
    let given = flattened(model, inputs);
    let named: BTreeMap<&str, &str> =
        imported.renamed.iter().map(|(theirs, ours)| (theirs.as_str(), ours.as_str())).collect();
    let by_name: BTreeMap<&str, &Given> =
        given.iter().filter_map(|(path, given)| Some((*named.get(path.as_str())?, given))).collect();
    let text = text(imported, &by_name);
    let texts: Vec<Arc<SourceText>> =
        vec![SourceText::new("organisation.yaml", ORGANISATION), SourceText::new("tck.yaml", text)];
    let workspace = definition::check(&texts, "2026-01-01".parse().unwrap());
    let wrong = workspace
        .diagnostics
        .iter()
        .map(|found| (found.path.clone(), format!("{} {}", found.code.as_str(), found.message.en)));
    let wrong = wrong.collect();
    let definition = workspace.processes.into_values().next().map(|checked| checked.definition);
    let fields = definition.iter().flat_map(|definition| definition.fields.iter()).filter_map(|(name, field)| {
        let given = by_name.get(name.as_str())?;
        Some((name.to_string(), value(given, &field.kind.value_type())?))
    });
    let fields = fields.collect();
    Prepared { definition, fields, wrong }
}

fn text(imported: &Imported, given: &BTreeMap<&str, &Given>) -> String {
    let mut text = String::from(
        "process: tck\nversion: 1\nname: tck\neffective: {from: 2000-01-01}\nnumber: \"T-{office}-{year}-{seq:4}\"\n",
    );
    if !imported.fields.is_empty() {
        text.push_str("fields:\n");
        imported.fields.lines().for_each(|line| text.push_str(&bounded(line, given)));
    }
    for (key, part) in [("values", &imported.values), ("tables", &imported.tables)] {
        if !part.is_empty() {
            text.push_str(&format!("{key}:\n{part}"));
        }
    }
    text.push_str("start: {role: [clerk]}\nrepair: {role: [clerk]}\ninitial: a\nstates:\n  a: {task: {role: clerk}, on: {go: {to: b}}}\n  b: {end: done}\n");
    text
}

fn bounded(line: &str, given: &BTreeMap<&str, &Given>) -> String {
    let name = line.trim().split(':').next().unwrap_or_default();
    let number = given.get(name).and_then(|given| number(given));
    match number {
        Some(number) => {
            line.replace("{type: decimal}", &format!("{{type: decimal, min: {number}, max: {number}}}")) + "\n"
        }
        None => format!("{line}\n"),
    }
}

fn number(given: &Given) -> Option<Decimal> {
    match given {
        Given::Scalar(_, text) => decimal(text),
        Given::Nothing | Given::Record(_) | Given::List(_) => None,
    }
}

pub fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    text.parse().ok().or_else(|| Decimal::from_scientific(text).ok())
}

/// Parts of structures by their paths, as the import names them.
fn flattened(model: &Model, inputs: &[(String, Given)]) -> Vec<(String, Given)> {
    let mut found = Vec::new();
    for (name, given) in inputs {
        let of = model.inputs.iter().find(|input| input.name == *name);
        flatten(name, given, of.map(|input| &input.kind), &mut found);
    }
    found
}

fn flatten(path: &str, given: &Given, of: Option<&Kind>, found: &mut Vec<(String, Given)>) {
    match (given, of) {
        (Given::Record(parts), Some(Kind::Record(items))) => {
            for (name, given) in parts {
                let of = items.iter().find(|item| item.name == *name).map(|item| &item.kind);
                flatten(&format!("{path}.{name}"), given, of, found);
            }
        }
        (given, _) => found.push((path.to_owned(), given.clone())),
    }
}

/// A value of the suite as one of ours; nothing where it gives none or another.
fn value(given: &Given, of: &Type) -> Option<Value> {
    match (given, of) {
        (Given::Scalar(_, text), Type::Text) => Some(Value::Text(text.clone())),
        (Given::Scalar(_, text), Type::Number) => decimal(text).map(Value::Number),
        (Given::Scalar(_, text), Type::Boolean) => text.trim().parse().ok().map(Value::Boolean),
        (Given::Scalar(_, text), Type::Date) => text.trim().parse().ok().map(Value::Date),
        (Given::Scalar(_, text), Type::Moment) => definition::moment::Moment::parse(text.trim()).map(Value::Moment),
        (Given::Record(parts), Type::Record(types)) => {
            let values = types.iter().filter_map(|(name, of)| {
                let (_, given) = parts.iter().find(|(part, _)| ident(part) == *name)?;
                Some((name.clone(), value(given, of)?))
            });
            Some(Value::Record(values.collect()))
        }
        (Given::List(items), Type::List(of)) => {
            items.iter().map(|item| value(item, of)).collect::<Option<_>>().map(Value::List)
        }
        (Given::Scalar(..), Type::List(of)) => value(given, of).map(|one| Value::List(vec![one])),
        _ => None,
    }
}

pub fn ident(name: &str) -> String {
    name.chars().map(|character| if character.is_alphanumeric() { character } else { '_' }).collect()
}
