//! What is filled in: only what the form asks for, each of its type and within its limits.

use definition::identity;
use definition::model::{Field, FieldKind, FormItem, fen};
use definition::name::FieldName;
use definition::value::Value;
use rust_decimal::Decimal;

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
            check(name, field, &value)?;
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

pub(super) fn check(name: &FieldName, field: &Field, value: &Value) -> Result<(), Trouble> {
    let expected = match (&field.kind, value) {
        (FieldKind::Boolean, Value::Boolean(_))
        | (FieldKind::Date, Value::Date(_))
        | (FieldKind::Moment, Value::Moment(_)) => None,
        (FieldKind::Integer { min, max }, Value::Number(number)) => {
            let whole = number.fract().is_zero();
            let fits = within(*number, min.map(Decimal::from), max.map(Decimal::from));
            (!whole || !fits).then(|| bounds("整数", "a whole number", min, max))
        }
        (FieldKind::Decimal { min, max }, Value::Number(number)) => {
            (!within(*number, *min, *max)).then(|| bounds("数", "a number", min, max))
        }
        (FieldKind::Money { min, max }, Value::Money(amount)) => {
            let in_fen = amount.normalize().scale() <= 2 && fen(*amount).is_some();
            (!in_fen || !within(*amount, *min, *max))
                .then(|| bounds("至多两位小数的金额", "an amount with at most two decimals", min, max))
        }
        (FieldKind::Text { max }, Value::Text(text)) => {
            let count = text.chars().count();
            (count > *max as usize).then(|| {
                (format!("不超过 {max} 个字，写了 {count} 个"), format!("at most {max} characters, found {count}"))
            })
        }
        (FieldKind::Choice(options), Value::Choice(option)) => {
            let ids: Vec<&str> = options.iter().map(|option| option.id.as_str()).collect();
            (!ids.contains(&option.as_str()))
                .then(|| (format!("{} 之一", ids.join("、")), format!("one of {}", ids.join(", "))))
        }
        (FieldKind::IdentityNumber, Value::Text(text)) => identity::check(text).err().map(|wrong| {
            let wrong = wrong.message();
            (format!("正确的身份证号：{}", wrong.zh), format!("a valid identity number: {}", wrong.en))
        }),
        (
            FieldKind::Boolean
            | FieldKind::Integer { .. }
            | FieldKind::Decimal { .. }
            | FieldKind::Money { .. }
            | FieldKind::Text { .. }
            | FieldKind::Date
            | FieldKind::Moment
            | FieldKind::Choice(_)
            | FieldKind::IdentityNumber,
            _,
        ) => Some(kind_words(&field.kind)),
    };
    let Some((zh, en)) = expected else { return Ok(()) };
    let (title_zh, title_en) = (&field.title.zh, &field.title.en);
    let message =
        Rejection::new(RejectionKind::Field, format!("“{title_zh}”应为{zh}"), format!("{title_en}: expected {en}"));
    Err(message.about(name.as_str()).into())
}

fn within(number: Decimal, min: Option<Decimal>, max: Option<Decimal>) -> bool {
    min.is_none_or(|min| number >= min) && max.is_none_or(|max| number <= max)
}

fn bounds<T: ToString>(zh: &str, en: &str, min: &Option<T>, max: &Option<T>) -> (String, String) {
    let min = min.as_ref().map(ToString::to_string);
    let max = max.as_ref().map(ToString::to_string);
    match (min, max) {
        (Some(min), Some(max)) => (format!("{min} 到 {max} 的{zh}"), format!("{en} from {min} to {max}")),
        (Some(min), None) => (format!("不小于 {min} 的{zh}"), format!("{en} of at least {min}")),
        (None, Some(max)) => (format!("不大于 {max} 的{zh}"), format!("{en} of at most {max}")),
        (None, None) => (zh.to_owned(), en.to_owned()),
    }
}

fn kind_words(kind: &FieldKind) -> (String, String) {
    let (zh, en) = match kind {
        FieldKind::Boolean => ("是或否", "true or false"),
        FieldKind::Integer { .. } => ("整数", "a whole number"),
        FieldKind::Decimal { .. } => ("数", "a number"),
        FieldKind::Money { .. } => ("金额", "an amount in yuan"),
        FieldKind::Text { .. } => ("文字", "text"),
        FieldKind::Date => ("日期", "a date"),
        FieldKind::Moment => ("时刻", "a moment"),
        FieldKind::Choice(_) => ("选项之一", "one of the options"),
        FieldKind::IdentityNumber => ("身份证号", "an identity number"),
    };
    (zh.to_owned(), en.to_owned())
}
