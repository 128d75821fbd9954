//! 待办箱: what a person can act on, the most urgent first.

use std::collections::BTreeMap;

use definition::bilingual::Bilingual;
use definition::moment::Moment;
use definition::name::{OfficeName, PersonName, ProcessName, RoleName, StateName};
use machine::{Case, CaseId, TaskNumber};
use serde::Serialize;
use storage::{Assignee, Page, TaskCursor, TaskFilter, TaskRow};

use super::group::{DeadlineGroup, GROUP_COUNT_MAX, GroupCounts};
use super::search::applicant;
use super::working_days;
use crate::error::ServiceError;
use crate::service::Service;

/// What is looked for in an inbox.
#[derive(Clone, Debug, Default)]
pub struct TaskQuery {
    /// Of this process.
    pub process: Option<ProcessName>,
    /// In this state.
    pub state: Option<StateName>,
    /// Only what this person has claimed.
    pub mine: bool,
    /// Only those whose deadline is this near.
    pub group: Option<DeadlineGroup>,
    /// Those after this one.
    pub after: Option<TaskCursor>,
    /// At most so many.
    pub limit: u64,
}

/// A page of an inbox.
#[derive(Clone, Debug, Serialize)]
pub struct InboxPage {
    /// The tasks.
    pub tasks: Vec<InboxItem>,
    /// Where the next page begins.
    pub next: Option<TaskCursor>,
}

/// A task in an inbox.
#[derive(Clone, Debug, Serialize)]
pub struct InboxItem {
    /// Its case.
    pub case: CaseId,
    /// The case's number.
    pub number: String,
    /// Its number in the case.
    pub task: TaskNumber,
    /// The case's process.
    pub process: ProcessName,
    /// The process's name.
    pub process_title: Bilingual,
    /// Whom the case is about; masked if that is sensitive.
    pub applicant: Option<String>,
    /// Its state.
    pub state: StateName,
    /// The state's name.
    pub state_title: Bilingual,
    /// Who may take it.
    pub role: RoleName,
    /// Where.
    pub office: OfficeName,
    /// About which item of its state, counted from 1.
    pub item: Option<u32>,
    /// The case's office.
    pub case_office: OfficeName,
    /// The name of the case's office.
    pub case_office_title: Bilingual,
    /// Who has claimed it.
    pub assignee: Option<PersonName>,
    /// The name of who has claimed it.
    pub assignee_title: Option<Bilingual>,
    /// Since when it waits.
    pub opened_at: Moment,
    /// The first instant too late.
    pub due_before: Option<Moment>,
    /// As people read it.
    pub due: Option<String>,
    /// Whether that rests on days whose arrangement is not published yet.
    pub provisional: bool,
    /// Whether it is too late already.
    pub overdue: bool,
    /// How near its deadline is.
    pub group: DeadlineGroup,
    /// Working days after today up to the last day; below zero, those since it.
    pub working_days_left: Option<i64>,
    /// What it is, if it is not the state's own: `copy`, `opinion` or `signature`.
    pub kind: Option<String>,
    /// Who asked for it then.
    pub asked_by: Option<PersonName>,
    /// What was said with it.
    pub note: Option<String>,
}

impl Service {
    /// The open tasks of a person: exactly those of the posts held today, claimed by nobody else.
    pub async fn tasks(&self, person: &PersonName, query: &TaskQuery) -> Result<InboxPage, ServiceError> {
        let mut filter = self.inbox_of(person, query);
        if let Some(group) = query.group {
            group.bound(&mut filter, self.now());
        }
        let page = match &query.after {
            None => Page::first(query.limit),
            Some(after) => Page::after(after.clone(), query.limit),
        };
        let scope = self.scope_of(person);
        let found = self.shared.store.tasks(&scope, &filter, &page).await?;
        let ids: Vec<CaseId> = found.rows.iter().map(|row| row.case).collect();
        let cases = self.shared.store.cases_by_id(&scope, &ids).await?;
        let cases: BTreeMap<CaseId, Case> = cases.into_iter().map(|stored| (stored.case.id, stored.case)).collect();
        let mut tasks = Vec::with_capacity(found.rows.len());
        for row in found.rows {
            let case = cases.get(&row.case);
            tasks.push(self.item(row, case).await?);
        }
        Ok(InboxPage { tasks, next: found.next })
    }

    /// How many tasks a person's inbox holds, by how near their deadlines are.
    pub async fn task_counts(&self, person: &PersonName, query: &TaskQuery) -> Result<GroupCounts, ServiceError> {
        let (scope, now) = (self.scope_of(person), self.now());
        let mut counts = GroupCounts::default();
        for group in DeadlineGroup::ALL {
            let mut filter = self.inbox_of(person, query);
            group.bound(&mut filter, now);
            *counts.of(group) = self.shared.store.count_tasks(&scope, &filter, GROUP_COUNT_MAX).await?;
        }
        Ok(counts)
    }

    fn inbox_of(&self, person: &PersonName, query: &TaskQuery) -> TaskFilter {
        let today = self.now().date();
        let catalogue = self.catalogue();
        let organisation = &catalogue.organisation;
        let posts = organisation.people().get(person).map(|person| person.posts.as_slice()).unwrap_or_default();
        let held = posts.iter().filter(|post| organisation.holds(person, &post.role, &post.office, today));
        let mine = || Assignee::Person(person.clone());
        TaskFilter {
            held: Some(held.map(|post| (post.role.clone(), post.office.clone())).collect()),
            assignee: if query.mine { mine() } else { Assignee::PersonOrNobody(person.clone()) },
            process: query.process.clone(),
            state: query.state.clone(),
            ..TaskFilter::default()
        }
    }

    /// A row as shown. Its case is still sealed: a name that is sensitive shows its mask.
    async fn item(&self, row: TaskRow, case: Option<&Case>) -> Result<InboxItem, ServiceError> {
        let loaded = self.shared.definitions.get(&self.shared.store, &row.process, row.version).await?;
        let definition = &loaded.definition;
        let title = definition.state(&row.state).map(|state| state.title.clone());
        let (now, catalogue) = (self.now(), self.catalogue());
        let calendar = working_days::calendar(&catalogue, definition, &row.case_office, now.date());
        let person = |name: &PersonName| catalogue.organisation.people().get(name).map(|person| person.title.clone());
        Ok(InboxItem {
            case: row.case,
            number: row.case_number,
            task: row.number,
            process: row.process,
            process_title: definition.title.clone(),
            applicant: case.and_then(|case| applicant(definition, case)),
            state_title: title.unwrap_or_else(|| Bilingual::same(row.state.as_str())),
            state: row.state,
            role: row.role,
            office: row.office,
            case_office_title: self.office_title(&row.case_office),
            item: row.item,
            case_office: row.case_office,
            assignee_title: row.assignee.as_ref().and_then(person),
            assignee: row.assignee,
            opened_at: row.opened_at,
            due_before: row.due,
            due: row.due.map(Moment::shown_as_end),
            provisional: row.due.zip(case).is_some_and(|(due, case)| is_provisional(case, due)),
            overdue: row.due.is_some_and(|due| now >= due),
            group: DeadlineGroup::of(row.due, now),
            working_days_left: row.due.zip(calendar).map(|(due, calendar)| working_days::left(&calendar, now, due)),
            kind: row.kind,
            asked_by: row.asked_by,
            note: row.note,
        })
    }
}

/// Whether the deadline a task is due by rests on days whose arrangement is not published yet.
fn is_provisional(case: &Case, due: Moment) -> bool {
    case.deadlines.values().any(|armed| armed.provisional && armed.due_before == due)
}
