//! Forms as screens draw them: what each field holds, within which limits, and what is in it already.

use definition::bilingual::Bilingual;
use definition::model::{Definition, Field, FieldKind, FormItem};
use definition::name::FieldName;
use machine::Case;
use serde::Serialize;

use super::case::masked;

/// What a field holds, for whoever fills it in.
#[derive(Clone, Debug, Serialize)]
pub struct FieldShape {
    /// Its id.
    pub field: FieldName,
    /// Its name.
    pub title: Bilingual,
    /// A word of help.
    pub help: Option<Bilingual>,
    /// `boolean`, `integer`, `decimal`, `money`, `percent`, `text`, `date`, `month`, `moment`, `choice`, `identity_number`,
    /// `office`, `attachment`, `record` or `list`.
    pub kind: &'static str,
    /// The least value, or the fewest characters or items.
    pub min: Option<String>,
    /// The greatest value, or the most characters or items.
    pub max: Option<String>,
    /// The options of a choice.
    pub options: Vec<OptionView>,
    /// Whether it is kept sealed.
    pub sensitive: bool,
    /// What is in it, as it is filled in; none if nothing is. An identity number is masked.
    pub value: Option<String>,
    /// Whether the value is masked, so that it cannot be sent back.
    pub masked: bool,
}

/// An option of a choice.
#[derive(Clone, Debug, Serialize)]
pub struct OptionView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: Bilingual,
}

/// A field on a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormField {
    /// The field.
    pub field: FieldName,
    /// Whether it must be filled in, now or earlier.
    pub required: bool,
}

impl From<&FormItem> for FormField {
    fn from(item: &FormItem) -> Self {
        Self { field: item.field.clone(), required: item.required }
    }
}

/// The shapes of the fields of several forms, each once, in the order met; with what a case has in them.
pub(super) fn shapes<'f>(
    definition: &Definition,
    case: Option<&Case>,
    items: impl IntoIterator<Item = &'f FormField>,
) -> Vec<FieldShape> {
    let mut shapes: Vec<FieldShape> = Vec::new();
    for item in items {
        let known = shapes.iter().any(|shape| shape.field == item.field);
        let declared = definition.fields.get(&item.field).or_else(|| definition.event_data(item.field.as_str()));
        if let Some(field) = declared.filter(|_| !known) {
            shapes.push(shape(&item.field, field, case));
        }
    }
    shapes
}

fn shape(name: &FieldName, field: &Field, case: Option<&Case>) -> FieldShape {
    let (min, max) = limits(&field.kind);
    let value = case.and_then(|case| case.fields.get(name)).map(|value| masked(field, value));
    let options = match &field.kind {
        FieldKind::Choice(options) => options.as_slice(),
        FieldKind::Boolean
        | FieldKind::Integer { .. }
        | FieldKind::Decimal { .. }
        | FieldKind::Money { .. }
        | FieldKind::Percent { .. }
        | FieldKind::Text { .. }
        | FieldKind::Date
        | FieldKind::Month
        | FieldKind::Moment
        | FieldKind::IdentityNumber
        | FieldKind::Office
        | FieldKind::Attachment
        | FieldKind::Record(_)
        | FieldKind::List { .. } => &[],
    };
    FieldShape {
        field: name.clone(),
        title: field.title.clone(),
        help: field.help.clone(),
        kind: word(&field.kind),
        min,
        max,
        options: options.iter().map(|one| OptionView { id: one.id.clone(), title: one.title.clone() }).collect(),
        sensitive: field.sensitive,
        masked: value.as_ref().is_some_and(|(_, masked)| *masked),
        value: value.map(|(shown, _)| shown),
    }
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

fn limits(kind: &FieldKind) -> (Option<String>, Option<String>) {
    match kind {
        FieldKind::Text { min, max } | FieldKind::List { min, max, .. } => {
            (Some(min.to_string()), Some(max.to_string()))
        }
        kind => {
            let (min, max) = kind.bounds();
            (min.map(|min| min.to_string()), max.map(|max| max.to_string()))
        }
    }
}
