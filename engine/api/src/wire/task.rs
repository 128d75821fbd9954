//! The tasks of a case and what they offer.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Bilingual, listed, texts};

/// A task of a case.
#[derive(Serialize, ToSchema)]
pub(super) struct Task {
    /// Its number in the case.
    task: u32,
    /// Its state.
    #[schema(example = "township_approval")]
    state: String,
    /// Who may take it.
    #[schema(example = "township_officer")]
    role: String,
    /// Where.
    #[schema(example = "222403109")]
    office: String,
    /// About which item of its state, counted from 1, if that goes through items.
    item: Option<u32>,
    /// `open`, `claimed`, `answered` or `cancelled`.
    condition: &'static str,
    /// Who claimed or answered it.
    by: Option<String>,
    /// When.
    #[schema(format = DateTime)]
    at: Option<String>,
    /// How it was answered.
    action: Option<String>,
    /// What can be done on it, if it is open.
    actions: Vec<OfferedAction>,
    /// What it is, if it is not the state's own: `copy`, `opinion` or `signature`.
    kind: Option<String>,
    /// Who asked for it then.
    asked_by: Option<String>,
    /// What was said with it.
    note: Option<String>,
}

/// Something a task offers.
#[derive(Serialize, ToSchema)]
struct OfferedAction {
    /// Its id.
    #[schema(example = "approve")]
    action: String,
    /// Its name.
    title: Bilingual,
    /// Where it may lead.
    to: Vec<String>,
    /// What is filled in.
    form: Vec<FormItem>,
    /// Whether a comment is needed.
    comment_required: bool,
}

/// A field of a form.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"field": "grant_now", "required": true}))]
struct FormItem {
    /// Its id.
    field: String,
    /// Whether it must be filled in.
    required: bool,
}

impl From<service::TaskView> for Task {
    fn from(task: service::TaskView) -> Self {
        Self {
            task: task.task,
            state: task.state.to_string(),
            role: task.role.to_string(),
            office: task.office.to_string(),
            item: task.item,
            condition: task.condition,
            by: task.by.map(|person| person.to_string()),
            at: task.at.map(|at| at.to_string()),
            action: task.action.map(|action| action.to_string()),
            actions: listed(task.actions),
            kind: task.kind,
            asked_by: task.asked_by.map(|person| person.to_string()),
            note: task.note,
        }
    }
}

impl From<service::OfferedAction> for OfferedAction {
    fn from(action: service::OfferedAction) -> Self {
        Self {
            action: action.action.to_string(),
            title: action.title.into(),
            to: texts(&action.to),
            form: listed(action.form),
            comment_required: action.comment_required,
        }
    }
}

impl From<(String, bool)> for FormItem {
    fn from((field, required): (String, bool)) -> Self {
        Self { field, required }
    }
}
