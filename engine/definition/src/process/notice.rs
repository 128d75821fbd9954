//! The words of a notification: the template must exist, and use only what its notice carries.

use std::collections::BTreeSet;

use crate::bilingual::Bilingual;
use crate::diagnostic::Code;
use crate::model::Notice;
use crate::name::{FieldName, TemplateName, ValueName};
use crate::text::{Span, Spanned};

use super::Reader;

/// What every notice carries.
pub const CARRIED: &[&str] = &[
    "number",
    "process_name",
    "state_name",
    "office_name",
    "recipient_name",
    "due",
    "due_explained",
    "remaining",
    "deadline_name",
    "late",
    "sent_at",
    "source",
];

/// Why a deadline has its date; carried only to templates that ask, since it is long.
const EXPLAINED: &str = "due_explained";

impl Reader<'_> {
    /// A template that must exist, with what of the case it uses.
    pub fn notice(&mut self, name: Spanned<TemplateName>) -> Option<Notice> {
        let around = self.around;
        let Some(template) = around.templates.get(&name.value) else {
            let known: Vec<String> = around.templates.keys().map(ToString::to_string).collect();
            let kind = Bilingual::new("通知模板", "template");
            self.unknown(Code::UnknownTemplate, name.span, name.value.as_str(), &kind, &known);
            return None;
        };
        let mut notice =
            Notice { template: name.value.clone(), fields: Vec::new(), values: Vec::new(), explains: false };
        let used: BTreeSet<&str> = template.variables().iter().map(|variable| variable.value.as_str()).collect();
        for variable in used {
            self.use_of(&mut notice, variable, name.span);
        }
        Some(notice)
    }

    fn use_of(&mut self, notice: &mut Notice, variable: &str, span: Span) {
        let template = notice.template.clone();
        if let Some(field) = variable.strip_prefix("fields.") {
            match self.is_sensitive(field) {
                Some(false) => notice.fields.push(FieldName::new(field)),
                Some(true) => self.discloses(&template, variable, span),
                None => self.not_carried(&template, variable, span),
            }
        } else if let Some(value) = variable.strip_prefix("values.") {
            match self.is_sensitive(value) {
                Some(false) => notice.values.push(ValueName::new(value)),
                Some(true) => self.discloses(&template, variable, span),
                None if self.spoilt.contains(value) => {}
                None => self.not_carried(&template, variable, span),
            }
        } else if variable == EXPLAINED {
            notice.explains = true;
        } else if !CARRIED.contains(&variable) {
            self.not_carried(&template, variable, span);
        }
    }

    fn is_sensitive(&self, name: &str) -> Option<bool> {
        self.names.has(name).then(|| self.sensitive.contains(name))
    }

    fn discloses(&mut self, template: &TemplateName, variable: &str, span: Span) {
        let message = Bilingual::new(
            format!("模板“{template}”用到敏感项 {variable}，不得写进通知"),
            format!("the template `{template}` uses {variable}, which is sensitive and must not leave in a notice"),
        );
        self.decoder.problem(Code::UnknownVariable, span, message, None);
    }

    fn not_carried(&mut self, template: &TemplateName, variable: &str, span: Span) {
        let message = Bilingual::new(
            format!("模板“{template}”用到 {variable}，本流程的通知里没有"),
            format!("the template `{template}` uses {variable}, which a notice of this process does not carry"),
        );
        let help = Bilingual::new(
            format!("可用：{}，以及 fields.表单项、values.计算项", CARRIED.join("、")),
            format!("it may use {}, fields.<field> and values.<value>", CARRIED.join(", ")),
        );
        self.decoder.problem(Code::UnknownVariable, span, message, Some(help));
    }
}
