//! What somebody may do with a case.

use serde::Serialize;
use utoipa::ToSchema;

use super::form::{FieldShape, FormField};
use super::{Bilingual, listed};

/// What the asker may do with a case today.
#[derive(Serialize, ToSchema)]
pub(crate) struct Offers {
    /// Its open tasks, whoever may act on them.
    tasks: Vec<TaskOffer>,
    /// What the fields of all forms hold.
    fields: Vec<FieldShape>,
    /// How the closed case is opened again, if the asker may.
    reopen: Option<ReopenOffer>,
}

/// An open task, as the asker sees it.
#[derive(Serialize, ToSchema)]
struct TaskOffer {
    /// Its number in the case.
    task: u32,
    /// Its state.
    state: String,
    /// The state's name.
    state_title: Bilingual,
    /// The article it carries out.
    source: Option<String>,
    /// Who may take it.
    role_title: Bilingual,
    /// Where.
    office_title: Bilingual,
    /// Who has claimed it.
    assignee_title: Option<Bilingual>,
    /// Whether it is the asker who has.
    mine: bool,
    /// Why the asker may not act on it; none if he may.
    barred: Option<Bilingual>,
    /// What can be done; empty if the asker may not.
    actions: Vec<ActionOffer>,
}

/// Something the asker may do.
#[derive(Serialize, ToSchema)]
struct ActionOffer {
    /// Its id.
    #[schema(example = "approve")]
    action: String,
    /// Its name.
    title: Bilingual,
    /// What is filled in.
    form: Vec<FormField>,
    /// Whether a comment is needed.
    comment_required: bool,
    /// What follows; several where it depends on conditions, of which the first that holds counts.
    consequences: Vec<Consequence>,
}

/// What follows from an action.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "when": {"zh": "已签个人承诺", "en": "Personal commitment signed"},
    "text": {"zh": "转到“乡镇（街道）审批”，由江源镇乡镇经办人办理", "en": "on to “Township decision”, for the Township officer of 江源镇"},
    "ends": false,
}))]
struct Consequence {
    /// Under which condition.
    when: Option<Bilingual>,
    /// What.
    text: Bilingual,
    /// Whether the case is closed by it.
    ends: bool,
}

/// How a closed case is opened again.
#[derive(Serialize, ToSchema)]
struct ReopenOffer {
    /// The state it goes on in.
    to_title: Bilingual,
    /// Whether a reason is needed.
    comment_required: bool,
}

impl From<service::OffersView> for Offers {
    fn from(view: service::OffersView) -> Self {
        Self { tasks: listed(view.tasks), fields: listed(view.fields), reopen: view.reopen.map(Into::into) }
    }
}

impl From<service::TaskOffer> for TaskOffer {
    fn from(task: service::TaskOffer) -> Self {
        Self {
            task: task.task,
            state: task.state.to_string(),
            state_title: task.state_title.into(),
            source: task.source,
            role_title: task.role_title.into(),
            office_title: task.office_title.into(),
            assignee_title: task.assignee_title.map(Into::into),
            mine: task.mine,
            barred: task.barred.map(Into::into),
            actions: listed(task.actions),
        }
    }
}

impl From<service::ActionOffer> for ActionOffer {
    fn from(action: service::ActionOffer) -> Self {
        Self {
            action: action.action.to_string(),
            title: action.title.into(),
            form: listed(action.form),
            comment_required: action.comment_required,
            consequences: listed(action.consequences),
        }
    }
}

impl From<service::Consequence> for Consequence {
    fn from(consequence: service::Consequence) -> Self {
        let service::Consequence { when, text, ends } = consequence;
        Self { when: when.map(Into::into), text: text.into(), ends }
    }
}

impl From<service::ReopenOffer> for ReopenOffer {
    fn from(reopen: service::ReopenOffer) -> Self {
        Self { to_title: reopen.to_title.into(), comment_required: reopen.comment_required }
    }
}
