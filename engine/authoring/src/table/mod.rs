//! Decision tables outside a process file: as a spreadsheet, which policy staff keep them in, and as the text that goes under
//! `tables`.

mod sheet;
mod text;
mod unpacked;

pub use sheet::{SheetError, export, import};

use definition::bilingual::Bilingual;
use definition::model::{FieldKind, FieldOption, Part, percent};
use definition::table::Table;
use definition::value::Type;

/// A table in words: everything as its author writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableText {
    /// Its id.
    pub id: String,
    /// Its name in Chinese and in English.
    pub title: Bilingual,
    /// The article it carries out.
    pub source: Option<String>,
    /// The word of its hit policy.
    pub hit: String,
    /// The columns asked: heading in both languages, expression.
    pub inputs: Vec<(Bilingual, String)>,
    /// The columns given: id, declaration.
    pub outputs: Vec<(String, String)>,
    /// The cells of each row, and perhaps its article.
    pub rows: Vec<(Vec<String>, Option<String>)>,
    /// What follows where no row holds.
    pub otherwise: Option<Vec<String>>,
}

impl TableText {
    /// A checked table in words.
    pub fn of(table: &Table) -> Self {
        let results = |results: &[definition::expression::Expression]| -> Vec<String> {
            let kinds = table.outputs.values().map(|output| output.kind.value_type());
            results.iter().zip(kinds).map(|(result, of)| given(result.source(), &of)).collect()
        };
        let rows = table.rows.iter().map(|row| {
            let asked = row.cells.iter().map(|cell| cell.written.trim().to_owned());
            (asked.chain(results(&row.results)).collect(), row.source.clone())
        });
        Self {
            id: table.name.to_string(),
            title: table.title.clone(),
            source: table.source.clone(),
            hit: table.hit.keyword().en.to_owned(),
            inputs: table
                .inputs
                .iter()
                .map(|input| (input.title.clone(), input.expression.source().trim().to_owned()))
                .collect(),
            outputs: table
                .outputs
                .iter()
                .map(|(id, output)| (id.clone(), declaration(&output.kind, Some(&output.title))))
                .collect(),
            rows: rows.collect(),
            otherwise: table.otherwise.as_deref().map(results),
        }
    }
}

/// A result as its author would write it: a text or option without quotes, any other text that is computed with `=`.
fn given(source: &str, of: &Type) -> String {
    let plain = || source.strip_prefix('"')?.strip_suffix('"').filter(|inside| !inside.contains(['"', '\\']));
    match of {
        Type::Text => plain().map_or_else(|| format!("= {}", source.trim()), str::to_owned),
        Type::Choice(_) => plain().unwrap_or(source.trim()).to_owned(),
        _ => source.trim().to_owned(),
    }
}

/// What a field or output holds, as a process file says it.
fn declaration(kind: &FieldKind, title: Option<&Bilingual>) -> String {
    let mut keys = vec![format!("type: {}", word(kind))];
    match kind {
        FieldKind::Integer { min, max } => keys.extend(bounds(min.as_ref(), max.as_ref())),
        FieldKind::Decimal { min, max } | FieldKind::Money { min, max } => {
            keys.extend(bounds(min.as_ref(), max.as_ref()));
        }
        FieldKind::Percent { min, max } => {
            keys.extend(bounds(min.map(percent).as_ref(), max.map(percent).as_ref()));
        }
        FieldKind::Text { min, max } => keys.extend(bounds(Some(min), Some(max))),
        FieldKind::Choice(options) => keys.push(format!("options: {{{}}}", options_of(options))),
        FieldKind::Record(parts) => keys.push(format!("of: {{{}}}", parts_of(parts))),
        FieldKind::List { item, min, max } => {
            keys.push(format!("of: {}", declaration(item, None)));
            keys.extend(bounds(Some(min), Some(max)));
        }
        FieldKind::Boolean
        | FieldKind::Date
        | FieldKind::Month
        | FieldKind::Moment
        | FieldKind::IdentityNumber
        | FieldKind::Office
        | FieldKind::Attachment => {}
    }
    keys.extend(title.map(|title| format!("name: {}", bilingual(title))));
    format!("{{{}}}", keys.join(", "))
}

fn word(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Boolean => "boolean",
        FieldKind::Integer { .. } => "integer",
        FieldKind::Decimal { .. } => "decimal",
        FieldKind::Money { .. } => "money",
        FieldKind::Percent { .. } => "percent",
        FieldKind::Text { .. } => "text",
        FieldKind::Date => "date",
        FieldKind::Month => "month",
        FieldKind::Moment => "moment",
        FieldKind::Choice(_) => "choice",
        FieldKind::IdentityNumber => "identity_number",
        FieldKind::Office => "office",
        FieldKind::Attachment => "attachment",
        FieldKind::Record(_) => "record",
        FieldKind::List { .. } => "list",
    }
}

fn bounds<T: ToString>(min: Option<&T>, max: Option<&T>) -> Vec<String> {
    let one = |key: &str, bound: Option<&T>| bound.map(|bound| format!("{key}: {}", bound.to_string()));
    one("min", min).into_iter().chain(one("max", max)).collect()
}

fn options_of(options: &[FieldOption]) -> String {
    let each = options.iter().map(|option| format!("{}: {}", option.id, bilingual(&option.title)));
    each.collect::<Vec<_>>().join(", ")
}

fn parts_of(parts: &[Part]) -> String {
    let each = parts.iter().map(|part| {
        let declared = declaration(&part.kind, Some(&part.title));
        let optional = if part.required { "" } else { "optional: true, " };
        format!("{}: {}", part.id, declared.replacen('{', &format!("{{{optional}"), 1))
    });
    each.collect::<Vec<_>>().join(", ")
}

/// A name in both languages as a process file says it.
fn bilingual(title: &Bilingual) -> String {
    if title.zh == title.en {
        return text::quoted(&title.zh);
    }
    format!("{{zh: {}, en: {}}}", text::quoted(&title.zh), text::quoted(&title.en))
}
