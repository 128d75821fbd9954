//! Forms, as screens draw them.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Bilingual, listed};

/// A field of a form.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"field": "grant_now", "required": true}))]
pub(super) struct FormField {
    /// Its id.
    field: String,
    /// Whether it must be filled in, now or earlier.
    required: bool,
}

/// What a field holds.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "field": "members",
    "title": {"zh": "家庭人口", "en": "Household members"},
    "help": null,
    "kind": "integer",
    "min": "1",
    "max": "30",
    "options": [],
    "sensitive": false,
    "value": "3",
    "masked": false,
}))]
pub(super) struct FieldShape {
    /// Its id.
    field: String,
    /// Its name.
    title: Bilingual,
    /// A word of help.
    help: Option<Bilingual>,
    /// `boolean`, `integer`, `decimal`, `money`, `percent`, `text`, `date`, `month`, `moment`, `choice`, `identity_number`,
    /// `office`, `attachment`, `record` or `list`.
    kind: &'static str,
    /// The least value, or the fewest characters or items.
    min: Option<String>,
    /// The greatest value, or the most characters or items.
    max: Option<String>,
    /// The options of a choice.
    options: Vec<FieldOption>,
    /// Whether it is kept sealed.
    sensitive: bool,
    /// What is in it, as it is filled in.
    value: Option<String>,
    /// Whether the value is masked, so that it cannot be sent back.
    masked: bool,
}

/// An option of a choice.
#[derive(Serialize, ToSchema)]
struct FieldOption {
    /// Its id.
    id: String,
    /// Its name.
    title: Bilingual,
}

impl From<service::FormField> for FormField {
    fn from(item: service::FormField) -> Self {
        Self { field: item.field.to_string(), required: item.required }
    }
}

impl From<service::FieldShape> for FieldShape {
    fn from(shape: service::FieldShape) -> Self {
        Self {
            field: shape.field.to_string(),
            title: shape.title.into(),
            help: shape.help.map(Into::into),
            kind: shape.kind,
            min: shape.min,
            max: shape.max,
            options: listed(shape.options),
            sensitive: shape.sensitive,
            value: shape.value,
            masked: shape.masked,
        }
    }
}

impl From<service::OptionView> for FieldOption {
    fn from(option: service::OptionView) -> Self {
        Self { id: option.id, title: option.title.into() }
    }
}
