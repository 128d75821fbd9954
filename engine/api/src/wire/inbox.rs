//! The inbox.

use serde::Serialize;
use utoipa::ToSchema;

use super::group::DeadlineGroup;
use super::{Bilingual, listed};
use crate::cursor;

/// A page of an inbox, the most urgent first.
#[derive(Serialize, ToSchema)]
pub(crate) struct InboxPage {
    /// The tasks.
    tasks: Vec<InboxItem>,
    /// What to give as `after` for the next page; none if this is the last.
    next: Option<String>,
}

/// A task in an inbox.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "case": "01719502-6ac0-7a01-8b3f-1f4a52c6d7e8",
    "number": "KS-222403109200-2020-00001",
    "task": 2,
    "process": "epidemic-fast-track",
    "process_title": {"zh": "疫情期间低保、特困先行纳入", "en": "Epidemic fast track"},
    "applicant": "张桂兰",
    "state": "township_approval",
    "state_title": {"zh": "乡镇（街道）审批", "en": "Township decision"},
    "role": "township_officer",
    "office": "222403109",
    "item": null,
    "case_office": "222403109200",
    "case_office_title": {"zh": "马号东村", "en": "马号东村"},
    "assignee": null,
    "assignee_title": null,
    "opened_at": "2020-04-20T14:00:00+08:00",
    "due_before": "2020-04-21T00:00:00+08:00",
    "due": "2020-04-20 24:00",
    "provisional": false,
    "overdue": false,
    "group": "today",
    "working_days_left": 0,
    "kind": null,
    "asked_by": null,
    "note": null,
}))]
struct InboxItem {
    /// Its case.
    case: String,
    /// The case's number.
    number: String,
    /// Its number in the case.
    task: u32,
    /// The case's process.
    process: String,
    /// The process's name.
    process_title: Bilingual,
    /// Whom the case is about; masked if that is sensitive.
    applicant: Option<String>,
    /// Its state.
    state: String,
    /// The state's name.
    state_title: Bilingual,
    /// Who may take it.
    role: String,
    /// Where.
    office: String,
    /// About which item of its state, counted from 1, if that goes through items.
    item: Option<u32>,
    /// The case's office.
    case_office: String,
    /// The name of the case's office.
    case_office_title: Bilingual,
    /// Who has claimed it.
    assignee: Option<String>,
    /// The name of who has claimed it.
    assignee_title: Option<Bilingual>,
    /// Since when it waits.
    #[schema(format = DateTime)]
    opened_at: String,
    /// The first instant too late.
    #[schema(format = DateTime)]
    due_before: Option<String>,
    /// As people read it.
    due: Option<String>,
    /// Whether it is too late already.
    overdue: bool,
    /// Whether the date rests on days whose arrangement is not published yet.
    provisional: bool,
    /// How near its deadline is.
    group: DeadlineGroup,
    /// Working days after today up to the last day; below zero, those since it.
    working_days_left: Option<i64>,
    /// What it is, if it is not the state's own: `copy`, `opinion` or `signature`.
    kind: Option<String>,
    /// Who asked for it then.
    asked_by: Option<String>,
    /// What was said with it.
    note: Option<String>,
}

impl From<service::InboxPage> for InboxPage {
    fn from(page: service::InboxPage) -> Self {
        Self { tasks: listed(page.tasks), next: page.next.as_ref().map(cursor::write) }
    }
}

impl From<service::InboxItem> for InboxItem {
    fn from(task: service::InboxItem) -> Self {
        Self {
            case: task.case.to_string(),
            number: task.number,
            task: task.task,
            process: task.process.to_string(),
            process_title: task.process_title.into(),
            applicant: task.applicant,
            state: task.state.to_string(),
            state_title: task.state_title.into(),
            role: task.role.to_string(),
            office: task.office.to_string(),
            item: task.item,
            case_office: task.case_office.to_string(),
            case_office_title: task.case_office_title.into(),
            assignee: task.assignee.map(|person| person.to_string()),
            assignee_title: task.assignee_title.map(Into::into),
            opened_at: task.opened_at.to_string(),
            due_before: task.due_before.map(|due| due.to_string()),
            due: task.due,
            overdue: task.overdue,
            provisional: task.provisional,
            group: task.group.into(),
            working_days_left: task.working_days_left,
            kind: task.kind,
            asked_by: task.asked_by.map(|person| person.to_string()),
            note: task.note,
        }
    }
}
