//! What is filled in: only what the form asks for, each of its type and within its limits.

use definition::bilingual::Bilingual;
use definition::model::{Field, FieldKind, FormItem};
use definition::name::FieldName;
use definition::value::Value;

use crate::command::FieldInput;
use crate::event::Event;
use crate::rejection::{Rejection, RejectionKind};

use super::Trouble;
use super::run::Run;

impl Run<'_> {
    /// Takes what was filled in, after checking it against the form.
    pub fn fill_in(&mut self, form: &[FormItem], given: &FieldInput) -> Result<(), Trouble> {
        let mut adopted = FieldInput::new();
        for (name, value) in given {
            if !form.iter().any(|item| item.field == *name) {
                return Err(self.not_on_form(name).into());
            }
            let field = self.definition.fields.get(name).ok_or_else(|| Trouble::from(self.not_on_form(name)))?;
            let value = field.kind.adopt(value.clone());
            self.check(name, field, &value)?;
            adopted.insert(name.clone(), value);
        }
        if !adopted.is_empty() {
            self.emit(Event::FieldsSet { fields: adopted });
            self.arm_from_fields()?;
        }
        for item in form.iter().filter(|item| item.required) {
            if !self.case()?.fields.contains_key(&item.field) {
                return Err(self.missing(&item.field).into());
            }
        }
        Ok(())
    }

    fn field_title(&self, name: &FieldName) -> (String, String) {
        let field = self.definition.fields.get(name);
        field.map_or_else(
            || (name.to_string(), name.to_string()),
            |field| (field.title.zh.clone(), field.title.en.clone()),
        )
    }

    pub fn not_on_form(&self, name: &FieldName) -> Rejection {
        let (zh, en) = self.field_title(name);
        Rejection::new(
            RejectionKind::Field,
            format!("“{zh}”不在本次表单上，不能填写"),
            format!("{en} is not on this form and cannot be filled in"),
        )
        .about(name.as_str())
    }

    pub fn missing(&self, name: &FieldName) -> Rejection {
        let (zh, en) = self.field_title(name);
        Rejection::new(RejectionKind::Field, format!("“{zh}”须填写"), format!("{en} must be filled in"))
            .about(name.as_str())
    }
}

impl Run<'_> {
    pub fn check(&self, name: &FieldName, field: &Field, value: &Value) -> Result<(), Trouble> {
        let Some(expected) = field.kind.misfit(value).or_else(|| self.no_office(field, value)) else { return Ok(()) };
        let (zh, en) = (&field.title.zh, &field.title.en);
        let message = Rejection::new(
            RejectionKind::Field,
            format!("“{zh}”应为{}", expected.zh),
            format!("{en}: expected {}", expected.en),
        );
        Err(message.about(name.as_str()).into())
    }

    /// What was expected where an office is named that is not there.
    fn no_office(&self, field: &Field, value: &Value) -> Option<Bilingual> {
        let (FieldKind::Office, Value::Text(code)) = (&field.kind, value) else { return None };
        let known = self.context.organisation.offices().contains_key(code.as_str());
        (!known).then(|| field.kind.words())
    }
}
