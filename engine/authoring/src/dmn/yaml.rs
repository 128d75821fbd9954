//! Model -> the text of fields, values and tables of a process, and what could not be carried over.

use std::fmt::Write;

use definition::bilingual::Bilingual;

use super::feel::{Vocabulary, flattened, identifier, with_arguments};
use super::{DmnOutput, DmnTable, Item, Kind, Logic, Model};

/// What a model becomes. Each text is the content of its key, two spaces in; empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Under `fields`.
    pub fields: String,
    /// Under `values`.
    pub values: String,
    /// Under `tables`.
    pub tables: String,
    /// What the language has no words for.
    pub left_out: Vec<LeftOut>,
    /// The names of the model that became others, with those they became.
    pub renamed: Vec<(String, String)>,
}

/// Something that could not be carried over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its name in the model.
    pub name: String,
    /// Why.
    pub why: Bilingual,
}

/// A model as parts of a process.
pub fn imported(model: &Model) -> Imported {
    let vocabulary = Vocabulary::of(model);
    let mut found = Imported::default();
    for (path, item) in model.inputs.iter().flat_map(flattened) {
        match field(&item) {
            Some(line) => {
                found.fields.push_str(&line);
                found.renamed.push((path, item.name));
            }
            None => found.left_out.push(left(&path, "没有这种类型", "its type does not exist here")),
        }
    }
    for decision in &model.decisions {
        let name = identifier(&decision.name);
        found.renamed.push((decision.name.clone(), name.clone()));
        match &decision.logic {
            Logic::Literal(text) => {
                let _ = writeln!(found.values, "  {name}: {}", quoted(&vocabulary.ours(text)));
            }
            Logic::Invocation(called, bindings) => match invoked(model, called, bindings) {
                Some(text) => {
                    let _ = writeln!(found.values, "  {name}: {}", quoted(&vocabulary.ours(&text)));
                }
                None => {
                    found.left_out.push(left(&decision.name, "调用的不是算式", "what it calls is not an expression"))
                }
            },
            Logic::Table(table) => {
                match table_text(&name, &decision.name, table, decision.kind.as_ref(), &vocabulary) {
                    Ok(text) => found.tables.push_str(&text),
                    Err(why) => found.left_out.push(LeftOut { name: decision.name.clone(), why }),
                }
            }
            Logic::Other(form) => {
                let why = Bilingual::new(format!("没有 {form} 这种写法"), format!("there is no `{form}` here"));
                found.left_out.push(LeftOut { name: decision.name.clone(), why });
            }
        }
    }
    found
}

fn left(name: &str, zh: &str, en: &str) -> LeftOut {
    LeftOut { name: name.to_owned(), why: Bilingual::new(zh, en) }
}

fn invoked(model: &Model, called: &str, bindings: &[(String, String)]) -> Option<String> {
    let function = model.functions.iter().find(|function| function.name == called)?;
    let arguments: Option<Vec<String>> = function
        .parameters
        .iter()
        .map(|parameter| bindings.iter().find(|(name, _)| name == parameter).map(|(_, value)| value.clone()))
        .collect();
    Some(with_arguments(function.body.as_ref()?, &function.parameters, &arguments?))
}

/// A text as YAML reads it back.
fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    let lines: Vec<&str> = escaped.split_whitespace().collect();
    // FEEL minds no line breaks outside texts; inside a text none is expected.
    format!("\"{}\"", if escaped.contains(['\n', '\t', '\r']) { lines.join(" ") } else { escaped })
}

fn field(item: &Item) -> Option<String> {
    Some(format!("  {}: {}\n", item.name, declared(&item.kind)?))
}

/// A type as `fields` and `outputs` say it.
fn declared(kind: &Kind) -> Option<String> {
    match kind {
        Kind::Record(parts) => Some(format!("{{type: record, of: {}}}", parts_of(parts)?)),
        Kind::List(item) => match item.as_ref() {
            Kind::Record(parts) => Some(format!("{{type: list, of: {}}}", parts_of(parts)?)),
            item => Some(format!("{{type: list, of: {}}}", word(item)?)),
        },
        plain => Some(format!("{{type: {}}}", word(plain)?)),
    }
}

fn parts_of(parts: &[Item]) -> Option<String> {
    let parts: Option<Vec<String>> =
        parts.iter().map(|part| Some(format!("{}: {}", identifier(&part.name), declared(&part.kind)?))).collect();
    Some(format!("{{{}}}", parts?.join(", ")))
}

fn word(kind: &Kind) -> Option<&'static str> {
    match kind {
        Kind::Text => Some("text"),
        Kind::Number => Some("decimal"),
        Kind::Boolean => Some("boolean"),
        Kind::Date => Some("date"),
        Kind::Moment => Some("moment"),
        Kind::Record(_) | Kind::List(_) | Kind::Named(_) => None,
    }
}

