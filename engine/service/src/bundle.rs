//! A bundle: everything a version of a process needs for ever, as texts. Offices, parameter values and calendars are not in
//! it; only the names and types it was checked against.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

use definition::model::{Definition, EffectKind, Notice, Recipient, Rung, Sender, StateKind};
use definition::name::{CalendarName, LevelName, RoleName, TemplateName};
use definition::text::SourceText;
use definition::value::Type;
use definition::workspace::{Checked, Workspace};
use serde::{Deserialize, Serialize};
use sm3::{Digest, Sm3};

/// The version of the language the texts are written in.
const LANGUAGE_VERSION: u32 = 1;

/// What is stored of a published version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BundleBody {
    pub language: u32,
    pub texts: Vec<BundleText>,
}

/// A text of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BundleText {
    pub path: String,
    pub text: String,
}

impl BundleBody {
    /// The bundle of a checked process: its own text, the fragments and templates it uses, and stubs of what it names.
    pub fn of(workspace: &Workspace, checked: &Checked) -> Self {
        let definition = &checked.definition;
        let mut texts =
            vec![BundleText { path: format!("{}.yaml", definition.process), text: checked.source.text.clone() }];
        for fragment in checked.placement.fragments() {
            let at = texts.len();
            texts.push(BundleText { path: format!("fragment-{at}.yaml"), text: fragment.text.clone() });
        }
        for name in templates(definition) {
            let Some(template) = workspace.templates.get(&name) else { continue };
            texts.push(BundleText { path: format!("template-{name}.yaml"), text: template.source().text.clone() });
        }
        texts.push(BundleText { path: "roles.yaml".to_owned(), text: roles_stub(workspace, definition) });
        texts.push(BundleText { path: "parameters.yaml".to_owned(), text: parameters_stub(workspace, definition) });
        texts.extend(calendars(definition).into_iter().map(|name| BundleText {
            path: format!("calendar-{name}.yaml"),
            text: format!("calendar: {name}\nname: {name}\n"),
        }));
        Self { language: LANGUAGE_VERSION, texts }
    }

    /// Canonical: the same process gives the same bytes.
    pub fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The name of the bundle: SM3 over its bytes.
    pub fn hash(&self) -> String {
        hex::encode(Sm3::digest(self.written()))
    }

    /// Its texts, to be read again.
    pub fn sources(&self) -> Vec<Arc<SourceText>> {
        self.texts.iter().map(|text| SourceText::new(&text.path, &text.text)).collect()
    }
}

fn notices(definition: &Definition) -> Vec<&Notice> {
    let told = definition.effects().filter_map(|effect| match &effect.kind {
        EffectKind::Notify { notice, .. } => Some(notice),
        EffectKind::Grant(_)
        | EffectKind::Stop { .. }
        | EffectKind::Set { .. }
        | EffectKind::Start(_)
        | EffectKind::Tell(_)
        | EffectKind::Raise(_)
        | EffectKind::Send(_)
        | EffectKind::Cancel { .. } => None,
    });
    let reminded = definition.rungs().filter_map(|rung| match rung {
        Rung::Tell { notice, .. } => Some(notice),
        Rung::Pass => None,
    });
    told.chain(reminded).collect()
}

fn templates(definition: &Definition) -> BTreeSet<TemplateName> {
    notices(definition).into_iter().map(|notice| notice.template.clone()).collect()
}

fn calendars(definition: &Definition) -> BTreeSet<CalendarName> {
    let own = definition.deadlines.values().filter_map(|deadline| deadline.calendar.clone());
    own.chain(definition.calendar.clone()).collect()
}

fn roles(definition: &Definition) -> BTreeSet<RoleName> {
    let mut roles: BTreeSet<RoleName> = definition.start.roles.iter().chain(&definition.repair).cloned().collect();
    roles.extend(definition.authorities().cloned());
    roles.extend(definition.desk_roles().cloned());
    for state in definition.states.values() {
        match &state.kind {
            StateKind::Working(working) => {
                roles.extend(working.task.iter().map(|task| task.role.clone()));
                let senders = working.receive.iter().flat_map(|receive| &receive.senders);
                roles.extend(senders.filter_map(|sender| match sender {
                    Sender::Role(role) => Some(role.clone()),
                    Sender::Outside => None,
                }));
            }
            StateKind::End(end) => roles.extend(end.reopen.iter().map(|reopen| reopen.role.clone())),
            StateKind::Final | StateKind::History(_) => {}
        }
    }
    let recipients = definition.effects().filter_map(|effect| match &effect.kind {
        EffectKind::Notify { to, .. } => Some(to),
        EffectKind::Grant(_)
        | EffectKind::Stop { .. }
        | EffectKind::Set { .. }
        | EffectKind::Start(_)
        | EffectKind::Tell(_)
        | EffectKind::Raise(_)
        | EffectKind::Send(_)
        | EffectKind::Cancel { .. } => None,
    });
    let rungs = definition.rungs().filter_map(|rung| match rung {
        Rung::Tell { to, .. } => Some(to),
        Rung::Pass => None,
    });
    roles.extend(recipients.chain(rungs).filter_map(|recipient| match recipient {
        Recipient::Role(role) => Some(role.clone()),
        Recipient::Assignee | Recipient::Applicant => None,
    }));
    roles
}

fn roles_stub(workspace: &Workspace, definition: &Definition) -> String {
    let organisation = &workspace.organisation;
    let used: Vec<_> = roles(definition).into_iter().filter_map(|role| organisation.roles().get(&role)).collect();
    let levels: Vec<&LevelName> = organisation.levels().keys().collect();
    let mut text = String::from("organisation: bundle\nlevels:\n");
    for level in levels {
        let _ = writeln!(text, "  - {{level: {level}, name: {level}}}");
    }
    text.push_str("roles:\n");
    for role in used {
        let _ = writeln!(text, "  {}: {{level: {}, name: {}}}", role.name, role.level, role.name);
    }
    text
}

fn parameters_stub(workspace: &Workspace, definition: &Definition) -> String {
    let mut text = String::from("parameters:\n");
    for name in &definition.parameters {
        let Some(declaration) = workspace.parameters.declared().get(name) else { continue };
        let kind = match declaration.kind {
            Type::Boolean => "boolean",
            Type::Number if declaration.whole => "integer",
            Type::Number => "decimal",
            Type::Money => "money",
            Type::Date => "date",
            Type::Moment => "moment",
            Type::Text | Type::Month | Type::Duration | Type::Choice(_) | Type::Record(_) | Type::List(_) => "text",
        };
        let _ = write!(text, "  {name}: {{name: {name}, type: {kind}");
        for (word, bound) in [("min", declaration.min), ("max", declaration.max)] {
            if let Some(bound) = bound {
                let _ = write!(text, ", {word}: {bound}");
            }
        }
        text.push_str(", rows: []}\n");
    }
    if definition.parameters.is_empty() {
        text = String::from("parameters: {}\n");
    }
    text
}
