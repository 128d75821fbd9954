//! 待办箱: what a person can act on, the most urgent first.

use std::collections::BTreeSet;

use definition::bilingual::Bilingual;
use definition::moment::Moment;
use definition::name::{OfficeName, PersonName, ProcessName, RoleName, StateName};
use machine::{CaseId, TaskNumber};
use serde::Serialize;
use storage::{Assignee, Page, TaskCursor, TaskFilter, TaskRow};

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
    /// Who has claimed it.
    pub assignee: Option<PersonName>,
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
        let today = self.now().date();
        let catalogue = self.catalogue();
        let organisation = &catalogue.organisation;
        let posts = organisation.people().get(person).map(|person| person.posts.as_slice()).unwrap_or_default();
        let held = posts.iter().filter(|post| organisation.holds(person, &post.role, &post.office, today));
        let mine = || Assignee::Person(person.clone());
        let filter = TaskFilter {
            held: Some(held.map(|post| (post.role.clone(), post.office.clone())).collect()),
            assignee: if query.mine { mine() } else { Assignee::PersonOrNobody(person.clone()) },
            process: query.process.clone(),
            state: query.state.clone(),
            ..TaskFilter::default()
        };
        let page = match &query.after {
            None => Page::first(query.limit),
            Some(after) => Page::after(after.clone(), query.limit),
        };
        let found = self.shared.store.tasks(&self.scope_of(person), &filter, &page).await?;
        let provisional = self.provisional(&found.rows).await?;
        let mut tasks = Vec::with_capacity(found.rows.len());
        for row in found.rows {
            let is_provisional = row.due.is_some_and(|due| provisional.contains(&(row.case, due)));
            tasks.push(InboxItem { provisional: is_provisional, ..self.item(row).await? });
        }
        Ok(InboxPage { tasks, next: found.next })
    }

    /// The dates among those of some tasks that are provisional. Only cases that are due beyond what a calendar covers are looked at.
    async fn provisional(&self, rows: &[TaskRow]) -> Result<BTreeSet<(CaseId, Moment)>, ServiceError> {
        let catalogue = self.catalogue();
        let calendars = catalogue.calendars.names().filter_map(|name| catalogue.calendars.get(name));
        let nothing = Moment::from_milliseconds(0);
        let covered = calendars.map(|calendar| calendar.covers().map_or(nothing, |(_, last)| Moment::start_of(last)));
        let covered = covered.min().unwrap_or(nothing);
        let mut beyond: Vec<CaseId> =
            rows.iter().filter(|row| row.due.is_some_and(|due| covered < due)).map(|row| row.case).collect();
        beyond.sort_unstable();
        beyond.dedup();
        if beyond.is_empty() {
            return Ok(BTreeSet::new());
        }
        let cases = self.shared.store.load_ahead(&beyond).await?;
        let marked = cases.iter().flat_map(|case| {
            let case = &case.stored.case;
            case.deadlines.values().filter(|armed| armed.provisional).map(|armed| (case.id, armed.due_before))
        });
        Ok(marked.collect())
    }

    async fn item(&self, row: TaskRow) -> Result<InboxItem, ServiceError> {
        let loaded = self.shared.definitions.get(&self.shared.store, &row.process, row.version).await?;
        let title = loaded.definition.state(&row.state).map(|state| state.title.clone());
        let now = self.now();
        Ok(InboxItem {
            case: row.case,
            number: row.case_number,
            task: row.number,
            process: row.process,
            state_title: title.unwrap_or_else(|| Bilingual::same(row.state.as_str())),
            state: row.state,
            role: row.role,
            office: row.office,
            item: row.item,
            case_office: row.case_office,
            assignee: row.assignee,
            opened_at: row.opened_at,
            due_before: row.due,
            due: row.due.map(Moment::shown_as_end),
            provisional: false,
            overdue: row.due.is_some_and(|due| now >= due),
            kind: row.kind,
            asked_by: row.asked_by,
            note: row.note,
        })
    }
}