fn table_text(
    name: &str,
    title: &str,
    table: &DmnTable,
    decided: Option<&Kind>,
    vocabulary: &Vocabulary,
) -> Result<String, Bilingual> {
    let hit = hit(table)?;
    let mut text = format!("  {name}:\n    name: {}\n    hit: {hit}\n    inputs:\n", quoted(title));
    for input in &table.inputs {
        let formula = quoted(&vocabulary.ours(&input.expression));
        let _ = match &input.label {
            Some(label) => writeln!(text, "      - {{name: {}, formula: {formula}}}", quoted(label)),
            None => writeln!(text, "      - {formula}"),
        };
    }
    text.push_str("    outputs:\n");
    let mut kinds = Vec::new();
    for (at, output) in table.outputs.iter().enumerate() {
        let kind = kind_of(output, at, table, decided, hit)?;
        let id = output.name.as_deref().map_or_else(|| "value".to_owned(), identifier);
        let _ = writeln!(text, "      {id}: {kind}");
        kinds.push(kind);
    }
    text.push_str("    rows:\n");
    for rule in &table.rules {
        let cells = rule.cells.iter().map(|cell| quoted(&asked(cell, vocabulary)));
        let results = rule.results.iter().zip(&kinds).map(|(result, kind)| quoted(&given(result, kind, vocabulary)));
        let remark = rule.remark.iter().filter(|remark| !remark.is_empty()).map(|remark| quoted(remark));
        let all: Vec<String> = cells.chain(results).chain(remark).collect();
        let _ = writeln!(text, "      - [{}]", all.join(", "));
    }
    let otherwise: Option<Vec<String>> = table.outputs.iter().map(|output| output.otherwise.clone()).collect();
    if let Some(otherwise) = otherwise.filter(|otherwise| !otherwise.is_empty()) {
        let results = otherwise.iter().zip(&kinds).map(|(result, kind)| quoted(&given(result, kind, vocabulary)));
        let _ = writeln!(text, "    otherwise: [{}]", results.collect::<Vec<_>>().join(", "));
    }
    Ok(text)
}

fn asked(cell: &str, vocabulary: &Vocabulary) -> String {
    if cell.is_empty() { "-".to_owned() } else { vocabulary.ours(cell) }
}

/// A text that is computed says so by its `=`.
fn given(result: &str, kind: &str, vocabulary: &Vocabulary) -> String {
    let ours = vocabulary.ours(result);
    if kind.contains("type: text") { format!("= {ours}") } else { ours }
}

fn hit(table: &DmnTable) -> Result<&'static str, Bilingual> {
    match (table.hit.as_str(), table.aggregation.as_deref()) {
        ("UNIQUE", _) => Ok("unique"),
        ("FIRST", _) => Ok("first"),
        ("ANY", _) => Ok("same"),
        ("PRIORITY", _) => Ok("priority"),
        ("RULE ORDER", _) | ("COLLECT", None) => Ok("collect"),
        ("OUTPUT ORDER", _) => Ok("ranked"),
        ("COLLECT", Some("SUM")) => Ok("sum"),
        ("COLLECT", Some("MIN")) => Ok("min"),
        ("COLLECT", Some("MAX")) => Ok("max"),
        ("COLLECT", Some("COUNT")) => Ok("count"),
        (other, _) => {
            Err(Bilingual::new(format!("没有 {other} 这种命中方式"), format!("there is no hit policy `{other}` here")))
        }
    }
}

/// What an output holds: its own type, that of the decision or of its part, or what its first result looks like.
fn kind_of(
    output: &DmnOutput,
    at: usize,
    table: &DmnTable,
    decided: Option<&Kind>,
    hit: &str,
) -> Result<String, Bilingual> {
    let ordered = matches!(hit, "priority" | "ranked") && !output.values.is_empty();
    if ordered
        && output.values.iter().all(|value| value.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.')))
    {
        return Ok(format!("{{type: choice, options: [{}]}}", output.values.join(", ")));
    }
    let of_decision = || match decided {
        Some(Kind::List(item)) => part_kind(item, output),
        Some(kind) => part_kind(kind, output),
        None => None,
    };
    let looked_at = || table.rules.iter().find_map(|rule| looks_like(rule.results.get(at)?));
    let known = |kind: &Kind| declared(kind);
    output
        .kind
        .as_ref()
        .and_then(known)
        .or_else(|| of_decision().as_ref().and_then(known))
        .or_else(|| looked_at().as_ref().and_then(known))
        .ok_or_else(|| {
            let name = output.name.as_deref().unwrap_or("value");
            Bilingual::new(format!("输出“{name}”没有写类型"), format!("the output `{name}` says no type"))
        })
}

fn part_kind(kind: &Kind, output: &DmnOutput) -> Option<Kind> {
    match kind {
        Kind::Record(parts) => {
            parts.iter().find(|part| Some(&part.name) == output.name.as_ref()).map(|part| part.kind.clone())
        }
        plain => Some(plain.clone()),
    }
}

fn looks_like(result: &str) -> Option<Kind> {
    match result.chars().next()? {
        '"' => Some(Kind::Text),
        't' | 'f' if matches!(result, "true" | "false") => Some(Kind::Boolean),
        first if first.is_ascii_digit() || matches!(first, '-' | '.') => Some(Kind::Number),
        _ => None,
    }
}
