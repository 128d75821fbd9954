//! Fields, formulas and parameters by their titles.

use definition::model::FieldKind;
use definition::name::{ParameterName, StateName};

use super::Words;

impl Words<'_> {
    /// The title of a field or formula.
    pub fn field(&self, name: &str) -> String {
        if name == definition::keyword::RECEIVED_AT.en {
            return self.either("收件时间", "time of receipt").to_owned();
        }
        let field = self.definition.fields.get(name).map(|field| &field.title);
        if self.definition.is_count(name) {
            return self.quoted(&self.state(&StateName::new(name)));
        }
        let value = || self.definition.values.get(name).map(|formula| &formula.title);
        field.or_else(value).map_or_else(|| name.to_owned(), |title| title.get(self.language).to_owned())
    }

    /// The title of a parameter.
    pub fn parameter(&self, name: &ParameterName) -> String {
        let found = self.around.parameters.declared().get(name);
        found.map_or_else(|| name.to_string(), |declaration| declaration.title.get(self.language).to_owned())
    }

    /// What a field holds, with its limits.
    pub fn kind(&self, kind: &FieldKind) -> String {
        match kind {
            FieldKind::Boolean => self.either("是否", "yes or no").to_owned(),
            FieldKind::Integer { min, max } => self.bounded(self.either("整数", "whole number"), min, max),
            FieldKind::Decimal { min, max } => self.bounded(self.either("小数", "decimal"), min, max),
            FieldKind::Money { min, max } => self.bounded(self.either("金额（元）", "yuan"), min, max),
            FieldKind::Percent { min, max } => self.bounded(self.either("百分比", "percentage"), min, max),
            FieldKind::Text { min: 0, max } => {
                self.either(format!("文字，最多{max}字"), format!("text of at most {max} characters"))
            }
            FieldKind::Text { min, max } => {
                self.either(format!("文字，{min} 至 {max} 字"), format!("text of {min} to {max} characters"))
            }
            FieldKind::Date => self.either("日期", "date").to_owned(),
            FieldKind::Month => self.either("月份", "month").to_owned(),
            FieldKind::Moment => self.either("时刻", "moment").to_owned(),
            FieldKind::Choice(options) => {
                let titles: Vec<String> =
                    options.iter().map(|option| option.title.get(self.language).to_owned()).collect();
                let titles = titles.join(self.either("／", " / "));
                self.either(format!("单选：{titles}"), format!("choice: {titles}"))
            }
            FieldKind::IdentityNumber => self.either("身份证号", "identity number").to_owned(),
            FieldKind::Office => self.either("机构", "office").to_owned(),
            FieldKind::Attachment => self.either("附件", "attachment").to_owned(),
            FieldKind::Record(parts) => {
                let parts: Vec<String> = parts
                    .iter()
                    .map(|part| format!("{} ({})", part.title.get(self.language), self.kind(&part.kind)))
                    .collect();
                self.listed(&parts)
            }
            FieldKind::List { item, min, max } => {
                let item = self.kind(item);
                self.either(format!("{min} 至 {max} 项：{item}"), format!("{min} to {max} of: {item}"))
            }
        }
    }

    fn bounded<T: std::fmt::Display>(&self, word: &str, min: &Option<T>, max: &Option<T>) -> String {
        match (min, max) {
            (Some(min), Some(max)) => self.either(format!("{word}，{min} 至 {max}"), format!("{word}, {min} to {max}")),
            (Some(min), None) => self.either(format!("{word}，不小于 {min}"), format!("{word}, at least {min}")),
            (None, Some(max)) => self.either(format!("{word}，不大于 {max}"), format!("{word}, at most {max}")),
            (None, None) => word.to_owned(),
        }
    }
}
